#include "base/random.h"
#include "base/utf8.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* Text that is not valid, and the byte where it goes wrong. */
static const struct {
	const char *text;
	size_t bad;
} invalid[] = {
	{ "\x80", 0 },
	{ "a\xBF", 1 },
	{ "\xC0\x80", 0 },         /* an overlong NUL */
	{ "\xC1\xBF", 0 },         /* overlong */
	{ "\xC3", 0 },             /* cut off */
	{ "\xC3(", 0 },            /* no continuation */
	{ "\xE0\x9F\xBF", 0 },     /* overlong */
	{ "\xED\xA0\x80", 0 },     /* a surrogate */
	{ "\xED\xBF\xBF", 0 },     /* a surrogate */
	{ "\xE2\x82", 0 },         /* cut off */
	{ "\xF0\x8F\xBF\xBF", 0 }, /* overlong */
	{ "\xF4\x90\x80\x80", 0 }, /* over U+10FFFF */
	{ "\xF5\x80\x80\x80", 0 },
	{ "\xF8\x88\x80\x80\x80", 0 },
	{ "\xFE", 0 },
	{ "\xFF", 0 },
	{ "12345678\x80", 8 }, /* behind a block of eight */
	{ "1234567\xE2\x82", 7 },
	{ "\xC3\xA9\xC3", 2 },
};

Test(utf8, what_is_not_valid_is_found_where_it_is)
{
	size_t i, bad;

	for (i = 0; i < sizeof(invalid) / sizeof(*invalid); i++) {
		const char *s = invalid[i].text;

		bad = 99;
		cr_expect_not(utf8_valid(s, strlen(s), &bad), "case %zu", i);
		cr_expect_eq(bad, invalid[i].bad, "case %zu: %zu", i, bad);
		cr_expect_not(utf8_valid(s, strlen(s), NULL));
	}
}

Test(utf8, the_first_and_last_of_each_length_are_valid)
{
	static const uint32_t edges[] = { 0x1,     0x7F,    0x80,   0x7FF,
		                          0x800,   0xD7FF,  0xE000, 0xFFFF,
		                          0x10000, 0x10FFFF };
	size_t i;

	for (i = 0; i < sizeof(edges) / sizeof(*edges); i++) {
		char s[4];
		size_t len = utf8_put(edges[i], s), at = 0;

		cr_expect(utf8_valid(s, len, NULL), "U+%X", edges[i]);
		cr_expect_eq(utf8_next(s, len, &at), edges[i]);
		cr_expect_eq(at, len);
		cr_expect_eq(utf8_prev(s, &at), edges[i]);
		cr_expect_eq(at, 0);
	}
}

Test(utf8, a_byte_changed_at_random_is_found_or_harmless)
{
	struct random r = { .state = 7 };
	int round;

	for (round = 0; round < 2000; round++) {
		char *s = fixture_random_text(&r, 1 + random_below(&r, 20));
		size_t len = strlen(s), bad = 0, at = 0;

		s[random_below(&r, len)] = (char)random_below(&r, 256);
		if (!utf8_valid(s, len, &bad)) {
			cr_assert_lt(bad, len);
			cr_assert(utf8_valid(s, bad, NULL));
		} else {
			while (at < len)
				utf8_next(s, len, &at);
			cr_assert_eq(at, len);
		}
		free(s);
	}
}

Test(utf8, offsets_and_counts_go_there_and_back)
{
	struct random r = { .state = 8 };
	int round;

	for (round = 0; round < 200; round++) {
		char *s = fixture_random_text(&r, random_below(&r, 60));
		size_t len = strlen(s), at = 0, n = 0;

		while (at < len) {
			size_t back;

			cr_assert_eq(utf8_offset(s, len, n), at);
			cr_assert_eq(utf8_count(s, at), n);
			back = at;
			utf8_next(s, len, &at);
			n++;
			cr_assert_gt(at, back);
		}
		cr_assert_eq(utf8_count(s, len), n);
		cr_assert_eq(utf8_offset(s, len, n), len);
		cr_assert_eq(utf8_offset(s, len, n + 5), len);
		free(s);
	}
}

Test(utf8, width_is_that_of_a_terminal)
{
	static const struct {
		const char *text;
		size_t width;
	} cases[] = { { "", 0 },
		      { "abc", 3 },
		      { "caf\u00e9", 4 },
		      { "cafe\u0301", 4 }, /* a mark takes no column */
		      { "\u6f22\u5b57", 4 },
		      { "\U0001F600", 2 } };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		cr_expect_eq(utf8_width(cases[i].text, strlen(cases[i].text)),
		             cases[i].width, "case %zu", i);
}

Test(utf8, control_characters_are_found_wherever_they_stand)
{
	static const char plain[] =
	    "\t\n ~ a\xC3\xA9\xE2\x80\x99z "
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	char s[sizeof(plain)];
	size_t len = strlen(plain), i;
	int c;

	cr_expect_eq(utf8_control(plain, len), len);
	cr_expect_eq(utf8_control("", 0), 0);
	for (i = 0; i < len; i++) {
		for (c = 0; c < 256; c++) {
			bool control =
			    (c < ' ' && c != '\t' && c != '\n') || c == 0x7F;

			memcpy(s, plain, sizeof(s));
			s[i] = (char)c;
			cr_expect_eq(utf8_control(s, len), control ? i : len,
			             "0x%02X at %zu", c, i);
		}
	}
}
