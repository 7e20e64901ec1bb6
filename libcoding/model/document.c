#include "model/document.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/layout.h"
#include "model/name.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* --- finding ------------------------------------------------------------- */

int
document_list(struct project *p, struct document_list *out, struct error *err)
{
	static const char sql[] =
	    "SELECT d.id, d.revision, r.layout, d.name, d.date"
	    " FROM document d JOIN revision r ON r.id = d.revision"
	    " ORDER BY d.name_folded, d.id";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct document d = {
			.id = db_int(st, 0),
			.revision = db_int(st, 1),
			.layout = db_int(st, 2),
			.name = mem_str(db_text(st, 3)),
			.date =
			    db_is_null(st, 4) ? NULL : mem_str(db_text(st, 4)),
		};

		vec_push(out, d);
	}
	db_finish(st);
	return rc;
}

static void
document_release(struct document *d)
{
	free(d->name);
	free(d->date);
}

void
document_list_release(struct document_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++)
		document_release(&list->items[i]);
	vec_release(list);
}

/* No such document: say which names are near. */
static int
not_found(struct project *p, const char *name, struct error *err)
{
	struct document_list list = { 0 };
	struct nearest near = { 0 };
	size_t i;
	int rc;

	rc = document_list(p, &list, err);
	if (rc < 0)
		goto out;
	nearest_start(&near, name);
	for (i = 0; i < list.n; i++)
		nearest_offer(&near, list.items[i].name);
	rc = error_set(err, ERR_NOTFOUND, "there is no document '%s'%s", name,
	               nearest_hint(&near));
out:
	nearest_release(&near);
	document_list_release(&list);
	return rc;
}

int
document_by_name(struct project *p, const char *name, int64_t *id_out,
                 struct error *err)
{
	static const char sql[] =
	    "SELECT id FROM document WHERE name_folded = :name";
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
document_find(struct project *p, const char *name, int64_t *id_out,
              struct error *err)
{
	int rc;

	if (!utf8_valid(name, strlen(name), NULL))
		return error_set(err, ERR_NOTFOUND,
		                 "a document's name is not valid UTF-8");
	rc = document_by_name(p, name, id_out, err);
	if (rc == 0 && *id_out == 0)
		rc = not_found(p, name, err);
	return rc;
}

int
document_by_origin(struct project *p, const char *sha256, int64_t *id_out,
                   char **name_out, struct error *err)
{
	static const char sql[] =
	    "SELECT d.id, d.name FROM revision r JOIN document d"
	    " ON d.id = r.document AND d.revision = r.id"
	    " WHERE r.origin_sha256 = :sha ORDER BY d.id";
	sqlite3_stmt *st = NULL;
	int rc;

	*id_out = 0;
	*name_out = NULL;
	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		goto out;
	db_bind_text(st, ":sha", sha256);
	rc = db_step(&p->db, st, err);
	if (rc > 0) {
		*id_out = db_int(st, 0);
		*name_out = mem_str(db_text(st, 1));
		rc = 0;
	}
out:
	db_reset(st);
	return rc;
}

/* --- storing ------------------------------------------------------------- */

/* Most texts are their files, which are hashed already. */
static void
hash_text(const struct transcript *t, char sha[HASH_SIZE])
{
	if (t->verbatim)
		memcpy(sha, t->origin_sha256, HASH_SIZE);
	else
		hash_bytes(buf_str(&t->text), t->text.len, sha);
}

static int
insert_text(struct project *p, const struct transcript *t, char sha[HASH_SIZE],
            struct error *err)
{
	static const char sql[] = "INSERT OR IGNORE INTO text(sha256, body)"
	                          " VALUES (:sha, :body)";
	sqlite3_stmt *st = NULL;
	int rc;

