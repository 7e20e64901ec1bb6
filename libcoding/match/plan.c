#include "match/plan.h"

#include "base/vec.h"

#include <stdlib.h>

static int
compare(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

uint32_t *
plan_set_take(struct plan_set *s, struct arena *a, size_t *n_out)
{
	uint32_t *copy = arena_alloc(a, (s->n + 1) * sizeof(*copy));
	size_t i, n = 0;

	if (s->n > 1)
		qsort(s->items, s->n, sizeof(*s->items), compare);
	for (i = 0; i < s->n; i++)
		if (n == 0 || copy[n - 1] != s->items[i])
			copy[n++] = s->items[i];
	vec_release(s);
	*n_out = n;
	return copy;
}

bool
plan_has(const uint32_t *set, size_t n, uint32_t x)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (set[mid] < x)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < n && set[lo] == x;
}

bool
plan_uses_term(const struct plan *p, uint32_t term)
{
	size_t i;

	if (p->kind == PLAN_TERMS)
		return plan_has(p->set, p->n_set, term);
	for (i = 0; i < p->n_args; i++)
		if (plan_uses_term(p->args[i], term))
			return true;
	return false;
}
