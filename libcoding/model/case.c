#include "model/case.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "model/name.h"

#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = { "participant", "dyad", "group",
	                             "organisation", "site" };

const char *
case_kind_name(enum case_kind kind)
{
	return kinds[kind];
}

int
case_kind_find(const char *name)
{
	int i;

	for (i = 0; i < CASE_KINDS; i++)
		if (strcmp(kinds[i], name) == 0)
			return i;
	return -1;
}

int
case_list(struct project *p, struct case_list *out, struct error *err)
{
	static const char sql[] = "SELECT id, name, kind FROM [case]"
	                          " ORDER BY name_folded, id";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct study_case c = {
			.id = db_int(st, 0),
			.name = mem_str(db_text(st, 1)),
			.kind = (enum case_kind)case_kind_find(db_text(st, 2)),
		};

		vec_push(out, c);
	}
	db_finish(st);
	return rc;
}

void
case_list_release(struct case_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		free(list->items[i].name);
	vec_release(list);
}

static int
id_by_name(struct project *p, const char *name, int64_t *id_out,
           struct error *err)
{
	static const char sql[] =
	    "SELECT id FROM [case] WHERE name_folded = :name";
	char *folded = unicode_fold(name);
	sqlite3_stmt *st = NULL;
	int rc;

	*id_out = 0;
	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		goto out;
	db_bind_text(st, ":name", folded);
	rc = db_step(&p->db, st, err);
	if (rc > 0) {
		*id_out = db_int(st, 0);
		rc = 0;
	}
out:
	db_reset(st);
	free(folded);
	return rc;
}

int
case_find(struct project *p, const char *name, int64_t *id_out,
          struct error *err)
{
	struct case_list list = { 0 };
	struct nearest near = { 0 };
	size_t i;
	int rc;

	rc = id_by_name(p, name, id_out, err);
	if (rc < 0 || *id_out != 0)
		return rc;
	nearest_start(&near, name);
	rc = case_list(p, &list, err);
	for (i = 0; rc == 0 && i < list.n; i++)
		nearest_offer(&near, list.items[i].name);
	if (rc == 0)
		rc = error_set(err, ERR_NOTFOUND, "there is no case '%s'%s",
		               name, nearest_hint(&near));
	nearest_release(&near);
	case_list_release(&list);
	return rc;
}

int
case_ensure(struct project *p, const char *name, enum case_kind kind,
            int64_t *id_out, bool *made_out, struct error *err)
{
	static const char sql[] =
	    "INSERT INTO [case](guid, name, name_folded, kind)"
	    " VALUES (:guid, :name, :folded, :kind)";
	struct buf nfc = { 0 };
	char *folded = NULL;
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	if (made_out)
		*made_out = false;
	rc = name_check("a case", name, err);
	if (rc < 0)
		goto out;
	unicode_nfc(&nfc, name, strlen(name));
	rc = id_by_name(p, buf_str(&nfc), id_out, err);
	if (rc < 0 || *id_out != 0)
		goto out;
	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		goto out;
	folded = unicode_fold(buf_str(&nfc));
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	db_bind_text(st, ":name", buf_str(&nfc));
	db_bind_text(st, ":folded", folded);
	db_bind_text(st, ":kind", kinds[kind]);
	rc = db_run(&p->db, st, err);
	*id_out = db_last_id(&p->db);
	if (made_out)
		*made_out = true;
out:
	free(folded);
	buf_release(&nfc);
	return rc;
}

int
case_set_kind(struct project *p, int64_t id, enum case_kind kind,
              struct error *err)
{
	static const char sql[] = "UPDATE [case] SET kind = :kind"
	                          " WHERE id = :id AND kind <> :kind";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_text(st, ":kind", kinds[kind]);
	db_bind_int(st, ":id", id);
	rc = db_run(&p->db, st, err);
	db_finish(st);
	return rc;
}

/* Does WHOLE belong, through any number of steps, to MEMBER? */
static int
belongs(struct project *p, int64_t whole, int64_t member, bool *out,
        struct error *err)
{
	static const char sql[] =
	    "WITH RECURSIVE up(id) AS (VALUES (:whole) UNION"
	    " SELECT m.[case] FROM case_member m JOIN up ON m.member = up.id)"
	    " SELECT count(*) FROM up WHERE id = :member";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":whole", whole);
	db_bind_int(st, ":member", member);
	rc = db_step(&p->db, st, err);
	*out = rc > 0 && db_int(st, 0) > 0;
	db_finish(st);
	return rc < 0 ? rc : 0;
}

int
case_add_member(struct project *p, int64_t whole, int64_t member,
                struct error *err)
{
	static const char sql[] =
	    "INSERT INTO case_member(guid, [case], member)"
	    " SELECT :guid, :case, :member WHERE NOT EXISTS (SELECT 1 FROM"
	    " case_member WHERE [case] = :case AND member = :member)";
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	bool circle;
	int rc;

	rc = belongs(p, whole, member, &circle, err);
	if (rc == 0 && circle)
		rc = error_set(err, ERR_CONFLICT,
		               "a case cannot belong to itself");
	if (rc == 0)
		rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	db_bind_int(st, ":case", whole);
	db_bind_int(st, ":member", member);
	rc = db_run(&p->db, st, err);
	db_finish(st);
	return rc;
}

/* Looked up first, for the same reason as an attribute's value. */
int
case_add_document(struct project *p, int64_t case_id, int64_t document,
                  struct error *err)
{
	static const char find[] =
	    "SELECT 1 FROM document_case"
	    " WHERE document = :document AND [case] = :case";
	static const char sql[] =
	    "INSERT INTO document_case(guid, document, [case])"
	    " VALUES (:guid, :document, :case)";
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	rc = db_keep(&p->db, find, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":document", document);
	db_bind_int(st, ":case", case_id);
	rc = db_step(&p->db, st, err);
	db_reset(st);
	if (rc != 0)
		return rc < 0 ? rc : 0;
	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	db_bind_int(st, ":document", document);
	db_bind_int(st, ":case", case_id);
	return db_run(&p->db, st, err);
}

int
case_link_labels(struct project *p, size_t *n_out, struct error *err)
{
	static const char sql[] =
	    "UPDATE speaker SET [case] = (SELECT id FROM [case]"
	    " WHERE name_folded = label_folded) WHERE [case] IS NULL"
	    " AND role = 'participant' AND label_folded IN"
	    " (SELECT name_folded FROM [case])";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	rc = db_run(&p->db, st, err);
	*n_out = (size_t)db_changes(&p->db);
	db_finish(st);
	return rc;
}
