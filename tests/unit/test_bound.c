#include "base/bound.h"

#include "base/buf.h"
#include "base/error.h"

#include <criterion/criterion.h>

static struct buf b;
static struct error err;

static void
teardown(void)
{
	buf_release(&b);
}
TestSuite(bound, .fini = teardown);

/* UNIT until it is N MB of JSON. */
static int
json(const char *unit, size_t mb)
{
	buf_clear(&b);
	while (b.len < mb << 20)
		buf_adds(&b, unit);
	return bound_json(buf_str(&b), b.len, &err);
}

Test(bound, json_that_is_dense_and_large_at_once_is_refused)
{
	cr_expect_eq(json("{\"text\":\"a\"},", 4), 0);
	cr_expect_eq(json("{\"text\":\"a\"},", 24), ERR_LIMIT);
	cr_expect_eq(json("[],", 24), ERR_LIMIT);
	cr_expect_eq(json("{},", 24), ERR_LIMIT);
	cr_expect_eq(json("1,", 24), ERR_LIMIT);
}

Test(bound, json_as_recognisers_write_it_is_not)
{
	cr_expect_eq(json("    {\n      \"word\": \" people\",\n"
	                  "      \"start\": 1047.32,\n"
	                  "      \"end\": 1047.66,\n"
	                  "      \"probability\": 0.98291015625\n    },\n",
	                  40),
	             0);
}

Test(bound, what_stands_in_a_text_of_json_does_not_count)
{
	cr_expect_eq(json("\"{[,:{[,:\\\"{[,:\",         ", 40), 0);
	cr_expect_eq(json("\"{[,:{[,:\\\\\"{[,:\"", 24), ERR_LIMIT);
	/* texts that never end */
	cr_expect_eq(bound_json("\"a", 2, &err), 0);
	cr_expect_eq(bound_json("\"\\", 2, &err), 0);
}
