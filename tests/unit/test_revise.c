#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/vec.h"
#include "fixture.h"
#include "model/check.h"
#include "model/freshness.h"
#include "model/redline.h"
#include "model/revise.h"
#include "store/history.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct project *p;
static struct error err;
static int64_t doc, code;

static const char script[] = "INT: How was it?\n"
                             "A: I lost my job. Nobody cared.\n"
                             "B: She was tyred of it.\n"
                             "A: I do not know. I do not know.\n";

static void
setup(void)
{
	p = fixture_project();
	doc = fixture_document(p, "a", script);
	code = fixture_code(p, "work");
}

static void
teardown(void)
{
	project_close(p);
}
TestSuite(revise, .init = setup, .fini = teardown);

/* --- the fixture's language, for a text that exists ------------------------
 */

/* Each line "LABEL: words" is a turn; T is the caller's to release. */
static void
read_script(struct transcript *t, const char *text)
{
	size_t at = 0, len = strlen(text);

	memset(t, 0, sizeof(*t));
	t->format = "text";
	memcpy(t->origin, "-", 2);
	buf_adds(&t->text, text);
	while (at < len) {
		size_t line = strcspn(text + at, "\n");
		const char *colon = memchr(text + at, ':', line);
		size_t label = colon ? (size_t)(colon - text) - at : 0;

		if (colon && label + 2 <= line)
			transcript_add_turn(
			    t, at + label + 2, at + line,
			    transcript_speaker(t, text + at, label));
		at += line + 1;
	}
	transcript_find_asides(t);
	hash_bytes(text, len, t->origin_sha256);
}

/* Revise document DOC, as one act; what became of all is in PLAN. */
static void
revise_to(const char *text, struct revise_plan *plan)
{
	static const struct carry none;
	struct transcript t;

	read_script(&t, text);
	cr_assert_eq(project_begin(p, "emic revise", &err), 0, "%s", err.msg);
	cr_assert_eq(revise_plan(p, doc, text, strlen(text), plan, &err), 0);
	cr_assert_eq(revise_store(p, doc, &t, NULL, &none, plan, &err), 0, "%s",
	             err.msg);
	cr_assert_eq(project_commit(p, &err), 0, "%s", err.msg);
	transcript_release(&t);
}

static int64_t
coding_on(const char *words)
{
	return fixture_coding(p, code, doc, "ana", fixture_find(p, doc, words),
	                      "for", "read");
}

/* The first column of the only row of SQL about row ID; the caller's. */
static char *
ask(const char *sql, int64_t id)
{
	sqlite3_stmt *st = NULL;
	char *s = NULL;

	cr_assert_eq(db_prepare(&p->db, sql, &st, &err), 0, "%s", err.msg);
	if (sqlite3_bind_parameter_count(st) > 0)
		db_bind_int(st, ":id", id);
	if (db_step(&p->db, st, &err) > 0)
		s = mem_str(db_text(st, 0));
	db_finish(st);
	return s;
}

static void
expect(const char *sql, int64_t id, const char *answer)
{
	char *s = ask(sql, id);

	cr_expect_str_eq(s ? s : "(none)", answer, "%s: %s", sql,
	                 s ? s : "(none)");
	free(s);
}

/* Nothing is wrong but ORPHANS orphans. */
static void
expect_whole(size_t orphans)
{
	struct check_problems problems = { 0 };
	size_t i, n = 0;

	cr_assert_eq(check_project(p, &problems, &err), 0, "%s", err.msg);
	for (i = 0; i < problems.n; i++) {
		if (strcmp(problems.items[i].kind, "orphaned") == 0)
			n++;
		else
			cr_expect(false, "%s: %s", problems.items[i].kind,
			          problems.items[i].text);
	}
	cr_expect_eq(n, orphans, "%zu orphans", n);
	check_problems_release(&problems);
}

/* --- outcomes ------------------------------------------------------------- */

