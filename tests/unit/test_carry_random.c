#include "base/mem.h"
#include "base/random.h"
#include "carry_fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- at random -------------------------------------------------------------
 */

/*
 * A talk whose file was read, then changed by hand, then corrected within
 * its turns: what must come of it is known, for the words know their turns.
 */
#define WORDS 40
#define TURNS 30
#define AWAY  4 /* so far from a split or an end words are changed */

struct word {
	char text[16];
	bool is_old, is_new; /* it stands in the text before, after */
};

struct turn_made {
	char label, who, second; /* in the file; by hand; behind a split */
	struct word words[WORDS];
	size_t n, split; /* 0: it is not */
	bool joined;     /* with the next, by hand */
};

struct talk {
	struct turn_made turns[TURNS];
	size_t n;
};

static const char *const phrases[] = { "yes that is right", "I do not know",
	                               "to be honest" };

static void
make_words(struct random *r, struct turn_made *t)
{
	size_t n = 1 + random_below(r, 3) * random_below(r, 9), i;

	while (t->n < n) {
		const char *phrase = phrases[random_below(r, 3)];
		bool common = random_below(r, 6) == 0;

		for (i = 0; i < 4 && t->n < n; i++) {
			struct word *w = &t->words[t->n++];
			size_t len = strcspn(phrase, " ");

			w->is_old = w->is_new = true;
			if (common && len > 0)
				snprintf(w->text, sizeof(w->text), "%.*s",
				         (int)len, phrase);
			else
				snprintf(w->text, sizeof(w->text), "w%zu",
				         random_below(r, 5000));
			phrase += len + (phrase[len] == ' ');
		}
	}
}

static void
make_talk(struct random *r, struct talk *talk)
{
	size_t i;

	memset(talk, 0, sizeof(*talk));
	talk->n = 2 + random_below(r, TURNS - 2);
	for (i = 0; i < talk->n; i++) {
		struct turn_made *t = &talk->turns[i];

		make_words(r, t);
		t->label = (char)('A' + random_below(r, 3));
		t->who = t->second = t->label;
	}
}

static void
change_by_hand(struct random *r, struct talk *talk)
{
	size_t n = random_below(r, 6);

	while (n-- > 0) {
		size_t i = random_below(r, talk->n);
		struct turn_made *t = &talk->turns[i];
		bool free = !t->joined && (i == 0 || !t[-1].joined);

		switch (random_below(r, 3)) {
		case 0:
			t->who = (char)('A' + random_below(r, 6));
			t->second = t->split ? t->second : t->who;
			break;
		case 1:
			if (!free || t->n <= 2 * AWAY)
				break;
			t->split = AWAY + random_below(r, t->n - 2 * AWAY);
			t->second = (char)('A' + random_below(r, 6));
			break;
		default:
			if (i + 1 < talk->n && free && !t->split &&
			    !t[1].split && !t[1].joined)
				t->joined = true;
		}
	}
}

static bool
is_far(const struct turn_made *t, size_t at)
{
	size_t from = t->split > at ? t->split - at : at - t->split;

	return at >= AWAY && at + AWAY < t->n && (!t->split || from >= AWAY);
}

/* Words within turns are taken out, put in, or others now. */
static void
correct(struct random *r, struct talk *talk)
{
	size_t edits = 1 + random_below(r, 12);

	while (edits-- > 0) {
		struct turn_made *t = &talk->turns[random_below(r, talk->n)];
		size_t at = random_below(r, t->n);
		struct word w = { .is_new = true };

		if (!is_far(t, at) || t->n == WORDS)
			continue;
		t->words[at].is_new = random_below(r, 2) == 0;
		if (random_below(r, 3) == 0)
			continue;
		snprintf(w.text, sizeof(w.text), "new%zu",
		         random_below(r, 100000));
		memmove(t->words + at + 1, t->words + at,
		        (t->n - at) * sizeof(w));
		t->words[at] = w;
		t->n++;
		t->split += t->split > at;
	}
}

