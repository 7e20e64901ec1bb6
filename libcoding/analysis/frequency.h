/*
 * frequency.h - in how many cases, documents, passages and words.
 *
 * The four counts of emic, in this order.  Passages come in, document by
 * document; each case and each document counts once however many passages
 * it has.  Words are the caller's: those of the passage.
 */
#ifndef EMIC_ANALYSIS_FREQUENCY_H
#define EMIC_ANALYSIS_FREQUENCY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum frequency_measure {
	FREQUENCY_CASES,
	FREQUENCY_DOCUMENTS,
	FREQUENCY_PASSAGES,
	FREQUENCY_WORDS,
};

/* A zeroed one has counted nothing.  Small: a matrix has half a million. */
struct frequency {
	uint32_t cases;     /* distinct */
	uint32_t documents; /* distinct */
	uint32_t passages;
	uint32_t words;
	uint32_t unattributed;  /* passages that are no case's: apart */
	uint32_t next_document; /* the last one's index + 1 */
	union {
		size_t only; /* of one case: its index */
		bool *seen;  /* of more: a case each */
	} which;
};

/*
 * Count PASSAGES of one kind, of WORDS in all, as frequency_add() does one.
 * None is none, whatever else is said of it.
 */
void frequency_add_several(struct frequency *f, size_t document,
                           const size_t *cases, size_t n_cases,
                           size_t all_cases, size_t passages, size_t words);

/*
 * Count one passage of document DOCUMENT (its index; never smaller than
 * that of the call before), by the N_CASES cases CASES (indexes below
 * ALL_CASES, the same in every call).
 */
void frequency_add(struct frequency *f, size_t document, const size_t *cases,
                   size_t n_cases, size_t all_cases, size_t words);

/* Count PASSAGES that are no case's: in none of the four counts. */
void frequency_add_apart(struct frequency *f, size_t passages);

/* Free what F holds; it has counted nothing again. */
void frequency_release(struct frequency *f);

/* One of the four counts. */
size_t frequency_of(const struct frequency *f, enum frequency_measure m);

/* "cases", "documents", ... */
const char *frequency_measure_name(enum frequency_measure m);

/* The measure called so; -1 when NAME is none of them. */
int frequency_measure_find(const char *name);

/*
 * COUNT per BASE words: count / words * base.  NaN, meaning undefined, when
 * there are no words.
 */
double frequency_rate(size_t count, size_t words, size_t base);

#endif
