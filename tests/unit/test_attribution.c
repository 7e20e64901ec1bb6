#include "base/error.h"
#include "base/vec.h"
#include "fixture.h"
#include "model/case.h"

#include <criterion/criterion.h>
#include <string.h>

static struct project *p;
static struct attribution *a;
static struct error err;
static char got[200];

static void
setup(void)
{
	p = fixture_project();
}

static void
teardown(void)
{
	attribution_free(a);
	project_close(p);
}
TestSuite(attribution, .init = setup, .fini = teardown);

static void
load(enum case_kind kind)
{
	attribution_free(a);
	cr_assert_eq(attribution_load(p, kind, &a, &err), 0);
}

/* The names of the cases of turn ORDINAL, as "Ana Ben"; "" for none. */
static const char *
whose(int64_t document, int ordinal)
{
	struct transcript_view *v = fixture_open(p, document);
	struct case_indexes cases = { 0 };
	size_t i;

	attribution_turn(a, v, &v->turns[ordinal - 1], &cases);
	got[0] = '\0';
	for (i = 0; i < cases.n; i++) {
		strncat(got, i ? " " : "", 2);
		strncat(got, attribution_case(a, cases.items[i])->name, 20);
	}
	vec_release(&cases);
	document_close(v);
	return got;
}

Test(attribution, a_turn_is_the_case_of_each_of_its_speakers)
{
	int64_t d = fixture_document(p, "FG",
	                             "INT: Hi.\nF1: Hi.\nF2: Hi.\n"
	                             "F1 + F2: Hi.\nF3: Hi.\n");

	fixture_speaks(p, d, "F1", fixture_case(p, "Ana", "participant"));
	fixture_speaks(p, d, "F2", fixture_case(p, "Ben", "participant"));
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(whose(d, 1), "");
	cr_expect_str_eq(whose(d, 2), "Ana");
	cr_expect_str_eq(whose(d, 3), "Ben");
	cr_expect_str_eq(whose(d, 4), "Ana Ben");
	cr_expect_str_eq(whose(d, 5), "", "F3 is no case's");
}

Test(attribution, what_interviewers_and_interpreters_say_is_nobodys)
{
	int64_t d = fixture_document(
	    p, "a", "INT: Hi.\nTR: Hi.\nINT + TR: Hi.\nINT + A: Hi.\nA: Hi.\n");
	int64_t ana = fixture_case(p, "Ana", "participant");

	fixture_speaks(p, d, "A", ana);
	fixture_speaks(p, d, "INT", ana);
	cr_assert_eq(case_add_document(p, ana, d, &err), 0);
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(whose(d, 1), "");
	cr_expect_str_eq(whose(d, 2), "");
	cr_expect_str_eq(whose(d, 3), "");
	cr_expect_str_eq(whose(d, 4), "Ana");
	cr_expect_str_eq(whose(d, 5), "Ana");
}

Test(attribution, words_without_a_speaker_are_the_documents_only_cases)
{
	int64_t d = fixture_document(p, "a", ": A note.\nA: Hi.\n");
	int64_t ana = fixture_case(p, "Ana", "participant");
	int64_t ben = fixture_case(p, "Ben", "participant");

	load(CASE_PARTICIPANT);
	cr_expect_str_eq(whose(d, 1), "");
	fixture_speaks(p, d, "A", ana);
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(whose(d, 1), "Ana", "by its only speaker");
	cr_assert_eq(case_add_document(p, ana, d, &err), 0);
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(whose(d, 1), "Ana", "once, for both reasons");
	cr_assert_eq(case_add_document(p, ben, d, &err), 0);
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(whose(d, 1), "", "two cases: whose is not known");
}

Test(attribution, a_speaker_without_a_case_is_the_documents_as_a_whole)
{
	int64_t d = fixture_document(p, "a", "A: Hi.\nB: Hi.\n");
	int64_t ana = fixture_case(p, "Ana", "participant");
	int64_t ben = fixture_case(p, "Ben", "participant");

	fixture_speaks(p, d, "A", ana);
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(whose(d, 2), "", "not another speaker's");
	cr_assert_eq(case_add_document(p, ben, d, &err), 0);
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(whose(d, 1), "Ana");
	cr_expect_str_eq(whose(d, 2), "Ben");
}

