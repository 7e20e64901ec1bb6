#include "match/literal.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/pattern.h"
#include "base/utf8.h"
#include "match/term.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena;
static struct cases cases;
static struct literals literals;
static struct buf shown;
static struct error err;

static void
teardown(void)
{
	arena_release(&arena);
	cases_release(&cases);
	buf_release(&shown);
}

TestSuite(literal, .fini = teardown);

/* "[^so$]": at both edges of a word. */
static void
show_set(const struct literal_set *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		buf_addf(&shown, "%s[%s%.*s%s]", shown.len ? " " : "",
		         s->items[i].left ? "^" : "", (int)s->items[i].len,
		         s->items[i].s, s->items[i].right ? "$" : "");
}

/* "P [start]", "R [inside] from [start]", "D" or "A". */
static const char *
show(void)
{
	static const char *const names[] = { "P", "R", "D", "A" };

	buf_clear(&shown);
	buf_adds(&shown, names[literals.class]);
	if (literals.class == LITERAL_CONTAINS) {
		show_set(&literals.inside);
		if (literals.start.n > 0)
			buf_adds(&shown, " from");
	}
	show_set(&literals.start);
	if (literals.back)
		buf_adds(&shown, " back");
	return buf_str(&shown);
}

static const char *
of_regex(const char *s)
{
	literal_of_regex(&cases, s, strlen(s), &literals);
	return show();
}

static const char *
of_phrase(const char *s)
{
	struct expr *e;
	size_t column;

	cr_assert_eq(expr_parse(&arena, s, &e, &column, &err), 0, "%s", s);
	literal_of_phrase(&cases, phrase_new(&arena, e), &literals);
	return show();
}

struct example {
	const char *term, *literals;
};

