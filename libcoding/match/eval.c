#include "match/eval.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/*
 * Each node leaves its anchors on top of one stack: what stands above the
 * height that the caller noted is the node's.
 */
static int eval_node(struct eval *e, const struct plan *p, struct error *err);

void
eval_touch(const struct span_list *units, size_t start, size_t end,
           size_t *first_out, size_t *end_out)
{
	size_t lo = speech_first_span(units->items, units->n, start);
	size_t hi = units->n;

	*first_out = lo;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (units->items[mid].start < end)
			lo = mid + 1;
		else
			hi = mid;
	}
	*end_out = lo;
}

static int
compare(const void *a, const void *b)
{
	const struct anchor *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return (x->end < y->end) - (x->end > y->end);
}

/* Sort what stands above BASE, and leave each anchor there once. */
static void
tidy(struct anchors *s, size_t base)
{
	struct anchor *a = s->items + base;
	size_t n = s->n - base, i, k = 0;

	if (n < 2)
		return;
	qsort(a, n, sizeof(*a), compare);
	for (i = 1; i < n; i++)
		if (compare(&a[k], &a[i]) != 0)
			a[++k] = a[i];
	s->n = base + k + 1;
}

/* What stands above TOP goes down to BASE; what was between is gone. */
static void
drop_between(struct anchors *s, size_t base, size_t top)
{
	if (s->n > top)
		memmove(s->items + base, s->items + top,
		        (s->n - top) * sizeof(*s->items));
	s->n -= top - base;
}

/* --- terms and marks ------------------------------------------------------ */

void
eval_matches(struct eval *e, const struct term_match *m, size_t n)
{
	const struct plan_index *x = e->index;
	size_t i, k, set;

	if (!e->heads)
		e->heads = mem_array(x->n, sizeof(*e->heads));
	for (i = 0; i < e->lit.n; i++)
		e->heads[e->lit.items[i]] = 0;
	e->lit.n = e->runs.n = 0;
	for (i = 0; i < n; i = k) {
		uint32_t term = m[i].term;

		for (k = i; k < n && m[k].term == term; k++)
			;
		for (set = x->first[term]; set < x->first[term + 1]; set++) {
			uint32_t *head = &e->heads[x->sets[set]];
			struct eval_run run = { .first = &m[i],
				                .n = (uint32_t)(k - i),
				                .next = *head };

			if (!*head)
				vec_push(&e->lit, x->sets[set]);
			vec_push(&e->runs, run);
			*head = (uint32_t)e->runs.n;
		}
	}
}

bool
eval_possible(const struct eval *e, const struct plan *p)
{
	/* for an OR one of the args will do, a NOT asks for its first */
	size_t n = p->kind == PLAN_NOT ? 1 : p->n_args, i;

	if (p->kind == PLAN_TERMS)
		return e->heads[p->id] != 0;
	if (p->kind == PLAN_MARKS)
		return e->marks.n > 0;
	for (i = 0; i < n; i++)
		if (eval_possible(e, p->args[i]) == (p->kind == PLAN_OR))
			return p->kind == PLAN_OR;
	return p->kind != PLAN_OR;
}

static void
eval_terms(struct eval *e, const struct plan *p)
{
	size_t base = e->stack.n, runs = 0;
	uint32_t at, i;

	for (at = e->heads[p->id]; at; runs++) {
		const struct eval_run *run = &e->runs.items[at - 1];

		for (i = 0; i < run->n; i++) {
			struct anchor a = { .start = run->first[i].start,
				            .end = run->first[i].end };

			if (!run->first[i].aside || e->asides)
				vec_push(&e->stack, a);
		}
		at = run->next;
	}
	if (runs > 1)
		tidy(&e->stack, base);
}

static void
eval_marks(struct eval *e, const struct plan *p)
{
	size_t base = e->stack.n, i;

	for (i = 0; i < e->marks.n; i++) {
		const struct eval_mark *m = &e->marks.items[i];
		struct anchor a = { .start = m->start, .end = m->end };

		if (plan_has(p->set, p->n_set, m->code))
			vec_push(&e->stack, a);
	}
	tidy(&e->stack, base);
}

