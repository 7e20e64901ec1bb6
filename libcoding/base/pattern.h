/*
 * pattern.h - PCRE2, the one place that sees it.
 *
 * Patterns are UTF and UCP; caseless unless PATTERN_EXACT.  Subjects are
 * valid UTF-8 (never checked again).  Limits on work and depth are set so
 * that a catastrophic pattern ends in ERR_LIMIT after some tens of
 * milliseconds, never in a hang and never in a silent "no match".
 */
#ifndef EMIC_BASE_PATTERN_H
#define EMIC_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct error;
struct pattern;         /* compiled: immutable, may be shared by threads */
struct pattern_scratch; /* what one thread needs to match */

enum {
	PATTERN_EXACT = 1 << 0,     /* case matters */
	PATTERN_ANCHORED = 1 << 1,  /* match only where the search starts */
	PATTERN_MULTILINE = 1 << 2, /* ^ and $ at line breaks too */
};

/*
 * Compile SOURCE (LEN bytes).
 *
 * ERR_FORMAT: not a pattern; the message is PCRE2's, and *COLUMN_OUT (may
 *             be NULL) the 0-based byte in SOURCE where it goes wrong.
 */
int pattern_new(const char *source, size_t len, int flags, struct pattern **out,
                size_t *column_out, struct error *err);
void pattern_free(struct pattern *p);

struct pattern_scratch *pattern_scratch_new(void);
void pattern_scratch_free(struct pattern_scratch *s);

/*
 * Search TEXT[0, len) from byte AT.  1: found, START and END filled;
 * 0: none.
 *
 * ERR_LIMIT: the pattern needs more work or memory than is allowed here.
 */
int pattern_search(const struct pattern *p, struct pattern_scratch *s,
                   const char *text, size_t len, size_t at, size_t *start_out,
                   size_t *end_out, struct error *err);

/* The span of group N of the last match; false if it took no part. */
bool pattern_group(const struct pattern_scratch *s, unsigned n,
                   size_t *start_out, size_t *end_out);

/* The version of PCRE2, such as "10.42". */
const char *pattern_version(void);

#endif
