/*
 * column.h - what the columns of a transcript in a table are called, in CSV
 * and in the tables of word processors.
 */
#ifndef EMIC_IMPORT_COLUMN_H
#define EMIC_IMPORT_COLUMN_H

#include <stdbool.h>

enum column_kind {
	COLUMN_SPEECH,
	COLUMN_SPEAKER,
	COLUMN_START, /* or a span of time */
	COLUMN_END,
	COLUMN_SUBJECT, /* themes and codes: they come back as speakers do */
	COLUMN_OTHER,   /* numbers of lines, remarks */
};

/* The names of such columns, most telling first, up to a NULL. */
const char *const *column_names(enum column_kind kind);

/* Is NAME one of them?  Case, and a colon behind it, do not matter. */
bool column_is(const char *name, enum column_kind kind);

/* Is NAME that of a column of any kind? */
bool column_is_known(const char *name);

/* Does NAME say that times are milliseconds: "start_ms", "Start (ms)"? */
bool column_in_ms(const char *name);

#endif
