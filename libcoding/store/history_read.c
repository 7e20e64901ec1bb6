/* What the history says, act by act and row by row. */
#include "store/history.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"
#include "store/changeset.h"

#include <stdlib.h>

struct history_acts {
	struct db *db;
	sqlite3_stmt *st; /* stands on the act */
	sqlite3_changeset_iter *it;
	struct {
		int64_t *items; /* acts that were taken back */
		size_t n, cap;
	} undone;
};

int
history_open(struct db *db, int64_t document, struct history_acts **out,
             struct error *err)
{
	static const char sql[] =
	    "SELECT h.id, h.undoes, h.changeset FROM history h"
	    " WHERE EXISTS (SELECT 1 FROM history_touch t WHERE t.act = h.id"
	    " AND t.document = :document)"
	    " OR h.summary LIKE '%\"memo_link\"%'"
	    " ORDER BY h.id DESC";
	struct history_acts *acts = mem_zero(sizeof(*acts));
	int rc;

	*out = NULL;
	acts->db = db;
	rc = db_prepare(db, sql, &acts->st, err);
	if (rc < 0) {
		history_close(acts);
		return rc;
	}
	db_bind_int(acts->st, ":document", document);
	*out = acts;
	return 0;
}

void
history_close(struct history_acts *acts)
{
	if (!acts)
		return;
	if (acts->it)
		sqlite3changeset_finalize(acts->it);
	db_finish(acts->st);
	vec_release(&acts->undone);
	free(acts);
}

static bool
is_undone(const struct history_acts *acts, int64_t id)
{
	size_t i;

	for (i = 0; i < acts->undone.n; i++)
		if (acts->undone.items[i] == id)
			return true;
	return false;
}

/* Read the act from its first row on. */
static int
start(struct history_acts *acts, struct error *err)
{
	int64_t id = db_int(acts->st, 0);
	const void *data;
	int rc, size;

	if (acts->it)
		sqlite3changeset_finalize(acts->it);
	acts->it = NULL;
	rc = changeset_column(acts->st, 2, id, &data, &size, err);
	if (rc < 0)
		return rc;
	if (!data)
		return error_set(err, ERR_CONFLICT,
		                 "the content of act %lld is gone",
		                 (long long)id);
	if (sqlite3changeset_start(&acts->it, size, (void *)data) != SQLITE_OK)
		return changeset_damaged(id, "SQLite does not know it", err);
	return 0;
}

int
history_next(struct history_acts *acts, struct error *err)
{
	int rc;

	if (acts->it)
		sqlite3changeset_finalize(acts->it);
	acts->it = NULL;
	while ((rc = db_step(acts->db, acts->st, err)) > 0) {
		/* an undo that was taken back itself has undone nothing */
		if (is_undone(acts, db_int(acts->st, 0)))
			continue;
		if (db_is_null(acts->st, 1)) {
			rc = start(acts, err);
			return rc < 0 ? rc : 1;
		}
		vec_push(&acts->undone, db_int(acts->st, 1));
	}
	return rc;
}

/* --- rows ----------------------------------------------------------------- */

int
history_row_next(struct history_acts *acts, struct history_row *row,
                 struct error *err)
{
	sqlite3_value *id = NULL;
	int rc, op, columns, indirect;

	rc = sqlite3changeset_next(acts->it);
	if (rc == SQLITE_DONE)
		return start(acts, err);
	if (rc == SQLITE_ROW)
		rc = sqlite3changeset_op(acts->it, &row->table, &columns, &op,
		                         &indirect);
	/* column 0 is the id in every recorded table */
	if (rc == SQLITE_OK && op == SQLITE_INSERT)
		rc = sqlite3changeset_new(acts->it, 0, &id);
	else if (rc == SQLITE_OK)
		rc = sqlite3changeset_old(acts->it, 0, &id);
	if (rc != SQLITE_OK || !id)
		return changeset_damaged(db_int(acts->st, 0),
		                         "SQLite does not know it", err);
	row->at = acts->it;
	row->id = sqlite3_value_int64(id);
	row->op = op == SQLITE_INSERT   ? HISTORY_ADDED
	          : op == SQLITE_DELETE ? HISTORY_REMOVED
	                                : HISTORY_CHANGED;
	return 1;
}

/* COLUMN before and after: NULL unless the row changed it. */
static bool
values(const struct history_row *row, int column, sqlite3_value **was,
       sqlite3_value **now)
{
	*was = *now = NULL;
	return row->op == HISTORY_CHANGED &&
	       sqlite3changeset_old(row->at, column, was) == SQLITE_OK &&
	       sqlite3changeset_new(row->at, column, now) == SQLITE_OK &&
	       *was && *now;
}

bool
history_row_int(const struct history_row *row, int column, int64_t *was_out,
                int64_t *now_out)
{
	sqlite3_value *was, *now;

	if (!values(row, column, &was, &now))
		return false;
	*was_out = sqlite3_value_int64(was);
	*now_out = sqlite3_value_int64(now);
	return true;
}

bool
history_row_text(const struct history_row *row, int column,
                 const char **was_out, const char **now_out)
{
	sqlite3_value *was, *now;

	if (!values(row, column, &was, &now))
		return false;
	*was_out = (const char *)sqlite3_value_text(was);
	*now_out = (const char *)sqlite3_value_text(now);
	return true;
}
