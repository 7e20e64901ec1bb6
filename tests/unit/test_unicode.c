#include "base/unicode.h"
#include "base/utf8.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static void
expect_nfc(const char *text, const char *expected, bool changed)
{
	struct buf b = { 0 };

	cr_expect_eq(unicode_nfc(&b, text, strlen(text)), changed, "'%s'",
	             text);
	cr_expect_str_eq(buf_str(&b), expected);
	buf_release(&b);
}

Test(unicode, letters_and_their_accents_are_composed)
{
	expect_nfc("plain text", "plain text", false);
	expect_nfc("caf\u00e9", "caf\u00e9", false);
	expect_nfc("cafe\u0301 s", "caf\u00e9 s", true);
	expect_nfc("\u1112\u1161\u11ab", "\ud55c", true);   /* Hangul */
	expect_nfc("q\u0307\u0323", "q\u0323\u0307", true); /* order */
	expect_nfc("\u212b", "\u00c5", true); /* the unit Angstrom */
	expect_nfc("", "", false);
}

Test(unicode, the_normal_form_of_pieces_is_that_of_the_whole)
{
	struct random r = { .state = 3 };
	int round;

	for (round = 0; round < 300; round++) {
		char *s = fixture_random_text(&r, random_below(&r, 40));
		struct buf once = { 0 }, twice = { 0 };

		unicode_nfc(&once, s, strlen(s));
		cr_assert_not(unicode_nfc(&twice, buf_str(&once), once.len),
		              "the normal form is in normal form");
		cr_assert_str_eq(buf_str(&twice), buf_str(&once));
		buf_release(&once);
		buf_release(&twice);
		free(s);
	}
}

/* The normal form of all of S in one go, by the tables alone. */
static char *
nfc_slowly(const char *s)
{
	return (char *)utf8proc_NFC((const utf8proc_uint8_t *)s);
}

/*
 * Two and three code points of the blocks that are looked at without
 * tables, with marks among them: cut or not, the normal form is the same.
 */
Test(unicode, quick_blocks_have_the_normal_form_of_the_tables)
{
	static const struct {
		uint32_t first, last;
	} blocks[] = {
		{ 'A', 'z' },       { 0xC0, 0x17F },    { 0x300, 0x345 },
		{ 0x370, 0x3FF },   { 0x400, 0x4FF },   { 0x1100, 0x11C2 },
		{ 0x1F00, 0x1FFF }, { 0x2000, 0x2044 }, { 0x3040, 0x30FF },
		{ 0x3FF0, 0x400F }, { 0x9FF0, 0xA00F }, { 0xAC00, 0xAC40 },
	};
	struct random r = { .state = 11 };
	int round;

	for (round = 0; round < 200000; round++) {
		struct buf text = { 0 }, nfc = { 0 };
		size_t n = 1 + random_below(&r, 4);
		char bytes[4], *slow;
		bool changed;

		while (n-- > 0) {
			size_t b =
			    random_below(&r, sizeof(blocks) / sizeof(*blocks));
			size_t size = blocks[b].last - blocks[b].first + 1;
			uint32_t cp =
			    blocks[b].first + (uint32_t)random_below(&r, size);

			buf_add(&text, bytes, utf8_put(cp, bytes));
		}
		slow = nfc_slowly(text.data);
		changed = unicode_nfc(&nfc, text.data, text.len);
		cr_assert_str_eq(buf_str(&nfc), slow, "'%s'", text.data);
		cr_assert_eq(changed, strcmp(slow, text.data) != 0);
		if (unicode_is_nfc(text.data, text.len))
			cr_assert_not(changed, "'%s'", text.data);
		free(slow);
		buf_release(&text);
		buf_release(&nfc);
	}
}

Test(unicode, the_quick_test_knows_what_most_texts_are_written_in)
{
	static const char *const sure[] = { "",
		                            "so",
		                            "caf\u00e9 \u2019n\u2026",
		                            "\u03ad\u03bb\u03b1",
		                            "\u0434\u0430",
		                            "\u6f22\u5b57" };
	static const char *const unsure[] = { "cafe\u0301", "\u0387",
		                              "\u03b1\u0301", "\u2000" };
	size_t i;

	for (i = 0; i < sizeof(sure) / sizeof(*sure); i++)
		cr_expect(unicode_is_nfc(sure[i], strlen(sure[i])), "%s",
		          sure[i]);
	for (i = 0; i < sizeof(unsure) / sizeof(*unsure); i++)
		cr_expect_not(unicode_is_nfc(unsure[i], strlen(unsure[i])),
		              "%s", unsure[i]);
}

Test(unicode, names_that_differ_in_case_or_form_fold_alike)
{
	static const char *const same[][2] = {
		{ "P07", "p07" },
		{ "\u00c9LAN", "e\u0301lan" },
		{ "STRASSE", "stra\u00dfe" },
		{ "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2",
		  "\u03c3\u03af\u03c3\u03c5\u03c6\u03bf\u03c3" },
	};
	size_t i;

	for (i = 0; i < sizeof(same) / sizeof(*same); i++) {
		char *a = unicode_fold(same[i][0]);
		char *b = unicode_fold(same[i][1]);

		cr_expect_str_eq(a, b);
		free(a);
		free(b);
	}
}

Test(unicode, an_id_is_the_name_folded_with_hyphens)
{
	static const char *const cases[][2] = {
		{ "Generous listening", "generous-listening" },
		{ "  What it is / is not ", "what-it-is-is-not" },
		{ "H\u00f6ren & Sehen", "h\u00f6ren-sehen" },
		{ "a_b", "a-b" },
		{ "2nd time", "2nd-time" },
		{ "!?", "" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *slug = unicode_slug(cases[i][0]);

		cr_expect_str_eq(slug, cases[i][1]);
		free(slug);
	}
}

Test(unicode, word_characters_are_letters_numbers_marks_and_underscore)
{
	static const uint32_t word[] = { 'a',   'Z',    '0',    '_',   0xE9,
		                         0x301, 0x6F22, 0x0663, 0x2160 };
	static const uint32_t other[] = { ' ',    '\'',   '-',    '.',
		                          0x2019, 0x00A0, 0x2014, 0x1F600 };
	size_t i;

	for (i = 0; i < sizeof(word) / sizeof(*word); i++)
		cr_expect(unicode_is_word(word[i]), "U+%04X", word[i]);
	for (i = 0; i < sizeof(other) / sizeof(*other); i++)
		cr_expect_not(unicode_is_word(other[i]), "U+%04X", other[i]);
}

Test(unicode, white_space_is_more_than_ascii)
{
	static const uint32_t space[] = { ' ',    '\t',   '\n',   0x85,  0xA0,
		                          0x2009, 0x2028, 0x2029, 0x3000 };
	size_t i;

	for (i = 0; i < sizeof(space) / sizeof(*space); i++)
		cr_expect(unicode_is_space(space[i]), "U+%04X", space[i]);
	cr_expect_not(unicode_is_space('a'));
	cr_expect_not(unicode_is_space(0x200B)); /* it has no width, no space */
}

Test(unicode, letters_know_their_case)
{
	cr_expect(unicode_is_upper('A') && !unicode_is_lower('A'));
	cr_expect(unicode_is_lower('a') && !unicode_is_upper('a'));
	cr_expect(unicode_is_upper(0xC9) && unicode_is_lower(0xE9));
	cr_expect_not(unicode_is_upper('1') || unicode_is_lower('1'));
}

Test(unicode, the_version_is_that_of_the_tables)
{
	cr_expect_gt(strtol(unicode_version(), NULL, 10), 9);
}
