/*
 * corpus.h - a walk over the selected documents with all that counts need.
 *
 * A selection names documents, cases, attribute values, speakers.  The walk
 * opens one document after the other, by name, and says of each turn
 * whether it is selected and whose it is, so that every command that counts
 * or quotes selects and attributes alike.
 */
#ifndef EMIC_MODEL_CORPUS_H
#define EMIC_MODEL_CORPUS_H

#include "model/attribution.h"
#include "model/mark.h"
#include "model/tally_book.h"

/* What was asked for; a zeroed one selects everything.  All borrowed. */
struct selection {
	const char *const *documents; /* names; any of them */
	size_t n_documents;
	const char *const *cases; /* names; any of them, of any kind */
	size_t n_cases;
	const char *const *where; /* "ATTRIBUTE=VALUE"; all of them */
	size_t n_where;
	const char *const *speakers; /* labels; any of them */
	size_t n_speakers;
	enum case_kind kind; /* of the cases counted */
	bool exhaustive;     /* read every text, also where the tally knows */
};

struct corpus; /* the walk */

/* One document of the walk; borrowed until the next one. */
struct corpus_document {
	size_t index; /* in the walk, from 0 */
	struct transcript_view *view;
	bool *selected;             /* a turn each: in the selection? */
	bool *interviewer;          /* a turn each: nobody's words? */
	struct case_indexes *cases; /* a turn each: whose, selected ones */
	struct marks marks;
	/*
	 * Of a document that was not read (corpus_use_tally): no text and no
	 * marks, its turns are its voices, and this is all that was found.
	 */
	bool tallied;
	const struct tally_sum *sums; /* by code */
	size_t n_sums;
};

/*
 * Start a walk.  Reads the codebook (corpus_codebook).
 *
 * ERR_NOTFOUND: no such document, case, speaker or attribute.
 * ERR_USAGE: a `where` without '='.
 */
int corpus_open(struct project *p, const struct selection *s,
                struct corpus **out, struct error *err);
void corpus_close(struct corpus *c); /* NULL is fine */

/*
 * Before the first document: read marks of the codes ASKED for only (one a
 * code; NULL: all), and if not OWN of those below them.
 */
void corpus_want(struct corpus *c, const bool *asked, bool own);

/*
 * The same, and pass over documents in which none of them has a mark.  What
 * the walk says of cases and words at its end is then of no use.
 */
int corpus_want_marked(struct corpus *c, const bool *asked, bool own,
                       struct error *err);

/*
 * The same, and do not read documents whose passages the tally knows, unless
 * the selection is exhaustive.
 */
int corpus_use_tally(struct corpus *c, const bool *asked, bool own,
                     struct error *err);

/* The next document that has a selected turn: 1, 0 at the end, or error. */
int corpus_next(struct corpus *c, const struct corpus_document **out,
                struct error *err);

/* How many documents the walk will look at, at most. */
size_t corpus_documents(const struct corpus *c);

const struct codebook *corpus_codebook(const struct corpus *c);
const struct attribution *corpus_attribution(const struct corpus *c);

/*
 * After the walk: N, the cases with at least one word in the selection
 * (SEEN[i] for each counted case), and how many words nobody's case claims.
 */
size_t corpus_n(const struct corpus *c);
const bool *corpus_seen(const struct corpus *c);
size_t corpus_unattributed_words(const struct corpus *c);

/*
 * The cases of the passage [start, end): of every selected turn whose words
 * it covers; if it covers no word at all (a laugh), of every selected turn
 * that it touches.  OUT is emptied first.  True if it touches one.
 */
bool corpus_cases(const struct corpus_document *d, size_t start, size_t end,
                  struct case_indexes *out);

/*
 * The words of the passage [start, end): those of the selected turns in it,
 * without the interviewers' - unless nobody else speaks in it.
 */
size_t corpus_words(const struct corpus_document *d, size_t start, size_t end);

#endif