/* Each: words coded in the script, what they become in the new text. */
static const struct {
	enum revise_outcome outcome;
	const char *words, *text, *becomes;
} cases[] = {
	{ REVISE_KEPT, "I lost my job",
	  "INT: How was it?\nA: I lost my job. Nobody was there.\n",
	  "I lost my job" },
	{ REVISE_MOVED, "I lost my job",
	  "INT: And how was it?\nA: I lost my job. Nobody cared.\n",
	  "I lost my job" },
	{ REVISE_MOVED, "lost my job",
	  "INT: How was it?\nA: I, well, lost\nmy job. Nobody cared.\n",
	  "lost\nmy job" },
	{ REVISE_CHANGED, "tyred of it",
	  "INT: How was it?\nA: I lost my job. Nobody cared.\n"
	  "B: She was tired of it.\n",
	  "tired of it" },
	{ REVISE_CHANGED, "I lost my job",
	  "INT: How was it?\nA: I lost my only job. Nobody cared.\n",
	  "I lost my only job" },
	{ REVISE_ORPHANED, "Nobody cared",
	  "INT: How was it?\nA: I lost my job.\nB: She was tyred of it.\n",
	  "Nobody cared" },
};

Test(revise, each_coding_is_kept_moved_changed_or_orphaned)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct revise_plan plan;
		int64_t id = coding_on(cases[i].words);
		bool gone = cases[i].outcome == REVISE_ORPHANED;

		revise_to(cases[i].text, &plan);
		cr_assert_eq(plan.n, 1);
		cr_expect_eq(plan.items[0].outcome, cases[i].outcome, "%s: %s",
		             cases[i].words,
		             revise_outcome_name(plan.items[0].outcome));
		expect("SELECT quotation FROM coding WHERE id = :id", id,
		       cases[i].becomes);
		expect("SELECT orphaned FROM coding WHERE id = :id", id,
		       gone ? "1" : "0");
		expect("SELECT revision FROM coding WHERE id = :id", id,
		       gone ? "1" : "2");
		expect_whole(gone);
		revise_plan_release(&plan);
		teardown();
		setup();
	}
}

Test(revise, verdicts_readings_and_memos_move_too)
{
	struct revise_plan plan;

	fixture_verdict(p, code, doc, "ben",
	                fixture_find(p, doc, "Nobody cared"), "rejected");
	fixture_exec(p, "INSERT INTO reading(guid, coder, document, revision,"
	                " code, at) VALUES ('r', 1, 1, 1, 1, '');"
	                "INSERT INTO memo(guid, kind, body, coder, at,"
	                " changed_at) VALUES ('m', 'analytic', 'x', 1, '', '');"
	                "INSERT INTO memo_link(guid, memo, document) VALUES"
	                " ('l', 1, 1);"
	                "INSERT INTO memo_link(guid, memo, document, revision,"
	                " start, \"end\", quotation) VALUES"
	                " ('k', 1, 1, 1, 20, 33, 'I lost my job')");
	revise_to("INT: Tell me, how was it?\nA: I lost my job. Nobody cared.\n"
	          "B: She was tyred of it.\n",
	          &plan);
	cr_expect_eq(plan.counts[REVISE_MOVED], 2);
	cr_expect_eq(plan.readings, 1);
	expect("SELECT start || ' ' || revision || ' ' || quotation"
	       " FROM verdict",
	       0, "44 2 Nobody cared");
	expect("SELECT start || ' ' || revision || ' ' || quotation"
	       " FROM memo_link WHERE guid = 'k'",
	       0, "29 2 I lost my job");
	expect("SELECT revision FROM reading", 0, "2");
	expect("SELECT start IS NULL AND revision IS NULL FROM memo_link"
	       " WHERE guid = 'l'",
	       0, "1");
	expect_whole(0);
	revise_plan_release(&plan);
}

