#include "model/case_change.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "model/case_load.h"

#include <stdlib.h>
#include <string.h>

/* The value of one cell: what is there in its place, if it is another. */
static int
compare(struct project *p, const char *name, const char *wave,
        const char *attribute, const char *value, struct case_changes *out,
        struct error *err)
{
	static const char sql[] =
	    "SELECT c.name, a.name, v.value FROM attribute_value v"
	    " JOIN attribute a ON a.id = v.attribute"
	    " JOIN [case] c ON c.id = v.[case]"
	    " WHERE a.name_folded = :attribute AND c.name_folded = :name"
	    " AND coalesce(v.wave, '') = :wave AND v.value <> :value";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_text(st, ":name", name);
	db_bind_text(st, ":wave", wave);
	db_bind_text(st, ":attribute", attribute);
	db_bind_text(st, ":value", value);
	rc = db_step(&p->db, st, err);
	if (rc > 0) {
		struct case_change c = {
			.name = mem_str(db_text(st, 0)),
			.wave = mem_str(wave),
			.attribute = mem_str(db_text(st, 1)),
			.was = mem_str(db_text(st, 2)),
			.now = mem_str(value),
		};

		vec_push(out, c);
		rc = 0;
	}
	db_reset(st);
	return rc;
}

int
case_changes_find(struct project *p, const struct records *r, size_t key,
                  struct case_changes *out, struct error *err)
{
	int wave = records_column(r, "wave");
	char **columns = mem_array(r->columns, sizeof(*columns));
	size_t row, i;
	int rc = 0;

	/* NULL: it says something else of the row */
	for (i = 0; i < r->columns; i++)
		if (i != key && (int)i != wave &&
		    !case_load_reserved(records_field(r, 0, i)))
			columns[i] = unicode_fold(records_field(r, 0, i));
	for (row = 1; rc == 0 && row < r->rows; row++) {
		char *name = unicode_fold(records_field(r, row, key));
		const char *at =
		    wave < 0 ? "" : records_field(r, row, (size_t)wave);

		for (i = 0; rc == 0 && i < r->columns; i++) {
			const char *value = records_field(r, row, i);

			if (columns[i] && *value)
				rc = compare(p, name, at, columns[i], value,
				             out, err);
		}
		free(name);
	}
	for (i = 0; i < r->columns; i++)
		free(columns[i]);
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
