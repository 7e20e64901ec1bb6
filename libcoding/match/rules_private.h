/*
 * rules_private.h - what rules.c makes and rules_scan.c uses.
 */
#ifndef EMIC_MATCH_RULES_PRIVATE_H
#define EMIC_MATCH_RULES_PRIVATE_H

#include "match/audience.h"
#include "match/engine.h"
#include "match/plan.h"
#include "match/rules.h"

/* One expression of a code. */
struct rule {
	const struct code_rule *from;
	struct plan *plan;
};

/* The rules of one code. */
struct ruleset {
	const struct code *code;
	struct rule *items;
	size_t n;
	size_t audience; /* index in rules.audiences */
	uint32_t *terms; /* all that its rules look for; sorted */
	size_t n_terms;
	uint32_t *marks; /* codes whose marks its rules name; sorted */
	size_t n_marks;
	uint32_t *lists; /* indexes in rules.lists; sorted */
	size_t n_lists;
};

/* A list of the codebook. */
struct rules_list {
	const struct code_list *from;
	struct expr **terms; /* NULL: not parsed yet */
	/* in the set of terms: [1] those that match exactly; NULL: not yet */
	const uint32_t *set[2];
	size_t n_set[2];
	uint32_t id[2]; /* of plans with it */
};

struct rules {
	const struct codebook *book;
	bool query;
	struct arena arena;
	struct fillers fillers;
	struct terms terms;
	enum engine_kind kind; /* of the engine */
	struct engine *engine;
	struct ruleset *sets; /* one a code of the book; of a query, one */
	size_t n;
	size_t *order; /* of evaluation: what is named before what names it */
	struct audience *audiences;
	size_t n_audiences;
	struct rules_list *lists; /* one a list of the book */
	uint32_t n_sets;          /* ids given to sets of terms */
	struct plan_index index;
	/*
	 * The codes that look for a term, as places in `order`:
	 * users[first_user[t] ..]
	 */
	uint32_t *users;
	size_t *first_user;   /* of each term, and the end */
	uint64_t *with_marks; /* a bit for each place: that one names marks */
	/* the nameless code of a query */
	struct code query_code;
	struct code *query_codes[1];
};

/* --- rules_plan.c --- */

/* Parse list L. */
int rules_parse_list(struct rules *r, struct rules_list *l, struct error *err);

/*
 * Parse the rule FROM of code C and resolve its names; the lists that it
 * names are added to LISTS.
 */
int rules_make_plan(struct rules *r, const struct code *c,
                    const struct code_rule *from, struct plan_set *lists,
                    struct plan **out, struct error *err);

/*
 * Put where the rule is and the column in its expression (code points from
 * 0) to the message in ERR; returns ERR's code.
 */
int rules_error(const struct rules *r, const struct code *c,
                const struct code_rule *rule, size_t column, struct error *err);

#endif
