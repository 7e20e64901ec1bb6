#include "report/matrix.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* --- groups -------------------------------------------------------------- */

/* Where the group called FOLDED is in m->slots, or would be. */
static size_t
find_slot(const struct matrix *m, const char *folded)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a */
	const char *s;
	size_t i;

	for (s = folded; *s; s++)
		h = (h ^ (unsigned char)*s) * 1099511628211u;
	for (i = h % m->n_slots; m->slots[i] > 0; i = (i + 1) % m->n_slots)
		if (strcmp(m->groups.items[m->slots[i] - 1].folded, folded) ==
		    0)
			break;
	return i;
}

static void
grow_slots(struct matrix *m)
{
	size_t i;

	free(m->slots);
	m->n_slots = 4 * m->groups.n + 16;
	m->slots = mem_array(m->n_slots, sizeof(*m->slots));
	for (i = 0; i < m->groups.n; i++)
		m->slots[find_slot(m, m->groups.items[i].folded)] = i + 1;
}

/* The index of the group called NAME, in any case; made if it is new. */
static size_t
group_for(struct matrix *m, const struct corpus *c, const char *name)
{
	struct matrix_group fresh = { 0 };
	char *folded;
	size_t slot;

	if (m->last < m->groups.n &&
	    strcmp(m->groups.items[m->last].name, name) == 0)
		return m->last;
	folded = unicode_fold(name);
	if (2 * m->groups.n >= m->n_slots)
		grow_slots(m);
	slot = find_slot(m, folded);
	if (m->slots[slot] > 0) {
		free(folded);
		return m->last = m->slots[slot] - 1;
	}
	fresh.name = mem_str(name);
	fresh.folded = folded;
	fresh.seen =
	    mem_array(attribution_cases(corpus_attribution(c)), sizeof(bool));
	fresh.counts =
	    mem_array(corpus_codebook(c)->n_codes, sizeof(struct frequency));
	vec_push(&m->groups, fresh);
	m->slots[slot] = m->groups.n;
	return m->last = m->groups.n - 1;
}

/* Groups by index, each once. */
struct group_set {
	size_t *items;
	size_t n, cap;
};

static void
add_group(struct matrix *m, const struct corpus *c, const char *name,
          struct group_set *out)
{
	size_t group = group_for(m, c, name), i;

	for (i = 0; i < out->n; i++)
		if (out->items[i] == group)
			return;
	vec_push(out, group);
}

/* What the attribute is for case I here, or "(none)". */
static const char *
value_here(const struct matrix *m, const struct corpus *c,
           const struct corpus_document *d, size_t i)
{
	const char *v = attribution_value(corpus_attribution(c), m->attribute,
	                                  i, &d->view->document);

	return v ? v : "(none)";
}

/*
 * Add the groups of a turn.  An interviewer's words go to no case, and have
 * no attribute but the document's own.
 */
static void
turn_groups(struct matrix *m, const struct corpus *c,
            const struct corpus_document *d, size_t turn, struct group_set *out)
{
	const struct attribution *a = corpus_attribution(c);
	const struct turn *t = &d->view->turns[turn];
	const struct case_indexes *cases = &d->cases[turn];
	const char *own;
	size_t i;

	if (!d->selected[turn])
		return;
	switch (m->by) {
	case MATRIX_BY_DOCUMENT:
		add_group(m, c, d->view->document.name, out);
		return;
	case MATRIX_BY_SPEAKER:
		for (i = 0; i < t->speakers; i++)
			add_group(m, c, document_speaker(d->view, t, i)->label,
			          out);
		if (t->speakers == 0)
			add_group(m, c, "(nobody known)", out);
		return;
	case MATRIX_BY_CASE:
		for (i = 0; i < cases->n; i++)
			add_group(m, c,
			          attribution_case(a, cases->items[i])->name,
			          out);
		break;
	case MATRIX_BY_ATTRIBUTE:
		for (i = 0; i < cases->n; i++)
			add_group(m, c, value_here(m, c, d, cases->items[i]),
			          out);
		own = attribution_value(a, m->attribute, SIZE_MAX,
		                        &d->view->document);
		if (cases->n == 0 && own) {
			add_group(m, c, own, out);
			return;
		}
		break;
	}
	if (cases->n == 0 && !d->interviewer[turn])
		add_group(m, c, "(unattributed)", out);
}

