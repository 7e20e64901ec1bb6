/* literal_scan.c - a text read for literals. */
#include "match/literal_index.h"

#include "base/mem.h"
#include "base/vec.h"
#include "match/confirm.h"
#include "match/doubled.h"
#include "match/literal_index_private.h"

#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

/* A place at which a mark stands, and the one before. */
struct place {
	size_t at;
	uint32_t before; /* index of a place; NONE */
};

struct literal_scan {
	const struct literal_index *index;
	const char *text;
	size_t len;
	unsigned kinds;
	const bool *wanted;
	bool odd;
	struct automaton_found found; /* in one text, */
	struct automaton_found ahead; /* and in those that were read ahead */
	const struct automaton_text *texts;
	uint32_t epoch;      /* what is older is of another text */
	uint32_t *mark_seen; /* the epoch in which each mark was last seen */
	uint32_t *last;      /* its last place then */
	uint32_t *term_seen;
	struct {
		struct place *items;
		size_t n, cap;
	} places;
	struct {
		uint32_t *items;
		size_t n, cap;
	} terms;
	struct {
		size_t *items;
		size_t n, cap;
	} starts;
	struct doubled doubled;
	bool doubled_known;
};

struct literal_scan *
literal_scan_new(const struct literal_index *x)
{
	struct literal_scan *s = mem_zero(sizeof(*s));

	s->index = x;
	s->mark_seen = mem_array(x->n_marks, sizeof(*s->mark_seen));
	s->last = mem_array(x->n_marks, sizeof(*s->last));
	s->term_seen = mem_array(x->n_terms, sizeof(*s->term_seen));
	return s;
}

void
literal_scan_free(struct literal_scan *s)
{
	if (!s)
		return;
	free(s->mark_seen);
	free(s->last);
	free(s->term_seen);
	automaton_found_release(&s->found);
	automaton_found_release(&s->ahead);
	vec_release(&s->places);
	vec_release(&s->terms);
	vec_release(&s->starts);
	doubled_release(&s->doubled);
	free(s);
}

static bool
is_wanted(const struct literal_scan *s, uint32_t term)
{
	return (s->index->kinds[term] & s->kinds) &&
	       (!s->wanted || s->wanted[term]);
}

static void
add_term(struct literal_scan *s, uint32_t term)
{
	if (s->term_seen[term] == s->epoch || !is_wanted(s, term))
		return;
	s->term_seen[term] = s->epoch;
	vec_push(&s->terms, term);
}

/* Note that MARK stands at AT. */
static void
add_place(struct literal_scan *s, uint32_t mark, size_t at)
{
	const struct literal_index *x = s->index;
	uint32_t i;

	if (s->mark_seen[mark] != s->epoch) {
		s->mark_seen[mark] = s->epoch;
		s->last[mark] = NONE;
		for (i = x->triggers.first[mark];
		     i < x->triggers.first[mark + 1]; i++)
			add_term(s, x->triggers.items[i]);
	}
	if (x->marks[mark].placed) {
		struct place place = { at, s->last[mark] };

		s->last[mark] = (uint32_t)s->places.n;
		vec_push(&s->places, place);
	}
}

/* WORD ends at END. */
static void
take_word(struct literal_scan *s, uint32_t word, size_t end)
{
	const struct literal_index *x = s->index;
	uint32_t i;

	if (word == x->odd[0] || word == x->odd[1])
		s->odd = s->odd ||
		         memcmp(s->text + end - 2, "\xC5\xBF", 2) == 0 ||
		         (end >= 3 &&
		          memcmp(s->text + end - 3, "\xE2\x84\xAA", 3) == 0);
	for (i = x->first_mark[word]; i < x->first_mark[word + 1]; i++) {
		const struct literal_mark *m = &x->marks[i];

		if (!m->right || end == s->len ||
		    !automaton_is_word((unsigned char)s->text[end]))
			add_place(s, i, end - m->len);
	}
}

static void
take_words(struct literal_scan *s, const struct automaton_end *ends, size_t n)
{
	const uint32_t *words;
	size_t i, k, n_words;

	for (i = 0; i < n; i++) {
		words =
		    automaton_words(s->index->automaton, ends[i].row, &n_words);
		for (k = 0; k < n_words; k++)
			take_word(s, words[k], ends[i].at);
	}
}

/* Add the terms that begin with a word that stands twice, if one does. */
static void
take_doubled(struct literal_scan *s)
{
	const struct literal_index *x = s->index;
	size_t i;

	for (i = 0; i < x->n_doubled; i++)
		if (is_wanted(s, x->doubled[i]))
			break;
	if (i == x->n_doubled)
		return;
	s->doubled_known = doubled_find(s->text, s->len, &s->doubled);
	for (; i < x->n_doubled; i++)
		if (!s->doubled_known || s->doubled.n > 0)
			add_term(s, x->doubled[i]);
}

