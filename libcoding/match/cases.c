#include "match/cases.h"

#include "base/error.h"
#include "base/pattern.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdio.h>

/*
 * Blocks of characters among which the other forms of one may be.  Between
 * them lie East Asian scripts, which have no case, and private characters.
 */
static const struct {
	uint32_t from, to;
} blocks[] = {
	{ 0x0041, 0x005A },   { 0x0061, 0x007A },   { 0x0080, 0x2E7F },
	{ 0xA640, 0xABFF },   { 0xFB00, 0xFDFF },   { 0xFE70, 0xFFEF },
	{ 0x10000, 0x16FFF }, { 0x1D000, 0x1FFFF },
};

enum { STEP = 8192 }; /* bytes searched at once */

static bool
may_have_case(uint32_t cp)
{
	size_t i;

	for (i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
		if (cp >= blocks[i].from && cp <= blocks[i].to)
			return true;
	return false;
}

static void
fill_text(struct cases *c)
{
	char utf8[4];
	uint32_t cp;
	size_t i;

	for (i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
		for (cp = blocks[i].from; cp <= blocks[i].to; cp++)
			buf_add(&c->text, utf8, utf8_put(cp, utf8));
	c->scratch = pattern_scratch_new();
}

/* Add the characters of TEXT that P finds. */
static void
search(struct cases *c, const struct pattern *p, const char *text, size_t len,
       struct cases_letter *letter)
{
	size_t at = 0, start, end;

	while (letter->n <= CASES_MAX &&
	       pattern_search(p, c->scratch, text, len, at, &start, &end,
	                      NULL) > 0) {
		if (letter->n < CASES_MAX)
			letter->forms[letter->n] = utf8_next(text, len, &start);
		letter->n++;
		at = end;
	}
}

static void
find_forms(struct cases *c, struct cases_letter *letter)
{
	struct pattern *p = NULL;
	char source[16];
	size_t at, end;
	int n;

	if (c->text.len == 0)
		fill_text(c);
	n = snprintf(source, sizeof(source), "\\x{%X}", (unsigned)letter->cp);
	if (pattern_new(source, (size_t)n, 0, &p, NULL, NULL) < 0)
		return;
	for (at = 0; at < c->text.len; at = end) {
		end = c->text.len - at > STEP ? at + STEP : c->text.len;
		while (end < c->text.len &&
		       ((unsigned char)c->text.data[end] & 0xC0) == 0x80)
			end++;
		search(c, p, c->text.data + at, end - at, letter);
	}
	if (letter->n > CASES_MAX)
		letter->n = 0;
	pattern_free(p);
}

const struct cases_letter *
cases_forms(struct cases *c, uint32_t cp)
{
	struct cases_letter letter = { .cp = cp };
	size_t i;

	for (i = 0; i < c->letters.n; i++)
		if (c->letters.items[i].cp == cp)
			return &c->letters.items[i];
	if (may_have_case(cp))
		find_forms(c, &letter);
	else
		letter.forms[letter.n++] = cp;
	vec_push(&c->letters, letter);
	return &c->letters.items[c->letters.n - 1];
}

void
cases_release(struct cases *c)
{
	vec_release(&c->letters);
	buf_release(&c->text);
	pattern_scratch_free(c->scratch);
	*c = (struct cases){ 0 };
}
