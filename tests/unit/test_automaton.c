#include "match/automaton.h"

#include "base/buf.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct automaton *a;
static struct automaton_found found;
static struct buf got, want;

static void
teardown(void)
{
	automaton_free(a);
	automaton_found_release(&found);
	buf_release(&got);
	buf_release(&want);
}

TestSuite(automaton, .fini = teardown);

static struct automaton_word
word(const char *s)
{
	struct automaton_word w = { s, strlen(s), false };

	/* ^word: only at an edge */
	if (*s == '^')
		w = (struct automaton_word){ s + 1, strlen(s) - 1, true };
	return w;
}

/* What is found, as "word@end", in the order in which it is given. */
static void
show(const struct automaton_word *words, size_t text)
{
	const struct automaton_end *ends;
	size_t k, m, n, n_ends;

	buf_clear(&got);
	ends = automaton_ends(&found, text, &n_ends);
	for (k = 0; k < n_ends; k++) {
		const uint32_t *list = automaton_words(a, ends[k].row, &n);

		for (m = 0; m < n; m++)
			buf_addf(&got, "%s%.*s@%u ",
			         words[list[m]].left ? "^" : "",
			         (int)words[list[m]].len, words[list[m]].s,
			         (unsigned)ends[k].at);
	}
}

static void
read_text(const struct automaton_word *words, const char *text, size_t len)
{
	struct automaton_text t = { text, len };

	automaton_read(a, &t, 1, &found);
	show(words, 0);
}

static bool
stands_at(const struct automaton_word *w, const char *text, size_t at)
{
	size_t i;

	for (i = 0; i < w->len; i++)
		if (automaton_fold((unsigned char)text[at + i]) !=
		    (unsigned char)w->s[i])
			return false;
	return !w->left || at == 0 ||
	       !automaton_is_word((unsigned char)text[at - 1]);
}

/* Its bytes, and an edge before it or behind each that has one. */
static size_t
length(const struct automaton_word *w)
{
	size_t n = w->len + w->left, i;

	for (i = 0; i < w->len; i++)
		n += !automaton_is_word((unsigned char)w->s[i]);
	return n;
}

/* The same, found by looking for each word everywhere. */
static void
read_slowly(const struct automaton_word *words, size_t n, const char *text,
            size_t len)
{
	size_t end, size, i;

	buf_clear(&want);
	for (end = 1; end <= len; end++)
		for (size = 17; size > 0; size--)
			for (i = 0; i < n; i++) {
				const struct automaton_word *w = &words[i];

				if (size != length(w) || w->len > end ||
				    !stands_at(w, text, end - w->len))
					continue;
				buf_addf(&want, "%s%.*s@%zu ",
				         w->left ? "^" : "", (int)w->len, w->s,
				         end);
			}
}

Test(automaton, words_inside_words_are_found_the_longest_first)
{
	const struct automaton_word words[] = { word("he"), word("she"),
		                                word("his"), word("hers"),
		                                word("s") };

	a = automaton_new(words, 5);
	read_text(words, "usHers", 6);
	cr_expect_str_eq(buf_str(&got), "s@2 she@4 he@4 hers@6 s@6 ");
	cr_expect_eq(automaton_states(a), 10);
}

Test(automaton, an_edge_is_the_start_or_no_letter_digit_or_underscore)
{
	const struct automaton_word words[] = { word("^so"), word("o"),
		                                word("so w"), word("^é") };
	const char *text = "so so_so 1so.So\xC3\xA9so é";

	a = automaton_new(words, 3);
	read_text(words, text, strlen(text));
	cr_expect_str_eq(buf_str(&got), "^so@2 o@2 ^so@5 o@5 o@8 o@12 ^so@15 "
	                                "o@15 ^so@19 o@19 ");
	read_text(words, "also was, so was it", 19);
	cr_expect_str_eq(buf_str(&got), "o@4 so w@6 ^so@12 o@12 so w@14 ");
}

