/*
 * paper.h - what a word processor's document says, before it is known who
 * speaks: paragraphs, headings, rows of tables, notes.
 *
 * A reader of a format (docx, odt) fills it from beginning to end, and
 * paper_turns() makes turns of it:
 *
 *	struct paper p = { 0 };
 *	paper_begin(&p);
 *	paper_text(&p, "Maria", 5, PAPER_BOLD);
 *	paper_text(&p, " I was new here.", 16, 0);
 *	paper_end(&p, 0);
 *	...
 *	rc = paper_turns(&p, options, t, err);
 *	paper_release(&p);
 *
 * Paragraphs may begin within paragraphs (text boxes, notes); such a one
 * comes behind the one that it is in.
 */
#ifndef EMIC_IMPORT_PAPER_H
#define EMIC_IMPORT_PAPER_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct error;
struct import_options;
struct transcript;

/* How a piece of text looks; a colour's RGB is shifted above these. */
enum {
	PAPER_BOLD = 1,
	PAPER_ITALIC = 2,
	PAPER_UNDERLINE = 4,
	PAPER_COLOURED = 8,
	PAPER_COLOUR_SHIFT = 4,
};

/* A paragraph.  Positions are bytes in the paper's text. */
struct paper_block {
	size_t start, end;
	size_t lead, lead_end; /* the part that looks different, in front */
	uint32_t table;        /* the same in all of a table; 0: in none */
	uint32_t row, column;  /* rows from 1 on, columns from 0 on */
	uint8_t level;         /* of a heading, 1 to 6; 0: none */
	bool header; /* the row is marked as one of names of columns */
	bool gap;    /* there is an empty paragraph before it */
	bool note;   /* a footnote, a comment: no speech */
};

struct paper_frame; /* a paragraph being written */

struct paper {
	struct buf text;
	struct {
		struct paper_block *items;
		size_t n, cap;
	} blocks;
	bool composed; /* something was not in NFC */
	bool dropped;  /* control characters were */
	/* inside */
	struct {
		struct paper_frame *items;
		size_t n, cap;
	} frames;
	size_t open;   /* how many of them are in use */
	size_t tables; /* begun inside each other */
	size_t notes;
	struct paper_block at; /* where the next paragraph stands */
	uint32_t next_column;
	bool gap;
};

/* Begin a paragraph; end it as a heading of LEVEL 1 to 6, or with 0. */
void paper_begin(struct paper *p);
void paper_end(struct paper *p, int level);

/*
 * End it in such a way that the next one goes on in the same paragraph, as
 * where the mark between two was deleted.
 */
void paper_hold(struct paper *p);

/* No next one comes here: what was held is a paragraph. */
void paper_flush(struct paper *p);

/* Text, valid UTF-8, of one look; LF is a new line.  Outside: nothing. */
void paper_text(struct paper *p, const char *s, size_t len, unsigned look);

/* Paragraphs between these two are notes. */
void paper_note_begin(struct paper *p);
void paper_note_end(struct paper *p);

/*
 * A table; in it rows, in these cells.  A row of names of columns is said to
 * be one, and a cell that is WIDTH columns wider than one is, once it has
 * begun; columns that a row leaves out are skipped.
 */
void paper_table_begin(struct paper *p);
void paper_table_end(struct paper *p);
void paper_row(struct paper *p);
void paper_row_header(struct paper *p);
void paper_cell(struct paper *p);
void paper_skip_columns(struct paper *p, long width);

/* The text of block N, which may be empty. */
const char *paper_block_text(const struct paper *p, size_t n, size_t *len_out);

/*
 * Make the turns: from tables whose rows are turns, else from labels in the
 * text, for which what looks different in front of a paragraph is evidence.
 *
 * ERR_LIMIT, ERR_USAGE: as detect_turns() and compose_end().
 */
int paper_turns(struct paper *p, const struct import_options *o,
                struct transcript *t, struct error *err);

void paper_release(struct paper *p);

#endif