Test(literal, a_phrase_begins_with_its_first_word_or_holds_a_rarer_one)
{
	static const struct example examples[] = {
		{ "Listen*", "P [^listen]" },
		{ "listen", "P [^listen$]" },
		{ "listening", "P [^listenin]" },
		{ "lived experience*", "R [^experien] from [^lived$]" },
		{ "in care", "R [^care$] from [^in$]" },
		{ "in*dependent", "R [ependent$] from [^in]" },
		{ "well-known", "R [known$] from [^well]" },
		{ "don't", "P [^don't$] [^don\xE2\xA0\xB8t$] "
		           "[^don\xE2\xA0\xB9t$]" },
		{ "n't", "P [n't$] [n\xE2\xA0\xB8t$] [n\xE2\xA0\xB9t$]" },
		{ "*ing", "P [ing$] back" },
		{ "*work*", "P [work] back" },
		{ "* worker", "R [^worker$]" },
		{ "#tag", "P [#tag$]" },
		{ "c++", "P [^c++]" },
		{ "pre-", "P [^pre]" },
		{ "Dr Smith", "R [^smith$] from [^dr$]" },
		{ "\"–\"", "A" },
		/* both forms of each letter, folded; e9 is c3 a9 */
		{ "été", "P [\xE3\xA9t\xE3\xA9]" },
		{ "Ära", "P [\xE3\xA4ra$]" },
		/* one letter, three forms: two of them are one when folded */
		{ "σ*", "P [\xEE\xA3] [\xEF\xA2] [\xEF\xA3]" },
		/* a long s is an s */
		{ "li\u017Ft", "P [^list$] [^li\xE5\xBFt$]" },
		{ "日本", "P [\xE6\xB7\xA5\xE6\xBC\xAC]" },
	};
	size_t i;

	for (i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		cr_expect_str_eq(of_phrase(examples[i].term),
		                 examples[i].literals, "%s: %s",
		                 examples[i].term, buf_str(&shown));
}

Test(literal, what_a_regex_begins_with_or_holds)
{
	static const struct example examples[] = {
		{ "feel(s|ing)? heard", "R [feels he] [eling he] [feel hea] "
		                        "from [feels h] [feeling ] "
		                        "[feel h]" },
		{ "\\blisten\\w*", "P [^listen]" },
		{ "(?:un|dis)?trust", "P [untrust] [distrust] [trust]" },
		{ "\\b(?:un)?fair\\b", "P [^unfair] [^fair]" },
		{ "colou?r", "P [colour] [color]" },
		{ "reali[sz]e", "P [realise] [realize]" },
		{ "a{2}b", "P [aab]" },
		{ "(?:ab){1,3}c", "R [abc] from [ab]" },
		{ "(?:trust|hope)+", "P [trust] [hope]" },
		{ "x*yes", "R [yes] from [x] [y]" },
		{ "(?:un\\w*)?fair", "R [fair] from [un] [f]" },
		{ "trust(?= me)|(?<!no )hope", "P [trust] [hope]" },
		{ "^so$", "P [^so]" },
		{ "a\\.b\\(c\\)", "P [a.b(c)]" },
		{ "\\x74\\x{72}\\o{165}\\163t", "A" }, /* \163: a group? */
		{ "\\x74\\x{72}\\o{165}s\\t", "P [trus\t]" },
		{ "\\Qa.b\\E+", "A" },
		{ "\\Qa.b\\Ec", "P [a.bc]" },
		{ "(?i)ABC", "P [abc]" },
		{ "(?-i:ABC)d", "P [abcd]" },
		{ "(?<name>ab)(?P<other>c)(?'third'd)", "P [abcd]" },
		{ "(?|ab|cd)e", "P [abe] [cde]" },
		{ "été", "P [\xE3\xA9t\xE3\xA9]" },
		{ "[]a]b", "P []b] [ab]" },
		{ "qu[\\w]*ick", "P [qu]" },
		{ "[^a]bcdef", "R [bcdef]" },
		{ "\\w+ship", "R [ship]" },
		{ "\\b\\d+ years?\\b", "P [ year] back" },
		{ "\\b\\w+ship", "P [ship] back" },
		{ "\\b\\w*\\d{1,2}(?:ship|hood)", "P [ship] [hood] back" },
		{ "\\b\\w+(?:ship)?", "A" },
		{ "\\b\\w*ship", "R [ship]" }, /* may begin with the s */
		{ "\\b\\w{0}-ship", "R [-ship]" },
		{ "\\b\\w+ship|hood", "R [ship] [hood]" },
		{ "\\b\\W+ship", "R [ship]" },
		{ "\\w+(?:ship|hood)s?", "R [ship] [hood]" },
		{ "(?:\\w+\\W+){0,3}trust", "R [trust]" },
		{ "\\bnot\\W+(?:\\w+\\W+){0,3}jealous\\w*",
		  "R [jealous] from [^not]" },
		{ ".(a|b)cd", "R [acd] [bcd]" },
	};
	size_t i;

	for (i = 0; i < sizeof(examples) / sizeof(*examples); i++)
		cr_expect_str_eq(of_regex(examples[i].term),
		                 examples[i].literals, "%s: %s",
		                 examples[i].term, buf_str(&shown));
}

Test(literal, of_some_regexes_nothing_is_known)
{
	static const char *const none[] = {
		"(\\w+) \\1\\b",
		"[aeiou]\\w+",
		"(?:listen)?\\w+",
		"listen|\\w+",
		".",
		"(?x) a b c",
		"(a)?(?(1)bc|de)",
		"abc(?#what)+",
		"abc{,2}",
		"ab\\12345",
		"abc\\E+",
		"[[:<:]]abc",
		"\\N{U+61}bc",
		"(?[a-z])bc",
		"abc(?C1)",
	};
	size_t i;

	for (i = 0; i < sizeof(none) / sizeof(*none); i++) {
		cr_expect_str_eq(of_regex(none[i]), "A", "%s: %s", none[i],
		                 buf_str(&shown));
		cr_expect(literals.why && literals.why[0], "%s", none[i]);
	}
}

Test(literal, a_word_twice_is_looked_for_where_there_is_no_literal)
{
	cr_expect_str_eq(of_regex("\\b(\\w+) \\1\\b"), "D");
	cr_expect_str_eq(of_regex("\\b(\\w+) \\1 maybe"), "R [ maybe]");
}

Test(literal, what_is_no_regex_is_read_to_its_end)
{
	static const char *const broken[] = {
		"",    "(",    "(?",   "(?<",  "(?<a", "(?P",  "(?'a",  "[",
		"[^",  "[]",   "[a-",  "[\\",  "[[:",  "[[:a", "\\",    "\\x{",
		"\\Q", "\\k<", "\\g{", "\\p{", "\\p",  "a{",   "a{1",   "a{1,",
		")",   "a)b",  "|",    "*",    "a**",  "(*",   "\\o{9", "(?i",
		"(((", "[a\\", "\\g",  "(?-",  "\\N{", "(?<=", "\\x",   "\\c",
	};
	char deep[200];
	size_t i;

	for (i = 0; i < sizeof(broken) / sizeof(*broken); i++)
		of_regex(broken[i]);
	memset(deep, '(', 100);
	memset(deep + 100, ')', 99);
	deep[199] = '\0';
	cr_expect_str_eq(of_regex(deep), "A");
}

Test(literal, a_set_is_never_too_large)
{
	/* 5 * 5 * 5 is more than can be held: the first two are */
	of_regex("[bjkqv][bjkqv][bjkqv]x");
	cr_expect_neq(literals.class, LITERAL_NONE);
	cr_expect_eq(literals.start.n, 25);
	cr_expect_eq(literals.start.items[0].len, 2);
	/* more strings than can be held: nothing is known */
	of_regex("[a-e][f-j][k-l]|[m-q][r-v][w-x]|abc");
	cr_expect_eq(literals.class, LITERAL_NONE);
}

/* --- cases ---------------------------------------------------------------- */

Test(cases, a_letter_has_the_forms_that_pcre2_gives_it)
{
	static const struct {
		uint32_t cp;
		size_t n;
		uint32_t forms[4];
	} examples[] = {
		{ 0xE9, 2, { 0xC9, 0xE9 } },
		{ 0x3C3, 3, { 0x3A3, 0x3C2, 0x3C3 } },
		{ 0x17F, 3, { 'S', 's', 0x17F } },
		{ 0x212A, 3, { 'K', 'k', 0x212A } },
		{ 0x1C5, 3, { 0x1C4, 0x1C5, 0x1C6 } },
		{ 0x10428, 2, { 0x10400, 0x10428 } },
		{ 0x65E5, 1, { 0x65E5 } },
		{ 0x2019, 1, { 0x2019 } },
		{ 0x1F642, 1, { 0x1F642 } },
	};
	size_t i, k;

	for (i = 0; i < sizeof(examples) / sizeof(*examples); i++) {
		const struct cases_letter *l =
		    cases_forms(&cases, examples[i].cp);

		cr_assert_eq(l->n, examples[i].n, "%x: %zu",
		             (unsigned)examples[i].cp, l->n);
		for (k = 0; k < l->n; k++)
			cr_expect_eq(l->forms[k], examples[i].forms[k]);
	}
	cases_release(&cases);
}

/*
 * The literals of ASCII rest on this: two characters beyond ASCII are letters
 * of ASCII, and no other is, whatever version of PCRE2 this is.
 */
Test(cases, two_characters_are_letters_of_ascii)
{
	char utf8[4];
	struct buf text = { 0 };
	size_t i, start, end, at = 0;
	struct pattern_scratch *scratch = pattern_scratch_new();
	struct pattern *p;
	uint32_t cp;

	for (cp = 0x80; cp < 0x20000; cp++)
		if (cp < 0xD800 || cp > 0xDFFF)
			buf_add(&text, utf8, utf8_put(cp, utf8));
	cr_assert_eq(pattern_new("[a-z]", 5, 0, &p, NULL, &err), 0);
	for (i = 0; pattern_search(p, scratch, text.data, text.len, at, &start,
	                           &end, &err) > 0;
	     i++) {
		at = start;
		cp = utf8_next(text.data, text.len, &at);
		cr_expect(cp == 0x17F || cp == 0x212A, "%x", (unsigned)cp);
	}
	cr_expect_eq(i, 2);
	pattern_free(p);
	pattern_scratch_free(scratch);
	buf_release(&text);
}
