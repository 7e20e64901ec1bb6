#include "match/literal_index.h"

#include "base/mem.h"
#include "base/vec.h"
#include "match/literal_index_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

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
			    (struct literal_mark){ .word =
				                       (uint32_t)b->words.n - 1,
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
fill_lists(const struct builder *b, struct literal_lists *l, size_t n,
           bool starts)
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

unsigned
literal_kinds(const struct term *term)
{
	if (!term->phrase)
		return LITERAL_REGEXES;
	return LITERAL_PHRASES | (term->asides ? LITERAL_ASIDES : 0);
}

struct literal_index *
literal_index_new(const struct term *terms, size_t n)
{
	struct literal_index *x = mem_zero(sizeof(*x));
	struct builder b = { .x = x };
	size_t i;

	x->terms = terms;
	x->n_terms = n;
	x->back = mem_array(n, sizeof(*x->back));
	x->kinds = mem_array(n, sizeof(*x->kinds));
	for (i = 0; i < n; i++)
		x->kinds[i] = (unsigned char)literal_kinds(&terms[i]);
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
	free(x->kinds);
	free(x->always);
	free(x->doubled);
	free(x);
}
