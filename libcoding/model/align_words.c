/* Anchors, and what lies between them. */
#include "model/align.h"

#include "base/mem.h"
#include "base/vec.h"
#include "model/align_private.h"

#include <stdlib.h>
#include <string.h>

#define SAMPLE 4000000 /* anchors of one text that are looked at */
#define SMALL  512     /* tokens of both: compared without anchors */
#define DEPTH  8       /* anchors between anchors between ... */
#define EDGE   16      /* tokens that a block takes with it */
#define MANY   (UINT32_MAX - 1)

/* --- anchors -------------------------------------------------------------- */

/* Where a run of tokens stands in each text: ALIGN_NONE, MANY, or there. */
struct slot {
	uint64_t key; /* 0: the slot is free */
	uint32_t a, b;
};

struct table {
	struct slot *slots;
	size_t mask;
	uint64_t every; /* which keys are looked at */
};

static uint64_t
mix(uint64_t h)
{
	h ^= h >> 32;
	h *= 0x9E3779B97F4A7C15u;
	h ^= h >> 29;
	return h;
}

static uint64_t
gram_key(const uint64_t *hashes, size_t n)
{
	uint64_t key = 0;
	size_t i;

	for (i = 0; i < n; i++)
		key = mix(key + hashes[i] + i);
	return key ? key : 1;
}

static struct slot *
find_slot(const struct table *t, uint64_t key)
{
	size_t at = (size_t)mix(key) & t->mask;

	while (t->slots[at].key != 0 && t->slots[at].key != key)
		at = (at + 1) & t->mask;
	return &t->slots[at];
}

/* Note in T where the runs of N tokens of both texts stand. */
static void
fill_table(struct table *t, const struct align_work *w,
           const struct align_range *r, size_t n)
{
	size_t count = r->a1 - r->a0, size = 1024, i;
	uint64_t key;
	struct slot *s;

	t->every = count / SAMPLE + 1;
	while (size < 2 * (count < SAMPLE ? count : SAMPLE + SAMPLE / 4))
		size *= 2;
	t->mask = size - 1;
	t->slots = mem_array(size, sizeof(*t->slots));
	for (i = r->a0; i + n <= r->a1; i++) {
		key = gram_key(w->a.hashes + i, n);
		if (key % t->every != 0)
			continue;
		s = find_slot(t, key);
		s->a = s->key ? MANY : (uint32_t)i;
		s->key = key;
		s->b = ALIGN_NONE;
	}
	for (i = r->b0; i + n <= r->b1; i++) {
		key = gram_key(w->b.hashes + i, n);
		if (key % t->every != 0)
			continue;
		s = find_slot(t, key);
		if (s->key)
			s->b = s->b == ALIGN_NONE ? (uint32_t)i : MANY;
	}
}

/* Runs of N tokens that stand once in each range, in the order of a. */
static void
find_pairs(const struct align_work *w, const struct align_range *r, size_t n,
           struct align_pairs *out)
{
	struct table t = { 0 };
	size_t i;

	fill_table(&t, w, r, n);
	for (i = r->a0; i + n <= r->a1; i++) {
		uint64_t key = gram_key(w->a.hashes + i, n);
		const struct slot *s = find_slot(&t, key);

		if (s->key == key && s->a == i && s->b < MANY) {
			struct align_pair p = { s->a, s->b };

			vec_push(out, p);
		}
	}
	free(t.slots);
}

/*
 * The longest chain of PAIRS, which are in the order of a, that is in the
 * order of b too: indexes into them.
 */
static size_t *
longest_chain(const struct align_pairs *pairs, size_t *n_out)
{
	size_t *tails = mem_array(pairs->n + 1, sizeof(*tails)); /* by length */
	size_t *before = mem_array(pairs->n + 1, sizeof(*before));
	size_t i, length = 0, at;

	for (i = 0; i < pairs->n; i++) {
		size_t lo = 0, hi = length;

		while (lo < hi) {
			size_t mid = lo + (hi - lo) / 2;

			if (pairs->items[tails[mid]].b < pairs->items[i].b)
				lo = mid + 1;
			else
				hi = mid;
		}
		before[i] = lo > 0 ? tails[lo - 1] : SIZE_MAX;
		tails[lo] = i;
		if (lo == length)
			length++;
	}
	at = length > 0 ? tails[length - 1] : SIZE_MAX;
	for (i = length; i > 0; i--) {
		tails[i - 1] = at;
		at = before[at];
	}
	free(before);
	*n_out = length;
	return tails;
}

