#include "align_fixture.h"
#include "base/buf.h"
#include "base/random.h"
#include "base/vec.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- at random -------------------------------------------------------------
 */

/*
 * A text made of words that know who they are: what a corrector does to it
 * is known word by word, and so is where each coding must stand.
 */
struct word {
	int id;     /* 0: put in */
	int coding; /* 0: none; else from 1 */
	char text[16];
};

struct paragraph {
	char label[16];
	bool moved; /* and not corrected any more */
	struct word *items;
	size_t n, cap;
};

struct talk {
	struct paragraph *items;
	size_t n, cap;
};

#define CODINGS 12
#define PHRASES 3

static const char *const phrases[PHRASES] = {
	"to be honest with you",
	"I do not know",
	"yes that is right I think",
};

static struct word
random_word(struct random *r, int *id)
{
	struct word w = { 0 };
	size_t common = random_below(r, 3);

	w.id = id ? ++*id : 0;
	snprintf(w.text, sizeof(w.text), "w%zu",
	         common ? random_below(r, 40) : random_below(r, 5000));
	return w;
}

static void
add_phrase(struct paragraph *p, const char *phrase, int *id)
{
	while (*phrase) {
		size_t len = strcspn(phrase, " ");
		struct word w = { .id = ++*id };

		memcpy(w.text, phrase, len);
		vec_push(p, w);
		phrase += len + (phrase[len] == ' ');
	}
}

static void
make_talk(struct random *r, struct talk *t)
{
	size_t n = 2 + random_below(r, 30), i, k;
	int id = 0, coding = 0;

	for (i = 0; i < n; i++) {
		struct paragraph p = { 0 };
		size_t words = 6 + random_below(r, 40);

		snprintf(p.label, sizeof(p.label), "P%zu", random_below(r, 4));
		for (k = 0; k < words; k++) {
			if (random_below(r, 10) == 0)
				add_phrase(
				    &p, phrases[random_below(r, PHRASES)], &id);
			else
				vec_push(&p, random_word(r, &id));
		}
		if (coding < CODINGS) {
			size_t from = random_below(r, p.n - p.n / 2);
			size_t len = 3 + random_below(r, 8);

			coding++;
			for (k = from; k < p.n && k < from + len; k++)
				p.items[k].coding = coding;
		}
		vec_push(t, p);
	}
}

/* Where the words of each coding stand, from the first to the last. */
static char *
print_talk(const struct talk *t, struct span spans[CODINGS + 1])
{
	struct buf b = { 0 };
	size_t i, k;

	memset(spans, 0, (CODINGS + 1) * sizeof(*spans));
	for (i = 0; i < t->n; i++) {
		const struct paragraph *p = &t->items[i];

		buf_addf(&b, "%s:", p->label);
		for (k = 0; k < p->n; k++) {
			struct span *s = &spans[p->items[k].coding];

			buf_addc(&b, ' ');
			if (s->end == 0)
				s->start = b.len;
			buf_adds(&b, p->items[k].text);
			s->end = b.len;
		}
		buf_adds(&b, ".\n\n");
	}
	return buf_take(&b);
}

/* Does a cut before word K of P split a coding? */
static bool
splits(const struct paragraph *p, size_t k)
{
	return k > 0 && k < p->n && p->items[k].coding != 0 &&
	       p->items[k].coding == p->items[k - 1].coding;
}

static void
insert(struct paragraph *p, size_t k, struct word w)
{
	vec_reserve(p, 1);
	memmove(p->items + k + 1, p->items + k, (p->n - k) * sizeof(w));
	p->items[k] = w;
	p->n++;
}

/* How many words from the cut is the nearest coding? */
static size_t
distance(const struct paragraph *p, size_t k)
{
	size_t n = 0;

	while (n < 99 && (n >= k || !p->items[k - 1 - n].coding) &&
	       (k + n >= p->n || !p->items[k + n].coding))
		n++;
	return n;
}

/*
 * Words put in beside a coding are new ones, for with the coding's own words
 * nobody could tell which is which; elsewhere they are any, phrases too.
 */
static void
put_in(struct random *r, struct paragraph *p, size_t k)
{
	size_t n = 1 + random_below(r, 4), i;
	struct paragraph words = { 0 };
	bool beside = distance(p, k) < 6;
	int id = 0;

	if (splits(p, k))
		return;
	if (!beside && random_below(r, 2) == 0)
		add_phrase(&words, phrases[random_below(r, PHRASES)], &id);
	while (words.n < n) {
		struct word w = random_word(r, NULL);

		if (beside)
			snprintf(w.text, sizeof(w.text), "new%zu",
			         random_below(r, 100000));
		vec_push(&words, w);
	}
	for (i = 0; i < words.n; i++)
		insert(p, k + i, words.items[i]);
	vec_release(&words);
}

