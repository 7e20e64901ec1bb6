/*
 * audience.h - whose turns a code looks at: what its `speakers:` says.
 *
 * "participant"  turns with a speaker who is neither interviewer nor
 *                interpreter, and turns of nobody known
 * "interviewer"  turns with an interviewer among the speakers
 * "all"          every turn
 * LABEL          turns with the speaker of that label, case folded
 */
#ifndef EMIC_MATCH_AUDIENCE_H
#define EMIC_MATCH_AUDIENCE_H

#include "base/arena.h"
#include "model/document.h"

#include <stdbool.h>
#include <stddef.h>

/* A zeroed one is "participant". */
struct audience {
	enum {
		AUDIENCE_PARTICIPANT,
		AUDIENCE_INTERVIEWER,
		AUDIENCE_ALL,
		AUDIENCE_LABEL,
	} kind;
	const char *label; /* folded; NULL but for AUDIENCE_LABEL */
};

/* What SPEAKERS (NULL: participant) says; the label lives in A. */
struct audience audience_read(struct arena *a, const char *speakers);

bool audience_equal(const struct audience *a, const struct audience *b);

/*
 * Does turn T of V belong to A?  LABELS are the folded labels of the view's
 * speakers; they are looked at only for AUDIENCE_LABEL.
 */
bool audience_fits(const struct audience *a, const struct transcript_view *v,
                   const struct turn *t, char *const *labels);

#endif
