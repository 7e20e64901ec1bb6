#include "model/case_change.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "model/case_load.h"

#include <stdlib.h>
#include <string.h>

/* A case that is there, or a column's attribute; id 0: there is none. */
struct known {
	int64_t id;
	char *name; /* as the project has it; NULL: none */
};

/* What SQL, which asks for an id and a name, finds under the name FOLDED. */
static int
find(struct project *p, const char *sql, const char *folded, struct known *out,
     struct error *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_text(st, ":name", folded);
	rc = db_step(&p->db, st, err);
	if (rc > 0)
		*out = (struct known){ db_int(st, 0), mem_str(db_text(st, 1)) };
	db_reset(st);
	return rc < 0 ? rc : 0;
}

/* The value of one cell: what is there in its place, if it is another. */
static int
compare(struct project *p, const struct known *who, const struct known *column,
        const char *wave, const char *value, struct case_changes *out,
        struct error *err)
{
	/* the key as its index has it */
	static const char sql[] =
	    "SELECT value FROM attribute_value WHERE attribute = :attribute"
	    " AND coalesce([case], 0) = :case AND coalesce(document, 0) = 0"
	    " AND coalesce(wave, '') = :wave AND value <> :value";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":attribute", column->id);
	db_bind_int(st, ":case", who->id);
	db_bind_text(st, ":wave", wave);
	db_bind_text(st, ":value", value);
	rc = db_step(&p->db, st, err);
	if (rc > 0) {
		struct case_change c = {
			.name = mem_str(who->name),
			.wave = mem_str(wave),
			.attribute = mem_str(column->name),
			.was = mem_str(db_text(st, 0)),
			.now = mem_str(value),
		};

		vec_push(out, c);
	}
	db_reset(st);
	return rc < 0 ? rc : 0;
}

/* Which attributes the columns are; those that say something else: none. */
static int
find_columns(struct project *p, const struct records *r, size_t key, int wave,
             struct known *columns, struct error *err)
{
	static const char sql[] =
	    "SELECT id, name FROM attribute WHERE name_folded = :name";
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < r->columns; i++) {
		const char *name = records_field(r, 0, i);
		char *folded;

		if (i == key || (int)i == wave || case_load_reserved(name))
			continue;
		folded = unicode_fold(name);
		rc = find(p, sql, folded, &columns[i], err);
		free(folded);
	}
	return rc;
}

/* A row of somebody who is not there yet changes nothing. */
static int
compare_row(struct project *p, const struct records *r, size_t row, size_t key,
            const char *wave, const struct known *columns,
            struct case_changes *out, struct error *err)
{
	static const char sql[] =
	    "SELECT id, name FROM [case] WHERE name_folded = :name";
	char *folded = unicode_fold(records_field(r, row, key));
	struct known who = { 0 };
	size_t i;
	int rc;

	rc = find(p, sql, folded, &who, err);
	for (i = 0; rc == 0 && who.id && i < r->columns; i++) {
		const char *value = records_field(r, row, i);

		if (columns[i].id && *value)
			rc = compare(p, &who, &columns[i], wave, value, out,
			             err);
	}
	free(who.name);
	free(folded);
	return rc;
}

int
case_changes_find(struct project *p, const struct records *r, size_t key,
                  struct case_changes *out, struct error *err)
{
	int wave = records_column(r, "wave");
	struct known *columns = mem_array(r->columns, sizeof(*columns));
	size_t row, i;
	int rc;

	rc = find_columns(p, r, key, wave, columns, err);
	for (row = 1; rc == 0 && row < r->rows; row++)
		rc = compare_row(p, r, row, key,
		                 wave < 0 ? ""
		                          : records_field(r, row, (size_t)wave),
		                 columns, out, err);
	for (i = 0; i < r->columns; i++)
		free(columns[i].name);
	free(columns);
	return rc;
}

void
case_changes_release(struct case_changes *c)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		free(c->items[i].name);
		free(c->items[i].wave);
		free(c->items[i].attribute);
		free(c->items[i].was);
		free(c->items[i].now);
	}
	vec_release(c);
}
