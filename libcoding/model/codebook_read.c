/* codebook_read.c - the project's codebook as a tree. */
#include "model/codebook.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* A row of code, before it has its place in the tree. */
struct row {
	int64_t parent;
	struct code *code;
};

struct rows {
	struct row *items; /* by parent, then in order */
	size_t n, cap;
};

/* TEXT, which holds one term a line, as an array. */
static const char **
split_lines(struct arena *a, const char *text, size_t *n_out)
{
	const char *s = text, *stop;
	const char **terms;
	size_t n = 0;

	for (stop = text; *stop; stop++)
		n += *stop == '\n';
	terms = arena_alloc(a, (n + 2) * sizeof(*terms));
	for (n = 0; *s; s = *stop ? stop + 1 : stop) {
		stop = s + strcspn(s, "\n");
		if (stop > s)
			terms[n++] = arena_strn(a, s, (size_t)(stop - s));
	}
	*n_out = n;
	return terms;
}

static int
read_head(struct project *p, struct codebook *b, struct error *err)
{
	static const char sql[] =
	    "SELECT name, fillers FROM codebook ORDER BY id LIMIT 1";
	sqlite3_stmt *st = NULL;
	int rc;

	b->name = "";
	b->fillers = split_lines(&b->arena, "", &b->n_fillers);
	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		rc = db_step(&p->db, st, err);
	if (rc > 0) {
		b->name = arena_str(&b->arena, db_text(st, 0));
		b->fillers =
		    split_lines(&b->arena, db_text(st, 1), &b->n_fillers);
	}
	db_finish(st);
	return rc < 0 ? rc : 0;
}

static int
read_lists(struct project *p, struct codebook *b, struct error *err)
{
	static const char sql[] =
	    "SELECT name, terms FROM term_list ORDER BY position, id";
	struct {
		struct code_list *items;
		size_t n, cap;
	} lists = { 0 };
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct code_list list = {
			.name = arena_str(&b->arena, db_text(st, 0)),
		};

		list.terms =
		    split_lines(&b->arena, db_text(st, 1), &list.n_terms);
		vec_push(&lists, list);
	}
	b->n_lists = lists.n;
	b->lists = arena_alloc(&b->arena, lists.n * sizeof(*b->lists));
	if (lists.n > 0)
		memcpy(b->lists, lists.items, lists.n * sizeof(*b->lists));
	vec_release(&lists);
	db_finish(st);
	return rc;
}

static struct code *
read_code(struct arena *a, sqlite3_stmt *st)
{
	struct code *c = arena_alloc(a, sizeof(*c));
	int unit = code_unit_find(db_text(st, 10));

	c->id = db_int(st, 0);
	c->slug = arena_str(a, db_text(st, 2));
	c->name = arena_str(a, db_text(st, 3));
	c->kind = arena_str(a, db_text(st, 4));
	c->definition = arena_str(a, db_text(st, 5));
	c->include = arena_str(a, db_text(st, 6));
	c->exclude = arena_str(a, db_text(st, 7));
	c->colour = db_is_null(st, 8) ? NULL : arena_str(a, db_text(st, 8));
	c->source = arena_str(a, db_text(st, 9));
	c->unit = unit < 0 ? UNIT_SENTENCE : (enum code_unit)unit;
	c->speakers = arena_str(a, db_text(st, 11));
	c->exact = strcmp(db_text(st, 12), "exact") == 0;
	c->match_asides = strcmp(db_text(st, 13), "match") == 0;
	c->retired = db_int(st, 14) != 0;
	c->was = arena_alloc(a, sizeof(*c->was));
	return c;
}

static int
read_rows(struct project *p, struct codebook *b, struct rows *rows,
          struct error *err)
{
	static const char sql[] =
	    "SELECT id, coalesce(parent, 0), slug, name, kind, definition,"
	    " include, exclude, colour, source, unit, speakers, letter_case,"
	    " asides, retired FROM code"
	    " ORDER BY coalesce(parent, 0), position, id";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct row row = { db_int(st, 1), read_code(&b->arena, st) };

		vec_push(rows, row);
	}
	db_finish(st);
	return rc;
}