/* Does case I belong to the group here?  By attribute its value must. */
static bool
case_in_group(struct matrix *m, const struct corpus *c,
              const struct corpus_document *d, size_t i, size_t group)
{
	if (m->by == MATRIX_BY_CASE)
		return group_for(
		           m, c,
		           attribution_case(corpus_attribution(c), i)->name) ==
		       group;
	return m->by != MATRIX_BY_ATTRIBUTE ||
	       group_for(m, c, value_here(m, c, d, i)) == group;
}

/* --- counting ------------------------------------------------------------ */

/*
 * What was spoken: words and cases of each group.  Questions count only
 * where they are a group of their own.
 */
static void
count_words(struct matrix *m, const struct corpus *c,
            const struct corpus_document *d)
{
	struct group_set in = { 0 };
	size_t i, k, g;

	for (i = 0; i < d->view->n_turns; i++) {
		const struct turn *t = &d->view->turns[i];

		if (t->words == 0 ||
		    (d->interviewer[i] && m->by != MATRIX_BY_SPEAKER))
			continue;
		in.n = 0;
		turn_groups(m, c, d, i, &in);
		for (g = 0; g < in.n; g++) {
			struct matrix_group *to = &m->groups.items[in.items[g]];

			to->words += t->words;
			to->shown = to->shown || !d->interviewer[i];
			for (k = 0; k < d->cases[i].n; k++) {
				size_t who = d->cases[i].items[k];

				if (to->seen[who] ||
				    !case_in_group(m, c, d, who, in.items[g]))
					continue;
				to->seen[who] = true;
				to->n++;
			}
		}
	}
	vec_release(&in);
}

/* The part of a passage that lies in one group. */
struct part {
	size_t group;
	size_t told, asked; /* words: of others, of interviewers */
	struct case_indexes cases;
};

struct parts {
	struct part *items;
	size_t n, cap;
};

static struct part *
part_for(struct parts *parts, size_t group)
{
	struct part fresh = { .group = group };
	size_t i;

	for (i = 0; i < parts->n; i++)
		if (parts->items[i].group == group)
			return &parts->items[i];
	vec_push(parts, fresh);
	return &parts->items[parts->n - 1];
}

/* What turn TURN, in which P has WORDS words, adds to the parts of P. */
static void
add_turn(struct matrix *m, const struct corpus *c,
         const struct corpus_document *d, size_t turn, size_t words,
         struct parts *out)
{
	struct group_set in = { 0 };
	size_t g, k;

	turn_groups(m, c, d, turn, &in);
	for (g = 0; g < in.n; g++) {
		struct part *p = part_for(out, in.items[g]);

		if (d->interviewer[turn])
			p->asked += words;
		else
			p->told += words;
		for (k = 0; k < d->cases[turn].n; k++)
			if (case_in_group(m, c, d, d->cases[turn].items[k],
			                  in.items[g]))
				vec_push(&p->cases, d->cases[turn].items[k]);
	}
	vec_release(&in);
}

/* Count PASSAGES of CODE that have these PARTS. */
static void
count_parts(struct matrix *m, const struct corpus *c, size_t document,
            size_t code, const struct parts *parts, size_t passages)
{
	size_t all = attribution_cases(corpus_attribution(c)), g;

	for (g = 0; g < parts->n; g++) {
		const struct part *part = &parts->items[g];
		struct matrix_group *to = &m->groups.items[part->group];

		to->shown = true;
		frequency_add_several(
		    &to->counts[code], document, part->cases.items,
		    part->cases.n, all, passages,
		    part->told > 0 ? part->told : part->asked);
	}
}

static void
parts_release(struct parts *parts)
{
	size_t g;

	for (g = 0; g < parts->n; g++)
		vec_release(&parts->items[g].cases);
	vec_release(parts);
}

/*
 * Count one passage in each group whose words it covers, with its words
 * there; one without any word in each group that it touches.
 */
static void
count_passage(struct matrix *m, const struct corpus *c,
              const struct corpus_document *d, size_t code,
              const struct passage *p)
{
	const struct transcript_view *v = d->view;
	bool wordless = corpus_words(d, p->start, p->end) == 0;
	struct parts parts = { 0 };
	size_t i;

	for (i = document_turn_from(v, p->start);
	     i < v->n_turns && v->turns[i].start < p->end; i++) {
		size_t words = passage_words(v, p->start, p->end, i);

		if (words > 0 || wordless)
			add_turn(m, c, d, i, words, &parts);
	}
	count_parts(m, c, d->index, code, &parts, 1);
	parts_release(&parts);
}

