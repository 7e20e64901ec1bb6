/*
 * cooccurrence.h - how often things are found together, two at a time.
 *
 * Things are numbered from 0 (codes, to those who call); units come in one
 * by one (turns, documents, cases), each with the things in it, and only two
 * numbers are kept: of each thing, in how many units it is; of each pair, in
 * how many both are.
 *
 * Passages are units that belong to one thing each, so a pair has none in
 * common, and one long passage may overlap five short ones.  Counted are
 * then pairs of overlapping passages, as many as can be made without using
 * a passage twice: so both orders give the same number, it is never more
 * than there are passages of either, and every coefficient stays between 0
 * and 1.  (Counted as overlaps, five short passages in a long one give a
 * Jaccard coefficient of 5 / (1 + 5 - 5) = 5; ATLAS.ti warns of it.)
 */
#ifndef EMIC_ANALYSIS_COOCCURRENCE_H
#define EMIC_ANALYSIS_COOCCURRENCE_H

#include <stddef.h>
#include <stdint.h>

/* A zeroed one is released. */
struct cooccurrence {
	size_t n;        /* things */
	uint32_t *alone; /* a thing each: units that it is in */
	uint32_t *both;  /* the upper triangle, row by row */
	uint32_t *used;  /* [thing * n + with]: the passage paired last, its
	                    number from 1; made when there are passages */
	uint32_t passages;
	struct cooccurrence_open *open; /* of the document at hand */
};

/* Start to count N things. */
void cooccurrence_init(struct cooccurrence *c, size_t n);

/* Free what C holds; the struct itself is the caller's. */
void cooccurrence_release(struct cooccurrence *c);

/* One unit has the N_THINGS things THINGS: ascending, each once. */
void cooccurrence_add(struct cooccurrence *c, const uint32_t *things,
                      size_t n_things);

/* A passage of a thing: a half-open range of one document. */
struct cooccurrence_passage {
	size_t start, end;
	uint32_t thing;
};

/*
 * Count the N passages of one document, by start; those of one thing do not
 * overlap.
 */
void cooccurrence_add_passages(struct cooccurrence *c,
                               const struct cooccurrence_passage *passages,
                               size_t n);

/* In how many units is THING? */
size_t cooccurrence_alone(const struct cooccurrence *c, size_t thing);

/* In how many units are both A and B, in either order? */
size_t cooccurrence_both(const struct cooccurrence *c, size_t a, size_t b);

/*
 * Coefficients from 0, never together, to 1, of units with the one thing
 * (N_A), with the other (N_B) and with both (N_BOTH).
 *
 * jaccard  both / (a + b - both): of the units with either, the share with
 *          both.  P. Jaccard, Etude comparative de la distribution florale
 *          dans une portion des Alpes et des Jura, Bulletin de la Societe
 *          vaudoise des sciences naturelles 37 (1901), 547-579.  ATLAS.ti's
 *          c-coefficient is the same formula.
 * dice     2 both / (a + b): L. R. Dice, Measures of the amount of ecologic
 *          association between species, Ecology 26 (1945), 297-302.
 * overlap  both / the smaller of a and b: does the rarer one come with the
 *          other?  G. G. Simpson, Mammals and the nature of continents,
 *          American Journal of Science 241 (1943), 1-31.
 *
 * NaN, meaning undefined: jaccard and dice when neither is found, overlap
 * when one of them is not.
 */
enum cooccurrence_measure {
	COOCCURRENCE_TOGETHER, /* the count itself */
	COOCCURRENCE_JACCARD,
	COOCCURRENCE_DICE,
	COOCCURRENCE_OVERLAP,
	COOCCURRENCE_MEASURES,
};

/* M for two things; the count itself for COOCCURRENCE_TOGETHER. */
double cooccurrence_coefficient(enum cooccurrence_measure m, size_t n_a,
                                size_t n_b, size_t n_both);

/* "together", "jaccard", ... */
const char *cooccurrence_measure_name(enum cooccurrence_measure m);

/* The measure called so; -1 when NAME is none of them. */
int cooccurrence_measure_find(const char *name);

#endif
