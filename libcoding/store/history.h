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
 */
int history_invert(struct db *db, int64_t id, struct error *err);

#endif
