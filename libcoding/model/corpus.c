#include "model/corpus.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "model/passage.h"
#include "model/tally.h"

#include <stdlib.h>
#include <string.h>

struct where {
	char *name;  /* attribute, as it is called */
	char *value; /* folded */
};

struct corpus {
	struct project *p;
	struct codebook *codebook;
	struct attribution *attribution;
	struct document_list documents; /* selected by name */
	size_t next;
	struct {
		struct where *items;
		size_t n, cap;
	} where;
	struct {
		char **items; /* folded labels */
		size_t n, cap;
	} speakers;
	bool *wanted; /* a counted case each; NULL: no case was named */
	bool *seen;   /* a counted case each */
	size_t unattributed;
	bool exhaustive;
	bool *needed, *joined;   /* a code each; NULL: all is read */
	bool *marked;            /* a document each; NULL: all are walked */
	struct tally_book *book; /* or NULL: every text is read */
	struct corpus_document doc;
};

/* --- what was asked for -------------------------------------------------- */

static int
select_documents(struct corpus *c, const struct selection *s, struct error *err)
{
	struct document_list all = { 0 };
	bool *wanted = NULL;
	size_t i, k;
	int rc;

	rc = document_list(c->p, &all, err);
	if (rc < 0)
		goto out;
	wanted = mem_array(all.n, sizeof(*wanted));
	for (k = 0; k < s->n_documents; k++) {
		int64_t id;

		rc = document_find(c->p, s->documents[k], &id, err);
		if (rc < 0)
			goto out;
		for (i = 0; i < all.n; i++)
			wanted[i] = wanted[i] || all.items[i].id == id;
	}
	for (i = 0; i < all.n; i++) {
		if (s->n_documents > 0 && !wanted[i])
			continue;
		vec_push(&c->documents, all.items[i]);
		all.items[i].name = all.items[i].date = NULL;
	}
out:
	free(wanted);
	document_list_release(&all);
	return rc;
}

static int
select_cases(struct corpus *c, const struct selection *s, struct error *err)
{
	size_t i, k;
	int64_t id;
	int rc;

	if (s->n_cases == 0)
		return 0;
	c->wanted =
	    mem_array(attribution_cases(c->attribution), sizeof(*c->wanted));
	for (k = 0; k < s->n_cases; k++) {
		i = attribution_find(c->attribution, s->cases[k]);
		if (i != SIZE_MAX) {
			c->wanted[i] = true;
			continue;
		}
		rc = case_find(c->p, s->cases[k], &id, err);
		if (rc < 0)
			return rc;
		return error_set(err, ERR_NOTFOUND,
		                 "case '%s' is no %s: counted are cases of one "
		                 "kind (--kind)",
		                 s->cases[k], case_kind_name(s->kind));
	}
	return 0;
}

