#include "analysis/quotation.h"

#include "base/vec.h"

#include <criterion/criterion.h>

static const size_t case_of[] = { 0, 1, 2, 3 }; /* a list of one case each */
static const size_t both[] = { 0, 1 };
static const int64_t ids[] = { 11, 12, 13, 14 };

static struct {
	struct quotation_candidate *items;
	size_t n, cap;
} all;
static struct quotation_rule rule;
static struct quotation_choice choice;

static void
setup(void)
{
	rule = (struct quotation_rule){ 5, 15, 120, 1 };
}

static void
teardown(void)
{
	vec_release(&all);
	quotation_release(&choice);
}

TestSuite(quotation, .init = setup, .fini = teardown);

/* A passage of 20 words by case I (4: nobody's) at START of document 1. */
static struct quotation_candidate *
add(size_t i, size_t start, bool judged)
{
	struct quotation_candidate c = {
		.document = 1,
		.start = start,
		.end = start + 10,
		.words = 20,
		.shown = { start, start + 10, 20 },
		.cases = i < 4 ? &case_of[i] : NULL,
		.n_cases = i < 4,
		.judged = judged,
	};

	vec_push(&all, c);
	return &all.items[all.n - 1];
}

static void
choose(void)
{
	quotation_choose(all.items, all.n, ids, 4, &rule, &choice);
}

/* The case of what was chosen as number K. */
static size_t
chosen_case(size_t k)
{
	const struct quotation_candidate *c = &all.items[choice.items[k]];

	return c->n_cases > 0 ? c->cases[0] : 4;
}

Test(quotation, of_no_candidates_none_is_chosen)
{
	choose();
	cr_assert_eq(choice.n, 0);
	cr_assert_eq(choice.too_long, 0);
}

Test(quotation, no_more_are_chosen_than_wanted_or_there)
{
	size_t i;

	for (i = 0; i < 8; i++)
		add(i % 4, i * 100, false);
	choose();
	cr_assert_eq(choice.n, 5);
	rule.wanted = 0;
	choose();
	cr_assert_eq(choice.n, 0);
	rule.wanted = 100;
	choose();
	cr_assert_eq(choice.n, 8);
}

/* The candidate has W words, and W + MORE as it is shown. */
static void
words(struct quotation_candidate *c, size_t w, size_t more)
{
	c->words = w;
	c->shown.words = w + more;
}

Test(quotation, what_is_over_the_maximum_is_counted_and_not_chosen)
{
	words(add(0, 0, true), 120, 0);
	words(add(0, 100, true), 121, 0);
	choose();
	cr_assert_eq(choice.n, 1);
	cr_assert_eq(choice.items[0], 0);
	cr_assert_eq(choice.too_long, 1);
}

Test(quotation, what_is_too_short_even_as_shown_comes_after_all_others)
{
	words(add(0, 0, true), 14, 0);
	words(add(0, 100, false), 15, 0);
	words(add(0, 200, false), 3, 12);
	words(add(1, 300, true), 0, 0);
	choose();
	cr_assert_eq(choice.n, 4);
	cr_assert(choice.items[0] + choice.items[1] == 3, "the unread ones");
	rule.wanted = 2;
	choose();
	cr_assert_eq(choice.n, 2);
	cr_assert(choice.items[0] + choice.items[1] == 3);
}

Test(quotation, a_short_passage_that_is_shown_with_others_counts_as_long)
{
	words(add(0, 0, false), 3, 12);
	words(add(0, 100, false), 40, 0);
	words(add(0, 200, true), 3, 12);
	choose();
	cr_assert_eq(choice.items[0], 2, "the judged one is not held back");
}

Test(quotation, what_is_shown_around_a_chosen_passage_is_not_quoted_again)
{
	add(0, 100, true)->shown.end = 130;
	add(0, 120, false);                    /* stands in what is shown */
	add(0, 140, false)->shown.start = 125; /* would show it again */
	add(0, 130, false);
	choose();
	cr_assert_eq(choice.n, 2);
	cr_assert_eq(choice.items[1], 3);
}

Test(quotation, judged_passages_come_first_even_of_one_case_only)
{
	size_t k;

	add(1, 0, false);
	add(2, 100, false);
	add(0, 200, true);
	add(0, 300, true);
	add(0, 400, true);
	choose();
	cr_assert_eq(choice.n, 5);
	for (k = 0; k < 5; k++)
		cr_expect_eq(all.items[choice.items[k]].judged, k < 3,
		             "number %zu", k);
}

