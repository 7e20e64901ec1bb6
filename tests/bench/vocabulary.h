/*
 * vocabulary.h - the words that the invented interviews are made of.
 *
 * An apostrophe is written '; the generator makes it curly where the turn
 * is written so.
 */
#ifndef EMIC_BENCH_VOCABULARY_H
#define EMIC_BENCH_VOCABULARY_H

#include <stddef.h>

/* A list of words, cut up. */
struct words {
	const char **items;
	size_t n, cap;
};

enum vocabulary_list {
	VOCABULARY_COMMON,   /* of everyday speech, the most frequent first */
	VOCABULARY_ACCENTED, /* with letters beyond ASCII */
	VOCABULARY_FIRST,    /* syllables of names of people and places */
	VOCABULARY_LAST,
	VOCABULARY_NEARBY, /* nouns of the common words, for patterns */
	/* what codes look for, by the way it is inflected */
	VOCABULARY_VERB,      /* trust, trusts, trusted, trusting */
	VOCABULARY_VERB_E,    /* hope, hopes, hoped, hoping */
	VOCABULARY_NOUN,      /* diary, diaries, diary's */
	VOCABULARY_ADJECTIVE, /* calm, calmly, calmness */
	VOCABULARY_LISTS,
};

/* Append the words of list L to *OUT. */
void vocabulary_read(enum vocabulary_list l, struct words *out);
void vocabulary_release(struct words *w);

#endif
