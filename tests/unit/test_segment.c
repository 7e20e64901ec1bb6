#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/segment.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* --- helpers -------------------------------------------------------------- */

/* The words of TEXT joined by |. */
static char *
words_of(const char *text)
{
	struct buf b = { 0 };
	size_t at = 0, end = strlen(text);
	struct span w;

	while (segment_next_word(text, end, at, &w)) {
		if (b.len > 0)
			buf_addc(&b, '|');
		buf_add(&b, text + w.start, w.end - w.start);
		at = w.end;
	}
	return buf_take(&b);
}

static char *
asides_of(const char *text)
{
	struct buf b = { 0 };
	size_t at = 0, end = strlen(text);
	struct span a;

	while (segment_next_aside(text, end, at, &a)) {
		if (b.len > 0)
			buf_addc(&b, '|');
		buf_add(&b, text + a.start, a.end - a.start);
		at = a.end;
	}
	return buf_take(&b);
}

static char *
join(const char *text, const struct span_list *list)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < list->n; i++) {
		if (i > 0)
			buf_addc(&b, '|');
		buf_add(&b, text + list->items[i].start,
		        list->items[i].end - list->items[i].start);
	}
	return buf_take(&b);
}

static char *
sentences_of(const char *text)
{
	struct span_list list = { 0 };
	char *s;

	segment_sentences(text, 0, strlen(text), &list);
	s = join(text, &list);
	vec_release(&list);
	return s;
}

/* N words "w", each ended by a space, and what follows them. */
static char *
many_words(size_t n, const char *rest)
{
	struct buf b = { 0 };

	while (n-- > 0)
		buf_adds(&b, "w ");
	buf_adds(&b, rest);
	return buf_take(&b);
}

/* A small generator: the same numbers everywhere. */
static uint32_t seed;

static uint32_t
pick(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

static char *
random_text(size_t pieces)
{
	static const char *const all[] = {
		"a",        " ",
		"B",        ".",
		"'",        "\n",
		"[",        "]",
		"é",        "’",
		"ʼ",        "…",
		"?",        "! ",
		"((",       "))",
		"\\[",      "\\]",
		"中",       "。",
		"word",     "3",
		"_",        "\n\n",
		"Dr. ",     "e.g.",
		"–",        "“",
		"”",        "😀",
		"\xCC\x81", "-",
		"\xC2\xA0", "(",
		")",        " .",
		"...",      "\xE2\x80\xA8",
		"I. ",      "(12:33)",
		"#1:22-3#", "#",
		"1:22",
	};
	struct buf b = { 0 };

	while (pieces-- > 0)
		buf_adds(&b, all[pick(sizeof(all) / sizeof(*all))]);
	return buf_take(&b);
}

/* --- words and asides ----------------------------------------------------- */

Test(segment, words_are_letters_digits_and_inner_apostrophes)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ " ,. ", "" },
		{ "don't", "don't" },
		{ "don’t stop", "don’t|stop" },
		{ "donʼt", "donʼt" },
		{ "well-known", "well|known" },
		{ "the dogs' bowls", "the|dogs|bowls" },
		{ "'tis rock 'n' roll", "tis|rock|n|roll" },
		{ "rock''n", "rock|n" },
		{ "café naïve", "café|naïve" },
		{ "cafe\xCC\x81", "cafe\xCC\x81" },
		{ "3.5 of 10", "3|5|of|10" },
		{ "snake_case", "snake_case" },
		{ "[pause] so", "pause|so" },
		{ "中文 字", "中文|字" },
		{ "a😀b", "a|b" },
		{ "l'homme d’une", "l'homme|d’une" },
		{ "’", "" },
		{ "a'", "a" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *got = words_of(cases[i][0]);

		cr_expect_str_eq(got, cases[i][1], "%s: %s", cases[i][0], got);
		free(got);
	}
}

