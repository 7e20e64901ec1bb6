/*
 * term.h - terms: what the engine looks for.
 *
 * A word or phrase of an expression, or a regex.  All rules of all codes
 * share one set, in which each term stands once.
 */
#ifndef EMIC_MATCH_TERM_H
#define EMIC_MATCH_TERM_H

#include "base/arena.h"
#include "match/fillers.h"
#include "match/phrase.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pattern;

struct term {
	const char *text; /* of a regex: PCRE2; else the words, as written,
	                     with one space between */
	size_t len;
	const struct phrase *phrase;   /* NULL: a regex, which sees the turn's
	                                  text as it is, and not its speech */
	const struct fillers *fillers; /* that stand in its gaps */
	bool simple;                   /* confirm.h can look for it */
	bool exact;                    /* case matters */
	bool asides; /* some code wants it inside asides too */
	_Atomic(struct pattern *) made[2]; /* see term_pattern() */
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
 * Find or add the term that E (a phrase or regex) is, with the fillers F,
 * which must outlive the set; *INDEX_OUT is its place in the set.
 *
 * ERR_FORMAT: the regex is not well formed, or holds what is refused; the
 *             phrase is too long.  *COLUMN_OUT is where in E's source (code
 *             points from 0).
 */
int terms_add(struct terms *t, const struct expr *e, const struct fillers *f,
              bool exact, bool asides, size_t *index_out, size_t *column_out,
              struct error *err);
void terms_release(struct terms *t);

/*
 * T as a PCRE2 pattern, with ANCHORED one that matches only where the search
 * starts.  It is compiled when it is first asked for, by any thread: most
 * terms of a large codebook never are.
 *
 * ERR_LIMIT: PCRE2 cannot compile it after all.
 */
int term_pattern(const struct term *t, bool anchored,
                 const struct pattern **out, struct error *err);

#endif
