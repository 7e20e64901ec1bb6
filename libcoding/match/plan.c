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

/* Note the sets of P by their ids. */
static void
find_sets(const struct plan *p, const struct plan **by_id)
{
	size_t i;

	if (p->kind == PLAN_TERMS)
		by_id[p->id] = p;
	for (i = 0; i < p->n_args; i++)
		find_sets(p->args[i], by_id);
}

struct plan_index
plan_index_make(struct arena *a, struct plan *const *plans, size_t n,
                size_t n_terms, size_t n_sets)
{
	const struct plan **by_id = mem_array(n_sets, sizeof(*by_id));
	struct plan_index x = { .n = n_sets };
	size_t i, k, total = 0;

	for (i = 0; i < n; i++)
		find_sets(plans[i], by_id);
	/* first[t + 2] counts, then first[t + 1] is where t's next one goes */
	x.first = arena_alloc(a, (n_terms + 2) * sizeof(*x.first));
	for (i = 0; i < n_sets; i++)
		for (k = 0; by_id[i] && k < by_id[i]->n_set; k++, total++)
			x.first[by_id[i]->set[k] + 2]++;
	for (i = 2; i < n_terms + 2; i++)
		x.first[i] += x.first[i - 1];
	x.sets = arena_alloc(a, (total + 1) * sizeof(*x.sets));
	for (i = 0; i < n_sets; i++)
		for (k = 0; by_id[i] && k < by_id[i]->n_set; k++)
			x.sets[x.first[by_id[i]->set[k] + 1]++] = (uint32_t)i;
	free(by_id);
	return x;
}
