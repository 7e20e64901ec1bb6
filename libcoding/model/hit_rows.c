#include "model/hit_rows.h"

#include "base/error.h"
#include "base/mem.h"

#include <stdlib.h>

/* What SQLite knows of the table, and where it is in it. */
struct table {
	sqlite3_vtab base; /* SQLite's; first */
	const struct hit_rows *rows;
};

struct cursor {
	sqlite3_vtab_cursor base; /* SQLite's; first */
	size_t list, item;
	int64_t row;
};

enum { BLOCK, CODE, SLOT, TURN, START, LENGTH, BEFORE, AFTER, RULE };

static int
connect(sqlite3 *db, void *rows, int argc, const char *const *argv,
        sqlite3_vtab **out, char **message_out)
{
	struct table *t;
	int rc;

	(void)argc;
	(void)argv;
	(void)message_out;
	rc = sqlite3_declare_vtab(db, "CREATE TABLE hit_rows(block, code,"
	                              " slot, turn, start, length,"
	                              " before, after, rule)");
	if (rc != SQLITE_OK)
		return rc;
	t = mem_zero(sizeof(*t));
	t->rows = rows;
	*out = &t->base;
	return SQLITE_OK;
}

static int
disconnect(sqlite3_vtab *table)
{
	free(table);
	return SQLITE_OK;
}

/* There is one way to read it: from the first to the last. */
static int
best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
	(void)table;
	info->estimatedCost = 1;
	return SQLITE_OK;
}

static int
open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
	struct cursor *c = mem_zero(sizeof(*c));

	(void)table;
	*out = &c->base;
	return SQLITE_OK;
}

static int
close_cursor(sqlite3_vtab_cursor *cursor)
{
	free(cursor);
	return SQLITE_OK;
}

static const struct hit_rows *
rows_of(const struct cursor *c)
{
	return ((const struct table *)c->base.pVtab)->rows;
}

/* Step over lists that are at their end. */
static void
settle(struct cursor *c)
{
	const struct hit_rows *r = rows_of(c);

	while (c->list < r->n && c->item == r->lists[c->list].n) {
		c->list++;
		c->item = 0;
	}
}

static int
first(sqlite3_vtab_cursor *cursor, int plan, const char *name, int argc,
      sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)cursor;

	(void)plan;
	(void)name;
	(void)argc;
	(void)argv;
	c->list = c->item = 0;
	c->row = 1;
	settle(c);
	return SQLITE_OK;
}

static int
next(sqlite3_vtab_cursor *cursor)
{
	struct cursor *c = (struct cursor *)cursor;

	c->item++;
	c->row++;
	settle(c);
	return SQLITE_OK;
}

static int
at_end(sqlite3_vtab_cursor *cursor)
{
	struct cursor *c = (struct cursor *)cursor;

	return c->list == rows_of(c)->n;
}

static int64_t
value_of(const struct hit *h, int column)
{
	switch (column) {
	case BLOCK:
		return h->document / HIT_BLOCK;
	case CODE:
		return h->code;
	case SLOT:
		return h->document % HIT_BLOCK;
	case TURN:
		return h->turn;
	case START:
		return h->start;
	case LENGTH:
		return (int64_t)h->end - h->start;
	case BEFORE:
		return (int64_t)h->anchor_start - h->start;
	case AFTER:
		return (int64_t)h->end - h->anchor_end;
	default:
		return h->against ? -h->rule : h->rule;
	}
}

static int
column(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int n)
{
	struct cursor *c = (struct cursor *)cursor;
	const struct hits *list = &rows_of(c)->lists[c->list];

	sqlite3_result_int64(out, value_of(&list->items[c->item], n));
	return SQLITE_OK;
}

static int
rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
	*out = ((struct cursor *)cursor)->row;
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
hit_rows_attach(struct db *db, struct hit_rows *r, struct error *err)
{
	if (sqlite3_create_module(db->handle, "hit_rows", &module, r) !=
	    SQLITE_OK)
		return error_set(err, ERR_DB, "%s", sqlite3_errmsg(db->handle));
	return 0;
}

void
hit_rows_detach(struct db *db)
{
	sqlite3_create_module(db->handle, "hit_rows", NULL, NULL);
}
