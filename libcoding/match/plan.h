/*
 * plan.h - an expression with its names resolved: what is evaluated.
 */
#ifndef EMIC_MATCH_PLAN_H
#define EMIC_MATCH_PLAN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum plan_kind {
	PLAN_TERMS, /* any of a set of terms */
	PLAN_MARKS, /* a mark of any of a set of codes */
	PLAN_OR,
	PLAN_AND,
	PLAN_NOT,
	PLAN_NEAR,
	PLAN_BEFORE,
};

struct plan {
	enum plan_kind kind;
	const uint32_t *set; /* TERMS: indexes in the set of terms; MARKS: in
	                        codebook.codes; sorted, none twice */
	size_t n_set;
	uint32_t id;        /* of TERMS: the same for the same set */
	struct plan **args; /* as in struct expr */
	size_t n_args;
	int distance;
	size_t column; /* of MARKS, in its expression (code points from 0) */
};

/* A set of indexes while it is gathered: a vec, in any order. */
struct plan_set {
	uint32_t *items;
	size_t n, cap;
};

/* Sort S, each of it once, and hand it over to A; S is empty again. */
uint32_t *plan_set_take(struct plan_set *s, struct arena *a, size_t *n_out);

/* Is X in the sorted SET? */
bool plan_has(const uint32_t *set, size_t n, uint32_t x);

/* Does P look for TERM? */
bool plan_uses_term(const struct plan *p, uint32_t term);

/* Which sets hold a term: sets[first[t]] up to sets[first[t + 1]]. */
struct plan_index {
	uint32_t *sets; /* their ids */
	size_t *first;
	size_t n; /* ids are below it */
};

/* The index of N plans, whose terms are below N_TERMS and ids below N_SETS. */
struct plan_index plan_index_make(struct arena *a, struct plan *const *plans,
                                  size_t n, size_t n_terms, size_t n_sets);

#endif
