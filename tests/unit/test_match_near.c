/* NEAR and BEFORE in one very long turn. */
#include "match_fixture.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct buf text;
static struct rule_hits hits;
static struct error err;

static void
teardown(void)
{
	buf_release(&text);
	rule_hits_release(&hits);
}

TestSuite(match_near, .fini = teardown);

/* What QUERY finds in `text` with the marks of code c, unit match. */
static int
find(const char *query, const struct rule_mark *marks, size_t n)
{
	struct codebook *b = match_fixture_codebook("code c: match\n+ y\n");
	struct transcript_view *v = match_fixture_view(buf_str(&text));
	struct rules_scan *scan;
	struct rules *r;
	int rc;

	hits.n = 0;
	cr_assert_eq(rules_compile_query(b, &query, 1, UNIT_MATCH, "all", false,
	                                 &r, &err),
	             0, "%s", err.msg);
	scan = rules_scan_new(r);
	rc = rules_scan_document(scan, v, NULL, marks, n, &hits, &err);
	rules_scan_free(scan);
	rules_free(r);
	match_fixture_view_free(v);
	codebook_free(b);
	return rc;
}

static void
repeat(const char *words, size_t n)
{
	buf_clear(&text);
	for (; n > 0; n--)
		buf_adds(&text, words);
}

/* Each word has thousands of others near it; compared by pairs, it hangs. */
Test(match_near, a_very_long_turn_takes_no_longer_than_many_short_ones,
     .timeout = 25)
{
	/* where a hit ends with b, the b before the next a is nearer to that,
	   and what overlaps is one hit: so the second a has none */
	static const struct {
		const char *query, *words;
		size_t hits;
	} cases[] = {
		{ "a NEAR/1000 b", "a x b ", 99999 },
		{ "b BEFORE/1000 a", "a x b ", 99999 },
		{ "a NEAR/1000 a", "a ", 50000 },
		{ "a NEAR/1000 (b NEAR/1000 c)", "a b c ", 99999 },
		{ "(a NEAR/1000 c) NEAR/1000 b", "a b c ", 99999 },
		{ "(a BEFORE/1000 z) NEAR/1000 b", "a b ", 0 },
		{ "a NEAR/1000 z NEAR/1000 b", "a b ", 0 },
		{ "a NEAR/0 b", "a x b x ", 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		repeat(cases[i].words, 100000);
		cr_assert_eq(find(cases[i].query, NULL, 0), 0, "%s: %s",
		             cases[i].query, err.msg);
		cr_expect_eq(hits.n, cases[i].hits, "%s: %zu hits",
		             cases[i].query, hits.n);
	}
}

Test(match_near, what_would_take_hours_is_refused_with_its_place, .timeout = 25)
{
	enum { MARKS = 25000 };
	struct rule_mark *marks = mem_array(MARKS, sizeof(*marks));
	size_t i;

	/* each word lies in all marks that begin before it */
	repeat("x ", MARKS);
	for (i = 0; i < MARKS; i++)
		marks[i] = (struct rule_mark){ 0, i * 2, text.len };
	cr_expect_eq(find("x NEAR/1000 {c}", marks, MARKS), ERR_LIMIT);
	cr_expect_str_eq(err.msg,
	                 "'x NEAR/1000 {c}': NEAR has too many words of one "
	                 "turn to compare (P01, turn 1)");
	free(marks);
}
