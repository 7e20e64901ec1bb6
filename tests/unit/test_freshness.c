#include "base/error.h"
#include "base/mem.h"
#include "fixture.h"
#include "model/freshness.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct project *p;
static struct codebook *b;
static struct freshness f;
static struct error err;
static int64_t one, two, plain, listed, naming, ruleless;

static void
setup(void)
{
	p = fixture_project();
	one = fixture_document(p, "one", "A: I lost my job.\n");
	two = fixture_document(p, "two", "INT: So?\nB: I found another.\n");
	plain = fixture_code(p, "plain");
	listed = fixture_code(p, "listed");
	naming = fixture_code(p, "naming");
	ruleless = fixture_code(p, "ruleless");
	fixture_rule(p, plain, "job");
	fixture_rule(p, listed, "$neg BEFORE/2 job");
	fixture_rule(p, naming, "{plain} AND lost");
	fixture_exec(p, "INSERT INTO term_list(guid, name, terms, position)"
	                " VALUES ('l', 'neg', 'no', 1)");
}

static void
teardown(void)
{
	freshness_release(&f);
	codebook_free(b);
	project_close(p);
}
TestSuite(freshness, .init = setup, .fini = teardown);

static void
read_all(void)
{
	freshness_release(&f);
	codebook_free(b);
	b = NULL;
	cr_assert_eq(codebook_read(p, &b, &err), 0);
	cr_assert_eq(freshness_read(p, b, &f, &err), 0);
}

/* What is stale, a letter a code (p l n r) and document (1 2). */
static const char *
stale(void)
{
	static char out[40];
	size_t i, d, len = 0;

	read_all();
	for (i = 0; i < b->n_codes; i++) {
		for (d = 0; d < f.documents.n; d++) {
			if (!freshness_stale(&f, i, d))
				continue;
			out[len++] = b->codes[i]->slug[0];
			out[len++] =
			    f.documents.items[d].name[0] == 'o' ? '1' : '2';
		}
	}
	out[len] = '\0';
	return out;
}

/* As `emic tag` does: write down that DONE was scanned ("" for all). */
static void
tag(const char *done)
{
	bool *all;
	size_t i;

	read_all();
	all = mem_array(b->n_codes, sizeof(*all));
	for (i = 0; i < b->n_codes; i++)
		all[i] = !*done || strcmp(b->codes[i]->slug, done) == 0;
	cr_assert_eq(
	    freshness_write(p, &f, all, "plain 1", "10.42", "14.0.0", &err), 0);
	free(all);
}

Test(freshness, at_first_every_code_with_rules_is_stale)
{
	cr_expect_str_eq(stale(), "p1p2l1l2n1n2");
	cr_expect_not(f.tagged);
	cr_expect_eq(freshness_stale_documents(&f, 0), 2);
}

Test(freshness, after_a_run_nothing_is)
{
	tag("");
	cr_expect_str_eq(stale(), "");
	cr_expect(f.tagged);
	cr_expect_str_eq(f.engine, "plain 1");
	cr_expect_str_eq(f.pcre2, "10.42");
	cr_expect_str_eq(f.unicode, "14.0.0");
	cr_expect_str_eq(f.at, "2026-01-01T00:00:00Z");
	freshness_forget(&f);
	cr_expect(freshness_stale(&f, 0, 0), "unless it is forgotten");
	cr_expect_not(freshness_stale(&f, 3, 0), "nothing to look for");
}

Test(freshness, a_run_for_one_code_freshens_that_code)
{
	tag("listed");
	cr_expect_str_eq(stale(), "p1p2n1n2");
	tag("plain");
	cr_expect_str_eq(stale(), "n1n2");
}

Test(freshness, a_changed_rule_is_stale_and_so_is_what_names_it)
{
	tag("");
	fixture_exec(p, "UPDATE rule SET expression = 'jobs' WHERE id = 1");
	cr_expect_str_eq(stale(), "p1p2n1n2");
	tag("");
	fixture_exec(p, "UPDATE rule SET expression = 'x' WHERE id = 3");
	cr_expect_str_eq(stale(), "n1n2");
}

Test(freshness, a_changed_list_makes_those_stale_that_name_one)
{
	tag("");
	fixture_exec(p, "UPDATE term_list SET terms = 'never'");
	cr_expect_str_eq(stale(), "l1l2n1n2", "a code it names may use it");
}

