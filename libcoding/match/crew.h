/*
 * crew.h - threads that look for a codebook's rules in documents.
 *
 * Documents go in and hits come out, in the same order, so that nothing that
 * is made of them depends on how many threads there are.  A few documents
 * are inside at a time, however many there are in all.  One thread (the
 * caller's) does all of it: crew_put() and crew_take() by turns.
 */
#ifndef EMIC_MATCH_CREW_H
#define EMIC_MATCH_CREW_H

#include "match/rules.h"

struct crew;

/* What was found in one document. */
struct crew_result {
	struct transcript_view *view; /* the caller's again */
	const struct rule_hit *hits;  /* as rules_scan_document() gives them */
	const size_t *words;          /* under each of them */
	size_t n;
};

/* How many threads this machine can run at once. */
size_t crew_cores(void);

/* THREADS of them, or as many as can be had; R must outlive the crew. */
struct crew *crew_new(const struct rules *r, size_t threads);

/* What was not taken is dropped, and its views closed.  NULL is fine. */
void crew_free(struct crew *c);

/* Is there room for another document?  If not, take a result first. */
bool crew_has_room(const struct crew *c);

/*
 * Hand V in, to be searched for the codes for which WANTED says true (one
 * bool a code, copied; NULL: all).
 */
void crew_put(struct crew *c, struct transcript_view *v, const bool *wanted);

/*
 * Take the result of the document that was handed in before all others that
 * are inside, and wait for it if need be: 1 with *OUT, whose arrays are
 * borrowed until the next call; 0 when none is inside.
 *
 * ERR_LIMIT: as rules_scan_document(); out->view is the caller's again.
 */
int crew_take(struct crew *c, struct crew_result *out, struct error *err);

#endif
