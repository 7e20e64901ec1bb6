/*
 * intake.h - a transcript taken into the project, under a name that may be
 * taken already.
 */
#ifndef EMIC_CMD_INTAKE_H
#define EMIC_CMD_INTAKE_H

#include "import/survey.h"
#include "shared/command.h"

struct intake {
	struct project *project; /* NULL: what was found is shown, not stored */
	struct writer *w;        /* a row a document; a speaker if shown */
	bool reread, revise;     /* what to do with a document that is there */
	bool rows;               /* they are rows of a survey */
	const struct string_list *interviewers;
	struct import_doubts doubts; /* of the file at hand, by its importer */
	struct survey known;         /* what to tell in the end */
};

/*
 * Store T as the document NAME, or show it if there is no project.  A
 * document of this name with the same text stays as it is, or is read again
 * or revised if IN says so.
 *
 * ERR_CONFLICT: there is one with other text.  ERR_FORMAT: NAME is no name.
 */
int intake_take(struct intake *in, const char *name, const struct transcript *t,
                struct error *err);

void intake_release(struct intake *in);

#endif
