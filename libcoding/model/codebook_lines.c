#include "model/codebook_lines.h"

#include "base/error.h"
#include "base/hash.h"

#include <string.h>

void
codebook_lines_join(const char *const *terms, size_t n, struct buf *out)
{
	size_t i;

	for (i = 0; i < n; i++)
		buf_addf(out, "%s%s", i ? "\n" : "", terms[i]);
}

static bool
same_rule(const struct code_rule *a, const struct code_rule *b)
{
	return a->against == b->against && a->position == b->position &&
	       strcmp(a->expression, b->expression) == 0;
}

bool
codebook_lines_rules_differ(const struct code *a, const struct code *b)
{
	size_t i;

	if (!a)
		return b->n_rules > 0;
	if (a->n_rules != b->n_rules)
		return true;
	for (i = 0; i < a->n_rules; i++)
		if (!same_rule(&a->rules[i], &b->rules[i]))
			return true;
	return false;
}

bool
codebook_lines_examples_differ(const struct code *a, const struct code *b)
{
	size_t i;

	if (!a)
		return b->n_examples > 0;
	if (a->n_examples != b->n_examples)
		return true;
	for (i = 0; i < a->n_examples; i++)
		if (a->examples[i].sign != b->examples[i].sign ||
		    strcmp(a->examples[i].text, b->examples[i].text) != 0)
			return true;
	return false;
}

/* Delete what SQL names for code ID. */
static int
delete_of(struct db *db, const char *sql, int64_t id, struct error *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":code", id);
	rc = db_run(db, st, err);
	db_finish(st);
	return rc;
}

int
codebook_lines_rules(struct db *db, int64_t id, const struct code *c,
                     struct error *err)
{
	static const char delete_sql[] = "DELETE FROM rule WHERE code = :code";
	static const char insert_sql[] =
	    "INSERT INTO rule(guid, code, position, stance, expression)"
	    " VALUES (:guid, :code, :position, :stance, :expression)";
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	size_t i;
	int rc;

	rc = delete_of(db, delete_sql, id, err);
	if (rc == 0)
		rc = db_prepare(db, insert_sql, &st, err);
	for (i = 0; i < c->n_rules && rc == 0; i++) {
		const struct code_rule *r = &c->rules[i];

		hash_guid(guid);
		db_bind_text(st, ":guid", guid);
		db_bind_int(st, ":code", id);
		db_bind_int(st, ":position", r->position);
		db_bind_text(st, ":stance", r->against ? "against" : "for");
		db_bind_text(st, ":expression", r->expression);
		rc = db_run(db, st, err);
	}
	db_finish(st);
	return rc;
}

int
codebook_lines_examples(struct db *db, int64_t id, const struct code *c,
                        struct error *err)
{
	static const char delete_sql[] =
	    "DELETE FROM example WHERE code = :code";
	static const char insert_sql[] =
	    "INSERT INTO example(guid, code, position, sign, text)"
	    " VALUES (:guid, :code, :position, :sign, :text)";
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	size_t i;
	int rc;

	rc = delete_of(db, delete_sql, id, err);
	if (rc == 0)
		rc = db_prepare(db, insert_sql, &st, err);
	for (i = 0; i < c->n_examples && rc == 0; i++) {
		hash_guid(guid);
		db_bind_text(st, ":guid", guid);
		db_bind_int(st, ":code", id);
		db_bind_int(st, ":position", (int64_t)i + 1);
		db_bind_bytes(st, ":sign", &c->examples[i].sign, 1);
		db_bind_text(st, ":text", c->examples[i].text);
		rc = db_run(db, st, err);
	}
	db_finish(st);
	return rc;
}

/* --- lists --------------------------------------------------------------- */

static int
write_list(struct db *db, const struct code_list *l, bool insert,
           struct error *err)
{
	static const char insert_sql[] =
	    "INSERT INTO term_list(guid, name, terms, position)"
	    " VALUES (:guid, :name, :terms, 0)";
	static const char update_sql[] =
	    "UPDATE term_list SET terms = :terms"
	    " WHERE name = :name AND terms <> :terms";
	struct buf terms = { 0 };
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	codebook_lines_join(l->terms, l->n_terms, &terms);
	rc = db_prepare(db, insert ? insert_sql : update_sql, &st, err);
	if (rc < 0)
		goto out;
	if (insert) {
		hash_guid(guid);
		db_bind_text(st, ":guid", guid);
	}
	db_bind_text(st, ":name", l->name);
	db_bind_text(st, ":terms", buf_str(&terms));
	rc = db_run(db, st, err);
out:
	db_finish(st);
	buf_release(&terms);
	return rc;
}

/* Give list NAME POSITION, or delete it when POSITION is 0. */
static int
place_list(struct db *db, const char *name, int position, struct error *err)
{
	static const char delete_sql[] =
	    "DELETE FROM term_list WHERE name = :name";
	static const char update_sql[] =
	    "UPDATE term_list SET position = :position"
	    " WHERE name = :name AND position <> :position";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(db, position ? update_sql : delete_sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_text(st, ":name", name);
	if (position)
		db_bind_int(st, ":position", position);
	rc = db_run(db, st, err);
	db_finish(st);
	return rc;
}

int
codebook_lines_lists(struct db *db, const struct codebook *stored,
                     const struct codebook *file, bool prune, struct error *err)
{
	const struct code_list *old, *last = NULL;
	bool renumber = false;
	int position = 0, rc = 0;
	size_t i;

	for (i = 0; i < file->n_lists && rc == 0; i++) {
		old = codebook_list(stored, file->lists[i].name);
		if (!old || old < last)
			renumber = true;
		last = old;
		rc = write_list(db, &file->lists[i], !old, err);
	}
	for (i = 0; i < file->n_lists && rc == 0 && renumber; i++)
		rc = place_list(db, file->lists[i].name, ++position, err);
	for (i = 0; i < stored->n_lists && rc == 0; i++) {
		const char *name = stored->lists[i].name;

		if (codebook_list(file, name))
			continue;
		if (prune)
			rc = place_list(db, name, 0, err);
		else if (renumber)
			rc = place_list(db, name, ++position, err);
	}
	return rc;
}