enum { FILE_KNOWS, FILE_HAS_NO_TIMES, FILE_KNOWS_NOTHING };

static void
print_words(const struct turn_made *t, size_t from, size_t to, bool is_new,
            struct buf *b)
{
	bool first = true;

	for (; from < to; from++) {
		const struct word *w = &t->words[from];

		if (!(is_new ? w->is_new : w->is_old))
			continue;
		buf_addf(b, "%s%s", first ? "" : " ", w->text);
		first = false;
	}
}

/* As the file has it. */
static char *
print_file(const struct talk *talk, bool is_new, int knows)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < talk->n; i++) {
		const struct turn_made *t = &talk->turns[i];

		if (knows == FILE_KNOWS_NOTHING)
			buf_addf(&b, "{|%c: ", t->label);
		else if (knows == FILE_HAS_NO_TIMES)
			buf_addf(&b, "%c: {%c|", t->label, t->label);
		else
			buf_addf(&b, "%c: {%c %zu %zu|", t->label, t->label,
			         10 * i + 1, 10 * i + 9);
		print_words(t, 0, t->n, is_new, &b);
		buf_adds(&b, ".}\n\n");
	}
	return buf_take(&b);
}

/* As it was made by hand. */
static char *
print_hand(const struct talk *talk, bool is_new)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < talk->n; i++) {
		const struct turn_made *t = &talk->turns[i];
		size_t end = 10 * (i + t->joined) + 9;

		buf_addf(&b, "%c: ", t->label);
		if (i > 0 && t[-1].joined) {
			print_words(t, 0, t->n, is_new, &b);
		} else if (t->split) {
			buf_addf(&b, "{%c %zu|", t->who, 10 * i + 1);
			print_words(t, 0, t->split, is_new, &b);
			buf_addf(&b, "} {%c - %zu|", t->second, end);
			print_words(t, t->split, t->n, is_new, &b);
		} else {
			buf_addf(&b, "{%c %zu %zu|", t->who, 10 * i + 1, end);
			print_words(t, 0, t->n, is_new, &b);
		}
		buf_adds(&b, t->joined ? ".\n\n" : ".}\n\n");
	}
	return buf_take(&b);
}

/* Correct a random talk; it must be as by hand, with other words. */
static void
check(uint64_t seed, int knows)
{
	struct random r = { .state = seed };
	struct transcript base, hand, t;
	struct transcript_view v;
	struct alignment al;
	struct carry c;
	struct talk talk;
	char *marked, *want, *made;

	make_talk(&r, &talk);
	change_by_hand(&r, &talk);
	marked = print_file(&talk, false, knows);
	carry_fixture_read(marked, &base);
	free(marked);
	marked = print_hand(&talk, false);
	carry_fixture_read(marked, &hand);
	free(marked);
	correct(&r, &talk);
	marked = print_file(&talk, true, knows);
	carry_fixture_read(marked, &t);
	free(marked);
	want = print_hand(&talk, true);
	carry_fixture_view(&hand, &v);
	align_texts(v.text, v.len, buf_str(&t.text), t.text.len, &al);
	carry_turns(&v, &base, true, &al, &t, &c);
	made = carry_fixture_print(&t);
	cr_expect_str_eq(made, want, "seed %d, %d:\n%s\nnot\n%s", (int)seed,
	                 knows, made, want);
	cr_expect_null(c.lost, "seed %d", (int)seed);
	free(made);
	free(want);
	align_release(&al);
	carry_release(&c);
	carry_fixture_forget(&v);
	transcript_release(&base);
	transcript_release(&hand);
	transcript_release(&t);
}

Test(carry_random, turns_stay_as_they_were_whatever_is_edited_within_them)
{
	uint64_t seed;

	for (seed = 1; seed <= 600; seed++) {
		check(seed, FILE_KNOWS);
		check(seed, FILE_HAS_NO_TIMES);
		check(seed, FILE_KNOWS_NOTHING);
	}
}