Test(attribution, a_member_speaks_for_the_whole_when_that_is_counted)
{
	int64_t d = fixture_document(p, "a", "A: Hi.\nB: Hi.\nC: Hi.\n");
	int64_t org = fixture_case(p, "Org", "organisation");
	int64_t site = fixture_case(p, "Site", "site");
	int64_t ana = fixture_case(p, "Ana", "participant");
	int64_t ben = fixture_case(p, "Ben", "participant");

	fixture_speaks(p, d, "A", ana);
	fixture_speaks(p, d, "B", ben);
	cr_assert_eq(case_add_member(p, org, ana, &err), 0);
	cr_assert_eq(case_add_member(p, site, org, &err), 0);
	load(CASE_ORGANISATION);
	cr_expect_str_eq(whose(d, 1), "Org");
	cr_expect_str_eq(whose(d, 2), "", "Ben belongs to none");
	load(CASE_SITE);
	cr_expect_str_eq(whose(d, 1), "Site", "through any number of steps");
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(whose(d, 1), "Ana");
}

Test(attribution, membership_in_a_circle_is_refused)
{
	int64_t org = fixture_case(p, "Org", "organisation");
	int64_t site = fixture_case(p, "Site", "site");

	cr_expect_eq(case_add_member(p, org, org, &err), ERR_CONFLICT);
	cr_expect_eq(case_add_member(p, site, org, &err), 0);
	cr_expect_eq(case_add_member(p, site, org, &err), 0, "again is fine");
	cr_expect_eq(case_add_member(p, org, site, &err), ERR_CONFLICT);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM case_member"), 1);
}

Test(attribution, a_couple_is_two_participants_and_one_dyad)
{
	int64_t d = fixture_document(p, "home",
	                             "INT: Hi.\nMay: Hi.\nTom: Hi.\n"
	                             "May + Tom: Hi.\n");
	int64_t dyad = fixture_case(p, "May & Tom", "dyad");

	fixture_speaks(p, d, "May", fixture_case(p, "May", "participant"));
	fixture_speaks(p, d, "Tom", fixture_case(p, "Tom", "participant"));
	cr_assert_eq(case_add_document(p, dyad, d, &err), 0);
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(whose(d, 2), "May");
	cr_expect_str_eq(whose(d, 4), "May Tom");
	fixture_exec(p, "DELETE FROM document_case");
	cr_assert_eq(case_add_member(
	                 p, dyad, fixture_case(p, "May", "participant"), &err),
	             0);
	cr_assert_eq(case_add_member(
	                 p, dyad, fixture_case(p, "Tom", "participant"), &err),
	             0);
	load(CASE_DYAD);
	cr_expect_eq(attribution_cases(a), 1);
	cr_expect_str_eq(whose(d, 1), "");
	cr_expect_str_eq(whose(d, 2), "May & Tom");
	cr_expect_str_eq(whose(d, 4), "May & Tom");
}

Test(attribution, the_same_label_in_two_documents_is_two_speakers)
{
	int64_t one = fixture_document(p, "one", "Speaker 1: Hi.\n");
	int64_t two = fixture_document(p, "two", "Speaker 1: Hi.\n");

	fixture_speaks(p, one, "Speaker 1",
	               fixture_case(p, "Ana", "participant"));
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(whose(one, 1), "Ana");
	cr_expect_str_eq(whose(two, 1), "");
	fixture_speaks(p, two, "Speaker 1",
	               fixture_case(p, "Ben", "participant"));
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(whose(one, 1), "Ana");
	cr_expect_str_eq(whose(two, 1), "Ben");
}

