#include "match/rules.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"
#include "match/rules_private.h"

#include <stdlib.h>
#include <string.h>

const char *
rules_engine(const struct rules *r)
{
	return engine_name(r->kind);
}

bool
rules_engine_finds_same(const char *name)
{
	return strcmp(name, engine_name(ENGINE_LITERAL)) == 0 ||
	       strcmp(name, engine_name(ENGINE_PLAIN)) == 0;
}

size_t
rules_codes(const struct rules *r)
{
	return r->n;
}

const struct code *
rules_code(const struct rules *r, size_t code)
{
	return r->sets[code].code;
}

void
rules_use_plain(struct rules *r)
{
	engine_free(r->engine);
	r->kind = ENGINE_PLAIN;
	r->engine = engine_new(r->terms.items, r->terms.n, r->kind);
}

/* --- one code ------------------------------------------------------------- */

/* The audience of C, found or added. */
static size_t
find_audience(struct rules *r, const struct code *c)
{
	struct audience a = audience_read(&r->arena, c->speakers);
	size_t i;

	for (i = 0; i < r->n_audiences; i++)
		if (audience_equal(&r->audiences[i], &a))
			return i;
	r->audiences[r->n_audiences++] = a;
	return i;
}

/* Add what P looks for to TERMS and MARKS. */
static void
collect(const struct plan *p, struct plan_set *terms, struct plan_set *marks)
{
	struct plan_set *out = p->kind == PLAN_MARKS ? marks : terms;
	size_t i;

	for (i = 0; i < p->n_set; i++)
		vec_push(out, p->set[i]);
	for (i = 0; i < p->n_args; i++)
		collect(p->args[i], terms, marks);
}

static int
compile_code(struct rules *r, struct ruleset *set, const struct code *c,
             struct error *err)
{
	struct plan_set terms = { 0 }, marks = { 0 }, lists = { 0 };
	size_t i;
	int rc = 0;

	set->code = c;
	set->audience = find_audience(r, c);
	if (!c->retired)
		set->n = c->n_rules;
	set->items = arena_alloc(&r->arena, (set->n + 1) * sizeof(*set->items));
	for (i = 0; i < set->n && rc == 0; i++) {
		set->items[i].from = &c->rules[i];
		rc = rules_make_plan(r, c, &c->rules[i], &lists,
		                     &set->items[i].plan, err);
		if (rc == 0)
			collect(set->items[i].plan, &terms, &marks);
	}
	set->terms = plan_set_take(&terms, &r->arena, &set->n_terms);
	set->marks = plan_set_take(&marks, &r->arena, &set->n_marks);
	set->lists = plan_set_take(&lists, &r->arena, &set->n_lists);
	return rc;
}

/* --- order ---------------------------------------------------------------- */

enum state { UNSEEN, OPEN, DONE };

struct walk {
	struct rules *rules;
	enum state *state;
	uint32_t *path; /* the codes that are open, from the first */
	size_t depth, n;
};

static const struct plan *
find_marks(const struct plan *p, uint32_t code)
{
	const struct plan *found = NULL;
	size_t i;

	if (p->kind == PLAN_MARKS && plan_has(p->set, p->n_set, code))
		return p;
	for (i = 0; i < p->n_args && !found; i++)
		found = find_marks(p->args[i], code);
	return found;
}

/* The last code of the path names CODE, which is on it. */
static int
circle_error(const struct walk *w, uint32_t code, struct error *err)
{
	const struct ruleset *set = &w->rules->sets[w->path[w->depth - 1]];
	const struct plan *p = NULL;
	struct buf circle = { 0 };
	size_t i;

	for (i = 0; w->path[i] != code; i++)
		;
	for (; i < w->depth; i++)
		buf_addf(&circle, "%s -> ",
		         w->rules->sets[w->path[i]].code->path);
	buf_adds(&circle, w->rules->sets[code].code->path);
	error_set(err, ERR_FORMAT, "the code depends on itself: %.1000s",
	          buf_str(&circle));
	buf_release(&circle);
	for (i = 0; i < set->n; i++) {
		p = find_marks(set->items[i].plan, code);
		if (p)
			break;
	}
	return rules_error(w->rules, set->code, set->items[i].from, p->column,
	                   err);
}

/* Put what CODE names, then CODE itself, behind the order so far. */
static int
visit(struct walk *w, uint32_t code, struct error *err)
{
	const struct ruleset *set = &w->rules->sets[code];
	size_t i;
	int rc = 0;

	if (w->state[code] == DONE)
		return 0;
	if (w->state[code] == OPEN)
		return circle_error(w, code, err);
	w->state[code] = OPEN;
	w->path[w->depth++] = code;
	for (i = 0; i < set->n_marks && rc == 0; i++)
		rc = visit(w, set->marks[i], err);
	w->depth--;
	w->state[code] = DONE;
	w->rules->order[w->n++] = code;
	return rc;
}

