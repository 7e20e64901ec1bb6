#include "match/automaton.h"

#include "base/mem.h"
#include "base/vec.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

/*
 * The states are rows of one table: next[state + class] is the row to go to.
 * A class is a byte that some word holds, folded; all other bytes are class
 * 0 and lead to the root.  The rows of states in which a word ends stand
 * behind those of all others, so that one comparison tells them apart.
 */
struct automaton {
	unsigned char classes[256];
	uint32_t n_classes;
	uint32_t n_states;
	uint32_t first_end; /* the first row in which a word ends */
	uint32_t *next;
	/*
	 * The words that end in the row first_end + i * n_classes are
	 * words[ends[i]] to words[ends[i + 1]].
	 */
	uint32_t *ends;
	uint32_t *words;
};

/* While it is built, states are counted and rows not yet in order. */
struct builder {
	struct automaton *a;
	struct {
		uint32_t *items; /* n_classes for each state */
		size_t n, cap;
	} next;
	struct {
		uint32_t *items; /* the word that ends here; NONE */
		size_t n, cap;
	} word;
	uint32_t *fail;  /* the longest state that is an end of this one */
	uint32_t *order; /* states, the shorter ones first */
	uint32_t *row;   /* of each state, in the end */
	uint32_t *count; /* words that end in each state */
};

static void
choose_classes(struct automaton *a, const struct automaton_word *words,
               size_t n)
{
	size_t i, k;

	for (i = 0; i < n; i++)
		for (k = 0; k < words[i].len; k++)
			a->classes[AUTOMATON_FOLD(words[i].s[k])] = 1;
	a->n_classes = 1;
	for (i = 0; i < 256; i++)
		if (a->classes[i])
			a->classes[i] = (unsigned char)a->n_classes++;
	for (i = 0; i < 256; i++)
		a->classes[i] = a->classes[AUTOMATON_FOLD(i)];
}

static uint32_t
add_state(struct builder *b)
{
	size_t i;

	vec_reserve(&b->next, b->a->n_classes);
	for (i = 0; i < b->a->n_classes; i++)
		b->next.items[b->next.n++] = NONE;
	vec_push(&b->word, NONE);
	return b->a->n_states++;
}

static uint32_t *
next_of(const struct builder *b, uint32_t state, uint32_t class)
{
	return &b->next.items[(size_t)state * b->a->n_classes + class];
}

static void
add_word(struct builder *b, const struct automaton_word *word, uint32_t number)
{
	uint32_t state = 0, class, next;
	size_t i;

	assert(word->len > 0);
	for (i = 0; i < word->len; i++) {
		class = b->a->classes[(unsigned char)word->s[i]];
		next = *next_of(b, state, class);
		if (next == NONE) {
			next = add_state(b);
			*next_of(b, state, class) = next;
		}
		state = next;
	}
	assert(b->word.items[state] == NONE);
	b->word.items[state] = number;
}

/* Walk over the states by length: each needs shorter ones only. */
static void
link_states(struct builder *b)
{
	uint32_t n = 1, i, class;

	b->order[0] = 0;
	for (i = 0; i < n; i++) {
		uint32_t state = b->order[i], fail = b->fail[state];

		b->count[state] = (b->word.items[state] != NONE) +
		                  (state ? b->count[fail] : 0);
		for (class = 0; class < b->a->n_classes; class ++) {
			uint32_t *to = next_of(b, state, class);
			uint32_t other = state ? *next_of(b, fail, class) : 0;

			if (*to == NONE) {
				*to = other;
				continue;
			}
			b->fail[*to] = other;
			b->order[n++] = *to;
		}
	}
	assert(n == b->a->n_states);
}

/* Give each state its row: those without a word first. */
static void
number_rows(struct builder *b)
{
	struct automaton *a = b->a;
	uint32_t i, row = 0;

	for (i = 0; i < a->n_states; i++)
		if (b->count[b->order[i]] == 0)
			b->row[b->order[i]] = row++ * a->n_classes;
	a->first_end = row * a->n_classes;
	for (i = 0; i < a->n_states; i++)
		if (b->count[b->order[i]] > 0)
			b->row[b->order[i]] = row++ * a->n_classes;
}

static void
write_rows(struct builder *b)
{
	struct automaton *a = b->a;
	size_t total = 0, i, k;

	a->next =
	    mem_array((size_t)a->n_states * a->n_classes, sizeof(*a->next));
	for (i = 0; i < a->n_states; i++) {
		for (k = 0; k < a->n_classes; k++)
			a->next[b->row[i] + k] =
			    b->row[*next_of(b, (uint32_t)i, (uint32_t)k)];
		total += b->count[i];
	}
	a->ends = mem_array(a->n_states + 1u, sizeof(*a->ends));
	a->words = mem_array(total, sizeof(*a->words));
	for (i = 0, k = 0, total = 0; i < a->n_states; i++) {
		uint32_t state = b->order[i];

		if (b->count[state] == 0)
			continue;
		a->ends[k++] = (uint32_t)total;
		for (; b->count[state] > 0; state = b->fail[state])
			if (b->word.items[state] != NONE)
				a->words[total++] = b->word.items[state];
	}
	a->ends[k] = (uint32_t)total;
}

struct automaton *
automaton_new(const struct automaton_word *words, size_t n)
{
	struct automaton *a = mem_zero(sizeof(*a));
	struct builder b = { .a = a };
	size_t i;

	choose_classes(a, words, n);
	add_state(&b);
	for (i = 0; i < n; i++)
		add_word(&b, &words[i], (uint32_t)i);
	b.fail = mem_array(a->n_states, sizeof(*b.fail));
	b.order = mem_array(a->n_states, sizeof(*b.order));
	b.row = mem_array(a->n_states, sizeof(*b.row));
	b.count = mem_array(a->n_states, sizeof(*b.count));
	link_states(&b);
	/* rows are 32 bits wide: far more than any codebook can have */
	assert(b.next.n < UINT32_MAX);
	number_rows(&b);
	write_rows(&b);
	vec_release(&b.next);
	vec_release(&b.word);
	free(b.fail);
	free(b.order);
	free(b.row);
	free(b.count);
	return a;
}

void
automaton_free(struct automaton *a)
{
	if (!a)
		return;
	free(a->next);
	free(a->ends);
	free(a->words);
	free(a);
}

bool
automaton_next(const struct automaton *a, struct automaton_walk *w,
               uint32_t *word_out)
{
	const unsigned char *at = (const unsigned char *)w->text + w->at;
	const unsigned char *end = (const unsigned char *)w->text + w->len;
	const unsigned char *classes = a->classes;
	const uint32_t *next = a->next;
	uint32_t state = w->state, first_end = a->first_end;

	if (w->n_found > 0) {
		w->n_found--;
		*word_out = a->words[w->found++];
		return true;
	}
	while (at < end) {
		state = next[state + classes[*at++]];
		if (state < first_end)
			continue;
		state -= first_end;
		w->found = a->ends[state / a->n_classes];
		w->n_found = a->ends[state / a->n_classes + 1] - w->found - 1;
		*word_out = a->words[w->found++];
		w->state = state + first_end;
		w->at = (size_t)(at - (const unsigned char *)w->text);
		return true;
	}
	w->state = state;
	w->at = w->len;
	return false;
}

size_t
automaton_states(const struct automaton *a)
{
	return a->n_states;
}
