#include "base/nearest.h"

#include <criterion/criterion.h>
#include <string.h>

static struct nearest n;

static void
teardown(void)
{
	nearest_release(&n);
}
TestSuite(nearest, .fini = teardown);

/* What is said of WANTED when the names offered are a, b, c, d. */
static const char *
hint(const char *wanted, const char *a, const char *b, const char *c,
     const char *d)
{
	nearest_release(&n);
	nearest_start(&n, wanted);
	nearest_offer(&n, a);
	nearest_offer(&n, b);
	nearest_offer(&n, c);
	nearest_offer(&n, d);
	return nearest_hint(&n);
}

Test(nearest, a_typing_error_is_near)
{
	cr_expect_str_eq(hint("themse", "themes", "tag", "quotes", "cases"),
	                 ": did you mean 'themes'?");
	cr_expect_str_eq(hint("GREB", "grep", "tag", "quotes", "cases"),
	                 ": did you mean 'grep'?");
	cr_expect_str_eq(hint("P7", "P07", "X11", "FG1", "interview"),
	                 ": did you mean 'P07'?");
}

Test(nearest, the_beginning_of_a_name_is_near)
{
	cr_expect_str_eq(
	    hint("gen", "generous-listening", "trust", "hope", "love"),
	    ": did you mean 'generous-listening'?");
}

Test(nearest, nothing_near_says_nothing)
{
	cr_expect_str_eq(hint("zzz", "themes", "tag", "quotes", "cases"), "");
	cr_expect_str_eq(hint("X", "A", "B", "AX", "A1"), "",
	                 "one letter is not like another");
	nearest_release(&n);
	nearest_start(&n, "x");
	cr_expect_str_eq(nearest_hint(&n), "");
}

Test(nearest, the_nearest_three_are_named_nearest_first)
{
	cr_expect_str_eq(hint("P01", "P03", "P01a", "P02", "P11"),
	                 ": did you mean 'P03', 'P01a' or 'P02'?");
	cr_expect_str_eq(hint("trust", "trusts", "Trust", "thrash", "hope"),
	                 ": did you mean 'Trust' or 'trusts'?");
}

Test(nearest, long_names_stay_within_the_line)
{
	char a[400], b[400];

	memset(a, 'a', sizeof(a) - 1);
	a[sizeof(a) - 1] = '\0';
	memcpy(b, a, sizeof(a));
	b[399 - 1] = 'b';
	cr_expect_lt(strlen(hint(a, a, b, a, b)), sizeof(n.hint));
	cr_expect_gt(strlen(nearest_hint(&n)), 100);
}
