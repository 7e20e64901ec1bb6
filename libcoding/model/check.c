#include "model/check.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/segment.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/document.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const items[] = { "coding", "verdict", "memo" };

static struct check_problem *
add(struct check_problems *out, const char *kind, const char *document,
    const char *text)
{
	struct check_problem problem = { .kind = kind,
		                         .document = mem_str(document),
		                         .text = mem_str(text) };

	vec_push(out, problem);
	return &out->items[out->n - 1];
}

void
check_problems_release(struct check_problems *problems)
{
	size_t i;

	for (i = 0; i < problems->n; i++) {
		free(problems->items[i].document);
		free(problems->items[i].item);
		free(problems->items[i].by);
		free(problems->items[i].text);
		free(problems->items[i].where);
	}
	vec_release(problems);
}

/* --- the file ------------------------------------------------------------- */

static int
check_file(struct project *p, struct check_problems *out, struct error *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, "PRAGMA integrity_check", &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0)
		if (strcmp(db_text(st, 0), "ok") != 0)
			add(out, "file", NULL, db_text(st, 0));
	db_finish(st);
	return rc;
}

static int
check_references(struct project *p, struct check_problems *out,
                 struct error *err)
{
	sqlite3_stmt *st = NULL;
	struct buf b = { 0 };
	int rc;

	rc = db_prepare(&p->db, "PRAGMA foreign_key_check", &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		buf_clear(&b);
		buf_addf(&b,
		         "row %lld of table %s names a row of %s that is "
		         "not there",
		         (long long)db_int(st, 1), db_text(st, 0),
		         db_text(st, 2));
		add(out, "reference", NULL, buf_str(&b));
	}
	db_finish(st);
	buf_release(&b);
	return rc;
}

static int
check_in_force(struct project *p, struct check_problems *out, struct error *err)
{
	static const char sql[] =
	    "SELECT d.name FROM document d WHERE NOT EXISTS (SELECT 1"
	    " FROM revision r WHERE r.id = d.revision AND r.document = d.id)"
	    " ORDER BY d.name_folded";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0)
		add(out, "revision", db_text(st, 0),
		    "it has no revision of its own in force");
	db_finish(st);
	return rc;
}

/* --- one revision ----------------------------------------------------------
 */

/* A revision as it is looked at. */
struct state {
	struct project *p;
	struct check_problems *out;
	const char *document;
	int64_t id, layout, document_id;
	int ordinal;
	bool in_force;
	const char *body;
	size_t len;
	struct transcript_view *view; /* once an orphan asked; NULL: damaged */
	bool has_asked;
};

static struct check_problem *complain(const struct state *s, const char *kind,
                                      const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

static struct check_problem *
complain(const struct state *s, const char *kind, const char *fmt, ...)
{
	struct check_problem *problem;
	struct error line;
	struct buf b = { 0 };
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line.msg, sizeof(line.msg), fmt, ap);
	va_end(ap);
	if (!s->in_force)
		buf_addf(&b, "revision %d: ", s->ordinal);
	buf_adds(&b, line.msg);
	problem = add(s->out, kind, s->document, buf_str(&b));
	buf_release(&b);
	return problem;
}

static void
check_text(const struct state *s, const char *sha256)
{
	char hash[HASH_SIZE];
	size_t bad;

	hash_bytes(s->body, s->len, hash);
	if (strcmp(hash, sha256) != 0)
		complain(s, "text", "the text is not what its hash says");
	if (!utf8_valid(s->body, s->len, &bad))
		complain(s, "text", "the text is not valid UTF-8 at byte %zu",
		         bad);
	else if (strlen(s->body) != s->len)
		complain(s, "text", "the text holds a NUL");
}

/* Of a layout that can be read. */
static int
check_speakers(const struct state *s, struct error *err)
{
	static const char sql[] =
	    "SELECT t.ordinal FROM turn_speaker t LEFT JOIN speaker s"
	    " ON s.id = t.speaker AND s.document = :document"
	    " WHERE t.layout = :layout AND s.id IS NULL"
	    " ORDER BY t.ordinal, t.speaker";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&s->p->db, sql, &st, err);
	if (rc == 0) {
		db_bind_int(st, ":document", s->document_id);
		db_bind_int(st, ":layout", s->layout);
	}
	while (rc >= 0 && (rc = db_step(&s->p->db, st, err)) > 0)
		complain(s, "layout",
		         "turn %lld has a speaker of another document",
		         (long long)db_int(st, 0));
	db_finish(st);
	return rc;
}

