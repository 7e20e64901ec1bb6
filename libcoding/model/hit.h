/*
 * hit.h - the hits that `emic tag` stores, and the tally over them.
 *
 * Both are derived: dropped and made again at any time, no history.
 *
 * Rows stand by block of HIT_BLOCK documents and there by code.  A block is
 * stored when it has been scanned, behind all others: rows that are appended
 * go in several times faster, and other threads scan on meanwhile.  Within a
 * block a code's hits are neighbours, so that one code of a large corpus is
 * read or replaced with few seeks.
 */
#ifndef EMIC_MODEL_HIT_H
#define EMIC_MODEL_HIT_H

#include "store/project.h"

enum { HIT_BLOCK = 64 }; /* document ids a block; never changes */

/* Small, because there may be a million of them in memory. */
struct hit {
	int64_t code, document;
	int64_t speaker;                               /* speaker.id; 0: nobody
	                                                  known, or several */
	uint32_t start, end, anchor_start, anchor_end; /* bytes */
	int32_t words; /* under the hit; measured: added to its passage */
	int turn;      /* ordinal */
	int rule;      /* its position, from 1 */
	bool against;
	bool joined; /* it is of the passage of the hit before it */
};

struct hits {
	struct hit *items;
	size_t n, cap;
};

/* Sort by code, document, turn, start, end. */
void hits_sort(struct hits *hits);

/*
 * Drop the hits and the tally of CODE, in N DOCUMENTS (sorted by id) or
 * (NULL) everywhere.
 */
int hits_drop(struct project *p, int64_t code, const int64_t *documents,
              size_t n, struct error *err);

/*
 * Store N lists of hits and add them up in the tally.  Each list is sorted
 * and begins where the one before ends; hits of one code in one document
 * come in one call, measured (tally.h).  Fast when they are of one block, the
 * last there is.
 */
int hits_store(struct project *p, const struct hits *lists, size_t n,
               struct error *err);

/*
 * Read the stored hits of CODE in the documents FIRST to LAST, in order;
 * appended to OUT (no words).
 */
int hits_read(struct project *p, int64_t code, int64_t first, int64_t last,
              struct hits *out, struct error *err);

/* How many hits of CODE are stored, how many against, in how many documents. */
struct hit_totals {
	size_t hits, against, documents;
};
int hits_total(struct project *p, int64_t code, struct hit_totals *out,
               struct error *err);

/* Compare by place and stance: the same hit, found again? */
int hit_compare(const struct hit *a, const struct hit *b);

void hits_release(struct hits *hits);

#endif
