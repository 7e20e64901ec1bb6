#include "base/arena.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"
#include "fixture.h"
#include "model/check.h"
#include "model/revise.h"
#include "store/history.h"
#include "talk_fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * Interviews that are revised, restored, attached to, coded and undone at
 * random, beside a model that remembers everything: where each item stood
 * whenever another text came into force.
 */
#define ITEMS 16
#define ACTS  12

struct place {
	bool exists, orphaned;
	size_t start, end;
};

/* A text, as long as it was in force. */
struct period {
	const char *text;
	int labels[3]; /* of its speakers, at its end; -1: not there */
	struct place places[ITEMS]; /* at its end */
	bool by_hand[ITEMS];        /* put elsewhere in it */
};

struct model {
	struct period periods[ACTS + 1];
	size_t n;
	struct talk talk;
};

struct run {
	struct project *p;
	struct random r;
	int64_t doc, codes[2];
	struct arena texts;                 /* of all periods */
	struct model now, before[ACTS + 1]; /* before each act, for undo */
	int64_t acts[ACTS + 1];             /* which of them it was */
	size_t n;
	int seed;
};

static struct error err;

/* --- what the project has ---------------------------------------------------
 */

/* Items are codings, then verdicts, then links: each has a number by guid. */
static const char items_sql[] =
    "SELECT number, document, start, \"end\", orphaned, quotation, kind, id"
    " FROM (SELECT CAST(substr(m.title, 2) AS INTEGER) AS number,"
    " l.document AS document, l.start AS start, l.\"end\" AS \"end\","
    " l.orphaned AS orphaned, l.quotation AS quotation, 2 AS kind,"
    " l.id AS id FROM memo_link l JOIN memo m ON m.id = l.memo"
    " UNION ALL SELECT CAST(rule AS INTEGER), document, start, \"end\","
    " orphaned, quotation, 0, id FROM coding"
    " UNION ALL SELECT CAST(rule AS INTEGER), document, start, \"end\","
    " orphaned, quotation, 1, id FROM verdict) ORDER BY number";

static void
read_places(struct run *run, struct place *places)
{
	struct transcript_view *v = fixture_open(run->p, run->doc);
	sqlite3_stmt *st = NULL;

	memset(places, 0, ITEMS * sizeof(*places));
	cr_assert_eq(db_prepare(&run->p->db, items_sql, &st, &err), 0, "%s",
	             err.msg);
	while (db_step(&run->p->db, st, &err) > 0) {
		struct place *pl = &places[db_int(st, 0)];

		pl->exists = true;
		pl->start = (size_t)db_int(st, 2);
		pl->end = (size_t)db_int(st, 3);
		pl->orphaned = db_int(st, 4) != 0;
		if (!pl->orphaned)
			cr_assert(pl->end <= v->len &&
			              db_bytes(st, 5) == pl->end - pl->start &&
			              memcmp(db_text(st, 5),
			                     v->text + pl->start,
			                     pl->end - pl->start) == 0,
			          "seed %d: '%s' is not its text", run->seed,
			          db_text(st, 5));
	}
	db_finish(st);
	document_close(v);
}

/* The letter of a label says whose it is. */
static void
read_labels(struct run *run, int *labels)
{
	sqlite3_stmt *st = NULL;
	int i;

	for (i = 0; i < 3; i++)
		labels[i] = -1;
	cr_assert_eq(
	    db_prepare(&run->p->db, "SELECT label FROM speaker", &st, &err), 0);
	while (db_step(&run->p->db, st, &err) > 0)
		labels[*db_text(st, 0) - 'A'] =
		    (int)strtol(db_text(st, 0) + 1, NULL, 10);
	db_finish(st);
}

static bool
same_place(const struct place *a, const struct place *b)
{
	return a->exists == b->exists && a->orphaned == b->orphaned &&
	       (a->orphaned || (a->start == b->start && a->end == b->end));
}

static struct period *
in_force(struct run *run)
{
	return &run->now.periods[run->now.n - 1];
}

static void
begin(struct run *run, const char *act)
{
	read_places(run, in_force(run)->places);
	read_labels(run, in_force(run)->labels);
	run->before[run->n] = run->now;
	cr_assert_eq(project_begin(run->p, act, &err), 0, "%s", err.msg);
}

