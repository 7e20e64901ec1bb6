/*
 * phrase.h - words and phrases as PCRE2 patterns: expr.h says what they mean.
 */
#ifndef EMIC_MATCH_PHRASE_H
#define EMIC_MATCH_PHRASE_H

#include "base/arena.h"
#include "base/buf.h"
#include "match/expr.h"
#include "match/fillers.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Append the phrase E as a pattern; F stand in its gaps (NULL: none may).
 */
void phrase_source(struct buf *out, const struct expr *e,
                   const struct fillers *f);

/* The literals of the phrase E, as in struct term; they live in A. */
void phrase_literals(struct arena *a, const struct expr *e, const char ***out,
                     size_t *n_out);

/*
 * Must what WORD, of a phrase, matches begin with a word character?  A star
 * may be nothing, and then the next character counts.
 */
bool phrase_is_plain(const char *word);

#endif
