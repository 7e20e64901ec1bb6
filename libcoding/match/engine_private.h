/*
 * engine_private.h - what engine.c shares with the two engines.
 */
#ifndef EMIC_MATCH_ENGINE_PRIVATE_H
#define EMIC_MATCH_ENGINE_PRIVATE_H

#include "match/engine.h"
#include "match/literal_index.h"
#include "match/speech.h"

#include <pthread.h>

struct pattern_scratch;

struct engine {
	const struct term *terms;
	size_t n;
	enum engine_kind kind;
	bool has_regexes, has_phrases, has_asides; /* among the terms */
	pthread_mutex_t lock;                      /* held while it is made: */
	struct literal_index *index;               /* of the literal engine */
};

struct engine_scan {
	const struct engine *engine;
	struct pattern_scratch *scratch;
	struct speech speech, aside;
	/* the turn that is searched */
	const struct transcript_view *view;
	uint32_t turn;
	size_t first_aside, end_aside; /* in the view's asides */
	uint32_t term;                 /* the last one that was tried */
	/* of the literal engine */
	struct literal_scan *literals;
	struct buf even; /* a text without the two odd characters */
	size_t *places;  /* of each of its bytes, in the text */
	size_t cap;
};

/* A text of the turn, and the terms that are searched in it. */
struct engine_subject {
	const struct speech *speech;
	unsigned kinds;     /* LITERAL_REGEXES and such */
	const bool *wanted; /* of each term; NULL: all */
};

/* Is TERM searched in X? */
bool engine_wants(const struct engine *e, const struct engine_subject *x,
                  uint32_t term);

/* Append the match [START, END) of X's text. */
void engine_add(struct engine_scan *s, const struct engine_subject *x,
                uint32_t term, size_t start, size_t end,
                struct term_matches *out);

/* Append all matches of TERM in X, by PCRE2 alone. */
int engine_search(struct engine_scan *s, const struct engine_subject *x,
                  uint32_t term, struct term_matches *out, struct error *err);

/*
 * Append all matches in X, in any order of terms.  On ERR_LIMIT s->term is
 * the one that reached it.
 */
int engine_plain_find(struct engine_scan *s, const struct engine_subject *x,
                      struct term_matches *out, struct error *err);
int engine_literal_find(struct engine_scan *s, const struct engine_subject *x,
                        struct term_matches *out, struct error *err);

#endif