/* The first row whose parent is PARENT, or where it would stand. */
static size_t
first_below(const struct rows *rows, int64_t parent)
{
	size_t lo = 0, hi = rows->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (rows->items[mid].parent < parent)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/*
 * Put the rows in order, parents before children: the walk goes down to the
 * first row below a code, along its siblings, and back up.
 */
static void
plant(struct codebook *b, const struct rows *rows)
{
	struct {
		size_t *items; /* where to go on, for each level */
		size_t n, cap;
	} stack = { 0 };
	struct code *parent = NULL;

	b->codes = arena_alloc(&b->arena, rows->n * sizeof(*b->codes));
	vec_push(&stack, first_below(rows, 0));
	while (stack.n > 0) {
		size_t at = stack.items[stack.n - 1]++;
		struct code *c;

		if (at >= rows->n ||
		    rows->items[at].parent != (parent ? parent->id : 0)) {
			parent = parent ? parent->parent : NULL;
			stack.n--;
			continue;
		}
		c = rows->items[at].code;
		c->parent = parent;
		c->depth = parent ? parent->depth + 1 : 0;
		c->path = parent ? arena_fmt(&b->arena, "%s/%s", parent->path,
		                             c->slug)
		                 : c->slug;
		c->index = b->n_codes;
		b->codes[b->n_codes++] = c;
		parent = c;
		vec_push(&stack, first_below(rows, c->id));
	}
	vec_release(&stack);
}

/* --- rules and examples -------------------------------------------------- */

static int
compare_ids(const void *a, const void *b)
{
	const struct code *const *x = a, *const *y = b;

	return ((*x)->id > (*y)->id) - ((*x)->id < (*y)->id);
}

/*
 * The code ID, or NULL.  Both the codes and the rows that belong to them are
 * ordered by id, so *AT only moves on.
 */
static struct code *
next_owner(struct code *const *by_id, size_t n, size_t *at, int64_t id)
{
	while (*at < n && by_id[*at]->id < id)
		++*at;
	return *at < n && by_id[*at]->id == id ? by_id[*at] : NULL;
}

static int
read_rules(struct project *p, struct codebook *b, struct code **by_id,
           struct error *err)
{
	static const char sql[] =
	    "SELECT code, expression, stance, position,"
	    " count(*) OVER (PARTITION BY code) FROM rule"
	    " ORDER BY code, stance = 'against', position";
	sqlite3_stmt *st = NULL;
	size_t at = 0;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct code *c =
		    next_owner(by_id, b->n_codes, &at, db_int(st, 0));

		if (!c)
			continue;
		if (!c->rules)
			c->rules =
			    arena_alloc(&b->arena, (size_t)db_int(st, 4) *
			                               sizeof(*c->rules));
		c->rules[c->n_rules++] = (struct code_rule){
			.expression = arena_str(&b->arena, db_text(st, 1)),
			.against = strcmp(db_text(st, 2), "against") == 0,
			.position = (int)db_int(st, 3),
		};
	}
	db_finish(st);
	return rc;
}

static int
read_examples(struct project *p, struct codebook *b, struct code **by_id,
              struct error *err)
{
	static const char sql[] = "SELECT code, sign, text,"
	                          " count(*) OVER (PARTITION BY code)"
	                          " FROM example ORDER BY code, position";
	sqlite3_stmt *st = NULL;
	size_t at = 0;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct code *c =
		    next_owner(by_id, b->n_codes, &at, db_int(st, 0));

		if (!c)
			continue;
		if (!c->examples)
			c->examples =
			    arena_alloc(&b->arena, (size_t)db_int(st, 3) *
			                               sizeof(*c->examples));
		c->examples[c->n_examples++] = (struct code_example){
			.sign = db_text(st, 1)[0],
			.text = arena_str(&b->arena, db_text(st, 2)),
		};
	}
	db_finish(st);
	return rc;
}

int
codebook_read(struct project *p, struct codebook **out, struct error *err)
{
	struct codebook *b = mem_zero(sizeof(*b));
	struct rows rows = { 0 };
	struct code **by_id = NULL;
	int rc;

	*out = NULL;
	rc = read_head(p, b, err);
	if (rc == 0)
		rc = read_lists(p, b, err);
	if (rc == 0)
		rc = read_rows(p, b, &rows, err);
	if (rc < 0)
		goto out;
	plant(b, &rows);
	by_id = mem_array(b->n_codes + 1, sizeof(*by_id));
	if (b->n_codes > 0)
		memcpy(by_id, b->codes, b->n_codes * sizeof(*by_id));
	qsort(by_id, b->n_codes, sizeof(*by_id), compare_ids);
	rc = read_rules(p, b, by_id, err);
	if (rc == 0)
		rc = read_examples(p, b, by_id, err);
	if (rc < 0)
		goto out;
	*out = b;
	b = NULL;
out:
	free(by_id);
	vec_release(&rows);
	codebook_free(b);
	return rc;
}
