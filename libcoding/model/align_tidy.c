/* Which of several alignments that are as long is the one people mean. */
#include "model/align.h"

#include "base/mem.h"
#include "base/vec.h"
#include "model/align_private.h"

#include <stdlib.h>
#include <string.h>

#define SLIDES 10000 /* steps in one direction */
#define ROUNDS 8     /* until no coincidence is left, mostly 2 or 3 */

/* --- changes that could stand elsewhere ------------------------------------
 */

bool
align_begins_line(const struct align_side *s, size_t i)
{
	size_t from;

	if (i == 0 || i == s->n)
		return true;
	from = s->tokens[i - 1].start + s->tokens[i - 1].len;
	return memchr(s->text + from, '\n', s->tokens[i].start - from) != NULL;
}

/* How natural a change is that begins at token I. */
static int
worth(const struct align_side *s, size_t i)
{
	if (align_begins_line(s, i))
		return 2;
	return !s->tokens[i - 1].word &&
	       strchr(".!?", s->text[s->tokens[i - 1].start]) != NULL;
}

/* Tokens [start, end) of x, which have no mates, and where they stand in y. */
struct change {
	size_t start, end, at;
};

static bool
slide_up(struct align_side *x, struct align_side *y, struct change *c)
{
	if (c->start == 0 || c->at == 0 || c->start == c->end ||
	    x->mates[c->start - 1] != c->at - 1 ||
	    x->hashes[c->start - 1] != x->hashes[c->end - 1])
		return false;
	c->start--;
	c->end--;
	c->at--;
	x->mates[c->start] = ALIGN_NONE;
	x->mates[c->end] = (uint32_t)c->at;
	y->mates[c->at] = (uint32_t)c->end;
	return true;
}

static bool
slide_down(struct align_side *x, struct align_side *y, struct change *c)
{
	if (c->end == x->n || c->at == y->n || c->start == c->end ||
	    x->mates[c->end] != c->at ||
	    x->hashes[c->end] != x->hashes[c->start])
		return false;
	x->mates[c->start] = (uint32_t)c->at;
	y->mates[c->at] = (uint32_t)c->start;
	x->mates[c->end] = ALIGN_NONE;
	c->start++;
	c->end++;
	c->at++;
	return true;
}

/* Leave it where it is most natural; of equals, the last. */
static void
settle(struct align_side *x, struct align_side *y, struct change *c)
{
	size_t ups = 0, downs = 0, best_at = 0;
	int best = -1, here;

	while (ups < SLIDES && slide_up(x, y, c))
		ups++;
	for (;;) {
		here = worth(x, c->start);
		if (here >= best) {
			best = here;
			best_at = downs;
		}
		if (downs >= ups + SLIDES || !slide_down(x, y, c))
			break;
		downs++;
	}
	while (downs > best_at && slide_up(x, y, c))
		downs--;
}

void
align_slide(struct align_side *x, struct align_side *y)
{
	struct change c;
	size_t i = 0;

	while (i < x->n) {
		if (x->mates[i] != ALIGN_NONE) {
			i++;
			continue;
		}
		c.start = i;
		c.at = i > 0 ? x->mates[i - 1] + 1 : 0;
		while (i < x->n && x->mates[i] == ALIGN_NONE)
			i++;
		c.end = i;
		/* words in y instead of these: it is no mere change of x */
		if (c.at < y->n && y->mates[c.at] == ALIGN_NONE)
			continue;
		settle(x, y, &c);
		i = c.end > i ? c.end : i;
	}
}

/* --- coincidences ----------------------------------------------------------
 */

/* Tokens that are the same in a row, and letters that differ before them. */
struct island {
	size_t a, b, n;
	uint64_t words, letters, out, in;
	bool rare; /* it holds a word that stands once in each text */
};

struct islands {
	struct island *items;
	size_t n, cap;
};

static uint64_t
letters(const struct align_side *s, size_t from, size_t to)
{
	uint64_t n = 0;

	for (; from < to; from++)
		n += s->tokens[from].word ? s->tokens[from].len : 0;
	return n;
}

