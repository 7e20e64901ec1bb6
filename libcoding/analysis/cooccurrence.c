#include "analysis/cooccurrence.h"

#include "base/mem.h"
#include "base/vec.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Passages that may overlap the next one: at most one of each thing. */
struct cooccurrence_open {
	struct {
		size_t end;
		uint32_t thing, number;
	} * items;
	size_t n, cap;
};

void
cooccurrence_init(struct cooccurrence *c, size_t n)
{
	memset(c, 0, sizeof(*c));
	c->n = n;
	c->alone = mem_array(n, sizeof(*c->alone));
	c->both = n > 1 ? mem_array(n * (n - 1) / 2, sizeof(*c->both)) : NULL;
	c->open = mem_zero(sizeof(*c->open));
}

void
cooccurrence_release(struct cooccurrence *c)
{
	free(c->alone);
	free(c->both);
	free(c->used);
	if (c->open)
		vec_release(c->open);
	free(c->open);
	memset(c, 0, sizeof(*c));
}

/*
 * Where the row of A would begin if it began with thing 0: the cell of A and
 * any B above A is row + B.  (The first rows wrap around, and back.)
 */
static size_t
row(const struct cooccurrence *c, size_t a)
{
	return a * c->n - a * (a + 1) / 2 - a - 1;
}

void
cooccurrence_add(struct cooccurrence *c, const uint32_t *things,
                 size_t n_things)
{
	size_t i, k;

	for (i = 0; i < n_things; i++) {
		size_t base = row(c, things[i]);

		assert(things[i] < c->n);
		assert(i == 0 || things[i - 1] < things[i]);
		c->alone[things[i]]++;
		for (k = i + 1; k < n_things; k++)
			c->both[base + things[k]]++;
	}
}

/* --- passages ------------------------------------------------------------- */

/*
 * Pair passage NUMBER of THING with the open one AT, unless one of them has
 * been paired with the other's thing.  Overlaps of two things come in their
 * order, and the first one excludes only such as share one passage with it
 * and with each other: to take each that comes gives as many pairs as can
 * be.
 */
static void
pair(struct cooccurrence *c, size_t at, uint32_t thing, uint32_t number)
{
	uint32_t with = c->open->items[at].thing;
	uint32_t *mine = &c->used[thing * c->n + with];
	uint32_t *theirs = &c->used[with * c->n + thing];

	if (*mine == number || *theirs == c->open->items[at].number)
		return;
	*mine = number;
	*theirs = c->open->items[at].number;
	if (thing < with)
		c->both[row(c, thing) + with]++;
	else
		c->both[row(c, with) + thing]++;
}

void
cooccurrence_add_passages(struct cooccurrence *c,
                          const struct cooccurrence_passage *passages, size_t n)
{
	struct cooccurrence_open *open = c->open;
	size_t i, k, kept;

	if (!c->used)
		c->used = mem_array(c->n * c->n, sizeof(*c->used));
	open->n = 0;
	for (i = 0; i < n; i++) {
		const struct cooccurrence_passage *p = &passages[i];
		uint32_t number = ++c->passages;

		assert(p->thing < c->n && p->start < p->end);
		assert(i == 0 || passages[i - 1].start <= p->start);
		c->alone[p->thing]++;
		for (k = kept = 0; k < open->n; k++) {
			if (open->items[k].end <= p->start)
				continue;
			assert(open->items[k].thing != p->thing);
			open->items[kept++] = open->items[k];
			pair(c, kept - 1, p->thing, number);
		}
		open->n = kept;
		vec_reserve(open, 1);
		open->items[open->n].end = p->end;
		open->items[open->n].thing = p->thing;
		open->items[open->n++].number = number;
	}
}

/* --- numbers out ---------------------------------------------------------- */

size_t
cooccurrence_alone(const struct cooccurrence *c, size_t thing)
{
	return c->alone[thing];
}

size_t
cooccurrence_both(const struct cooccurrence *c, size_t a, size_t b)
{
	if (a == b)
		return c->alone[a];
	return a < b ? c->both[row(c, a) + b] : c->both[row(c, b) + a];
}

double
cooccurrence_coefficient(enum cooccurrence_measure m, size_t n_a, size_t n_b,
                         size_t n_both)
{
	double a = (double)n_a, b = (double)n_b, both = (double)n_both;
	double of = 0;

	switch (m) {
	case COOCCURRENCE_JACCARD:
		of = a + b - both;
		break;
	case COOCCURRENCE_DICE:
		of = (a + b) / 2;
		break;
	case COOCCURRENCE_OVERLAP:
		of = a < b ? a : b;
		break;
	case COOCCURRENCE_TOGETHER:
	case COOCCURRENCE_MEASURES:
		return both;
	}
	return of > 0 ? both / of : NAN;
}

static const char *const names[COOCCURRENCE_MEASURES] = { "together", "jaccard",
	                                                  "dice", "overlap" };

const char *
cooccurrence_measure_name(enum cooccurrence_measure m)
{
	return names[m];
}

int
cooccurrence_measure_find(const char *name)
{
	int m;

	for (m = 0; m < COOCCURRENCE_MEASURES; m++)
		if (strcmp(names[m], name) == 0)
			return m;
	return -1;
}
