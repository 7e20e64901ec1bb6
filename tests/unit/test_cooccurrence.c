/* Pairs of things, against values worked out by others and by hand. */
#include "analysis/cooccurrence.h"
#include "base/random.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct cooccurrence c;

static void
teardown(void)
{
	cooccurrence_release(&c);
}
TestSuite(cooccurrence, .fini = teardown);

Test(cooccurrence, a_unit_counts_each_of_its_pairs_once)
{
	static const uint32_t all[] = { 0, 1, 3 }, two[] = { 1, 3 },
	                      one[] = { 2 };

	cooccurrence_init(&c, 4);
	cooccurrence_add(&c, all, 3);
	cooccurrence_add(&c, two, 2);
	cooccurrence_add(&c, one, 1);
	cooccurrence_add(&c, NULL, 0);
	cr_expect_eq(cooccurrence_alone(&c, 1), 2);
	cr_expect_eq(cooccurrence_alone(&c, 2), 1);
	cr_expect_eq(cooccurrence_both(&c, 0, 1), 1);
	cr_expect_eq(cooccurrence_both(&c, 1, 3), 2);
	cr_expect_eq(cooccurrence_both(&c, 3, 1), 2);
	cr_expect_eq(cooccurrence_both(&c, 2, 3), 0);
	cr_expect_eq(cooccurrence_both(&c, 3, 3), 2);
}

Test(cooccurrence, every_pair_has_a_cell_of_its_own)
{
	uint32_t pair[2], i, k, n;

	for (n = 1; n < 8; n++) {
		cooccurrence_release(&c);
		cooccurrence_init(&c, n);
		for (i = 0; i < n; i++)
			for (k = i + 1; k < n; k++) {
				size_t times = i * n + k;

				pair[0] = i;
				pair[1] = k;
				while (times-- > 0)
					cooccurrence_add(&c, pair, 2);
			}
		for (i = 0; i < n; i++)
			for (k = i + 1; k < n; k++)
				cr_expect_eq(cooccurrence_both(&c, i, k),
				             i * n + k);
	}
}

/*
 * 100 and 10 with 5 in common: the example with which ATLAS.ti's manual
 * (Code Co-occurrence Coefficient, 2022) shows what its coefficient hides:
 * 0.048, though half of the rarer code's quotations have the other.  The
 * rest follows from the formulas as published: 2ab / (a + b) of Dice, and
 * 17 of 28 and 51 taxa by hand.
 */
