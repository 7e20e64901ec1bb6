/*
 * The counts of themes, on studies made at random: against a slow and
 * obvious count, and what may not change them.
 */
#include "report/theme.h"

#include "base/error.h"
#include "base/vec.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <string.h>

static struct project *p;
static struct corpus *c;
static struct error err;
static struct span_list words; /* of a document, to put marks on */

static void
setup(void)
{
	p = fixture_project();
}

static void
teardown(void)
{
	vec_release(&words);
	corpus_close(c);
	project_close(p);
}
TestSuite(theme, .init = setup, .fini = teardown);

#define N_CODES 5
static const char *const paths[N_CODES] = { "x", "x/y", "x/y/z", "x/w", "v" };
static const char *const coders[] = { "ana", "ben", "cy" };
static int64_t codes[N_CODES], documents[3];

static void
find_words(struct transcript_view *v)
{
	struct span w = { 0 };
	size_t i, at;

	words.n = 0;
	for (i = 0; i < v->n_turns; i++)
		for (at = v->turns[i].start;
		     segment_next_word(v->text, v->turns[i].end, at, &w);
		     at = w.end)
			vec_push(&words, w);
}

static int64_t
random_document(struct random *r, const char *name)
{
	static const char *const labels[] = { "INT: ", "A: ", "B: ",
		                              "C: ",   ": ",  "A + B: " };
	static const char *const vocabulary[] = { "one",           "tw\u00f6",
		                                  "three.",        "four,",
		                                  "[laughs] five", "six  " };
	struct buf b = { 0 };
	size_t turn, i, n;
	int64_t id;

	for (turn = 0; turn < 6; turn++) {
		buf_adds(&b, labels[random_below(r, 6)]);
		n = 1 + random_below(r, 8);
		for (i = 0; i < n; i++)
			buf_addf(&b, "%s ", vocabulary[random_below(r, 6)]);
		buf_addc(&b, '\n');
	}
	id = fixture_document(p, name, buf_str(&b));
	buf_release(&b);
	return id;
}

/* Put CODE on words FROM to TO (of `words`), as a hit, read, or piped. */
static void
add_mark(struct random *r, size_t code, int64_t document, size_t from,
         size_t to, const char *how, const char *stance)
{
	struct span s = { words.items[from].start, words.items[to].end };
	struct span anchor;

	if (strcmp(how, "hit") == 0) {
		size_t first = from + random_below(r, to - from + 1);
		size_t last = first + random_below(r, to - first + 1);

		anchor.start = words.items[first].start;
		anchor.end = words.items[last].end;
		fixture_hit(p, codes[code], document, s, anchor,
		            strcmp(stance, "against") == 0);
	} else {
		fixture_coding(p, codes[code], document,
		               coders[random_below(r, 3)], s, stance, how);
	}
}

/* The last word, from FROM on, that stands in the same turn. */
static size_t
last_in_turn(const struct transcript_view *v, size_t from)
{
	const struct turn *t = document_turn_at(v, words.items[from].start);

	while (from + 1 < words.n && words.items[from + 1].end <= t->end)
		from++;
	return from;
}

static void
add_random_mark(struct random *r, int64_t document)
{
	static const char *const hows[] = { "hit",  "hit",      "hit",  "read",
		                            "read", "imported", "piped" };
	static const char *const stances[] = { "for", "for", "for", "against",
		                               "mixed" };
	struct transcript_view *v = fixture_open(p, document);
	const char *how = hows[random_below(r, 7)];
	size_t from, to, turn_end;

	find_words(v);
	from = random_below(r, words.n);
	to = from + random_below(r, 6);
	turn_end = last_in_turn(v, from);
	if (to >= words.n)
		to = words.n - 1;
	if (strcmp(how, "hit") == 0 && to > turn_end)
		to = turn_end;
	add_mark(r, random_below(r, N_CODES), document, from, to, how,
	         stances[random_below(r, 5)]);
	document_close(v);
}

static void
add_random_verdict(struct random *r, int64_t document)
{
	struct transcript_view *v = fixture_open(p, document);
	size_t code = random_below(r, N_CODES), from, to;
	struct span s;

	find_words(v);
	from = random_below(r, words.n);
	to = from + random_below(r, 4);
	s.start = words.items[from].start;
	s.end = words.items[to < words.n ? to : words.n - 1].end;
	fixture_verdict(p, codes[code], document, coders[random_below(r, 3)], s,
	                random_below(r, 2) ? "accepted" : "rejected");
	document_close(v);
}

/* Three documents, a tree of codes, marks of every kind. */
static void
add_random_study(struct random *r)
{
	static const char *const names[] = { "one", "two", "three" };
	size_t i, k;

	for (i = 0; i < N_CODES; i++)
		codes[i] = fixture_code(p, paths[i]);
	fixture_case(p, "Ana", "participant");
	fixture_case(p, "Ben", "participant");
	for (i = 0; i < 3; i++) {
		documents[i] = random_document(r, names[i]);
		for (k = 0; k < 14; k++)
			add_random_mark(r, documents[i]);
		for (k = 0; k < 2; k++)
			add_random_verdict(r, documents[i]);
	}
	/* the same labels are the same people in two documents of three */
	fixture_exec(p, "UPDATE speaker SET [case] = 1 WHERE label = 'A'"
	                " AND document <> 2");
	fixture_exec(p, "UPDATE speaker SET [case] = 2 WHERE label = 'B'"
	                " AND document <> 3");
}

