#include "store/rows.h"

#include "base/error.h"
#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

#define TYPE "rows" /* of the pointer that is bound */

static const char table[] = "CREATE TABLE rows(a, b, c, d, e, f, rows HIDDEN)";

struct cursor {
	sqlite3_vtab_cursor base; /* SQLite's; first */
	const struct rows *rows;
	size_t at;
};

static int
connect(sqlite3 *db, void *unused, int argc, const char *const *argv,
        sqlite3_vtab **out, char **message_out)
{
	int rc = sqlite3_declare_vtab(db, table);

	(void)unused;
	(void)argc;
	(void)argv;
	(void)message_out;
	if (rc == SQLITE_OK)
		*out = mem_zero(sizeof(**out));
	return rc;
}

static int
disconnect(sqlite3_vtab *t)
{
	free(t);
	return SQLITE_OK;
}

/* There is one way to read it: from the first to the last of rows(...). */
static int
best_index(sqlite3_vtab *t, sqlite3_index_info *info)
{
	int i;

	(void)t;
	for (i = 0; i < info->nConstraint; i++) {
		if (info->aConstraint[i].iColumn != ROWS_COLUMNS ||
		    info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ ||
		    !info->aConstraint[i].usable)
			continue;
		info->aConstraintUsage[i].argvIndex = 1;
		info->aConstraintUsage[i].omit = 1;
		info->estimatedCost = 1;
		return SQLITE_OK;
	}
	return SQLITE_CONSTRAINT;
}

static int
open_cursor(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
	struct cursor *c = mem_zero(sizeof(*c));

	(void)t;
	*out = &c->base;
	return SQLITE_OK;
}

static int
close_cursor(sqlite3_vtab_cursor *cursor)
{
	free(cursor);
	return SQLITE_OK;
}

static int
first(sqlite3_vtab_cursor *cursor, int plan, const char *name, int argc,
      sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)cursor;

	(void)plan;
	(void)name;
	c->rows = argc > 0 ? sqlite3_value_pointer(argv[0], TYPE) : NULL;
	c->at = 0;
	return SQLITE_OK;
}

static int
next(sqlite3_vtab_cursor *cursor)
{
	((struct cursor *)cursor)->at++;
	return SQLITE_OK;
}

/* What is no pointer to rows has none. */
static int
at_end(sqlite3_vtab_cursor *cursor)
{
	const struct cursor *c = (const struct cursor *)cursor;

	return !c->rows || c->at >= c->rows->n;
}

static int
column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int n)
{
	const struct cursor *c = (const struct cursor *)cursor;
	const char *items = c->rows->items;
	int64_t value = ROWS_NULL;

	if (n < ROWS_COLUMNS)
		value = c->rows->value(items + c->at * c->rows->size, n);
	if (value != ROWS_NULL)
		sqlite3_result_int64(out, value);
	return SQLITE_OK;
}

static int
rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
	*out = (sqlite3_int64)((const struct cursor *)cursor)->at + 1;
	return SQLITE_OK;
}

/* Without xCreate it is there by itself, and by that name only. */
static const sqlite3_module module = {
	.xConnect = connect,
	.xBestIndex = best_index,
	.xDisconnect = disconnect,
	.xOpen = open_cursor,
	.xClose = close_cursor,
	.xFilter = first,
	.xNext = next,
	.xEof = at_end,
	.xColumn = column,
	.xRowid = rowid,
};

int
rows_attach(struct db *db, struct error *err)
{
	if (sqlite3_create_module(db->handle, "rows", &module, NULL) !=
	    SQLITE_OK)
		return db_error(db, err, "open");
	return 0;
}

void
rows_bind(sqlite3_stmt *st, const char *name, const struct rows *r)
{
	int i = sqlite3_bind_parameter_index(st, name);

	assert(i > 0); /* a name that the statement does not have: our bug */
	sqlite3_bind_pointer(st, i, (void *)(uintptr_t)r, TYPE, NULL);
}
