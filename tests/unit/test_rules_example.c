/* What the rules say of examples. */
#include "match/rules.h"

#include "match_fixture.h"

#include "base/error.h"

#include <criterion/criterion.h>
#include <string.h>

static struct codebook *book;
static struct rules *rules;
static struct rules_scan *scan;
static struct error err;

static void
teardown(void)
{
	rules_scan_free(scan);
	rules_free(rules);
	if (book)
		codebook_free(book);
}

TestSuite(rules_example, .fini = teardown);

static void
compile(const char *lines)
{
	teardown();
	scan = NULL;
	book = match_fixture_codebook(lines);
	cr_assert_eq(rules_compile(book, &rules, &err), 0, "%s", err.msg);
	scan = rules_scan_new(rules);
}

static char
example(size_t code, const char *text)
{
	char sign = '?';

	cr_expect_eq(rules_example(scan, code, text, &sign, &err), 0, "%s",
	             err.msg);
	return sign;
}

Test(rules_example, says_the_sign_of_an_example)
{
	struct rule_hits hits = { 0 };
	struct transcript_view *v;

	compile("code a: interviewer\n+ listen*\n! not BEFORE/3 listen*\n"
	        "code b: p09\n+ {a} AND you\n");
	cr_expect_eq(example(0, "She listened."), '+');
	cr_expect_eq(example(0, "She heard."), '-');
	cr_expect_eq(example(0, "She did not listen."), '!');
	cr_expect_eq(example(0, "She listened. She did not listen."), '!');
	cr_expect_eq(example(0, "She [listened]."), '-');
	cr_expect_eq(example(0, ""), '-');
	cr_expect_eq(example(1, "I listen to you."), '+');
	cr_expect_eq(example(1, "I do not listen to you."), '-');
	/* and the scan looks at whom it looked at before */
	v = match_fixture_dialogue("P: listen\nInt: listen");
	cr_assert_eq(rules_scan_document(scan, v, NULL, NULL, 0, &hits, &err),
	             0);
	cr_expect_eq(hits.n, 1);
	rule_hits_release(&hits);
	match_fixture_view_free(v);
}

Test(rules_example, the_engine_says_its_name)
{
	compile("code a:\n+ x\n");
	cr_expect_str_eq(rules_engine(rules), "literal 1");
}
