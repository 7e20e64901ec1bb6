#include "match/resolve.h"

#include "match/eval.h"

#include <stdlib.h>

/* By stance, start, the longest first, then the first rule. */
static int
compare_anchor(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->against != y->against)
		return x->against ? 1 : -1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	return (x->rule > y->rule) - (x->rule < y->rule);
}

/* By unit, then by anchor. */
static int
compare_unit(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->unit_start != y->unit_start)
		return x->unit_start < y->unit_start ? -1 : 1;
	return compare_anchor(a, b);
}

static void
drop_overlapping(struct found_list *f)
{
	size_t i, n = 0;

	qsort(f->items, f->n, sizeof(*f->items), compare_anchor);
	for (i = 0; i < f->n; i++) {
		const struct found *x = &f->items[i];

		if (n > 0 && f->items[n - 1].against == x->against &&
		    f->items[n - 1].end > x->start)
			continue;
		f->items[n++] = *x;
	}
	f->n = n;
}

/* The units that X touches, and X itself where it leaves them. */
static void
grow(struct found *x, const struct span_list *units)
{
	size_t first, end;

	x->unit_start = x->start;
	x->unit_end = x->end;
	if (!units)
		return;
	eval_touch(units, x->start, x->end, &first, &end);
	if (first == end)
		return;
	if (units->items[first].start < x->start)
		x->unit_start = units->items[first].start;
	if (units->items[end - 1].end > x->end)
		x->unit_end = units->items[end - 1].end;
}

/* Put X, which overlaps H, into H. */
static void
join(struct found *h, const struct found *x)
{
	struct found first = *h;

	if (x->against != h->against ? x->against : x->start < h->start)
		first = *x;
	first.unit_start = h->unit_start;
	first.unit_end = x->unit_end > h->unit_end ? x->unit_end : h->unit_end;
	*h = first;
}

void
resolve_found(struct found_list *f, const struct span_list *units)
{
	size_t i, n = 0;

	if (f->n == 0)
		return;
	drop_overlapping(f);
	for (i = 0; i < f->n; i++)
		grow(&f->items[i], units);
	qsort(f->items, f->n, sizeof(*f->items), compare_unit);
	for (i = 0; i < f->n; i++) {
		const struct found *x = &f->items[i];

		if (n > 0 && f->items[n - 1].unit_end > x->unit_start)
			join(&f->items[n - 1], x);
		else
			f->items[n++] = *x;
	}
	f->n = n;
}
