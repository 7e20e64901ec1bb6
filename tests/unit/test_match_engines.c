/*
 * Random codebooks and dialogues: both engines must find the same hits.
 * EMIC_TEST_PAIRS sets how many are tried, EMIC_TEST_SEED which.
 */
#include "engine_fixture.h"
#include "match_fixture.h"

#include "base/error.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

enum { CODES_MAX = 4 };

/* A codebook with both engines. */
struct both {
	struct codebook *book;
	struct rules *rules[2];
	struct rules_scan *scans[2];
	size_t n_codes;
	struct buf source; /* for messages */
};

static struct error err;

/* --- random codebooks ----------------------------------------------------- */

static void expression(struct buf *out, int depth, size_t code, bool and);

/* A term, $list or {code} that stands before CODE. */
static void
atom(struct buf *out, size_t code)
{
	size_t kind = engine_fixture_pick(12);

	if (kind == 0 && code > 0)
		buf_addf(out, "{c%zu}", engine_fixture_pick(code));
	else if (kind == 1)
		buf_adds(out, "$some");
	else if (kind < 5)
		engine_fixture_regex(out);
	else
		engine_fixture_phrase(out);
}

/* With AND, where the language has it. */
static void
joined(struct buf *out, int depth, size_t code, bool and)
{
	static const char *const names[] = { " OR ", " NOT ", " NEAR/",
		                             " BEFORE/", " AND " };
	size_t kind = engine_fixture_pick(and? 5 : 4), n;

	n = kind == 2 || kind == 3 ? 2 : 2 + engine_fixture_pick(2);
	buf_adds(out, "(");
	for (; n > 0; n--) {
		expression(out, depth - 1, code, and&&kind == 4);
		if (n == 1)
			break;
		buf_adds(out, names[kind]);
		if (kind == 2 || kind == 3)
			buf_addf(out, "%zu ", engine_fixture_pick(12));
	}
	buf_adds(out, ")");
}

static void
expression(struct buf *out, int depth, size_t code, bool and)
{
	if (depth > 0 && engine_fixture_pick(3))
		joined(out, depth, code, and);
	else
		atom(out, code);
}

/* One line of rule, all of it on that line. */
static void
add_rule(struct buf *out, size_t code)
{
	size_t at, i;

	buf_adds(out, engine_fixture_pick(4) ? "+ " : "! ");
	at = out->len;
	expression(out, (int)engine_fixture_pick(4), code, true);
	for (i = at; i < out->len; i++)
		if (out->data[i] == '\n')
			out->data[i] = ' ';
	buf_addc(out, '\n');
}

static void
add_code(struct buf *out, size_t code)
{
	static const char *const speakers[] = { "", "", "all", "interviewer",
		                                "Ana" };
	size_t n = 1 + engine_fixture_pick(3);

	buf_addf(out, "code c%zu: %s%s%s %s\n", code,
	         code_unit_name((enum code_unit)engine_fixture_pick(4)),
	         engine_fixture_pick(5) ? "" : " exact",
	         engine_fixture_pick(5) ? "" : " asides",
	         speakers[engine_fixture_pick(5)]);
	while (n-- > 0)
		add_rule(out, code);
}

/* Fill B; false if one of its rules is none. */
static bool
make_both(struct both *b)
{
	struct buf fillers = { 0 };
	size_t i;

	engine_fixture_fillers(&fillers);
	if (fillers.len > 0)
		buf_addf(&b->source, "fillers: %s\n", buf_str(&fillers));
	buf_adds(&b->source, "list some: so, list*, \"you know\", *'s, été\n");
	b->n_codes = 1 + engine_fixture_pick(CODES_MAX);
	for (i = 0; i < b->n_codes; i++)
		add_code(&b->source, i);
	buf_release(&fillers);
	b->book = match_fixture_codebook(buf_str(&b->source));
	for (i = 0; i < 2; i++) {
		if (rules_compile(b->book, &b->rules[i], &err) < 0)
			return false;
		if (i == 1)
			rules_use_plain(b->rules[i]);
		b->scans[i] = rules_scan_new(b->rules[i]);
	}
	return true;
}

