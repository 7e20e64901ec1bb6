/* align_private.h - what the parts of the alignment share. */
#ifndef EMIC_MODEL_ALIGN_PRIVATE_H
#define EMIC_MODEL_ALIGN_PRIVATE_H

#include "model/align.h"

#define ALIGN_NONE UINT32_MAX
#define ALIGN_GRAM 4 /* tokens of an anchor */

struct align_token {
	uint32_t start; /* byte */
	uint32_t len : 31;
	uint32_t word : 1; /* else a mark */
};

/* One of the two texts. */
struct align_side {
	const char *text;
	size_t len;
	struct align_token *tokens;
	uint64_t *hashes; /* of the tokens */
	uint32_t *mates;  /* the other text's token, or ALIGN_NONE */
	bool *moved;      /* it is in a block of moves */
	size_t n;
};

/* The ranges [a0, a1) and [b0, b1) of tokens. */
struct align_range {
	size_t a0, a1, b0, b1;
};

/* Tokens A and B are the first of two that stand once in each text. */
struct align_pair {
	uint32_t a, b;
};

struct align_pairs {
	struct align_pair *items;
	size_t n, cap;
};

/* N tokens from A are those from B, out of order, with others of a block. */
struct align_move {
	size_t a, b, n;
	size_t block; /* from 1 */
};

struct align_moves {
	struct align_move *items; /* by a */
	size_t n, cap;
};

struct align_work {
	struct align_side a, b; /* old, new */
	uint64_t budget;        /* steps left for comparing */
	struct align_pairs grams;
	struct align_moves moves;
};

/*
 * A longest common subsequence of X and Y: MATES[i] is the index in Y of
 * X[i]'s partner, or ALIGN_NONE.  Steps are taken off *BUDGET; when they run
 * out the rest has no partners, and false is returned.  Differences that
 * are too long are cut: the sequence found is then common, not longest.
 */
bool align_myers(const uint64_t *x, size_t n, const uint64_t *y, size_t m,
                 uint32_t *mates, uint64_t *budget);

/* Steps 1 and 2 of align.h: mates in the order of both texts, and grams. */
bool align_words(struct align_work *w);

/* Are the tokens A and B the same; they are mates from now on. */
bool align_same(const struct align_work *w, size_t a, size_t b);
void align_join(struct align_work *w, size_t a, size_t b);

/* Is token I the first of its line? */
bool align_begins_line(const struct align_side *s, size_t i);

/* Step 3. */
void align_slide(struct align_side *x, struct align_side *y);
void align_weaken(struct align_work *w);

/* Step 4. */
void align_find_moves(struct align_work *w);

#endif