Test(freshness, a_regex_that_repeats_something_names_no_code)
{
	fixture_exec(p,
	             "UPDATE rule SET expression = '/no{1,2}/' WHERE id = 3");
	tag("");
	fixture_exec(p, "UPDATE rule SET expression = 'jobs' WHERE id = 1");
	cr_expect_str_eq(stale(), "p1p2");
	fixture_exec(p, "UPDATE rule SET expression = '{2}' WHERE id = 3");
	fixture_code(p, "2");
	tag("");
	fixture_exec(p, "UPDATE rule SET expression = 'job' WHERE id = 1");
	cr_expect_str_eq(stale(), "p1p2n1n2", "unless a code is called so");
}

/* What else the hits of a code depend on, and what they do not. */
Test(freshness, only_what_decides_hits_makes_them_stale)
{
	static const struct {
		const char *sql, *stale;
	} cases[] = {
		{ "UPDATE code SET unit = 'turn' WHERE id = 2", "l1l2n1n2" },
		{ "UPDATE code SET speakers = 'all' WHERE id = 2", "l1l2n1n2" },
		{ "UPDATE code SET letter_case = 'exact' WHERE id = 2",
		  "l1l2n1n2" },
		{ "UPDATE code SET asides = 'match' WHERE id = 2", "l1l2n1n2" },
		{ "INSERT INTO codebook(guid, name, fillers)"
		  " VALUES ('b', '', 'um')",
		  "p1p2l1l2n1n2" },
		{ "UPDATE rule SET stance = 'against' WHERE id = 2",
		  "l1l2n1n2" },
		{ "UPDATE code SET definition = 'x', colour = '#aabbcc'", "" },
		{ "UPDATE project SET title = 'x'", "" },
		{ "UPDATE speaker SET [case] = NULL", "" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		tag("");
		fixture_exec(p, cases[i].sql);
		cr_expect_str_eq(stale(), cases[i].stale, "%s", cases[i].sql);
	}
}

Test(freshness, a_document_is_stale_when_its_turns_or_roles_change)
{
	size_t n;

	tag("");
	cr_assert_eq(document_set_role(p, two, "B", ROLE_OTHER, &n, &err), 0);
	cr_expect_str_eq(stale(), "p2l2n2");
	tag("");
	cr_assert_eq(document_move_turn(p, one, 1, "C", &err), 0);
	cr_expect_str_eq(stale(), "p1l1n1");
	tag("");
	cr_expect_str_eq(stale(), "");
}

Test(freshness, a_new_document_is_stale_for_all)
{
	tag("");
	fixture_document(p, "other", "A: No job.\n");
	cr_expect_str_eq(stale(), "p1l1n1", "it begins with o, as 'one'");
	cr_expect(freshness_stale_id(&f, 0, 99), "and so is one that is gone");
	cr_expect_not(freshness_stale_id(&f, 0, one));
}

Test(freshness, codes_without_rules_are_stale_only_while_they_have_hits)
{
	struct span s = fixture_find(p, one, "job");

	tag("");
	fixture_hit(p, ruleless, one, s, s, false);
	fixture_exec(p, "DELETE FROM run_code WHERE code = 4");
	cr_expect_str_eq(stale(), "r1r2");
	fixture_exec(p, "DELETE FROM packed_hit; DELETE FROM tally");
	cr_expect_str_eq(stale(), "");
}

Test(freshness, a_retired_code_is_stale_while_it_has_hits)
{
	struct span s = fixture_find(p, one, "job");

	tag("");
	fixture_hit(p, plain, one, s, s, false);
	fixture_exec(p, "UPDATE code SET retired = 1 WHERE id = 1");
	cr_expect_str_eq(stale(), "p1p2n1n2");
	fixture_exec(p, "DELETE FROM packed_hit; DELETE FROM tally");
	cr_expect_str_eq(stale(), "n1n2");
}

Test(freshness, what_undo_brings_back_is_fresh_again)
{
	tag("");
	fixture_exec(p, "UPDATE rule SET expression = 'jobs' WHERE id = 1");
	cr_expect_str_eq(stale(), "p1p2n1n2");
	fixture_exec(p, "UPDATE rule SET expression = 'job' WHERE id = 1");
	cr_expect_str_eq(stale(), "");
}

Test(freshness, runs_that_say_nothing_any_more_are_tidied_up)
{
	int i;

	for (i = 0; i < 5; i++)
		tag("");
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM run"), 5);
	cr_expect_eq(fixture_int(p, "SELECT count(DISTINCT run)"
	                            " FROM run_document"),
	             1);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM run_code"), 4);
}
