/*
 * label.h - what a label looks like, before anything is known about the
 * document it stands in.  The words themselves are in emic-import.1.
 */
#ifndef EMIC_IMPORT_LABEL_H
#define EMIC_IMPORT_LABEL_H

#include <stdbool.h>
#include <stddef.h>

enum label_class {
	LABEL_NEVER, /* "Note", "Chapter 2", "So": no speaker */
	LABEL_OTHER, /* "peer worker" */
	LABEL_NAME,  /* "Maria", "Adam Stacoviak", "AB" */
	LABEL_PAIR,  /* "Q", "Answer": of words that go together */
	LABEL_ID,    /* "P07", "mop03-2b" */
	LABEL_KNOWN, /* "Interviewer 2", "Participant" */
};

/*
 * What LABEL (folded in FOLDED) looks like.  *ASKS_OUT: it is a word for
 * whoever asks the questions; "I" is one only if others are IDs or letters,
 * so that one is left to the caller.
 */
enum label_class label_classify(const char *label, const char *folded,
                                bool *asks_out);

/*
 * Could LABEL be a person's, though it stands only once?  A name of few
 * words, and not one that speech or a heading begins with.
 */
bool label_is_person(const char *label, const char *folded);

/*
 * Does FOLDED begin with a word that no person is called by: "observation",
 * "lunch at noon"?
 */
bool label_is_heading(const char *folded);

/* Does FOLDED name a fact in a transcript's head, such as "date"? */
bool label_is_fact(const char *folded);

#endif
