/* rules_plan.c - from the text of a rule to what is evaluated. */
#include "match/rules_private.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/codebook_yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Code points of a long expression that are shown: before the caret, in all. */
enum { SHOWN_BEFORE = 48, SHOWN = 72 };

struct planner {
	struct rules *rules;
	const struct code *code;
	struct plan_set *lists; /* gathers what is named */
	size_t column;          /* on an error: where */
	struct error *err;
};

static int make_plan(struct planner *p, const struct expr *e,
                     struct plan **out);

/* --- messages ------------------------------------------------------------- */

/* Append the expression and, on the next line, a caret under COLUMN. */
static void
add_excerpt(struct buf *out, const char *text, size_t column)
{
	size_t len = strlen(text), from = 0, to, caret, i;

	if (column > SHOWN_BEFORE)
		from = utf8_offset(text, len, column - SHOWN_BEFORE);
	to = from + utf8_offset(text + from, len - from, SHOWN);
	caret = utf8_offset(text, len, column);
	for (i = from; i < to; i++)
		buf_addc(out, (unsigned char)text[i] < ' ' ? ' ' : text[i]);
	buf_addf(out, "\n%*s^",
	         (int)utf8_width(text + from, caret > from ? caret - from : 0),
	         "");
}

int
rules_error(const struct rules *r, const struct code *c,
            const struct code_rule *rule, size_t column, struct error *err)
{
	struct buf b = { 0 };
	int code;

	if (!err)
		return ERR_FORMAT;
	code = err->code;
	if (!r->query && r->book->file && rule->line > 0) {
		codebook_yaml_error(r->book, rule->line,
		                    rule->column + (int)column, err);
		return code;
	}
	if (!r->query)
		buf_addf(&b, "%s: ", c->path);
	buf_addf(&b, "column %zu: %s\n", column + 1, err->msg);
	add_excerpt(&b, rule->expression, column);
	error_set(err, code, "%s", buf_str(&b));
	buf_release(&b);
	return code;
}

/* The same for a list, whose terms have no place of their own. */
static int
list_error(const struct rules *r, const struct code_list *l, const char *term,
           struct error *err)
{
	if (!err)
		return ERR_FORMAT;
	error_wrap(err, "list %s: '%.200s'", l->name, term);
	if (!r->query && r->book->file && l->line > 0)
		codebook_yaml_error(r->book, l->line, l->column, err);
	return err->code;
}

static struct plan *
new_plan(struct planner *p, enum plan_kind kind)
{
	struct plan *plan = arena_alloc(&p->rules->arena, sizeof(*plan));

	plan->kind = kind;
	return plan;
}

/* A plan for a set of terms that no other plan has. */
static struct plan *
new_set(struct planner *p)
{
	struct plan *plan = new_plan(p, PLAN_TERMS);

	plan->id = p->rules->n_sets++;
	return plan;
}

/* --- names ---------------------------------------------------------------- */

int
rules_parse_list(struct rules *r, struct rules_list *l, struct error *err)
{
	const struct code_list *from = l->from;
	size_t i, column;
	int rc = 0;

	if (l->terms)
		return 0;
	l->terms =
	    arena_alloc(&r->arena, (from->n_terms + 1) * sizeof(*l->terms));
	for (i = 0; i < from->n_terms && rc == 0; i++) {
		rc = expr_parse_term(&r->arena, from->terms[i], &l->terms[i],
		                     &column, err);
		if (rc < 0)
			rc = list_error(r, from, from->terms[i], err);
	}
	return rc;
}

/* The terms of list L, in the set of all terms. */
static int
list_set(struct planner *p, struct rules_list *l)
{
	struct rules *r = p->rules;
	bool exact = p->code->exact;
	struct plan_set set = { 0 };
	size_t i, column;
	int rc;

	rc = rules_parse_list(r, l, p->err);
	for (i = 0; i < l->from->n_terms && rc == 0 && !l->set[exact]; i++) {
		size_t index = 0;

		rc = terms_add(&r->terms, l->terms[i], &r->fillers, exact,
		               p->code->match_asides, &index, &column, p->err);
		if (rc < 0)
			rc = list_error(r, l->from, l->from->terms[i], p->err);
		vec_push(&set, (uint32_t)index);
	}
	if (rc == 0 && !l->set[exact]) {
		l->set[exact] =
		    plan_set_take(&set, &r->arena, &l->n_set[exact]);
		l->id[exact] = r->n_sets++;
	}
	/* another code may have asked for them without asides */
	for (i = 0; rc == 0 && p->code->match_asides && i < l->n_set[exact];
	     i++)
		r->terms.items[l->set[exact][i]].asides = true;
	vec_release(&set);
	return rc;
}