static void
take_out(struct random *r, struct paragraph *p, size_t k)
{
	size_t n = 1 + random_below(r, 4);

	while (n-- > 0 && k < p->n && !p->items[k].coding && p->n > 1)
		memmove(p->items + k, p->items + k + 1,
		        (--p->n - k) * sizeof(*p->items));
}

/* A turn becomes two. */
static void
split_turn(struct talk *t, size_t i, size_t k)
{
	struct paragraph *p = &t->items[i], rest = { 0 };

	if (k == 0 || k >= p->n || splits(p, k))
		return;
	memcpy(rest.label, "Q", 2);
	for (; p->n > k; p->n--)
		insert(&rest, 0, p->items[p->n - 1]);
	vec_reserve(t, 1);
	memmove(t->items + i + 2, t->items + i + 1,
	        (t->n - i - 1) * sizeof(rest));
	t->items[i + 1] = rest;
	t->n++;
}

static struct paragraph
cut_out(struct talk *t, size_t i)
{
	struct paragraph p = t->items[i];

	memmove(t->items + i, t->items + i + 1, (--t->n - i) * sizeof(p));
	return p;
}

/* Two turns become one. */
static void
join_turns(struct talk *t, size_t i)
{
	struct paragraph next;
	size_t k;

	if (i + 1 >= t->n || t->items[i + 1].moved)
		return;
	next = cut_out(t, i + 1);
	for (k = 0; k < next.n; k++)
		vec_push(&t->items[i], next.items[k]);
	vec_release(&next);
}

/* A whole paragraph is moved away, if it is more than a short answer. */
static void
move_turn(struct random *r, struct talk *t, size_t i)
{
	struct paragraph p;
	size_t to;

	if (t->items[i].n < 12)
		return;
	p = cut_out(t, i);
	p.moved = true;
	to = random_below(r, t->n + 1);
	vec_reserve(t, 1);
	memmove(t->items + to + 1, t->items + to, (t->n - to) * sizeof(p));
	t->items[to] = p;
	t->n++;
}

static void
edit(struct random *r, struct talk *t, bool moves)
{
	size_t i = random_below(r, t->n);
	struct paragraph *p = &t->items[i];
	size_t k = random_below(r, p->n + 1);

	if (p->moved)
		return;
	switch (random_below(r, moves ? 8 : 7)) {
	case 0:
	case 1:
		put_in(r, p, k);
		break;
	case 2:
		take_out(r, p, k);
		break;
	case 3:
		take_out(r, p, k);
		put_in(r, p, k);
		break;
	case 4:
		snprintf(p->label, sizeof(p->label), "N%zu",
		         random_below(r, 9));
		break;
	case 5:
		split_turn(t, i, k);
		break;
	case 6:
		join_turns(t, i);
		break;
	default:
		move_turn(r, t, i);
	}
}

static void
release_talk(struct talk *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		vec_release(&t->items[i]);
	vec_release(t);
}

/* Correct a random talk EDITS times; each coding must stand where it did. */
static void
correct(uint64_t seed, size_t edits, bool moves)
{
	struct random r = { .state = seed };
	struct span was[CODINGS + 1], want[CODINGS + 1], got;
	struct talk t = { 0 };
	struct alignment al;
	char *old, *new;
	int c;

	make_talk(&r, &t);
	old = print_talk(&t, was);
	while (edits-- > 0)
		edit(&r, &t, moves);
	new = print_talk(&t, want);
	align_texts(old, strlen(old), new, strlen(new), &al);
	align_fixture_sound(&al, old, new);
	for (c = 1; c <= CODINGS; c++) {
		if (was[c].end == 0)
			continue;
		got = (struct span){ 0, 0 };
		align_span(&al, old, new, strlen(new), was[c], &got);
		cr_expect(got.start == want[c].start && got.end == want[c].end,
		          "seed %d: '%.*s' stands at %zu, not %zu: '%.*s'",
		          (int)seed, (int)(was[c].end - was[c].start),
		          old + was[c].start, want[c].start, got.start,
		          (int)(got.end - got.start), new + got.start);
	}
	align_release(&al);
	release_talk(&t);
	free(old);
	free(new);
}

Test(align_random,
     codings_keep_words_and_neighbours_whatever_is_edited_around_them)
{
	uint64_t seed;

	for (seed = 1; seed <= 1500; seed++)
		correct(seed, 1 + seed % 12, false);
}

Test(align_random, codings_go_with_their_paragraph_when_it_is_moved_away)
{
	uint64_t seed;

	for (seed = 1; seed <= 1500; seed++)
		correct(seed, 1 + seed % 6, true);
}