Test(segment, asides_are_short_and_on_one_line)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "so [pause] yes", "[pause]" },
		{ "((laughs)) (not this)", "((laughs))" },
		{ "\\[03:46\\] yeah", "\\[03:46\\]" },
		{ "\\[03:46] yeah", "\\[03:46]" },
		{ "[a][b]", "[a]|[b]" },
		{ "[never closed", "" },
		{ "[over a\nline]", "" },
		{ "[um so [pause] yes", "[pause]" },
		{ "((um so ((pause)) yes", "((pause))" },
		{ "[]", "[]" },
		{ "(((x)))", "(((x))" },
		{ "](", "" },
		{ "[((x))]", "[((x))]" },
		{ "so (12:33) and (0:12:33.5) yes", "(12:33)|(0:12:33.5)" },
		{ "so #00:12:33-4# yes #1", "#00:12:33-4#" },
		{ "(12:3) (123:33) (12) (12:33 (1:22:33:44) #hash#", "" },
		{ "((12:33)) [12:33] (12:33", "((12:33))|[12:33]" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *got = asides_of(cases[i][0]);

		cr_expect_str_eq(got, cases[i][1], "%s: %s", cases[i][0], got);
		free(got);
	}
}

Test(segment, an_aside_has_at_most_200_bytes)
{
	char text[300];
	struct span a;

	memset(text, 'x', sizeof(text));
	text[10] = '[';
	text[209] = ']';
	cr_assert(segment_next_aside(text, sizeof(text), 0, &a));
	cr_expect_eq(a.end - a.start, 200);
	text[209] = 'x';
	text[210] = ']';
	cr_expect_not(segment_next_aside(text, sizeof(text), 0, &a));
}

Test(segment, words_inside_asides_do_not_count)
{
	static const struct {
		const char *text;
		size_t n;
	} cases[] = {
		{ "", 0 },
		{ "so [long pause] yes", 2 },
		{ "((laughs a lot))", 0 },
		{ "\\[03:46\\] Yeah, so", 2 },
		{ "[never closed by anything", 4 },
		{ "don't [x] 'n' won’t", 3 },
		{ "a'[x]b", 2 },
		{ "one (two) three", 3 },
		{ "one (12:33) two #00:01:02-3# three #four", 4 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		cr_expect_eq(segment_count_words(cases[i].text, 0,
		                                 strlen(cases[i].text)),
		             cases[i].n, "%s", cases[i].text);
}

/* \w+(?:['’]\w+)* outside asides, one code point after the other. */
static size_t
count_slowly(const char *text, size_t end)
{
	size_t at = 0, n = 0;

	while (at < end) {
		struct span word, aside;
		size_t stop = end;

		if (segment_next_aside(text, end, at, &aside))
			stop = aside.start;
		while (segment_next_word(text, stop, at, &word)) {
			at = word.end;
			n++;
		}
		at = stop == end ? end : aside.end;
	}
	return n;
}

/* Is byte AT inside a word, told from the neighbours alone? */
static bool
is_in_word(const char *text, size_t end, size_t at)
{
	size_t next = at, before = at;
	uint32_t cp = utf8_next(text, end, &next);

	if (unicode_is_word(cp))
		return true;
	if ((cp != '\'' && cp != 0x2019) || at == 0 || next >= end)
		return false;
	return unicode_is_word(utf8_prev(text, &before)) &&
	       unicode_is_word(utf8_next(text, end, &next));
}

Test(segment, words_agree_with_a_slow_reading_of_random_text)
{
	int round;

	seed = 1;
	for (round = 0; round < 3000; round++) {
		char *text = random_text(1 + pick(60));
		size_t end = strlen(text), at = 0, next, n = 0;
		struct span w = { 0, 0 };
		bool inside = false;

		for (at = 0; at < end; at = next) {
			bool in = is_in_word(text, end, at);

			next = at;
			utf8_next(text, end, &next);
			if (in && !inside) {
				size_t from = w.end;

				cr_assert(
				    segment_next_word(text, end, from, &w));
				cr_assert_eq(w.start, at, "%s", text);
				n++;
			} else if (!in && inside) {
				cr_assert_eq(w.end, at, "%s", text);
			}
			inside = in;
		}
		cr_assert_not(
		    segment_next_word(text, end, inside ? end : w.end, &w));
		cr_assert_eq(segment_count_words(text, 0, end),
		             count_slowly(text, end), "%s", text);
		free(text);
	}
}

/* --- paragraphs ----------------------------------------------------------- */

Test(segment, blank_lines_part_paragraphs)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ " \n \n", "" },
		{ "one", "one" },
		{ "one\ntwo", "one\ntwo" },
		{ "one\n\ntwo", "one|two" },
		{ "\n\n one \n \t\n two\n", "one|two" },
		{ "one\n\xC2\xA0\ntwo", "one|two" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct span_list list = { 0 };
		char *got;

		segment_paragraphs(cases[i][0], 0, strlen(cases[i][0]), &list);
		got = join(cases[i][0], &list);
		cr_expect_str_eq(got, cases[i][1], "case %zu: %s", i, got);
		free(got);
		vec_release(&list);
	}
}

