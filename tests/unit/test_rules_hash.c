/* What the rules say of examples, and the hashes of codes. */
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

TestSuite(rules_hash, .fini = teardown);

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

Test(rules_hash, examples_have_a_sign)
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

/* The hash of code CODE of a codebook. */
static const char *
hash(const char *lines, size_t code)
{
	static char hashes[4][65];
	static int next;
	char *out = hashes[next++ % 4];

	compile(lines);
	rules_hash(rules, code, out);
	cr_expect_eq(strlen(out), 64);
	return out;
}

Test(rules_hash, a_hash_changes_with_what_its_hits_depend_on)
{
	static const char *const others[] = {
		"list l: x, y\ncode a:\n+ y\ncode b:\n+ {a} OR $l\n",
		"list l: x\ncode a:\n+ y\ncode b: turn\n+ {a} OR $l\n",
		"list l: x\ncode a:\n+ y\ncode b: all\n+ {a} OR $l\n",
		"list l: x\ncode a:\n+ y\ncode b: exact\n+ {a} OR $l\n",
		"list l: x\ncode a:\n+ y\ncode b: asides\n+ {a} OR $l\n",
		"list l: x\ncode a:\n+ y\ncode b:\n! {a} OR $l\n",
		"list l: x\ncode a:\n+ y\ncode b:\n+ {a}  OR $l\n",
		"list l: x\ncode a:\n+ y z\ncode b:\n+ {a} OR $l\n",
		"list l: x\ncode a: turn\n+ y\ncode b:\n+ {a} OR $l\n",
		"fillers: um\nlist l: x\ncode a:\n+ y\ncode b:\n+ {a} OR $l\n",
	};
	const char *base = "list l: x\ncode a:\n+ y\ncode b:\n+ {a} OR $l\n";
	char first[65], all[65], now[65];
	size_t i;

	memcpy(first, hash(base, 1), 65);
	rules_hash_all(rules, all);
	cr_expect_str_eq(hash(base, 1), first);
	for (i = 0; i < sizeof(others) / sizeof(*others); i++) {
		cr_expect_str_neq(hash(others[i], 1), first, "%s", others[i]);
		rules_hash_all(rules, now);
		cr_expect_str_neq(now, all, "%s", others[i]);
	}
}

Test(rules_hash, a_hash_does_not_change_with_other_codes)
{
	char first[65];

	memcpy(first, hash("list l: x\ncode a:\n+ y\n", 0), 65);
	cr_expect_str_eq(hash("list l: x, z\ncode a:\n+ y\ncode b:\n+ z\n", 0),
	                 first);
	cr_expect_str_eq(hash("list l: x\ncode b:\n+ $l\ncode a:\n+ y\n", 1),
	                 first);
	cr_expect_str_eq(rules_engine(rules), "literal 1");
}
