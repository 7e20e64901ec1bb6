/* report_sample.c - the corpus: who speaks, and which cases there are. */
#include "report/report_data.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* --- who speaks ---------------------------------------------------------- */

/* The row of turn T: its speakers' role, if they have one in common. */
static size_t
role_of(const struct transcript_view *v, const struct turn *t)
{
	size_t i, role = REPORT_ROLE_NOBODY;

	for (i = 0; i < t->speakers; i++) {
		size_t one = (size_t)document_speaker(v, t, i)->role;

		if (role != REPORT_ROLE_NOBODY && role != one)
			return REPORT_ROLE_SEVERAL;
		role = one;
	}
	return role;
}

static void
add_roles(struct report *r, const struct corpus_document *d,
          struct report_document *doc)
{
	const struct transcript_view *v = d->view;
	bool *speaks = mem_array(v->n_speakers, sizeof(*speaks));
	size_t i, k;

	for (i = 0; i < v->n_turns; i++) {
		const struct turn *t = &v->turns[i];
		struct report_role *role = &r->roles[role_of(v, t)];

		if (!d->selected[i])
			continue;
		role->turns++;
		role->words += t->words;
		doc->turns++;
		doc->words += t->words;
		for (k = 0; k < t->speakers; k++)
			speaks[v->turn_speakers[t->first_speaker + k]] = true;
	}
	for (i = 0; i < v->n_speakers; i++)
		r->roles[v->speakers[i].role].speakers += speaks[i];
	free(speaks);
}

/* --- what the cases are like --------------------------------------------- */

static void
add_fact(struct report_facts *facts, size_t attribute, size_t i,
         const char *value)
{
	struct report_fact f = { attribute, i, value };

	vec_push(facts, f);
}

/* Case I has words in D: what is known of it there? */
static void
add_case(struct report *r, const struct document *d, size_t i)
{
	const struct attribution *a = corpus_attribution(r->corpus);
	const struct attribute_list *all = attribution_attributes(a);
	struct buf combo = { 0 };
	size_t k;

	for (k = 0; k < all->n; k++) {
		const char *value =
		    attribution_value(a, all->items[k].name, i, d);

		/* a date is the document's, which will be closed */
		if (value && *value)
			add_fact(&r->facts, k, i,
			         value == d->date ? arena_str(&r->arena, value)
			                          : value);
	}
	for (k = 0; k < r->o.n_attributes; k++) {
		const char *value =
		    attribution_value(a, r->o.attributes[k], i, d);

		buf_addf(&combo, "%s%s=%s", k > 0 ? ", " : "",
		         r->o.attributes[k],
		         value && *value ? value : "(not known)");
	}
	if (r->o.n_attributes > 0)
		add_fact(&r->combos, 0, i,
		         arena_str(&r->arena, buf_str(&combo)));
	buf_release(&combo);
}

void
report_add_sample(struct report *r, const struct corpus_document *d,
                  struct report_document *doc)
{
	size_t n = attribution_cases(corpus_attribution(r->corpus)), i, k;
	bool *seen = mem_array(n, sizeof(*seen));

	doc->selected = true;
	add_roles(r, d, doc);
	for (i = 0; i < d->view->n_turns; i++)
		if (d->selected[i] && d->interviewer[i])
			r->n_asked += d->view->turns[i].words;
	r->n_documents++;
	r->n_turns += doc->turns;
	r->n_words += doc->words;
	for (i = 0; i < d->view->n_turns; i++) {
		if (d->interviewer[i] || d->view->turns[i].words == 0)
			continue;
		for (k = 0; k < d->cases[i].n; k++)
			seen[d->cases[i].items[k]] = true;
	}
	for (i = 0; i < n; i++)
		if (seen[i])
			add_case(r, &d->view->document, i);
	free(seen);
}

/* --- tables of attributes ------------------------------------------------ */

static int
compare_facts(const void *a, const void *b)
{
	const struct report_fact *x = a, *y = b;
	int rc;

	if (x->attribute != y->attribute)
		return x->attribute < y->attribute ? -1 : 1;
	rc = strcmp(x->value, y->value);
	if (rc != 0)
		return rc;
	if (x->case_index != y->case_index)
		return x->case_index < y->case_index ? -1 : 1;
	return 0;
}

/* Sort, and keep each case's value once: it may have several documents. */
static void
tidy(struct report_facts *f)
{
	size_t i, n = 0;

	if (f->n == 0)
		return;
	qsort(f->items, f->n, sizeof(*f->items), compare_facts);
	for (i = 0; i < f->n; i++)
		if (n == 0 || compare_facts(&f->items[n - 1], &f->items[i]))
			f->items[n++] = f->items[i];
	f->n = n;
}

static int
compare_values(const void *a, const void *b)
{
	const struct report_value *x = a, *y = b;

	if (x->cases != y->cases)
		return x->cases > y->cases ? -1 : 1;
	return strcmp(x->value, y->value);
}

