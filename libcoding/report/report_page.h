/*
 * report_page.h - the blocks a report is built of, and its formats.
 *
 * The content is written once (report_body.c and what it calls), as blocks;
 * a format draws each block.  All text given here is plain: the format
 * escapes it, whatever it holds.
 */
#ifndef EMIC_REPORT_REPORT_PAGE_H
#define EMIC_REPORT_REPORT_PAGE_H

#include "report/report_data.h"

struct report_heading {
	int level;      /* 2 to 6 */
	const char *id; /* of a place to link to: fit for it; or NULL */
	const char *text;
	const char *kind; /* "theme": shown small; or NULL */
	bool listed;      /* in the table of contents */
};

enum report_tone {
	REPORT_PLAIN,
	REPORT_NOTE,    /* beside the point: small */
	REPORT_CAUTION, /* must not be overlooked */
};

struct report_column {
	const char *title;
	bool number;
};

/* The first column heads its row. */
struct report_table {
	const char *caption;
	bool plain;  /* the heading above says it all: no caption is seen */
	bool narrow; /* may stand beside another one */
	struct report_column columns[10];
	size_t n_columns;
	struct {
		const char **items; /* row by row */
		size_t n, cap;
	} cells;
	struct {
		struct report_row {
			int depth;      /* of its head */
			const char *id; /* its head links there; or NULL */
		} * items;
		size_t n, cap;
	} rows;
};

/* Cases by code: one bar for each of the series. */
struct report_chart {
	const char *title;
	const char *description;
	size_t of; /* N: the length of a whole bar */
	const char *series[2];
	size_t n_series;
	struct {
		struct report_bar {
			const char *name;
			int depth;
			size_t counts[2];
		} * items;
		size_t n, cap;
	} bars;
};

struct report_page {
	const struct report_format *format;
	struct arena arena; /* for text that is made on the way */
	const char *title;
	const char *lead;  /* under the title */
	const char *scope; /* below it: what was selected; or NULL */
	struct buf body;
	struct buf contents; /* table of contents, as it grows */
	int contents_depth;  /* lists that are open in it */
	size_t n_tables;
};

struct report_format {
	const char *endings[4]; /* of file names; NULL-terminated */
	const char *passage;    /* "bold": what a passage with context is */
	void (*heading)(struct report_page *, const struct report_heading *);
	void (*para)(struct report_page *, enum report_tone, const char *text);
	void (*term)(struct report_page *, const char *label, const char *text);
	void (*list)(struct report_page *, const char *const *items, size_t n);
	void (*lines)(struct report_page *, const char *const *lines, size_t n);
	void (*table)(struct report_page *, const struct report_table *);
	void (*chart)(struct report_page *, const struct report_chart *);
	void (*quote)(struct report_page *, const struct report_quote *);
	void (*finish)(struct report_page *, struct buf *out);
};

extern const struct report_format report_html, report_md;

/* The style sheet of report_html. */
extern const char *const report_style;

/* Draw the bars as SVG. */
void report_chart_svg(struct buf *out, const struct report_chart *c);

/* "read", "found by rule, not read". */
const char *report_basis(const struct report_quote *q);

/* Has nothing been tagged or coded yet? */
bool report_is_blank(const struct report *r);

/* What was selected, in words; NULL: everything. */
const char *report_scope(struct arena *a, const struct report *r);

/* A row, its head first; then one call for each of the other cells. */
void report_row(struct report_table *t, int depth, const char *id,
                const char *head);
void report_cell(struct report_table *t, const char *text);
void report_table_release(struct report_table *t);

/* The id of code C's section: what html_id() makes of PREFIX and its path. */
const char *report_code_id(struct arena *a, const char *prefix,
                           const struct code *c);

/* --- the sections ----------------------------------------------------------
 */

void report_write_sample(struct report_page *page, const struct report *r);
void report_write_overview(struct report_page *page, const struct report *r);
void report_write_code(struct report_page *page, const struct report *r,
                       const struct report_code *c);
void report_write_codebook(struct report_page *page, const struct report *r);
void report_write_origin(struct report_page *page, const struct report *r);

#endif
