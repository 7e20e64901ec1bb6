/*
 * fuzz_engine - a term and a text: the literal engine must find what the
 * plain one finds.
 *
 * The first byte is flags (1: exact, 2: inside asides too), the rest of the
 * first line is the term as an expression has it, and what follows is the
 * text, one turn.
 */
#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "match/engine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXT_MAX = 20000 };

static void
show(const char *name, const struct term_matches *m)
{
	size_t i;

	fprintf(stderr, "%s:", name);
	for (i = 0; i < m->n; i++)
		fprintf(stderr, " %zu-%zu%s", m->items[i].start,
		        m->items[i].end, m->items[i].aside ? " aside" : "");
	fprintf(stderr, "\n");
}

static bool
same(const struct term_matches *a, const struct term_matches *b)
{
	size_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++)
		if (a->items[i].start != b->items[i].start ||
		    a->items[i].end != b->items[i].end ||
		    a->items[i].aside != b->items[i].aside)
			return false;
	return true;
}

static int
find(const struct terms *t, enum engine_kind kind,
     const struct transcript_view *v, struct term_matches *out)
{
	struct engine *e = engine_new(t->items, t->n, kind);
	struct engine_scan *s = engine_scan_new(e);
	struct engine_place place;
	int rc = engine_find(s, v, NULL, NULL, out, &place, NULL);

	engine_scan_free(s);
	engine_free(e);
	return rc;
}

/* Look for the terms T in TEXT by both engines. */
static void
compare(const struct terms *t, const char *text)
{
	struct turn turn = { .ordinal = 1, .end = strlen(text) };
	struct transcript_view v = { .turns = &turn, .n_turns = 1 };
	struct term_matches literal = { 0 }, plain = { 0 };
	struct span_list asides = { 0 };
	struct span aside;
	size_t at = 0;
	int rc[2];

	v.text = (char *)text;
	v.len = turn.end;
	for (; segment_next_aside(text, v.len, at, &aside); at = aside.end)
		vec_push(&asides, aside);
	v.asides = asides.items;
	v.n_asides = asides.n;
	rc[0] = find(t, ENGINE_LITERAL, &v, &literal);
	rc[1] = find(t, ENGINE_PLAIN, &v, &plain);
	/* the plain one may give up where the other need not even look */
	if (rc[1] == 0 && (rc[0] < 0 || !same(&literal, &plain))) {
		show("literal", &literal);
		show("plain", &plain);
		abort();
	}
	vec_release(&asides);
	vec_release(&literal);
	vec_release(&plain);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const words[] = { "um", "you know" };
	const uint8_t *line = size ? memchr(data, '\n', size) : NULL;
	struct fillers fillers = { 0 };
	struct arena arena = { 0 };
	struct terms terms = { 0 };
	struct buf text = { 0 };
	size_t index, column, head;
	struct error err;
	struct expr *e;

	if (!line || size > TEXT_MAX || memchr(data, 0, size) ||
	    !utf8_valid((const char *)data + 1, size - 1, NULL))
		return -1;
	head = (size_t)(line - data);
	unicode_nfc(&text, (const char *)line + 1, size - head - 1);
	fillers_compile(&fillers, words, 2, &err);
	if (expr_parse_term(&arena,
	                    arena_strn(&arena, (const char *)data + 1,
	                               head > 0 ? head - 1 : 0),
	                    &e, &column, &err) == 0 &&
	    terms_add(&terms, e, &fillers, data[0] & 1, data[0] & 2, &index,
	              &column, &err) == 0)
		compare(&terms, buf_str(&text));
	terms_release(&terms);
	fillers_release(&fillers);
	arena_release(&arena);
	buf_release(&text);
	return 0;
}
