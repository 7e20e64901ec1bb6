#include "report/together.h"

#include "base/gather.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/hit_stream.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[TOGETHER_UNITS] = { "turn", "passage",
	                                           "document", "case" };

const char *
together_unit_name(enum together_unit u)
{
	return names[u];
}

int
together_unit_find(const char *name)
{
	int u;

	for (u = 0; u < TOGETHER_UNITS; u++)
		if (strcmp(names[u], name) == 0)
			return u;
	return -1;
}

bool
together_trivial(const struct together *t, const struct codebook *b, size_t x,
                 size_t y)
{
	const struct code *a = b->codes[t->codes[x]];
	const struct code *c = b->codes[t->codes[y]];

	return !t->filter.own && (code_covers(a, c) || code_covers(c, a));
}

/* Number the codes asked for. */
static void
start(struct together *t, const struct codebook *b)
{
	size_t i;

	t->n = 0;
	t->codes = mem_array(b->n_codes, sizeof(*t->codes));
	for (i = 0; i < b->n_codes; i++)
		if (t->asked[i])
			t->codes[t->n++] = i;
	cooccurrence_init(&t->counts, t->n);
}

void
together_release(struct together *t)
{
	cooccurrence_release(&t->counts);
	free(t->codes);
	t->codes = NULL;
}

/* --- things by unit ------------------------------------------------------ */

/* Things of one unit that come in any order, again and again. */
struct found {
	bool *has; /* a thing each */
	uint32_t *things;
	size_t n;
};

static void
found_init(struct found *f, size_t n)
{
	f->n = n;
	f->has = mem_array(n, sizeof(*f->has));
	f->things = mem_array(n, sizeof(*f->things));
}

static void
found_release(struct found *f)
{
	free(f->has);
	free(f->things);
}

/* The unit is over: count it, and begin the next. */
static void
found_count(struct found *f, struct cooccurrence *c)
{
	size_t i, n = 0;

	for (i = 0; i < f->n; i++)
		if (f->has[i])
			f->things[n++] = (uint32_t)i;
	cooccurrence_add(c, f->things, n);
	memset(f->has, 0, f->n * sizeof(*f->has));
}

static void
count_groups(const struct gather *g, struct cooccurrence *c)
{
	const uint32_t *things;
	size_t i, n;

	for (i = 0; i < g->n_groups; i++) {
		n = gather_group(g, i, &things);
		cooccurrence_add(c, things, n);
	}
}

/* --- the walk ------------------------------------------------------------ */

/* What the walk keeps of one document, and of all. */
struct walk {
	struct together *t;
	const struct corpus *c;
	const struct corpus_document *d;
	struct gather turns; /* things by turn, of this document */
	struct {
		struct cooccurrence_passage *items;
		size_t n, cap;
	} passages;        /* of this document */
	struct found here; /* in this document */
	struct found *of;  /* a case each: in all */
	size_t n_cases;
	struct passages joined; /* of one code: scratch */
	struct case_indexes cases;
	struct {
		size_t *items;
		size_t n, cap;
	} touched; /* turns of a passage: scratch */
};

/* The selected turns that P touches. */
static void
find_touched(struct walk *w, const struct passage *p)
{
	const struct transcript_view *v = w->d->view;
	size_t i;

	w->touched.n = 0;
	for (i = document_turn_from(v, p->start);
	     i < v->n_turns && v->turns[i].start < p->end; i++)
		if (w->d->selected[i])
			vec_push(&w->touched, i);
}

/* Words are counted only where there is a choice of turns. */
static void
add_turns(struct walk *w, size_t thing, const struct passage *p)
{
	const struct corpus_document *d = w->d;
	size_t i, n = 0, told = 0, asked = 0, *words;

	find_touched(w, p);
	if (w->touched.n == 1)
		gather_add(&w->turns, w->touched.items[0], thing);
	if (w->touched.n <= 1)
		return;
	words = mem_array(w->touched.n, sizeof(*words));
	for (i = 0; i < w->touched.n; i++) {
		size_t turn = w->touched.items[i];

		words[i] = passage_words(d->view, p->start, p->end, turn);
		if (d->interviewer[turn])
			asked += words[i];
		else
			told += words[i];
	}
	for (i = 0; i < w->touched.n; i++) {
		size_t turn = w->touched.items[i];

		if (told > 0 ? words[i] > 0 && !d->interviewer[turn]
		             : words[i] > 0 || asked == 0)
			w->touched.items[n++] = turn;
	}
	for (i = 0; i < n; i++)
		gather_add(&w->turns, w->touched.items[i], thing);
	free(words);
}

