/*
 * history.h - every act on human work, with what is needed to take it back.
 *
 * An act is recorded by SQLite's session extension, attached by name to the
 * recorded tables (history_tables).  Text, layouts and hits are not among
 * them: the first two only grow, the last are derived.  When the act is
 * committed, its changeset, a summary by table, and what it touched (code,
 * document) go into `history` and `history_touch`.  An act that changed
 * nothing leaves no row.
 */
#ifndef EMIC_STORE_HISTORY_H
#define EMIC_STORE_HISTORY_H

#include "store/db.h"

struct error;
struct history;

/* Names of the recorded tables, NULL-terminated. */
extern const char *const history_tables[];

/* Start to record on DB; *OUT is given to history_end() or _cancel(). */
int history_begin(struct db *db, struct history **out, struct error *err);

/*
 * Do not look (LOOK: look again) at rows that are stored.  For thousands of
 * rows of tables that are not recorded: SQLite asks about each of them, and
 * each is compared with the names of all recorded tables.
 */
void history_look(struct history *h, bool look); /* NULL is fine */

/*
 * Write the act into the history, within the caller's transaction, and free
 * H whatever happens.  UNDOES is an act's id or 0.
 *
 * ERR_LIMIT: it changed more than fits into one row of the history.
 */
int history_end(struct history *h, const char *at, const char *coder,
                const char *command, int64_t undoes, struct error *err);
void history_cancel(struct history *h); /* NULL is fine */

/*
 * Take back (or, given an act that was itself an undo, redo) act ID: apply
 * the inverse of its changeset.  Within a transaction that records.
 *
 * ERR_NOTFOUND: no such act.
 * ERR_CONFLICT: it has no changeset, or later work stands in the way.
 * ERR_FORMAT: its changeset is damaged.
 */
int history_invert(struct db *db, int64_t id, struct error *err);

/* --- reading it ------------------------------------------------------------
 */

/* The acts on a document, newest first. */
struct history_acts;

/*
 * Open those on DOCUMENT, and those on links of memos, of which older acts do
 * not say to which document they go.  Acts that were taken back are left out,
 * and so are those that took them back.  *OUT is the caller's to close.
 */
int history_open(struct db *db, int64_t document, struct history_acts **out,
                 struct error *err);
void history_close(struct history_acts *acts); /* NULL is fine */

/*
 * Go to the next act, older than the last: 1, or 0 at the end.
 *
 * ERR_CONFLICT: its content is gone.
 * ERR_FORMAT: it is damaged.
 */
int history_next(struct history_acts *acts, struct error *err);

enum history_op { HISTORY_ADDED, HISTORY_REMOVED, HISTORY_CHANGED };

/* A row that an act added, removed or changed. */
struct history_row {
	const char *table; /* borrowed until the next row */
	enum history_op op;
	int64_t id;
	sqlite3_changeset_iter *at;
};

/*
 * Fetch the next row of the act: 1, or 0 at the end, and then the first one
 * again.  Errors as history_next().
 */
int history_row_next(struct history_acts *acts, struct history_row *row,
                     struct error *err);

/*
 * Did a changed row change COLUMN, counted from 0?  Then what it was and what
 * it became: borrowed until the next row, NULL for NULL.
 */
bool history_row_int(const struct history_row *row, int column,
                     int64_t *was_out, int64_t *now_out);
bool history_row_text(const struct history_row *row, int column,
                      const char **was_out, const char **now_out);

#endif