	hash_text(t, sha);
	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_text(st, ":sha", sha);
	sqlite3_bind_text64(st, sqlite3_bind_parameter_index(st, ":body"),
	                    buf_str(&t->text), t->text.len, SQLITE_STATIC,
	                    SQLITE_UTF8);
	rc = db_run(&p->db, st, err);
	db_reset(st);
	return rc;
}

static int
insert_document(struct project *p, const char *name, const char *date,
                int64_t *id_out, struct error *err)
{
	static const char sql[] =
	    "INSERT INTO document(guid, name, name_folded, date)"
	    " VALUES (:guid, :name, :folded, :date)";
	char *folded = unicode_fold(name);
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		goto out;
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	db_bind_text(st, ":name", name);
	db_bind_text(st, ":folded", folded);
	db_bind_text(st, ":date", *date ? date : NULL);
	rc = db_run(&p->db, st, err);
	*id_out = db_last_id(&p->db);
out:
	db_reset(st);
	free(folded);
	return rc;
}

static int
put_in_force(struct project *p, int64_t document, int64_t revision,
             struct error *err)
{
	static const char sql[] =
	    "UPDATE document SET revision = :revision WHERE id = :document";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":revision", revision);
	db_bind_int(st, ":document", document);
	rc = db_run(&p->db, st, err);
	db_reset(st);
	return rc;
}

static int
insert_revision(struct project *p, int64_t document, const char *text,
                int64_t layout, int64_t imported, const struct transcript *t,
                int64_t *revision_out, struct error *err)
{
	static const char sql[] =
	    "INSERT INTO revision(guid, document, ordinal, text, layout,"
	    " imported, origin, format, encoding, guessed, changes,"
	    " origin_sha256, at)"
	    " VALUES (:guid, :document, (SELECT 1 + coalesce(max(ordinal), 0)"
	    " FROM revision WHERE document = :document), :text, :layout,"
	    " :imported, :origin, :format, :encoding, :guessed, :changes, "
	    ":sha, :at)";
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	db_bind_int(st, ":document", document);
	db_bind_text(st, ":text", text);
	db_bind_int(st, ":layout", layout);
	db_bind_int(st, ":imported", imported);
	db_bind_text(st, ":origin", t->origin);
	db_bind_text(st, ":format", t->format ? t->format : "text");
	db_bind_text(st, ":encoding", t->encoding[0] ? t->encoding : "UTF-8");
	db_bind_int(st, ":guessed", t->guessed);
	db_bind_text(st, ":changes", t->changes);
	db_bind_text(st, ":sha", t->origin_sha256);
	db_bind_text(st, ":at", p->now);
	rc = db_run(&p->db, st, err);
	*revision_out = db_last_id(&p->db);
	db_reset(st);
	return rc < 0 ? rc : put_in_force(p, document, *revision_out, err);
}

/*
 * A speaker whose label is a case's name is linked to it; no other link is
 * ever made without being asked for.  One that the document has stays as it
 * is.
 */
static int
insert_speakers(struct project *p, int64_t document, const struct transcript *t,
                int64_t *ids, struct error *err)
{
	static const char sql[] =
	    "INSERT INTO speaker(guid, document, label, label_folded, role,"
	    " [case]) VALUES (:guid, :document, :label, :folded, :role,"
	    " CASE :role WHEN 'participant' THEN (SELECT id FROM [case]"
	    " WHERE name_folded = :folded) END)"
	    " ON CONFLICT(document, label_folded) DO NOTHING";
	static const char find[] =
	    "SELECT id FROM speaker"
	    " WHERE document = :document AND label_folded = :folded";
	sqlite3_stmt *st = NULL, *found = NULL;
	size_t i;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc == 0)
		rc = db_keep(&p->db, find, &found, err);
	for (i = 0; rc == 0 && i < t->speakers.n; i++) {
		const struct transcript_speaker *s = &t->speakers.items[i];
		char *folded = unicode_fold(s->label);
		char guid[GUID_SIZE];

		hash_guid(guid);
		db_bind_text(st, ":guid", guid);
		db_bind_int(st, ":document", document);
		db_bind_text(st, ":label", s->label);
		db_bind_text(st, ":folded", folded);
		db_bind_text(st, ":role", speaker_role_name(s->role));
		rc = db_run(&p->db, st, err);
		db_bind_int(found, ":document", document);
		db_bind_text(found, ":folded", folded);
		if (rc == 0)
			rc = db_step(&p->db, found, err);
		if (rc > 0) {
			ids[i] = db_int(found, 0);
			db_reset(found);
			rc = 0;
		}
		free(folded);
	}
	db_reset(st);
	db_reset(found);
	return rc;
}

