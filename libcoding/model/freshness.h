/*
 * freshness.h - which codes are out of date in which documents.
 *
 * Hits are derived: fully determined by a code's rules and a document's
 * text, turns and roles.  `emic tag` keeps the hash of each that it used;
 * whoever reads hits compares them with what they are now.
 */
#ifndef EMIC_MODEL_FRESHNESS_H
#define EMIC_MODEL_FRESHNESS_H

#include "base/hash.h"
#include "model/codebook.h"
#include "model/document.h"

struct freshness {
	const struct codebook *codebook; /* borrowed */
	struct document_list documents;  /* all, by id */
	/*
	 * The hash now of all that a code's hits depend on: its rules, unit,
	 * speakers, case and asides, the fillers; the lists if it names one,
	 * and all codes if it names one.
	 */
	char (*codes)[HASH_SIZE];
	char (*states)[HASH_SIZE]; /* a document's state now */
	bool *stale; /* [code * documents.n + document]: to be scanned */
	bool tagged; /* has anything ever been? */
	char *engine, *pcre2, *unicode; /* of the last run; NULL: none */
	char *at;                       /* when it was */
};

/*
 * Compare.  A retired code is stale while it still has hits; one without
 * rules is not, unless it had some.
 */
int freshness_read(struct project *p, const struct codebook *b,
                   struct freshness *out, struct error *err);
void freshness_release(struct freshness *f);

/* Is CODE (index) stale in document D (index); in how many documents? */
bool freshness_stale(const struct freshness *f, size_t code, size_t d);
bool freshness_stale_id(const struct freshness *f, size_t code,
                        int64_t document); /* by id; true if it is gone */
size_t freshness_stale_documents(const struct freshness *f, size_t code);

/* All codes with rules must be scanned again (another engine, or --all). */
void freshness_forget(struct freshness *f);

/* The hash over all codes: the codebook's, for the run and the report. */
void freshness_codebook_hash(const struct codebook *b, char out[HASH_SIZE]);

/*
 * Write down that the codes with DONE[index] were scanned in all documents,
 * by this engine.
 */
int freshness_write(struct project *p, const struct freshness *f,
                    const bool *done, const char *engine, const char *pcre2,
                    const char *unicode, struct error *err);

/* DOCUMENT has another text: no run has seen it. */
int freshness_drop(struct project *p, int64_t document, struct error *err);

#endif
