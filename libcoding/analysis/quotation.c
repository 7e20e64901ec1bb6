#include "analysis/quotation.h"

#include "base/mem.h"
#include "base/random.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* What decides between two candidates: the smaller comes first. */
struct rank {
	bool brief; /* too short, even as it is shown */
	bool unread;
	size_t quoted;       /* how often its most quoted case was */
	uint64_t turn, draw; /* of its case, of the passage itself */
};

struct chooser {
	const struct quotation_candidate *c;
	size_t n, min_words;
	uint64_t *turns; /* a candidate each: drawn for its case */
	uint64_t *draws; /* a candidate each: drawn for itself */
	size_t *quoted;  /* a case each: how often */
	bool *gone;      /* a candidate each: chosen, overlapping, unfit */
	struct quotation_choice *out;
};

/* What SEED draws for VALUE, whatever else is drawn. */
static uint64_t
draw_for(uint64_t seed, uint64_t value)
{
	struct random r = { .state = seed };

	r.state = random_next(&r) ^ value;
	return random_next(&r);
}

uint64_t
quotation_seed(uint64_t seed, const char *name)
{
	for (; *name; name++)
		seed = draw_for(seed, (unsigned char)*name);
	return seed;
}

static void
draw(struct chooser *h, const int64_t *case_ids, uint64_t seed)
{
	uint64_t of_cases = draw_for(seed, 0);
	uint64_t of_passages = draw_for(seed, 1);
	uint64_t of_documents = draw_for(seed, 2);
	size_t i;

	for (i = 0; i < h->n; i++) {
		const struct quotation_candidate *c = &h->c[i];
		uint64_t document = (uint64_t)c->document;

		h->draws[i] =
		    draw_for(draw_for(of_passages, document), c->start);
		h->turns[i] =
		    c->n_cases > 0
		        ? draw_for(of_cases, (uint64_t)case_ids[c->cases[0]])
		        : draw_for(of_documents, document);
	}
}

/* How often passages of C's document that are nobody's were chosen. */
static size_t
quoted_from(const struct chooser *h, const struct quotation_candidate *c)
{
	size_t i, n = 0;

	for (i = 0; i < h->out->n; i++) {
		const struct quotation_candidate *o = &h->c[h->out->items[i]];

		n += o->n_cases == 0 && o->document == c->document;
	}
	return n;
}

static struct rank
rank_of(const struct chooser *h, size_t i)
{
	const struct quotation_candidate *c = &h->c[i];
	struct rank r = { .brief = c->shown.words < h->min_words,
		          .unread = !c->judged,
		          .turn = h->turns[i],
		          .draw = h->draws[i] };
	size_t k;

	if (c->n_cases == 0)
		r.quoted = quoted_from(h, c);
	for (k = 0; k < c->n_cases; k++)
		if (h->quoted[c->cases[k]] > r.quoted)
			r.quoted = h->quoted[c->cases[k]];
	return r;
}

static bool
comes_before(const struct rank *a, const struct rank *b)
{
	if (a->brief != b->brief)
		return b->brief;
	if (a->unread != b->unread)
		return b->unread;
	if (a->quoted != b->quoted)
		return a->quoted < b->quoted;
	if (a->turn != b->turn)
		return a->turn < b->turn;
	return a->draw < b->draw;
}

/* The candidate that comes next, or SIZE_MAX. */
static size_t
next_of(const struct chooser *h)
{
	struct rank best = { 0 };
	size_t i, found = SIZE_MAX;

	for (i = 0; i < h->n; i++) {
		struct rank r;

		if (h->gone[i])
			continue;
		r = rank_of(h, i);
		if (found != SIZE_MAX && !comes_before(&r, &best))
			continue;
		found = i;
		best = r;
	}
	return found;
}

/* It is chosen: its cases are quoted, and what overlaps it is out. */
static void
take(struct chooser *h, size_t chosen)
{
	const struct quotation_candidate *c = &h->c[chosen];
	size_t i;

	for (i = 0; i < c->n_cases; i++)
		h->quoted[c->cases[i]]++;
	vec_push(h->out, chosen);
	for (i = 0; i < h->n; i++)
		if (h->c[i].document == c->document &&
		    h->c[i].shown.start < c->shown.end &&
		    c->shown.start < h->c[i].shown.end)
			h->gone[i] = true;
}

void
quotation_choose(const struct quotation_candidate *c, size_t n,
                 const int64_t *case_ids, size_t all_cases,
                 const struct quotation_rule *r, struct quotation_choice *out)
{
	struct chooser h = {
		.c = c, .n = n, .min_words = r->min_words, .out = out
	};
	size_t i;

	out->n = out->too_long = 0;
	h.turns = mem_array(n, sizeof(*h.turns));
	h.quoted = mem_array(all_cases, sizeof(*h.quoted));
	h.draws = mem_array(n, sizeof(*h.draws));
	h.gone = mem_array(n, sizeof(*h.gone));
	draw(&h, case_ids, r->seed);
	for (i = 0; i < n; i++) {
		h.gone[i] = c[i].words > r->max_words;
		out->too_long += h.gone[i];
	}
	while (out->n < r->wanted && (i = next_of(&h)) != SIZE_MAX)
		take(&h, i);
	free(h.turns);
	free(h.quoted);
	free(h.draws);
	free(h.gone);
}

void
quotation_release(struct quotation_choice *q)
{
	vec_release(q);
}
