/*
 * tier_name.h - what the name of a tier says about what is in it.
 *
 * Formats with tiers rarely say which of them hold speech, but people name
 * them alike: "utterance - Maria", "Maria - words", "phones", "gesture".
 */
#ifndef EMIC_IMPORT_TIER_NAME_H
#define EMIC_IMPORT_TIER_NAME_H

#include "base/buf.h"

enum tier_level {
	TIER_NEVER,   /* phones, glosses, gestures, comments: no speech */
	TIER_WORDS,   /* speech, a word at a time */
	TIER_UNKNOWN, /* the name says nothing: it is likely a person's */
	TIER_SPEECH,  /* "utterance", "text", "default" */
};

/* By the words NAME is made of; they may be written together, likeThis. */
enum tier_level tier_name_level(const char *name);

/*
 * Append what is left of NAME when the words that say what is in the tier
 * are taken away: who speaks in it, or nothing.
 */
void tier_name_label(const char *name, struct buf *out);

#endif
