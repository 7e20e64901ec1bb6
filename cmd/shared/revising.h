/*
 * revising.h - what `emic revise` and `emic import --revise` do alike.
 */
#ifndef EMIC_CMD_REVISING_H
#define EMIC_CMD_REVISING_H

#include "import/import.h"
#include "model/revise.h"
#include "shared/command.h"

/* A document and the text that is to be its. */
struct revising {
	struct transcript_view *v; /* as it is */
	bool has_text;             /* it has this very text */
	bool is_same;              /* and nothing else would change */
	int again;                 /* the old revision with it; 0: it is new */
	struct carry carry;
	bool
	    has_imported; /* without what was done by hand it has other turns */
	struct transcript imported; /* these; without a text */
	struct revise_plan plan;
};

/*
 * What would become of document ID with the text of T, which was read as O
 * says: T gets the turns that it is to have (carry.h), unless LOSE.  If T is
 * its file, it is read once more, for now it is known who speaks.  Nothing is
 * stored.  OUT is the caller's to release.
 *
 * ERR_CONFLICT: the words of a speaker would become another's, or no turn
 * would have a time any more.
 */
int revising_plan(struct project *p, int64_t id, struct transcript *t,
                  const struct import_options *o, bool lose,
                  struct revising *out, struct error *err);
void revising_release(struct revising *r);

/* Carry it out. */
int revising_store(struct project *p, const struct revising *r,
                   const struct transcript *t, struct error *err);

/* What people should know of it, a line each. */
void revising_tell(const struct revising *r, const struct transcript *t,
                   struct buf *lines);

/*
 * The labels that stand in the text of THEN, an older revision, where those
 * of its speakers are others: a revision since then has renamed them.
 */
void revising_old_labels(const struct transcript_view *then, struct carry *out);

/* Does one of LABELS speak in V and is no interviewer there? */
bool revising_changes_roles(const struct transcript_view *v,
                            const struct string_list *labels);

/* Who of LABELS speaks in V is an interviewer, whatever role there was. */
int revising_interviewers(struct project *p, const struct transcript_view *v,
                          const struct string_list *labels, struct error *err);

/* "3 kept, 1 orphaned"; "no coding, verdict or memo stood on it" if there was
 * nothing. */
void revising_count(const struct revise_plan *plan, struct buf *out);

/* Print a row for each item, those first that somebody should look at. */
int revising_list(struct invocation *in, const struct revise_plan *plan,
                  struct error *err);

/* A line for each that was changed or orphaned, with its words. */
int revising_tell_items(struct project *p, const struct revising *r,
                        struct buf *lines, struct error *err);

#endif
