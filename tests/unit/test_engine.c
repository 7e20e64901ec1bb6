/*
 * The literal engine must find what the plain one finds.  EMIC_TEST_PAIRS
 * sets how many pairs of a term and a text are tried, EMIC_TEST_SEED which.
 */
#include "engine_fixture.h"
#include "match_fixture.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A set of terms with both engines, and what they found. */
struct pair {
	struct arena arena;
	struct fillers fillers;
	struct terms terms;
	struct engine *engines[2];
	struct engine_scan *scans[2];
	struct buf source; /* for messages */
};

static const enum engine_kind kinds[2] = { ENGINE_LITERAL, ENGINE_PLAIN };
static struct error err;

static void
pair_fillers(struct pair *p, const char *fillers)
{
	struct codebook b = { 0 };
	const char **items;
	size_t n;

	items = match_fixture_terms(&b, fillers, &n);
	if (fillers_compile(&p->fillers, items, n, &err) < 0)
		cr_assert_fail("%s", err.msg);
	buf_addf(&p->source, "fillers: %s\n", fillers);
	arena_release(&b.arena);
}

/* Add the term TEXT; false if it is none. */
static bool
pair_add(struct pair *p, const char *text, bool exact, bool asides)
{
	struct expr *e;
	size_t index, column;

	if (expr_parse(&p->arena, text, &e, &column, &err) < 0 ||
	    (e->kind != EXPR_PHRASE && e->kind != EXPR_REGEX) ||
	    terms_add(&p->terms, e, &p->fillers, exact, asides, &index, &column,
	              &err) < 0)
		return false;
	buf_addf(&p->source, "%zu: %s%s%s\n", index, text,
	         exact ? " exact" : "", asides ? " asides" : "");
	return true;
}

static void
pair_start(struct pair *p)
{
	int i;

	for (i = 0; i < 2; i++) {
		p->engines[i] =
		    engine_new(p->terms.items, p->terms.n, kinds[i]);
		p->scans[i] = engine_scan_new(p->engines[i]);
	}
}

static void
pair_release(struct pair *p)
{
	int i;

	for (i = 0; i < 2; i++) {
		engine_scan_free(p->scans[i]);
		engine_free(p->engines[i]);
	}
	terms_release(&p->terms);
	fillers_release(&p->fillers);
	arena_release(&p->arena);
	buf_release(&p->source);
}

/* How many matches there were; the plain engine may reach a limit. */
static size_t
pair_compare(struct pair *p, const struct transcript_view *v, const char *about)
{
	struct term_matches found[2] = { 0 };
	struct engine_place place;
	struct buf shown[2] = { 0 };
	int i, rc[2];
	size_t n;

	for (i = 0; i < 2; i++) {
		rc[i] = engine_find(p->scans[i], v, NULL, NULL, &found[i],
		                    &place, &err);
		engine_fixture_show(&shown[i], &found[i]);
	}
	cr_assert(rc[0] == 0 || rc[1] < 0, "%s: %s\n%stext: %s", about, err.msg,
	          buf_str(&p->source), v->text);
	if (rc[1] == 0)
		cr_assert_str_eq(buf_str(&shown[0]), buf_str(&shown[1]),
		                 "%s\n%stext: %s\nliteral: %s\nplain:   %s",
		                 about, buf_str(&p->source), v->text,
		                 buf_str(&shown[0]), buf_str(&shown[1]));
	n = found[1].n;
	for (i = 0; i < 2; i++) {
		buf_release(&shown[i]);
		vec_release(&found[i]);
	}
	return n;
}

/* --- random terms and texts ----------------------------------------------- */

/* Some terms and some texts; the pairs are counted. */
static void
try_some(unsigned long seed, size_t *pairs, size_t *matches)
{
	struct pair p = { 0 };
	struct buf b = { 0 };
	char about[32];
	size_t i, n;

	engine_fixture_seed(seed);
	snprintf(about, sizeof(about), "seed %lu", seed);
	engine_fixture_fillers(&b);
	pair_fillers(&p, buf_str(&b));
	n = 1 + engine_fixture_pick(6);
	for (i = 0; i < n; i++) {
		buf_clear(&b);
		if (engine_fixture_pick(2))
			engine_fixture_regex(&b);
		else
			engine_fixture_phrase(&b);
		pair_add(&p, buf_str(&b), engine_fixture_pick(5) == 0,
		         engine_fixture_pick(5) == 0);
	}
	pair_start(&p);
	for (i = 0; i < 5 && p.terms.n > 0; i++) {
		struct transcript_view *v;

		buf_clear(&b);
		engine_fixture_text(&b);
		v = match_fixture_dialogue(buf_str(&b));
		*matches += pair_compare(&p, v, about);
		*pairs += p.terms.n;
		match_fixture_view_free(v);
	}
	buf_release(&b);
	pair_release(&p);
}

Test(engine, the_two_engines_find_the_same_in_random_texts)
{
	const char *wanted = getenv("EMIC_TEST_PAIRS");
	const char *first = getenv("EMIC_TEST_SEED");
	unsigned long seed = first ? strtoul(first, NULL, 10) : 1;
	size_t n = wanted ? strtoul(wanted, NULL, 10) : 6000, pairs = 0;
	size_t matches = 0;

	for (; pairs < n; seed++)
		try_some(seed, &pairs, &matches);
	/* not all of it about nothing */
	cr_expect(n < 100 || matches * 2 > n, "%zu matches in %zu pairs",
	          matches, pairs);
}