int
document_add(struct project *p, const char *name, const struct transcript *t,
             int64_t *id_out, struct error *err)
{
	int64_t *speakers = mem_array(t->speakers.n, sizeof(*speakers));
	char sha[HASH_SIZE];
	struct buf nfc = { 0 };
	int64_t id = 0, layout, revision;
	int rc;

	rc = name_check("a document", name, err);
	if (rc < 0)
		goto out;
	unicode_nfc(&nfc, name, strlen(name));
	name = buf_str(&nfc);
	rc = document_by_name(p, name, &id, err);
	if (rc == 0 && id != 0)
		rc = error_set(err, ERR_CONFLICT,
		               "there is a document '%s' already", name);
	if (rc == 0)
		rc = insert_text(p, t, sha, err);
	if (rc == 0)
		rc = insert_document(p, name, t->date, &id, err);
	if (rc == 0)
		rc = insert_speakers(p, id, t, speakers, err);
	if (rc == 0)
		rc = layout_add_transcript(p, t, speakers, &layout, err);
	if (rc == 0)
		rc = insert_revision(p, id, sha, layout, layout, t, &revision,
		                     err);
	if (rc == 0)
		*id_out = id;
out:
	buf_release(&nfc);
	free(speakers);
	return rc;
}

/* The revision in force of document ID; ERR_CONFLICT if T is not its text. */
static int
find_revision(struct project *p, int64_t id, const struct transcript *t,
              int64_t *revision_out, struct error *err)
{
	static const char sql[] =
	    "SELECT r.id FROM document d JOIN revision r ON r.id = d.revision"
	    " WHERE d.id = :document AND r.text = :sha";
	char sha[HASH_SIZE];
	sqlite3_stmt *st = NULL;
	int rc;

	hash_text(t, sha);
	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":document", id);
	db_bind_text(st, ":sha", sha);
	rc = db_step(&p->db, st, err);
	if (rc > 0) {
		*revision_out = db_int(st, 0);
		rc = 0;
	} else if (rc == 0) {
		rc = error_set(err, ERR_CONFLICT,
		               "the document has another text");
	}
	db_finish(st);
	return rc;
}

static int
point_revision(struct project *p, int64_t revision, int64_t layout,
               struct error *err)
{
	static const char sql[] =
	    "UPDATE revision SET layout = :layout, imported = :layout"
	    " WHERE id = :revision";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":layout", layout);
	db_bind_int(st, ":revision", revision);
	rc = db_run(&p->db, st, err);
	db_finish(st);
	return rc;
}

int
document_reread(struct project *p, int64_t id, const struct transcript *t,
                struct error *err)
{
	int64_t *speakers = mem_array(t->speakers.n, sizeof(*speakers));
	int64_t revision = 0, layout = 0;
	int rc;

	rc = find_revision(p, id, t, &revision, err);
	if (rc == 0)
		rc = insert_speakers(p, id, t, speakers, err);
	if (rc == 0)
		rc = layout_add_transcript(p, t, speakers, &layout, err);
	if (rc == 0)
		rc = point_revision(p, revision, layout, err);
	free(speakers);
	return rc;
}

/* --- revisions ----------------------------------------------------------- */