Test(quotation, each_case_is_quoted_once_before_any_is_quoted_twice)
{
	bool seen[5] = { 0 };
	size_t i, k;

	for (i = 0; i < 20; i++) /* case 0 has far more than the others */
		add(0, i * 100, false);
	add(1, 3000, false);
	add(2, 3100, false);
	add(3, 3200, false);
	add(4, 3300, false);
	for (rule.seed = 0; rule.seed < 20; rule.seed++) {
		choose();
		memset(seen, 0, sizeof(seen));
		for (k = 0; k < 5; k++)
			seen[chosen_case(k)] = true;
		for (k = 0; k < 5; k++)
			cr_assert(seen[k], "seed %d leaves out case %zu",
			          (int)rule.seed, k);
	}
}

Test(quotation, unread_ones_of_cases_not_yet_quoted_come_before_others)
{
	size_t i;

	for (i = 0; i < 5; i++)
		add(0, i * 100, false);
	add(0, 1000, true);
	add(1, 1100, false);
	rule.wanted = 2;
	for (rule.seed = 0; rule.seed < 20; rule.seed++) {
		choose();
		cr_assert_eq(choice.items[0], 5, "the judged one");
		cr_assert_eq(choice.items[1], 6, "the case not yet quoted");
	}
}

Test(quotation, a_passage_of_two_cases_quotes_both)
{
	struct quotation_candidate *c = add(0, 0, true);

	c->cases = both;
	c->n_cases = 2;
	add(0, 100, false);
	add(1, 200, false);
	add(2, 300, false);
	for (rule.seed = 0; rule.seed < 20; rule.seed++) {
		choose();
		cr_assert_eq(choice.items[0], 0);
		cr_assert_eq(choice.items[1], 3, "case 2 is the only new one");
	}
}

Test(quotation, what_overlaps_a_chosen_passage_is_passed_over)
{
	add(0, 0, true);
	add(0, 5, false);  /* overlaps it */
	add(0, 10, false); /* only touches it */
	add(0, 5, false);  /* stands in another document */
	all.items[3].document = 2;
	choose();
	cr_assert_eq(choice.n, 3);
	cr_assert_eq(choice.items[0], 0);
	cr_assert(choice.items[1] != 1 && choice.items[2] != 1);
}

Test(quotation, the_same_seed_gives_the_same_choice)
{
	size_t first[5], i;

	for (i = 0; i < 40; i++)
		add(i % 4, i * 100, i % 3 == 0);
	choose();
	memcpy(first, choice.items, sizeof(first));
	choose();
	cr_assert_arr_eq(choice.items, first, sizeof(first));
}

Test(quotation, seeds_differ_in_case_and_passage)
{
	bool cases[4] = { 0 }, passages[40] = { 0 };
	size_t i, n_cases = 0, n_passages = 0;

	for (i = 0; i < 40; i++)
		add(i % 4, i * 100, false);
	for (rule.seed = 1; rule.seed <= 60; rule.seed++) {
		choose();
		cases[chosen_case(0)] = true;
		passages[choice.items[0]] = true;
	}
	for (i = 0; i < 4; i++)
		n_cases += cases[i];
	for (i = 0; i < 40; i++)
		n_passages += passages[i];
	cr_assert_eq(n_cases, 4);
	cr_assert_gt(n_passages, 15);
}

Test(quotation, one_candidate_more_does_not_shuffle_the_others)
{
	size_t before[3], i, k, n = 0;

	for (i = 0; i < 12; i++)
		add(i % 3, i * 100, false);
	rule.wanted = 3;
	choose();
	for (k = 0; k < 3; k++)
		before[chosen_case(k)] = choice.items[k];
	add(3, 5000, false);
	rule.wanted = 4;
	choose();
	for (k = 0; k < 4; k++) {
		if (chosen_case(k) == 3)
			continue;
		cr_assert_eq(choice.items[k], before[chosen_case(k)]);
		n++;
	}
	cr_assert_eq(n, 3);
}

Test(quotation, the_order_of_candidates_does_not_matter)
{
	struct quotation_candidate first[4];
	size_t i, k;

	for (i = 0; i < 16; i++)
		add(i % 4, i * 100, false);
	rule.wanted = 4;
	choose();
	for (k = 0; k < 4; k++)
		first[k] = all.items[choice.items[k]];
	for (i = 0; i < 8; i++) {
		struct quotation_candidate swap = all.items[i];

		all.items[i] = all.items[15 - i];
		all.items[15 - i] = swap;
	}
	choose();
	for (k = 0; k < 4; k++)
		cr_expect_eq(all.items[choice.items[k]].start, first[k].start);
}

Test(quotation, each_name_draws_from_a_seed_of_its_own)
{
	cr_assert_eq(quotation_seed(1, "trust"), quotation_seed(1, "trust"));
	cr_assert_neq(quotation_seed(1, "trust"), quotation_seed(1, "hope"));
	cr_assert_neq(quotation_seed(1, "trust"), quotation_seed(2, "trust"));
	cr_assert_neq(quotation_seed(1, "ab"), quotation_seed(1, "ba"));
}