/* document_open_at() refuses what would make it read outside the text. */
static int
check_layout(const struct state *s, struct error *err)
{
	struct transcript_view *v = NULL;
	size_t i;
	int rc;

	rc = document_open_at(s->p, s->document_id, s->ordinal, &v, err);
	if (rc == ERR_FORMAT) {
		complain(s, "layout", "%s", err->msg);
		return 0;
	}
	for (i = 0; rc == 0 && i < v->n_turns; i++) {
		const struct turn *t = &v->turns[i];

		if (t->words != segment_count_words(v->text, t->start, t->end))
			complain(
			    s, "layout",
			    "turn %d is said to have %zu "
			    "words and has %zu",
			    t->ordinal, t->words,
			    segment_count_words(v->text, t->start, t->end));
	}
	document_close(v);
	return rc < 0 ? rc : check_speakers(s, err);
}

static bool
is_boundary(const struct state *s, int64_t at)
{
	return at >= 0 && (size_t)at <= s->len &&
	       ((unsigned char)s->body[at] & 0xC0) != 0x80;
}

#define AROUND 40 /* bytes of text on either side of an orphan */

/* [FROM, TO) of the text, on one line. */
static void
add_text(const struct state *s, size_t from, size_t to, struct buf *out)
{
	while (from < to) {
		size_t at = from;
		bool space = unicode_is_space(utf8_next(s->body, to, &at));

		if (space)
			buf_addc(out, ' ');
		else
			buf_add(out, s->body + from, at - from);
		from = at;
	}
}

/*
 * Where [START, END) is that an orphan stood on: turn, speaker, what stands
 * around it.  Nothing if the turns cannot be read: that is said elsewhere.
 */
static char *
find_place(struct state *s, size_t start, size_t end)
{
	const struct turn *turn = NULL;
	size_t from = start > AROUND ? start - AROUND : 0;
	size_t to = s->len - end > AROUND ? end + AROUND : s->len;
	struct buf b = { 0 };
	struct error ignored;

	if (!s->has_asked)
		document_open_at(s->p, s->document_id, s->ordinal, &s->view,
		                 &ignored);
	s->has_asked = true;
	if (s->view)
		turn = document_turn_at(s->view, start);
	buf_addf(&b, "revision %d", s->ordinal);
	if (turn) {
		buf_addf(&b, ", turn %d", turn->ordinal);
		from = from > turn->start ? from : turn->start;
		to = to < turn->end || turn->end < end ? to : turn->end;
		if (turn->speakers > 0) {
			buf_adds(&b, " (");
			document_turn_label(s->view, turn, &b);
			buf_addc(&b, ')');
		}
	}
	while (!is_boundary(s, (int64_t)from))
		from++;
	while (!is_boundary(s, (int64_t)to))
		to--;
	buf_adds(&b, ": ");
	add_text(s, from, start, &b);
	buf_adds(&b, "[-");
	add_text(s, start, end, &b);
	buf_adds(&b, "-]");
	add_text(s, end, to, &b);
	return buf_take(&b);
}

/* One coding, verdict or link on this revision. */
static void
check_mark(struct state *s, sqlite3_stmt *st)
{
	int64_t start = db_int(st, 4), end = db_int(st, 5);
	bool orphaned = db_int(st, 6) != 0;
	struct check_problem *problem = NULL;
	struct buf name = { 0 };

	if (start >= end || !is_boundary(s, start) || !is_boundary(s, end))
		problem = complain(s, "place",
		                   "bytes %lld-%lld are no span of the text",
		                   (long long)start, (long long)end);
	else if (db_bytes(st, 7) != (size_t)(end - start) ||
	         memcmp(db_text(st, 7), s->body + start,
	                (size_t)(end - start)) != 0)
		problem = complain(s, "quotation",
		                   "quoted is \"%.200s\", the text says "
		                   "\"%.*s\"",
		                   db_text(st, 7),
		                   end - start > 200 ? 200 : (int)(end - start),
		                   s->body + start);
	else if (orphaned) {
		problem = add(s->out, "orphaned", s->document, db_text(st, 7));
		problem->where = find_place(s, (size_t)start, (size_t)end);
	} else if (!s->in_force)
		problem = complain(s, "place",
		                   "it stands on a revision that is not in "
		                   "force, and is not orphaned");
	if (!problem)
		return;
	buf_addf(&name, "%s:%lld", items[db_int(st, 0)],
	         (long long)db_int(st, 1));
	problem->item = buf_take(&name);
	problem->code = db_int(st, 2);
	problem->by = mem_str(db_text(st, 3));
}

