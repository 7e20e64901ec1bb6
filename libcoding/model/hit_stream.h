/*
 * hit_stream.h - the stored hits turn by turn: which codes each turn has.
 *
 * Hits stand by block of documents and there by code, and what is asked is
 * which codes stand in one turn.  The stream reads the table in its own
 * order, for as many documents at once as have about two million hits, and
 * sorts those by turn: no seek a document and code, and as much memory for
 * any corpus.
 *
 * Stored hits are all that it knows: not what a coding or verdict answers,
 * who speaks in the turn, or whether they are out of date (but those of turns
 * that are gone are left out).  Use it where none of these can matter, and
 * mark.h else.
 */
#ifndef EMIC_MODEL_HIT_STREAM_H
#define EMIC_MODEL_HIT_STREAM_H

#include "store/project.h"

struct hit_stream;

/* One turn that has a hit. */
struct hit_turn {
	int64_t document;
	int ordinal;           /* turn.ordinal */
	const uint32_t *codes; /* indexes, ascending, each once; borrowed until
	                          the next call */
	size_t n;
};

/*
 * Stream the hits, AGAINST or for, of the N codes with these ids.  A code's
 * index is its place in CODES, which are borrowed; an id of 0 is left out.
 *
 * ERR_FORMAT: the file is damaged.
 */
int hit_stream_open(struct project *p, const int64_t *codes, size_t n,
                    bool against, struct hit_stream **out, struct error *err);
void hit_stream_close(struct hit_stream *s); /* NULL is fine */

/* The next turn, by document.id and ordinal: 1, 0 at the end, or an error. */
int hit_stream_next(struct hit_stream *s, struct hit_turn *out,
                    struct error *err);

/* Read about HITS hits at once instead of two million: for tests. */
void hit_stream_batch(struct hit_stream *s, size_t hits);

#endif
