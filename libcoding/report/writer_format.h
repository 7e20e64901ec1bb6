/*
 * writer_format.h - what writer.c and the file of each format share.
 *
 * Nobody else includes it.  writer.c takes the values and keeps them as
 * cells; a format turns cells into text.  A format either prints row by row
 * (header and row are set, page is NULL), and then only the row at hand is
 * kept, or all at once (page is set), and then everything is.
 */
#ifndef EMIC_REPORT_WRITER_FORMAT_H
#define EMIC_REPORT_WRITER_FORMAT_H

#include "base/buf.h"
#include "report/writer.h"

enum writer_kind { WRITER_KIND_NONE, WRITER_KIND_TEXT, WRITER_KIND_NUMBER };

struct writer_cell {
	enum writer_kind kind;
	int depth;         /* of its row, see writer_indent() */
	size_t start, len; /* bytes in writer.text; valid UTF-8 */
};

struct writer_notes {
	char **items;
	size_t n, cap;
};

struct writer_backend {
	const char *name; /* what --format calls it */
	/* Append the header line, or the line of one row, to OUT. */
	void (*header)(const struct writer *w, struct buf *out);
	void (*row)(const struct writer *w, const struct writer_cell *row,
	            struct buf *out);
	/* Print everything. */
	void (*page)(struct writer *w);
};

struct writer {
	const struct writer_backend *backend;
	struct spool *out;
	size_t width; /* of the terminal in columns; 0: endless */
	struct writer_column *columns;
	size_t n_columns;
	struct buf text; /* of the cells */
	struct {
		struct writer_cell *items; /* row by row */
		size_t n, cap;
	} cells;
	struct writer_notes above, below;
	struct buf line; /* being printed, by the row formats */
	bool has_header; /* the row formats: it was printed */
	int depth;       /* of the row that is being given */
	size_t rows;     /* given in full */
};

extern const struct writer_backend writer_table;
extern const struct writer_backend writer_tsv;
extern const struct writer_backend writer_csv;
extern const struct writer_backend writer_jsonl;
extern const struct writer_backend writer_md;

/* The bytes of CELL, CELL->len of them. */
const char *writer_cell_text(const struct writer *w,
                             const struct writer_cell *cell);

/* What heads column C for a person. */
const char *writer_title(const struct writer *w, size_t c);

/*
 * A character that could make a terminal do something, or show the text in
 * another order than it has: C0 and C1 controls, DEL, line and paragraph
 * separators, and the embeddings, overrides and isolates of bidirectional
 * text.
 */
bool writer_is_control(uint32_t cp);

/*
 * Append [S, S+LEN) with such characters made visible: \n, \t, \r, \x1b,
 * \u202e.  With BREAKS a line feed stays what it is.
 */
void writer_visible(struct buf *out, const char *s, size_t len, bool breaks);

#endif
