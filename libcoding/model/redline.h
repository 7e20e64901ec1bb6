/*
 * redline.h - what differs between two states of a document, turn by turn.
 *
 * Words taken out stand in [-...-], words put in in {+...+}; what did not
 * change is shown beside them only, and left out with "...".
 */
#ifndef EMIC_MODEL_REDLINE_H
#define EMIC_MODEL_REDLINE_H

#include "base/buf.h"
#include "model/document.h"

struct redline {
	int turn;        /* in the new text; 0: the turn is gone */
	int was;         /* in the old one, if it is gone; else 0 */
	char *label;     /* who speaks */
	struct buf text; /* one line */
};

struct redlines {
	struct redline *items; /* in the order of the new text */
	size_t n, cap;
};

/* OUT is the caller's to release. */
void redline_compare(const struct transcript_view *old,
                     const struct transcript_view *new, struct redlines *out);
void redlines_release(struct redlines *lines);

#endif
