/*
 * passage.h - marks joined into passages: the one place that does it.
 *
 * A passage is what remains when the marks of one code (for a roll-up: of
 * the code and all below it) that overlap or touch are joined.  Marks touch
 * when only white space lies between them and both stand in the same turn;
 * so hits never join across turns.  What is counted are passages, and a
 * mark added inside one changes no count.
 */
#ifndef EMIC_MODEL_PASSAGE_H
#define EMIC_MODEL_PASSAGE_H

#include "model/mark.h"

struct passage {
	size_t start, end;            /* bytes, half-open */
	size_t first_mark, last_mark; /* range in passages.marks, half-open */
};

struct passages {
	struct passage *items; /* in order, no two touch */
	size_t n, cap;
	struct {
		const struct mark **items; /* of all, by start */
		size_t n, cap;
	} marks;
};

/* Which marks are joined. */
struct passage_filter {
	const struct code *code; /* NULL: any code */
	bool own;                /* only CODE, not the codes below it */
	unsigned stance;         /* a mark counts that has one of these bits */
	unsigned basis;          /* and one of these */
};

/* Join the marks of M that pass F; OUT is emptied first and can be reused. */
void passages_join(const struct transcript_view *v, const struct codebook *b,
                   const struct marks *m, const struct passage_filter *f,
                   struct passages *out);
void passages_release(struct passages *p);

/*
 * Do a mark that ends at END and one that starts at START, not before it,
 * touch?  Only white space lies between, and one turn holds both.
 */
bool passage_touch(const struct transcript_view *v, size_t end, size_t start);

/*
 * The words of [start, end) that are speech: of turn TURN (index), or of
 * all turns with SIZE_MAX.  Labels and asides are no words.
 */
size_t passage_words(const struct transcript_view *v, size_t start, size_t end,
                     size_t turn);

#endif
