/*
 * asked.h - interviews in which nobody is named, and the questions are set
 * in bold: whether they are is decided from the whole document.
 */
#ifndef EMIC_IMPORT_ASKED_H
#define EMIC_IMPORT_ASKED_H

#include "base/segment.h"
#include "import/cast.h"
#include "model/transcript.h"

/* A paragraph, or several in a row, by one of the two who speak. */
struct asked_turn {
	size_t start;
	bool asks;
};

struct asked {
	struct asked_turn *items;
	size_t n, cap;
};

/*
 * Given the paragraphs of T that look different from end to end (STRONG) and
 * what is no speech (CUTS), both in order: are they an interviewer's?  Then
 * OUT, which the caller releases, has the turns, and T a remark that this is
 * a guess.
 */
bool asked_find(struct transcript *t, const struct span_list *strong,
                const struct span_list *cuts, struct asked *out);

/* ASKED as cues of two speakers, in place of those in OUT. */
void asked_cues(const struct transcript *t, const struct asked *asked,
                struct cast *cast, struct cue_list *out);

#endif