/* What all codes count, on one basis. */
struct counts {
	size_t rolled[N_CODES][4], own[N_CODES][4];
};

static void
read_counts(enum theme_basis basis, struct counts *out)
{
	struct selection s = { 0 };
	struct themes themes = { 0 };
	size_t i;
	int m;

	corpus_close(c);
	cr_assert_eq(corpus_open(p, &s, &c, &err), 0);
	cr_assert_eq(themes_walk(p, c, &themes, &err), 0);
	cr_assert_eq(themes.n, N_CODES);
	for (i = 0; i < N_CODES; i++) {
		for (m = 0; m < 4; m++) {
			enum frequency_measure f = (enum frequency_measure)m;

			cr_assert_str_eq(themes.items[i].code->path, paths[i]);
			out->rolled[i][m] =
			    frequency_of(&themes.items[i].rolled[basis], f);
			out->own[i][m] =
			    frequency_of(&themes.items[i].own[basis], f);
		}
	}
	themes_release(&themes);
}

/* Count the words of S, and say whose they are. */
static size_t
slow_words(const struct corpus_document *d, const struct span *s, bool *cases)
{
	const struct transcript_view *v = d->view;
	size_t i, k, at, a, told = 0, asked = 0;
	struct span w;

	for (i = 0; i < v->n_turns; i++) {
		for (at = v->turns[i].start;
		     segment_next_word(v->text, v->turns[i].end, at, &w);
		     at = w.end) {
			for (a = 0; a < v->n_asides; a++)
				if (v->asides[a].start <= w.start &&
				    w.end <= v->asides[a].end)
					break;
			if (a < v->n_asides || w.start < s->start ||
			    w.end > s->end)
				continue;
			told += !d->interviewer[i];
			asked += d->interviewer[i];
			for (k = 0; k < d->cases[i].n; k++)
				cases[d->cases[i].items[k]] = true;
		}
	}
	for (i = 0; told + asked == 0 && i < v->n_turns; i++)
		if (v->turns[i].start < s->end && s->start < v->turns[i].end)
			for (k = 0; k < d->cases[i].n; k++)
				cases[d->cases[i].items[k]] = true;
	return told > 0 ? told : asked;
}

static void
slow_count(size_t code, bool own, unsigned basis, size_t out[4])
{
	const struct codebook *b;
	const struct corpus_document *d;
	struct selection sel = { 0 };
	bool cases[2] = { false }, counted;
	size_t i;

	memset(out, 0, 4 * sizeof(*out));
	corpus_close(c);
	cr_assert_eq(corpus_open(p, &sel, &c, &err), 0);
	b = corpus_codebook(c);
	while (corpus_next(c, &d, &err) > 0) {
		struct span_list s = { 0 };

		for (i = 0; i < d->marks.n; i++) {
			const struct mark *k = &d->marks.items[i];
			struct span one = { k->start, k->end };

			if ((k->basis & basis) && (k->stance & STANCE_FOR) &&
			    (own ? k->code == code
			         : strncmp(b->codes[k->code]->path, paths[code],
			                   strlen(paths[code])) == 0))
				vec_push(&s, one);
		}
		fixture_slow_join(d->view, &s);
		counted = false;
		for (i = 0; i < s.n; i++) {
			bool mine[2] = { false };
			size_t n = slow_words(d, &s.items[i], mine);

			if (!mine[0] && !mine[1])
				continue; /* no case's: counted apart */
			counted = true;
			out[FREQUENCY_PASSAGES]++;
			out[FREQUENCY_WORDS] += n;
			cases[0] = cases[0] || mine[0];
			cases[1] = cases[1] || mine[1];
		}
		out[FREQUENCY_DOCUMENTS] += counted;
		vec_release(&s);
	}
	out[FREQUENCY_CASES] = cases[0] + cases[1];
}

static void
expect_same(const size_t *fast, const size_t *slow, size_t code,
            const char *what)
{
	int m;

	for (m = 0; m < 4; m++)
		cr_assert_eq(fast[m], slow[m], "%s, %s of %s: %zu, not %zu",
		             what,
		             frequency_measure_name((enum frequency_measure)m),
		             paths[code], fast[m], slow[m]);
}

/* Begin anew with a random study. */
static void
next_study(struct random *r)
{
	corpus_close(c);
	c = NULL;
	project_close(p);
	p = fixture_project();
	add_random_study(r);
}