static void
both_release(struct both *b)
{
	size_t i;

	for (i = 0; i < 2; i++) {
		rules_scan_free(b->scans[i]);
		rules_free(b->rules[i]);
	}
	codebook_free(b->book);
	buf_release(&b->source);
}

/* --- comparing ------------------------------------------------------------ */

static void
show(struct buf *out, const struct rule_hits *h)
{
	size_t i;

	for (i = 0; i < h->n; i++) {
		const struct rule_hit *x = &h->items[i];

		buf_addf(out, "c%zu.%d%s turn %d [%zu,%zu) of [%zu,%zu); ",
		         x->code, x->rule, x->against ? "!" : "", x->turn,
		         x->anchor_start, x->anchor_end, x->start, x->end);
	}
}

/* Lines of a dialogue. */
static void
random_dialogue(struct buf *out)
{
	static const char *const labels[] = { "Ana: ", "Int: ", "Bo: ", "" };
	struct buf line = { 0 };
	size_t n = 1 + engine_fixture_pick(4), i;

	buf_clear(out);
	for (; n > 0; n--) {
		buf_clear(&line);
		engine_fixture_text(&line);
		buf_adds(out, labels[engine_fixture_pick(4)]);
		for (i = 0; i < line.len; i++)
			buf_addc(out,
			         line.data[i] == '\n' ? ' ' : line.data[i]);
		buf_addc(out, '\n');
	}
	buf_release(&line);
}

/* How many hits there were; the plain engine may reach a limit. */
static size_t
compare(struct both *b, const char *text, const bool *wanted,
        unsigned long seed)
{
	struct transcript_view *v = match_fixture_dialogue(text);
	struct rule_hits found[2] = { 0 };
	struct buf shown[2] = { 0 };
	int i, rc[2];
	size_t n;

	for (i = 0; i < 2; i++) {
		rc[i] = rules_scan_document(b->scans[i], v, wanted, NULL, 0,
		                            &found[i], &err);
		show(&shown[i], &found[i]);
	}
	cr_assert(rc[0] == 0 || rc[1] < 0, "seed %lu: %s\n%stext: %s", seed,
	          err.msg, buf_str(&b->source), text);
	if (rc[1] == 0)
		cr_assert_str_eq(buf_str(&shown[0]), buf_str(&shown[1]),
		                 "seed %lu\n%stext: %s\nliteral: %s\nplain: %s",
		                 seed, buf_str(&b->source), text,
		                 buf_str(&shown[0]), buf_str(&shown[1]));
	n = found[1].n;
	for (i = 0; i < 2; i++) {
		buf_release(&shown[i]);
		rule_hits_release(&found[i]);
	}
	match_fixture_view_free(v);
	return n;
}

Test(match_engines, random_codebooks_have_the_same_hits_by_both)
{
	const char *pairs = getenv("EMIC_TEST_PAIRS");
	const char *first = getenv("EMIC_TEST_SEED");
	unsigned long seed = first ? strtoul(first, NULL, 10) : 1;
	unsigned long n = pairs ? strtoul(pairs, NULL, 10) : 4000, tried = 0;
	struct buf text = { 0 };
	size_t hits = 0, i;

	for (; tried < n; seed++) {
		struct both b = { 0 };
		bool made;

		engine_fixture_seed(seed);
		made = make_both(&b);
		for (i = 0; made && i < 4; i++, tried++) {
			bool wanted[CODES_MAX] = { false, i == 1, i == 2,
				                   true };

			random_dialogue(&text);
			/* all codes, then some of them */
			hits += compare(&b, buf_str(&text),
			                i == 0 ? NULL : wanted, seed);
		}
		both_release(&b);
	}
	buf_release(&text);
	/* not all of it about nothing */
	cr_expect(n < 100 || hits > n, "only %zu hits in %lu", hits, tried);
}