static void
commit(struct run *run)
{
	int64_t acts = fixture_int(run->p, "SELECT count(*) FROM history");

	cr_assert_eq(project_commit(run->p, &err), 0, "%s", err.msg);
	if (fixture_int(run->p, "SELECT count(*) FROM history") == acts)
		return;
	run->acts[run->n++] =
	    fixture_int(run->p, "SELECT max(id) FROM history");
}

/* --- acts --------------------------------------------------------------------
 */

static void
add_period(struct run *run, const char *text)
{
	struct period *next = &run->now.periods[run->now.n++];

	memset(next, 0, sizeof(*next));
	next->text = text;
}

/* What the model knows of period AT, before another comes into force. */
static void
expect_places(struct run *run, size_t at, size_t before)
{
	const struct period *then = &run->now.periods[at];
	struct place now[ITEMS];
	size_t i, k;

	read_places(run, now);
	for (i = 0; i < ITEMS; i++) {
		bool by_hand = false;

		for (k = at + 1; k < before; k++)
			by_hand = by_hand || run->now.periods[k].by_hand[i];
		if (!then->places[i].exists || by_hand || !now[i].exists)
			continue;
		cr_expect(same_place(&now[i], &then->places[i]),
		          "seed %d, period %zu, item %zu: %zu-%zu%s and not "
		          "%zu-%zu%s of\n%s",
		          run->seed, at, i, now[i].start, now[i].end,
		          now[i].orphaned ? " (orphan)" : "",
		          then->places[i].start, then->places[i].end,
		          then->places[i].orphaned ? " (orphan)" : "",
		          then->text);
	}
}

static void
expect_labels(struct run *run, const int *labels)
{
	int now[3];
	size_t i;

	read_labels(run, now);
	for (i = 0; i < 3; i++)
		cr_expect(now[i] < 0 || labels[i] < 0 || now[i] == labels[i],
		          "seed %d: %c%d, not %c%d", run->seed, (char)('A' + i),
		          now[i], (char)('A' + i), labels[i]);
}

/* Which period had TEXT last, before the one in force?  SIZE_MAX: none. */
static size_t
find_period(const struct run *run, const char *text)
{
	size_t i = run->now.n - 1;

	if (strcmp(run->now.periods[i].text, text) == 0)
		return i;
	while (i-- > 0)
		if (strcmp(run->now.periods[i].text, text) == 0)
			return i;
	return SIZE_MAX;
}

/* Who is called otherwise: every label begins with its speaker's letter. */
static void
find_renames(struct run *run, const struct talk *talk, struct carry *out)
{
	static const char sql[] = "SELECT id, label FROM speaker";
	sqlite3_stmt *st = NULL;

	memset(out, 0, sizeof(*out));
	cr_assert_eq(db_prepare(&run->p->db, sql, &st, &err), 0);
	while (db_step(&run->p->db, st, &err) > 0) {
		struct carry_rename r = { .speaker = db_int(st, 0) };
		struct buf b = { 0 };

		talk_fixture_label(talk, *db_text(st, 1) - 'A', &b);
		r.was = mem_str(db_text(st, 1));
		r.now = mem_str(buf_str(&b));
		buf_release(&b);
		vec_push(&out->renames, r);
	}
	db_finish(st);
}

static void
revise(struct run *run)
{
	struct talk talk = run->now.talk;
	struct revise_plan plan;
	struct transcript t;
	struct carry carry;
	size_t n = 1 + random_below(&run->r, 6), at;

	begin(run, "emic revise");
	while (n-- > 0)
		talk_fixture_edit(&run->r, &talk);
	talk_fixture_print(&talk, &t);
	find_renames(run, &talk, &carry);
	at = find_period(run, buf_str(&t.text));
	cr_assert_eq(revise_plan(run->p, run->doc, buf_str(&t.text), t.text.len,
	                         &plan, &err),
	             0, "%s", err.msg);
	cr_assert_eq(
	    revise_store(run->p, run->doc, &t, NULL, &carry, &plan, &err), 0,
	    "seed %d: %s", run->seed, err.msg);
	run->now.talk = talk;
	add_period(run, arena_str(&run->texts, buf_str(&t.text)));
	commit(run);
	if (at != SIZE_MAX)
		expect_places(run, at, run->now.n - 1);
	expect_labels(run, talk.labels);
	revise_plan_release(&plan);
	carry_release(&carry);
	transcript_release(&t);
}