/* The turns of FILE, without speakers whose id is 0; its lists are new. */
static void
keep_known(const struct transcript *file, const int64_t *ids,
           struct transcript *out)
{
	size_t i, k;

	for (i = 0; i < file->turns.n; i++) {
		struct transcript_turn t = file->turns.items[i];
		size_t first = t.first_speaker, n = t.speakers;

		t.first_speaker = out->turn_speakers.n;
		t.speakers = 0;
		for (k = 0; k < n; k++) {
			size_t who = file->turn_speakers.items[first + k];

			if (ids[who] == 0)
				continue;
			vec_push(&out->turn_speakers, who);
			t.speakers++;
		}
		vec_push(&out->turns, t);
	}
}

/*
 * Store the layout that the file gave.  Nobody is made a speaker for it:
 * whom the document does not know is nobody there.
 */
static int
add_imported(struct project *p, int64_t id, const struct transcript *file,
             int64_t *layout_out, struct error *err)
{
	static const char sql[] =
	    "SELECT id FROM speaker"
	    " WHERE document = :document AND label_folded = :folded";
	int64_t *ids = mem_array(file->speakers.n, sizeof(*ids));
	struct transcript known = { .speakers = file->speakers,
		                    .sections = file->sections };
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < file->speakers.n; i++) {
		char *folded = unicode_fold(file->speakers.items[i].label);

		db_bind_int(st, ":document", id);
		db_bind_text(st, ":folded", folded);
		rc = db_step(&p->db, st, err);
		if (rc > 0) {
			ids[i] = db_int(st, 0);
			rc = 0;
		}
		db_reset(st);
		free(folded);
	}
	db_finish(st);
	keep_known(file, ids, &known);
	if (rc == 0)
		rc = layout_add_transcript(p, &known, ids, layout_out, err);
	vec_release(&known.turns);
	vec_release(&known.turn_speakers);
	free(ids);
	return rc;
}

int
revision_add(struct project *p, int64_t id, const struct transcript *t,
             const struct transcript *file, int64_t *revision_out,
             struct error *err)
{
	int64_t *speakers = mem_array(t->speakers.n, sizeof(*speakers));
	char sha[HASH_SIZE];
	int64_t layout = 0, imported = 0;
	int rc;

	rc = insert_text(p, t, sha, err);
	if (rc == 0)
		rc = insert_speakers(p, id, t, speakers, err);
	if (rc == 0)
		rc = layout_add_transcript(p, t, speakers, &layout, err);
	imported = layout;
	if (rc == 0 && file)
		rc = add_imported(p, id, file, &imported, err);
	if (rc == 0)
		rc = insert_revision(p, id, sha, layout, imported, t,
		                     revision_out, err);
	free(speakers);
	return rc;
}

int
revision_repeat(struct project *p, int64_t id, int ordinal,
                int64_t *revision_out, struct error *err)
{
	static const char sql[] =
	    "INSERT INTO revision(guid, document, ordinal, text, layout,"
	    " imported, origin, format, encoding, guessed, changes,"
	    " origin_sha256, at)"
	    " SELECT :guid, document, (SELECT 1 + max(ordinal) FROM revision"
	    " WHERE document = :document), text, layout, imported, origin,"
	    " format, encoding, guessed, changes, origin_sha256, :at FROM "
	    "revision"
	    " WHERE document = :document AND ordinal = :ordinal";
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	db_bind_int(st, ":document", id);
	db_bind_int(st, ":ordinal", ordinal);
	db_bind_text(st, ":at", p->now);
	rc = db_run(&p->db, st, err);
	if (rc == 0 && db_changes(&p->db) == 0)
		rc = error_set(err, ERR_NOTFOUND, "there is no revision %d",
		               ordinal);
	*revision_out = db_last_id(&p->db);
	db_finish(st);
	return rc < 0 ? rc : put_in_force(p, id, *revision_out, err);
}