/* --- AND and NOT ---------------------------------------------------------- */

/*
 * The first anchor of [*AT, END) that touches U.  Those before *AT end
 * before U, and so before all units to come.
 */
static const struct anchor *
first_in(const struct anchors *s, size_t *at, size_t end, struct span u)
{
	size_t i;

	while (*at < end && s->items[*at].end <= u.start)
		++*at;
	for (i = *at; i < end && s->items[i].start < u.end; i++)
		if (s->items[i].end > u.start)
			return &s->items[i];
	return NULL;
}

/* Push one anchor for each unit in which all N ranges have one. */
static void
join_in_units(struct eval *e, size_t *at, const size_t *end, size_t n)
{
	const struct span_list *units = turn_text_units(&e->text, e->unit);
	size_t u, i;

	for (u = 0; u < units->n; u++) {
		struct anchor all = { .start = SIZE_MAX };

		for (i = 0; i < n; i++) {
			const struct anchor *a = first_in(
			    &e->stack, &at[i], end[i], units->items[u]);

			if (!a)
				break;
			all.start = a->start < all.start ? a->start : all.start;
			all.end = a->end > all.end ? a->end : all.end;
		}
		if (i == n)
			vec_push(&e->stack, all);
	}
}

static int
eval_and(struct eval *e, const struct plan *p, struct error *err)
{
	size_t *at = mem_array(2 * p->n_args, sizeof(*at));
	size_t *end = at + p->n_args, base = e->stack.n, top, i;
	int rc = 0;

	for (i = 0; i < p->n_args; i++) {
		at[i] = e->stack.n;
		rc = eval_node(e, p->args[i], err);
		end[i] = e->stack.n;
		if (rc < 0 || end[i] == at[i])
			break;
	}
	top = e->stack.n;
	if (i == p->n_args)
		join_in_units(e, at, end, p->n_args);
	drop_between(&e->stack, base, top);
	tidy(&e->stack, base);
	free(at);
	return rc;
}

static int
eval_not(struct eval *e, const struct plan *p, struct error *err)
{
	const struct span_list *units;
	size_t base = e->stack.n, top, i, k, first, end;
	struct anchor *a;
	int rc;

	rc = eval_node(e, p->args[0], err);
	top = e->stack.n;
	for (i = 1; i < p->n_args && rc == 0 && top > base; i++)
		rc = eval_node(e, p->args[i], err);
	if (rc < 0 || e->stack.n == top)
		return rc;
	units = turn_text_units(&e->text, e->unit);
	if (e->n_touched < units->n) {
		free(e->touched);
		e->n_touched = units->n;
		e->touched = mem_array(units->n, sizeof(*e->touched));
	}
	if (units->n > 0)
		memset(e->touched, 0, units->n * sizeof(*e->touched));
	for (i = top; i < e->stack.n; i++) {
		a = &e->stack.items[i];
		eval_touch(units, a->start, a->end, &first, &end);
		while (first < end)
			e->touched[first++] = true;
	}
	for (i = k = base; i < top; i++) {
		a = &e->stack.items[i];
		eval_touch(units, a->start, a->end, &first, &end);
		while (first < end && !e->touched[first])
			first++;
		if (first == end)
			e->stack.items[k++] = *a;
	}
	e->stack.n = k;
	return 0;
}

/* --- NEAR and BEFORE ------------------------------------------------------ */

/* The right side of a NEAR: N anchors on the stack from AT. */
struct right {
	size_t at, n;
	size_t *reach; /* the greatest end of the first i+1 of them */
	size_t *inner; /* of each, the next one that ends before it does; N */
	const struct span_list *words;
	int distance;
	bool ordered; /* BEFORE */
	size_t work;  /* anchors looked at */
};

/*
 * Anchors that lie in each other by the thousand would take hours to pair:
 * what words people say comes nowhere near this.
 */
enum { WORK_MAX = 1 << 27 };

