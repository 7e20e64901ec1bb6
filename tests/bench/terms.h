/*
 * terms.h - what the codes of the bench look for, and how people say it.
 *
 * Term N is the same in every codebook that is long enough to have it, so a
 * book of 200 codes is the beginning of one of 1000, and a corpus is made
 * for all of them.
 */
#ifndef EMIC_BENCH_TERMS_H
#define EMIC_BENCH_TERMS_H

#include "vocabulary.h"

#define TERMS_MAX           1000
#define TERMS_BACKREFERENCE 11 /* the one that may be left out */

enum term_kind {
	TERM_WORD,     /* trust */
	TERM_GLOB,     /* trust* */
	TERM_PHRASE,   /* trust* people */
	TERM_REGEX,    /* alternatives, optional parts, small classes */
	TERM_GAP,      /* a regex with up to four words between */
	TERM_LOOK,     /* a regex with look-ahead or look-behind */
	TERM_CONTAINS, /* *ship: no match begins with a literal */
	TERM_BACKREFERENCE,
	TERM_KINDS,
};

struct term {
	enum term_kind kind;
	char *expression; /* as emic's codebook writes it */
	char *pattern;    /* PCRE2; what else is asked about the same */
	/*
	 * How it is said: most samples match, some are near misses.  A ~
	 * stands for no to six words.
	 */
	struct words samples;
	double weight; /* how often, against the others */
};

struct terms {
	struct term items[TERMS_MAX];
	size_t n;
};

/* The first N terms; without BACKREFERENCE a word stands for that one. */
void terms_make(struct terms *t, size_t n, int backreference);
void terms_release(struct terms *t);

/* "word", ... */
const char *term_kind_name(enum term_kind kind);

#endif
