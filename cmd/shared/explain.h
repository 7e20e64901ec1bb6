/*
 * explain.h - how the rules of a codebook are looked for: what
 * `emic codebook check --explain` prints.
 */
#ifndef EMIC_CMD_EXPLAIN_H
#define EMIC_CMD_EXPLAIN_H

#include "command.h"
#include "match/rules.h"

/* List the terms of all codes of B, whose rules R are. */
void explain_terms(struct invocation *in, const struct codebook *b,
                   const struct rules *r);

#endif
