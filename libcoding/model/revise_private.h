/* revise_private.h - what the parts of revising share. */
#ifndef EMIC_MODEL_REVISE_PRIVATE_H
#define EMIC_MODEL_REVISE_PRIVATE_H

#include "model/revise.h"

/*
 * If the text of PLAN, whose items are read, was in force before: where each
 * item stood then - recalled, with its place in now, or orphaned - unless a
 * person has put it elsewhere since or it was not there; and who of the
 * speakers had another label.  A history that does not tell is no error.
 */
int revise_past_recall(struct project *p, int64_t id, struct revise_plan *plan,
                       struct error *err);

#endif
