/*
 * coded.h - the words that codes look for, how they are inflected, and in
 * which order they are taken.
 */
#ifndef EMIC_BENCH_CODED_H
#define EMIC_BENCH_CODED_H

#include "vocabulary.h"

#define CODED_FORMS 4 /* of each word; some are the same */

struct coded {
	const char *word;
	enum vocabulary_list list; /* how it is inflected */
};

/* All of them, well mixed.  Zeroed, then read. */
struct coded_words {
	struct words lists[VOCABULARY_LISTS];
	struct coded *items;
	size_t n;
	size_t own, shared; /* what was taken */
};

void coded_read(struct coded_words *w);
void coded_release(struct coded_words *w);

/* One that no other caller of this gets. */
const struct coded *coded_take(struct coded_words *w);

/* One that others may get too; of list L. */
const struct coded *coded_share(struct coded_words *w);
const struct coded *coded_share_of(struct coded_words *w,
                                   enum vocabulary_list l);

/* What all forms of C begin with; form N of it.  The caller frees them. */
char *coded_stem(const struct coded *c);
char *coded_form(const struct coded *c, size_t n);

#endif