static void
restore(struct run *run)
{
	size_t ordinal = random_below(&run->r, run->now.n);
	const struct period *then = &run->now.periods[ordinal];
	struct transcript_view *old = NULL;
	struct revise_plan plan;
	size_t at, i;

	if (strcmp(then->text, in_force(run)->text) == 0)
		return;
	begin(run, "emic revise --restore");
	at = find_period(run, then->text);
	cr_assert_eq(
	    document_open_at(run->p, run->doc, (int)ordinal + 1, &old, &err),
	    0);
	cr_assert_str_eq(old->text, then->text);
	cr_assert_eq(
	    revise_plan(run->p, run->doc, old->text, old->len, &plan, &err), 0);
	cr_expect(plan.is_recalled, "seed %d", run->seed);
	cr_assert_eq(revise_restore(run->p, run->doc, (int)ordinal + 1,
	                            &plan.then, &plan, &err),
	             0, "seed %d: %s", run->seed, err.msg);
	add_period(run, then->text);
	commit(run);
	expect_places(run, at, run->now.n - 1);
	expect_labels(run, run->now.periods[at].labels);
	for (i = 0; i < 3; i++)
		if (run->now.periods[at].labels[i] >= 0)
			run->now.talk.labels[i] =
			    run->now.periods[at].labels[i];
	revise_plan_release(&plan);
	document_close(old);
}

/* Some words in the text in force. */
static struct span
random_span(struct run *run)
{
	const char *text = in_force(run)->text;
	size_t len = strlen(text);
	struct span s = { random_below(&run->r, len), 0 };

	s.end = s.start + 1 + random_below(&run->r, 40);
	s.end = s.end > len ? len : s.end;
	return revise_whole_words(text, len, s);
}

static void
attach(struct run *run)
{
	struct place places[ITEMS];
	sqlite3_stmt *st = NULL;
	enum revise_kind kind = REVISE_CODING;
	int64_t id = 0, number = 0;
	size_t n;
	struct span s = random_span(run);

	n = (size_t)fixture_int(run->p, "SELECT (SELECT count(*) FROM coding) +"
	                                " (SELECT count(*) FROM verdict) +"
	                                " (SELECT count(*) FROM memo_link)");
	if (n == 0 || s.start >= s.end)
		return;
	n = random_below(&run->r, n);
	cr_assert_eq(db_prepare(&run->p->db, items_sql, &st, &err), 0);
	while (db_step(&run->p->db, st, &err) > 0) {
		number = db_int(st, 0);
		kind = (enum revise_kind)db_int(st, 6);
		id = db_int(st, 7);
		if (n-- == 0)
			break;
	}
	db_finish(st);
	begin(run, "emic revise --attach");
	if (revise_attach(run->p, kind, id, run->doc, s, &err) ==
	    ERR_CONFLICT) {
		project_rollback(run->p);
		return;
	}
	commit(run);
	read_places(run, places);
	if (!same_place(&places[number], &in_force(run)->places[number]))
		in_force(run)->by_hand[number] = true;
}

/* The number of an item is in its rule, or its memo's title. */
static void
code(struct run *run)
{
	struct place places[ITEMS];
	struct span s = random_span(run);
	char sql[640];
	int number;

	read_places(run, places);
	for (number = 0; number < ITEMS && places[number].exists; number++)
		;
	if (number == ITEMS || s.start >= s.end)
		return;
	begin(run, "emic code");
	switch (random_below(&run->r, 3)) {
	case 0:
		fixture_coding(run->p, run->codes[random_below(&run->r, 2)],
		               run->doc, "ana", s, "for", "read");
		snprintf(sql, sizeof(sql),
		         "UPDATE coding SET rule = '%d' WHERE rule = ''",
		         number);
		break;
	case 1:
		fixture_verdict(run->p, run->codes[random_below(&run->r, 2)],
		                run->doc, "ben", s, "rejected");
		snprintf(sql, sizeof(sql),
		         "UPDATE verdict SET rule = '%d' WHERE rule = ''",
		         number);
		break;
	default:
		snprintf(
		    sql, sizeof(sql),
		    "INSERT INTO memo(guid, kind, title, body, coder, at,"
		    " changed_at) VALUES (hex(randomblob(8)), 'analytic',"
		    " 'm%d', 'x', 1, '', '');"
		    "INSERT INTO memo_link(guid, memo, document, revision,"
		    " start, \"end\", quotation) SELECT hex(randomblob(8)),"
		    " (SELECT max(id) FROM memo), d.id, d.revision, %zu,"
		    " %zu, CAST(substr(CAST(t.body AS BLOB), %zu, %zu) AS"
		    " TEXT) FROM document d JOIN revision r ON r.id ="
		    " d.revision JOIN text t ON t.sha256 = r.text",
		    number, s.start, s.end, s.start + 1, s.end - s.start);
	}
	fixture_exec(run->p, sql);
	commit(run);
}

