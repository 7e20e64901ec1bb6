/*
 * changeset.h - what an act changed, as SQLite's session extension writes it.
 *
 * A changeset is a series of tables: 'T', the number of columns, which of
 * them are the key, the name; then the rows: what was done, and the values
 * before, after, or both (sqlite.org/session/sqlite3changeset_new.html and
 * sqlite3session.c say how).  SQLite reads what it wrote itself; of one that
 * is cut off it may read the same bytes for ever.  So nobody gives SQLite a
 * changeset that was not looked through here.
 */
#ifndef EMIC_STORE_CHANGESET_H
#define EMIC_STORE_CHANGESET_H

#include "store/db.h"

struct error;

/*
 * What is wrong with SIZE bytes as a changeset of recorded tables, or NULL:
 * then it is whole, and every row of it names its id.  *AT_OUT is the byte
 * at which the table or row begins that is not as it should be.
 */
const char *changeset_fault(const void *data, size_t size, size_t *at_out);

/*
 * The changeset in COLUMN of the row that ST stands on, which is that of act
 * ID: borrowed until ST moves.  NULL if there is none.
 *
 * ERR_FORMAT: the project file is damaged.
 */
int changeset_column(sqlite3_stmt *st, int column, int64_t id,
                     const void **data_out, int *size_out, struct error *err);

/* What is said of act ID when WHAT is wrong with its changeset: ERR_FORMAT. */
int changeset_damaged(int64_t id, const char *what, struct error *err);

#endif
