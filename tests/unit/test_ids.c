#include "import/ids.h"

#include <criterion/criterion.h>
#include <stdio.h>

#define MANY 20000

Test(ids, many_are_found_while_more_are_added)
{
	static char names[MANY][12];
	struct ids ids = { 0 };
	size_t i, value;

	cr_expect_not(ids_find(&ids, "t1", &value));
	for (i = 0; i < MANY; i++) {
		snprintf(names[i], sizeof(names[i]), "t%zu", i);
		cr_assert_not(ids_find(&ids, names[i], &value));
		ids_add(&ids, names[i], i * 3);
		cr_assert(ids_find(&ids, names[i / 2], &value));
		cr_assert_eq(value, i / 2 * 3);
	}
	for (i = 0; i < MANY; i++) {
		cr_assert(ids_find(&ids, names[i], &value));
		cr_assert_eq(value, i * 3);
	}
	ids_release(&ids);
	cr_expect_not(ids_find(&ids, "t1", &value));
}

Test(ids, what_is_said_first_counts)
{
	struct ids ids = { 0 };
	size_t value;

	ids_add(&ids, "", 7);
	ids_add(&ids, "a", 1);
	ids_add(&ids, "a", 2);
	cr_assert(ids_find(&ids, "a", &value));
	cr_expect_eq(value, 1);
	cr_assert(ids_find(&ids, "", &value));
	cr_expect_eq(value, 7);
	ids_release(&ids);
}
