/*
 * Which codes are found together, on studies made at random: against a slow
 * and obvious count, and from the hits alone against the whole walk.
 */
#include "base/error.h"
#include "base/vec.h"
#include "fixture.h"
#include "report/together.h"

#include <criterion/criterion.h>
#include <string.h>

#define N_CODES 5
#define N_TURNS 7

static struct project *p;
static struct corpus *c;
static struct together t;
static struct error err;
static const char *const paths[N_CODES] = { "x", "x/y", "x/y/z", "x/w", "v" };
static int64_t codes[N_CODES];
static bool asked[N_CODES];

static void
setup(void)
{
	size_t i;

	p = fixture_project();
	for (i = 0; i < N_CODES; i++) {
		codes[i] = fixture_code(p, paths[i]);
		asked[i] = true;
	}
}

static void
teardown(void)
{
	together_release(&t);
	corpus_close(c);
	project_close(p);
}
TestSuite(together, .init = setup, .fini = teardown);

/* Count by UNIT, and forget what was counted before. */
static void
count(enum together_unit unit, const struct selection *s, bool own,
      unsigned basis, unsigned stance)
{
	together_release(&t);
	corpus_close(c);
	memset(&t, 0, sizeof(t));
	t.unit = unit;
	t.asked = asked;
	t.filter.own = own;
	t.filter.basis = basis;
	t.filter.stance = stance;
	cr_assert_eq(corpus_open(p, s, &c, &err), 0, "%s", err.msg);
	cr_assert_eq(together_count(&t, c, &err), 0, "%s", err.msg);
}

static void
count_all(enum together_unit unit)
{
	struct selection s = { 0 };

	count(unit, &s, false, BASIS_BOTH, STANCE_FOR);
}

/* How often X and V (which is below nothing) are found, and together. */
static void
expect_counts(size_t x, size_t v, size_t both)
{
	cr_expect_eq(cooccurrence_alone(&t.counts, 0), x);
	cr_expect_eq(cooccurrence_alone(&t.counts, 4), v);
	cr_expect_eq(cooccurrence_both(&t.counts, 0, 4), both);
}

static void
code_words(int64_t document, size_t code, const char *words)
{
	fixture_coding(p, codes[code], document, "ana",
	               fixture_find(p, document, words), "for", "read");
}

/* --- the rules, one by one -------------------------------------------------
 */

Test(together, a_question_that_comes_with_its_answer_is_no_turn_of_it)
{
	int64_t d = fixture_document(p, "one", "INT: Why so?\nA: Because.\n");

	code_words(d, 0, "so?\nA: Because");
	code_words(d, 4, "Why");
	count_all(TOGETHER_TURN);
	expect_counts(1, 1, 0);
	code_words(d, 4, "Because");
	count_all(TOGETHER_TURN);
	expect_counts(1, 2, 1);
}

Test(together, a_laugh_is_found_in_the_turns_that_it_touches)
{
	int64_t d = fixture_document(p, "one",
	                             "A: Well [laughs]\n"
	                             "B: [laughs] Yes.\n");

	code_words(d, 0, "[laughs]\nB: [laughs]");
	code_words(d, 4, "Well");
	code_words(d, 4, "Yes");
	count_all(TOGETHER_TURN);
	expect_counts(2, 2, 2);
}

Test(together, passages_are_together_only_in_what_is_selected)
{
	static const char *const speakers[] = { "A" };
	struct selection s = { .speakers = speakers, .n_speakers = 1 };
	int64_t d = fixture_document(p, "one",
	                             "A: one two\n"
	                             "B: three four\n"
	                             "A: five six\n");

	code_words(d, 0, "two\nB: three four");
	code_words(d, 4, "three four\nA: five");
	count_all(TOGETHER_PASSAGE);
	expect_counts(1, 1, 1);
	count(TOGETHER_PASSAGE, &s, false, BASIS_BOTH, STANCE_FOR);
	expect_counts(1, 1, 0);
}

Test(together, a_case_has_both_wherever_it_speaks_of_each)
{
	int64_t one = fixture_document(p, "one", "A: red\nB: blue\n");
	int64_t two = fixture_document(p, "two", "A: green\n");

	fixture_speaks(p, 0, "A", fixture_case(p, "Ana", "participant"));
	fixture_speaks(p, 0, "B", fixture_case(p, "Ben", "participant"));
	code_words(one, 0, "red");
	code_words(one, 0, "blue");
	code_words(two, 4, "green");
	count_all(TOGETHER_CASE);
	expect_counts(2, 1, 1);
	count_all(TOGETHER_DOCUMENT);
	expect_counts(1, 1, 0);
}

