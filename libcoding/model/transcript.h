/*
 * transcript.h - a text with its turns, as an importer made it.
 *
 * What importers give and document_add() stores.  `text` is valid UTF-8,
 * NFC, LF, no BOM, no NUL.  Turns are in order and do not overlap; a turn's
 * span holds the speech without its label, trimmed of white space; every
 * word of speech belongs to exactly one turn.  What is in no turn is labels,
 * times, headings (sections), front matter and white space.
 */
#ifndef EMIC_MODEL_TRANSCRIPT_H
#define EMIC_MODEL_TRANSCRIPT_H

#include "base/buf.h"
#include "base/segment.h"

#include <stdbool.h>
#include <stdint.h>

enum speaker_role {
	ROLE_PARTICIPANT,
	ROLE_INTERVIEWER,
	ROLE_INTERPRETER,
	ROLE_OTHER,
};

/* "participant", ... and back; -1 when NAME is none of them. */
const char *speaker_role_name(enum speaker_role role);
int speaker_role_find(const char *name);

#define TURN_NO_TIME INT64_MIN

struct transcript_speaker {
	char *label; /* as first written */
	enum speaker_role role;
};

struct transcript_turn {
	size_t start, end; /* of the speech, bytes, half-open */
	int64_t start_ms;  /* TURN_NO_TIME: not known */
	int64_t end_ms;
	size_t words;         /* outside asides */
	size_t first_speaker; /* index into turn_speakers */
	size_t speakers;      /* how many: 0, 1 or several */
};

enum section_kind { SECTION_HEADING, SECTION_QUESTION, SECTION_NOTE };

struct transcript_section {
	size_t start, end;
	int level; /* 1 to 6 */
	enum section_kind kind;
};

struct transcript {
	struct buf text;
	struct {
		struct transcript_speaker *items;
		size_t n, cap;
	} speakers;
	struct {
		struct transcript_turn *items;
		size_t n, cap;
	} turns;
	struct {
		size_t *items; /* indexes into speakers */
		size_t n, cap;
	} turn_speakers;
	struct {
		struct transcript_section *items;
		size_t n, cap;
	} sections;
	struct span_list asides;
	const char *format; /* importer's name; static */
	char encoding[32];  /* as read: "UTF-8" */
	bool guessed;       /* the encoding was */
	char changes[128];  /* made on the way in: "BOM, CRLF, NFC" */
	char origin[256];   /* file name without folders, or "-" */
	char origin_sha256[65];
	bool verbatim; /* text is the file byte for byte: it has that hash */
	char date[32]; /* of the interview where the file says; or "" */
	/* For a person, not stored: "tiers 'words', 'phones'"; or "" */
	struct buf left_out;
	struct buf remarks; /* the same, a line each: what could not be read */
	char counted[64]; /* what the file has, in its words: "222 cues"; "" */
};

/* The index of LABEL among the speakers (case ignored), added if new. */
size_t transcript_speaker(struct transcript *t, const char *label, size_t len);

/*
 * Append a turn at [start, end), trimmed of white space, by one speaker
 * (index; SIZE_MAX: nobody known).  Nothing is added if it is empty.
 */
void transcript_add_turn(struct transcript *t, size_t start, size_t end,
                         size_t speaker);

/* Say in `changes` that WHAT was changed: "BOM, CRLF"; once each. */
void transcript_changed(struct transcript *t, const char *what);

/*
 * Find all asides within the turns and count the words outside them; call
 * once, when the turns are there.
 */
void transcript_find_asides(struct transcript *t);

/* Exchange the layouts: speakers, turns, sections and asides. */
void transcript_exchange(struct transcript *a, struct transcript *b);

/* Free everything; it is zeroed again. */
void transcript_release(struct transcript *t);

#endif
