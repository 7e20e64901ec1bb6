/*
 * automaton.h - finds many short strings in one pass over a text.
 *
 * A. Aho, M. Corasick, "Efficient string matching", CACM 18(6), 1975.  Bytes
 * are folded: capitals of ASCII are small letters, and beyond ASCII half of
 * the bytes are taken for others, but none that begins a character for one
 * that goes on with it.  So what is found is where a string may be, and the
 * caller looks again.
 */
#ifndef EMIC_MATCH_AUTOMATON_H
#define EMIC_MATCH_AUTOMATON_H

#include "base/ascii.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct automaton; /* immutable, may be shared by threads */

/* A string of LEN bytes, one at least, folded already. */
struct automaton_word {
	const char *s;
	size_t len;
	bool left; /* only where no ASCII word character stands before it */
};

/* A text to be read; shorter than 4 GB. */
struct automaton_text {
	const char *s;
	size_t len;
};

/* Some words end at one place of a text. */
struct automaton_end {
	uint32_t at;  /* the byte behind them */
	uint32_t row; /* which: automaton_words() */
};

/*
 * Several texts are read at once, because the machine would wait for each
 * byte of one.  What was found in them stands in as many lists, that of each
 * text together.
 */
enum { AUTOMATON_LANES = 4 };

/* What was found; zeroed, released at the end. */
struct automaton_found {
	struct {
		struct automaton_end *items;
		size_t n, cap;
	} ends[AUTOMATON_LANES];
	struct {
		struct automaton_run {
			size_t lane, first, n; /* ends[lane].items[first] .. */
		} * items;
		size_t n, cap;
	} runs; /* of each text */
};

/* C folded. */
unsigned char automaton_fold(unsigned char c);

/* Is C a letter, digit or _ of ASCII? */
static inline bool
automaton_is_word(unsigned char c)
{
	return ascii_is_letter((char)c) || ascii_is_digit((char)c) || c == '_';
}

/* N WORDS, none of them twice; they are numbered from 0. */
struct automaton *automaton_new(const struct automaton_word *words, size_t n);
void automaton_free(struct automaton *a); /* NULL is fine */

/* Find all words in N TEXTS: what was in OUT is gone. */
void automaton_read(const struct automaton *a,
                    const struct automaton_text *texts, size_t n,
                    struct automaton_found *out);

/* What was found in text I, in order; borrowed until the next reading. */
const struct automaton_end *automaton_ends(const struct automaton_found *f,
                                           size_t i, size_t *n_out);
void automaton_found_release(struct automaton_found *f);

/* The words of ROW, the longest first. */
const uint32_t *automaton_words(const struct automaton *a, uint32_t row,
                                size_t *n_out);

/* How many states it has. */
size_t automaton_states(const struct automaton *a);

#endif