/* The first of two equal sentences is taken out: the other stays coded. */
Test(revise, a_repeated_phrase_does_not_jump)
{
	const char *text = "INT: How was it?\n"
	                   "A: I lost my job. Nobody cared.\n"
	                   "A: I do not know. I do not know.\n"
	                   "B: I do not know.\n";
	struct span first = fixture_find(p, doc, "I do not know");
	struct span second = { first.start + 15, first.end + 15 };
	int64_t id = fixture_coding(p, code, doc, "ana", second, "for", "read");
	struct revise_plan plan;

	revise_to(text, &plan);
	cr_expect_eq(plan.items[0].outcome, REVISE_MOVED);
	cr_expect_eq(plan.items[0].now.start,
	             (size_t)(strstr(text, "know. I do") - text) + 6);
	expect("SELECT quotation FROM coding WHERE id = :id", id,
	       "I do not know");
	revise_plan_release(&plan);
}

Test(revise, orphans_come_back_with_their_words)
{
	struct revise_plan plan;
	int64_t id = coding_on("Nobody cared");

	revise_to("INT: How was it?\nA: I lost my job.\n", &plan);
	cr_expect_eq(plan.counts[REVISE_ORPHANED], 1);
	revise_plan_release(&plan);
	revise_to("A: I lost my job. All this.\n", &plan);
	cr_expect_eq(plan.counts[REVISE_ORPHANED], 1, "it stays one");
	revise_plan_release(&plan);
	revise_to("INT: Well, how was it?\nA: I lost my job. Nobody cared.\n",
	          &plan);
	cr_expect_eq(plan.returned, 1);
	cr_expect_eq(plan.items[0].outcome, REVISE_MOVED);
	expect("SELECT orphaned || ' ' || revision FROM coding WHERE id = :id",
	       id, "0 4");
	expect_whole(0);
	revise_plan_release(&plan);
}

/* One coder, one code, one span: one coding, the one that has its words. */
Test(revise, two_codings_that_become_one_leave_one_orphan)
{
	struct revise_plan plan;
	int64_t wide = coding_on("I lost my job"),
	        narrow = coding_on("lost my job");

	revise_to("INT: How was it?\nA: lost my job. Nobody cared.\n"
	          "B: She was tyred of it.\n",
	          &plan);
	cr_expect_eq(plan.counts[REVISE_ORPHANED], 1);
	cr_expect(plan.items[0].is_twin);
	expect("SELECT orphaned FROM coding WHERE id = :id", wide, "1");
	expect("SELECT orphaned FROM coding WHERE id = :id", narrow, "0");
	expect_whole(1);
	revise_plan_release(&plan);
}

/* Codings side by side: one stands where the other stood. */
Test(revise, codings_take_each_others_places)
{
	struct revise_plan plan;
	int64_t first = coding_on("I do not know. I"), second;
	struct span s = fixture_find(p, doc, "I do not know. I");

	s.start += 15;
	s.end = s.start + 13;
	second = fixture_coding(p, code, doc, "ana", s, "for", "read");
	revise_to("INT: How?\nA: I lost my job. Nobody cared.\n"
	          "B: She was tyred of it.\nA: I do not know. I do not know.\n",
	          &plan);
	cr_expect_eq(plan.counts[REVISE_MOVED], 2);
	expect("SELECT quotation FROM coding WHERE id = :id", first,
	       "I do not know. I");
	expect("SELECT quotation FROM coding WHERE id = :id", second,
	       "I do not know");
	expect_whole(0);
	revise_plan_release(&plan);
}

/* --- around it -------------------------------------------------------------
 */

Test(revise, speakers_keep_id_role_and_case)
{
	struct revise_plan plan;
	int64_t who = fixture_case(p, "Ann", "participant");

	fixture_speaks(p, doc, "A", who);
	revise_to("INT: How?\nC: New here.\nA: I lost my job.\n", &plan);
	expect("SELECT group_concat(label || ' ' || role || ' ' ||"
	       " coalesce([case], '-'), '; ') FROM (SELECT * FROM speaker"
	       " ORDER BY id)",
	       0,
	       "INT interviewer -; A participant 1; B participant -;"
	       " C participant -");
	revise_plan_release(&plan);
}