static int
check_marks(struct state *s, struct error *err)
{
	static const char sql[] =
	    "SELECT 0, c.id, c.code, k.name, c.start, c.\"end\", c.orphaned,"
	    " c.quotation FROM coding c JOIN coder k ON k.id = c.coder"
	    " WHERE c.document = :document AND c.revision = :revision"
	    " UNION ALL"
	    " SELECT 1, v.id, v.code, k.name, v.start, v.\"end\", v.orphaned,"
	    " v.quotation FROM verdict v JOIN coder k ON k.id = v.coder"
	    " WHERE v.document = :document AND v.revision = :revision"
	    " UNION ALL"
	    " SELECT 2, l.id, l.code, k.name, l.start, l.\"end\", l.orphaned,"
	    " l.quotation FROM memo_link l JOIN memo m ON m.id = l.memo"
	    " JOIN coder k ON k.id = m.coder WHERE l.document = :document"
	    " AND l.revision = :revision AND l.start IS NOT NULL"
	    " ORDER BY 5, 6, 1, 2";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&s->p->db, sql, &st, err);
	if (rc == 0) {
		db_bind_int(st, ":document", s->document_id);
		db_bind_int(st, ":revision", s->id);
	}
	while (rc >= 0 && (rc = db_step(&s->p->db, st, err)) > 0)
		check_mark(s, st);
	db_finish(st);
	return rc;
}

/* Marks whose revision is another document's are on no list above. */
static int
check_strays(struct project *p, struct check_problems *out, struct error *err)
{
	static const char sql[] =
	    "SELECT 0, c.id, d.name FROM coding c JOIN document d ON"
	    " d.id = c.document JOIN revision r ON r.id = c.revision"
	    " WHERE r.document <> c.document UNION ALL"
	    " SELECT 1, v.id, d.name FROM verdict v JOIN document d ON"
	    " d.id = v.document JOIN revision r ON r.id = v.revision"
	    " WHERE r.document <> v.document UNION ALL"
	    " SELECT 2, l.id, d.name FROM memo_link l JOIN document d ON"
	    " d.id = l.document LEFT JOIN revision r ON r.id = l.revision"
	    " WHERE l.start IS NOT NULL"
	    " AND r.document IS NOT l.document ORDER BY 1, 2";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct buf name = { 0 };
		struct check_problem *problem =
		    add(out, "place", db_text(st, 2),
		        "it stands on a revision of another document");

		buf_addf(&name, "%s:%lld", items[db_int(st, 0)],
		         (long long)db_int(st, 1));
		problem->item = buf_take(&name);
	}
	db_finish(st);
	return rc;
}

static int
check_revisions(struct project *p, struct check_problems *out,
                struct error *err)
{
	static const char sql[] =
	    "SELECT r.id, r.layout, r.document, r.ordinal, r.id = d.revision,"
	    " d.name, r.text, t.body FROM revision r"
	    " JOIN document d ON d.id = r.document"
	    " JOIN text t ON t.sha256 = r.text"
	    " ORDER BY d.name_folded, d.id, r.ordinal";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct state s = {
			.p = p,
			.out = out,
			.id = db_int(st, 0),
			.layout = db_int(st, 1),
			.document_id = db_int(st, 2),
			.ordinal = (int)db_int(st, 3),
			.in_force = db_int(st, 4) != 0,
			.document = db_text(st, 5),
			.body = db_text(st, 7),
			.len = db_bytes(st, 7),
		};

		check_text(&s, db_text(st, 6));
		rc = check_layout(&s, err);
		if (rc == 0)
			rc = check_marks(&s, err);
		document_close(s.view);
	}
	db_finish(st);
	return rc;
}

int
check_project(struct project *p, struct check_problems *out, struct error *err)
{
	int rc;

	rc = check_file(p, out, err);
	if (rc < 0 || out->n > 0)
		return rc;
	rc = check_references(p, out, err);
	if (rc == 0)
		rc = check_in_force(p, out, err);
	if (rc == 0)
		rc = check_revisions(p, out, err);
	if (rc == 0)
		rc = check_strays(p, out, err);
	return rc;
}
