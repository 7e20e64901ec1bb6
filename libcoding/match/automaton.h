/*
 * automaton.h - finds many short strings in one pass over a text.
 *
 * A. Aho, M. Corasick, "Efficient string matching", CACM 18(6), 1975.  Bytes
 * are compared with bit 0x20 set, so that capitals are small letters.  That
 * makes some others equal too ('@' and '`', and half of the bytes of
 * UTF-8): what is found is where a string may be, and the caller looks again.
 * No byte that begins a character is taken for one that goes on with it.
 */
#ifndef EMIC_MATCH_AUTOMATON_H
#define EMIC_MATCH_AUTOMATON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AUTOMATON_FOLD(byte) ((unsigned char)((byte) | 0x20))

struct automaton; /* immutable, may be shared by threads */

/* A string of LEN bytes, one at least, folded already. */
struct automaton_word {
	const char *s;
	size_t len;
};

/* A pass over a text; zeroed, then text and len set. */
struct automaton_walk {
	const char *text;
	size_t len;
	size_t at; /* a word that was found ends here */
	/* inside */
	uint32_t state;
	uint32_t found, n_found; /* words still to be given */
};

/* N WORDS, none of them twice; they are numbered from 0. */
struct automaton *automaton_new(const struct automaton_word *words, size_t n);
void automaton_free(struct automaton *a); /* NULL is fine */

/*
 * Find the next word: true with its number.  Words come in the order in
 * which they end, of those that end together the longest first.
 */
bool automaton_next(const struct automaton *a, struct automaton_walk *w,
                    uint32_t *word_out);

/* How many states it has. */
size_t automaton_states(const struct automaton *a);

#endif