/* Is CODE up to date in the document? */
static bool
is_stale(void)
{
	struct codebook *b = NULL;
	struct freshness f;
	bool stale;

	cr_assert_eq(codebook_read(p, &b, &err), 0);
	cr_assert_eq(freshness_read(p, b, &f, &err), 0);
	stale = freshness_stale_id(&f, 0, doc);
	freshness_release(&f);
	codebook_free(b);
	return stale;
}

static void
tag(void)
{
	struct codebook *b = NULL;
	struct freshness f;
	bool done = true;

	cr_assert_eq(codebook_read(p, &b, &err), 0);
	cr_assert_eq(freshness_read(p, b, &f, &err), 0);
	cr_assert_eq(freshness_write(p, &f, &done, "e", "p", "u", &err), 0,
	             "%s", err.msg);
	freshness_release(&f);
	codebook_free(b);
}

/* Also when a text comes back that was tagged before. */
Test(revise, hits_are_dropped_and_out_of_date)
{
	struct span s = fixture_find(p, doc, "job");
	struct revise_plan plan;

	fixture_rule(p, code, "job");
	fixture_hit(p, code, doc, s, s, false);
	tag();
	cr_assert(!is_stale());
	revise_to("A: Nothing.\n", &plan);
	revise_plan_release(&plan);
	expect("SELECT count(*) FROM hit", 0, "0");
	cr_expect(is_stale());
	revise_to(script, &plan);
	revise_plan_release(&plan);
	cr_expect(is_stale(), "the hits of then are gone");
}

Test(revise, an_older_revision_is_put_in_force_as_a_new_one)
{
	struct revision_list list = { 0 };
	static const struct carry none;
	struct revise_plan plan;
	struct transcript_view *v;
	int64_t id = coding_on("Nobody cared");

	revise_to("INT: How was it?\nA: I lost my job.\n", &plan);
	revise_plan_release(&plan);
	cr_assert_eq(project_begin(p, "emic revise", &err), 0);
	cr_assert_eq(document_open_at(p, doc, 1, &v, &err), 0);
	cr_assert_eq(revise_plan(p, doc, v->text, v->len, &plan, &err), 0);
	cr_assert_eq(revise_restore(p, doc, 1, &none, &plan, &err), 0, "%s",
	             err.msg);
	cr_assert_eq(project_commit(p, &err), 0);
	document_close(v);
	expect("SELECT orphaned || ' ' || revision FROM coding WHERE id = :id",
	       id, "0 3");
	cr_assert_eq(revision_list(p, doc, &list, &err), 0);
	cr_assert_eq(list.n, 3);
	cr_expect_eq(list.items[2].same_as, 1);
	cr_expect(list.items[2].in_force);
	cr_expect(!list.items[1].in_force);
	cr_expect_eq(document_open_at(p, doc, 4, &v, &err), ERR_NOTFOUND);
	revision_list_release(&list);
	revise_plan_release(&plan);
	expect_whole(0);
}

Test(revise, it_can_be_undone_and_done_again)
{
	struct revise_plan plan;
	char *before, *after, *now;

	coding_on("Nobody cared");
	coding_on("She was tyred of it");
	fixture_verdict(p, code, doc, "ben", fixture_find(p, doc, "lost my"),
	                "accepted");
	before = fixture_dump(p);
	revise_to("INT: Tell me.\nA: I lost my job.\nB: She was tired of it.\n",
	          &plan);
	revise_plan_release(&plan);
	after = fixture_dump(p);
	cr_assert_neq(strcmp(before, after), 0);
	cr_assert_eq(project_begin(p, "emic undo", &err), 0);
	cr_assert_eq(history_invert(&p->db, 1, &err), 0, "%s", err.msg);
	cr_assert_eq(project_commit(p, &err), 0);
	now = fixture_dump(p);
	cr_expect_str_eq(now, before);
	expect_whole(0);
	free(now);
	cr_assert_eq(project_begin(p, "emic undo", &err), 0);
	cr_assert_eq(history_invert(&p->db, 2, &err), 0, "%s", err.msg);
	cr_assert_eq(project_commit(p, &err), 0);
	now = fixture_dump(p);
	cr_expect_str_eq(now, after);
	expect_whole(1);
	free(now);
	free(before);
	free(after);
}

