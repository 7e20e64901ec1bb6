#include "reference_match.h"

#include "reference_phrase.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/pattern.h"
#include "base/vec.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { PIECES = 32 };

/* An anchor: the matched words are its pieces. */
struct anchor {
	size_t start, end;
	struct span pieces[PIECES];
	int n_pieces;
};

struct list {
	struct anchor *items;
	size_t n, cap;
};

static bool
in_aside(const struct ref_turn *r, size_t at)
{
	size_t i;

	for (i = 0; i < r->asides.n; i++)
		if (at >= r->asides.items[i].start &&
		    at < r->asides.items[i].end)
			return true;
	return false;
}

/* --- anchors of terms ----------------------------------------------------- */

static void
add(struct list *out, size_t start, size_t end)
{
	struct anchor a = { .start = start, .end = end, .n_pieces = 1 };

	a.pieces[0] = (struct span){ start, end };
	vec_push(out, a);
}

/* All matches in S, from left to right, without overlap. */
static void
find_phrase(const struct ref_turn *r, const struct ref_node *e,
            const struct ref_speech *s, struct list *out)
{
	size_t i = 0;
	long end;

	while (i < s->n) {
		end = reference_phrase(r, e, s, i);
		if (end > (long)i)
			add(out, s->items[i].start, s->items[end - 1].end);
		i = end > (long)i ? (size_t)end : i + 1;
	}
}

static void
find_regex(const struct ref_turn *r, const struct ref_node *e, struct list *out)
{
	struct pattern_scratch *scratch = pattern_scratch_new();
	size_t at = 0, start, end;
	struct pattern *p = NULL;
	int rc;

	rc = pattern_new(e->words[0], strlen(e->words[0]),
	                 r->code->exact ? PATTERN_EXACT : 0, &p, NULL, NULL);
	assert(rc == 0);
	while (at <= r->len && pattern_search(p, scratch, r->text, r->len, at,
	                                      &start, &end, NULL) > 0) {
		if (start < end && (r->code->asides || !in_aside(r, start)))
			add(out, start, end);
		at = end > start ? end : end + 1;
		while (at < r->len &&
		       ((unsigned char)r->text[at] & 0xC0) == 0x80)
			at++;
	}
	pattern_free(p);
	pattern_scratch_free(scratch);
}

static void
find_term(const struct ref_turn *r, const struct ref_node *e, struct list *out)
{
	struct ref_speech inside = { 0 };
	size_t i;

	if (e->kind == REF_REGEX) {
		find_regex(r, e, out);
		return;
	}
	find_phrase(r, e, &r->speech, out);
	for (i = 0; r->code->asides && i < r->asides.n; i++) {
		reference_hear(r, r->asides.items[i].start,
		               r->asides.items[i].end, true, &inside);
		find_phrase(r, e, &inside, out);
	}
	vec_release(&inside);
}

/* --- anchors of operators ------------------------------------------------- */

static int
compare(const void *a, const void *b)
{
	const struct anchor *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->end > y->end ? -1 : x->end < y->end;
}

static bool
touches(const struct anchor *a, struct span unit)
{
	return a->start < unit.end && unit.start < a->end;
}

static size_t
words_between(const struct ref_turn *r, size_t from, size_t to)
{
	size_t i, n = 0;

	for (i = 0; i < r->words.n; i++)
		n += r->words.items[i].start >= from &&
		     r->words.items[i].end <= to;
	return n;
}

static bool
is_near(const struct ref_turn *r, const struct ref_node *e,
        const struct anchor *x, const struct anchor *y)
{
	int i, k;

	if (x->end <= y->start)
		return words_between(r, x->end, y->start) <=
		       (size_t)e->distance;
	if (e->kind == REF_BEFORE)
		return false;
	if (y->end <= x->start)
		return words_between(r, y->end, x->start) <=
		       (size_t)e->distance;
	for (i = 0; i < x->n_pieces; i++)
		for (k = 0; k < y->n_pieces; k++)
			if (x->pieces[i].start < y->pieces[k].end &&
			    y->pieces[k].start < x->pieces[i].end)
				return false;
	return true;
}

static struct anchor
hull(const struct anchor *x, const struct anchor *y)
{
	struct anchor a = *x;
	int i;

	a.start = y->start < a.start ? y->start : a.start;
	a.end = y->end > a.end ? y->end : a.end;
	for (i = 0; i < y->n_pieces; i++) {
		assert(a.n_pieces < PIECES);
		a.pieces[a.n_pieces++] = y->pieces[i];
	}
	return a;
}