/* Take the last act back, and perhaps do it again. */
static void
undo(struct run *run)
{
	struct model done = run->now;
	struct place was[ITEMS], now[ITEMS];
	int64_t id;
	size_t i;
	int turn;

	if (run->n == 0)
		return;
	id = run->acts[run->n - 1];
	for (turn = 0; turn <= (int)random_below(&run->r, 2); turn++) {
		read_places(run, was);
		cr_assert_eq(project_begin(run->p, "emic undo", &err), 0);
		cr_assert_eq(history_invert(&run->p->db, id, &err), 0,
		             "seed %d: %s", run->seed, err.msg);
		cr_assert_eq(project_commit(run->p, &err), 0);
		id = fixture_int(run->p, "SELECT max(id) FROM history");
	}
	if (turn == 2) {
		run->now = done;
		run->acts[run->n - 1] = id;
		return;
	}
	run->n--;
	run->now = run->before[run->n];
	read_places(run, now);
	for (i = 0; i < ITEMS; i++)
		cr_expect(same_place(&now[i], &in_force(run)->places[i]),
		          "seed %d: item %zu undone", run->seed, i);
}

/* --- all
 * ---------------------------------------------------------------------- */

static void
expect_whole(struct run *run)
{
	struct check_problems problems = { 0 };
	size_t i;

	cr_assert_eq(check_project(run->p, &problems, &err), 0, "%s", err.msg);
	for (i = 0; i < problems.n; i++)
		cr_expect_str_eq(
		    problems.items[i].kind, "orphaned", "seed %d: %s: %s",
		    run->seed, problems.items[i].kind, problems.items[i].text);
	check_problems_release(&problems);
}

static void
run_all(int seed)
{
	static struct run run;
	struct transcript t;
	size_t i, k;

	memset(&run, 0, sizeof(run));
	run.seed = seed;
	run.r.state = (uint64_t)seed;
	run.p = fixture_project();
	talk_fixture_make(&run.r, &run.now.talk);
	talk_fixture_print(&run.now.talk, &t);
	run.doc = fixture_document(run.p, "a", buf_str(&t.text));
	add_period(&run, arena_str(&run.texts, buf_str(&t.text)));
	transcript_release(&t);
	fixture_exec(run.p, "INSERT OR IGNORE INTO coder(guid, name,"
	                    " name_folded) VALUES ('k', 'ana', 'ana'),"
	                    " ('l', 'ben', 'ben')");
	run.codes[0] = fixture_code(run.p, "a");
	run.codes[1] = fixture_code(run.p, "b");
	for (i = 0; i < 4; i++)
		code(&run);
	for (i = 0; i < 3 * ACTS && run.n < ACTS; i++) {
		k = random_below(&run.r, 10);
		if (k < 3)
			revise(&run);
		else if (k < 6)
			restore(&run);
		else if (k < 8)
			attach(&run);
		else if (k == 8)
			code(&run);
		else
			undo(&run);
	}
	expect_whole(&run);
	arena_release(&run.texts);
	project_close(run.p);
}

Test(revise_random, going_back_finds_everything_where_it_was)
{
	const char *wanted = getenv("EMIC_TEST_SEQUENCES");
	const char *from = getenv("EMIC_TEST_SEED");
	long n = wanted ? strtol(wanted, NULL, 10) : 60;
	int seed = from ? (int)strtol(from, NULL, 10) : 1;

	for (; n > 0; n--, seed++)
		run_all(seed);
}