Test(together, a_code_and_one_above_it_are_a_trivial_pair)
{
	static const bool trivial[N_CODES][N_CODES] = {
		{ 1, 1, 1, 1, 0 }, { 1, 1, 1, 0, 0 }, { 1, 1, 1, 0, 0 },
		{ 1, 0, 0, 1, 0 }, { 0, 0, 0, 0, 1 },
	};
	size_t i, k;

	count_all(TOGETHER_TURN);
	for (i = 0; i < N_CODES; i++)
		for (k = 0; k < N_CODES; k++)
			cr_expect_eq(
			    together_trivial(&t, corpus_codebook(c), i, k),
			    trivial[i][k]);
	t.filter.own = true;
	cr_expect(!together_trivial(&t, corpus_codebook(c), 0, 1));
}

Test(together, each_unit_has_a_name)
{
	int u;

	for (u = 0; u < TOGETHER_UNITS; u++)
		cr_expect_eq(together_unit_find(
		                 together_unit_name((enum together_unit)u)),
		             u);
	cr_expect_eq(together_unit_find("sentence"), -1);
}

/* --- studies at random -----------------------------------------------------
 */

static int64_t
random_document(struct random *r, const char *name)
{
	static const char *const labels[] = { "INT",   "A", "B",
		                              "A + B", "",  "INT + A" };
	static const char *const said[] = { "one ", "two. ", "[laughs] ",
		                            "three, ", "[no] four " };
	struct buf b = { 0 };
	size_t i, n, turn;
	int64_t id;

	for (turn = 0; turn < N_TURNS; turn++) {
		buf_addf(&b, "%s: ", labels[random_below(r, 6)]);
		n = 1 + random_below(r, 6);
		for (i = 0; i < n; i++)
			buf_adds(&b, said[random_below(r, 5)]);
		buf_addc(&b, '\n');
	}
	id = fixture_document(p, name, buf_str(&b));
	buf_release(&b);
	return id;
}

/* Any bytes of the document that are not cut within a character: ASCII. */
static void
add_random_coding(struct random *r, const struct transcript_view *v)
{
	static const char *const hows[] = { "read", "read", "piped" };
	static const char *const stances[] = { "for", "for", "against",
		                               "mixed" };
	struct span s;

	s.start = random_below(r, v->len - 1);
	s.end = s.start + 1 + random_below(r, 40);
	if (s.end > v->len)
		s.end = v->len;
	fixture_coding(p, codes[random_below(r, N_CODES)], v->document.id,
	               random_below(r, 2) ? "ana" : "ben", s,
	               stances[random_below(r, 4)], hows[random_below(r, 3)]);
}

/* A part of one turn, as hits are. */
static void
add_random_hit(struct random *r, const struct transcript_view *v)
{
	const struct turn *turn = &v->turns[random_below(r, v->n_turns)];
	size_t len = turn->end - turn->start;
	struct span s;

	if (len == 0)
		return;
	s.start = turn->start + random_below(r, len);
	s.end = s.start + 1 + random_below(r, turn->end - s.start);
	fixture_hit(p, codes[random_below(r, N_CODES)], v->document.id, s, s,
	            random_below(r, 4) == 0);
}

/* Three documents; with JUDGED codings and verdicts, too. */
static void
next_study(struct random *r, bool judged)
{
	static const char *const names[] = { "one", "two", "three" };
	size_t i, k;

	teardown();
	memset(&t, 0, sizeof(t));
	c = NULL;
	setup();
	fixture_case(p, "Ana", "participant");
	fixture_case(p, "Ben", "participant");
	for (i = 0; i < 3; i++) {
		int64_t id = random_document(r, names[i]);
		struct transcript_view *v = fixture_open(p, id);
		struct span s = { v->turns[0].start, v->turns[1].end };

		for (k = 0; k < 16; k++)
			add_random_hit(r, v);
		for (k = 0; judged && k < 6; k++)
			add_random_coding(r, v);
		if (judged)
			fixture_verdict(
			    p, codes[random_below(r, N_CODES)], id, "ben", s,
			    random_below(r, 2) ? "accepted" : "rejected");
		document_close(v);
	}
	fixture_exec(p, "UPDATE speaker SET [case] = 1 WHERE label = 'A'"
	                " AND document <> 2");
	fixture_exec(p, "UPDATE speaker SET [case] = 2 WHERE label = 'B'"
	                " AND document <> 3");
}

/* --- the slow and obvious count --------------------------------------------
 */

struct slow {
	size_t alone[N_CODES], both[N_CODES][N_CODES];
	bool of_case[2][N_CODES];
};