/* The last one is empty: the end of both texts. */
static void
find_islands(const struct align_work *w, struct islands *out)
{
	size_t a = 0, b = 0, k;

	do {
		struct island is = { .a = a };

		while (is.a < w->a.n && w->a.mates[is.a] == ALIGN_NONE)
			is.a++;
		is.b = is.a < w->a.n ? w->a.mates[is.a] : w->b.n;
		is.out = letters(&w->a, a, is.a);
		is.in = letters(&w->b, b, is.b);
		while (is.a + is.n < w->a.n &&
		       w->a.mates[is.a + is.n] == is.b + is.n)
			is.n++;
		for (k = 0; k < is.n; k++)
			is.words += w->a.tokens[is.a + k].word;
		is.letters = letters(&w->a, is.a, is.a + is.n);
		a = is.a + is.n;
		b = is.b + is.n;
		vec_push(out, is);
	} while (out->items[out->n - 1].n > 0);
}

/* How often a token of an island stands in each text; 2: or more. */
struct tally {
	uint64_t hash;
	int a, b;
};

static int
by_hash(const void *p, const void *q)
{
	const struct tally *x = p, *y = q;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static struct tally *
find_tally(struct tally *all, size_t n, uint64_t hash)
{
	struct tally key = { .hash = hash };

	return n ? bsearch(&key, all, n, sizeof(*all), by_hash) : NULL;
}

static bool
is_doubtful(const struct island *is)
{
	return is->n > 0 && is->words <= 4;
}

/* Find out which doubtful islands hold a rare word. */
static void
find_rare(const struct align_work *w, struct islands *is)
{
	struct {
		struct tally *items;
		size_t n, cap;
	} all = { 0 };
	struct tally *t;
	size_t i, k, n = 0;

	for (i = 0; i < is->n; i++)
		for (k = 0; is_doubtful(&is->items[i]) && k < is->items[i].n;
		     k++) {
			struct tally one = {
				.hash = w->a.hashes[is->items[i].a + k]
			};

			if (w->a.tokens[is->items[i].a + k].word)
				vec_push(&all, one);
		}
	if (all.n > 0)
		qsort(all.items, all.n, sizeof(*all.items), by_hash);
	for (i = 0; i < all.n; i++)
		if (i == 0 || all.items[i].hash != all.items[n - 1].hash)
			all.items[n++] = all.items[i];
	for (i = 0; n > 0 && i < w->a.n; i++)
		if ((t = find_tally(all.items, n, w->a.hashes[i])) != NULL)
			t->a += t->a < 2;
	for (i = 0; n > 0 && i < w->b.n; i++)
		if ((t = find_tally(all.items, n, w->b.hashes[i])) != NULL)
			t->b += t->b < 2;
	for (i = 0; i < is->n; i++)
		for (k = 0; is_doubtful(&is->items[i]) && k < is->items[i].n;
		     k++) {
			t = find_tally(all.items, n,
			               w->a.hashes[is->items[i].a + k]);
			if (t && t->a == 1 && t->b == 1)
				is->items[i].rare = true;
		}
	vec_release(&all);
}

/*
 * Does what is the same weigh less than what gave way to other words, on
 * either side?  Words in a row weigh more than words alone, a rare one more
 * than others.  Where nothing came instead, or nothing was there before, the
 * same word is no coincidence.
 */
static bool
is_coincidence(const struct island *is, const struct island *next)
{
	uint64_t before = is->out < is->in ? is->out : is->in;
	uint64_t behind = next->out < next->in ? next->out : next->in;
	uint64_t weight = is->letters * is->words * is->words;

	if (!is_doubtful(is))
		return false;
	weight *= is->rare ? 16 : 2;
	return weight < (before < behind ? before : behind);
}

void
align_weaken(struct align_work *w)
{
	struct islands is = { 0 };
	size_t i, k, n, before = SIZE_MAX;
	int round;

	find_islands(w, &is);
	find_rare(w, &is);
	for (round = 0; round < ROUNDS && is.n != before; round++) {
		before = is.n;
		for (i = n = 0; i + 1 < is.n; i++) {
			struct island *one = &is.items[i], *next = one + 1;

			if (!is_coincidence(one, next)) {
				is.items[n++] = *one;
				continue;
			}
			for (k = 0; k < one->n; k++) {
				w->a.mates[one->a + k] = ALIGN_NONE;
				w->b.mates[one->b + k] = ALIGN_NONE;
			}
			next->out += one->out + one->letters;
			next->in += one->in + one->letters;
		}
		is.items[n++] = is.items[is.n - 1];
		is.n = n;
	}
	vec_release(&is);
}
