/*
 * check.h - is a project whole, and does every mark stand on its words?
 *
 * What is looked at, and the name of a problem there:
 *
 *   file        SQLite finds the file damaged; nothing else is looked at
 *   reference   a row names another that is not there (foreign keys)
 *   text        a body is not valid, or not what its hash says
 *   layout      turns, asides or sections that do not fit their text, words
 *               miscounted, a speaker of another document
 *   revision    a document without one in force, or with another's
 *   place       a mark's span leaves its text or cuts a character; or the
 *               mark stands on an older revision, and is not orphaned
 *   quotation   a mark's quotation is not the text of its span
 *   orphaned    its words are gone from the text (revise.h)
 */
#ifndef EMIC_MODEL_CHECK_H
#define EMIC_MODEL_CHECK_H

#include "store/project.h"

struct check_problem {
	const char *kind; /* as above; static */
	char *document;   /* name; NULL: none */
	char *item;       /* "coding:12"; NULL: none */
	int64_t code;     /* code.id; 0: none */
	char *by;         /* coder; NULL: none */
	char *text;       /* what is wrong; or the words of an orphan */
	char *where;      /* an orphan stood: "revision 1, turn 2 (P07): I
	                     was glad. [-Nobody came-] to me"; NULL: none */
};

struct check_problems {
	struct check_problem *items; /* file and references, then by document */
	size_t n, cap;
};

/* Look at everything; OUT is the caller's to release. */
int check_project(struct project *p, struct check_problems *out,
                  struct error *err);
void check_problems_release(struct check_problems *problems);

#endif
