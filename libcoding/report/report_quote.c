/* report_quote.c - the passages that could be quoted, and those that are. */
#include "report/report_data.h"

#include "base/mem.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

static const unsigned stances[] = { STANCE_FOR, STANCE_AGAINST };

/* Those who speak in a passage, in the order in which they begin. */
struct voices {
	struct voice {
		const char *name;
		size_t case_index; /* SIZE_MAX: no case */
	} * items;
	size_t n, cap;
};

/* --- who speaks ---------------------------------------------------------- */

static void
add_voice(struct voices *voices, const char *name, size_t case_index)
{
	struct voice v = { name, case_index };
	size_t i;

	for (i = 0; i < voices->n; i++)
		if (strcmp(voices->items[i].name, name) == 0)
			return;
	vec_push(voices, v);
}

/* What stands for somebody who has no case: never a name, unless asked. */
static const char *
role_name(const struct report *r, const struct speaker *s)
{
	switch (s->role) {
	case ROLE_INTERVIEWER:
		return "Interviewer";
	case ROLE_INTERPRETER:
		return "Interpreter";
	case ROLE_OTHER:
		return r->o.labels ? s->label : "Other speaker";
	default:
		return r->o.labels ? s->label : "Participant without a case";
	}
}

/* The people of turn I, joined; each but interviewers is added to VOICES. */
static const char *
turn_voices(struct report *r, const struct corpus_document *d, size_t i,
            struct voices *voices)
{
	const struct attribution *a = corpus_attribution(r->corpus);
	const struct turn *t = &d->view->turns[i];
	struct voices here = { 0 };
	struct buf b = { 0 };
	const char *out;
	size_t k;

	for (k = 0; k < d->cases[i].n; k++)
		add_voice(&here,
		          attribution_case(a, d->cases[i].items[k])->name,
		          d->cases[i].items[k]);
	for (k = 0; k < t->speakers && d->cases[i].n == 0; k++)
		add_voice(
		    &here,
		    arena_str(&r->arena,
		              role_name(r, document_speaker(d->view, t, k))),
		    SIZE_MAX);
	if (here.n == 0)
		add_voice(&here, "Unknown speaker", SIZE_MAX);
	for (k = 0; k < here.n; k++) {
		buf_addf(&b, "%s%s", k > 0 ? " + " : "", here.items[k].name);
		if (!d->interviewer[i])
			add_voice(voices, here.items[k].name,
			          here.items[k].case_index);
	}
	out = arena_str(&r->arena, buf_str(&b));
	buf_release(&b);
	vec_release(&here);
	return out;
}

/* "P07, peer worker"; "F1 (peer worker), F3 (manager)". */
static const char *
attribution_line(struct report *r, const struct document *d,
                 const struct voices *voices)
{
	struct buf b = { 0 };
	const char *out;
	size_t i;

	for (i = 0; i < voices->n; i++) {
		const struct voice *v = &voices->items[i];
		const char *more =
		    v->case_index == SIZE_MAX
		        ? ""
		        : report_attributes_of(r, v->case_index, d);

		buf_addf(&b, "%s%s", i > 0 ? ", " : "", v->name);
		if (*more)
			buf_addf(&b, voices->n > 1 ? " (%s)" : ", %s", more);
	}
	out = arena_str(&r->arena, buf_str(&b));
	buf_release(&b);
	return out;
}

/* --- passages ------------------------------------------------------------ */

static const char *
place(struct report *r, const struct corpus_document *d,
      const struct report_document *doc, const struct report_piece *pieces,
      size_t n)
{
	const struct turn *first =
	    &d->view->turns[document_turn_from(d->view, pieces[0].start)];
	const struct turn *last =
	    &d->view->turns[document_turn_from(d->view, pieces[n - 1].start)];
	size_t number = (size_t)(doc - r->documents.items) + 1;
	const char *document =
	    r->o.documents ? doc->name
	                   : arena_fmt(&r->arena, "document %zu", number);

	if (first == last)
		return arena_fmt(&r->arena, "%s, turn %d", document,
		                 first->ordinal);
	return arena_fmt(&r->arena, "%s, turns %d\xE2\x80\x93%d", document,
	                 first->ordinal, last->ordinal);
}

/*
 * Cut [start, end) into turns.  Of other people's turns, outside the
 * selection, nothing is shown.
 */