/* An anchor that begins here or later is too far behind FROM. */
static size_t
far_behind(const struct right *r, size_t from)
{
	const struct span_list *w = r->words;
	size_t i = speech_first_span(w->items, w->n, from);

	if (i < w->n && w->items[i].start < from)
		i++; /* FROM cuts this word in two */
	i += (size_t)r->distance;
	return i < w->n ? w->items[i].end : SIZE_MAX;
}

/* An anchor that ends here or earlier is too far before TO. */
static size_t
far_before(const struct right *r, size_t to)
{
	const struct span_list *w = r->words;
	size_t i = speech_first_span(w->items, w->n, to);

	return i > (size_t)r->distance
	           ? w->items[i - 1 - (size_t)r->distance].start
	           : 0;
}

static struct span
piece(const struct eval *e, const struct anchor *a, uint32_t i)
{
	struct span whole = { a->start, a->end };

	return a->n_pieces ? e->pieces.items[a->piece + i] : whole;
}

static uint32_t
count_pieces(const struct anchor *a)
{
	return a->n_pieces ? a->n_pieces : 1;
}

static bool
share_words(const struct eval *e, const struct anchor *x,
            const struct anchor *y)
{
	uint32_t i, k;

	for (i = 0; i < count_pieces(x); i++)
		for (k = 0; k < count_pieces(y); k++) {
			struct span a = piece(e, x, i), b = piece(e, y, k);

			if (a.start < b.end && b.start < a.end)
				return true;
		}
	return false;
}

/* The anchor from X to Y, without its pieces. */
static struct anchor
hull(const struct anchor *x, const struct anchor *y)
{
	return (struct anchor){
		.start = x->start < y->start ? x->start : y->start,
		.end = x->end > y->end ? x->end : y->end,
	};
}

/* Is Y a better partner for X than BEST, which may be NULL? */
static bool
is_nearer(const struct anchor *x, const struct anchor *y,
          const struct anchor *best)
{
	struct anchor new, old;

	if (!best)
		return true;
	new = hull(x, y);
	old = hull(x, best);
	if (new.end - new.start != old.end - old.start)
		return new.end - new.start < old.end - old.start;
	if (y->start != best->start)
		return y->start < best->start;
	return y->end < best->end;
}