Test(theme, counts_are_those_of_a_slow_and_obvious_count)
{
	struct random r = { .state = 31 };
	struct counts fast;
	size_t slow[4], i;
	int round, k;

	for (round = 0; round < 12; round++) {
		next_study(&r);
		for (k = 0; k < THEME_BASES; k++) {
			enum theme_basis basis = (enum theme_basis)k;

			read_counts(basis, &fast);
			for (i = 0; i < N_CODES; i++) {
				slow_count(i, false, theme_bits(basis), slow);
				expect_same(fast.rolled[i], slow, i, "rolled");
				slow_count(i, true, theme_bits(basis), slow);
				expect_same(fast.own[i], slow, i, "own");
			}
		}
	}
}

/* Any passage of CODE on BASIS; false if it has none. */
static bool
any_passage(struct random *r, size_t code, bool own, unsigned basis,
            int64_t *document, struct span *out)
{
	struct passage_filter f = { .own = own,
		                    .stance = STANCE_FOR,
		                    .basis = basis };
	const struct corpus_document *d;
	struct passages passages = { 0 };
	struct selection s = { 0 };
	size_t seen = 0, i;

	corpus_close(c);
	cr_assert_eq(corpus_open(p, &s, &c, &err), 0);
	f.code = corpus_codebook(c)->codes[code];
	while (corpus_next(c, &d, &err) > 0) {
		passages_join(d->view, corpus_codebook(c), &d->marks, &f,
		              &passages);
		for (i = 0; i < passages.n; i++) {
			if (random_below(r, ++seen) > 0)
				continue;
			*document = d->view->document.id;
			out->start = passages.items[i].start;
			out->end = passages.items[i].end;
		}
	}
	passages_release(&passages);
	return seen > 0;
}

/* Put a mark of CODE inside S: a hit or piped one if not READ. */
static void
mark_inside(struct random *r, size_t code, int64_t document, struct span s,
            bool read)
{
	struct transcript_view *v = fixture_open(p, document);
	const char *how = read ? "read" : random_below(r, 3) ? "hit" : "piped";
	size_t from = 0, to, end;

	find_words(v);
	while (words.items[from].start < s.start)
		from++;
	for (to = from; to + 1 < words.n && words.items[to + 1].end <= s.end;)
		to++;
	from += random_below(r, to - from + 1);
	to = from + random_below(r, to - from + 1);
	end = last_in_turn(v, from);
	if (strcmp(how, "hit") == 0 && to > end)
		to = end;
	add_mark(r, code, document, from, to, how, "for");
	document_close(v);
}

static bool
covers(size_t above, size_t code)
{
	return strncmp(paths[code], paths[above], strlen(paths[above])) == 0;
}

/* A random code at or below CODE. */
static size_t
code_below(struct random *r, size_t code)
{
	size_t below;

	do
		below = random_below(r, N_CODES);
	while (!covers(code, below));
	return below;
}

/*
 * Add marks inside passages on BASIS: of any kind if that is "both", else
 * of the same one.  No rolled-up count of the code or those above it may
 * change, nor its own if the mark is its own.
 */
static void
expect_unmoved(struct random *r, enum theme_basis basis)
{
	struct counts before, after;
	int64_t document = 0;
	size_t code = random_below(r, N_CODES), below, i;
	bool own = random_below(r, 2), read = basis == THEME_JUDGED;
	struct span s;

	if (!any_passage(r, code, own, theme_bits(basis), &document, &s))
		return;
	below = own ? code : code_below(r, code);
	if (basis == THEME_BOTH)
		read = random_below(r, 2);
	read_counts(basis, &before);
	mark_inside(r, below, document, s, read);
	read_counts(basis, &after);
	for (i = 0; i < N_CODES; i++)
		if (covers(i, code))
			expect_same(after.rolled[i], before.rolled[i], i,
			            "after a mark inside");
	if (own)
		expect_same(after.own[code], before.own[code], code,
		            "after an own mark inside");
}

Test(theme, a_mark_inside_a_passage_changes_no_count)
{
	struct random r = { .state = 32 };
	int round, k;

	for (round = 0; round < 25; round++) {
		next_study(&r);
		for (k = 0; k < 12; k++)
			expect_unmoved(&r, THEME_BOTH);
	}
}

Test(theme, a_mark_of_the_same_basis_inside_changes_no_count_of_it)
{
	struct random r = { .state = 33 };
	int round, k;

	for (round = 0; round < 25; round++) {
		next_study(&r);
		for (k = 0; k < 6; k++) {
			expect_unmoved(&r, THEME_JUDGED);
			expect_unmoved(&r, THEME_UNREAD);
		}
	}
}

Test(theme, no_word_is_counted_twice)
{
	struct random r = { .state = 34 };
	struct counts counts;
	size_t spoken, i;
	int round;

	for (round = 0; round < 10; round++) {
		next_study(&r);
		spoken = (size_t)fixture_int(p, "SELECT sum(words) FROM turn");
		for (i = 0; i < 60; i++)
			add_random_mark(&r, documents[i % 3]);
		read_counts(THEME_BOTH, &counts);
		for (i = 0; i < N_CODES; i++)
			cr_assert_leq(counts.rolled[i][FREQUENCY_WORDS],
			              spoken);
	}
}
