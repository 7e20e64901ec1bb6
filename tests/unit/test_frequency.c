#include "analysis/frequency.h"

#include <criterion/criterion.h>
#include <math.h>

static struct frequency f;

static void
teardown(void)
{
	frequency_release(&f);
}
TestSuite(frequency, .fini = teardown);

Test(frequency, cases_and_documents_count_once)
{
	static const size_t ana[] = { 2 }, both[] = { 0, 2 };

	frequency_add(&f, 0, ana, 1, 3, 10);
	frequency_add(&f, 0, ana, 1, 3, 5);
	frequency_add(&f, 0, both, 2, 3, 7);
	frequency_add(&f, 4, ana, 1, 3, 1);
	cr_expect_eq(f.cases, 2);
	cr_expect_eq(f.documents, 2);
	cr_expect_eq(f.passages, 4);
	cr_expect_eq(f.words, 23);
	cr_expect_eq(f.unattributed, 0);
}

Test(frequency, a_passage_without_a_case_is_counted_apart)
{
	static const size_t ana[] = { 0 };

	frequency_add_apart(&f, 1);
	cr_expect_eq(f.cases, 0);
	cr_expect_eq(f.unattributed, 1);
	cr_expect_eq(f.passages, 0);
	cr_expect_eq(f.documents, 0);
	frequency_add(&f, 0, ana, 1, 1, 4);
	cr_expect_eq(f.cases, 1);
	cr_expect_eq(f.unattributed, 1);
	cr_expect_eq(f.passages, 1);
}

Test(frequency, several_passages_count_like_one_after_the_other)
{
	static const size_t cases[] = { 4, 1, 4 };
	struct frequency g = { 0 };
	size_t i;

	for (i = 0; i < 3; i++) {
		frequency_add(&f, i, &cases[i], 1, 5, 4);
		frequency_add(&f, i, &cases[i], 1, 5, 2);
		frequency_add_several(&g, i, &cases[i], 1, 5, 2, 6);
		frequency_add_several(&g, i + 7, &cases[i], 1, 5, 0, 9);
	}
	cr_expect_eq(g.cases, 2);
	cr_expect_eq(g.documents, 3);
	cr_expect_eq(g.passages, 6);
	cr_expect_eq(g.words, 18);
	for (i = FREQUENCY_CASES; i <= FREQUENCY_WORDS; i++)
		cr_expect_eq(frequency_of(&f, (enum frequency_measure)i),
		             frequency_of(&g, (enum frequency_measure)i));
	frequency_release(&g);
}

Test(frequency, each_count_has_a_name)
{
	int m;

	for (m = FREQUENCY_CASES; m <= FREQUENCY_WORDS; m++)
		cr_expect_eq(frequency_measure_find(frequency_measure_name(
		                 (enum frequency_measure)m)),
		             m);
	cr_expect_eq(frequency_measure_find("marks"), -1);
	f.cases = 1;
	f.documents = 2;
	f.passages = 3;
	f.words = 4;
	for (m = FREQUENCY_CASES; m <= FREQUENCY_WORDS; m++)
		cr_expect_eq(frequency_of(&f, (enum frequency_measure)m),
		             (size_t)m + 1);
}

Test(frequency, a_rate_is_undefined_where_nothing_was_said)
{
	cr_expect(isnan(frequency_rate(0, 0, 1000)));
	cr_expect_float_eq(frequency_rate(3, 1500, 1000), 2.0, 1e-12);
	cr_expect_eq(frequency_rate(0, 10, 1000), 0.0);
}