Test(cooccurrence, coefficients_are_those_of_worked_examples)
{
	static const struct {
		size_t a, b, both;
		double jaccard, dice, overlap;
	} cases[] = {
		{ 100, 10, 5, 0.047619, 0.090909, 0.5 },
		{ 28, 51, 17, 0.274194, 0.430380, 0.607143 },
		{ 4, 4, 4, 1, 1, 1 },
		{ 3, 9, 0, 0, 0, 0 },
		{ 1, 3, 1, 0.333333, 0.5, 1 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t a = cases[i].a, b = cases[i].b, both = cases[i].both;

		cr_expect_float_eq(
		    cooccurrence_coefficient(COOCCURRENCE_JACCARD, a, b, both),
		    cases[i].jaccard, 1e-6);
		cr_expect_float_eq(
		    cooccurrence_coefficient(COOCCURRENCE_DICE, a, b, both),
		    cases[i].dice, 1e-6);
		cr_expect_float_eq(
		    cooccurrence_coefficient(COOCCURRENCE_OVERLAP, a, b, both),
		    cases[i].overlap, 1e-6);
		cr_expect_eq(
		    cooccurrence_coefficient(COOCCURRENCE_TOGETHER, a, b, both),
		    (double)both);
	}
}

Test(cooccurrence, a_coefficient_of_nothing_is_undefined)
{
	cr_expect(
	    isnan(cooccurrence_coefficient(COOCCURRENCE_JACCARD, 0, 0, 0)));
	cr_expect(isnan(cooccurrence_coefficient(COOCCURRENCE_DICE, 0, 0, 0)));
	cr_expect(
	    isnan(cooccurrence_coefficient(COOCCURRENCE_OVERLAP, 0, 3, 0)));
	cr_expect_eq(cooccurrence_coefficient(COOCCURRENCE_JACCARD, 0, 3, 0),
	             0.0);
	cr_expect_eq(cooccurrence_coefficient(COOCCURRENCE_DICE, 3, 0, 0), 0.0);
}

Test(cooccurrence, each_measure_has_a_name)
{
	int m;

	for (m = 0; m < COOCCURRENCE_MEASURES; m++)
		cr_expect_eq(
		    cooccurrence_measure_find(cooccurrence_measure_name(
		        (enum cooccurrence_measure)m)),
		    m);
	cr_expect_eq(cooccurrence_measure_find("kappa"), -1);
}

/* --- passages ------------------------------------------------------------- */

Test(cooccurrence, five_short_passages_in_a_long_one_are_one_pair)
{
	static const struct cooccurrence_passage some[] = {
		{ 0, 50, 0 },  { 0, 5, 1 },   { 10, 15, 1 },
		{ 20, 25, 1 }, { 30, 35, 1 }, { 40, 45, 1 },
	};

	cooccurrence_init(&c, 2);
	cooccurrence_add_passages(&c, some, 6);
	cr_expect_eq(cooccurrence_alone(&c, 0), 1);
	cr_expect_eq(cooccurrence_alone(&c, 1), 5);
	cr_expect_eq(cooccurrence_both(&c, 0, 1), 1);
}

Test(cooccurrence, passages_that_only_touch_do_not_overlap)
{
	static const struct cooccurrence_passage some[] = { { 0, 5, 0 },
		                                            { 5, 9, 1 } };

	cooccurrence_init(&c, 2);
	cooccurrence_add_passages(&c, some, 2);
	cr_expect_eq(cooccurrence_both(&c, 0, 1), 0);
}

Test(cooccurrence, each_document_begins_anew)
{
	static const struct cooccurrence_passage one[] = { { 0, 50, 0 } },
	                                         other[] = { { 10, 20, 1 } };

	cooccurrence_init(&c, 2);
	cooccurrence_add_passages(&c, one, 1);
	cooccurrence_add_passages(&c, other, 1);
	cr_expect_eq(cooccurrence_both(&c, 0, 1), 0);
	cr_expect_eq(cooccurrence_alone(&c, 0), 1);
	cr_expect_eq(cooccurrence_alone(&c, 1), 1);
}

#define MOST 40

/* As many passages of A, from FROM on, as can have one of B each. */
static size_t
most_pairs(const struct cooccurrence_passage *all, size_t n, size_t from,
           uint32_t a, uint32_t b, bool *taken)
{
	size_t best, k;

	while (from < n && all[from].thing != a)
		from++;
	if (from == n)
		return 0;
	best = most_pairs(all, n, from + 1, a, b, taken);
	for (k = 0; k < n; k++) {
		size_t pairs;

		if (all[k].thing != b || taken[k] ||
		    all[k].end <= all[from].start ||
		    all[from].end <= all[k].start)
			continue;
		taken[k] = true;
		pairs = 1 + most_pairs(all, n, from + 1, a, b, taken);
		taken[k] = false;
		if (pairs > best)
			best = pairs;
	}
	return best;
}

static int
by_start(const void *a, const void *b)
{
	const struct cooccurrence_passage *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->thing < y->thing ? -1 : x->thing > y->thing;
}

Test(cooccurrence, pairs_of_passages_are_as_many_as_can_be_made)
{
	struct random r = { .state = 12 };
	int round, document;

	for (round = 0; round < 300; round++) {
		size_t both[3][3] = { { 0 } }, alone[3] = { 0 };
		uint32_t a, b;

		cooccurrence_release(&c);
		cooccurrence_init(&c, 3);
		for (document = 0; document < 3; document++) {
			struct cooccurrence_passage all[MOST];
			bool taken[MOST] = { false };
			size_t n = 0, at;

			for (a = 0; a < 3; a++)
				for (at = random_below(&r, 9); at < 40;) {
					size_t end =
					    at + 1 + random_below(&r, 15);

					all[n++] =
					    (struct cooccurrence_passage){ at,
						                           end,
						                           a };
					alone[a]++;
					at = end + random_below(&r, 9);
				}
			qsort(all, n, sizeof(*all), by_start);
			cooccurrence_add_passages(&c, all, n);
			for (a = 0; a < 3; a++)
				for (b = a + 1; b < 3; b++)
					both[a][b] +=
					    most_pairs(all, n, 0, a, b, taken);
		}
		for (a = 0; a < 3; a++) {
			cr_assert_eq(cooccurrence_alone(&c, a), alone[a]);
			for (b = a + 1; b < 3; b++)
				cr_assert_eq(cooccurrence_both(&c, a, b),
				             both[a][b]);
		}
	}
}
