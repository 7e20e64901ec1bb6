/* Blocks that were moved: anchors out of order, and what goes with them. */
#include "model/align.h"

#include "base/mem.h"
#include "base/vec.h"
#include "model/align_private.h"

#include <stdlib.h>
#include <string.h>

#define EDGE 16 /* tokens that a block takes with it */

/* May A and B be paired now? */
static bool
loose(const struct align_work *w, size_t a, size_t b)
{
	return w->a.mates[a] == ALIGN_NONE && w->b.mates[b] == ALIGN_NONE &&
	       align_same(w, a, b);
}

static void
push_move(struct align_work *w, size_t a, size_t b, size_t n, size_t block)
{
	struct align_move m = { a, b, n, block };
	size_t k;

	for (k = 0; k < n; k++) {
		align_join(w, a + k, b + k);
		w->a.moved[a + k] = w->b.moved[b + k] = true;
	}
	vec_push(&w->moves, m);
}

/* How many tokens in a row around token I have mates in a row, up to MAX. */
static size_t
weight(const struct align_side *s, size_t i, size_t max)
{
	size_t from = i, to = i + 1;

	if (s->mates[i] == ALIGN_NONE)
		return 0;
	while (to - from < max && from > 0 &&
	       s->mates[from - 1] == s->mates[from] - 1)
		from--;
	while (to - from < max && to < s->n &&
	       s->mates[to] == s->mates[to - 1] + 1)
		to++;
	return to - from;
}

static void
part(struct align_side *x, struct align_side *y, size_t i)
{
	if (x->mates[i] == ALIGN_NONE)
		return;
	y->mates[x->mates[i]] = ALIGN_NONE;
	x->mates[i] = ALIGN_NONE;
}

/*
 * A and B stand at the edge of a block of N tokens and are the same.  They
 * go with it, even if they have mates where it was, or where it is now: some
 * paragraphs begin with the same words.
 */
static bool
follows(struct align_work *w, size_t a, size_t b, size_t n)
{
	if (!align_same(w, a, b) || w->a.moved[a] || w->b.moved[b] ||
	    2 * weight(&w->a, a, n) > n || 2 * weight(&w->b, b, n) > n)
		return false;
	part(&w->a, &w->b, a);
	part(&w->b, &w->a, b);
	return true;
}

/* Let M grow, within its first and last line, over what follows it. */
static void
grow_edges(struct align_work *w, struct align_move *m)
{
	size_t steps = 2 * EDGE;

	while (steps-- > EDGE && !align_begins_line(&w->a, m->a) &&
	       !align_begins_line(&w->b, m->b) &&
	       follows(w, m->a - 1, m->b - 1, m->n)) {
		m->a--;
		m->b--;
		m->n++;
	}
	steps = EDGE;
	while (steps-- > 0 && !align_begins_line(&w->a, m->a + m->n) &&
	       !align_begins_line(&w->b, m->b + m->n) &&
	       follows(w, m->a + m->n, m->b + m->n, m->n))
		m->n++;
}

/* What else of R is the same belongs to the block too. */
static void
grow(struct align_work *w, const struct align_range *r, size_t block)
{
	size_t n = r->a1 - r->a0, i, k;
	uint32_t *mates = mem_array(n, sizeof(*mates));

	if (n > 0 && r->b1 > r->b0)
		align_myers(w->a.hashes + r->a0, n, w->b.hashes + r->b0,
		            r->b1 - r->b0, mates, &w->budget);
	else
		memset(mates, 0xFF, n * sizeof(*mates));
	for (i = 0; i < n; i += k) {
		k = 1;
		if (mates[i] == ALIGN_NONE)
			continue;
		while (i + k < n && mates[i + k] == mates[i] + k)
			k++;
		push_move(w, r->a0 + i, r->b0 + mates[i], k, block);
	}
	free(mates);
}

