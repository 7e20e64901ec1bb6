#include "match/fillers.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/pattern.h"
#include "match/phrase.h"

#include <stdlib.h>
#include <string.h>

/* May P begin with C?  Bytes of ASCII are told apart. */
static bool
may_begin(const struct phrase *p, unsigned char c)
{
	const struct phrase_part *first = p->parts;
	unsigned char own = 0x80;

	if (first->kind == PHRASE_LEFT)
		first++;
	if (first->kind == PHRASE_TEXT)
		own = (unsigned char)first->text[0];
	return own >= 0x80 || c >= 0x80 || (c | 0x20) == (own | 0x20);
}

static void
list_begins(struct fillers *f)
{
	struct phrase **list = NULL;
	size_t i, k, n = 0;

	for (i = 0; i <= 0x80; i++) {
		if (!list)
			list =
			    arena_alloc(&f->arena, (f->n + 1) * sizeof(*list));
		for (k = n = 0; k < f->n; k++)
			if (may_begin(f->phrases[k], (unsigned char)i))
				list[n++] = f->phrases[k];
		list[n] = NULL;
		if (n == 0)
			continue;
		f->begins[i] = list;
		list = NULL;
	}
	for (; i < 256; i++)
		f->begins[i] = f->begins[0x80];
}

/* Take one filler apart and append it as a pattern. */
static int
add_filler(struct fillers *f, struct buf *out, const char *text,
           struct error *err)
{
	struct expr *e = NULL;
	struct phrase *p;
	size_t column;
	int rc;

	rc = expr_parse_term(&f->arena, text, &e, &column, err);
	if (rc == 0 && e->kind != EXPR_PHRASE)
		rc = error_set(err, ERR_FORMAT, "a regex cannot be a filler");
	if (rc < 0) {
		error_wrap(err, "fillers: '%s'", text);
		return rc;
	}
	p = phrase_new(&f->arena, e);
	f->plain = f->plain && p->plain && p->plain_gaps;
	f->phrases[f->n++] = p;
	phrase_filler(out, p);
	return 0;
}

int
fillers_compile(struct fillers *f, const char *const *fillers, size_t n,
                struct error *err)
{
	const char **sorted = mem_array(n, sizeof(*sorted));
	struct buf b = { 0 };
	size_t i, k;
	int rc = 0;

	*f = (struct fillers){ .plain = true };
	f->phrases = arena_alloc(&f->arena, (n + 1) * sizeof(*f->phrases));
	/* the longest first: "you know" before "you" */
	for (i = 0; i < n; i++) {
		for (k = i; k > 0; k--) {
			if (strlen(sorted[k - 1]) >= strlen(fillers[i]))
				break;
			sorted[k] = sorted[k - 1];
		}
		sorted[k] = fillers[i];
	}
	for (i = 0; i < n && rc == 0; i++) {
		buf_adds(&b, i == 0 ? "(?i:" : "|");
		rc = add_filler(f, &b, sorted[i], err);
	}
	if (n == 0 || rc < 0)
		goto out;
	list_begins(f);
	buf_adds(&b, ")");
	f->source = buf_take(&b);
	phrase_fillers(&b, f);
	rc = pattern_new(b.data, b.len, 0, &f->pattern, NULL, err);
	if (rc < 0)
		error_wrap(err, "fillers");
out:
	buf_release(&b);
	free(sorted);
	return rc;
}

void
fillers_release(struct fillers *f)
{
	free(f->source);
	pattern_free(f->pattern);
	arena_release(&f->arena);
	*f = (struct fillers){ 0 };
}
