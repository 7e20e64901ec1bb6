/*
 * engine_fixture.h - random terms and texts for the engines, and whether two
 * engines find the same.
 */
#ifndef ENGINE_FIXTURE_H
#define ENGINE_FIXTURE_H

#include "base/buf.h"
#include "match/engine.h"

/* Random numbers below N, from the seed given last; splitmix64. */
void engine_fixture_seed(uint64_t seed);
size_t engine_fixture_pick(size_t n);

/* Append a random regex, most of them well formed. */
void engine_fixture_regex(struct buf *out);

/* Append a random word or phrase, as an expression. */
void engine_fixture_phrase(struct buf *out);

/* Append a random text, in part such as those find something in. */
void engine_fixture_text(struct buf *out);

/* Some random fillers, between commas; none, often. */
void engine_fixture_fillers(struct buf *out);

/* The matches in words: "turn.term[start,end)". */
void engine_fixture_show(struct buf *out, const struct term_matches *m);

#endif
