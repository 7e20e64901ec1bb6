/*
 * cast.h - who, of all the labels that lines begin with, are speakers.
 *
 * The rule, as emic-import.1 tells it to researchers, is in cast.c and
 * nowhere else.  It looks at the whole document: how labels are written,
 * how often they recur, whether they take turns.
 */
#ifndef EMIC_IMPORT_CAST_H
#define EMIC_IMPORT_CAST_H

#include "import/cue.h"
#include "import/label.h"
#include "model/transcript.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CAST_PARTS_MAX 4

/* The ways in which a document writes its speakers. */
enum cast_style {
	CAST_COLON,   /* P07: with or without bold and times */
	CAST_SPACED,  /* P07 00:12:33 */
	CAST_ALONE,   /* P07, alone on its line */
	CAST_BRACKET, /* [P07] */
	CAST_TIMES,   /* times only: nobody is named */
	CAST_NOBODY,
};

struct cast_label {
	char *name;          /* as first written, white space made single */
	char *folded;        /* what makes two labels the same */
	size_t n[CUE_KINDS]; /* cues by kind */
	size_t opening;      /* plain cues of its that open a paragraph */
	size_t heading;      /* the same for spaced cues */
	enum label_class class;
	bool asks;     /* a word for whoever asks the questions */
	bool expected; /* the user says that it speaks */
	bool seen;     /* some cue has it */
	bool speaks;   /* the decision */
	bool voiced;   /* some words of its are known */
	uint32_t parts[CAST_PARTS_MAX]; /* "P1 & P2": several speak at once */
	size_t n_parts;                 /* 0: one does */
	size_t speaker; /* index in the transcript; SIZE_MAX: not yet there */
};

struct cast {
	struct cast_label *items;
	size_t n, cap;
	uint32_t *slots; /* hash table: index + 1 */
	size_t n_slots;
	size_t asides;         /* [Pause] and the like, at the start of lines */
	enum cast_style style; /* the decision */
	bool opening; /* names count only where they open a paragraph */
};

/* The text that the cues stand in. */
struct cast_text {
	size_t paragraphs;
	size_t lines; /* that are not blank */
	size_t first; /* where it begins */
};

/* LABEL is a speaker's, whatever it looks like; ASKS: an interviewer's. */
void cast_expect(struct cast *c, const char *label, bool asks);

/* LABEL speaks, though it stands nowhere; its index. */
uint32_t cast_invent(struct cast *c, const char *label);

/*
 * Count CUE, read from TEXT, and set its name.  False if it can never be a
 * speaker or a time, so that nobody need keep it.
 */
bool cast_add(struct cast *c, const char *text, struct cue *cue);

/* CUE, which was added, is marked as a speaker's: its label is if a name. */
void cast_trust(struct cast *c, const struct cue *cue);

/* Decide, given all cues in order and what they stand in. */
void cast_decide(struct cast *c, const struct cue *cues, size_t n,
                 const struct cast_text *text);

/* Instead of cast_decide(): every label counted speaks. */
void cast_take_all(struct cast *c);

/* After cast_decide(): does CUE begin a turn? */
bool cast_takes(const struct cast *c, const struct cue *cue);

/* After cast_decide(): the role of label L. */
enum speaker_role cast_role(const struct cast *c, const struct cast_label *l);

void cast_release(struct cast *c);

#endif
