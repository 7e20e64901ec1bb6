/*
 * grid.h - a table that may be a transcript: a row is a turn, with the time,
 * the speaker and the speech in columns of their own, in any order.
 *
 * Which column is which is read off the rows, not off the header: a time is
 * a time in nearly every row, a speaker comes back, the speech is where most
 * words are.
 */
#ifndef EMIC_IMPORT_GRID_H
#define EMIC_IMPORT_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GRID_COLUMNS 12 /* no transcript has more */

enum grid_role {
	GRID_OTHER, /* remarks, codes */
	GRID_NUMBER,
	GRID_START,
	GRID_END,
	GRID_SPEAKER,
	GRID_SPEECH,
};

struct grid {
	const char **cells; /* rows * columns; white space is single blanks */
	size_t rows, columns;
	size_t header; /* rows at the top that are no turns; may be set */
	/* what grid_read() says */
	enum grid_role roles[GRID_COLUMNS];
};

/*
 * Find the roles of G's columns and its header.  False if there is no column
 * of speech beside one of times, numbers or speakers: then it is no
 * transcript, or has all of it in one column.
 */
bool grid_read(struct grid *g);

/* The column with this role; SIZE_MAX if there is none. */
size_t grid_column(const struct grid *g, enum grid_role role);

/* Is the cell nothing but a time?  END_OUT is TURN_NO_TIME if it has one. */
bool grid_time(const char *cell, int64_t *start_out, int64_t *end_out);

/*
 * Is the cell a speaker's label, with or without a colon and a time?  The
 * label is LEN_OUT bytes at *START_OUT in CELL.
 */
bool grid_label(const char *cell, size_t *start_out, size_t *len_out,
                int64_t *ms_out);

#endif