static int
compare_numbers(const void *a, const void *b)
{
	const struct report_fact *x = a, *y = b;
	double p = strtod(x->value, NULL), q = strtod(y->value, NULL);

	if (p != q)
		return p < q ? -1 : 1;
	return compare_facts(a, b);
}

/* The facts F[0, n) are of one attribute, a number or a date. */
static void
sum_range(struct report *r, struct report_attribute *a, struct report_fact *f,
          size_t n)
{
	if (a->attribute->type == ATTRIBUTE_NUMBER) {
		double low, high;

		qsort(f, n, sizeof(*f), compare_numbers);
		low = strtod(f[(n - 1) / 2].value, NULL);
		high = strtod(f[n / 2].value, NULL);
		a->median = arena_fmt(&r->arena, "%.10g", (low + high) / 2);
	}
	a->lowest = f[0].value;
	a->highest = f[n - 1].value;
}

static void
sum_attribute(struct report *r, struct report_attribute *a,
              struct report_fact *f, size_t n)
{
	size_t all = attribution_cases(corpus_attribution(r->corpus)), i;
	size_t *seen = mem_array(all, sizeof(*seen));

	a->all_values = n;
	a->values = arena_alloc(&r->arena, n * sizeof(*a->values));
	for (i = 0; i < n; i++) {
		size_t before = seen[f[i].case_index]++;

		a->cases += before == 0;
		a->several += before == 1;
		if (i == 0 || strcmp(f[i].value, f[i - 1].value) != 0)
			a->values[a->n_values++].value = f[i].value;
		a->values[a->n_values - 1].cases++;
	}
	free(seen);
	if (a->attribute->type == ATTRIBUTE_NUMBER ||
	    a->attribute->type == ATTRIBUTE_DATE)
		sum_range(r, a, f, n);
	qsort(a->values, a->n_values, sizeof(*a->values), compare_values);
}

void
report_sum_sample(struct report *r)
{
	const struct attribute_list *all =
	    attribution_attributes(corpus_attribution(r->corpus));
	size_t i, from, to = 0;

	tidy(&r->facts);
	r->attributes =
	    arena_alloc(&r->arena, (all->n + 1) * sizeof(*r->attributes));
	for (i = 0; i < all->n; i++) {
		struct report_attribute *a = &r->attributes[r->n_attributes];

		for (from = to; to < r->facts.n; to++)
			if (r->facts.items[to].attribute != i)
				break;
		if (to == from)
			continue;
		a->attribute = &all->items[i];
		sum_attribute(r, a, r->facts.items + from, to - from);
		r->n_attributes++;
	}
}

/* --- who could be recognised --------------------------------------------- */

#define FEWEST 3 /* cases that must share what is shown of them */

int
report_check_attributes(const struct report *r, struct error *err)
{
	const struct attribute_list *all =
	    attribution_attributes(corpus_attribution(r->corpus));
	size_t i, k;

	for (i = 0; i < r->o.n_attributes; i++) {
		const char *name = r->o.attributes[i];

		if (!attribute_list_find(all, name))
			return error_set(err, ERR_NOTFOUND,
			                 "there is no attribute '%s'", name);
		for (k = 0; k < i; k++)
			if (attribute_list_find(all, r->o.attributes[k]) ==
			    attribute_list_find(all, name))
				return error_set(err, ERR_USAGE,
				                 "attribute '%s' is asked for "
				                 "twice",
				                 name);
	}
	return 0;
}

int
report_check_combos(struct report *r, struct error *err)
{
	size_t i, from, rare = 0, least = FEWEST;
	const char *which = "", *others = "";

	tidy(&r->combos);
	for (from = 0; from < r->combos.n; from = i) {
		const char *combo = r->combos.items[from].value;

		for (i = from; i < r->combos.n; i++)
			if (strcmp(r->combos.items[i].value, combo) != 0)
				break;
		rare += i - from < FEWEST;
		if (i - from >= least)
			continue;
		least = i - from;
		which = combo;
	}
	if (rare == 0 || r->o.allow_unique)
		return 0;
	if (rare > 1)
		others =
		    arena_fmt(&r->arena,
		              " (and %zu other combination%s fewer than "
		              "%d)",
		              rare - 1, rare == 2 ? " has" : "s have", FEWEST);
	return error_set(err, ERR_CONFLICT,
	                 "only %zu of %zu cases %s %s%s: somebody could be "
	                 "recognised; --allow-unique shows them all the same",
	                 least, corpus_n(r->corpus),
	                 least == 1 ? "has" : "have", which, others);
}

const char *
report_attributes_of(struct report *r, size_t i, const struct document *d)
{
	const struct attribution *a = corpus_attribution(r->corpus);
	struct buf b = { 0 };
	const char *out;
	size_t k;

	for (k = 0; k < r->o.n_attributes; k++) {
		const char *value =
		    attribution_value(a, r->o.attributes[k], i, d);

		if (value && *value)
			buf_addf(&b, "%s%s", b.len > 0 ? ", " : "", value);
	}
	out = arena_str(&r->arena, buf_str(&b));
	buf_release(&b);
	return out;
}