static int
plan_list(struct planner *p, const struct expr *e, struct plan **out)
{
	struct rules *r = p->rules;
	struct nearest near = { 0 };
	struct plan *plan;
	size_t i;
	int rc;

	p->column = expr_column(e);
	for (i = 0; i < r->book->n_lists; i++) {
		struct rules_list *l = &r->lists[i];

		if (strcmp(l->from->name, e->text) != 0)
			continue;
		vec_push(p->lists, (uint32_t)i);
		rc = list_set(p, l);
		plan = new_plan(p, PLAN_TERMS);
		plan->id = l->id[p->code->exact];
		plan->set = l->set[p->code->exact];
		plan->n_set = l->n_set[p->code->exact];
		*out = plan;
		return rc;
	}
	nearest_start(&near, e->text);
	for (i = 0; i < r->book->n_lists; i++)
		nearest_offer(&near, r->lists[i].from->name);
	error_set(p->err, ERR_FORMAT, "no list '%s'%s", e->text,
	          nearest_hint(&near));
	nearest_release(&near);
	return ERR_FORMAT;
}

static int
plan_code(struct planner *p, const struct expr *e, struct plan **out)
{
	const struct codebook *b = p->rules->book;
	struct plan *plan = new_plan(p, PLAN_MARKS);
	struct code *code = NULL;
	struct plan_set set = { 0 };
	size_t i;
	int rc;

	p->column = plan->column = expr_column(e);
	rc = codebook_find(b, e->text, &code, p->err);
	if (rc < 0) {
		if (p->err)
			p->err->code = ERR_FORMAT;
		return ERR_FORMAT;
	}
	if (code->retired && !p->rules->query)
		return error_set(p->err, ERR_FORMAT, "the code %s is retired",
		                 code->path);
	for (i = 0; i < b->n_codes; i++)
		if (code_covers(code, b->codes[i]))
			vec_push(&set, (uint32_t)i);
	plan->set = plan_set_take(&set, &p->rules->arena, &plan->n_set);
	*out = plan;
	return 0;
}

/* --- trees ---------------------------------------------------------------- */

static int
plan_term(struct planner *p, const struct expr *e, struct plan **out)
{
	struct plan *plan = new_set(p);
	struct plan_set set = { 0 };
	size_t index = 0;
	int rc;

	rc = terms_add(&p->rules->terms, e, &p->rules->fillers, p->code->exact,
	               p->code->match_asides, &index, &p->column, p->err);
	vec_push(&set, (uint32_t)index);
	plan->set = plan_set_take(&set, &p->rules->arena, &plan->n_set);
	*out = plan;
	return rc;
}

/*
 * All terms below an OR are looked for at once, however many they are.
 */
static void
gather_terms(struct planner *p, struct plan *plan)
{
	struct plan_set set = { 0 };
	struct plan *terms;
	size_t i, k, n = 0;

	for (i = 0; i < plan->n_args; i++) {
		struct plan *arg = plan->args[i];

		if (arg->kind != PLAN_TERMS)
			plan->args[n++] = arg;
		else
			for (k = 0; k < arg->n_set; k++)
				vec_push(&set, arg->set[k]);
	}
	if (n < plan->n_args) {
		terms = new_set(p);
		terms->set =
		    plan_set_take(&set, &p->rules->arena, &terms->n_set);
		plan->args[n++] = terms;
	}
	plan->n_args = n;
	if (n == 1)
		*plan = *plan->args[0];
}

static int
make_plan(struct planner *p, const struct expr *e, struct plan **out)
{
	static const enum plan_kind kinds[] = {
		[EXPR_OR] = PLAN_OR,         [EXPR_AND] = PLAN_AND,
		[EXPR_NOT] = PLAN_NOT,       [EXPR_NEAR] = PLAN_NEAR,
		[EXPR_BEFORE] = PLAN_BEFORE,
	};
	struct plan *plan;
	size_t i;
	int rc = 0;

	if (e->kind == EXPR_PHRASE || e->kind == EXPR_REGEX)
		return plan_term(p, e, out);
	if (e->kind == EXPR_LIST)
		return plan_list(p, e, out);
	if (e->kind == EXPR_CODE)
		return plan_code(p, e, out);
	plan = new_plan(p, kinds[e->kind]);
	plan->distance = e->distance;
	plan->n_args = e->n_args;
	plan->args =
	    arena_alloc(&p->rules->arena, e->n_args * sizeof(*plan->args));
	for (i = 0; i < e->n_args && rc == 0; i++)
		rc = make_plan(p, e->args[i], &plan->args[i]);
	if (rc == 0 && plan->kind == PLAN_OR)
		gather_terms(p, plan);
	*out = plan;
	return rc;
}

int
rules_make_plan(struct rules *r, const struct code *c,
                const struct code_rule *from, struct plan_set *lists,
                struct plan **out, struct error *err)
{
	struct planner p = {
		.rules = r, .code = c, .lists = lists, .err = err
	};
	struct arena arena = { 0 };
	struct expr *e;
	int rc;

	rc = expr_parse(&arena, from->expression, &e, &p.column, err);
	if (rc == 0)
		rc = make_plan(&p, e, out);
	if (rc < 0)
		rc = rules_error(r, c, from, p.column, err);
	arena_release(&arena);
	return rc;
}
