/*
 * phrase.h - words and phrases, taken apart: expr.h says what they mean.
 *
 * One list of parts serves all who look at a phrase: here it is written as a
 * PCRE2 pattern, confirm.c looks whether it stands somewhere, and
 * literal_phrase.c says what it begins with.
 */
#ifndef EMIC_MATCH_PHRASE_H
#define EMIC_MATCH_PHRASE_H

#include "base/arena.h"
#include "base/buf.h"
#include "match/expr.h"
#include "match/fillers.h"

#include <stdbool.h>
#include <stddef.h>

enum phrase_kind {
	PHRASE_LEFT,       /* no word character stands before this place */
	PHRASE_RIGHT,      /* nor behind it */
	PHRASE_TEXT,       /* the characters of `text` */
	PHRASE_APOSTROPHE, /* any apostrophe */
	PHRASE_DASH,       /* any hyphen or dash */
	PHRASE_HYPHEN,     /* the same, and perhaps a line break behind it;
	                      or one white space; or nothing */
	PHRASE_STAR,       /* word characters, or none */
	PHRASE_REST,       /* all word characters that follow, or none */
	PHRASE_WORD,       /* any one word */
	PHRASE_STOP,       /* a full stop, or nothing */
	PHRASE_GAP,        /* what stands between two words */
};

struct phrase_part {
	enum phrase_kind kind;
	const char *text; /* PHRASE_TEXT */
	size_t len;
};

struct phrase {
	struct phrase_part *parts;
	size_t n;
	bool plain;      /* it must begin with a word character */
	bool gaps;       /* it has some, */
	bool plain_gaps; /* and what comes behind them must begin with one */
};

/* Take apart E, a phrase; what comes back lives in A, all of it. */
struct phrase *phrase_new(struct arena *a, const struct expr *e);

/* Append P as a pattern; F may stand in its gaps. */
void phrase_source(struct buf *out, const struct phrase *p,
                   const struct fillers *f);

/* Append the filler P, as a part of a pattern that phrase_source() makes. */
void phrase_filler(struct buf *out, const struct phrase *p);

/* Append any one filler of F, of which only the source is there yet. */
void phrase_fillers(struct buf *out, const struct fillers *f);

#endif