/* --- sentences ------------------------------------------------------------ */

/* Take the bars out of a case and undo \n: its text, and what is expected. */
static void
read_case(const char *line, size_t len, struct buf *text, struct buf *expected)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (line[i] == '|') {
			while (expected->len > 0 &&
			       strchr(" \n", expected->data[expected->len - 1]))
				expected->len--;
			buf_addc(expected, '|');
		} else if (i + 1 < len && line[i] == '\\' &&
		           line[i + 1] == 'n') {
			buf_addc(text, '\n');
			buf_addc(expected, '\n');
			i++;
		} else {
			buf_addc(text, line[i]);
			buf_addc(expected, line[i]);
		}
	}
}

Test(segment, sentences_are_as_the_data_file_says)
{
	struct buf file = { 0 }, text = { 0 }, expected = { 0 };
	const char *at;
	size_t cases = 0;

	cr_assert_eq(
	    buf_read_file(&file, "tests/data/sentences", 1 << 20, NULL), 0);
	for (at = file.data; *at; at += strcspn(at, "\n") + 1) {
		char *got;

		if (*at == '#' || *at == '\n')
			continue;
		buf_clear(&text);
		buf_clear(&expected);
		read_case(at, strcspn(at, "\n"), &text, &expected);
		got = sentences_of(buf_str(&text));
		cr_expect_str_eq(got, buf_str(&expected), "%s: %s",
		                 buf_str(&text), got);
		free(got);
		cases++;
	}
	cr_expect_geq(cases, 50);
	buf_release(&file);
	buf_release(&text);
	buf_release(&expected);
}

Test(segment, forty_words_without_a_mark_are_one_sentence)
{
	char *text = many_words(40, "");
	struct span_list list = { 0 };

	segment_sentences(text, 0, strlen(text), &list);
	cr_expect_eq(list.n, 1);
	cr_expect_not(segment_has_windows(text, 0, strlen(text)));
	vec_release(&list);
	free(text);
}

Test(segment, over_forty_words_without_a_mark_fall_into_windows)
{
	char *text = many_words(85, "(\"v");
	struct span_list list = { 0 };
	size_t len = strlen(text);

	segment_sentences(text, 0, len, &list);
	cr_assert_eq(list.n, 3);
	cr_expect(segment_has_windows(text, 0, len));
	cr_expect_eq(
	    segment_count_words(text, list.items[0].start, list.items[0].end),
	    40);
	cr_expect_eq(
	    segment_count_words(text, list.items[1].start, list.items[1].end),
	    40);
	cr_expect_eq(
	    segment_count_words(text, list.items[2].start, list.items[2].end),
	    6);
	cr_expect_eq(list.items[2].end, len);
	vec_release(&list);
	free(text);
}