/* The words of S in turn I, one by one. */
static size_t
slow_words(const struct transcript_view *v, const struct span *s, size_t i)
{
	size_t at, a, n = 0;
	struct span w;

	for (at = v->turns[i].start;
	     segment_next_word(v->text, v->turns[i].end, at, &w); at = w.end) {
		for (a = 0; a < v->n_asides; a++)
			if (v->asides[a].start <= w.start &&
			    w.end <= v->asides[a].end)
				break;
		/* a word that is cut counts on, as what is left of it */
		n += a == v->n_asides && w.start < s->end && s->start < w.end;
	}
	return n;
}

/* Do A and B (NULL: A alone) share a byte of a selected turn? */
static bool
slow_meet(const struct corpus_document *d, const struct span *a,
          const struct span *b)
{
	size_t i, at;

	for (i = 0; i < d->view->n_turns; i++)
		for (at = d->view->turns[i].start; at < d->view->turns[i].end;
		     at++)
			if (d->selected[i] && a->start <= at && at < a->end &&
			    (!b || (b->start <= at && at < b->end)))
				return true;
	return false;
}

static void
slow_spans(const struct corpus_document *d, const struct codebook *b,
           size_t code, const struct together *of, struct span_list *out)
{
	size_t i;

	for (i = 0; i < d->marks.n; i++) {
		const struct mark *k = &d->marks.items[i];
		struct span one = { k->start, k->end };

		if ((k->basis & of->filter.basis) &&
		    (k->stance & of->filter.stance) &&
		    (of->filter.own
		         ? k->code == code
		         : strncmp(b->codes[k->code]->path, paths[code],
		                   strlen(paths[code])) == 0))
			vec_push(out, one);
	}
	fixture_slow_join(d->view, out);
}

/* The turns of one passage. */
static void
slow_turns(const struct corpus_document *d, const struct span *s, bool *in)
{
	const struct transcript_view *v = d->view;
	size_t i, told = 0, asked_words = 0;

	for (i = 0; i < v->n_turns; i++) {
		if (!d->selected[i])
			continue;
		if (d->interviewer[i])
			asked_words += slow_words(v, s, i);
		else
			told += slow_words(v, s, i);
	}
	for (i = 0; i < v->n_turns; i++) {
		size_t n = slow_words(v, s, i);

		if (!d->selected[i])
			continue;
		if (told > 0)
			in[i] = in[i] || (n > 0 && !d->interviewer[i]);
		else if (asked_words > 0)
			in[i] = in[i] || n > 0;
		else
			in[i] = in[i] || (v->turns[i].start < s->end &&
			                  s->start < v->turns[i].end);
	}
}

/* As many of A, from FROM on, as can have one of B each. */
static size_t
slow_pairs(const struct corpus_document *d, const struct span_list *a,
           const struct span_list *b, size_t from, bool *taken)
{
	size_t best, k, pairs;

	if (from == a->n)
		return 0;
	best = slow_pairs(d, a, b, from + 1, taken);
	for (k = 0; k < b->n; k++) {
		if (taken[k] || !slow_meet(d, &a->items[from], &b->items[k]))
			continue;
		taken[k] = true;
		pairs = 1 + slow_pairs(d, a, b, from + 1, taken);
		taken[k] = false;
		if (pairs > best)
			best = pairs;
	}
	return best;
}

static void
slow_passages(const struct corpus_document *d, const struct span_list *spans,
              struct slow *out)
{
	bool taken[64] = { false };
	size_t i, k;

	for (i = 0; i < N_CODES; i++) {
		for (k = 0; k < spans[i].n; k++)
			out->alone[i] += slow_meet(d, &spans[i].items[k], NULL);
		for (k = i + 1; k < N_CODES; k++)
			out->both[i][k] +=
			    slow_pairs(d, &spans[i], &spans[k], 0, taken);
	}
}

/* Count the pairs among the codes that HAS. */
static void
slow_unit(struct slow *out, const bool has[N_CODES])
{
	size_t i, k;

	for (i = 0; i < N_CODES; i++) {
		out->alone[i] += has[i];
		for (k = i + 1; k < N_CODES; k++)
			out->both[i][k] += has[i] && has[k];
	}
}

static void
slow_document(const struct corpus_document *d, const struct span_list *spans,
              enum together_unit unit, struct slow *out)
{
	bool in[N_CODES][N_TURNS] = { { false } }, here[N_CODES] = { false };
	struct case_indexes cases = { 0 };
	size_t i, k, n;

