/*
 * records.h - CSV, TSV and JSON-lines-free tables with a header line, read.
 *
 * CSV as in RFC 4180 (quotes, doubled quotes, line breaks within quotes;
 * the separator is a comma or, if the header has more of them, a semicolon).
 * TSV has no quotes: \t \n \r \\ are escapes, as emic writes them.  A file
 * whose header line holds a tab is TSV.  A BOM is skipped; LF and CRLF end
 * lines (CR where a file has no LF at all); empty lines are skipped.
 */
#ifndef EMIC_BASE_RECORDS_H
#define EMIC_BASE_RECORDS_H

#include <stddef.h>

struct error;

#define RECORDS_COLUMNS 20000 /* a spreadsheet has 16,384 */

struct records {
	char *data;          /* the text the fields point into */
	const char **fields; /* rows * columns, row by row; row 0 = header */
	size_t *lines;       /* the 1-based line on which each row starts */
	size_t rows;         /* with the header */
	size_t columns;
};

/*
 * Parse LEN bytes of TEXT, named NAME in messages.
 *
 * ERR_FORMAT: invalid UTF-8, NUL, a row with more or fewer fields than the
 *             header, an open quote, a column name twice: with line.
 * ERR_LIMIT:  more columns than RECORDS_COLUMNS.
 */
int records_parse(struct records *r, const char *name, const char *text,
                  size_t len, struct error *err);
void records_release(struct records *r);

/* Field of ROW (0 = header) and COLUMN. */
const char *records_field(const struct records *r, size_t row, size_t column);

/* The column called NAME (case ignored), or -1. */
int records_column(const struct records *r, const char *name);

#endif