Test(segment, a_decimal_is_no_sentence_mark_but_a_final_stop_is)
{
	char *decimal = many_words(45, "3.5 e.g. more");
	char *stopped = many_words(45, "end.");

	cr_expect(segment_has_windows(decimal, 0, strlen(decimal)));
	cr_expect_not(segment_has_windows(stopped, 0, strlen(stopped)));
	free(decimal);
	free(stopped);
}

Test(segment, windows_count_no_words_of_asides_and_never_cut_one)
{
	struct buf b = { 0 };
	struct span_list list = { 0 };
	size_t i;

	for (i = 0; i < 50; i++)
		buf_adds(&b, i == 39 ? "w [long pause, door] " : "w ");
	segment_sentences(b.data, 0, b.len, &list);
	cr_assert_eq(list.n, 2);
	cr_expect_eq(list.items[0].end, 40 * 2 + 18);
	cr_expect_eq(b.data[list.items[0].end], ' ');
	vec_release(&list);
	buf_release(&b);
}

Test(segment, windows_are_each_paragraph_s_own_matter)
{
	char *words = many_words(41, "");
	struct buf b = { 0 };
	struct span_list list = { 0 };

	buf_addf(&b, "One. Two.\n\n%s\n\nThree. Four.", words);
	segment_sentences(b.data, 0, b.len, &list);
	cr_expect_eq(list.n, 6);
	vec_release(&list);
	buf_release(&b);
	free(words);
}

/* Every word in one sentence; sentences trimmed, in order, apart. */
static void
check_cover(const char *text, size_t start, size_t end)
{
	struct span_list list = { 0 };
	size_t at = start, i, next;
	struct span w;

	segment_sentences(text, start, end, &list);
	for (i = 0; i < list.n; i++) {
		struct span s = list.items[i];
		size_t last = s.end;

		cr_assert_geq(s.start, i ? list.items[i - 1].end : start);
		cr_assert_lt(s.start, s.end);
		cr_assert_leq(s.end, end);
		next = s.start;
		cr_assert_not(unicode_is_space(utf8_next(text, end, &next)));
		cr_assert_not(unicode_is_space(utf8_prev(text, &last)));
	}
	for (i = 0; segment_next_word(text, end, at, &w); at = w.end) {
		while (i < list.n && list.items[i].end <= w.start)
			i++;
		cr_assert_lt(i, list.n, "%s", text);
		cr_assert_geq(w.start, list.items[i].start, "%s", text);
		cr_assert_leq(w.end, list.items[i].end, "%s", text);
	}
	vec_release(&list);
}

Test(segment, sentences_cover_every_word_of_random_text_once)
{
	int round;

	seed = 2;
	for (round = 0; round < 3000; round++) {
		char *text = random_text(1 + pick(round % 10 ? 60 : 600));
		size_t end = strlen(text), start = end / 3;

		while (((unsigned char)text[start] & 0xC0) == 0x80)
			start++;
		check_cover(text, 0, end);
		check_cover(text, start, end);
		free(text);
	}
}

Test(segment, no_text_takes_more_than_linear_time)
{
	static const char *const pieces[] = {
		"[", "(", "((", "[a ",  "((a ",  ". ", "...",   "a.",   "\\[",
		"'", " ", "\n", ".[a]", "e.g. ", "#",  "#1:22", "(1:22"
	};
	size_t i, n;

	/* a quadratic scan of a megabyte would not end today */
	for (i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		struct buf b = { 0 };
		struct span_list list = { 0 };

		for (n = 0; n < 1000000; n += strlen(pieces[i]))
			buf_adds(&b, pieces[i]);
		segment_sentences(b.data, 0, b.len, &list);
		segment_count_words(b.data, 0, b.len);
		segment_has_windows(b.data, 0, b.len);
		vec_release(&list);
		free(asides_of(b.data));
		buf_release(&b);
	}
}
