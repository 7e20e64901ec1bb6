/*
 * literal.h - the literals of a term: short strings of which every match
 * holds one, so that a turn without them need not be searched.
 *
 * Strings are folded (automaton.h).  A letter beyond ASCII stands there in
 * all its forms, a letter of ASCII only in its own two: texts in which
 * U+017F (a long s) or U+212A (the Kelvin sign) stand for one are searched
 * for everything.
 */
#ifndef EMIC_MATCH_LITERAL_H
#define EMIC_MATCH_LITERAL_H

#include "match/cases.h"
#include "match/literal_set.h"

struct phrase;
struct term;

enum literal_class {
	LITERAL_STARTS,   /* every match begins with one of `start` */
	LITERAL_CONTAINS, /* every match holds one of `inside`, ... */
	LITERAL_DOUBLED,  /* every match begins as doubled.h says it */
	LITERAL_NONE,     /* nothing is known: search everywhere */
};

struct literals {
	enum literal_class class;
	/*
	 * Of LITERAL_STARTS, and of LITERAL_CONTAINS where it is known but
	 * the other set is rarer; else empty.
	 */
	struct literal_set start;
	struct literal_set inside; /* of LITERAL_CONTAINS */
	bool back; /* `start` is what stands behind word characters with which
	              the match begins: the word's beginning is the match's */
	const char *why; /* of LITERAL_NONE: what stands in the way */
};

/* Of the regex S, which compiles. */
void literal_of_regex(struct cases *c, const char *s, size_t len,
                      struct literals *out);

/* Of the phrase P. */
void literal_of_phrase(struct cases *c, const struct phrase *p,
                       struct literals *out);

/* Of the term T, which is the one or the other. */
void literal_of_term(struct cases *c, const struct term *t,
                     struct literals *out);

#endif
