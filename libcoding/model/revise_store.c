/* What was planned, carried out. */
#include "model/revise.h"

#include "base/error.h"
#include "base/segment.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/freshness.h"
#include "model/hit.h"

#include <stdlib.h>

/* One statement a kind, all with the same parameters. */
static const char *const move_sql[] = {
	"UPDATE coding SET revision = :revision, start = :start, \"end\" = "
	":end,"
	" quotation = :quotation, orphaned = 0 WHERE id = :id",
	"UPDATE verdict SET revision = :revision, start = :start,"
	" \"end\" = :end, quotation = :quotation, orphaned = 0 WHERE id = :id",
	"UPDATE memo_link SET revision = :revision, start = :start,"
	" \"end\" = :end, quotation = :quotation, orphaned = 0 WHERE id = :id",
};

static const char *const orphan_sql[] = {
	"UPDATE coding SET orphaned = 1 WHERE id = :id",
	"UPDATE verdict SET orphaned = 1 WHERE id = :id",
	"UPDATE memo_link SET orphaned = 1 WHERE id = :id",
};

static int
move_item(struct project *p, sqlite3_stmt *st, int64_t id, int64_t revision,
          const char *body, struct span s, struct error *err)
{
	db_bind_int(st, ":id", id);
	db_bind_int(st, ":revision", revision);
	db_bind_int(st, ":start", (int64_t)s.start);
	db_bind_int(st, ":end", (int64_t)s.end);
	db_bind_bytes(st, ":quotation", body + s.start, s.end - s.start);
	return db_run(&p->db, st, err);
}

static int
move_items(struct project *p, int64_t revision, const struct revise_plan *plan,
           struct error *err)
{
	sqlite3_stmt *moving[3] = { NULL }, *orphaning[3] = { NULL };
	size_t i;
	int k, rc = 0;

	for (k = 0; rc == 0 && k < 3; k++) {
		rc = db_prepare(&p->db, move_sql[k], &moving[k], err);
		if (rc == 0)
			rc = db_prepare(&p->db, orphan_sql[k], &orphaning[k],
			                err);
	}
	for (i = 0; rc == 0 && i < plan->n; i++) {
		const struct revise_item *item = &plan->items[i];

		if (item->outcome != REVISE_ORPHANED) {
			rc = move_item(p, moving[item->kind], item->id,
			               revision, plan->body, item->now, err);
		} else if (!item->was_orphaned) {
			db_bind_int(orphaning[item->kind], ":id", item->id);
			rc = db_run(&p->db, orphaning[item->kind], err);
		}
	}
	for (k = 0; k < 3; k++) {
		db_finish(moving[k]);
		db_finish(orphaning[k]);
	}
	return rc;
}

static int
move_readings(struct project *p, int64_t id, int64_t revision,
              struct error *err)
{
	static const char sql[] = "UPDATE reading SET revision = :revision"
	                          " WHERE document = :document";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":revision", revision);
	db_bind_int(st, ":document", id);
	rc = db_run(&p->db, st, err);
	db_finish(st);
	return rc;
}

/* `emic tag` must look at it again, whatever it has seen of it before. */
static int
drop_hits(struct project *p, int64_t id, struct error *err)
{
	struct {
		int64_t *items;
		size_t n, cap;
	} codes = { 0 };
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_prepare(&p->db, "SELECT id FROM code ORDER BY id", &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0)
		vec_push(&codes, db_int(st, 0));
	db_finish(st);
	for (i = 0; rc == 0 && i < codes.n; i++)
		rc = hits_drop(p, codes.items[i], &id, 1, err);
	vec_release(&codes);
	return rc < 0 ? rc : freshness_drop(p, id, err);
}

static int
carry_out(struct project *p, int64_t id, int64_t revision,
          const struct revise_plan *plan, struct error *err)
{
	int rc;

	rc = move_items(p, revision, plan, err);
	if (rc == 0)
		rc = move_readings(p, id, revision, err);
	if (rc == 0)
		rc = drop_hits(p, id, err);
	return rc;
}

/* A speaker keeps its row, and with it role and case. */
static int
rename_speakers(struct project *p, const struct carry *carry, struct error *err)
{
	static const char sql[] = "UPDATE speaker SET label = :label,"
	                          " label_folded = :folded WHERE id = :id";
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < carry->renames.n; i++) {
		const struct carry_rename *r = &carry->renames.items[i];
		char *folded = unicode_fold(r->now);

		db_bind_text(st, ":label", r->now);
		db_bind_text(st, ":folded", folded);
		db_bind_int(st, ":id", r->speaker);
		rc = db_run(&p->db, st, err);
		free(folded);
	}
	db_finish(st);
	return rc;
}

int
revise_store(struct project *p, int64_t id, const struct transcript *t,
             const struct transcript *imported, const struct carry *carry,
             const struct revise_plan *plan, struct error *err)
{
	int64_t revision = 0;
	int rc;

	rc = rename_speakers(p, carry, err);
	if (rc == 0)
		rc = revision_add(p, id, t, imported, &revision, err);
	return rc < 0 ? rc : carry_out(p, id, revision, plan, err);
}

