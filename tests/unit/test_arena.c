#include "base/arena.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

static struct arena a;

static void
teardown(void)
{
	arena_release(&a);
}
TestSuite(arena, .fini = teardown);

Test(arena, memory_is_zeroed_and_aligned_for_any_type)
{
	size_t size, i;

	for (size = 1; size < 20000; size = size * 3 + 1) {
		unsigned char *p = arena_alloc(&a, size);

		cr_assert_eq((uintptr_t)p % sizeof(void *), 0);
		for (i = 0; i < size; i++)
			cr_assert_eq(p[i], 0);
		memset(p, 0xFF, size);
	}
}

Test(arena, pieces_do_not_overlap)
{
	char *piece[500];
	size_t i, k;

	for (i = 0; i < 500; i++) {
		piece[i] = arena_alloc(&a, i + 1);
		memset(piece[i], (int)(i % 251), i + 1);
	}
	for (i = 0; i < 500; i++)
		for (k = 0; k <= i; k++)
			cr_assert_eq((unsigned char)piece[i][k], i % 251);
}

Test(arena, strings_are_copies)
{
	char text[] = "generous listening";

	cr_assert_str_eq(arena_str(&a, text), text);
	cr_assert_neq(arena_str(&a, text), text);
	cr_assert_str_eq(arena_strn(&a, text, 8), "generous");
	cr_assert_str_eq(arena_strn(&a, text, 0), "");
	cr_assert_str_eq(arena_fmt(&a, "%s %d", "turn", 12), "turn 12");
	cr_assert_null(arena_str(&a, NULL));
}

Test(arena, a_released_one_can_be_used_again)
{
	arena_str(&a, "before");
	arena_release(&a);
	cr_assert_null(a.head);
	cr_assert_str_eq(arena_str(&a, "after"), "after");
}
