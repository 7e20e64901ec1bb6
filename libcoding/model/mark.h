/*
 * mark.h - hits and codings of one document, and what each rests on.
 *
 * Every mark is read here once, with its basis:
 *
 *   judged    a coding that a person read (how = read or imported)
 *   unread    a hit, or a piped coding, that nobody has answered
 *   disputed  accepted by one coder, rejected by another
 *   answered  a hit whose anchor a judged coding of the same code and
 *             stance covers: it counts in "both" only
 *
 * A verdict answers each hit of its code whose anchor lies inside its span.
 * A hit that was accepted is not a mark of its own any more: its coding is.
 * A hit that was rejected, and by nobody accepted, is none at all, and
 * neither is one whose anchor is covered by judged codings that all take
 * the other stance.  A disputed coding answers nothing.  Orphaned codings
 * (their words are gone) are left out.
 *
 * Why "both" keeps answered hits: a coding put over a hit may be narrower
 * than the hit's unit.  What is judged is the coding; but the union of what
 * people judged and what rules found must not shrink when people agree.
 */
#ifndef EMIC_MODEL_MARK_H
#define EMIC_MODEL_MARK_H

#include "model/codebook.h"
#include "model/document.h"

enum {
	BASIS_JUDGED = 1 << 0,
	BASIS_UNREAD = 1 << 1,
	BASIS_DISPUTED = 1 << 2,
	BASIS_ANSWERED = 1 << 3,
	BASIS_BOTH = BASIS_JUDGED | BASIS_UNREAD | BASIS_ANSWERED,
};

enum {
	STANCE_FOR = 1 << 0,
	STANCE_AGAINST = 1 << 1,
	STANCE_MIXED = STANCE_FOR | STANCE_AGAINST, /* speaks both ways */
};

struct mark {
	size_t code;                     /* index in codebook.codes */
	size_t start, end;               /* bytes of the document, half-open */
	size_t anchor_start, anchor_end; /* matched words; a coding's span */
	unsigned stance;                 /* STANCE_ bits */
	unsigned basis;                  /* one BASIS_ bit */
	size_t coder; /* index in marks.coders; SIZE_MAX: a rule */
	int rule;     /* of a hit: rule.position; else 0 */
};

struct marks {
	struct mark *items; /* by code, then start, end */
	size_t n, cap;
	struct {
		char **items; /* names */
		size_t n, cap;
	} coders;
};

/*
 * All marks in V of codes of B that are not retired and, unless WANTED is
 * NULL, WANTED (by index).
 */
int marks_read(struct project *p, const struct codebook *b,
               const struct transcript_view *v, const bool *wanted,
               struct marks *out, struct error *err);
void marks_release(struct marks *m);

/* Does the project hold any coding or verdict at all? */
int marks_any_judged(struct project *p, bool *out, struct error *err);

/* Has anything ever been tagged? */
int marks_any_tagged(struct project *p, bool *out, struct error *err);

/*
 * "judged", "unread", "disputed", "both", of several bits the one that says
 * most: disputed before both, both before the others; and back, -1 if none
 * of them.
 */
const char *basis_name(unsigned basis);
int basis_find(const char *name);

/* "for", "against", "mixed"; and back, -1 if none of them. */
const char *stance_name(unsigned stance);
int stance_find(const char *name);

#endif
