/*
 * paper_private.h - what the parts of paper share: its tables, and the two
 * ways in which turns are made.
 */
#ifndef EMIC_IMPORT_PAPER_PRIVATE_H
#define EMIC_IMPORT_PAPER_PRIVATE_H

#include "import/grid.h"
#include "import/import.h"
#include "import/paper.h"

/* A table: its blocks, and what grid_read() says of it. */
struct paper_table {
	size_t first, end; /* blocks */
	struct grid grid;
	struct buf text; /* what the grid's cells are made of */
	struct {
		char **items; /* speakers' labels, folded, each once */
		size_t n, cap;
	} labels;
	bool turns;   /* its rows are turns, or lines that are numbered */
	bool facts;   /* date, place, ...: no speech */
	size_t words; /* in the rows that are turns of somebody */
};

struct paper_tables {
	struct paper_table *items;
	size_t n, cap;
};

/* Find the tables of P and what they are; the caller releases the list. */
void paper_tables_find(const struct paper *p, struct paper_tables *out);
void paper_tables_release(struct paper_tables *tables);

/* Turns by label, found in the text by detect_turns(). */
int paper_detect(const struct paper *p, const struct paper_tables *tables,
                 const struct import_options *o, struct transcript *t,
                 struct error *err);

#endif
