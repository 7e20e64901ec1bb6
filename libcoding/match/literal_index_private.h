/*
 * literal_index_private.h - what literal_index.c makes and literal_scan.c
 * uses.
 */
#ifndef EMIC_MATCH_LITERAL_INDEX_PRIVATE_H
#define EMIC_MATCH_LITERAL_INDEX_PRIVATE_H

#include "match/literal_index.h"

/* A literal of some terms, with its edges. */
struct literal_mark {
	uint32_t word; /* of the automaton, which sees to the left edge */
	unsigned char len;
	bool right;
	bool placed; /* some term begins where it stands */
};

/* A list of numbers for each number: items[first[i]] to items[first[i+1]]. */
struct literal_lists {
	uint32_t *first;
	uint32_t *items;
};

struct literal_index {
	const struct term *terms;
	size_t n_terms;
	struct literal_mark *marks; /* sorted by word */
	size_t n_marks;
	struct automaton *automaton;
	uint32_t *first_mark;          /* of each word, and the end */
	uint32_t odd[2];               /* words: U+017F and U+212A */
	struct literal_lists triggers; /* of each mark: its terms */
	struct literal_lists starts;   /* of each term: its first marks */
	bool *back;                    /* of each term: as in struct literals */
	unsigned char *kinds;          /* of each term: literal_kinds() */
	uint32_t *always;              /* terms without literals, in order */
	size_t n_always;
	uint32_t *doubled; /* terms of LITERAL_DOUBLED, in order */
	size_t n_doubled;
};

#endif
