/*
 * literal_index.h - which terms may be in a text, and where they may begin.
 *
 * The literals of all terms, found in one pass (automaton.h).
 */
#ifndef EMIC_MATCH_LITERAL_INDEX_H
#define EMIC_MATCH_LITERAL_INDEX_H

#include "match/automaton.h"
#include "match/literal.h"
#include "match/term.h"

struct literal_index; /* immutable, may be shared by threads */
struct literal_scan;  /* what one thread needs to use it */

/* Which terms a text is searched for. */
enum {
	LITERAL_REGEXES = 1 << 0,
	LITERAL_PHRASES = 1 << 1,
	LITERAL_ASIDES = 1 << 2, /* phrases that are wanted inside asides */
};

/* Those of TERM. */
unsigned literal_kinds(const struct term *term);

struct literal_index *literal_index_new(const struct term *terms, size_t n);
void literal_index_free(struct literal_index *x); /* NULL is fine */

struct literal_scan *literal_scan_new(const struct literal_index *x);
void literal_scan_free(struct literal_scan *s); /* NULL is fine */

/*
 * Read TEXT for the terms of KINDS for which WANTED says true (NULL: all).
 * *TERMS_OUT are those that may be in it, in any order; borrowed until the
 * next call.
 */
size_t literal_scan_read(struct literal_scan *s, const char *text, size_t len,
                         unsigned kinds, const bool *wanted,
                         const uint32_t **terms_out);

/*
 * Several texts are read faster at once: read N TEXTS, which must stay, and
 * then take what is in each of them, as if it was read alone.
 */
void literal_scan_ahead(struct literal_scan *s,
                        const struct automaton_text *texts, size_t n);
size_t literal_scan_take(struct literal_scan *s, size_t text, unsigned kinds,
                         const bool *wanted, const uint32_t **terms_out);

/* Does the text hold one of the two characters that are letters of ASCII? */
bool literal_scan_is_odd(const struct literal_scan *s);

/*
 * Where TERM, one of those, may begin: true with the places in order,
 * borrowed until the next call; false: anywhere.
 */
bool literal_scan_places(struct literal_scan *s, uint32_t term,
                         const size_t **places_out, size_t *n_out);

#endif