Test(automaton, a_word_that_ends_in_no_letter_is_found_before_an_edge)
{
	const struct automaton_word words[] = { word("n'"), word("'"),
		                                word("^t") };

	a = automaton_new(words, 3);
	read_text(words, "don't", 5);
	cr_expect_str_eq(buf_str(&got), "n'@4 '@4 ^t@5 ");
}

Test(automaton, no_words_are_found_nowhere)
{
	a = automaton_new(NULL, 0);
	read_text(NULL, "anything", 8);
	cr_expect_str_eq(buf_str(&got), "");
	read_text(NULL, "", 0);
	cr_expect_str_eq(buf_str(&got), "");
}

Test(automaton, folding_never_takes_one_kind_of_byte_for_another)
{
	unsigned c, folded;

	for (c = 0; c < 256; c++) {
		folded = automaton_fold((unsigned char)c);
		cr_expect_eq(c < 0x80, folded < 0x80);
		cr_expect_eq(c >= 0x80 && c < 0xC0,
		             folded >= 0x80 && folded < 0xC0);
		cr_expect_eq(automaton_is_word((unsigned char)c),
		             automaton_is_word((unsigned char)folded));
		cr_expect_eq(automaton_fold((unsigned char)folded), folded);
	}
	cr_expect_eq(automaton_fold('Q'), 'q');
	cr_expect_eq(automaton_fold(0xC3), automaton_fold(0xE3));
}

/* --- random words and texts ----------------------------------------------- */

static uint64_t state;

static size_t
pick(size_t n)
{
	uint64_t z = state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return (size_t)((z ^ z >> 31) % n);
}

static void
random_bytes(char *out, size_t len)
{
	static const char alphabet[] = "aaabbc'_ -A\xC3\xE3\xA9\x89";
	size_t i;

	for (i = 0; i < len; i++)
		out[i] = alphabet[pick(sizeof(alphabet) - 1)];
}

static bool
is_there(const struct automaton_word *words, size_t n,
         const struct automaton_word *w)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (words[i].len == w->len && words[i].left == w->left &&
		    memcmp(words[i].s, w->s, w->len) == 0)
			return true;
	return false;
}

/* Cut TEXT into up to 12 texts, of which some are empty. */
static size_t
cut(const char *text, size_t len, struct automaton_text *out)
{
	size_t n = 1 + pick(12), at = 0, i;

	for (i = 0; i < n; i++) {
		size_t size = i + 1 < n ? pick(len - at + 1) : len - at;

		if (pick(4) == 0 && i + 1 < n)
			size = 0;
		out[i] = (struct automaton_text){ text + at, size };
		at += size;
	}
	return n;
}

static void
try_random(unsigned long seed)
{
	struct automaton_word words[40];
	struct automaton_text texts[12];
	char bytes[40][8], text[1500];
	size_t n = 0, wanted = pick(40), i, n_texts,
	       len = pick(2) ? pick(1500) : pick(300);

	for (i = 0; i < wanted; i++) {
		size_t k;

		words[n] =
		    (struct automaton_word){ bytes[n], 1 + pick(8), pick(2) };
		random_bytes(bytes[n], words[n].len);
		for (k = 0; k < words[n].len; k++)
			bytes[n][k] =
			    (char)automaton_fold((unsigned char)bytes[n][k]);
		n += !is_there(words, n, &words[n]);
	}
	random_bytes(text, len);
	n_texts = cut(text, len, texts);
	automaton_free(a);
	a = automaton_new(words, n);
	automaton_read(a, texts, n_texts, &found);
	for (i = 0; i < n_texts; i++) {
		show(words, i);
		read_slowly(words, n, texts[i].s, texts[i].len);
		cr_assert_str_eq(buf_str(&got), buf_str(&want),
		                 "seed %lu, text %zu:\n%s\n%s", seed, i,
		                 buf_str(&got), buf_str(&want));
	}
}

Test(automaton, it_finds_what_a_search_for_each_word_finds)
{
	unsigned long seed;

	for (seed = 1; seed <= 300; seed++) {
		state = seed;
		try_random(seed);
	}
}
