#include "model/attribute.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/name.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const types[] = { "text", "number", "date", "boolean" };

const char *
attribute_type_name(enum attribute_type type)
{
	return types[type];
}

static enum attribute_type
type_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (strcmp(types[i], name) == 0)
			return (enum attribute_type)i;
	return ATTRIBUTE_TEXT;
}

/* --- types --------------------------------------------------------------- */

/* "12", "-3", "4.5": no exponent, no spaces, no infinity. */
static bool
is_number(const char *s)
{
	size_t digits = 0;

	s += *s == '-' || *s == '+';
	for (; isdigit((unsigned char)*s); s++)
		digits++;
	if (*s == '.')
		for (s++; isdigit((unsigned char)*s); s++)
			digits++;
	return digits > 0 && *s == '\0';
}

/* "2026", "2026-11" or "2026-11-21"; a bare year is a number first. */
static bool
is_date(const char *s)
{
	size_t i, len = strlen(s);

	if (len != 7 && len != 10)
		return false;
	for (i = 0; i < len; i++)
		if (i == 4 || i == 7 ? s[i] != '-'
		                     : !isdigit((unsigned char)s[i]))
			return false;
	return true;
}

static bool
is_boolean(const char *s)
{
	static const char *const words[] = { "yes", "no", "true", "false" };
	size_t i;
	char *folded = unicode_fold(s);
	bool found = false;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		found = found || strcmp(folded, words[i]) == 0;
	free(folded);
	return found;
}

bool
attribute_fits(enum attribute_type type, const char *value)
{
	switch (type) {
	case ATTRIBUTE_NUMBER:
		return is_number(value);
	case ATTRIBUTE_DATE:
		return is_date(value);
	case ATTRIBUTE_BOOLEAN:
		return is_boolean(value);
	default:
		return true;
	}
}

enum attribute_type
attribute_guess(const char *const *values, size_t n)
{
	static const enum attribute_type order[] = { ATTRIBUTE_NUMBER,
		                                     ATTRIBUTE_DATE,
		                                     ATTRIBUTE_BOOLEAN };
	size_t t, i, seen;

	for (t = 0; t < sizeof(order) / sizeof(*order); t++) {
		for (i = seen = 0; i < n; i++) {
			if (!*values[i])
				continue;
			if (!attribute_fits(order[t], values[i]))
				break;
			seen++;
		}
		if (i == n && seen > 0)
			return order[t];
	}
	return ATTRIBUTE_TEXT;
}

/* --- attributes ---------------------------------------------------------- */

int
attribute_list(struct project *p, struct attribute_list *out, struct error *err)
{
	static const char sql[] = "SELECT id, name, type FROM attribute"
	                          " ORDER BY position, id";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct attribute a = {
			.id = db_int(st, 0),
			.name = mem_str(db_text(st, 1)),
			.type = type_find(db_text(st, 2)),
		};

		vec_push(out, a);
	}
	db_finish(st);
	return rc;
}

void
attribute_list_release(struct attribute_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		free(list->items[i].name);
	vec_release(list);
}

const struct attribute *
attribute_list_find(const struct attribute_list *list, const char *name)
{
	char *wanted = unicode_fold(name);
	const struct attribute *found = NULL;
	size_t i;

	for (i = 0; i < list->n && !found; i++) {
		char *folded = unicode_fold(list->items[i].name);

		if (strcmp(folded, wanted) == 0)
			found = &list->items[i];
		free(folded);
	}
	free(wanted);
	return found;
}

int
attribute_ensure(struct project *p, const char *name, enum attribute_type type,
                 int64_t *id_out, struct error *err)
{
	static const char find[] =
	    "SELECT id FROM attribute WHERE name_folded = :folded";
	static const char make[] =
	    "INSERT INTO attribute(guid, name, name_folded, type, position)"
	    " VALUES (:guid, :name, :folded, :type,"
	    " (SELECT 1 + coalesce(max(position), 0) FROM attribute))";
	char *folded = NULL;
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	rc = name_check("an attribute", name, err);
	if (rc < 0)
		goto out;
	folded = unicode_fold(name);
	rc = db_prepare(&p->db, find, &st, err);
	if (rc < 0)
		goto out;
	db_bind_text(st, ":folded", folded);
	rc = db_step(&p->db, st, err);
	if (rc != 0) {
		*id_out = rc > 0 ? db_int(st, 0) : 0;
		rc = rc > 0 ? 0 : rc;
		goto out;
	}
	db_finish(st);
	rc = db_prepare(&p->db, make, &st, err);
	if (rc < 0)
		goto out;
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	db_bind_text(st, ":name", name);
	db_bind_text(st, ":folded", folded);
	db_bind_text(st, ":type", types[type]);
	rc = db_run(&p->db, st, err);
	*id_out = db_last_id(&p->db);
out:
	db_finish(st);
	free(folded);
	return rc;
}

