#include "match/automaton.h"

#include "base/mem.h"
#include "base/vec.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX

/*
 * Where a word may begin at an edge only, the edge is a character of its
 * own: an invisible one behind each byte that is no letter, digit or _ of
 * ASCII, and at the start of the text.  It stands inside words, too.  When
 * all is built, the step over such a byte and the step over the edge behind
 * it are made one, and the reader never sees an edge.
 *
 * The states are rows of one table: next[state + class] is the row to go to.
 * A class is a byte that some word holds, folded; all others are one class
 * if they have an edge behind them, and another if not.  The rows of states
 * in which a word ends stand behind those of all others, so that one
 * comparison tells them apart.
 */
enum { CLASS_WORD, CLASS_OTHER, CLASSES };

struct automaton {
	unsigned char classes[256];
	uint32_t n_classes;
	uint32_t n_states;
	uint32_t root;      /* inside a word, */
	uint32_t start;     /* and at an edge */
	uint32_t first_end; /* the first row in which a word ends */
	uint32_t *next;
	/*
	 * The words that end in the row first_end + i * n_classes are
	 * words[ends[i]] to words[ends[i + 1]].
	 */
	uint32_t *ends;
	uint32_t *words;
};

/* While it is built, states are counted, and edges are a class: the last. */
struct builder {
	struct automaton *a;
	struct {
		uint32_t *items; /* n_classes + 1 for each state */
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

unsigned char
automaton_fold(unsigned char c)
{
	return (c >= 'A' && c <= 'Z') || c >= 0x80 ? c | 0x20 : c;
}

/* --- building ------------------------------------------------------------- */

static void
choose_classes(struct automaton *a, const struct automaton_word *words,
               size_t n)
{
	bool used[256] = { false };
	size_t i, k;

	for (i = 0; i < n; i++) {
		for (k = 0; k < words[i].len; k++)
			used[automaton_fold((unsigned char)words[i].s[k])] =
			    true;
	}
	a->n_classes = CLASSES;
	for (i = 0; i < 256; i++)
		if (used[i])
			a->classes[i] = (unsigned char)a->n_classes++;
		else if (!automaton_is_word((unsigned char)i))
			a->classes[i] = CLASS_OTHER;
	for (i = 0; i < 256; i++)
		a->classes[i] = a->classes[automaton_fold((unsigned char)i)];
}

static uint32_t
add_state(struct builder *b)
{
	size_t i;

	vec_reserve(&b->next, b->a->n_classes + 1);
	for (i = 0; i < b->a->n_classes + 1; i++)
		b->next.items[b->next.n++] = NONE;
	vec_push(&b->word, NONE);
	return b->a->n_states++;
}

static uint32_t *
next_of(const struct builder *b, uint32_t state, uint32_t class)
{
	return &b->next.items[(size_t)state * (b->a->n_classes + 1) + class];
}

static uint32_t
add_step(struct builder *b, uint32_t state, uint32_t class)
{
	uint32_t next = *next_of(b, state, class);

	if (next == NONE) {
		next = add_state(b);
		*next_of(b, state, class) = next;
	}
	return next;
}

static void
add_word(struct builder *b, const struct automaton_word *word, uint32_t number)
{
	uint32_t state = 0, edge = b->a->n_classes;
	size_t i;

	assert(word->len > 0);
	if (word->left)
		state = add_step(b, state, edge);
	for (i = 0; i < word->len; i++) {
		unsigned char c = (unsigned char)word->s[i];

		state = add_step(b, state, b->a->classes[c]);
		if (!automaton_is_word(c))
			state = add_step(b, state, edge);
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
		for (class = 0; class <= b->a->n_classes; class ++) {
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

/* Make the step over a byte with an edge behind it, and over that, one. */
static void
join_steps(struct builder *b)
{
	struct automaton *a = b->a;
	bool edged[256] = { [CLASS_OTHER] = true };
	uint32_t i, class;

	for (i = 0; i < 256; i++)
		if (a->classes[i] >= CLASSES)
			edged[a->classes[i]] =
			    !automaton_is_word((unsigned char)i);
	for (i = 0; i < a->n_states; i++)
		for (class = 0; class < a->n_classes; class ++) {
			uint32_t *to = next_of(b, i, class);

			if (edged[class])
				*to = *next_of(b, *to, a->n_classes);
		}
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
	a->root = b->row[0];
	a->start = b->row[*next_of(b, 0, a->n_classes)];
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
	/* rows are 32 bits wide: far more than any codebook can have */
	assert(b.next.n < UINT32_MAX);
	b.fail = mem_array(a->n_states, sizeof(*b.fail));
	b.order = mem_array(a->n_states, sizeof(*b.order));
	b.row = mem_array(a->n_states, sizeof(*b.row));
	b.count = mem_array(a->n_states, sizeof(*b.count));
	link_states(&b);
	join_steps(&b);
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

size_t
automaton_states(const struct automaton *a)
{
	return a->n_states;
}

/* --- reading -------------------------------------------------------------- */

/* A text while it is read. */
struct lane {
	const char *s, *at, *end;
	uint32_t state;
	size_t text; /* its index */
};

static uint32_t
step(const struct automaton *a, uint32_t state, char c)
{
	return a->next[state + a->classes[(unsigned char)c]];
}

static void
add_end(struct automaton_found *out, size_t lane, const char *s, const char *at,
        uint32_t row)
{
	struct automaton_end end = { (uint32_t)(at - s), row };

	vec_push(&out->ends[lane], end);
}

/* Read N bytes of each lane. */
static void
read_together(const struct automaton *a, struct lane *l, size_t n,
              struct automaton_found *out)
{
	const char *t0 = l[0].at, *t1 = l[1].at, *t2 = l[2].at, *t3 = l[3].at;
	uint32_t s0 = l[0].state, s1 = l[1].state, s2 = l[2].state;
	uint32_t s3 = l[3].state, first_end = a->first_end;
	size_t i;

	for (i = 0; i < n; i++) {
		s0 = step(a, s0, t0[i]);
		s1 = step(a, s1, t1[i]);
		s2 = step(a, s2, t2[i]);
		s3 = step(a, s3, t3[i]);
		if (s0 >= first_end)
			add_end(out, 0, l[0].s, t0 + i + 1, s0);
		if (s1 >= first_end)
			add_end(out, 1, l[1].s, t1 + i + 1, s1);
		if (s2 >= first_end)
			add_end(out, 2, l[2].s, t2 + i + 1, s2);
		if (s3 >= first_end)
			add_end(out, 3, l[3].s, t3 + i + 1, s3);
	}
	for (i = 0; i < AUTOMATON_LANES; i++)
		l[i].at += n;
	l[0].state = s0;
	l[1].state = s1;
	l[2].state = s2;
	l[3].state = s3;
}

/* Read what is left of the text in lane LANE. */
static void
read_alone(const struct automaton *a, struct lane *lanes, size_t lane,
           struct automaton_found *out)
{
	struct lane *l = &lanes[lane];

	while (l->at < l->end) {
		l->state = step(a, l->state, *l->at++);
		if (l->state >= a->first_end)
			add_end(out, lane, l->s, l->at, l->state);
	}
}

static void
begin_text(const struct automaton *a, struct lane *lanes, size_t lane,
           const struct automaton_text *texts, size_t text,
           struct automaton_found *out)
{
	const struct automaton_text *t = &texts[text];

	assert(t->len < UINT32_MAX);
	lanes[lane] =
	    (struct lane){ t->s, t->s, t->s + t->len, a->start, text };
	out->runs.items[text].lane = lane;
	out->runs.items[text].first = out->ends[lane].n;
}

static void
end_text(const struct lane *l, struct automaton_found *out)
{
	struct automaton_run *run = &out->runs.items[l->text];

	run->n = out->ends[run->lane].n - run->first;
}

/* How many bytes all lanes have before the first of them ends. */
static size_t
shortest(const struct lane *lanes)
{
	size_t n = SIZE_MAX, i;

	for (i = 0; i < AUTOMATON_LANES; i++)
		if ((size_t)(lanes[i].end - lanes[i].at) < n)
			n = (size_t)(lanes[i].end - lanes[i].at);
	return n;
}

void
automaton_read(const struct automaton *a, const struct automaton_text *texts,
               size_t n, struct automaton_found *out)
{
	struct lane lanes[AUTOMATON_LANES] = { 0 };
	size_t used = n < AUTOMATON_LANES ? n : AUTOMATON_LANES, next, i;

	for (i = 0; i < AUTOMATON_LANES; i++)
		out->ends[i].n = 0;
	out->runs.n = 0;
	vec_reserve(&out->runs, n);
	out->runs.n = n;
	for (next = 0; next < used; next++)
		begin_text(a, lanes, next, texts, next, out);
	while (next < n) {
		read_together(a, lanes, shortest(lanes), out);
		for (i = 0; i < AUTOMATON_LANES && next < n; i++) {
			if (lanes[i].at < lanes[i].end)
				continue;
			end_text(&lanes[i], out);
			begin_text(a, lanes, i, texts, next++, out);
		}
	}
	if (used == AUTOMATON_LANES)
		read_together(a, lanes, shortest(lanes), out);
	for (i = 0; i < used; i++) {
		read_alone(a, lanes, i, out);
		end_text(&lanes[i], out);
	}
}

const struct automaton_end *
automaton_ends(const struct automaton_found *f, size_t i, size_t *n_out)
{
	const struct automaton_run *run = &f->runs.items[i];

	*n_out = run->n;
	return run->n ? f->ends[run->lane].items + run->first : NULL;
}

void
automaton_found_release(struct automaton_found *f)
{
	size_t i;

	for (i = 0; i < AUTOMATON_LANES; i++)
		vec_release(&f->ends[i]);
	vec_release(&f->runs);
}

const uint32_t *
automaton_words(const struct automaton *a, uint32_t row, size_t *n_out)
{
	size_t i = (row - a->first_end) / a->n_classes;

	*n_out = a->ends[i + 1] - a->ends[i];
	return a->words + a->ends[i];
}
