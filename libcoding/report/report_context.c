/* report_context.c - what is shown around a passage that is short. */
#include "report/report_data.h"

#include "base/mem.h"
#include "base/vec.h"

#include <stdlib.h>

/* What is shown as it grows, and the sentences that it has reached. */
struct growth {
	const struct corpus_document *d;
	const struct quotation_rule *rule;
	const struct span_list *sentences;
	size_t before, after; /* those outside: [0, before), [after, n) */
	struct report_shown shown;
};

void
report_context_open(struct report_context *c, const struct corpus_document *d)
{
	c->d = d;
	c->turns = mem_array(d->view->n_turns, sizeof(*c->turns));
}

void
report_context_release(struct report_context *c)
{
	size_t i;

	for (i = 0; i < c->d->view->n_turns; i++)
		vec_release(&c->turns[i]);
	free(c->turns);
}

/* Each turn is cut once, however many passages it has. */
static const struct span_list *
sentences_of(struct report_context *c, size_t i)
{
	const struct transcript_view *v = c->d->view;

	if (c->turns[i].n == 0)
		segment_sentences(v->text, v->turns[i].start, v->turns[i].end,
		                  &c->turns[i]);
	return &c->turns[i];
}

/* Show [start, end) as well, unless that would be too long. */
static bool
reach(struct growth *g, size_t start, size_t end)
{
	struct report_shown more = g->shown;

	more.start = start < more.start ? start : more.start;
	more.end = end > more.end ? end : more.end;
	more.words = corpus_words(g->d, more.start, more.end);
	if (more.words > g->rule->max_words)
		return false;
	g->shown = more;
	return true;
}

static bool
grow_after(struct growth *g)
{
	const struct span *s;

	if (g->after == g->sentences->n)
		return false;
	s = &g->sentences->items[g->after];
	if (!reach(g, s->start, s->end))
		return false;
	g->after++;
	return true;
}

static bool
grow_before(struct growth *g)
{
	const struct span *s;

	if (g->before == 0)
		return false;
	s = &g->sentences->items[g->before - 1];
	if (!reach(g, s->start, s->end))
		return false;
	g->before--;
	return true;
}

/* The sentences that the passage is in or of are made whole first. */
static void
make_whole(struct growth *g)
{
	const struct span_list *all = g->sentences;

	while (g->before < all->n &&
	       all->items[g->before].end <= g->shown.start)
		g->before++;
	g->after = g->before;
	while (g->after < all->n && all->items[g->after].start < g->shown.end)
		g->after++;
	if (g->after > g->before)
		reach(g, all->items[g->before].start,
		      all->items[g->after - 1].end);
}

struct report_shown
report_shown_of(struct report_context *c, const struct quotation_rule *rule,
                size_t start, size_t end)
{
	const struct transcript_view *v = c->d->view;
	size_t i = document_turn_from(v, start);
	struct growth g = { .d = c->d,
		            .rule = rule,
		            .shown = { start, end,
		                       corpus_words(c->d, start, end) } };
	bool after = true, before = true;

	if (g.shown.words >= rule->min_words || v->turns[i].start > start ||
	    v->turns[i].end < end)
		return g.shown;
	g.sentences = sentences_of(c, i);
	make_whole(&g);
	while (g.shown.words < rule->min_words && (after || before)) {
		after = after && grow_after(&g);
		if (g.shown.words < rule->min_words)
			before = before && grow_before(&g);
	}
	return g.shown;
}

/* --- its words ----------------------------------------------------------- */

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/*
 * [start, end) as it stands in a paragraph that ends at LIMIT: lines are
 * joined, and an aside written for Markdown, \[so\], loses the backslashes.
 */
static const char *
words_of(struct arena *a, const char *text, size_t start, size_t end,
         size_t limit)
{
	struct buf b = { 0 };
	const char *out;
	size_t at;

	for (at = start; at < end; at++) {
		const char *c = text + at;

		if (at + 1 < limit && *c == '\\' &&
		    (c[1] == '[' || c[1] == ']'))
			continue;
		buf_addc(&b, *c == '\n' ? ' ' : *c);
	}
	out = arena_strn(a, buf_str(&b), b.len);
	buf_release(&b);
	return out;
}

/* Add what stands in [start, end) of paragraph S, if there is anything. */
static void
add_run(struct arena *a, const char *text, const struct span *s, size_t start,
        size_t end, bool context, struct report_piece *p)
{
	struct report_run *run = &p->runs[p->n_runs];

	if (start >= end)
		return;
	run->text = words_of(a, text, start, end, s->end);
	run->begins = start == s->start;
	run->context = context;
	run->joined = !run->begins && !is_space(text[start - 1]) &&
	              !is_space(text[start]);
	p->n_runs++;
}

void
report_read_runs(struct arena *a, const struct transcript_view *v,
                 const struct report_quote *q, struct report_piece *p)
{
	struct span_list all = { 0 };
	size_t i;

	segment_paragraphs(v->text, p->start, p->end, &all);
	p->runs = arena_alloc(a, (3 * all.n + 1) * sizeof(*p->runs));
	for (i = 0; i < all.n; i++) {
		const struct span *s = &all.items[i];
		size_t from = q->start > s->start ? q->start : s->start;
		size_t to = q->end < s->end ? q->end : s->end;

		if (from >= to) {
			add_run(a, v->text, s, s->start, s->end, true, p);
			continue;
		}
		while (from < to && is_space(v->text[from]))
			from++;
		while (to > from && is_space(v->text[to - 1]))
			to--;
		add_run(a, v->text, s, s->start, from, true, p);
		add_run(a, v->text, s, from, to, false, p);
		add_run(a, v->text, s, to, s->end, true, p);
	}
	vec_release(&all);
}
