/*
 * intake.h - a transcript taken into the project, under a name that may be
 * taken already.
 */
#ifndef EMIC_CMD_INTAKE_H
#define EMIC_CMD_INTAKE_H

#include "import/survey.h"
#include "shared/command.h"

/* What became of a document. */
struct intake_row {
	char *name, *note;
	size_t turns, speakers, words;
	const char *format;
};

struct intake {
	struct project *project; /* NULL: what was found is shown, not stored */
	struct writer *w;        /* a row a document; a speaker if shown */
	bool reread, revise;     /* what to do with a document that is there */
	bool dry_run;            /* show what would become of it, with revise */
	bool rows;               /* they are rows of a survey */
	const struct string_list *interviewers;
	struct {
		struct intake_row *items;
		size_t n, cap;
	} done;                               /* of the file at hand */
	const struct import_options *options; /* by which files are read */
	struct import_doubts doubts; /* of the file at hand, by its importer */
	struct survey known;         /* what to tell in the end */
	struct buf said;             /* before that: lines about revisions */
};

/*
 * Store T as the document NAME, or show it if there is no project.  A
 * document of this name with the same text stays as it is, or is read again
 * or revised if IN says so; its turns are then in T (revising.h).
 *
 * ERR_CONFLICT: there is one with other text.  ERR_FORMAT: NAME is no name.
 */
int intake_take(struct intake *in, const char *name, struct transcript *t,
                struct error *err);

/*
 * A file of FORMAT says nothing of the document NAME: 1, and a row with NOTE,
 * if there is such a document, which stays as it is, else 0.
 */
int intake_keep(struct intake *in, const char *name, const char *format,
                const char *note, struct error *err);

/* A file is done with: print what became of its documents if it is KEPT. */
void intake_end(struct intake *in, bool kept);

void intake_release(struct intake *in);

#endif