static int
find_order(struct rules *r, struct error *err)
{
	struct walk w = { .rules = r };
	size_t i;
	int rc = 0;

	r->order = arena_alloc(&r->arena, (r->n + 1) * sizeof(*r->order));
	w.state = mem_array(r->n, sizeof(*w.state));
	w.path = mem_array(r->n, sizeof(*w.path));
	for (i = 0; i < r->n && rc == 0; i++)
		rc = visit(&w, (uint32_t)i, err);
	free(w.state);
	free(w.path);
	return rc;
}

/* Which codes look for which term, and which name marks. */
static void
find_users(struct rules *r)
{
	size_t n = r->terms.n, i, k, total = 0;

	r->first_user =
	    arena_alloc(&r->arena, (n + 2) * sizeof(*r->first_user));
	r->with_marks =
	    arena_alloc(&r->arena, (r->n / 64 + 1) * sizeof(*r->with_marks));
	for (i = 0; i < r->n; i++)
		for (k = 0; k < r->sets[i].n_terms; k++, total++)
			r->first_user[r->sets[i].terms[k] + 2]++;
	for (i = 2; i < n + 2; i++)
		r->first_user[i] += r->first_user[i - 1];
	r->users = arena_alloc(&r->arena, (total + 1) * sizeof(*r->users));
	for (i = 0; i < r->n; i++) {
		const struct ruleset *set = &r->sets[r->order[i]];

		if (set->n_marks > 0)
			r->with_marks[i / 64] |= (uint64_t)1 << i % 64;
		for (k = 0; k < set->n_terms; k++) {
			size_t *at = &r->first_user[set->terms[k] + 1];

			r->users[(*at)++] = (uint32_t)i;
		}
	}
}

/* Which sets of the plans hold which term. */
static void
make_index(struct rules *r)
{
	struct {
		struct plan **items;
		size_t n, cap;
	} plans = { 0 };
	size_t i, k;

	for (i = 0; i < r->n; i++)
		for (k = 0; k < r->sets[i].n; k++)
			vec_push(&plans, r->sets[i].items[k].plan);
	r->index = plan_index_make(&r->arena, plans.items, plans.n, r->terms.n,
	                           r->n_sets);
	vec_release(&plans);
}

/* --- the whole ------------------------------------------------------------ */

/* Compile N CODES with the lists and fillers of B. */
static int
compile(struct rules *r, struct code *const *codes, size_t n, struct error *err)
{
	const struct codebook *b = r->book;
	size_t i;
	int rc;

	r->n = n;
	r->sets = arena_alloc(&r->arena, (n + 1) * sizeof(*r->sets));
	r->audiences = arena_alloc(&r->arena, (n + 1) * sizeof(*r->audiences));
	r->lists = arena_alloc(&r->arena, (b->n_lists + 1) * sizeof(*r->lists));
	rc = fillers_compile(&r->fillers, b->fillers, b->n_fillers, err);
	if (rc < 0 && b->file)
		error_wrap(err, "%s", b->file);
	for (i = 0; i < b->n_lists && rc == 0; i++) {
		r->lists[i].from = &b->lists[i];
		/* a query is not to fail for a list that it does not name */
		if (!r->query)
			rc = rules_parse_list(r, &r->lists[i], err);
	}
	for (i = 0; i < n && rc == 0; i++)
		rc = compile_code(r, &r->sets[i], codes[i], err);
	if (rc == 0 && !r->query)
		rc = find_order(r, err);
	if (rc < 0)
		return rc;
	if (r->query)
		r->order = arena_alloc(&r->arena, sizeof(*r->order));
	find_users(r);
	make_index(r);
	r->engine = engine_new(r->terms.items, r->terms.n, r->kind);
	return 0;
}

int
rules_compile(const struct codebook *b, struct rules **out, struct error *err)
{
	struct rules *r = mem_zero(sizeof(*r));
	int rc;

	*out = NULL;
	r->book = b;
	rc = compile(r, b->codes, b->n_codes, err);
	if (rc == 0)
		*out = r;
	else
		rules_free(r);
	return rc;
}

int
rules_compile_query(const struct codebook *b, const char *const *exprs,
                    size_t n, enum code_unit unit, const char *speakers,
                    bool exact, struct rules **out, struct error *err)
{
	struct rules *r = mem_zero(sizeof(*r));
	struct code *c = &r->query_code, *codes[1] = { c };
	size_t i;
	int rc;

	*out = NULL;
	r->book = b;
	r->query = true;
	c->path = c->slug = c->name = "";
	c->unit = unit;
	c->speakers = arena_str(&r->arena, speakers);
	c->exact = exact;
	c->rules = arena_alloc(&r->arena, (n + 1) * sizeof(*c->rules));
	c->n_rules = n;
	for (i = 0; i < n; i++) {
		c->rules[i].expression = arena_str(&r->arena, exprs[i]);
		c->rules[i].position = (int)i + 1;
	}
	rc = compile(r, codes, 1, err);
	if (rc == 0)
		*out = r;
	else
		rules_free(r);
	return rc;
}

void
rules_free(struct rules *r)
{
	if (!r)
		return;
	engine_free(r->engine);
	terms_release(&r->terms);
	fillers_release(&r->fillers);
	arena_release(&r->arena);
	free(r);
}
