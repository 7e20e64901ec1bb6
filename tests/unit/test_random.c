#include "base/random.h"

#include <criterion/criterion.h>
#include <stdbool.h>

/* As the authors' own program prints them for the seed 1234567. */
Test(random, numbers_are_those_of_splitmix64)
{
	static const uint64_t expected[] = {
		6457827717110365317u,  3203168211198807973u,
		9817491932198370423u,  4593380528125082431u,
		16408922859458223821u,
	};
	struct random r = { .state = 1234567 };
	size_t i;

	for (i = 0; i < 5; i++)
		cr_expect_eq(random_next(&r), expected[i]);
}

Test(random, numbers_below_n_are_all_reached_about_as_often)
{
	struct random r = { .state = 1 };
	size_t seen[7] = { 0 }, i;

	for (i = 0; i < 70000; i++)
		seen[random_below(&r, 7)]++;
	for (i = 0; i < 7; i++)
		cr_expect(seen[i] > 9600 && seen[i] < 10400, "%zu: %zu", i,
		          seen[i]);
	for (i = 0; i < 10; i++)
		cr_expect_eq(random_below(&r, 1), 0);
}

Test(random, a_shuffle_keeps_all_and_is_the_same_for_the_same_seed)
{
	struct random r = { .state = 5 }, same = { .state = 5 };
	struct random other = { .state = 6 };
	size_t a[50], b[50], c[50], i;
	bool seen[50] = { false }, differs = false;

	for (i = 0; i < 50; i++)
		a[i] = b[i] = c[i] = i;
	random_shuffle(&r, a, 50);
	random_shuffle(&same, b, 50);
	random_shuffle(&other, c, 50);
	for (i = 0; i < 50; i++) {
		cr_expect_eq(a[i], b[i]);
		seen[a[i]] = true;
		differs = differs || a[i] != c[i];
	}
	for (i = 0; i < 50; i++)
		cr_expect(seen[i]);
	cr_expect(differs, "another seed gives another order");
	random_shuffle(&r, a, 0);
	random_shuffle(&r, a, 1);
}

Test(random, each_place_is_as_likely_for_each_item)
{
	struct random r = { .state = 9 };
	size_t at[4][4] = { { 0 } }, round, i, k;

	for (round = 0; round < 24000; round++) {
		size_t items[4] = { 0, 1, 2, 3 };

		random_shuffle(&r, items, 4);
		for (i = 0; i < 4; i++)
			at[i][items[i]]++;
	}
	for (i = 0; i < 4; i++)
		for (k = 0; k < 4; k++)
			cr_expect(at[i][k] > 5700 && at[i][k] < 6300);
}
