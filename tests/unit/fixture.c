#include "fixture.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/case.h"
#include "model/freshness.h"
#include "model/hit.h"
#include "model/passage.h"
#include "model/tally.h"
#include "store/history.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct error err;

/* What was done must have worked. */
static void
worked(int rc)
{
	cr_assert_geq(rc, 0, "%s", err.msg);
}

struct project *
fixture_project(void)
{
	struct project *p = NULL;

	worked(project_create(":memory:", "study", "2026-01-01T00:00:00Z", &p,
	                      &err));
	p->coder = "ana";
	return p;
}

/* --- documents ----------------------------------------------------------- */

static size_t
add_speaker(struct transcript *t, const char *label, size_t len)
{
	size_t i = transcript_speaker(t, label, len);

	if (strncmp(label, "INT", 3) == 0 && len == 3)
		t->speakers.items[i].role = ROLE_INTERVIEWER;
	if (strncmp(label, "TR", 2) == 0 && len == 2)
		t->speakers.items[i].role = ROLE_INTERPRETER;
	return i;
}

/* One line of the script, which stands at byte AT of the text. */
static void
add_line(struct transcript *t, const char *line, size_t len, size_t at)
{
	const char *colon = strstr(line, ": ");
	size_t labels, turn = t->turns.n;

	cr_assert(colon && colon < line + len, "no label: %s", line);
	labels = (size_t)(colon - line);
	transcript_add_turn(t, at + labels + 2, at + len, SIZE_MAX);
	if (t->turns.n == turn)
		return;
	while (labels > 0) {
		const char *plus = strstr(line, " + ");
		size_t one =
		    plus && plus < colon ? (size_t)(plus - line) : labels;

		vec_push(&t->turn_speakers, add_speaker(t, line, one));
		t->turns.items[turn].speakers++;
		one = one < labels ? one + 3 : one;
		line += one;
		labels -= one;
	}
}

int64_t
fixture_document(struct project *p, const char *name, const char *script)
{
	struct transcript t = { .format = "text", .origin = "-" };
	size_t at = 0, len = strlen(script);
	int64_t id = 0;

	buf_adds(&t.text, script);
	while (at < len) {
		size_t line = strcspn(script + at, "\n");

		if (line > 0)
			add_line(&t, script + at, line, at);
		at += line + 1;
	}
	transcript_find_asides(&t);
	hash_bytes(script, len, t.origin_sha256);
	worked(document_add(p, name, &t, &id, &err));
	transcript_release(&t);
	return id;
}

struct transcript_view *
fixture_open(struct project *p, int64_t document)
{
	struct transcript_view *v = NULL;

	worked(document_open(p, document, &v, &err));
	return v;
}

struct span
fixture_find(struct project *p, int64_t document, const char *words)
{
	struct transcript_view *v = fixture_open(p, document);
	const char *at = strstr(v->text, words);
	struct span s = { 0 };

	cr_assert(at, "'%s' is not in the document", words);
	s.start = (size_t)(at - v->text);
	s.end = s.start + strlen(words);
	document_close(v);
	return s;
}

/* --- codes, cases -------------------------------------------------------- */

void
fixture_exec(struct project *p, const char *sql)
{
	worked(db_exec(&p->db, sql, &err));
}

int64_t
fixture_int(struct project *p, const char *sql)
{
	int64_t n = 0;

	worked(db_query_int(&p->db, sql, &n, &err));
	return n;
}

/* Prepare SQL and bind the guid that every recorded row has. */
static sqlite3_stmt *
insert(struct project *p, const char *sql)
{
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];

	worked(db_prepare(&p->db, sql, &st, &err));
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	return st;
}

static int64_t
run(struct project *p, sqlite3_stmt *st)
{
	worked(db_run(&p->db, st, &err));
	db_finish(st);
	return db_last_id(&p->db);
}

int64_t
fixture_code(struct project *p, const char *path)
{
	static const char sql[] =
	    "INSERT INTO code(guid, slug, parent, name, name_folded, position)"
	    " VALUES (:guid, :slug, :parent, :slug, :slug,"
	    " (SELECT 1 + count(*) FROM code))";
	const char *slash = strrchr(path, '/');
	struct codebook *b = NULL;
	struct code *parent = NULL;
	sqlite3_stmt *st;
	int64_t id = 0;

	if (slash) {
		char *above = mem_strn(path, (size_t)(slash - path));

		worked(codebook_read(p, &b, &err));
		worked(codebook_find(b, above, &parent, &err));
		id = parent->id;
		codebook_free(b);
		free(above);
	}
	st = insert(p, sql);
	db_bind_text(st, ":slug", slash ? slash + 1 : path);
	db_bind_id(st, ":parent", id);
	return run(p, st);
}