/*
 * From the first selected turn to the last: two passages cut so overlap only
 * where a selected turn holds the overlap, for it begins where one of them
 * does.
 */
static void
add_passage(struct walk *w, size_t thing, const struct passage *p)
{
	const struct transcript_view *v = w->d->view;
	struct cooccurrence_passage cut = { p->start, p->end, (uint32_t)thing };
	const struct turn *first, *last;

	find_touched(w, p);
	if (w->touched.n == 0)
		return;
	first = &v->turns[w->touched.items[0]];
	last = &v->turns[w->touched.items[w->touched.n - 1]];
	if (cut.start < first->start)
		cut.start = first->start;
	if (cut.end > last->end)
		cut.end = last->end;
	if (cut.start < cut.end)
		vec_push(&w->passages, cut);
}

static void
add_found(struct walk *w, size_t thing, const struct passage *p)
{
	size_t i;

	switch (w->t->unit) {
	case TOGETHER_TURN:
		add_turns(w, thing, p);
		break;
	case TOGETHER_PASSAGE:
		add_passage(w, thing, p);
		break;
	case TOGETHER_DOCUMENT:
		find_touched(w, p);
		if (w->touched.n > 0)
			w->here.has[thing] = true;
		break;
	case TOGETHER_CASE:
		corpus_cases(w->d, p->start, p->end, &w->cases);
		for (i = 0; i < w->cases.n; i++)
			w->of[w->cases.items[i]].has[thing] = true;
		break;
	case TOGETHER_UNITS:
		break;
	}
}

static int
by_start(const void *a, const void *b)
{
	const struct cooccurrence_passage *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->thing < y->thing ? -1 : x->thing > y->thing;
}

/* Count what the document at hand has. */
static void
count_document(struct walk *w)
{
	struct cooccurrence *counts = &w->t->counts;

	switch (w->t->unit) {
	case TOGETHER_TURN:
		gather_sort(&w->turns);
		count_groups(&w->turns, counts);
		gather_clear(&w->turns);
		break;
	case TOGETHER_PASSAGE:
		if (w->passages.n > 0)
			qsort(w->passages.items, w->passages.n,
			      sizeof(*w->passages.items), by_start);
		cooccurrence_add_passages(counts, w->passages.items,
		                          w->passages.n);
		w->passages.n = 0;
		break;
	case TOGETHER_DOCUMENT:
		found_count(&w->here, counts);
		break;
	case TOGETHER_CASE: /* one may speak in the next document, too */
	case TOGETHER_UNITS:
		break;
	}
}

static void
walk_init(struct walk *w, struct together *t, const struct corpus *c)
{
	size_t i;

	w->t = t;
	w->c = c;
	found_init(&w->here, t->n);
	if (t->unit == TOGETHER_CASE)
		w->n_cases = attribution_cases(corpus_attribution(c));
	w->of = mem_array(w->n_cases, sizeof(*w->of));
	for (i = 0; i < w->n_cases; i++)
		found_init(&w->of[i], t->n);
}

static void
walk_release(struct walk *w)
{
	size_t i;

	for (i = 0; i < w->n_cases; i++)
		found_release(&w->of[i]);
	free(w->of);
	found_release(&w->here);
	gather_release(&w->turns);
	vec_release(&w->passages);
	passages_release(&w->joined);
	vec_release(&w->cases);
	vec_release(&w->touched);
}

int
together_count(struct together *t, struct corpus *c, struct error *err)
{
	const struct codebook *b = corpus_codebook(c);
	struct passage_filter filter = t->filter;
	struct walk w = { 0 };
	size_t i, k;
	int rc;

	start(t, b);
	walk_init(&w, t, c);
	while ((rc = corpus_next(c, &w.d, err)) > 0) {
		for (i = 0; i < t->n; i++) {
			filter.code = b->codes[t->codes[i]];
			passages_join(w.d->view, b, &w.d->marks, &filter,
			              &w.joined);
			for (k = 0; k < w.joined.n; k++)
				add_found(&w, i, &w.joined.items[k]);
		}
		count_document(&w);
	}
	for (i = 0; i < w.n_cases; i++)
		found_count(&w.of[i], &t->counts);
	walk_release(&w);
	return rc;
}