Test(attribution, a_value_is_the_documents_then_the_waves_then_the_cases)
{
	int64_t d = fixture_document(p, "a1", "A: Hi.\n");
	int64_t ana = fixture_case(p, "Ana", "participant");
	struct transcript_view *v = fixture_open(p, d);
	const struct document *doc = &v->document;

	fixture_speaks(p, d, "A", ana);
	fixture_value(p, "role", ana, 0, NULL, "worker");
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(attribution_value(a, "ROLE", 0, doc), "worker");
	fixture_value(p, "role", ana, 0, "second", "manager");
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(attribution_value(a, "role", 0, doc), "worker",
	                 "the document is of no wave");
	fixture_value(p, "wave", 0, d, NULL, "second");
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(attribution_value(a, "role", 0, doc), "manager");
	cr_expect_str_eq(attribution_value(a, "role", 0, NULL), "worker");
	cr_expect_null(attribution_value(a, "role", SIZE_MAX, doc));
	fixture_value(p, "role", 0, d, NULL, "visitor");
	load(CASE_PARTICIPANT);
	cr_expect_str_eq(attribution_value(a, "role", 0, doc), "visitor");
	cr_expect_str_eq(attribution_value(a, "role", SIZE_MAX, doc),
	                 "visitor");
	cr_expect_null(attribution_value(a, "age", 0, doc));
	document_close(v);
}

Test(attribution, names_and_values_are_text)
{
	int64_t id = 0;

	cr_expect_eq(case_ensure(p, "\xFF", CASE_SITE, &id, NULL, &err),
	             ERR_FORMAT);
	cr_expect_eq(case_ensure(p, "", CASE_SITE, &id, NULL, &err),
	             ERR_FORMAT);
	cr_expect_eq(case_ensure(p, "a\nb", CASE_SITE, &id, NULL, &err),
	             ERR_FORMAT);
	cr_expect_str_eq(err.msg, "a case's name holds a control character");
	cr_expect_eq(attribute_ensure(p, "", ATTRIBUTE_TEXT, &id, &err),
	             ERR_FORMAT);
	id = fixture_case(p, "Ana", "participant");
	cr_expect_eq(attribute_set(p, 1, id, 0, NULL, "\xC3", NULL, &err),
	             ERR_FORMAT);
	cr_expect_eq(attribute_set(p, 1, id, 0, "\xC3", "x", NULL, &err),
	             ERR_FORMAT);
}

Test(attribution, an_empty_value_takes_it_away)
{
	int64_t ana = fixture_case(p, "Ana", "participant");

	fixture_value(p, "role", ana, 0, NULL, "worker");
	fixture_value(p, "role", ana, 0, NULL, "");
	load(CASE_PARTICIPANT);
	cr_expect_null(attribution_value(a, "role", 0, NULL));
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM attribute_value"), 0);
}

Test(attribution, cases_are_found_in_any_case_and_stand_by_name)
{
	fixture_case(p, "ben", "participant");
	fixture_case(p, "Ana", "participant");
	fixture_case(p, "Org", "organisation");
	load(CASE_PARTICIPANT);
	cr_assert_eq(attribution_cases(a), 2);
	cr_expect_eq(attribution_find(a, "ANA"), 0);
	cr_expect_eq(attribution_find(a, "Ben"), 1);
	cr_expect_eq(attribution_find(a, "Org"), SIZE_MAX);
}

Test(attribution, types_are_the_narrowest_that_all_values_have)
{
	static const struct {
		const char *values[3];
		enum attribute_type type;
	} cases[] = {
		{ { "1", "-2.5", "" }, ATTRIBUTE_NUMBER },
		{ { "2026-11", "2026-11-21", "" }, ATTRIBUTE_DATE },
		{ { "yes", "No", "" }, ATTRIBUTE_BOOLEAN },
		{ { "1", "yes", "" }, ATTRIBUTE_TEXT },
		{ { "1e5", "", "" }, ATTRIBUTE_TEXT },
		{ { "", "", "" }, ATTRIBUTE_TEXT },
		{ { "nan", "inf", "" }, ATTRIBUTE_TEXT },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		cr_expect_eq(attribute_guess(cases[i].values, 3), cases[i].type,
		             "case %zu", i);
}
