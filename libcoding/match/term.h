/*
 * term.h - terms: what the engine looks for.
 *
 * A word or phrase of an expression, or a regex, as one PCRE2 pattern.  All
 * rules of all codes share one set, in which each term stands once.
 */
#ifndef EMIC_MATCH_TERM_H
#define EMIC_MATCH_TERM_H

#include "base/arena.h"
#include "match/phrase.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pattern;

struct term {
	const char *source; /* PCRE2 */
	size_t len;
	bool regex;  /* taken as written: sees the turn's text as it is, and
	                not its speech (speech.h) */
	bool exact;  /* case matters */
	bool asides; /* some code wants it inside asides too */
	struct pattern *pattern;

	/*
	 * What every match holds: strings of ASCII, in small letters.  In a
	 * text with U+017F (a long s) or U+212A (the Kelvin sign) those may
	 * stand for an s or a k.
	 */
	const char **literals;
	size_t n_literals;
};

/* Zeroed, then filled with terms_add(); released at the end. */
struct terms {
	struct arena arena;
	struct term *items;
	size_t n, cap;
	uint32_t *buckets; /* hash table: index + 1 of a term, 0 if empty */
	size_t n_buckets;
};

/*
 * Find or add the term that E (a phrase or regex) is, with the fillers F;
 * *INDEX_OUT is its place in the set.
 *
 * ERR_FORMAT: the regex is not well formed, or holds what is refused;
 *             *COLUMN_OUT is where in E's source (code points from 0).
 */
int terms_add(struct terms *t, const struct expr *e, const struct fillers *f,
              bool exact, bool asides, size_t *index_out, size_t *column_out,
              struct error *err);
void terms_release(struct terms *t);

#endif