void
fixture_rule(struct project *p, int64_t code, const char *expression)
{
	static const char sql[] =
	    "INSERT INTO rule(guid, code, position, stance, expression)"
	    " VALUES (:guid, :code, (SELECT 1 + count(*) FROM rule"
	    " WHERE code = :code), 'for', :expression)";
	sqlite3_stmt *st = insert(p, sql);

	db_bind_int(st, ":code", code);
	db_bind_text(st, ":expression", expression);
	run(p, st);
}

int64_t
fixture_case(struct project *p, const char *name, const char *kind)
{
	int64_t id = 0;

	worked(case_ensure(p, name, (enum case_kind)case_kind_find(kind), &id,
	                   NULL, &err));
	return id;
}

void
fixture_speaks(struct project *p, int64_t document, const char *label,
               int64_t case_id)
{
	size_t n;

	worked(document_set_case(p, document, label, case_id, &n, &err));
}

void
fixture_value(struct project *p, const char *attribute, int64_t case_id,
              int64_t document, const char *wave, const char *value)
{
	int64_t id = 0;

	worked(attribute_ensure(p, attribute, ATTRIBUTE_TEXT, &id, &err));
	worked(
	    attribute_set(p, id, case_id, document, wave, value, NULL, &err));
}

/* --- marks --------------------------------------------------------------- */

/* Is there a hit on the unit of H among HITS? */
static bool
hit_exists(const struct hits *hits, const struct hit *h)
{
	size_t i;

	for (i = 0; i < hits->n; i++)
		if (hits->items[i].turn == h->turn &&
		    hits->items[i].start == h->start &&
		    hits->items[i].end == h->end)
			return true;
	return false;
}

bool
fixture_hit(struct project *p, int64_t code, int64_t document, struct span unit,
            struct span anchor, bool against)
{
	struct transcript_view *v = fixture_open(p, document);
	const struct turn *t = document_turn_at(v, anchor.start);
	struct hit h = { .code = code,
		         .document = document,
		         .turn = t ? t->ordinal : 1,
		         .start = (uint32_t)unit.start,
		         .end = (uint32_t)unit.end,
		         .anchor_start = (uint32_t)anchor.start,
		         .anchor_end = (uint32_t)anchor.end,
		         .against = against,
		         .rule = 1 };
	struct hits hits = { 0 };
	bool is_new;
	size_t i;

	worked(hits_read(p, code, document, document, &hits, &err));
	is_new = !hit_exists(&hits, &h);
	if (is_new) {
		vec_push(&hits, h);
		for (i = 0; i < hits.n; i++)
			hits.items[i].words =
			    (int32_t)passage_words(v, hits.items[i].start,
			                           hits.items[i].end, SIZE_MAX);
		hits_sort(&hits);
		tally_measure(v, hits.items, hits.n);
		worked(hits_drop(p, code, &document, 1, &err));
		worked(hits_store(p, &hits, 1, &err));
	}
	document_close(v);
	hits_release(&hits);
	return is_new;
}

void
fixture_tagged(struct project *p)
{
	struct freshness f = { 0 };
	struct codebook *b = NULL;
	bool *done;

	worked(codebook_read(p, &b, &err));
	worked(freshness_read(p, b, &f, &err));
	done = mem_array(b->n_codes, sizeof(*done));
	memset(done, 1, b->n_codes * sizeof(*done));
	worked(freshness_write(p, &f, done, "fixture 1", "10", "15", &err));
	free(done);
	freshness_release(&f);
	codebook_free(b);
}

static int64_t
coder_id(struct project *p, const char *name)
{
	const char *before = p->coder;
	int64_t id = 0;

	p->coder = name;
	worked(project_coder_id(p, &id, &err));
	p->coder = before;
	return id;
}

/* What codings and verdicts have in common. */
static void
bind_span(struct project *p, sqlite3_stmt *st, int64_t code, int64_t document,
          const char *coder, struct span s)
{
	struct transcript_view *v = fixture_open(p, document);

	cr_assert(s.start < s.end && s.end <= v->len);
	db_bind_int(st, ":code", code);
	db_bind_int(st, ":document", document);
	db_bind_int(st, ":revision", v->document.revision);
	db_bind_int(st, ":start", (int64_t)s.start);
	db_bind_int(st, ":end", (int64_t)s.end);
	db_bind_int(st, ":coder", coder_id(p, coder));
	db_bind_text(st, ":now", p->now);
	db_bind_bytes(st, ":quotation", v->text + s.start, s.end - s.start);
	document_close(v);
}

