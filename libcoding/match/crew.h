/*
 * crew.h - threads that look for a codebook's rules in documents.
 *
 * Documents go in and hits come out, in the same order, so that nothing that
 * is made of them depends on how many threads there are.  A few documents
 * are inside at a time, however many there are in all.  The caller's thread
 * is one of the crew: it scans documents while it waits for a result, so
 * that no more threads want to run than there are cores for.
 */
#ifndef EMIC_MATCH_CREW_H
#define EMIC_MATCH_CREW_H

#include "match/rules.h"
#include "model/hit.h"

struct crew;

/* The hits of one code in a document. */
struct crew_run {
	size_t code;     /* index in the codebook */
	size_t first, n; /* hits[first] .. */
	size_t against;  /* of these */
};

/* What was found in one document. */
struct crew_result {
	struct transcript_view *view; /* the caller's again */
	const struct hit *hits;       /* as rules_scan_document() gives them */
	size_t n;
	const struct crew_run *runs; /* of the codes that have hits, in order */
	size_t n_runs;
};

/*
 * THREADS of them, the caller's among them, or as many as can be had; R must
 * outlive the crew.  With MEASURE hits come measured (tally.h), as they are
 * stored.
 */
struct crew *crew_new(const struct rules *r, size_t threads, bool measure);

/* What was not taken is dropped, and its views closed.  NULL is fine. */
void crew_free(struct crew *c);

/*
 * Is there room for another document?  If not, take a result first.  More fit
 * in when the caller will be BUSY: then the others go on meanwhile.
 */
bool crew_has_room(const struct crew *c, bool busy);

/* The document whose result is the next; NULL when none is inside. */
const struct transcript_view *crew_next(const struct crew *c);

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
