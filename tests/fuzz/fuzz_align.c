/*
 * fuzz_align - two texts, and spans of the first: runs must be the same in
 * both, in order, and no span may leave the text; one that lies in a run of
 * several words must keep these very words.
 *
 * The first two bytes say which span; the texts stand behind them with a NUL
 * in between.
 */
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "model/align.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
fail(const char *what)
{
	fprintf(stderr, "%s\n", what);
	abort();
}

static bool
is_edge(const char *s, size_t len, size_t at)
{
	return at == len || ((unsigned char)s[at] & 0xC0) != 0x80;
}

/* The last run of BLOCK before run I, or NULL. */
static const struct align_run *
before(const struct alignment *al, size_t i, uint32_t block)
{
	while (i-- > 0)
		if (al->items[i].block == block)
			return &al->items[i];
	return NULL;
}

static void
check_runs(const struct alignment *al, const char *old, size_t old_len,
           const char *new, size_t new_len)
{
	size_t i, last = 0;

	for (i = 0; i < al->n; i++) {
		const struct align_run *r = &al->items[i];
		const struct align_run *b = before(al, i, r->block);

		if (r->len == 0 || r->old < last)
			fail("runs are not in order");
		last = r->old + r->len;
		if (last > old_len || r->new + r->len > new_len)
			fail("a run leaves a text");
		if (memcmp(old + r->old, new + r->new, r->len) != 0)
			fail("a run is not the same in both");
		if (!is_edge(old, old_len, r->old) ||
		    !is_edge(old, old_len, last))
			fail("a run cuts a character");
		if (b && r->new < b->new + b->len)
			fail("a block is not in order");
	}
}

static void
check_span(const struct alignment *al, const char *old, const char *new,
           size_t new_len, struct span s)
{
	struct span got = { 0, 0 };
	bool found = align_span(al, old, new, new_len, s, &got);
	size_t i, at = s.start, end = s.end;

	if (found && (got.start >= got.end || got.end > new_len ||
	              !is_edge(new, new_len, got.start) ||
	              !is_edge(new, new_len, got.end)))
		fail("a span is no part of the text");
	if (unicode_is_space(utf8_next(old, s.end, &at)) ||
	    unicode_is_space(utf8_prev(old, &end)))
		return;
	for (i = 0; i < al->n; i++) {
		const struct align_run *r = &al->items[i];

		if (r->words < 3 || r->old > s.start || r->old + r->len < s.end)
			continue;
		if (!found || got.start != r->new + s.start - r->old ||
		    got.end - got.start != s.end - s.start)
			fail("a span lost words that are there still");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct alignment al;
	char *old, *new;
	size_t old_len, new_len, from, to;

	if (size < 3)
		return 0;
	old = mem_strn((const char *)data + 2, size - 2);
	old_len = strlen(old);
	new = mem_strn(old_len + 3 < size ? old + old_len + 1 : "",
	               old_len + 3 < size ? size - 3 - old_len : 0);
	new_len = strlen(new);
	if (utf8_valid(old, old_len, NULL) && utf8_valid(new, new_len, NULL)) {
		align_texts(old, old_len, new, new_len, &al);
		check_runs(&al, old, old_len, new, new_len);
		from = old_len * data[0] / 256;
		to = from + 1 + (old_len - from) * data[1] / 256;
		while (from > 0 && !is_edge(old, old_len, from))
			from--;
		while (to < old_len && !is_edge(old, old_len, to))
			to++;
		if (to <= old_len && from < to)
			check_span(&al, old, new, new_len,
			           (struct span){ from, to });
		align_release(&al);
	}
	free(old);
	free(new);
	return 0;
}
