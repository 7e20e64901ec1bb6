/*
 * cue.h - what may stand at the start of a line: who speaks, and when.
 *
 * Reading a cue is not yet believing it: whether "Maria:" names a speaker
 * is decided from the whole document (cast.h).
 */
#ifndef EMIC_IMPORT_CUE_H
#define EMIC_IMPORT_CUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CUE_LABEL_MAX       60 /* code points */
#define CUE_TIMED_WORDS_MAX 8
#define CUE_PLAIN_MAX       40 /* the same without a time */
#define CUE_WORDS_MAX       5

enum cue_kind {
	CUE_PLAIN,   /* P07: ... */
	CUE_TIMED,   /* [00:12:33] P07: ...   P07 (00:12:33): ... */
	CUE_BOLD,    /* **P07:** ...   **P07**: ... */
	CUE_SPACED,  /* P07 00:12:33 ...   P07 0:12, alone on its line */
	CUE_ALONE,   /* P07, alone on its line */
	CUE_HEAD,    /* **Maria**, alone on its line */
	CUE_BRACKET, /* [P07] ... */
	CUE_TIME,    /* [00:12:33] ... : nobody is named */
	CUE_KINDS,
};

/* N times the character C, such as ** */
struct cue_marks {
	unsigned char n;
	char c;
};

struct cue {
	size_t line;             /* where its line starts */
	size_t label, label_end; /* equal in CUE_TIME */
	size_t led;              /* end of a time before all else; 0: none */
	size_t speech;           /* behind label, colon, time and marks */
	int64_t start_ms;        /* TURN_NO_TIME: none */
	int64_t end_ms;
	int64_t led_ms, led_end_ms; /* of the time before all else */
	uint32_t name;              /* which label: see cast.h */
	unsigned char kind;         /* enum cue_kind */
	struct cue_marks open;      /* opened before the label, not closed */
	bool paragraph;             /* a paragraph begins here */
};

struct cue_list {
	struct cue *items;
	size_t n, cap;
};

/* Read the cue at the start of the line [START, END); false if none. */
bool cue_read(const char *text, size_t start, size_t end, struct cue *out);

/*
 * What looked like the label of CUE is speech: only the time that leads its
 * line is left, and one that stood behind the label is an aside.
 */
void cue_drop_label(struct cue *cue);

#endif