/* All passages of the document, by codes. */
static void
count_marks(struct matrix *m, const struct corpus *c,
            const struct corpus_document *d, struct passages *passages)
{
	const struct codebook *b = corpus_codebook(c);
	size_t i, k;

	for (i = 0; i < b->n_codes; i++) {
		if (!m->asked[i])
			continue;
		m->filter.code = b->codes[i];
		passages_join(d->view, b, &d->marks, &m->filter, passages);
		for (k = 0; k < passages->n; k++)
			count_passage(m, c, d, i, &passages->items[k]);
	}
}

/* One line of the tally, of its code and, if asked, of those above it. */
static void
count_sum(struct matrix *m, const struct corpus *c,
          const struct corpus_document *d, const struct tally_sum *s,
          struct parts *parts)
{
	const struct code *code = corpus_codebook(c)->codes[s->code];
	size_t g;

	for (g = 0; g < parts->n; g++)
		parts->items[g].told = s->words;
	for (; code; code = m->filter.own ? NULL : code->parent)
		if (m->asked[code->index])
			count_parts(m, c, d->index, code->index, parts,
			            s->passages);
}

/* The same from the tally: a voice is in the same groups for every code. */
static void
count_sums(struct matrix *m, const struct corpus *c,
           const struct corpus_document *d)
{
	struct parts *parts = mem_array(d->view->n_turns, sizeof(*parts));
	bool *known = mem_array(d->view->n_turns, sizeof(*known));
	size_t i;

	for (i = 0; i < d->n_sums; i++) {
		const struct tally_sum *s = &d->sums[i];

		if (!(m->filter.basis & BASIS_UNREAD) ||
		    !(m->filter.stance &
		      (s->against ? STANCE_AGAINST : STANCE_FOR)))
			continue;
		if (!known[s->turn])
			add_turn(m, c, d, s->turn, 0, &parts[s->turn]);
		known[s->turn] = true;
		count_sum(m, c, d, s, &parts[s->turn]);
	}
	for (i = 0; i < d->view->n_turns; i++)
		parts_release(&parts[i]);
	free(parts);
	free(known);
}

/* --- the whole ----------------------------------------------------------- */

/* Numbers first, names in brackets such as "(none)" last. */
static int
rank(const struct matrix_group *g)
{
	if (g->name[0] == '(')
		return 2;
	return attribute_fits(ATTRIBUTE_NUMBER, g->name) ? 0 : 1;
}

/* By rank, then number, then folded name. */
static int
by_name(const void *a, const void *b)
{
	const struct matrix_group *x = a, *y = b;
	double m, n;

	if (rank(x) != rank(y))
		return rank(x) - rank(y);
	if (rank(x) == 0) {
		m = strtod(x->name, NULL);
		n = strtod(y->name, NULL);
		if (m != n)
			return m < n ? -1 : 1;
	}
	return strcmp(x->folded, y->folded);
}

static void
release_group(struct matrix_group *g, size_t n_codes)
{
	size_t i;

	for (i = 0; i < n_codes; i++)
		frequency_release(&g->counts[i]);
	free(g->counts);
	free(g->seen);
	free(g->name);
	free(g->folded);
}

/* Put the groups in order, and drop those that are not shown. */
static void
settle_groups(struct matrix *m)
{
	size_t i, n = 0;

	for (i = 0; i < m->groups.n; i++) {
		if (m->groups.items[i].shown)
			m->groups.items[n++] = m->groups.items[i];
		else
			release_group(&m->groups.items[i], m->n_codes);
	}
	m->groups.n = n;
	if (n > 0)
		qsort(m->groups.items, n, sizeof(*m->groups.items), by_name);
}

int
matrix_count(struct matrix *m, struct corpus *c, struct error *err)
{
	const struct codebook *b = corpus_codebook(c);
	const struct corpus_document *d;
	struct passages passages = { 0 };
	int rc;

	m->n_codes = b->n_codes;
	rc = corpus_use_tally(c, m->asked, m->filter.own, err);
	while (rc >= 0 && (rc = corpus_next(c, &d, err)) > 0) {
		count_words(m, c, d);
		if (d->tallied)
			count_sums(m, c, d);
		else
			count_marks(m, c, d, &passages);
	}
	passages_release(&passages);
	settle_groups(m);
	return rc;
}

void
matrix_release(struct matrix *m)
{
	size_t g;

	for (g = 0; g < m->groups.n; g++)
		release_group(&m->groups.items[g], m->n_codes);
	vec_release(&m->groups);
	free(m->slots);
	m->slots = NULL;
	m->n_slots = 0;
}
