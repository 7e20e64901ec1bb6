#include "store/changeset.h"

#include "base/error.h"
#include "store/history.h"

#include <stdio.h>
#include <string.h>

#define COLUMNS_MAX 2000 /* of a table, as SQLite is built */

/* Types of values. */
enum { UNCHANGED, INTEGER, REAL, TEXT, BLOB, NOTHING };

struct walk {
	const unsigned char *data;
	size_t size, at;
	size_t columns; /* of the table */
};

/* A number of up to nine bytes, seven bits in each and eight in the last. */
static bool
number(struct walk *w, uint64_t *out)
{
	uint64_t n = 0;
	int i;

	for (i = 0; i < 9 && w->at < w->size; i++) {
		unsigned char c = w->data[w->at++];

		n = i == 8 ? n << 8 | c : n << 7 | (c & 0x7F);
		if (i == 8 || c < 0x80) {
			*out = n;
			return true;
		}
	}
	return false;
}

static bool
skip(struct walk *w, uint64_t n)
{
	if (n > w->size - w->at)
		return false;
	w->at += (size_t)n;
	return true;
}

/* Is it one of the recorded tables, with its id as the only key? */
static const char *
table_fault(struct walk *w)
{
	const unsigned char *key, *name;
	uint64_t n;
	size_t i;

	if (!number(w, &n) || n > w->size - w->at)
		return "the head of a table is cut off";
	if (n < 1 || n > COLUMNS_MAX)
		return "a table has no number of columns";
	w->columns = (size_t)n;
	key = w->data + w->at;
	w->at += w->columns;
	name = w->data + w->at;
	if (!memchr(name, '\0', w->size - w->at))
		return "the name of a table is cut off";
	w->at += strlen((const char *)name) + 1;
	for (i = 0; i < w->columns; i++)
		if (key[i] != (i == 0))
			return "a table has another key";
	for (i = 0; history_tables[i]; i++)
		if (strcmp(history_tables[i], (const char *)name) == 0)
			return NULL;
	return "it is of a table that is not recorded";
}

/*
 * The values of a row.  Its id, the first one, is whole; of a row that is
 * CHANGED, the others may be left out, and so may be the id after it.
 */
static const char *
values_fault(struct walk *w, bool changed, bool after)
{
	static const char cut[] = "a row is cut off";
	uint64_t n = 0;
	size_t i;
	int type;

	for (i = 0; i < w->columns; i++) {
		if (w->at == w->size)
			return cut;
		type = w->data[w->at++];
		if (i == 0 && type != (changed && after ? UNCHANGED : INTEGER))
			return "a row has no id";
		switch (type) {
		case UNCHANGED:
			if (!changed)
				return "a row has no values";
			break;
		case NOTHING:
			break;
		case INTEGER:
		case REAL:
			if (!skip(w, 8))
				return cut;
			break;
		case TEXT:
		case BLOB:
			if (!number(w, &n) || !skip(w, n))
				return cut;
			break;
		default:
			return "a value is of no type";
		}
	}
	return NULL;
}

static const char *
row_fault(struct walk *w, int op)
{
	bool changed = op == SQLITE_UPDATE;
	const char *fault = NULL;

	if (op != SQLITE_INSERT && op != SQLITE_DELETE && !changed)
		return "there is neither a table nor a row";
	if (w->columns == 0)
		return "a row is of no table";
	if (w->at == w->size)
		return "a row is cut off";
	if (w->data[w->at++] > 1)
		return "a row has no mark of how it came";
	if (op != SQLITE_INSERT)
		fault = values_fault(w, changed, false);
	if (!fault && op != SQLITE_DELETE)
		fault = values_fault(w, changed, true);
	return fault;
}

const char *
changeset_fault(const void *data, size_t size, size_t *at_out)
{
	struct walk w = { .data = data, .size = size };
	const char *fault = NULL;

	*at_out = 0;
	if (size == 0)
		return "it is empty"; /* such an act would not be there */
	while (!fault && w.at < size) {
		int what = w.data[w.at];

		*at_out = w.at++;
		fault = what == 'T' ? table_fault(&w) : row_fault(&w, what);
	}
	return fault;
}

int
changeset_damaged(int64_t id, const char *what, struct error *err)
{
	return error_set(err, ERR_FORMAT,
	                 "the project file is damaged: what act %lld changed "
	                 "cannot be read: %s; go back to a copy of the file",
	                 (long long)id, what);
}

int
changeset_column(sqlite3_stmt *st, int column, int64_t id,
                 const void **data_out, int *size_out, struct error *err)
{
	const char *fault;
	char what[100];
	size_t at;

	*data_out = NULL;
	*size_out = 0;
	if (db_is_null(st, column))
		return 0;
	*data_out = sqlite3_column_blob(st, column);
	*size_out = sqlite3_column_bytes(st, column);
	fault = changeset_fault(*data_out, (size_t)*size_out, &at);
	if (!fault)
		return 0;
	*data_out = NULL;
	snprintf(what, sizeof(what), "byte %zu: %s", at, fault);
	return changeset_damaged(id, what, err);
}
