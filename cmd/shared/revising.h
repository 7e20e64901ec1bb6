/*
 * revising.h - what `emic revise` and `emic import --revise` do alike.
 */
#ifndef EMIC_CMD_REVISING_H
#define EMIC_CMD_REVISING_H

#include "model/revise.h"
#include "shared/command.h"

/* Is the text of T that of document ID? */
int revising_is_same(struct project *p, int64_t id, const struct transcript *t,
                     bool *out, struct error *err);

/*
 * Would T, in place of V, take times from all turns, or leave a speaker out
 * with nobody new instead?  Then the words of one would be another's: a
 * corrected text has to come in a format that keeps them apart.
 *
 * ERR_CONFLICT: it would; the message says what.
 */
int revising_check_loss(const struct transcript_view *v,
                        const struct transcript *t, struct error *err);

/*
 * Store T as the new text of document ID; NOTE says in a few words what
 * became of its codings: "revised: 3 moved, 1 orphaned".  ERR_CONFLICT as
 * revising_check_loss().
 */
int revising_store(struct project *p, int64_t id, const struct transcript *t,
                   struct buf *note, struct error *err);

/* Does one of LABELS speak in V and is no interviewer there? */
bool revising_changes_roles(const struct transcript_view *v,
                            const struct string_list *labels);

/* Who of LABELS speaks in V is an interviewer, whatever role there was. */
int revising_interviewers(struct project *p, const struct transcript_view *v,
                          const struct string_list *labels, struct error *err);

/* "3 kept, 1 orphaned"; "nothing stood on it" if there was nothing. */
void revising_count(const struct revise_plan *plan, struct buf *out);

/* Print a row for each item, those first that somebody should look at. */
int revising_list(struct invocation *in, const struct revise_plan *plan,
                  struct error *err);

#endif
