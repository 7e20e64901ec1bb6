#include "base/gather.h"
#include "base/random.h"

#include <criterion/criterion.h>

static struct gather g;

static void
teardown(void)
{
	gather_release(&g);
}
TestSuite(gather, .fini = teardown);

Test(gather, members_stand_by_their_group_in_the_order_they_came)
{
	const uint32_t *members;

	gather_add(&g, 2, 7);
	gather_add(&g, 0, 9);
	gather_add(&g, 2, 5);
	gather_sort(&g);
	cr_assert_eq(g.n_groups, 3);
	cr_assert_eq(gather_group(&g, 0, &members), 1);
	cr_expect_eq(members[0], 9);
	cr_expect_eq(gather_group(&g, 1, &members), 0);
	cr_assert_eq(gather_group(&g, 2, &members), 2);
	cr_expect_eq(members[0], 7);
	cr_expect_eq(members[1], 5);
}

Test(gather, a_member_that_follows_itself_is_kept_once)
{
	const uint32_t *members;

	gather_add(&g, 1, 4);
	gather_add(&g, 0, 4); /* of another group: no repetition */
	gather_add(&g, 1, 4);
	gather_add(&g, 1, 6);
	gather_add(&g, 1, 4);
	gather_sort(&g);
	cr_assert_eq(gather_group(&g, 1, &members), 3);
	cr_expect_eq(members[0], 4);
	cr_expect_eq(members[1], 6);
	cr_expect_eq(members[2], 4);
	cr_expect_eq(gather_group(&g, 0, &members), 1);
}

Test(gather, nothing_is_no_group)
{
	gather_sort(&g);
	cr_expect_eq(g.n_groups, 0);
}

Test(gather, it_can_be_filled_again)
{
	const uint32_t *members;

	gather_add(&g, 5, 1);
	gather_sort(&g);
	gather_clear(&g);
	cr_expect_eq(g.n_groups, 0);
	gather_add(&g, 0, 2);
	gather_sort(&g);
	cr_assert_eq(g.n_groups, 1);
	cr_assert_eq(gather_group(&g, 0, &members), 1);
	cr_expect_eq(members[0], 2);
}

/* Ascending members, as codes come: out come those that were put in. */
Test(gather, random_pairs_come_out_as_they_went_in)
{
	struct random r = { .state = 11 };
	int round;

	for (round = 0; round < 50; round++) {
		bool in[20][30] = { { false } };
		size_t i, k, n, at;

		gather_clear(&g);
		for (k = 0; k < 30; k++)
			for (i = 0; i < 15; i++) {
				size_t group = random_below(&r, 20);

				in[group][k] = true;
				gather_add(&g, group, k);
			}
		gather_sort(&g);
		for (i = 0; i < g.n_groups; i++) {
			const uint32_t *members;

			n = gather_group(&g, i, &members);
			for (at = 0, k = 0; k < 30; k++)
				if (in[i][k])
					cr_assert(at < n && members[at++] == k);
			cr_assert_eq(at, n);
		}
	}
}