static void
cut(struct report *r, const struct corpus_document *d, size_t start, size_t end,
    struct report_quote *q)
{
	const struct transcript_view *v = d->view;
	size_t first = document_turn_from(v, start), i, last = first;
	struct voices voices = { 0 };

	while (last < v->n_turns && v->turns[last].start < end)
		last++;
	q->pieces = arena_alloc(&r->arena, (last - first) * sizeof(*q->pieces));
	for (i = first; i < last; i++) {
		const struct turn *t = &v->turns[i];
		struct report_piece *p = &q->pieces[q->n_pieces];

		p->start = t->start > start ? t->start : start;
		p->end = t->end < end ? t->end : end;
		p->left_out = !d->selected[i] && !d->interviewer[i];
		p->who = "";
		if (!p->left_out)
			p->who = turn_voices(r, d, i, &voices);
		else if (q->n_pieces > 0 && p[-1].left_out)
			continue;
		q->several = q->several || (q->n_pieces > 0 &&
		                            strcmp(p->who, p[-1].who) != 0);
		q->n_pieces++;
	}
	q->by = voices.n > 0 ? attribution_line(r, &v->document, &voices)
	                     : q->pieces[0].who;
	vec_release(&voices);
}

static bool
found_by_rule(const struct passages *all, const struct passage *p)
{
	size_t i;

	for (i = p->first_mark; i < p->last_mark; i++)
		if (all->marks.items[i]->coder == SIZE_MAX)
			return true;
	return false;
}

/* Add the passages of D with one stance and basis. */
static void
add_side(struct report *r, const struct corpus_document *d,
         const struct report_document *doc, struct report_context *context,
         const struct passages *all, bool judged, struct report_side *side)
{
	struct case_indexes cases = { 0 };
	size_t i;

	for (i = 0; i < all->n; i++) {
		const struct passage *p = &all->items[i];
		struct quotation_candidate c = { .document = doc->id,
			                         .start = p->start,
			                         .end = p->end,
			                         .judged = judged };
		struct report_shown shown;
		size_t *owned;

		if (!corpus_cases(d, p->start, p->end, &cases))
			continue;
		shown = report_shown_of(context, &r->o.quotations, p->start,
		                        p->end);
		c.words = corpus_words(d, p->start, p->end);
		c.shown.start = shown.start;
		c.shown.end = shown.end;
		c.shown.words = shown.words;
		owned = arena_alloc(&r->arena, cases.n * sizeof(*c.cases));
		if (cases.n > 0)
			memcpy(owned, cases.items, cases.n * sizeof(*c.cases));
		c.cases = owned;
		c.n_cases = cases.n;
		vec_push(&side->candidates, c);
		vec_push(&side->piped, !judged && !found_by_rule(all, p));
	}
	vec_release(&cases);
}

void
report_add_passages(struct report *r, const struct corpus_document *d,
                    const struct report_document *doc)
{
	static const unsigned bases[] = { BASIS_JUDGED, BASIS_UNREAD };
	struct report_context context = { 0 };
	struct passages all = { 0 };
	size_t i, s, b;

	report_context_open(&context, d);

	for (i = 0; i < r->codes.n; i++) {
		struct report_code *c = &r->codes.items[i];

		for (s = 0; s < REPORT_STANCES; s++) {
			for (b = 0; b < 2; b++) {
				struct passage_filter f = {
					.code = c->code,
					.own = true,
					.stance = stances[s],
					.basis = bases[b],
				};

				passages_join(d->view,
				              corpus_codebook(r->corpus),
				              &d->marks, &f, &all);
				add_side(r, d, doc, &context, &all, b == 0,
				         &c->sides[s]);
			}
		}
	}
	passages_release(&all);
	report_context_release(&context);
}

/* --- the chosen ---------------------------------------------------------- */

/* A quote that is to be made. */
struct chosen {
	const struct quotation_candidate *from;
	struct report_quote *quote;
};

struct chosen_list {
	struct chosen *items;
	size_t n, cap;
};

static int
by_document(const void *a, const void *b)
{
	const struct chosen *x = a, *y = b;

	if (x->from->document != y->from->document)
		return x->from->document < y->from->document ? -1 : 1;
	return x->quote < y->quote ? -1 : x->quote > y->quote;
}

