#include "base/error.h"
#include "base/hash.h"
#include "fixture.h"
#include "model/revise.h"
#include "store/history.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct project *p;
static struct error err;
static int64_t doc, code;

static const char first[] = "INT: How was it?\n"
                            "A: I lost my job in spring. Nobody cared.\n"
                            "B: She was tired of it.\n";
/* of what is coded some words are gone from one, and all from the other */
static const char shorter[] = "INT: How was it?\n"
                              "A: I lost my job. Nobody cared.\n"
                              "B: She was tired of it.\n";
static const char without[] = "INT: How was it?\n"
                              "A: Nobody cared.\n"
                              "B: She was tired of it.\n";

static void
setup(void)
{
	p = fixture_project();
	doc = fixture_document(p, "a", first);
	code = fixture_code(p, "work");
}

static void
teardown(void)
{
	project_close(p);
}
TestSuite(revise_past, .init = setup, .fini = teardown);

static void
begin(const char *act)
{
	cr_assert_eq(project_begin(p, act, &err), 0, "%s", err.msg);
}

static void
commit(void)
{
	cr_assert_eq(project_commit(p, &err), 0, "%s", err.msg);
}

/* One turn, that of A; RENAME: A is called that now. */
static void
revise_as(const char *text, const char *label)
{
	struct carry_rename rename = { 2, NULL, (char *)label };
	struct carry carry = { 0 };
	struct revise_plan plan;
	struct transcript t = { .format = "text", .origin = "-" };
	const char *at = strstr(text, "\nA: ");

	if (label) {
		carry.renames.items = &rename;
		carry.renames.n = 1;
	}
	buf_adds(&t.text, text);
	if (at)
		transcript_add_turn(
		    &t, (size_t)(at - text) + 4, strlen(text) - 1,
		    transcript_speaker(&t, label ? label : "A",
		                       label ? strlen(label) : 1));
	hash_bytes(text, strlen(text), t.origin_sha256);
	begin("emic revise");
	cr_assert_eq(revise_plan(p, doc, text, strlen(text), &plan, &err), 0);
	cr_assert_eq(revise_store(p, doc, &t, NULL, &carry, &plan, &err), 0,
	             "%s", err.msg);
	commit();
	revise_plan_release(&plan);
	transcript_release(&t);
}

static void
revise_to(const char *text)
{
	revise_as(text, NULL);
}

/* Put revision ORDINAL in force again; OUT is the caller's to release. */
static void
restore(int ordinal, struct revise_plan *out)
{
	struct transcript_view *then = NULL;

	begin("emic revise --restore");
	cr_assert_eq(document_open_at(p, doc, ordinal, &then, &err), 0);
	cr_assert_eq(revise_plan(p, doc, then->text, then->len, out, &err), 0);
	cr_assert_eq(revise_restore(p, doc, ordinal, &out->then, out, &err), 0,
	             "%s", err.msg);
	commit();
	document_close(then);
}

static int64_t
coding_on(const char *words)
{
	return fixture_coding(p, code, doc, "ana", fixture_find(p, doc, words),
	                      "for", "read");
}

static void
expect(const char *sql, const char *answer)
{
	sqlite3_stmt *st = NULL;

	cr_assert_eq(db_prepare(&p->db, sql, &st, &err), 0, "%s", err.msg);
	cr_assert_gt(db_step(&p->db, st, &err), 0);
	cr_expect_str_eq(db_text(st, 0), answer, "%s: %s", sql, db_text(st, 0));
	db_finish(st);
}

#define CODING "SELECT orphaned || ' ' || quotation FROM coding WHERE id = 1"

static void
restored(int ordinal)
{
	struct revise_plan plan;

	restore(ordinal, &plan);
	revise_plan_release(&plan);
}

/* --- what was lost comes back ----------------------------------------------
 */

Test(revise_past, a_coding_that_shrank_is_as_long_as_before)
{
	struct revise_plan plan;

	coding_on("lost my job in spring");
	revise_to(shorter);
	expect(CODING, "0 lost my job");
	restore(1, &plan);
	cr_expect(plan.is_recalled);
	cr_expect_eq(plan.counts[REVISE_CHANGED], 1);
	expect(CODING, "0 lost my job in spring");
	revise_plan_release(&plan);
}

Test(revise_past, an_orphan_lies_over_all_its_words_again)
{
	struct revise_plan plan;

	coding_on("lost my job in spring");
	revise_to(shorter);
	revise_to(without);
	expect(CODING, "1 lost my job");
	restore(1, &plan);
	cr_expect_eq(plan.returned, 1);
	expect(CODING, "0 lost my job in spring");
	revise_plan_release(&plan);
	restored(2);
	expect(CODING, "0 lost my job");
	restored(3);
	expect("SELECT orphaned FROM coding", "1");
	restored(1);
	expect(CODING, "0 lost my job in spring");
}

Test(revise_past, also_when_the_old_text_comes_from_a_file)
{
	coding_on("lost my job in spring");
	revise_to(without);
	revise_to(shorter);
	revise_to(first);
	expect(CODING, "0 lost my job in spring");
}

Test(revise_past, verdicts_and_memos_as_well)
{
	fixture_verdict(p, code, doc, "ben",
	                fixture_find(p, doc, "lost my job"), "rejected");
	fixture_exec(p, "INSERT INTO memo(guid, kind, body, coder, at,"
	                " changed_at) VALUES ('m', 'analytic', 'x', 1, '', '');"
	                "INSERT INTO memo_link(guid, memo, document, revision,"
	                " start, \"end\", quotation) VALUES"
	                " ('k', 1, 1, 1, 22, 43, 'lost my job in spring')");
	revise_to(without);
	expect("SELECT (SELECT orphaned FROM verdict) || orphaned"
	       " FROM memo_link",
	       "11");
	restored(1);
	expect("SELECT orphaned || ' ' || quotation FROM verdict",
	       "0 lost my job");
	expect("SELECT orphaned || ' ' || quotation FROM memo_link",
	       "0 lost my job in spring");
}

