/*
 * abbreviation.h - words whose full stop need not end a sentence.
 */
#ifndef EMIC_BASE_ABBREVIATION_H
#define EMIC_BASE_ABBREVIATION_H

#include <stddef.h>

enum abbreviation {
	ABBREVIATION_NONE,
	ABBREVIATION_ALWAYS,       /* "Dr.": the sentence goes on */
	ABBREVIATION_BEFORE_LOWER, /* "etc.": it goes on in lower case */
	ABBREVIATION_BEFORE_DIGIT, /* "No.": it goes on with a number */
};

/*
 * What stands before the full stop at byte AT of TEXT, from START on.
 * Beside the list, an initial ("J.") and what has a full stop before its
 * last letter ("e.g.", "U.K.") go on always; the pronoun "I" is no initial.
 */
enum abbreviation abbreviation_before(const char *text, size_t start,
                                      size_t at);

#endif