/* The first of LIST that is of DOCUMENT, or of a later one. */
static size_t
first_of(const struct chosen_list *list, int64_t document)
{
	size_t lo = 0, hi = list->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (list->items[mid].from->document < document)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

static void
make_quote(struct report *r, const struct corpus_document *d,
           const struct report_document *doc, const struct chosen *chosen)
{
	const struct quotation_candidate *c = chosen->from;
	struct report_quote *q = chosen->quote;
	size_t k;

	q->start = c->start;
	q->end = c->end;
	q->language = doc->language;
	q->judged = c->judged;
	q->grown = c->shown.start < c->start || c->shown.end > c->end;
	cut(r, d, c->shown.start, c->shown.end, q);
	q->where = place(r, d, doc, q->pieces, q->n_pieces);
	for (k = 0; k < q->n_pieces; k++)
		if (!q->pieces[k].left_out)
			report_read_runs(&r->arena, d->view, q, &q->pieces[k]);
}

/*
 * Walk over the documents of CHOSEN once more, without their marks, and make
 * the quotes.  The selection is the same, but for the other documents.
 */
static int
make_quotes(struct report *r, const struct chosen_list *chosen,
            struct error *err)
{
	const char **names = mem_array(r->documents.n, sizeof(*names));
	bool *none =
	    mem_array(corpus_codebook(r->corpus)->n_codes, sizeof(*none));
	struct selection selection = *r->o.selection;
	const struct corpus_document *d;
	struct corpus *corpus = NULL;
	size_t i, k, n = 0;
	int rc;

	for (i = 0; i < r->documents.n; i++) {
		int64_t id = r->documents.items[i].id;

		k = first_of(chosen, id);
		if (k < chosen->n && chosen->items[k].from->document == id)
			names[n++] = r->documents.items[i].name;
	}
	selection.documents = names;
	selection.n_documents = n;
	rc = corpus_open(r->p, &selection, &corpus, err);
	if (rc == 0)
		corpus_want(corpus, none, true);
	for (i = 0; rc >= 0 && (rc = corpus_next(corpus, &d, err)) > 0;) {
		int64_t id = d->view->document.id;

		while (r->documents.items[i].id != id)
			i++;
		for (k = first_of(chosen, id);
		     k < chosen->n && chosen->items[k].from->document == id;
		     k++)
			make_quote(r, d, &r->documents.items[i],
			           &chosen->items[k]);
	}
	corpus_close(corpus);
	free(names);
	free(none);
	return rc;
}

/* Choose among the candidates of SIDE, and append what was chosen. */
static void
choose(const struct report *r, const struct quotation_rule *rule,
       const int64_t *case_ids, struct report_side *side,
       struct chosen_list *out)
{
	size_t n = attribution_cases(corpus_attribution(r->corpus)), k;

	quotation_choose(side->candidates.items, side->candidates.n, case_ids,
	                 n, rule, &side->choice);
	side->quotes = mem_array(side->choice.n, sizeof(*side->quotes));
	for (k = 0; k < side->choice.n; k++) {
		size_t i = side->choice.items[k];
		struct chosen chosen = { &side->candidates.items[i],
			                 &side->quotes[k] };

		side->quotes[k].piped = side->piped.items[i];
		vec_push(out, chosen);
	}
}

int
report_choose(struct report *r, struct error *err)
{
	const struct attribution *a = corpus_attribution(r->corpus);
	size_t n = attribution_cases(a), i, s;
	int64_t *ids = mem_array(n, sizeof(*ids));
	struct chosen_list chosen = { 0 };
	int rc = 0;

	for (i = 0; i < n; i++)
		ids[i] = attribution_case(a, i)->id;
	for (i = 0; i < r->codes.n; i++) {
		struct report_code *c = &r->codes.items[i];
		struct quotation_rule rule = r->o.quotations;

		rule.seed = quotation_seed(rule.seed, c->code->path);
		for (s = 0; s < REPORT_STANCES; s++)
			choose(r, &rule, ids, &c->sides[s], &chosen);
	}
	if (chosen.n > 0) {
		qsort(chosen.items, chosen.n, sizeof(*chosen.items),
		      by_document);
		rc = make_quotes(r, &chosen, err);
	}
	vec_release(&chosen);
	free(ids);
	return rc;
}
