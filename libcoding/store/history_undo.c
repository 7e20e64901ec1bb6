/* Taking acts back. */
#include "store/history.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"
#include "store/changeset.h"

#include <stdlib.h>

static int
on_conflict(void *unused, int kind, sqlite3_changeset_iter *it)
{
	(void)unused;
	(void)kind;
	(void)it;
	return SQLITE_CHANGESET_ABORT;
}

static int
count_changes(int size, void *data)
{
	sqlite3_changeset_iter *it = NULL;
	int n = 0;

	if (sqlite3changeset_start(&it, size, data) != SQLITE_OK)
		return -1;
	while (sqlite3changeset_next(it) == SQLITE_ROW)
		n++;
	sqlite3changeset_finalize(it);
	return n;
}

/* Names of the unique indexes and the SQL that makes them. */
struct index_list {
	struct index_sql {
		char *drop, *create;
	} * items;
	size_t n, cap;
};

static void
index_list_release(struct index_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		sqlite3_free(list->items[i].drop);
		free(list->items[i].create);
	}
	vec_release(list);
}

static int
index_list_read(struct db *db, struct index_list *list, struct error *err)
{
	static const char sql[] =
	    "SELECT name, sql FROM sqlite_schema WHERE type = 'index'"
	    " AND sql LIKE 'CREATE UNIQUE%' ORDER BY name";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(db, sql, &st, err);
	while (rc == 0 && (rc = db_step(db, st, err)) > 0) {
		struct index_sql i = {
			.drop = sqlite3_mprintf("DROP INDEX \"%w\"",
			                        db_text(st, 0)),
			.create = mem_str(db_text(st, 1)),
		};

		vec_push(list, i);
		rc = 0;
	}
	db_finish(st);
	return rc;
}

/*
 * Apply the inverse.  Two rows that swapped a unique value can only swap
 * back while the unique indexes are away; making them again finds what
 * would contradict later work.
 */
static int
apply(struct db *db, int size, void *data, struct error *err)
{
	struct index_list indexes = { 0 };
	int64_t before;
	size_t i;
	int rc, n = count_changes(size, data);

	rc = index_list_read(db, &indexes, err);
	for (i = 0; rc == 0 && i < indexes.n; i++)
		rc = db_exec(db, indexes.items[i].drop, err);
	if (rc < 0)
		goto out;
	before = sqlite3_total_changes(db->handle);
	rc = sqlite3changeset_apply(db->handle, size, data, NULL, on_conflict,
	                            NULL);
	if (rc != SQLITE_OK ||
	    sqlite3_total_changes(db->handle) - before != n) {
		rc = error_set(err, ERR_CONFLICT,
		               "later work builds on it: undo that first");
		goto out;
	}
	for (i = 0; rc == 0 && i < indexes.n; i++)
		rc = db_exec(db, indexes.items[i].create, err);
	if (rc < 0 && sqlite3_errcode(db->handle) == SQLITE_CONSTRAINT)
		rc = error_set(err, ERR_CONFLICT,
		               "later work has taken a name that it gives "
		               "back: change that first");
out:
	index_list_release(&indexes);
	return rc;
}

int
history_invert(struct db *db, int64_t id, struct error *err)
{
	static const char sql[] =
	    "SELECT changeset FROM history WHERE id = :id";
	sqlite3_stmt *st = NULL;
	const void *data = NULL;
	void *inverse = NULL;
	int rc, size = 0;

	rc = db_prepare(db, sql, &st, err);
	if (rc < 0)
		goto out;
	db_bind_int(st, ":id", id);
	rc = db_step(db, st, err);
	if (rc == 0)
		rc = error_set(err, ERR_NOTFOUND, "there is no act %lld",
		               (long long)id);
	if (rc > 0)
		rc = changeset_column(st, 0, id, &data, &size, err);
	if (rc == 0 && !data)
		rc = error_set(err, ERR_CONFLICT,
		               "act %lld cannot be undone: its content is gone",
		               (long long)id);
	if (rc == 0 &&
	    sqlite3changeset_invert(size, data, &size, &inverse) != SQLITE_OK)
		rc = changeset_damaged(id, "SQLite does not know it", err);
	db_finish(st);
	st = NULL;
	if (rc == 0)
		rc = apply(db, size, inverse, err);
out:
	db_finish(st);
	sqlite3_free(inverse);
	return rc;
}
