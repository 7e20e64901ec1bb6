#include "match/literal_index.h"

#include "base/mem.h"
#include "base/vec.h"
#include "match/confirm.h"
#include "match/doubled.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

/* A literal of some terms, with its edges. */
struct mark {
	uint32_t word; /* of the automaton, which sees to the left edge */
	unsigned char len;
	bool right;
	bool placed; /* some term begins where it stands */
};

/* A list of numbers for each number: items[first[i]] to items[first[i+1]]. */
struct lists {
	uint32_t *first;
	uint32_t *items;
};

struct literal_index {
	const struct term *terms;
	size_t n_terms;
	struct mark *marks; /* sorted by word */
	size_t n_marks;
	struct automaton *automaton;
	uint32_t *first_mark;  /* of each word, and the end */
	uint32_t odd[2];       /* words: U+017F and U+212A */
	struct lists triggers; /* of each mark: terms that may be there */
	struct lists starts;   /* of each term: marks with which it begins */
	bool *back;            /* of each term: as in struct literals */
	uint32_t *always;      /* terms without literals, in order */
	size_t n_always;
	uint32_t *doubled; /* terms of LITERAL_DOUBLED, in order */
	size_t n_doubled;
};

/* --- building ------------------------------------------------------------- */

/* A literal of a term, while they are gathered. */
struct entry {
	struct literal literal;
	uint32_t term;
	bool start, trigger;
	uint32_t mark;
};

struct builder {
	struct literal_index *x;
	struct {
		struct entry *items;
		size_t n, cap;
	} entries;
	struct {
		struct automaton_word *items;
		size_t n, cap;
	} words;
};

static void
add_set(struct builder *b, uint32_t term, const struct literal_set *s,
        bool start, bool trigger)
{
	struct entry e = { .term = term, .start = start, .trigger = trigger };
	size_t i;

	for (i = 0; i < s->n; i++) {
		e.literal = s->items[i];
		vec_push(&b->entries, e);
	}
}

static void
gather(struct builder *b)
{
	struct literal_index *x = b->x;
	struct cases cases = { 0 };
	struct literals *l = mem_zero(sizeof(*l));
	uint32_t i;

	for (i = 0; i < x->n_terms; i++) {
		const struct term *t = &x->terms[i];
		bool inside;

		literal_of_term(&cases, t, l);
		inside = l->class == LITERAL_CONTAINS;
		if (l->class == LITERAL_NONE)
			x->always[x->n_always++] = i;
		if (l->class == LITERAL_DOUBLED)
			x->doubled[x->n_doubled++] = i;
		add_set(b, i, &l->start, true, !inside);
		add_set(b, i, &l->inside, false, true);
		x->back[i] = l->back;
	}
	free(l);
	cases_release(&cases);
}

static int
compare_word(const struct entry *x, const struct entry *y)
{
	const struct literal *a = &x->literal, *b = &y->literal;

	if (a->len != b->len)
		return a->len < b->len ? -1 : 1;
	if (a->left != b->left)
		return a->left ? 1 : -1;
	return memcmp(a->s, b->s, a->len);
}

static int
compare_literal(const struct entry *x, const struct entry *y)
{
	int order = compare_word(x, y);

	return order ? order : x->literal.right - y->literal.right;
}

static int
by_literal(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = compare_literal(x, y);

	return order ? order : (x->term > y->term) - (x->term < y->term);
}

static void
add_word(struct builder *b, const char *s, size_t len, bool left)
{
	struct automaton_word w = { s, len, left };

	vec_push(&b->words, w);
}

/* Give each literal its mark, and each string its word. */
static void
number_marks(struct builder *b)
{
	struct literal_index *x = b->x;
	size_t i;

	if (b->entries.n > 0)
		qsort(b->entries.items, b->entries.n, sizeof(struct entry),
		      by_literal);
	x->marks = mem_array(b->entries.n, sizeof(*x->marks));
	for (i = 0; i < b->entries.n; i++) {
		struct entry *e = &b->entries.items[i];
		const struct literal *l = &e->literal;

		if (i == 0 || compare_word(e - 1, e) != 0)
			add_word(b, l->s, l->len, l->left);
		if (i == 0 || compare_literal(e - 1, e) != 0)
			x->marks[x->n_marks++] =
			    (struct mark){ .word = (uint32_t)b->words.n - 1,
				           .len = l->len,
				           .right = l->right };
		e->mark = (uint32_t)x->n_marks - 1;
		x->marks[e->mark].placed |= e->start;
	}
}