int64_t
fixture_coding(struct project *p, int64_t code, int64_t document,
               const char *coder, struct span s, const char *stance,
               const char *how)
{
	static const char sql[] =
	    "INSERT OR IGNORE INTO coding(guid, code, document, revision, "
	    "start, \"end\","
	    " stance, coder, at, how, quotation) VALUES (:guid, :code,"
	    " :document, :revision, :start, :end, :stance, :coder, :now, :how,"
	    " :quotation)";
	sqlite3_stmt *st = insert(p, sql);
	int64_t id;

	bind_span(p, st, code, document, coder, s);
	db_bind_text(st, ":stance", stance);
	db_bind_text(st, ":how", how);
	id = run(p, st);
	return db_changes(&p->db) > 0 ? id : 0;
}

void
fixture_verdict(struct project *p, int64_t code, int64_t document,
                const char *coder, struct span s, const char *answer)
{
	static const char sql[] =
	    "INSERT OR IGNORE INTO verdict(guid, code, document, revision, "
	    "start,"
	    " \"end\", answer, coder, at, quotation) VALUES (:guid, :code,"
	    " :document, :revision, :start, :end, :answer, :coder, :now,"
	    " :quotation)";
	sqlite3_stmt *st = insert(p, sql);

	bind_span(p, st, code, document, coder, s);
	db_bind_text(st, ":answer", answer);
	run(p, st);
}

/* --- a slow and obvious join ---------------------------------------------- */

static bool
slow_touch(const struct transcript_view *v, const struct span *x,
           const struct span *y)
{
	size_t from = x->end < y->end ? x->end : y->end;
	size_t to = x->start > y->start ? x->start : y->start, i;

	if (to < from)
		return true; /* they overlap */
	for (i = 0; i < v->n_turns; i++)
		if (v->turns[i].start < from && from <= v->turns[i].end &&
		    v->turns[i].start <= to && to < v->turns[i].end)
			break;
	if (i == v->n_turns)
		return false;
	while (from < to)
		if (!unicode_is_space(utf8_next(v->text, v->len, &from)))
			return false;
	return true;
}

void
fixture_slow_join(const struct transcript_view *v, struct span_list *s)
{
	size_t i, k;

again:
	for (i = 0; i < s->n; i++) {
		for (k = i + 1; k < s->n; k++) {
			struct span *x = &s->items[i], *y = &s->items[k];

			if (!slow_touch(v, x, y))
				continue;
			x->start = x->start < y->start ? x->start : y->start;
			x->end = x->end > y->end ? x->end : y->end;
			*y = s->items[--s->n];
			goto again;
		}
	}
}

/* --- what a project holds ------------------------------------------------ */

static void
dump_table(struct project *p, const char *table, struct buf *out)
{
	struct buf sql = { 0 };
	sqlite3_stmt *st = NULL;
	int i;

	buf_addf(&sql, "SELECT * FROM [%s] ORDER BY id", table);
	worked(db_prepare(&p->db, buf_str(&sql), &st, &err));
	while (db_step(&p->db, st, &err) > 0) {
		buf_addf(out, "%s", table);
		for (i = 0; i < sqlite3_column_count(st); i++)
			buf_addf(out, "|%s",
			         db_is_null(st, i) ? "(null)" : db_text(st, i));
		buf_addc(out, '\n');
	}
	db_finish(st);
	buf_release(&sql);
}

char *
fixture_dump(struct project *p)
{
	struct buf out = { 0 };
	size_t i;

	for (i = 0; history_tables[i]; i++)
		dump_table(p, history_tables[i], &out);
	return buf_take(&out);
}

char *
fixture_random_text(struct random *r, size_t n)
{
	static const uint32_t limits[] = { 0x80, 0x80, 0x800, 0x10000,
		                           0x110000 };
	struct buf b = { 0 };
	char bytes[4];

	while (n-- > 0) {
		uint32_t cp;

		do
			cp = (uint32_t)random_below(r,
			                            limits[random_below(r, 5)]);
		while (cp == 0 || (cp >= 0xD800 && cp < 0xE000));
		buf_add(&b, bytes, utf8_put(cp, bytes));
	}
	return buf_take(&b);
}
