/*
 * eval.h - the anchors that a plan has in one turn.
 *
 * Anchors are sorted by start, of equal starts the longest first, and none
 * is there twice.
 */
#ifndef EMIC_MATCH_EVAL_H
#define EMIC_MATCH_EVAL_H

#include "match/engine.h"
#include "match/plan.h"
#include "match/turn_text.h"

struct anchor {
	size_t start, end; /* bytes of the document */
	uint32_t piece;    /* of NEAR and BEFORE: the words themselves, as */
	uint32_t n_pieces; /* places in eval.pieces; 0: [start, end) is all */
};

struct anchors {
	struct anchor *items;
	size_t n, cap;
};

/* A mark in the turn. */
struct eval_mark {
	uint32_t code;
	size_t start, end;
};

/* The matches of one term in the turn, in a list of those of one set. */
struct eval_run {
	const struct term_match *first;
	uint32_t n;
	uint32_t next; /* index + 1 of another in eval.runs; 0: none */
};

/* Zeroed but for `index`, then filled; released at the end. */
struct eval {
	struct turn_text text; /* set to the turn */
	enum code_unit unit;   /* of the code */
	bool asides;           /* it wants matches inside asides */
	const struct plan_index *index;
	struct {
		struct eval_mark *items;
		size_t n, cap;
	} marks;
	/* inside */
	struct {
		struct eval_run *items;
		size_t n, cap;
	} runs;
	uint32_t *heads; /* of each set, its first run; index + 1 */
	struct {
		uint32_t *items;
		size_t n, cap;
	} lit; /* the sets that have one */
	struct span_list pieces;
	struct anchors stack;
	bool *touched; /* of each unit */
	size_t n_touched;
};

/* Take the N matches M of the turn, sorted by term. */
void eval_matches(struct eval *e, const struct term_match *m, size_t n);

/* May P have an anchor?  Cheaper than to look, and mostly the answer is no. */
bool eval_possible(const struct eval *e, const struct plan *p);

/*
 * Evaluate P: its anchors are in e->stack, until the next call.
 *
 * ERR_LIMIT: the fillers need more work than allowed, or a NEAR has by far
 *            too many words to compare.
 */
int eval_plan(struct eval *e, const struct plan *p, struct error *err);
void eval_release(struct eval *e);

/*
 * The units that [START, END) touches: the first, and behind the last, in
 * *FIRST_OUT and *END_OUT; equal when it touches none.
 */
void eval_touch(const struct span_list *units, size_t start, size_t end,
                size_t *first_out, size_t *end_out);

#endif
