/*
 * survey.h - what a person should be told about a whole import, once.
 */
#ifndef EMIC_IMPORT_SURVEY_H
#define EMIC_IMPORT_SURVEY_H

#include "model/transcript.h"

#include <stdbool.h>

struct survey_names {
	char **items;
	size_t n, cap;
};

/* Who speaks in which document that has no interviewer. */
struct survey_voice {
	char *label, *folded;
	size_t document; /* index into survey.unasked */
};

struct survey {
	struct survey_names unasked;  /* documents without an interviewer */
	struct survey_names silent;   /* without any speaker */
	struct survey_names windowed; /* with windows for sentences */
	struct {
		struct survey_voice *items;
		size_t n, cap;
	} voices;
};

/* Take the document NAME, made of T, into account. */
void survey_add(struct survey *s, const char *name, const struct transcript *t);

/* Append what there is to say, a line each. */
void survey_tell(struct survey *s, struct buf *out);

void survey_release(struct survey *s);

#endif
