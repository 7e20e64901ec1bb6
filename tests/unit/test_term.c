#include "match/term.h"

#include "match/regex.h"
#include "match/speech.h"

#include "base/error.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena;
static struct error err;

static void
teardown(void)
{
	arena_release(&arena);
}

TestSuite(term, .fini = teardown);

static struct expr *
parse(const char *text)
{
	struct expr *e;
	size_t column;

	cr_assert_eq(expr_parse(&arena, text, &e, &column, &err), 0, "%s: %s",
	             text, err.msg);
	return e;
}

Test(term, what_only_looks_like_a_refused_escape_is_taken)
{
	static const char *const cases[] = {
		"\\\\K",   "[(*]",        "[\\]K]",   "\\Q\\K(*\\E",
		"(?#(*)a", "\\cK\\cC",    "[]\\w(*]", "[[:alpha:](*]",
		"\\(*",    "a\\\\\\\\Kb",
	};
	size_t i, offset;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		cr_expect_eq(
		    regex_check(cases[i], strlen(cases[i]), &offset, &err), 0,
		    "%s: %s", cases[i], err.msg);
	cr_expect_eq(regex_check("[a]\\\\\\K", 7, &offset, &err), ERR_FORMAT);
	cr_expect_eq(offset, 5);
	cr_expect_eq(regex_check("\\Q\\E\\K", 6, &offset, &err), ERR_FORMAT);
	cr_expect_eq(regex_check("[]](*F)", 7, &offset, &err), ERR_FORMAT);
}

/* --- the set -------------------------------------------------------------- */

static struct terms set;
static struct fillers no_fillers;

static size_t
add(const char *text, const struct fillers *f, bool exact)
{
	size_t index = 0, column;

	cr_assert_eq(terms_add(&set, parse(text), f, exact, false, &index,
	                       &column, &err),
	             0, "%s: %s", text, err.msg);
	return index;
}

Test(term, a_term_stands_in_the_set_once)
{
	static const char *const um[] = { "um" };
	struct fillers fillers;
	size_t a = add("listen*", &no_fillers, false);

	cr_assert_eq(fillers_compile(&fillers, um, 1, &err), 0);
	cr_expect_eq(add("\"listen*\"", &no_fillers, false), a);
	cr_expect_eq(add("listen**", &no_fillers, false), a);
	cr_expect_eq(add("listen*", &fillers, false), a);
	cr_expect_neq(add("listen*", &no_fillers, true), a);
	cr_expect_neq(add("/listen*/", &no_fillers, false), a);
	a = add("time off", &no_fillers, false);
	cr_expect_neq(add("time off", &fillers, false), a);
	cr_expect_eq(add("time \"off\"", &no_fillers, false), a);
	cr_expect_eq(set.n, 5);
	terms_release(&set);
	fillers_release(&fillers);
}

Test(term, ten_thousand_terms_are_told_apart)
{
	char word[16];
	size_t i;

	for (i = 0; i < 10000; i++) {
		snprintf(word, sizeof(word), "w%zu*", i);
		cr_assert_eq(add(word, &no_fillers, false), i);
	}
	for (i = 0; i < 10000; i += 99) {
		snprintf(word, sizeof(word), "w%zu*", i);
		cr_assert_eq(add(word, &no_fillers, false), i);
	}
	terms_release(&set);
}

Test(term, a_phrase_that_pcre2_cannot_hold_is_too_long)
{
	const char *fillers[400];
	struct fillers f;
	struct buf phrase = { 0 };
	size_t i, index, column;
	struct expr *e;

	for (i = 0; i < 400; i++)
		fillers[i] =
		    arena_fmt(&arena, "some%zu other%zu words%zu", i, i, i);
	cr_assert_eq(fillers_compile(&f, fillers, 20, &err), 0);
	for (i = 0; i < 10000; i++)
		buf_adds(&phrase, "word");
	e = parse(buf_str(&phrase));
	cr_expect_eq(
	    terms_add(&set, e, &f, false, false, &index, &column, &err),
	    ERR_FORMAT);
	cr_expect_str_eq(err.msg, "the phrase is too long");
	fillers_release(&f);
	cr_expect_eq(fillers_compile(&f, fillers, 400, &err), ERR_FORMAT);
	cr_expect(strncmp(err.msg, "fillers: ", 9) == 0, "%s", err.msg);
	fillers_release(&f);
	buf_release(&phrase);
	terms_release(&set);
}

Test(term, a_bad_filler_is_named)
{
	static const char *const bad[] = { "um", "/uh/" };
	static const char *const worse[] = { "um OR uh" };
	struct fillers f;

	cr_expect_eq(fillers_compile(&f, bad, 2, &err), ERR_FORMAT);
	cr_expect_str_eq(err.msg,
	                 "fillers: '/uh/': a regex cannot be a filler");
	fillers_release(&f);
	cr_expect_eq(fillers_compile(&f, worse, 1, &err), ERR_FORMAT);
	cr_expect_str_eq(err.msg, "fillers: 'um OR uh': here only a word, a "
	                          "phrase or a regex can stand");
	fillers_release(&f);
}

/* --- speech --------------------------------------------------------------- */

Test(speech, a_plain_text_is_not_copied)
{
	const char *text = "naïve – “so”";
	struct speech s = { 0 };
	struct span place;

	speech_set(&s, text, 2, 8, NULL, 0);
	cr_expect_eq(s.text, text + 2);
	cr_expect_eq(s.len, 6);
	place = speech_place(&s, 1, 3);
	cr_expect(place.start == 3 && place.end == 5);
	speech_release(&s);
}

Test(speech, it_has_no_asides_and_no_soft_hyphens)
{
	const char *text = "xx so\u00AD[well]it\u02BCs ((ah))\u00AD";
	const struct span asides[] = { { 0, 2 }, { 7, 13 }, { 19, 25 } };
	struct speech s = { 0 };
	struct span place;

	speech_set(&s, text, 3, strlen(text), asides, 3);
	cr_expect_eq(s.len, 9);
	cr_expect(memcmp(s.text, "so it's  ", 9) == 0, "'%.*s'", (int)s.len,
	          s.text);
	place = speech_place(&s, 0, 2);
	cr_expect(place.start == 3 && place.end == 5);
	place = speech_place(&s, 3, 6);
	cr_expect(place.start == 13 && place.end == 17);
	place = speech_place(&s, 5, 7);
	cr_expect(place.start == 15 && place.end == 18);
	/* set again for a text that needs no copy */
	speech_set(&s, text, 3, 5, asides, 3);
	cr_expect_eq(s.text, text + 3);
	speech_release(&s);
}
