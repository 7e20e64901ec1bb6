#include "match/doubled.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/pattern.h"
#include "base/random.h"

#include <criterion/criterion.h>
#include <string.h>

static struct doubled found;
static struct buf shown;

static void
teardown(void)
{
	doubled_release(&found);
	buf_release(&shown);
}

TestSuite(doubled, .fini = teardown);

Test(doubled, a_regex_that_asks_for_a_word_twice_is_known)
{
	static const char *const yes[] = {
		"\\b(\\w+) \\1\\b",          "\\b(\\w+)\\s+\\1\\b",
		"\\b(\\w+)\\W+\\1",          "\\b(\\w{2,})[ ,.-]+\\1\\b",
		"\\b(\\w\\w+?),? +\\1\\b",   "\\b(\\w+)(?: \\1)+\\b",
		"\\b(\\w+)(\\s+\\1\\b)+ so", "\\b([a-z]+)\\, \\1 (?:\\w+ )?\\1",
		"\\b(\\p{L}*\\d+) \\1{2}",
	};
	static const char *const no[] = {
		"(\\w+) \\1\\b",             /* may begin inside a word */
		"\\b(\\w*) \\1\\b",          /* may match nothing */
		"\\b(\\w+) ?\\1\\b",         /* in one word */
		"\\b(\\w+)\\1\\b",           /* the same */
		"\\b(\\w+) \\1*",            /* once is enough */
		"\\b(\\w+) \\1{0,2}",        /* the same */
		"\\b(\\w+) \\1?",            /* the same */
		"\\b(\\w+)(?: \\1)*",        /* the same */
		"\\b(\\w+)( \\1){0,3}",      /* the same */
		"\\b(\\w+)+ \\1",            /* the group is the last word */
		"\\b(\\w+)? \\1",            /* or none */
		"\\b(\\w+) \\1|a",           /* or something else */
		"\\b(\\w+)(?: \\1|a)",       /* the same */
		"\\b(\\w+).\\1",             /* a dot may be a letter */
		"\\b(\\w+)[ -~]\\1",         /* so may a range */
		"\\b(\\w+)[^ ]\\1",          /* or anything but a space */
		"\\b(\\w+)[ a]\\1",          /* or a letter */
		"\\b(\\w+) a \\1",           /* another word between */
		"\\b(\\w+|a b) \\1",         /* no word */
		"\\b(\\w+ )\\1",             /* no word */
		"\\b(\\w+) \\10",            /* another group */
		"\\b(\\w+) \\2(a)",          /* another group */
		"\\b(\\w{,2}) \\1",          /* as long as PCRE2 pleases */
		"\\b(\\w+) {,2}\\1",         /* the same */
		"\\b(?:\\w+) (\\w+) \\1\\b", /* behind another word */
		"\\b\\w+",
		"\\b(\\w+)",
		"",
	};
	size_t i;

	for (i = 0; i < sizeof(yes) / sizeof(*yes); i++)
		cr_expect(doubled_asked(yes[i], strlen(yes[i])), "%s", yes[i]);
	for (i = 0; i < sizeof(no) / sizeof(*no); i++)
		cr_expect_not(doubled_asked(no[i], strlen(no[i])), "%s", no[i]);
}

Test(doubled, a_word_that_begins_the_next_is_found)
{
	static const struct {
		const char *text, *places; /* "?": it is not known */
	} cases[] = {
		{ "", "" },
		{ "the the", "0 " },
		{ "the The theory", "0 4 " },
		{ "so, so -- so", "0 4 " },
		{ "the a the", "" },
		{ "they the", "" },
		{ "I is in", "0 " },
		{ "5 5_ 5", "0 " },
		{ "and _ and", "" },
		{ "the\n\nthe", "0 " },
		{ "no \u2014 no", "0 " },
		{ "no\u2014no\u2026no", "0 5 " },
		{ "\u00E9t\u00E9 \u00C9t\u00E9", "0 " },
		/* beyond ASCII it is not looked at closely */
		{ "\u00E9t\u00E9 a\u00E9", "0 " },
		{ "don\u2019t t", "6 " },
		{ "a \U0001F642 a", "?" },
		{ "e\u0301 e", "?" },
	};
	size_t i, k;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *text = cases[i].text;
		bool known = doubled_find(text, strlen(text), &found);

		buf_clear(&shown);
		for (k = 0; k < found.n && known; k++)
			buf_addf(&shown, "%zu ", found.items[k]);
		if (!known)
			buf_adds(&shown, "?");
		cr_expect_str_eq(buf_str(&shown), cases[i].places, "'%s': %s",
		                 text, buf_str(&shown));
	}
}

/* Are all starts of P's matches in TEXT among those found? */
static size_t
check_all(const struct pattern *p, struct pattern_scratch *s,
          const struct buf *text)
{
	size_t at, start, end, i, n = 0;

	cr_assert(doubled_find(text->data, text->len, &found));
	for (at = 0; at < text->len; at++) {
		if (((unsigned char)text->data[at] & 0xC0) == 0x80 ||
		    pattern_search(p, s, text->data, text->len, at, &start,
		                   &end, NULL) != 1)
			continue;
		n++;
		for (i = 0; i < found.n && found.items[i] != start; i++)
			;
		cr_assert(i < found.n, "%zu in '%s'", start, buf_str(text));
	}
	return n;
}

Test(doubled, no_place_is_missed_in_random_texts)
{
	static const char *const words[] = {
		"a",      "b", "ab",     "A", "_",      "1",     "\u00E9",
		"\u00C9", "s", "\u017F", "k", "\u03C3", "\u03C2"
	};
	static const char *const gaps[] = { " ",      " ",      "",
		                            ", ",     "\u2019", "\n",
		                            "\u2014", "\u00A0", "-" };
	static const char source[] = "\\b(\\w+)\\W+\\1";
	struct pattern_scratch *s = pattern_scratch_new();
	struct random random = { 7 };
	struct buf text = { 0 };
	struct pattern *p;
	size_t i, k, n = 0;

	cr_assert_eq(pattern_new(source, strlen(source), PATTERN_ANCHORED, &p,
	                         NULL, NULL),
	             0);
	for (i = 0; i < 300; i++) {
		size_t len = i % 50 == 0 ? 3000 : 1 + i % 30;

		buf_clear(&text);
		for (k = 0; k < len; k++) {
			buf_adds(&text, words[random_below(&random, 13)]);
			buf_adds(&text, gaps[random_below(&random, 9)]);
		}
		n += check_all(p, s, &text);
	}
	cr_expect_gt(n, 1000);
	buf_release(&text);
	pattern_free(p);
	pattern_scratch_free(s);
}
