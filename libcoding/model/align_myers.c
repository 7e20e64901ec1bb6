/* The greedy algorithm of Myers, with a bound on its work. */
#include "model/align.h"

#include "base/mem.h"
#include "base/vec.h"
#include "model/align_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SMALL      4096 /* together: compared to the end */
#define SMALL_COST 2048 /* differences */
#define COST       256  /* in longer ones, before a cut */
#define NOWHERE    (-1)

/*
 * How far each diagonal reaches with d differences, for d = 0, 1, 2 ...: row
 * d has d + 1 entries, entry i for the diagonal k = x - y = 2i - d.
 */
struct trace {
	int32_t *items;
	size_t n, cap;
};

struct job {
	const uint64_t *x, *y;
	int64_t n, m;
	struct trace trace;
};

static const int32_t *
row(const struct trace *t, size_t d)
{
	return t->items + d * (d + 1) / 2;
}

/*
 * Where entry I of row D begins, before what is equal; NOWHERE if both ways
 * to it leave the texts.  *DOWN_OUT: something of y was put in.
 */
static int64_t
arrive(const struct job *j, size_t d, size_t i, bool *down_out)
{
	const int32_t *before = row(&j->trace, d - 1);
	int64_t k = 2 * (int64_t)i - (int64_t)d;
	int64_t down = i < d ? before[i] : NOWHERE;
	int64_t right = i > 0 ? before[i - 1] : NOWHERE;

	if (down != NOWHERE && down - k > j->m)
		down = NOWHERE;
	if (right != NOWHERE && ++right > j->n)
		right = NOWHERE;
	*down_out = down >= right;
	return *down_out ? down : right;
}

/* Follow what is equal from X on diagonal K. */
static int64_t
follow(const struct job *j, int64_t x, int64_t k, uint64_t *budget)
{
	int64_t from = x;

	while (x < j->n && x - k < j->m && j->x[x] == j->y[x - k])
		x++;
	*budget -=
	    (uint64_t)(x - from) < *budget ? (uint64_t)(x - from) : *budget;
	return x;
}

/* Walk back from entry I of row D and write down what is equal. */
static void
walk_back(const struct job *j, size_t d, size_t i, uint32_t *mates,
          size_t offset)
{
	for (;;) {
		int64_t k = 2 * (int64_t)i - (int64_t)d;
		int64_t x = row(&j->trace, d)[i], from = 0;
		bool down = false;

		if (d > 0)
			from = arrive(j, d, i, &down);
		while (x-- > from)
			mates[x] = (uint32_t)(x - k + (int64_t)offset);
		if (d == 0)
			return;
		i -= !down;
		d--;
	}
}

/*
 * Compare from the start, until both ends are reached, COST differences are
 * found or the budget is spent.  Says how far it came in both.
 */
static void
compare(struct job *j, size_t cost, uint32_t *mates, size_t offset,
        size_t *x_out, size_t *y_out, uint64_t *budget)
{
	int64_t best = 0, best_y = 0;
	size_t d, i, at = 0;
	bool down, done = false;

	j->trace.n = 0;
	for (d = 0; d <= cost && !done; d++) {
		best = NOWHERE;
		*budget -= d < *budget ? d : *budget;
		vec_reserve(&j->trace, d + 1);
		j->trace.n += d + 1;
		for (i = 0; i <= d && !done; i++) {
			int64_t k = 2 * (int64_t)i - (int64_t)d;
			int64_t x = d ? arrive(j, d, i, &down) : 0;
			size_t here = d * (d + 1) / 2 + i;

			if (x != NOWHERE)
				x = follow(j, x, k, budget);
			j->trace.items[here] = (int32_t)x;
			if (x == NOWHERE)
				continue;
			done = x == j->n && x - k == j->m;
			if (done || best == NOWHERE ||
			    2 * x - k > best + best_y) {
				best = x;
				best_y = x - k;
				at = i;
			}
		}
		if (*budget == 0 && !done) {
			d++;
			break;
		}
	}
	assert(best != NOWHERE);
	walk_back(j, d - 1, at, mates, offset);
	*x_out = (size_t)best;
	*y_out = (size_t)best_y;
}

bool
align_myers(const uint64_t *x, size_t n, const uint64_t *y, size_t m,
            uint32_t *mates, uint64_t *budget)
{
	size_t cost = n + m <= SMALL ? SMALL_COST : COST;
	size_t i = 0, k = 0, dx, dy;
	struct job j = { 0 };

	memset(mates, 0xFF, n * sizeof(*mates));
	while (i < n && k<m && * budget> 0) {
		j.x = x + i;
		j.y = y + k;
		j.n = (int64_t)(n - i);
		j.m = (int64_t)(m - k);
		compare(&j, cost, mates + i, k, &dx, &dy, budget);
		if (dx + dy == 0)
			break; /* the budget was spent at once */
		i += dx;
		k += dy;
	}
	vec_release(&j.trace);
	return i >= n || k >= m;
}
