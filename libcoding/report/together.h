/*
 * together.h - which codes are found together: what `cooccur` prints.
 *
 * A code is found in a unit when a passage of it is; with its whole subtree,
 * joined, unless the filter asks for the code's own marks.
 *
 * turn      The turns whose words the passage covers; without questions
 *           that it only takes in with an answer.  One that covers no word
 *           at all (a laugh), the turns that it touches.
 * passage   The passage itself; two are together where they overlap in a
 *           selected turn (cooccurrence.h says how they are paired).
 * document  The document, if the passage touches a selected turn of it.
 * case      The cases whose words it covers (corpus_cases).
 */
#ifndef EMIC_REPORT_TOGETHER_H
#define EMIC_REPORT_TOGETHER_H

#include "analysis/cooccurrence.h"
#include "model/corpus.h"
#include "model/passage.h"

enum together_unit {
	TOGETHER_TURN,
	TOGETHER_PASSAGE,
	TOGETHER_DOCUMENT,
	TOGETHER_CASE,
	TOGETHER_UNITS,
};

struct together {
	enum together_unit unit;      /* set these three before the count */
	struct passage_filter filter; /* all but the code */
	const bool *asked;            /* a code each; borrowed */
	struct cooccurrence counts;   /* of things: the codes asked for */
	size_t *codes;                /* a thing each: index in the codebook */
	size_t n;                     /* things */
};

/* Walk C, which has just been opened, and count. */
int together_count(struct together *t, struct corpus *c, struct error *err);

/*
 * Count from the stored hits alone, many times faster: turns and documents
 * only.  Gives what together_count() gives if nothing has been coded or
 * answered, no hit is out of date, everything is selected, and the filter
 * takes unread marks; if not, it must not be asked.
 */
int together_count_hits(struct together *t, struct project *p,
                        const struct codebook *b, struct error *err);

void together_release(struct together *t);

/*
 * Is one of two things below the other, so that with its whole subtree it is
 * always found where that one is?
 */
bool together_trivial(const struct together *t, const struct codebook *b,
                      size_t x, size_t y);

/* "turn", ... and back; -1 when NAME is none of them. */
const char *together_unit_name(enum together_unit u);
int together_unit_find(const char *name);

#endif
