/*
 * hit_rows.h - hits in memory as a table that SQL can read.
 *
 * INSERT ... SELECT from it stores them twice as fast as a statement that is
 * bound and run for each: nothing is bound, and SQLite stays in its loop.
 */
#ifndef EMIC_MODEL_HIT_ROWS_H
#define EMIC_MODEL_HIT_ROWS_H

#include "model/hit.h"

/* N lists, one behind the other; zeroed but for these. */
struct hit_rows {
	const struct hits *lists;
	size_t n;
};

/*
 * R, which must stay where it is, is the table hit_rows until it is taken
 * away: block, code, slot, turn, start, length, before, after, rule, as in the
 * table packed_hit.
 */
int hit_rows_attach(struct db *db, struct hit_rows *r, struct error *err);
void hit_rows_detach(struct db *db);

#endif
