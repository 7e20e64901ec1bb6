/*
 * survey.h - what a person should be told about a whole import, once.
 */
#ifndef EMIC_IMPORT_SURVEY_H
#define EMIC_IMPORT_SURVEY_H

#include "import/import.h"
#include "model/transcript.h"

#include <stdbool.h>

struct survey_names {
	char **items;
	size_t n, cap;
};

/* A remark on documents, such as what was left out; each once. */
struct survey_remark {
	char *says;
	struct survey_names on;
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
	struct survey_names doubtful; /* with names that were not taken */
	struct import_doubts doubts;  /* the first of those names */
	size_t more_doubts;           /* how many there are besides */
	struct {
		struct survey_remark *items;
		size_t n, cap;
	} remarks;
};

/* Take the document NAME, made of T, into account. */
void survey_add(struct survey *s, const char *name, const struct transcript *t);

/* The same for the names that were not taken for speakers in NAME. */
void survey_doubt(struct survey *s, const char *name,
                  const struct import_doubts *doubts);

/* Append what there is to say, a line each. */
void survey_tell(struct survey *s, struct buf *out);

void survey_release(struct survey *s);

#endif