	for (i = 0; i < N_CODES; i++)
		for (k = 0; k < spans[i].n; k++) {
			const struct span *s = &spans[i].items[k];

			slow_turns(d, s, in[i]);
			here[i] = here[i] || slow_meet(d, s, NULL);
			corpus_cases(d, s->start, s->end, &cases);
			for (n = 0; n < cases.n; n++)
				out->of_case[cases.items[n]][i] = true;
		}
	vec_release(&cases);
	if (unit == TOGETHER_DOCUMENT)
		slow_unit(out, here);
	for (n = 0; unit == TOGETHER_TURN && n < d->view->n_turns; n++) {
		for (i = 0; i < N_CODES; i++)
			here[i] = in[i][n];
		slow_unit(out, here);
	}
	if (unit == TOGETHER_PASSAGE)
		slow_passages(d, spans, out);
}

/* Count what `t` says again, and compare. */
static void
expect_slow(const struct selection *s)
{
	const struct corpus_document *d;
	struct slow slow = { 0 };
	size_t i, k;

	corpus_close(c);
	cr_assert_eq(corpus_open(p, s, &c, &err), 0);
	while (corpus_next(c, &d, &err) > 0) {
		struct span_list spans[N_CODES] = { { 0 } };

		for (i = 0; i < N_CODES; i++)
			slow_spans(d, corpus_codebook(c), i, &t, &spans[i]);
		slow_document(d, spans, t.unit, &slow);
		for (i = 0; i < N_CODES; i++)
			vec_release(&spans[i]);
	}
	for (i = 0; t.unit == TOGETHER_CASE && i < 2; i++)
		slow_unit(&slow, slow.of_case[i]);
	for (i = 0; i < N_CODES; i++) {
		cr_assert_eq(cooccurrence_alone(&t.counts, i), slow.alone[i],
		             "%s in %ss: %zu, not %zu", paths[i],
		             together_unit_name(t.unit),
		             cooccurrence_alone(&t.counts, i), slow.alone[i]);
		for (k = i + 1; k < N_CODES; k++)
			cr_assert_eq(cooccurrence_both(&t.counts, i, k),
			             slow.both[i][k], "%s with %s in %ss",
			             paths[i], paths[k],
			             together_unit_name(t.unit));
	}
}

Test(together, counts_are_those_of_a_slow_and_obvious_count)
{
	static const unsigned bases[] = { BASIS_JUDGED, BASIS_UNREAD,
		                          BASIS_DISPUTED, BASIS_BOTH };
	static const char *const speakers[] = { "A" };
	struct selection all = { 0 },
	                 some = { .speakers = speakers, .n_speakers = 1 };
	struct random r = { .state = 41 };
	int round, u;

	for (round = 0; round < 40; round++) {
		const struct selection *s = &all;
		bool own = random_below(&r, 3) == 0;
		unsigned basis = bases[random_below(&r, 4)];
		unsigned stance =
		    random_below(&r, 3) ? STANCE_FOR : STANCE_AGAINST;

		next_study(&r, true);
		if (fixture_int(p, "SELECT EXISTS (SELECT 1 FROM speaker"
		                   " WHERE label = 'A')") &&
		    round % 3 == 0)
			s = &some;
		for (u = 0; u < TOGETHER_UNITS; u++) {
			count((enum together_unit)u, s, own, basis, stance);
			expect_slow(s);
		}
	}
}

Test(together, the_hits_alone_say_the_same_where_nothing_is_judged)
{
	static const enum together_unit units[] = { TOGETHER_TURN,
		                                    TOGETHER_DOCUMENT };
	struct random r = { .state = 42 };
	struct selection all = { 0 };
	int round, k;

	for (round = 0; round < 40; round++) {
		size_t i, j;

		next_study(&r, false);
		for (i = 0; i < N_CODES; i++)
			asked[i] = random_below(&r, 4) > 0;
		for (k = 0; k < 8; k++) {
			struct together fast = { .unit = units[k % 2],
				                 .asked = asked };

			fast.filter.own = k & 2;
			fast.filter.stance =
			    k & 4 ? STANCE_AGAINST : STANCE_FOR;
			fast.filter.basis = BASIS_UNREAD;
			count(fast.unit, &all, fast.filter.own, BASIS_UNREAD,
			      fast.filter.stance);
			cr_assert_eq(together_count_hits(
			                 &fast, p, corpus_codebook(c), &err),
			             0);
			cr_assert_eq(fast.n, t.n);
			for (i = 0; i < t.n; i++)
				for (j = i; j < t.n; j++)
					cr_assert_eq(
					    cooccurrence_both(&fast.counts, i,
					                      j),
					    cooccurrence_both(&t.counts, i, j));
			together_release(&fast);
		}
	}
}