static uint32_t
find_word(const struct builder *b, const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < b->words.n; i++)
		if (b->words.items[i].len == len && !b->words.items[i].left &&
		    memcmp(b->words.items[i].s, s, len) == 0)
			return (uint32_t)i;
	return NONE;
}

/* The two odd characters are words too, whether terms have them or not. */
static void
add_odd(struct builder *b)
{
	static const char *const odd[2] = { "\xE5\xBF", "\xE2\xA4\xAA" };
	size_t i;

	for (i = 0; i < 2; i++) {
		size_t len = strlen(odd[i]);

		b->x->odd[i] = find_word(b, odd[i], len);
		if (b->x->odd[i] != NONE)
			continue;
		b->x->odd[i] = (uint32_t)b->words.n;
		add_word(b, odd[i], len, false);
	}
}

static void
index_words(struct builder *b)
{
	struct literal_index *x = b->x;
	size_t i, mark = 0;

	x->first_mark = mem_array(b->words.n + 1, sizeof(*x->first_mark));
	for (i = 0; i < b->words.n; i++) {
		x->first_mark[i] = (uint32_t)mark;
		while (mark < x->n_marks && x->marks[mark].word == i)
			mark++;
	}
	x->first_mark[i] = (uint32_t)mark;
	x->automaton = automaton_new(b->words.items, b->words.n);
}

/* The terms of each mark, or (STARTS) the marks of each term. */
static void
fill_lists(const struct builder *b, struct lists *l, size_t n, bool starts)
{
	size_t i, total = 0;

	l->first = mem_array(n + 2, sizeof(*l->first));
	for (i = 0; i < b->entries.n; i++) {
		const struct entry *e = &b->entries.items[i];

		if (starts ? !e->start : !e->trigger)
			continue;
		l->first[(starts ? e->term : e->mark) + 2]++;
		total++;
	}
	for (i = 2; i < n + 2; i++)
		l->first[i] += l->first[i - 1];
	l->items = mem_array(total, sizeof(*l->items));
	for (i = 0; i < b->entries.n; i++) {
		const struct entry *e = &b->entries.items[i];
		uint32_t from = starts ? e->term : e->mark;

		if (starts ? e->start : e->trigger)
			l->items[l->first[from + 1]++] =
			    starts ? e->mark : e->term;
	}
}

struct literal_index *
literal_index_new(const struct term *terms, size_t n)
{
	struct literal_index *x = mem_zero(sizeof(*x));
	struct builder b = { .x = x };

	x->terms = terms;
	x->n_terms = n;
	x->back = mem_array(n, sizeof(*x->back));
	x->always = mem_array(n, sizeof(*x->always));
	x->doubled = mem_array(n, sizeof(*x->doubled));
	gather(&b);
	number_marks(&b);
	add_odd(&b);
	index_words(&b);
	fill_lists(&b, &x->triggers, x->n_marks, false);
	fill_lists(&b, &x->starts, n, true);
	vec_release(&b.entries);
	vec_release(&b.words);
	return x;
}

void
literal_index_free(struct literal_index *x)
{
	if (!x)
		return;
	automaton_free(x->automaton);
	free(x->marks);
	free(x->first_mark);
	free(x->triggers.first);
	free(x->triggers.items);
	free(x->starts.first);
	free(x->starts.items);
	free(x->back);
	free(x->always);
	free(x->doubled);
	free(x);
}

/* --- reading -------------------------------------------------------------- */

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
	const struct term *t = &s->index->terms[term];
	unsigned kinds =
	    !t->phrase ? LITERAL_REGEXES
	               : LITERAL_PHRASES | (t->asides ? LITERAL_ASIDES : 0);

	return (kinds & s->kinds) && (!s->wanted || s->wanted[term]);
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
		const struct mark *m = &x->marks[i];

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
	const struct lists *l = &x->starts;
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