static size_t
length_of_both(const struct anchor *x, const struct anchor *y)
{
	struct anchor h = hull(x, y);

	return h.end - h.start;
}

static void
join_near(const struct ref_turn *r, const struct ref_node *e,
          const struct list *a, const struct list *b, struct list *out)
{
	size_t i, k;

	for (i = 0; i < a->n; i++) {
		const struct anchor *x = &a->items[i], *best = NULL;

		for (k = 0; k < b->n; k++) {
			const struct anchor *y = &b->items[k];
			size_t size, least;

			if (!is_near(r, e, x, y))
				continue;
			size = length_of_both(x, y);
			least = best ? length_of_both(x, best) : size + 1;
			/* B is sorted; of equal starts the longest first */
			if (size < least ||
			    (size == least && y->start == best->start))
				best = y;
		}
		if (best)
			vec_push(out, hull(x, best));
	}
}

static void
join_and(const struct ref_turn *r, const struct list *args, int n,
         struct list *out)
{
	size_t u, k;
	int i;

	for (u = 0; u < r->units.n; u++) {
		struct anchor all = { .start = SIZE_MAX };

		for (i = 0; i < n; i++) {
			for (k = 0; k < args[i].n; k++)
				if (touches(&args[i].items[k],
				            r->units.items[u]))
					break;
			if (k == args[i].n)
				break;
			if (args[i].items[k].start < all.start)
				all.start = args[i].items[k].start;
			if (args[i].items[k].end > all.end)
				all.end = args[i].items[k].end;
		}
		if (i == n)
			add(out, all.start, all.end);
	}
}

static bool
shares_unit(const struct ref_turn *r, const struct anchor *x,
            const struct anchor *y)
{
	size_t u;

	for (u = 0; u < r->units.n; u++)
		if (touches(x, r->units.items[u]) &&
		    touches(y, r->units.items[u]))
			return true;
	return false;
}

static void
keep_without(const struct ref_turn *r, const struct list *args, int n,
             struct list *out)
{
	size_t i, k;
	int b;

	for (i = 0; i < args[0].n; i++) {
		bool clean = true;

		for (b = 1; b < n; b++)
			for (k = 0; k < args[b].n; k++)
				if (shares_unit(r, &args[0].items[i],
				                &args[b].items[k]))
					clean = false;
		if (clean)
			vec_push(out, args[0].items[i]);
	}
}

/* The anchors of E: sorted, none twice. */
static void
evaluate(const struct ref_turn *r, const struct ref_node *e, struct list *out)
{
	struct list args[REF_ARGS] = { 0 };
	size_t i, k = 0;
	int n;

	for (n = 0; n < e->n_args; n++)
		evaluate(r, e->args[n], &args[n]);
	if (e->kind == REF_PHRASE || e->kind == REF_REGEX)
		find_term(r, e, out);
	else if (e->kind == REF_AND)
		join_and(r, args, n, out);
	else if (e->kind == REF_NOT)
		keep_without(r, args, n, out);
	else if (e->kind == REF_NEAR || e->kind == REF_BEFORE)
		join_near(r, e, &args[0], &args[1], out);
	for (n = 0; n < e->n_args; n++) {
		for (i = 0; e->kind == REF_OR && i < args[n].n; i++)
			vec_push(out, args[n].items[i]);
		vec_release(&args[n]);
	}
	if (out->n == 0)
		return;
	qsort(out->items, out->n, sizeof(*out->items), compare);
	for (i = 1; i < out->n; i++)
		if (compare(&out->items[k], &out->items[i]) != 0)
			out->items[++k] = out->items[i];
	out->n = k + 1;
}

/* --- hits ----------------------------------------------------------------- */

/* The words that NEAR counts. */
static void
count_words(struct ref_turn *r)
{
	const struct ref_speech *s = &r->speech;
	size_t i = 0, from, f, len, k, best;
	bool *filled = mem_array(s->n, sizeof(*filled));

	/* from left to right; of two fillers at a place the longer one */
	while (i < s->n) {
		long end = -1;

		for (len = REF_FILLER; len > 0 && end < 0; len--)
			for (f = 0; f < r->code->n_fillers && end < 0; f++)
				if (strlen(r->code->fillers[f]) == len)
					end = reference_filler(
					    r, s, r->code->fillers[f], i);
		best = end > 0 ? (size_t)end : i;
		for (k = i; k < best; k++)
			filled[k] = true;
		i = best > i ? best : i + 1;
	}
	for (i = 0; i < s->n;) {
		bool all = true;

		for (from = i;
		     reference_is_word(s, i) ||
		     (i > from && i < s->n &&
		      (s->items[i].cp == '\'' || s->items[i].cp == 0x2019) &&
		      reference_is_word(s, i + 1));
		     i++)
			all = all && filled[i];
		if (i > from && !all) {
			struct span w = { s->items[from].start,
				          s->items[i - 1].end };

			vec_push(&r->words, w);
		}
		i += i == from;
	}
	free(filled);
}