Test(revise, an_orphan_is_attached_by_hand)
{
	struct revise_plan plan;
	int64_t id = coding_on("Nobody cared");
	int64_t other = fixture_document(p, "b", "A: Nobody cared.\n");
	struct span s;

	revise_to("INT: How was it?\nA: I lost my job. No one did.\n", &plan);
	revise_plan_release(&plan);
	s = fixture_find(p, doc, "No one did");
	cr_expect_eq(revise_attach(p, REVISE_CODING, id, other, s, &err),
	             ERR_CONFLICT);
	cr_expect_str_eq(err.msg, "coding:1 is not about document 'b'");
	cr_expect_eq(revise_attach(p, REVISE_CODING, 99, doc, s, &err),
	             ERR_NOTFOUND);
	coding_on("No one did");
	cr_expect_eq(revise_attach(p, REVISE_CODING, id, doc, s, &err),
	             ERR_CONFLICT);
	cr_expect_str_eq(err.msg, "its coder has put its code there already");
	s.end -= 4;
	cr_assert_eq(revise_attach(p, REVISE_CODING, id, doc, s, &err), 0, "%s",
	             err.msg);
	expect("SELECT orphaned || ' ' || quotation FROM coding"
	       " WHERE id = :id",
	       id, "0 No one");
	expect_whole(0);
}

/* --- what differs ----------------------------------------------------------
 */

static const struct {
	const char *old, *new, *lines;
} redlines[] = {
	{ "A: I lost my job.\n", "A: I lost my job.\n", "" },
	{ "A: I was tyred.\n", "A: I was tired.\n",
	  "1 0 A|I was [-tyred-]{+tired+}.\n" },
	{ "A: One.\nB: Two.\n", "A: One more.\nB: Two.\n",
	  "1 0 A|One {+more+}.\n" },
	{ "A: One.\nB: Two words.\nA: Three.\n", "A: One.\nA: Three.\n",
	  "0 2 B|[-Two words.-]\n" },
	{ "A: One.\nA: Three.\n", "A: One.\nB: Two words.\nA: Three.\n",
	  "2 0 B|{+B: Two words.+}\n" },
	{ "A: One. Gone now.\nB: Two.\n", "A: One.\nB: Two.\n",
	  "1 0 A|One. [-Gone now.-]\n" },
	{ "A: One.\nB: Two.\n", "A: One.\nBen: Two.\n",
	  "2 0 Ben|[-B-]{+Ben+}: Two.\n" },
	{ "A: a b\nB: c.\n", "A: a  b\nB: c.\n", "" },
	{ "A: This is a long turn in which hardly anything has changed, but "
	  "for one word, and then it goes on for quite a while as before.\n",
	  "A: This is a long turn in which hardly anything has changed, but "
	  "for one thing, and then it goes on for quite a while as before.\n",
	  "1 0 A|... hardly anything has changed, but for one "
	  "[-word-]{+thing+}, and then it goes on for quite a while as ...\n" },
};

Test(revise, differences_are_shown_turn_by_turn)
{
	size_t i, k;

	for (i = 0; i < sizeof(redlines) / sizeof(*redlines); i++) {
		struct transcript_view *old, *new;
		struct redlines lines = { 0 };
		struct buf b = { 0 };
		char name[] = { 'x', (char)('a' + i), '\0' };
		char other[] = { 'y', (char)('a' + i), '\0' };

		old =
		    fixture_open(p, fixture_document(p, name, redlines[i].old));
		new = fixture_open(p,
		                   fixture_document(p, other, redlines[i].new));
		redline_compare(old, new, &lines);
		for (k = 0; k < lines.n; k++)
			buf_addf(&b, "%d %d %s|%s\n", lines.items[k].turn,
			         lines.items[k].was, lines.items[k].label,
			         buf_str(&lines.items[k].text));
		cr_expect_str_eq(buf_str(&b), redlines[i].lines);
		buf_release(&b);
		redlines_release(&lines);
		document_close(old);
		document_close(new);
	}
}
