/* carry_private.h - what the parts of carrying turns over share. */
#ifndef EMIC_MODEL_CARRY_PRIVATE_H
#define EMIC_MODEL_CARRY_PRIVATE_H

#include "model/carry.h"

#define CARRY_NONE   UINT32_MAX
#define CARRY_NOBODY 0

/* Who speaks in a turn. */
struct carry_set {
	size_t first, n; /* in members, in order */
};

/* Speakers are numbers: those of the old document as there, then others. */
struct carry_names {
	struct {
		char *label, *folded;
		enum speaker_role role;
		uint32_t now; /* itself, or whom it stands for */
		uint32_t set; /* of it alone; 0: not yet there */
	} * items;
	size_t n, cap;
	size_t n_old; /* of them are the document's */
	/* each once; 0 is nobody */
	struct {
		struct carry_set *items;
		size_t n, cap;
	} sets;
	struct {
		uint32_t *items;
		size_t n, cap;
	} members;
	uint32_t *file, *base; /* by speaker of the file and of the base */
};

struct carry_turn {
	size_t start, end;
	int64_t start_ms, end_ms;
	uint32_t who; /* set */
};

/* A layout. */
struct carry_sheet {
	struct carry_turn *turns;
	size_t n;
	const struct transcript_section *sections;
	size_t n_sections;
};

enum { CARRY_FILE, CARRY_BASE, CARRY_HAND, CARRY_SHEETS };

/*
 * A piece of the new text, as long as it is the same turn, section and part
 * of the old text throughout; white space at its edges is none of it.
 */
struct carry_piece {
	size_t start, end;
	size_t old;  /* where it stood; SIZE_MAX: nowhere */
	bool stands; /* it stood somewhere, or takes the place of what did */
	uint32_t turn[CARRY_SHEETS], section[CARRY_SHEETS]; /* CARRY_NONE */
	uint32_t like; /* the piece that it goes with: itself, if it stands */
	/* what it is to be */
	bool is_speech;
	uint32_t who;
	uint32_t in; /* section of CARRY_HAND, or of the file: in_file */
	bool in_file;
	bool taken, overruled;
};

struct carry_work {
	const struct transcript_view *old;
	const struct transcript *base; /* NULL: as old */
	const struct transcript *t;
	const struct alignment *al;
	struct carry_names names;
	struct carry_sheet sheets[CARRY_SHEETS];
	bool takes_turns, takes_speakers, takes_times; /* of the file */
	struct {
		struct carry_piece *items; /* in order */
		size_t n, cap;
	} pieces;
};

/*
 * Number all speakers, and read the turns of the three layouts; who speaks
 * in them is known after carry_names_rename(), which is told by the pieces
 * who goes by another label now.
 */
void carry_names_read(struct carry_work *w);
void carry_names_rename(struct carry_work *w, struct carry *out);
void carry_names_release(struct carry_work *w);

/* Cut the new text into pieces, each with its turns. */
void carry_pieces_cut(struct carry_work *w);

/* Find what each piece goes with, and what it is to be. */
void carry_pieces_settle(struct carry_work *w);

#endif