static bool
comes_first(const struct rule_hit *a, const struct rule_hit *b)
{
	if (a->anchor_start != b->anchor_start)
		return a->anchor_start < b->anchor_start;
	if (a->anchor_end != b->anchor_end)
		return a->anchor_end > b->anchor_end;
	return a->rule < b->rule;
}

/* Move the leftmost, then longest anchors of one stance to OUT. */
static void
take_leftmost(struct rule_hits *all, bool against, struct rule_hits *out)
{
	size_t i, end = 0;

	for (;;) {
		const struct rule_hit *best = NULL;

		for (i = 0; i < all->n; i++)
			if (all->items[i].against == against &&
			    all->items[i].anchor_start >= end &&
			    (!best || comes_first(&all->items[i], best)))
				best = &all->items[i];
		if (!best)
			return;
		vec_push(out, *best);
		end = best->anchor_end;
	}
}

static void
grow(const struct ref_turn *r, struct rule_hit *h)
{
	struct anchor a = { .start = h->anchor_start, .end = h->anchor_end };
	size_t u;

	h->start = a.start;
	h->end = a.end;
	for (u = 0; r->code->unit != UNIT_MATCH && u < r->units.n; u++) {
		struct span unit = r->units.items[u];

		if (!touches(&a, unit))
			continue;
		h->start = unit.start < h->start ? unit.start : h->start;
		h->end = unit.end > h->end ? unit.end : h->end;
	}
}

/* Join two hits that overlap, until none do. */
static void
join_hits(struct rule_hits *hits)
{
	size_t i, k;

again:
	for (i = 0; i < hits->n; i++)
		for (k = i + 1; k < hits->n; k++) {
			struct rule_hit *x = &hits->items[i];
			struct rule_hit *y = &hits->items[k], h = *x;

			if (x->start >= y->end || y->start >= x->end)
				continue;
			if (x->against != y->against ? y->against
			                             : comes_first(y, x))
				h = *y;
			h.start = x->start < y->start ? x->start : y->start;
			h.end = x->end > y->end ? x->end : y->end;
			*x = h;
			*y = hits->items[--hits->n];
			goto again;
		}
}

static int
compare_hits(const void *a, const void *b)
{
	const struct rule_hit *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

static void
find_units(struct ref_turn *r)
{
	struct span whole = { 0, r->len }, aside;
	size_t at;

	for (at = 0; segment_next_aside(r->text, r->len, at, &aside);
	     at = aside.end)
		vec_push(&r->asides, aside);
	if (r->code->unit == UNIT_TURN)
		vec_push(&r->units, whole);
	else if (r->code->unit == UNIT_PARAGRAPH)
		segment_paragraphs(r->text, 0, r->len, &r->units);
	else
		segment_sentences(r->text, 0, r->len, &r->units);
}

void
reference_scan(const struct ref_code *code, const char *text,
               struct rule_hits *out)
{
	struct ref_turn r = { .code = code, .text = text, .len = strlen(text) };
	struct rule_hits all = { 0 };
	size_t i;
	int n;

	find_units(&r);
	reference_hear(&r, 0, r.len, false, &r.speech);
	count_words(&r);
	for (n = 0; n < code->n_rules; n++) {
		struct list anchors = { 0 };

		evaluate(&r, code->rules[n].node, &anchors);
		for (i = 0; i < anchors.n; i++) {
			struct rule_hit h = {
				.turn = 1,
				.anchor_start = anchors.items[i].start,
				.anchor_end = anchors.items[i].end,
				.against = code->rules[n].against,
				.rule = code->rules[n].position,
			};

			vec_push(&all, h);
		}
		vec_release(&anchors);
	}
	take_leftmost(&all, false, out);
	take_leftmost(&all, true, out);
	for (i = 0; i < out->n; i++)
		grow(&r, &out->items[i]);
	join_hits(out);
	if (out->n > 0)
		qsort(out->items, out->n, sizeof(*out->items), compare_hits);
	vec_release(&all);
	vec_release(&r.asides);
	vec_release(&r.units);
	vec_release(&r.words);
	vec_release(&r.speech);
}