/* A paragraph that moved may have been corrected too: to its line's ends. */
static void
grow_lines(struct align_work *w, struct align_move m)
{
	struct align_range r = { m.a, m.a, m.b, m.b };

	while (!align_begins_line(&w->a, r.a0) &&
	       w->a.mates[r.a0 - 1] == ALIGN_NONE)
		r.a0--;
	while (!align_begins_line(&w->b, r.b0) &&
	       w->b.mates[r.b0 - 1] == ALIGN_NONE)
		r.b0--;
	grow(w, &r, m.block);
	r = (struct align_range){ m.a + m.n, m.a + m.n, m.b + m.n, m.b + m.n };
	while (!align_begins_line(&w->a, r.a1) &&
	       w->a.mates[r.a1] == ALIGN_NONE)
		r.a1++;
	while (!align_begins_line(&w->b, r.b1) &&
	       w->b.mates[r.b1] == ALIGN_NONE)
		r.b1++;
	grow(w, &r, m.block);
}

static int
by_a(const void *p, const void *q)
{
	const struct align_move *x = p, *y = q;

	return x->a < y->a ? -1 : x->a > y->a;
}

/* Let M grow over all that has no mates; says how many words it has then. */
static size_t
grow_loose(const struct align_work *w, struct align_move *m)
{
	size_t words = 0, gram = m->a;

	while (m->a > 0 && m->b > 0 && loose(w, m->a - 1, m->b - 1)) {
		m->a--;
		m->b--;
	}
	while (m->a + m->n < w->a.n && m->b + m->n < w->b.n &&
	       loose(w, m->a + m->n, m->b + m->n)) {
		words += w->a.tokens[m->a + m->n].word;
		m->n++;
	}
	/* the anchor itself must be loose, or it grew by chance */
	return m->a + m->n < gram + ALIGN_GRAM ? 0 : words;
}

/*
 * Let M, which is loose but short, grow over its line, also over what has
 * mates, as long as most of it has none.
 */
static size_t
grow_line(const struct align_work *w, struct align_move *m)
{
	size_t words = 0, mated = 0, i;

	while (!align_begins_line(&w->a, m->a) &&
	       !align_begins_line(&w->b, m->b) &&
	       align_same(w, m->a - 1, m->b - 1)) {
		m->a--;
		m->b--;
		m->n++;
	}
	while (!align_begins_line(&w->a, m->a + m->n) &&
	       !align_begins_line(&w->b, m->b + m->n) &&
	       align_same(w, m->a + m->n, m->b + m->n))
		m->n++;
	for (i = 0; i < m->n; i++) {
		if (w->a.moved[m->a + i] || w->b.moved[m->b + i])
			return 0;
		words += w->a.tokens[m->a + i].word;
		mated += w->a.mates[m->a + i] != ALIGN_NONE ||
		         w->b.mates[m->b + i] != ALIGN_NONE;
	}
	return 2 * mated <= m->n ? words : 0;
}

void
align_find_moves(struct align_work *w)
{
	size_t i, k, block = 0;

	w->a.moved = mem_array(w->a.n, sizeof(*w->a.moved));
	w->b.moved = mem_array(w->b.n, sizeof(*w->b.moved));
	for (i = 0; i < w->grams.n; i++) {
		struct align_move m = { w->grams.items[i].a,
			                w->grams.items[i].b, 0, block + 1 };
		size_t words = grow_loose(w, &m);

		if (words > 0 && words < ALIGN_MOVE_WORDS)
			words = grow_line(w, &m);
		if (words < ALIGN_MOVE_WORDS)
			continue;
		grow_edges(w, &m);
		for (k = 0; k < m.n; k++) {
			part(&w->a, &w->b, m.a + k);
			part(&w->b, &w->a, m.b + k);
		}
		push_move(w, m.a, m.b, m.n, ++block);
		grow_lines(w, m);
	}
	if (w->moves.n > 0)
		qsort(w->moves.items, w->moves.n, sizeof(*w->moves.items),
		      by_a);
}
