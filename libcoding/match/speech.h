/*
 * speech.h - a stretch of a document as words and phrases see it: its soft
 * hyphens gone, each aside a space, and U+02BC, which Unicode has among the
 * letters, an apostrophe.  Nearly always that is the text itself; only where
 * there is something to change is it copied.
 */
#ifndef EMIC_MATCH_SPEECH_H
#define EMIC_MATCH_SPEECH_H

#include "base/buf.h"
#include "base/segment.h"

#include <stdbool.h>

/* Bytes of the copy that stand for as many of the document, or one for all. */
struct speech_piece {
	size_t at; /* in the copy, up to the next piece */
	struct span place;
	bool one;
};

/* Zeroed, then set; released at the end. */
struct speech {
	const char *text; /* borrowed from the document or from `copy` */
	size_t len;
	size_t base; /* the byte of the document where it begins */
	struct buf copy;
	struct {
		struct speech_piece *items;
		size_t n, cap;
	} pieces; /* of the copy, in order */
};

/*
 * S is bytes [START, END) of TEXT, a whole document, with ASIDES (all of
 * the document, in order; or none).
 */
void speech_set(struct speech *s, const char *text, size_t start, size_t end,
                const struct span *asides, size_t n_asides);
void speech_release(struct speech *s);

/* [START, END) of the speech, not empty, as bytes of the document. */
struct span speech_place(const struct speech *s, size_t start, size_t end);

/* The first of N spans, in order, that ends behind byte AT; N if none. */
size_t speech_first_span(const struct span *spans, size_t n, size_t at);

#endif