/* A new text: forget the one before. */
static void
begin(struct literal_scan *s, const struct automaton_text *t)
{
	const struct literal_index *x = s->index;

	if (++s->epoch == 0) {
		memset(s->mark_seen, 0, x->n_marks * sizeof(*s->mark_seen));
		memset(s->term_seen, 0, x->n_terms * sizeof(*s->term_seen));
		s->epoch = 1;
	}
	s->text = t->s;
	s->len = t->len;
	s->odd = false;
	s->places.n = 0;
	s->terms.n = 0;
}

/* Take what was FOUND in T, its text I. */
static size_t
take(struct literal_scan *s, const struct automaton_text *t,
     const struct automaton_found *found, size_t i, unsigned kinds,
     const bool *wanted, const uint32_t **terms_out)
{
	const struct literal_index *x = s->index;
	const struct automaton_end *ends;
	size_t n;

	s->kinds = kinds;
	s->wanted = wanted;
	begin(s, t);
	ends = automaton_ends(found, i, &n);
	take_words(s, ends, n);
	for (i = 0; i < x->n_always; i++)
		add_term(s, x->always[i]);
	take_doubled(s);
	*terms_out = s->terms.items;
	return s->terms.n;
}

size_t
literal_scan_read(struct literal_scan *s, const char *text, size_t len,
                  unsigned kinds, const bool *wanted,
                  const uint32_t **terms_out)
{
	struct automaton_text t = { text, len };

	automaton_read(s->index->automaton, &t, 1, &s->found);
	return take(s, &t, &s->found, 0, kinds, wanted, terms_out);
}

void
literal_scan_ahead(struct literal_scan *s, const struct automaton_text *texts,
                   size_t n)
{
	s->texts = texts;
	automaton_read(s->index->automaton, texts, n, &s->ahead);
}

size_t
literal_scan_take(struct literal_scan *s, size_t text, unsigned kinds,
                  const bool *wanted, const uint32_t **terms_out)
{
	return take(s, &s->texts[text], &s->ahead, text, kinds, wanted,
	            terms_out);
}

bool
literal_scan_is_odd(const struct literal_scan *s)
{
	return s->odd;
}

/* --- places --------------------------------------------------------------- */

static int
compare_size(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return (x > y) - (x < y);
}

/* Sort the starts, each of them once. */
static void
sort_starts(struct literal_scan *s)
{
	size_t *items = s->starts.items, i, n = 0;

	if (s->starts.n == 0)
		return;
	qsort(items, s->starts.n, sizeof(*items), compare_size);
	for (i = 0; i < s->starts.n; i++)
		if (n == 0 || items[n - 1] != items[i])
			items[n++] = items[i];
	s->starts.n = n;
}

/* Turn the places of one mark, which come from the last on, round. */
static void
reverse_starts(struct literal_scan *s)
{
	size_t *items = s->starts.items, i, k = s->starts.n;

	for (i = 0; i + 1 < k; i++) {
		size_t swap = items[--k];

		items[k] = items[i];
		items[i] = swap;
	}
}

static bool
is_doubled(const struct literal_index *x, uint32_t term)
{
	size_t i;

	for (i = 0; i < x->n_doubled && x->doubled[i] < term; i++)
		;
	return i < x->n_doubled && x->doubled[i] == term;
}

bool
literal_scan_places(struct literal_scan *s, uint32_t term,
                    const size_t **places_out, size_t *n_out)
{
	const struct literal_index *x = s->index;
	const struct literal_lists *l = &x->starts;
	uint32_t i, place;

	if (is_doubled(x, term)) {
		*places_out = s->doubled.items;
		*n_out = s->doubled.n;
		return s->doubled_known;
	}
	if (l->first[term] == l->first[term + 1])
		return false;
	s->starts.n = 0;
	for (i = l->first[term]; i < l->first[term + 1]; i++) {
		uint32_t mark = l->items[i];

		if (s->mark_seen[mark] != s->epoch)
			continue;
		for (place = s->last[mark]; place != NONE;
		     place = s->places.items[place].before) {
			size_t at = s->places.items[place].at;

			if (x->back[term] &&
			    !confirm_word_start(s->text, at,
			                        !x->terms[term].phrase, &at))
				return false;
			vec_push(&s->starts, at);
		}
	}
	if (l->first[term + 1] - l->first[term] == 1 && !x->back[term])
		reverse_starts(s);
	else
		sort_starts(s);
	*places_out = s->starts.items;
	*n_out = s->starts.n;
	return true;
}