int
attribute_set_type(struct project *p, int64_t id, enum attribute_type type,
                   struct error *err)
{
	static const char sql[] = "UPDATE attribute SET type = :type"
	                          " WHERE id = :id AND type <> :type";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_text(st, ":type", types[type]);
	db_bind_int(st, ":id", id);
	rc = db_run(&p->db, st, err);
	db_finish(st);
	return rc;
}

/* --- values -------------------------------------------------------------- */

int
attribute_values(struct project *p, struct attribute_values *out,
                 struct error *err)
{
	static const char sql[] =
	    "SELECT attribute, [case], document, wave, value"
	    " FROM attribute_value ORDER BY attribute, [case], document, wave";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct attribute_value v = {
			.attribute = db_int(st, 0),
			.case_id = db_int(st, 1),
			.document = db_int(st, 2),
			.wave =
			    db_is_null(st, 3) ? NULL : mem_str(db_text(st, 3)),
			.value = mem_str(db_text(st, 4)),
		};

		vec_push(out, v);
	}
	db_finish(st);
	return rc;
}

void
attribute_values_release(struct attribute_values *v)
{
	size_t i;

	for (i = 0; i < v->n; i++) {
		free(v->items[i].wave);
		free(v->items[i].value);
	}
	vec_release(v);
}

static void
bind_key(sqlite3_stmt *st, int64_t attribute, int64_t case_id, int64_t document,
         const char *wave)
{
	db_bind_int(st, ":attribute", attribute);
	db_bind_id(st, ":case", case_id);
	db_bind_id(st, ":document", document);
	db_bind_text(st, ":wave", wave && *wave ? wave : NULL);
}

/* The key as its index has it: any other form would read all values. */
#define VALUE_KEY                                             \
	" WHERE attribute = :attribute"                       \
	" AND coalesce([case], 0) = coalesce(:case, 0)"       \
	" AND coalesce(document, 0) = coalesce(:document, 0)" \
	" AND coalesce(wave, '') = coalesce(:wave, '')"

/* What stands at the key, compared with VALUE: is it there, is it the same? */
static int
look_up(struct project *p, int64_t attribute, int64_t case_id, int64_t document,
        const char *wave, const char *value, bool *there, bool *same,
        struct error *err)
{
	static const char sql[] = "SELECT value FROM attribute_value" VALUE_KEY;
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	bind_key(st, attribute, case_id, document, wave);
	rc = db_step(&p->db, st, err);
	*there = rc > 0;
	*same = rc > 0 && strcmp(db_text(st, 0), value) == 0;
	db_reset(st);
	return rc < 0 ? rc : 0;
}

/*
 * Looked up first: an INSERT that asks by itself whether the key is there
 * costs SQLite four times as much, and a number for a row that is not made.
 */
int
attribute_set(struct project *p, int64_t attribute, int64_t case_id,
              int64_t document, const char *wave, const char *value,
              bool *changed_out, struct error *err)
{
	static const char update[] =
	    "UPDATE attribute_value SET value = :value" VALUE_KEY;
	static const char insert[] =
	    "INSERT INTO attribute_value(guid, attribute, [case], document,"
	    " wave, value) VALUES (:guid, :attribute, :case, :document, :wave,"
	    " :value)";
	static const char clear[] = "DELETE FROM attribute_value" VALUE_KEY;
	bool there = false, same = false, changes;
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	if (!utf8_valid(value, strlen(value), NULL) ||
	    (wave && !utf8_valid(wave, strlen(wave), NULL)))
		return error_set(err, ERR_FORMAT, "a value is not valid UTF-8");
	rc = look_up(p, attribute, case_id, document, wave, value, &there,
	             &same, err);
	changes = rc == 0 && (*value ? !same : there);
	if (changed_out)
		*changed_out = changes;
	if (!changes)
		return rc;
	rc = db_keep(&p->db,
	             !*value ? clear
	             : there ? update
	                     : insert,
	             &st, err);
	if (rc < 0)
		return rc;
	bind_key(st, attribute, case_id, document, wave);
	if (*value)
		db_bind_text(st, ":value", value);
	if (!there) {
		hash_guid(guid);
		db_bind_text(st, ":guid", guid);
	}
	return db_run(&p->db, st, err);
}
