/*
 * matrix.h - codes by groups: what `count` prints.
 *
 * A group is a document, a case, a speaker's label, or a value of an
 * attribute.  A passage counts in each group whose words it covers, with
 * the words it covers there; one that covers no word at all (a laugh), in
 * each group that it touches.  Words that no case claims are in a group
 * "(unattributed)", cases without the attribute in "(none)", turns without
 * a speaker in "(nobody known)".
 *
 * Questions make no group of their own but by speaker, and there only where
 * a code marks them; their words are counted in no other group (corpus_words
 * has the same rule).
 */
#ifndef EMIC_REPORT_MATRIX_H
#define EMIC_REPORT_MATRIX_H

#include "analysis/frequency.h"
#include "model/corpus.h"
#include "model/passage.h"

enum matrix_by {
	MATRIX_BY_DOCUMENT,
	MATRIX_BY_CASE,
	MATRIX_BY_SPEAKER,
	MATRIX_BY_ATTRIBUTE,
};

/* A column of the matrix. */
struct matrix_group {
	char *name;
	char *folded;
	size_t words;             /* spoken in the selection */
	bool *seen;               /* a case each, with a word in this group */
	size_t n;                 /* how many of them */
	bool shown;               /* more than questions that no code marks */
	struct frequency *counts; /* a code each */
};

struct matrix {
	enum matrix_by by;            /* set these four before the count */
	const char *attribute;        /* of MATRIX_BY_ATTRIBUTE; borrowed */
	struct passage_filter filter; /* all but the code */
	const bool *asked;            /* a code each; borrowed */
	struct {
		struct matrix_group *items; /* numbers, texts, "(...)" */
		size_t n, cap;
	} groups;
	size_t n_codes;
	size_t *slots; /* index + 1 in groups, by name; 0: free */
	size_t n_slots;
	size_t last; /* the group asked for last: mostly the next one too */
};

/* Walk C, which has just been opened, and count. */
int matrix_count(struct matrix *m, struct corpus *c, struct error *err);
void matrix_release(struct matrix *m);

#endif
