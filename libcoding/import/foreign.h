/*
 * foreign.h - files that lie beside transcripts and are none, or none that
 * can be read: what they are, and what to do about it.
 */
#ifndef EMIC_IMPORT_FOREIGN_H
#define EMIC_IMPORT_FOREIGN_H

struct foreign {
	const char *extensions; /* "xlsx xls", lower case */
	const char *what;       /* "a spreadsheet" */
	const char *advice;     /* "save the sheet as CSV" */
};

/* Row N of the table; NULL behind the last. */
const struct foreign *foreign_kind(unsigned n);

#endif