/* --- from the hits alone ------------------------------------------------- */

/* From the codes of a unit to its things: the codes and all above them. */
struct lift {
	const struct together *t;
	const struct codebook *b;
	uint32_t *thing; /* a code each; UINT32_MAX: not asked for */
	size_t *seen;    /* a code each: the unit that had it last */
	size_t unit;     /* this one, from 1 */
	uint32_t *things;
	size_t n;
};

static void
lift_init(struct lift *l, const struct together *t, const struct codebook *b)
{
	size_t i;

	l->t = t;
	l->b = b;
	l->thing = mem_array(b->n_codes, sizeof(*l->thing));
	l->seen = mem_array(b->n_codes, sizeof(*l->seen));
	l->things = mem_array(t->n, sizeof(*l->things));
	for (i = 0; i < b->n_codes; i++)
		l->thing[i] = UINT32_MAX;
	for (i = 0; i < t->n; i++)
		l->thing[t->codes[i]] = (uint32_t)i;
}

static void
lift_release(struct lift *l)
{
	free(l->thing);
	free(l->seen);
	free(l->things);
}

/*
 * Add a code with those above it that the unit has not had: the highest
 * first.  A code stands behind those above it and before all that come
 * later, so the things stay in ascending order.
 */
static void
lift_code(struct lift *l, const struct code *c)
{
	if (l->seen[c->index] == l->unit)
		return;
	l->seen[c->index] = l->unit;
	if (c->parent && !l->t->filter.own)
		lift_code(l, c->parent);
	if (l->thing[c->index] != UINT32_MAX)
		l->things[l->n++] = l->thing[c->index];
}

/* Does a hit of C count for any thing? */
static bool
lift_wants(const struct lift *l, const struct code *c)
{
	if (c->retired)
		return false;
	for (; c; c = l->t->filter.own ? NULL : c->parent)
		if (l->thing[c->index] != UINT32_MAX)
			return true;
	return false;
}

static void
lift_turn(struct lift *l, const struct hit_turn *turn)
{
	size_t i;

	l->unit++;
	l->n = 0;
	for (i = 0; i < turn->n; i++)
		lift_code(l, l->b->codes[turn->codes[i]]);
}

static int
count_stream(struct together *t, struct hit_stream *s, struct lift *l,
             struct found *here, struct error *err)
{
	int64_t document = 0; /* ids begin with 1 */
	struct hit_turn turn;
	size_t i;
	int rc;

	while ((rc = hit_stream_next(s, &turn, err)) > 0) {
		lift_turn(l, &turn);
		if (t->unit == TOGETHER_TURN) {
			cooccurrence_add(&t->counts, l->things, l->n);
			continue;
		}
		if (turn.document != document)
			found_count(here, &t->counts);
		document = turn.document;
		for (i = 0; i < l->n; i++)
			here->has[l->things[i]] = true;
	}
	found_count(here, &t->counts);
	return rc;
}

int
together_count_hits(struct together *t, struct project *p,
                    const struct codebook *b, struct error *err)
{
	int64_t *ids = mem_array(b->n_codes, sizeof(*ids));
	struct hit_stream *s = NULL;
	struct found here = { 0 };
	struct lift l = { 0 };
	size_t i;
	int rc;

	assert(t->unit == TOGETHER_TURN || t->unit == TOGETHER_DOCUMENT);
	assert(t->filter.basis & BASIS_UNREAD);
	start(t, b);
	lift_init(&l, t, b);
	found_init(&here, t->n);
	for (i = 0; i < b->n_codes; i++)
		ids[i] = lift_wants(&l, b->codes[i]) ? b->codes[i]->id : 0;
	rc = hit_stream_open(p, ids, b->n_codes,
	                     t->filter.stance == STANCE_AGAINST, &s, err);
	if (rc == 0)
		rc = count_stream(t, s, &l, &here, err);
	hit_stream_close(s);
	found_release(&here);
	lift_release(&l);
	free(ids);
	return rc;
}
