/*
 * align.h - where the words of a text stand in a corrected one.
 *
 * An alignment is a list of runs: pieces of bytes that are the same in both
 * texts, found from their order and surroundings and never by searching for
 * words, so that a repeated phrase does not jump to another of its places.
 *
 * Texts are compared token by token: words (segment.h) and single marks;
 * white space between two tokens that stay neighbours is compared last.
 *
 *   1. runs of four tokens that stand once in each text, in the longest
 *      order that both texts share, are anchors: "patience" order, as in
 *      J. W. Hunt and T. G. Szymanski, "A fast algorithm for computing
 *      longest common subsequences", CACM 20(5), 1977, and the unique lines
 *      of P. Heckel, "A technique for isolating differences between files",
 *      CACM 21(4), 1978;
 *   2. between anchors the same with single tokens, as long as there are
 *      any, then E. W. Myers, "An O(ND) difference algorithm and its
 *      variations", Algorithmica 1, 1986, with a bound on its work;
 *   3. a change that could stand in several places is put where a line or a
 *      sentence begins; a few common words that happen to be the same
 *      between longer changes are taken for a coincidence;
 *   4. anchors that are out of order, and grow to ALIGN_MOVE_WORDS words or
 *      more that are nowhere else, are blocks that were moved (Heckel);
 *   5. within a change, words that are alike are compared by character.
 *
 * Time is at most proportional to n log n and the bound; memory to n.
 */
#ifndef EMIC_MODEL_ALIGN_H
#define EMIC_MODEL_ALIGN_H

#include "base/segment.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ALIGN_MOVE_WORDS 8

struct align_run {
	size_t old, new, len; /* bytes; ends of code points */
	uint32_t words;       /* the same in a row, here and around it; 0:
	                         a part of a word that changed */
	uint32_t block;       /* 0: in the order of both; else moved */
};

struct alignment {
	struct align_run *items; /* by old, no overlap; of one block: by new */
	size_t n, cap;
	bool bounded; /* it was too much work: some of it is not compared */
};

/* Align two texts, valid UTF-8 of less than 4 GB; OUT is the caller's. */
void align_texts(const char *old, size_t old_len, const char *new,
                 size_t new_len, struct alignment *out);
void align_release(struct alignment *al);

/*
 * Where the span S of OLD, which is not empty, stands in NEW: false if its
 * words are gone.  What was put in at its edges is outside, what was put in
 * within it or instead of its first or last words inside; no edge comes to
 * stand within a word unless it stood so before.  Its words are there still
 * if at least half of it is the same; or if three of them or more lie among
 * as many that are the same in a row; or if one does, and others came instead
 * of the rest, so that it is at least half as long.
 */
bool align_span(const struct alignment *al, const char *old, const char *new,
                size_t new_len, struct span s, struct span *out);

#endif
