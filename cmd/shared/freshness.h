/*
 * freshness.h - what every command that reads hits says when rules or text
 * are newer than they are.
 */
#ifndef EMIC_CMD_FRESHNESS_H
#define EMIC_CMD_FRESHNESS_H

#include "model/codebook.h"

/*
 * Say on standard error which codes are out of date, in one line.
 *
 * ERR_CONFLICT: STRICT, and some are.
 */
int freshness_check(struct project *p, const struct codebook *b, bool strict,
                    struct error *err);

/* The same; *STALE_OUT says whether any code is. */
int freshness_check_stale(struct project *p, const struct codebook *b,
                          bool strict, bool *stale_out, struct error *err);

#endif
