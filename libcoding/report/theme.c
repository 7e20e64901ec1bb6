#include "report/theme.h"

#include "base/mem.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

static const unsigned bits[] = { BASIS_JUDGED, BASIS_UNREAD, BASIS_DISPUTED,
	                         BASIS_BOTH };

unsigned
theme_bits(enum theme_basis b)
{
	return bits[b];
}

/*
 * Count the passages of D that pass F into OUT, and into BOTH if there is
 * one: of the selected turns, by the cases that they cover.  Where there are
 * cases of the counted kind, a passage of none of them is counted apart.
 */
static void
count_passages(const struct corpus *c, const struct corpus_document *d,
               const struct passage_filter *f, struct passages *passages,
               struct frequency *out, struct frequency *both)
{
	size_t all = attribution_cases(corpus_attribution(c)), i, words;
	struct case_indexes cases = { 0 };

	passages_join(d->view, corpus_codebook(c), &d->marks, f, passages);
	for (i = 0; i < passages->n; i++) {
		const struct passage *p = &passages->items[i];

		if (!corpus_cases(d, p->start, p->end, &cases))
			continue;
		if (cases.n == 0 && all > 0) {
			frequency_add_apart(out, 1);
			if (both)
				frequency_add_apart(both, 1);
			continue;
		}
		words = corpus_words(d, p->start, p->end);
		frequency_add(out, d->index, cases.items, cases.n, all, words);
		if (both)
			frequency_add(both, d->index, cases.items, cases.n, all,
			              words);
	}
	vec_release(&cases);
}

/* --- from the tally ------------------------------------------------------ */

/* Nobody judged anything here: what is unread is all there is. */
static void
count_sum(struct frequency *f, const struct corpus *c,
          const struct corpus_document *d, const struct tally_sum *s)
{
	size_t all = attribution_cases(corpus_attribution(c));
	const struct case_indexes *cases = &d->cases[s->turn];
	int k;

	for (k = THEME_UNREAD; k <= THEME_BOTH;
	     k += THEME_BOTH - THEME_UNREAD) {
		if (cases->n == 0 && all > 0)
			frequency_add_apart(&f[k], s->passages);
		else
			frequency_add_several(&f[k], d->index, cases->items,
			                      cases->n, all, s->passages,
			                      s->words);
	}
}

/* Of all codes above one, it alone has hits here: theirs are its. */
static void
add_sums(struct themes *themes, const struct corpus *c,
         const struct corpus_document *d)
{
	const struct codebook *b = corpus_codebook(c);
	size_t i;

	for (i = 0; i < d->n_sums; i++) {
		const struct tally_sum *s = &d->sums[i];
		const struct code *code = b->codes[s->code];

		if (!d->selected[s->turn])
			continue;
		if (!s->against)
			count_sum(themes->items[s->code].own, c, d, s);
		for (; code; code = code->parent) {
			struct theme *t = &themes->items[code->index];

			count_sum(s->against ? t->against : t->rolled, c, d, s);
		}
	}
}

/* --- from the marks ------------------------------------------------------ */

/* Count one code on basis K; where it is all there is, as BOTH too. */
static void
add_basis(struct theme *t, const struct corpus *c,
          const struct corpus_document *d, int k, bool is_all,
          struct passages *scratch)
{
	struct passage_filter f = { .code = t->code,
		                    .basis = bits[k],
		                    .stance = STANCE_FOR };

	count_passages(c, d, &f, scratch, &t->rolled[k],
	               is_all ? &t->rolled[THEME_BOTH] : NULL);
	f.own = true;
	count_passages(c, d, &f, scratch, &t->own[k],
	               is_all ? &t->own[THEME_BOTH] : NULL);
	f.own = false;
	f.stance = STANCE_AGAINST;
	count_passages(c, d, &f, scratch, &t->against[k],
	               is_all ? &t->against[THEME_BOTH] : NULL);
}

static bool
all_unread(const struct marks *m)
{
	size_t i;

	for (i = 0; i < m->n; i++)
		if (m->items[i].basis != BASIS_UNREAD)
			return false;
	return true;
}

static void
add_marks(struct themes *themes, const struct corpus *c,
          const struct corpus_document *d)
{
	bool unread = all_unread(&d->marks);
	struct passages scratch = { 0 };
	size_t i;
	int k;

	for (i = 0; i < themes->n; i++) {
		struct theme *t = &themes->items[i];

		if (unread) {
			add_basis(t, c, d, THEME_UNREAD, true, &scratch);
			continue;
		}
		for (k = 0; k < THEME_BASES; k++)
			add_basis(t, c, d, k, false, &scratch);
	}
	passages_release(&scratch);
}

void
themes_add(struct themes *themes, const struct corpus *c,
           const struct corpus_document *d)
{
	if (d->tallied)
		add_sums(themes, c, d);
	else
		add_marks(themes, c, d);
}

int
themes_walk(struct project *p, struct corpus *c, struct themes *themes,
            struct error *err)
{
	const struct codebook *b = corpus_codebook(c);
	const struct corpus_document *d;
	size_t i;
	int rc;

	themes->n = b->n_codes;
	themes->items = mem_array(b->n_codes, sizeof(*themes->items));
	for (i = 0; i < b->n_codes; i++)
		themes->items[i].code = b->codes[i];
	rc = corpus_use_tally(c, NULL, false, err);
	if (rc == 0)
		rc = marks_any_judged(p, &themes->any_judged, err);
	if (rc == 0)
		rc = marks_any_tagged(p, &themes->any_tagged, err);
	while (rc >= 0 && (rc = corpus_next(c, &d, err)) > 0)
		themes_add(themes, c, d);
	return rc;
}

void
themes_release(struct themes *themes)
{
	size_t i;
	int k;

	for (i = 0; i < themes->n; i++) {
		for (k = 0; k < THEME_BASES; k++) {
			frequency_release(&themes->items[i].rolled[k]);
			frequency_release(&themes->items[i].own[k]);
			frequency_release(&themes->items[i].against[k]);
		}
	}
	free(themes->items);
	memset(themes, 0, sizeof(*themes));
}
