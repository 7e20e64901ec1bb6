/*
 * compose.h - writes the text of a transcript whose file keeps speakers,
 * times and speech apart: captions, tiers, a recogniser's JSON, tables.
 *
 * The text becomes what a person would have typed: a paragraph a turn, the
 * speakers' labels before it ("Maria: ...", "Ann + Ben: ..."), headings on
 * lines of their own.  Times are kept with the turns and are not in the
 * text.  Speech may come in pieces; each turn is brought to NFC, and what
 * text inside emic may not hold (CR, control characters) is dropped, and
 * recorded among the transcript's changes.
 *
 *	struct composer c = { .t = t, .options = o };
 *	compose_turn(&c, start_ms, end_ms);
 *	compose_speaker(&c, "Maria", 5);
 *	compose_flow(&c, s, len);
 *	...
 *	rc = compose_end(&c, err);
 */
#ifndef EMIC_IMPORT_COMPOSE_H
#define EMIC_IMPORT_COMPOSE_H

#include "import/import.h"

struct composer {
	struct transcript *t; /* set these two at first; the rest is zero */
	const struct import_options *options;
	/* inside */
	struct buf speech; /* of the turn, not yet in the text */
	struct {
		size_t *items; /* its speakers */
		size_t n, cap;
	} who;
	int64_t start_ms, end_ms;
	bool open;     /* a turn was begun */
	bool pending;  /* white space that flows */
	bool dropped;  /* control characters */
	bool composed; /* something was not in NFC */
};

/*
 * Begin a turn, which ends the one before.  Times in the recording, or
 * TURN_NO_TIME.  A turn without words is left out.
 */
void compose_turn(struct composer *c, int64_t start_ms, int64_t end_ms);

/*
 * One more speaker of the turn that was begun: LABEL is trimmed, white
 * space in it made one blank; nothing is added if it is empty.
 */
void compose_speaker(struct composer *c, const char *label, size_t len);

/* The turn goes on to END_MS. */
void compose_until(struct composer *c, int64_t end_ms);

/* Speech, valid UTF-8, as it is; or with each run of white space one blank. */
void compose_text(struct composer *c, const char *s, size_t len);
void compose_flow(struct composer *c, const char *s, size_t len);

/* A new line, or a new paragraph, in the same turn. */
void compose_line(struct composer *c);
void compose_paragraph(struct composer *c);

/* A heading of LEVEL 1 to 6, or a note, between turns: no speech. */
void compose_section(struct composer *c, enum section_kind kind, int level,
                     const char *s, size_t len);

/* SECONDS with fractions as milliseconds; TURN_NO_TIME if it is no time. */
int64_t compose_ms(double seconds);

/*
 * End the last turn, give roles (the options' interviewers, and labels that
 * are words for who asks), find asides.  The composer is released.
 *
 * ERR_LIMIT: more text or turns than a document may have.
 */
int compose_end(struct composer *c, struct error *err);

/* Instead of compose_end(), after an error. */
void compose_release(struct composer *c);

#endif