/* --- what a person has done since ------------------------------------------
 */

Test(revise_past, what_was_put_elsewhere_by_hand_stays_there)
{
	coding_on("lost my job in spring");
	revise_to(without);
	begin("emic revise --attach");
	cr_assert_eq(revise_attach(p, REVISE_CODING, 1, doc,
	                           fixture_find(p, doc, "Nobody cared"), &err),
	             0);
	commit();
	restored(1);
	expect(CODING, "0 Nobody cared");
}

Test(revise_past, a_hand_that_was_undone_has_done_nothing)
{
	coding_on("lost my job in spring");
	revise_to(without);
	begin("emic revise --attach");
	cr_assert_eq(revise_attach(p, REVISE_CODING, 1, doc,
	                           fixture_find(p, doc, "Nobody cared"), &err),
	             0);
	commit();
	begin("emic undo");
	cr_assert_eq(history_invert(&p->db, 2, &err), 0, "%s", err.msg);
	commit();
	restored(1);
	expect(CODING, "0 lost my job in spring");
}

Test(revise_past, a_new_coding_goes_with_its_words)
{
	coding_on("lost my job in spring");
	revise_to(shorter);
	coding_on("She was tired");
	restored(1);
	expect("SELECT group_concat(quotation, '; ') FROM coding",
	       "lost my job in spring; She was tired");
}

/* What was done while the text was in force again is known, too. */
Test(revise_past, the_last_time_counts)
{
	coding_on("lost my job in spring");
	revise_to(without);
	restored(1);
	begin("emic revise --attach");
	cr_assert_eq(revise_attach(p, REVISE_CODING, 1, doc,
	                           fixture_find(p, doc, "my job"), &err),
	             0);
	commit();
	revise_to(without);
	restored(1);
	expect(CODING, "0 my job");
}

/* --- who speaks -------------------------------------------------------------
 */

Test(revise_past, speakers_have_their_labels_of_then)
{
	static const char other[] = "INT: How was it?\nA: Nothing, I said.\n";
	struct revise_plan plan;

	revise_as(other, "Ann");
	expect("SELECT label FROM speaker WHERE id = 2", "Ann");
	restore(1, &plan);
	cr_assert_eq(plan.then.renames.n, 1);
	cr_expect_str_eq(plan.then.renames.items[0].was, "Ann");
	cr_expect_str_eq(plan.then.renames.items[0].now, "A");
	expect("SELECT label || label_folded FROM speaker WHERE id = 2", "Aa");
	revise_plan_release(&plan);
}

Test(revise_past, a_label_that_is_another_speakers_by_now_is_left_to_them)
{
	static const char other[] = "INT: How was it?\nA: Nothing, I said.\n";
	struct revise_plan plan;

	revise_as(other, "Ann");
	revise_to("INT: Else.\nA: Who else?\n");
	restore(1, &plan);
	cr_expect_eq(plan.then.renames.n, 0);
	expect("SELECT label FROM speaker WHERE id = 2", "Ann");
	revise_plan_release(&plan);
}

/* --- a history that does not tell --------------------------------------------
 */

Test(revise_past, without_a_history_words_are_aligned)
{
	struct revise_plan plan;

	coding_on("lost my job in spring");
	revise_to(shorter);
	fixture_exec(p, "UPDATE history SET changeset = NULL");
	restore(1, &plan);
	cr_expect(!plan.is_recalled);
	cr_expect_eq(plan.items[0].outcome, REVISE_KEPT);
	revise_plan_release(&plan);
}

/* SQLite would read the second for ever. */
Test(revise_past, a_damaged_history_is_said_and_nothing_is_revised)
{
	static const char *const damages[] = {
		"x'0000'",
		"x'541e'",
		"substr(changeset, 1, length(changeset) - 1)",
	};
	struct transcript_view *then = NULL;
	struct revise_plan plan;
	char sql[100];
	size_t i;

	coding_on("lost my job in spring");
	revise_to(shorter);
	cr_assert_eq(document_open_at(p, doc, 1, &then, &err), 0);
	for (i = 0; i < sizeof(damages) / sizeof(*damages); i++) {
		snprintf(sql, sizeof(sql), "UPDATE history SET changeset = %s",
		         damages[i]);
		fixture_exec(p, sql);
		err.msg[0] = '\0';
		cr_expect_eq(
		    revise_plan(p, doc, then->text, then->len, &plan, &err),
		    ERR_FORMAT);
		cr_expect(strstr(err.msg, "the project file is damaged: what "
		                          "act 1 changed cannot be read"),
		          "%s", err.msg);
		revise_plan_release(&plan);
	}
	document_close(then);
}

/* Somebody has changed the file with another program. */
Test(revise_past, a_history_that_does_not_fit_is_not_believed)
{
	struct revise_plan plan;

	coding_on("lost my job in spring");
	coding_on("tired of it");
	revise_to(shorter);
	fixture_exec(p, "UPDATE coding SET \"end\" = \"end\" - 4,"
	                " quotation = 'lost my' WHERE id = 1");
	restore(1, &plan);
	cr_expect(plan.is_recalled);
	expect(CODING, "0 lost my");
	expect("SELECT quotation FROM coding WHERE id = 2", "tired of it");
	revise_plan_release(&plan);
}
