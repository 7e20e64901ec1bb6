/*
 * quotation.h - which of a code's passages are quoted.
 *
 * The rule, which the report prints in words:
 *
 *   1. Only passages of at most max_words are eligible; none is cut.  The
 *      caller shows one under min_words with what stands around it.
 *   2. Those that are under min_words even so come after all others.
 *   3. Judged passages come before unread ones.
 *   4. Then those whose cases have been quoted least: one a case, in an
 *      order drawn by the seed, before a second one of any case.  Passages
 *      that are nobody's take turns by document instead.
 *   5. Of one case, in an order drawn by the seed.
 *   6. None that, as it is shown, overlaps one chosen before it.
 *
 * Orders are drawn (base/random.h) for what a case or passage is, not for
 * its place in a list: one interview more does not shuffle the others.
 */
#ifndef EMIC_ANALYSIS_QUOTATION_H
#define EMIC_ANALYSIS_QUOTATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct quotation_rule {
	size_t wanted; /* how many at most */
	size_t min_words, max_words;
	uint64_t seed;
};

struct quotation_candidate {
	int64_t document;  /* what stays the same between runs: an id */
	size_t start, end; /* bytes, half-open */
	size_t words;
	struct {
		size_t start, end, words;
	} shown; /* with what is shown around it, or the passage alone */
	const size_t *cases; /* indexes, n_cases of them; none: nobody's */
	size_t n_cases;
	bool judged;
};

struct quotation_choice {
	size_t *items; /* indexes of candidates, as they were chosen */
	size_t n, cap;
	size_t too_long; /* candidates that were not eligible */
};

/*
 * Choose among the N candidates C.  CASE_IDS holds what stays the same of
 * each of the ALL_CASES cases.  OUT is emptied first.
 */
void quotation_choose(const struct quotation_candidate *c, size_t n,
                      const int64_t *case_ids, size_t all_cases,
                      const struct quotation_rule *r,
                      struct quotation_choice *out);
void quotation_release(struct quotation_choice *q);

/* A seed for NAME: each code draws apart from the others. */
uint64_t quotation_seed(uint64_t seed, const char *name);

#endif