static int
select_where(struct corpus *c, const struct selection *s, struct error *err)
{
	size_t k;

	for (k = 0; k < s->n_where; k++) {
		const char *eq = strchr(s->where[k], '=');
		struct where w = { 0 };
		char *name;
		int rc;

		if (!eq || eq == s->where[k])
			return error_set(err, ERR_USAGE,
			                 "'%s' is not ATTRIBUTE=VALUE",
			                 s->where[k]);
		name = mem_strn(s->where[k], (size_t)(eq - s->where[k]));
		if (!attribution_knows(c->attribution, name)) {
			error_set(err, ERR_NOTFOUND,
			          "there is no attribute '%s'", name);
			free(name);
			return ERR_NOTFOUND;
		}
		w.name = name;
		w.value = unicode_fold(eq + 1);
		vec_push(&c->where, w);
		rc = attribution_check_value(c->attribution, name, eq + 1, err);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* A label that no document has is a mistake, not an empty answer. */
static int
select_speakers(struct corpus *c, const struct selection *s, struct error *err)
{
	size_t k;
	int rc = 0;

	for (k = 0; rc == 0 && k < s->n_speakers; k++) {
		rc = document_check_label(c->p, s->speakers[k], err);
		if (rc == 0)
			vec_push(&c->speakers, unicode_fold(s->speakers[k]));
	}
	return rc;
}

int
corpus_open(struct project *p, const struct selection *s, struct corpus **out,
            struct error *err)
{
	struct corpus *c = mem_zero(sizeof(*c));
	int rc;

	*out = NULL;
	c->p = p;
	c->exhaustive = s->exhaustive;
	rc = codebook_read(p, &c->codebook, err);
	if (rc == 0)
		rc = attribution_load(p, s->kind, &c->attribution, err);
	if (rc == 0)
		rc = select_documents(c, s, err);
	if (rc == 0)
		rc = select_cases(c, s, err);
	if (rc == 0)
		rc = select_where(c, s, err);
	if (rc == 0)
		rc = select_speakers(c, s, err);
	if (rc < 0) {
		corpus_close(c);
		return rc;
	}
	c->seen =
	    mem_array(attribution_cases(c->attribution), sizeof(*c->seen));
	*out = c;
	return 0;
}

static void
close_document(struct corpus_document *d)
{
	size_t i;

	for (i = 0; d->view && i < d->view->n_turns; i++)
		vec_release(&d->cases[i]);
	free(d->cases);
	free(d->selected);
	free(d->interviewer);
	marks_release(&d->marks);
	document_close(d->view);
	d->view = NULL;
	d->tallied = false;
	d->sums = NULL;
	d->n_sums = 0;
	d->cases = NULL;
	d->selected = d->interviewer = NULL;
}

void
corpus_close(struct corpus *c)
{
	size_t i;

	if (!c)
		return;
	close_document(&c->doc);
	for (i = 0; i < c->where.n; i++) {
		free(c->where.items[i].name);
		free(c->where.items[i].value);
	}
	vec_release(&c->where);
	for (i = 0; i < c->speakers.n; i++)
		free(c->speakers.items[i]);
	vec_release(&c->speakers);
	tally_book_free(c->book); /* it looks at the documents */
	document_list_release(&c->documents);
	attribution_free(c->attribution);
	codebook_free(c->codebook);
	free(c->needed);
	free(c->joined);
	free(c->marked);
	free(c->wanted);
	free(c->seen);
	free(c);
}

/* --- what is read of it -------------------------------------------------- */

/* Codes above come first in a codebook. */
void
corpus_want(struct corpus *c, const bool *asked, bool own)
{
	const struct codebook *b = c->codebook;
	size_t i;

	c->needed = mem_array(b->n_codes, sizeof(*c->needed));
	c->joined = mem_array(b->n_codes, sizeof(*c->joined));
	for (i = 0; i < b->n_codes; i++) {
		const struct code *above = b->codes[i]->parent;

		c->needed[i] = !asked || asked[i];
		c->joined[i] = c->needed[i] && !own;
		if (!own && above && c->needed[above->index])
			c->needed[i] = true;
	}
}

/* A document by its id. */
struct place {
	int64_t id;
	size_t index;
};

static int
by_id(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* PLACES: all documents of the walk, by id. */
static void
mark_document(struct corpus *c, const struct place *places, int64_t id)
{
	struct place wanted = { .id = id };
	const struct place *found = NULL;

	if (c->documents.n > 0)
		found = bsearch(&wanted, places, c->documents.n,
		                sizeof(*places), by_id);
	if (found)
		c->marked[found->index] = true;
}

static int
mark_coded(struct corpus *c, const struct place *places, struct error *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&c->p->db, "SELECT DISTINCT document FROM coding", &st,
	                err);
	while (rc >= 0 && (rc = db_step(&c->p->db, st, err)) > 0)
		mark_document(c, places, db_int(st, 0));
	db_finish(st);
	return rc;
}

int
corpus_want_marked(struct corpus *c, const bool *asked, bool own,
                   struct error *err)
{
	struct place *places = mem_array(c->documents.n, sizeof(*places));
	const struct codebook *b = c->codebook;
	struct tally_cells cells = { 0 };
	size_t i, k;
	int rc;

	corpus_want(c, asked, own);
	c->marked = mem_array(c->documents.n, sizeof(*c->marked));
	for (i = 0; i < c->documents.n; i++)
		places[i] = (struct place){ c->documents.items[i].id, i };
	if (c->documents.n > 0)
		qsort(places, c->documents.n, sizeof(*places), by_id);
	rc = mark_coded(c, places, err);
	for (i = 0; rc == 0 && i < b->n_codes; i++) {
		if (!c->needed[i])
			continue;
		cells.n = 0;
		rc = tally_read(c->p, b->codes[i]->id, &cells, err);
		for (k = 0; k < cells.n; k++)
			mark_document(c, places, cells.items[k].document);
	}
	vec_release(&cells);
	free(places);
	return rc;
}

int
corpus_use_tally(struct corpus *c, const bool *asked, bool own,
                 struct error *err)
{
	corpus_want(c, asked, own);
	if (c->exhaustive)
		return 0;
	return tally_book_read(c->p, c->codebook, &c->documents, c->needed,
	                       c->joined, &c->book, err);
}

/* --- the walk ------------------------------------------------------------ */

/* Does case I (SIZE_MAX: nobody) have all the values asked for here? */
static bool
fits(const struct corpus *c, size_t i, const struct document *d)
{
	size_t k;

	if (c->wanted && (i == SIZE_MAX || !c->wanted[i]))
		return false;
	for (k = 0; k < c->where.n; k++) {
		const struct where *w = &c->where.items[k];
		const char *value =
		    attribution_value(c->attribution, w->name, i, d);
		char *folded;
		bool same;

		if (!value)
			return false;
		folded = unicode_fold(value);
		same = strcmp(folded, w->value) == 0;
		free(folded);
		if (!same)
			return false;
	}
	return true;
}

static bool
speaker_fits(const struct corpus *c, const struct transcript_view *v,
             const struct turn *t)
{
	size_t i, k;
	bool found = c->speakers.n == 0;

	for (i = 0; i < t->speakers && !found; i++) {
		char *folded = unicode_fold(document_speaker(v, t, i)->label);

		for (k = 0; k < c->speakers.n; k++)
			found =
			    found || strcmp(folded, c->speakers.items[k]) == 0;
		free(folded);
	}
	return found;
}

/* Which cases of the turn are in the selection; is the turn itself? */
static void
select_turn(struct corpus *c, size_t i)
{
	struct corpus_document *d = &c->doc;
	const struct turn *t = &d->view->turns[i];
	struct case_indexes all = { 0 };
	size_t k;

	d->interviewer[i] = document_turn_is_interviewer(d->view, t);
	if (!speaker_fits(c, d->view, t))
		return;
	attribution_turn(c->attribution, d->view, t, &all);
	for (k = 0; k < all.n; k++)
		if (fits(c, all.items[k], &d->view->document))
			vec_push(&d->cases[i], all.items[k]);
	if (all.n > 0)
		d->selected[i] = d->cases[i].n > 0;
	else
		d->selected[i] = fits(c, SIZE_MAX, &d->view->document);
	vec_release(&all);
	if (!d->selected[i] || t->words == 0 || d->interviewer[i])
		return;
	for (k = 0; k < d->cases[i].n; k++)
		c->seen[d->cases[i].items[k]] = true;
	if (d->cases[i].n == 0)
		c->unattributed += t->words;
}

/* Open document NEXT; true if a turn of it is selected. */
static int
open_document(struct corpus *c, bool *any, struct error *err)
{
	struct corpus_document *d = &c->doc;
	size_t i;
	int rc;

	*any = false;
	if (c->book)
		d->tallied = tally_book_open(c->book, c->next, &d->view,
		                             &d->sums, &d->n_sums);
	if (!d->tallied) {
		rc = document_open(c->p, c->documents.items[c->next].id,
		                   &d->view, err);
		if (rc < 0)
			return rc;
	}
	d->selected = mem_array(d->view->n_turns, sizeof(*d->selected));
	d->interviewer = mem_array(d->view->n_turns, sizeof(*d->interviewer));
	d->cases = mem_array(d->view->n_turns, sizeof(*d->cases));
	for (i = 0; i < d->view->n_turns; i++) {
		select_turn(c, i);
		*any = *any || d->selected[i];
	}
	return 0;
}

int
corpus_next(struct corpus *c, const struct corpus_document **out,
            struct error *err)
{
	bool any = false;
	int rc;

	*out = NULL;
	while (!any) {
		bool first = c->doc.view == NULL && c->next == 0;

		close_document(&c->doc);
		while (c->marked && c->next < c->documents.n &&
		       !c->marked[c->next])
			c->next++;
		if (c->next >= c->documents.n)
			return 0;
		rc = open_document(c, &any, err);
		if (rc < 0)
			return rc;
		c->next++;
		if (any)
			c->doc.index = first ? 0 : c->doc.index + 1;
	}
	if (!c->doc.tallied)
		rc = marks_read(c->p, c->codebook, c->doc.view, c->needed,
		                &c->doc.marks, err);
	if (rc < 0)
		return rc;
	*out = &c->doc;
	return 1;
}

size_t
corpus_documents(const struct corpus *c)
{
	return c->documents.n;
}

const struct codebook *
corpus_codebook(const struct corpus *c)
{
	return c->codebook;
}

const struct attribution *
corpus_attribution(const struct corpus *c)
{
	return c->attribution;
}

size_t
corpus_n(const struct corpus *c)
{
	size_t i, n = 0;

	for (i = 0; i < attribution_cases(c->attribution); i++)
		n += c->seen[i];
	return n;
}

const bool *
corpus_seen(const struct corpus *c)
{
	return c->seen;
}

size_t
corpus_unattributed_words(const struct corpus *c)
{
	return c->unattributed;
}

static void
merge_cases(struct case_indexes *out, const struct case_indexes *from)
{
	size_t i, k;

	for (i = 0; i < from->n; i++) {
		for (k = 0; k < out->n && out->items[k] < from->items[i]; k++)
			;
		if (k < out->n && out->items[k] == from->items[i])
			continue;
		vec_reserve(out, 1);
		memmove(&out->items[k + 1], &out->items[k],
		        (out->n - k) * sizeof(*out->items));
		out->items[k] = from->items[i];
		out->n++;
	}
}

bool
corpus_cases(const struct corpus_document *d, size_t start, size_t end,
             struct case_indexes *out)
{
	const struct transcript_view *v = d->view;
	size_t from = document_turn_from(v, start), i, words = 0;
	bool any = false;

	out->n = 0;
	for (i = from; i < v->n_turns && v->turns[i].start < end; i++) {
		size_t here;

		if (!d->selected[i])
			continue;
		any = true;
		here = passage_words(v, start, end, i);
		words += here;
		if (here > 0)
			merge_cases(out, &d->cases[i]);
	}
	for (i = from; words == 0 && i < v->n_turns && v->turns[i].start < end;
	     i++)
		if (d->selected[i])
			merge_cases(out, &d->cases[i]);
	return any;
}

size_t
corpus_words(const struct corpus_document *d, size_t start, size_t end)
{
	const struct transcript_view *v = d->view;
	size_t i, told = 0, asked = 0;

	for (i = document_turn_from(v, start);
	     i < v->n_turns && v->turns[i].start < end; i++) {
		if (!d->selected[i])
			continue;
		if (d->interviewer[i])
			asked += passage_words(v, start, end, i);
		else
			told += passage_words(v, start, end, i);
	}
	return told > 0 ? told : asked;
}
