/*
 * match_fixture.h - documents and codebooks for the tests of match/.
 */
#ifndef MATCH_FIXTURE_H
#define MATCH_FIXTURE_H

#include "match/rules.h"

/* A document called "P01" of one turn by nobody known; TEXT is copied. */
struct transcript_view *match_fixture_view(const char *text);

/* The same with turns at each line that is "LABEL: speech". */
struct transcript_view *match_fixture_dialogue(const char *text);
void match_fixture_view_free(struct transcript_view *v);

/*
 * A codebook from a list of lines:
 *
 *	fillers: um, uh
 *	list neg: not, never
 *	code trust/safety: sentence exact asides interviewer
 *	+ an expression of the last code      (match)
 *	! an expression of the last code      (against)
 *
 * The words behind a code's path are its unit and switches, in any order;
 * any other word is its `speakers`.  A path's parent stands before it.
 */
struct codebook *match_fixture_codebook(const char *lines);

/* Append the terms of TEXT, which stand between commas. */
const char **match_fixture_terms(struct codebook *b, const char *text,
                                 size_t *n_out);

/* TEXT with \n, \t, \\ and \uXXXX made what they stand for; the caller's. */
char *match_fixture_unescape(const char *text);

/* Take ‹ and › out of TEXT: SPANS are what stood between them. */
void match_fixture_unmark(char *text, struct span_list *spans);

#endif
