#include "base/error.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "fixture.h"
#include "model/passage.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char talk[] = "A: One two  three. Four five.\n"
                           "\n"
                           "B: Six\u00a0seven [eight] nine.\n"
                           "INT: Ten?\n"
                           "A: Eleven. Tw\u00e9lve.\n";

static struct project *p;
static struct codebook *b;
static struct transcript_view *v;
static struct marks marks;
static struct passages passages;
static struct error err;

static void
setup(void)
{
	p = fixture_project();
	v = fixture_open(p, fixture_document(p, "a", talk));
	fixture_code(p, "a");
	fixture_code(p, "a/b");
	fixture_code(p, "a/b/c");
	fixture_code(p, "d");
	cr_assert_eq(codebook_read(p, &b, &err), 0);
}

static void
teardown(void)
{
	vec_release(&marks);
	passages_release(&passages);
	document_close(v);
	codebook_free(b);
	project_close(p);
}
TestSuite(passage, .init = setup, .fini = teardown);

static size_t
code_called(const char *path)
{
	struct code *c;

	cr_assert_eq(codebook_find(b, path, &c, &err), 0);
	return c->index;
}

/* Mark [FROM of the first word, end of the last word) with CODE. */
static void
mark(const char *path, const char *first, const char *last)
{
	const char *start = strstr(v->text, first);
	const char *end = strstr(v->text, last);
	struct mark k = { .code = code_called(path),
		          .stance = STANCE_FOR,
		          .basis = BASIS_UNREAD,
		          .coder = SIZE_MAX };

	cr_assert(start && end);
	k.start = k.anchor_start = (size_t)(start - v->text);
	k.end = k.anchor_end = (size_t)(end - v->text) + strlen(last);
	vec_push(&marks, k);
}

/* In the order in which marks_read() gives them. */
static int
by_code(const void *x, const void *y)
{
	const struct mark *a = x, *c = y;

	if (a->code != c->code)
		return a->code < c->code ? -1 : 1;
	return a->start < c->start ? -1 : a->start > c->start;
}

/* What the marks of PATH are joined to, as "One two|Six". */
static const char *
joined(const char *path, bool own)
{
	static char out[500];
	struct passage_filter f = { .own = own,
		                    .stance = STANCE_FOR,
		                    .basis = BASIS_BOTH };
	size_t i, len = 0;

	if (marks.n > 0)
		qsort(marks.items, marks.n, sizeof(*marks.items), by_code);
	if (path)
		f.code = b->codes[code_called(path)];
	passages_join(v, b, &marks, &f, &passages);
	out[0] = '\0';
	for (i = 0; i < passages.n; i++) {
		const struct passage *s = &passages.items[i];

		len += (size_t)snprintf(out + len, sizeof(out) - len, "%s%.*s",
		                        i ? "|" : "", (int)(s->end - s->start),
		                        v->text + s->start);
	}
	return out;
}

Test(passage, marks_that_overlap_are_one)
{
	mark("a", "One", "two");
	mark("a", "two", "three.");
	mark("a", "two", "two");
	cr_expect_str_eq(joined("a", true), "One two  three.");
	cr_expect_eq(passages.items[0].first_mark, 0);
	cr_expect_eq(passages.items[0].last_mark, 3);
}

Test(passage, marks_with_only_white_space_between_them_are_one)
{
	mark("a", "three.", "three.");
	mark("a", "two", "two");
	mark("a", "Four", "Four");
	mark("a", "Six", "Six");
	mark("a", "seven", "seven");
	cr_expect_str_eq(joined("a", true), "two  three. Four|Six\u00a0seven");
}

Test(passage, marks_with_words_between_them_are_two)
{
	mark("a", "One", "One");
	mark("a", "three", "three");
	cr_expect_str_eq(joined("a", true), "One|three");
}

Test(passage, marks_in_two_turns_are_two)
{
	mark("a", "Ten?", "Ten?");
	mark("a", "Eleven", "Eleven");
	cr_expect_str_eq(joined("a", true), "Ten?|Eleven");
}

