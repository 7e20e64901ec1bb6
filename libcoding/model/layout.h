/*
 * layout.h - how a text falls into turns, stored and read.
 *
 * A layout never changes once it is stored: who splits a turn stores a new
 * one and points the revision at it, so that undo is one row.
 *
 * With the turns their sums are stored (the table voice): how much each
 * speaker says, so that counts need not read the turns.  A document's voices
 * are its turns, those of each speaker taken as one.
 */
#ifndef EMIC_MODEL_LAYOUT_H
#define EMIC_MODEL_LAYOUT_H

#include "model/document.h"

/* What stands in voice.speaker for turns that are not one speaker's. */
enum { LAYOUT_NOBODY = 0, LAYOUT_SEVERAL = -1 };

/*
 * Store the layout of T; SPEAKERS[i] is the speaker.id of its speaker i.
 * Words are counted here.
 */
int layout_add_transcript(struct project *p, const struct transcript *t,
                          const int64_t *speakers, int64_t *id_out,
                          struct error *err);

/*
 * Store the layout that V shows, its turns changed by the caller, and point
 * its revision at it.  Speakers are by index into V's, as everywhere.
 */
int layout_replace(struct project *p, const struct transcript_view *v,
                   struct error *err);

/* Read everything but text and speakers into V, which has both. */
int layout_read(struct project *p, struct transcript_view *v,
                struct error *err);

#endif