int
revise_restore(struct project *p, int64_t id, int ordinal,
               const struct carry *carry, const struct revise_plan *plan,
               struct error *err)
{
	int64_t revision = 0;
	int rc;

	rc = rename_speakers(p, carry, err);
	if (rc == 0)
		rc = revision_repeat(p, id, ordinal, &revision, err);
	return rc < 0 ? rc : carry_out(p, id, revision, plan, err);
}

/* --- by hand ---------------------------------------------------------------
 */

/* The document that it belongs to. */
static int
find_home(struct project *p, enum revise_kind kind, int64_t item,
          int64_t *document_out, struct error *err)
{
	static const char *const sql[] = {
		"SELECT document FROM coding WHERE id = :id",
		"SELECT document FROM verdict WHERE id = :id",
		/* a link to all of a document stands on no words */
		"SELECT document FROM memo_link WHERE id = :id AND start >= 0",
	};
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql[kind], &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":id", item);
	rc = db_step(&p->db, st, err);
	if (rc > 0) {
		*document_out = db_int(st, 0);
		rc = 0;
	} else if (rc == 0) {
		rc = error_set(err, ERR_NOTFOUND,
		               "there is no %s:%lld; 'emic check' lists those "
		               "that are orphaned",
		               revise_kind_name(kind), (long long)item);
	}
	db_finish(st);
	return rc;
}

struct span
revise_whole_words(const char *text, size_t len, struct span span)
{
	struct span word;
	size_t at;

	for (at = span.start; span.start < span.end; span.start = at)
		if (!unicode_is_space(utf8_next(text, span.end, &at)))
			break;
	for (at = span.end; span.end > span.start; span.end = at)
		if (!unicode_is_space(utf8_prev(text, &at)))
			break;
	if (span.start == span.end)
		return span;
	for (at = span.start; at > 0 && text[at - 1] != '\n';)
		at--;
	while (segment_next_word(text, len, at, &word) &&
	       word.start < span.end) {
		at = word.end;
		if (word.end <= span.start)
			continue;
		if (word.start < span.start)
			span.start = word.start;
		if (word.end > span.end)
			span.end = word.end;
	}
	return span;
}

/* Has its coder put its code there, with another item? */
static int
find_twin(struct project *p, enum revise_kind kind, int64_t item,
          int64_t revision, struct span span, struct error *err)
{
	static const char *const sql[] = {
		"SELECT 1 FROM coding c JOIN coding o ON o.id <> c.id"
		" AND o.code = c.code AND o.coder = c.coder"
		" AND o.stance = c.stance AND o.document = c.document"
		" WHERE c.id = :id AND o.revision = :revision"
		" AND o.start = :start AND o.\"end\" = :end",
		"SELECT 1 FROM verdict c JOIN verdict o ON o.id <> c.id"
		" AND o.code = c.code AND o.coder = c.coder"
		" AND o.document = c.document"
		" WHERE c.id = :id AND o.revision = :revision"
		" AND o.start = :start AND o.\"end\" = :end",
		NULL, /* memos may be linked twice */
	};
	sqlite3_stmt *st = NULL;
	int rc;

	if (!sql[kind])
		return 0;
	rc = db_prepare(&p->db, sql[kind], &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":id", item);
	db_bind_int(st, ":revision", revision);
	db_bind_int(st, ":start", (int64_t)span.start);
	db_bind_int(st, ":end", (int64_t)span.end);
	rc = db_step(&p->db, st, err);
	if (rc > 0)
		rc = error_set(err, ERR_CONFLICT,
		               "its coder has put its code there already");
	db_finish(st);
	return rc;
}

/* V is document ID. */
static int
check_place(struct project *p, enum revise_kind kind, int64_t item,
            const struct transcript_view *v, struct span span,
            struct error *err)
{
	int64_t home = 0;
	int rc;

	rc = find_home(p, kind, item, &home, err);
	if (rc < 0)
		return rc;
	if (home != v->document.id)
		return error_set(
		    err, ERR_CONFLICT, "%s:%lld is not about document '%s'",
		    revise_kind_name(kind), (long long)item, v->document.name);
	if (span.start >= span.end)
		return error_set(err, ERR_CONFLICT,
		                 "there is nothing but white space");
	return find_twin(p, kind, item, v->document.revision, span, err);
}

int
revise_check_place(struct project *p, enum revise_kind kind, int64_t item,
                   int64_t id, struct span span, struct error *err)
{
	struct transcript_view *v = NULL;
	int rc;

	rc = document_open(p, id, &v, err);
	if (rc == 0)
		rc = check_place(p, kind, item, v, span, err);
	document_close(v);
	return rc;
}

int
revise_attach(struct project *p, enum revise_kind kind, int64_t item,
              int64_t id, struct span span, struct error *err)
{
	struct transcript_view *v = NULL;
	sqlite3_stmt *st = NULL;
	int rc;

	rc = document_open(p, id, &v, err);
	if (rc == 0)
		rc = check_place(p, kind, item, v, span, err);
	if (rc == 0)
		rc = db_prepare(&p->db, move_sql[kind], &st, err);
	if (rc == 0)
		rc = move_item(p, st, item, v->document.revision, v->text, span,
		               err);
	db_finish(st);
	document_close(v);
	return rc;
}
