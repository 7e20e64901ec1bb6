/*
 * talk.h - utterances to turns, for formats that record speech one utterance
 * at a time: annotations of tiers, the lines of CHAT, the <u> of TEI.
 *
 * Utterances of the same speakers that follow each other are one turn, each
 * on a line of its own, so that what the transcriber kept apart stays apart
 * and phrases are still found; after a longer silence a paragraph begins.
 * An utterance of nobody known is a turn by itself.
 *
 *	struct talk k = { .composer = { .t = t, .options = o } };
 *	talk_say(&k, "Maria", start_ms, end_ms, s, len);
 *	...
 *	rc = talk_end(&k, err);
 */
#ifndef EMIC_IMPORT_TALK_H
#define EMIC_IMPORT_TALK_H

#include "import/compose.h"

#define TALK_SILENCE_MS 5000 /* longer: a paragraph; unless options say */

struct talk {
	struct composer composer; /* set .t and .options; the rest is zero */
	/* inside */
	struct buf who; /* who spoke last */
	int64_t end_ms; /* and until when */
	bool open;
};

/*
 * WHO says S, valid UTF-8, whose white space flows; nothing happens if it is
 * blank.  WHO may be several labels with line feeds between them, or "".
 */
void talk_say(struct talk *k, const char *who, int64_t start_ms, int64_t end_ms,
              const char *s, size_t len);

/* The utterance goes on with S, on a line of its own. */
void talk_line(struct talk *k, const char *s, size_t len);

/* Whoever speaks next begins a turn. */
void talk_break(struct talk *k);

/* A heading or a note between turns; see compose_section(). */
void talk_section(struct talk *k, enum section_kind kind, int level,
                  const char *s, size_t len);

/*
 * Speaker LABEL has ROLE, unless the label itself or the user says who asks;
 * after talk_end(), and no harm if nobody is called so.
 */
void talk_role(struct transcript *t, const char *label, enum speaker_role role);

/* As compose_end() and compose_release(). */
int talk_end(struct talk *k, struct error *err);
void talk_release(struct talk *k);

#endif
