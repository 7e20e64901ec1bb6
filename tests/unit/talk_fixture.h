/*
 * talk_fixture.h - invented talks of three, and what may be edited in one.
 *
 * Many words are common ones and stand in several places, so that a span can
 * go astray.  A speaker's label is a letter for good and a number that an edit
 * may change: "B1", then "B4".
 */
#ifndef EMIC_TEST_TALK_FIXTURE_H
#define EMIC_TEST_TALK_FIXTURE_H

#include "base/random.h"
#include "model/transcript.h"

#define TALK_LINES 12
#define TALK_WORDS 12

struct talk_line {
	int label; /* index in labels */
	char words[TALK_WORDS][8];
	size_t n;
};

struct talk {
	struct talk_line lines[TALK_LINES];
	size_t n;
	int labels[3]; /* what each speaker is called: a number */
};

/* Make one up. */
void talk_fixture_make(struct random *r, struct talk *talk);

/* Change something in it: a word, a turn, an order, a label. */
void talk_fixture_edit(struct random *r, struct talk *talk);

/* What LABEL, 0 to 2, is called. */
void talk_fixture_label(const struct talk *talk, int label, struct buf *b);

/* A line a turn, "B1: words."; T is the caller's to release. */
void talk_fixture_print(const struct talk *talk, struct transcript *t);

#endif