Test(passage, a_coding_over_two_turns_joins_what_it_overlaps)
{
	mark("a", "Ten?", "Ten?");
	mark("a", "Eleven", "Eleven");
	mark("a", "nine", "Ten");
	cr_expect_str_eq(joined("a", true), "nine.\nINT: Ten?|Eleven");
	mark("a", "Ten", "Eleven");
	cr_expect_str_eq(joined("a", true), "nine.\nINT: Ten?\nA: Eleven");
}

Test(passage, a_code_is_rolled_up_with_all_below_it)
{
	mark("a/b/c", "One", "One");
	mark("a", "two", "two");
	mark("a/b", "Four", "Four");
	mark("d", "three", "three");
	cr_expect_str_eq(joined("a", false), "One two|Four");
	cr_expect_str_eq(joined("a", true), "two");
	cr_expect_str_eq(joined("a/b", false), "One|Four");
	cr_expect_str_eq(joined(NULL, false), "One two  three|Four");
}

Test(passage, only_marks_of_the_stance_and_basis_asked_for_are_joined)
{
	struct passage_filter f = { .stance = STANCE_AGAINST,
		                    .basis = BASIS_JUDGED };
	size_t i;

	for (i = 0; i < 4; i++)
		mark("a", "One", "One");
	marks.items[0].stance = STANCE_AGAINST;
	marks.items[1].basis = BASIS_JUDGED;
	marks.items[2].stance = STANCE_MIXED;
	marks.items[2].basis = BASIS_JUDGED;
	passages_join(v, b, &marks, &f, &passages);
	cr_assert_eq(passages.n, 1);
	cr_expect_eq(passages.marks.n, 1);
	cr_expect_eq(passages.marks.items[0], &marks.items[2]);
}

Test(passage, no_marks_are_no_passages)
{
	cr_expect_str_eq(joined("a", false), "");
	cr_expect_eq(passages.n, 0);
}

Test(passage, words_are_speech_without_labels_and_asides)
{
	cr_expect_eq(passage_words(v, 0, v->len, SIZE_MAX), 11);
	cr_expect_eq(passage_words(v, 0, v->len, 1), 3);
	cr_expect_eq(passage_words(v, 0, 3, SIZE_MAX), 0, "the label");
	mark("a", "nine", "Eleven");
	cr_expect_eq(passage_words(v, marks.items[0].start, marks.items[0].end,
	                           SIZE_MAX),
	             3);
	cr_expect_eq(
	    passage_words(v, marks.items[0].start, marks.items[0].end, 2), 1);
}

/* --- against a slow and obvious join -------------------------------------- */

static size_t
random_byte(struct random *r)
{
	return utf8_offset(v->text, v->len,
	                   random_below(r, utf8_count(v->text, v->len) + 1));
}

Test(passage, the_join_is_that_of_a_slow_and_obvious_one)
{
	struct random r = { .state = 21 };
	struct passage_filter f = { .stance = STANCE_FOR,
		                    .basis = BASIS_UNREAD };
	int round;

	for (round = 0; round < 2000; round++) {
		struct span_list slow = { 0 };
		size_t n = random_below(&r, 12), i, k;

		marks.n = 0;
		while (n-- > 0) {
			struct mark m = { .stance = STANCE_FOR,
				          .basis = BASIS_UNREAD };
			struct span s = { random_byte(&r), 0 };

			s.end = s.start + 1 + random_below(&r, 9);
			while (s.end < v->len &&
			       (v->text[s.end] & 0xC0) == 0x80)
				s.end++;
			if (s.end > v->len)
				continue;
			m.start = s.start;
			m.end = s.end;
			vec_push(&marks, m);
			vec_push(&slow, s);
		}
		passages_join(v, b, &marks, &f, &passages);
		fixture_slow_join(v, &slow);
		cr_assert_eq(passages.n, slow.n, "round %d", round);
		for (i = 0; i < passages.n; i++) {
			for (k = 0; k < slow.n; k++)
				if (slow.items[k].start ==
				        passages.items[i].start &&
				    slow.items[k].end == passages.items[i].end)
					break;
			cr_assert_lt(k, slow.n, "round %d", round);
			cr_assert(i == 0 || passages.items[i - 1].end <=
			                        passages.items[i].start);
		}
		vec_release(&slow);
	}
}