/* --- between anchors ------------------------------------------------------ */

bool
align_same(const struct align_work *w, size_t a, size_t b)
{
	return w->a.hashes[a] == w->b.hashes[b];
}

void
align_join(struct align_work *w, size_t a, size_t b)
{
	w->a.mates[a] = (uint32_t)b;
	w->b.mates[b] = (uint32_t)a;
}

/* Pair what is equal at both ends, and leave the rest in R. */
static void
trim(struct align_work *w, struct align_range *r)
{
	while (r->a0 < r->a1 && r->b0 < r->b1 && align_same(w, r->a0, r->b0))
		align_join(w, r->a0++, r->b0++);
	while (r->a0 < r->a1 && r->b0 < r->b1 &&
	       align_same(w, r->a1 - 1, r->b1 - 1))
		align_join(w, --r->a1, --r->b1);
}

static bool
compare(struct align_work *w, const struct align_range *r)
{
	size_t n = r->a1 - r->a0, i;
	uint32_t *mates = mem_array(n, sizeof(*mates));
	bool whole;

	whole = align_myers(w->a.hashes + r->a0, n, w->b.hashes + r->b0,
	                    r->b1 - r->b0, mates, &w->budget);
	for (i = 0; i < n; i++)
		if (mates[i] != ALIGN_NONE)
			align_join(w, r->a0 + i, r->b0 + mates[i]);
	free(mates);
	return whole;
}

static bool align_gap(struct align_work *w, struct align_range r, int depth);

/* Pair the chain of PAIRS and what is equal around it; then the gaps. */
static bool
follow_chain(struct align_work *w, struct align_range r,
             const struct align_pairs *pairs, int depth)
{
	size_t n, i, *chain = longest_chain(pairs, &n);
	bool whole = true;

	for (i = 0; i < n; i++) {
		size_t a = pairs->items[chain[i]].a;
		size_t b = pairs->items[chain[i]].b;
		struct align_range gap = { r.a0, a, r.b0, b };

		if (a < r.a0 || b < r.b0)
			continue; /* the anchor before has grown over it */
		while (gap.a1 > gap.a0 && gap.b1 > gap.b0 &&
		       align_same(w, gap.a1 - 1, gap.b1 - 1))
			align_join(w, --gap.a1, --gap.b1);
		whole = align_gap(w, gap, depth) && whole;
		while (a < r.a1 && b < r.b1 && align_same(w, a, b))
			align_join(w, a++, b++);
		r.a0 = a;
		r.b0 = b;
	}
	free(chain);
	return align_gap(w, r, depth) && whole;
}

static bool
align_gap(struct align_work *w, struct align_range r, int depth)
{
	struct align_pairs pairs = { 0 };
	bool whole;

	trim(w, &r);
	if (r.a0 == r.a1 || r.b0 == r.b1)
		return true;
	if (r.a1 - r.a0 + r.b1 - r.b0 <= SMALL || depth >= DEPTH)
		return compare(w, &r);
	find_pairs(w, &r, 1, &pairs);
	whole = pairs.n > 0 ? follow_chain(w, r, &pairs, depth + 1)
	                    : compare(w, &r);
	vec_release(&pairs);
	return whole;
}

bool
align_words(struct align_work *w)
{
	struct align_range r = { 0, w->a.n, 0, w->b.n };

	memset(w->a.mates, 0xFF, w->a.n * sizeof(*w->a.mates));
	memset(w->b.mates, 0xFF, w->b.n * sizeof(*w->b.mates));
	trim(w, &r);
	if (r.a0 == r.a1 || r.b0 == r.b1)
		return true;
	find_pairs(w, &r, ALIGN_GRAM, &w->grams);
	return follow_chain(w, r, &w->grams, 0);
}
