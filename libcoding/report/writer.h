/*
 * writer.h - lists of records, in every format that emic prints.
 *
 * Columns are declared once; then values are given row by row, left to
 * right; a row ends when its last value was given.  Text may hold any bytes:
 * what is not UTF-8 is printed as U+FFFD.  In table and md, characters that
 * could confuse a terminal (controls, escape sequences, overrides of the
 * direction) are shown as \x1b, \u202e, \n ...
 *
 * table  for people: aligned, cut to the terminal's width where a column
 *        says WRITER_WRAP; notes stand above and below it
 * tsv    a header line, then one record a line; \t \n \r \\ are escaped
 * csv    RFC 4180, but lines end in LF; nothing is added or taken away, so
 *        a text that begins with "=" is for a spreadsheet a formula
 * jsonl  one object a line; numbers are numbers, "no value" is null
 * md     a Markdown table; text can never become markup; notes as in table
 */
#ifndef EMIC_REPORT_WRITER_H
#define EMIC_REPORT_WRITER_H

#include "base/spool.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum writer_format {
	WRITER_TABLE,
	WRITER_TSV,
	WRITER_CSV,
	WRITER_JSONL,
	WRITER_MD,
};

enum {
	WRITER_TEXT = 0,
	WRITER_NUMBER = 1 << 0, /* right-aligned in tables */
	WRITER_WRAP = 1 << 1,   /* takes what width is left; wrapped */
	WRITER_TREE = 1 << 2,   /* indented by writer_indent() in tables */
};

struct writer_column {
	const char *name;  /* "passages": what TSV, CSV and JSON call it */
	const char *title; /* for table and md; NULL: the name */
	int flags;
};

struct writer;

/* "table", ... and back; -1 when NAME is none of them. */
const char *writer_format_name(enum writer_format format);
int writer_format_find(const char *name);

/*
 * Start a list of N columns, copied.  WIDTH is the terminal's in columns
 * (0: do not cut or wrap).  Nothing is printed before writer_finish() or,
 * in the line formats, before the first row.
 */
struct writer *writer_new(enum writer_format format, struct spool *out,
                          size_t width, const struct writer_column *columns,
                          size_t n);

/* A line above the table: only in table and md.  printf-like. */
void writer_note(struct writer *w, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* A line below it. */
void writer_footnote(struct writer *w, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* The next row's WRITER_TREE column stands this deep: 0 (as others), 1 ... */
void writer_indent(struct writer *w, int depth);

/* The next value of the row. */
void writer_text(struct writer *w, const char *s);
void writer_bytes(struct writer *w, const char *s, size_t len);
void writer_int(struct writer *w, int64_t n);
void writer_real(struct writer *w, double x,
                 int decimals);     /* 0 to 15; NaN, infinite: none */
void writer_none(struct writer *w); /* no value: "", null; "-" in tables */

/*
 * Print what is left and free W (NULL is fine).  The header stands even with
 * no row.  A row that was begun and not ended is left out: an error came.
 */
void writer_finish(struct writer *w);

/* How many rows were given. */
size_t writer_rows(const struct writer *w);

#endif
