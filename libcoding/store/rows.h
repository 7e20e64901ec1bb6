/*
 * rows.h - an array in memory as a table that SQL can read.
 *
 *	INSERT INTO aside SELECT :layout, a, b FROM rows(:asides)
 *
 * stores many rows in one statement, which takes half the time of binding
 * and running one for each.  The columns are a, b, c ... as struct rows
 * gives them; rowid is 1, 2, 3 ...
 */
#ifndef EMIC_STORE_ROWS_H
#define EMIC_STORE_ROWS_H

#include "store/db.h"

#define ROWS_COLUMNS 6
#define ROWS_NULL    INT64_MIN /* a value that is NULL in SQL */

/* N items of SIZE bytes each, one behind the other: the caller's. */
struct rows {
	const void *items;
	size_t n, size;
	int64_t (*value)(const void *item, int column); /* column 0 is a */
};

/* Make the table known to DB; db_open() does. */
int rows_attach(struct db *db, struct error *err);

/* Bind R by NAME; it must stay where it is until the statement has run. */
void rows_bind(sqlite3_stmt *st, const char *name, const struct rows *r);

#endif