/* The first of R that begins at AT or later. */
static size_t
first_from(const struct eval *e, const struct right *r, size_t at)
{
	size_t lo = 0, hi = r->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (e->stack.items[r->at + mid].start < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* The nearest behind X: each that ends earlier lies inside the one before. */
static const struct anchor *
find_behind(const struct eval *e, struct right *r, const struct anchor *x)
{
	const struct anchor *all = e->stack.items + r->at, *best = NULL;
	size_t far = far_behind(r, x->end), i;

	for (i = first_from(e, r, x->end); i < r->n && all[i].start < far;
	     i = r->inner[i]) {
		best = &all[i];
		r->work++;
	}
	return best;
}

/* The first in the gaps of X, which nothing can be nearer than. */
static const struct anchor *
find_inside(const struct eval *e, struct right *r, const struct anchor *x)
{
	const struct anchor *all = e->stack.items + r->at, *best = NULL;
	size_t i = x->n_pieces ? first_from(e, r, x->start) : r->n;

	for (; i < r->n && all[i].start < x->end; i++, r->work++) {
		if (best && all[i].start > best->start)
			break;
		if (all[i].end <= x->end && !share_words(e, x, &all[i]))
			best = &all[i];
	}
	return best;
}

/* The nearest of R to X, or NULL. */
static const struct anchor *
find_nearest(const struct eval *e, struct right *r, const struct anchor *x)
{
	const struct anchor *all = e->stack.items + r->at, *best, *inside;
	struct anchor both;
	size_t far, i;

	best = find_behind(e, r, x);
	if (r->ordered)
		return best;
	inside = find_inside(e, r, x);
	if (inside)
		return inside;
	far = far_before(r, x->start);
	for (i = first_from(e, r, x->end); i-- > 0; r->work++) {
		const struct anchor *y = &all[i];

		if (r->reach[i] <= far)
			break; /* all that are left end even earlier */
		if (best && y->start < x->start) {
			both = hull(x, best);
			if (x->end - y->start > both.end - both.start)
				break; /* and these begin earlier */
		}
		if (y->end <= x->start ? y->end <= far : share_words(e, x, y))
			continue;
		if (is_nearer(x, y, best))
			best = y;
	}
	return best;
}

/* Fill reach and inner. */
static void
measure_right(const struct eval *e, struct right *r)
{
	const struct anchor *all = e->stack.items + r->at;
	size_t i, k;

	r->reach = mem_array(r->n, sizeof(*r->reach));
	r->inner = mem_array(r->n, sizeof(*r->inner));
	for (i = 0; i < r->n; i++) {
		r->reach[i] = all[i].end;
		if (i > 0 && r->reach[i] < r->reach[i - 1])
			r->reach[i] = r->reach[i - 1];
	}
	for (i = r->n; i-- > 0;) {
		for (k = i + 1; k < r->n && all[k].end >= all[i].end;)
			k = r->inner[k];
		r->inner[i] = k;
	}
}

static void
push_pair(struct eval *e, struct anchor x, struct anchor y)
{
	struct anchor a = hull(&x, &y);
	uint32_t i;

	a.piece = (uint32_t)e->pieces.n;
	a.n_pieces = count_pieces(&x) + count_pieces(&y);
	for (i = 0; i < count_pieces(&x); i++)
		vec_push(&e->pieces, piece(e, &x, i));
	for (i = 0; i < count_pieces(&y); i++)
		vec_push(&e->pieces, piece(e, &y, i));
	vec_push(&e->stack, a);
}

static int
eval_near(struct eval *e, const struct plan *p, struct error *err)
{
	struct right r = { .distance = p->distance,
		           .ordered = p->kind == PLAN_BEFORE };
	size_t base = e->stack.n, i;
	int rc;

	rc = eval_node(e, p->args[0], err);
	r.at = e->stack.n;
	if (rc == 0 && r.at > base)
		rc = eval_node(e, p->args[1], err);
	r.n = e->stack.n - r.at;
	if (rc == 0 && r.n > 0)
		rc = turn_text_words(&e->text, &r.words, err);
	if (rc < 0 || r.n == 0) {
		e->stack.n = base;
		return rc;
	}
	measure_right(e, &r);
	for (i = base; i < r.at && r.work < WORK_MAX; i++) {
		const struct anchor *y =
		    find_nearest(e, &r, &e->stack.items[i]);

		if (y)
			push_pair(e, e->stack.items[i], *y);
	}
	if (r.work >= WORK_MAX)
		rc = error_set(err, ERR_LIMIT,
		               "%s has too many words of one turn to compare",
		               r.ordered ? "BEFORE" : "NEAR");
	drop_between(&e->stack, base, r.at + r.n);
	tidy(&e->stack, base);
	free(r.reach);
	free(r.inner);
	return rc;
}

/* --- the whole ------------------------------------------------------------ */

static int
eval_or(struct eval *e, const struct plan *p, struct error *err)
{
	size_t base = e->stack.n, i;
	int rc = 0;

	for (i = 0; i < p->n_args && rc == 0; i++)
		rc = eval_node(e, p->args[i], err);
	tidy(&e->stack, base);
	return rc;
}

static int
eval_node(struct eval *e, const struct plan *p, struct error *err)
{
	switch (p->kind) {
	case PLAN_TERMS:
		eval_terms(e, p);
		return 0;
	case PLAN_MARKS:
		eval_marks(e, p);
		return 0;
	case PLAN_OR:
		return eval_or(e, p, err);
	case PLAN_AND:
		return eval_and(e, p, err);
	case PLAN_NOT:
		return eval_not(e, p, err);
	default:
		return eval_near(e, p, err);
	}
}

int
eval_plan(struct eval *e, const struct plan *p, struct error *err)
{
	e->stack.n = 0;
	e->pieces.n = 0;
	return eval_node(e, p, err);
}

void
eval_release(struct eval *e)
{
	turn_text_release(&e->text);
	vec_release(&e->runs);
	vec_release(&e->lit);
	free(e->heads);
	vec_release(&e->marks);
	vec_release(&e->pieces);
	vec_release(&e->stack);
	free(e->touched);
	*e = (struct eval){ 0 };
}
