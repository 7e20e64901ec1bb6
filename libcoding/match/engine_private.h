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

/* A turn that is ready to be searched. */
struct engine_turn {
	uint32_t turn;                 /* index */
	size_t first_aside, end_aside; /* in the view's asides */
	struct speech raw;             /* its text */
	struct speech speech;          /* as words and phrases see it */
	bool same;                     /* that is no other text */
	size_t ahead; /* the text's number in what is read ahead; the next
	                 one is the speech's, if it is another */
};

struct engine_scan {
	const struct engine *engine;
	struct pattern_scratch *scratch;
	const struct transcript_view *view;
	struct engine_turn *ready; /* the next turns that are searched */
	size_t n_ready, cap_ready;
	const struct engine_turn *now; /* the one that is searched */
	struct speech aside;
	uint32_t term; /* the last one that was tried */
	/* of the literal engine */
	struct literal_scan *literals;
	struct {
		struct automaton_text *items;
		size_t n, cap;
	} ahead;
	struct buf even; /* a text without the two odd characters */
	size_t *places;  /* of each of its bytes, in the text */
	size_t cap;
};

#define ENGINE_NOT_AHEAD SIZE_MAX

/* A text of the turn, and the terms that are searched in it. */
struct engine_subject {
	const struct speech *speech;
	unsigned kinds;     /* LITERAL_REGEXES and such */
	const bool *wanted; /* of each term; NULL: all */
	size_t ahead;       /* its number in what was read ahead */
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
/* Read the turns that are ready for literals. */
void engine_literal_ahead(struct engine_scan *s);
int engine_literal_find(struct engine_scan *s, const struct engine_subject *x,
                        struct term_matches *out, struct error *err);

#endif
