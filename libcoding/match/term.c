#include "match/term.h"

#include "base/error.h"
#include "base/pattern.h"
#include "base/vec.h"
#include "match/regex.h"

#include <string.h>

/* --- the set -------------------------------------------------------------- */

static uint32_t
hash(const char *s, size_t len, unsigned flags)
{
	uint32_t h = 2166136261u ^ flags; /* FNV-1a */
	size_t i;

	for (i = 0; i < len; i++)
		h = (h ^ (unsigned char)s[i]) * 16777619u;
	return h;
}

static unsigned
flags_of(bool regex, bool exact)
{
	return (regex ? 1u : 0) | (exact ? 2u : 0);
}

/* The bucket that holds the term, or the empty one where it belongs. */
static uint32_t *
find_bucket(const struct terms *t, const char *s, size_t len, unsigned flags)
{
	size_t mask = t->n_buckets - 1, i = hash(s, len, flags) & mask;

	for (; t->buckets[i]; i = (i + 1) & mask) {
		const struct term *x = &t->items[t->buckets[i] - 1];

		if (x->len == len && memcmp(x->source, s, len) == 0 &&
		    flags_of(x->regex, x->exact) == flags)
			break;
	}
	return &t->buckets[i];
}

static void
grow_table(struct terms *t)
{
	size_t i;

	if (t->n * 2 < t->n_buckets)
		return;
	free(t->buckets);
	t->n_buckets = t->n_buckets ? t->n_buckets * 2 : 64;
	t->buckets = mem_array(t->n_buckets, sizeof(*t->buckets));
	for (i = 0; i < t->n; i++) {
		const struct term *x = &t->items[i];

		*find_bucket(t, x->source, x->len,
		             flags_of(x->regex, x->exact)) = (uint32_t)i + 1;
	}
}

/* Compile SOURCE, the pattern of E. */
static int
compile(struct terms *t, const struct expr *e, const struct buf *source,
        bool exact, struct term *out, size_t *column_out, struct error *err)
{
	size_t offset = 0;
	int rc = 0;

	*out = (struct term){ .len = source->len,
		              .regex = e->kind == EXPR_REGEX,
		              .exact = exact };
	if (out->regex)
		rc = regex_check(source->data, source->len, &offset, err);
	if (rc == 0)
		rc = pattern_new(source->data, source->len,
		                 exact ? PATTERN_EXACT : 0, &out->pattern,
		                 &offset, err);
	*column_out = out->regex ? expr_text_column(e, offset) : expr_column(e);
	if (rc < 0) {
		if (!out->regex)
			error_set(err, rc, "the phrase is too long");
		return rc;
	}
	out->source = arena_strn(&t->arena, source->data, source->len);
	if (out->regex)
		regex_literals(&t->arena, out->source, out->len, &out->literals,
		               &out->n_literals);
	else
		phrase_literals(&t->arena, e, &out->literals, &out->n_literals);
	return 0;
}

int
terms_add(struct terms *t, const struct expr *e, const struct fillers *f,
          bool exact, bool asides, size_t *index_out, size_t *column_out,
          struct error *err)
{
	struct buf source = { 0 };
	struct term term;
	uint32_t *bucket;
	int rc = 0;

	if (e->kind == EXPR_REGEX)
		buf_adds(&source, e->text);
	else
		phrase_source(&source, e, f);
	grow_table(t);
	bucket = find_bucket(t, source.data, source.len,
	                     flags_of(e->kind == EXPR_REGEX, exact));
	if (*bucket == 0) {
		rc = compile(t, e, &source, exact, &term, column_out, err);
		if (rc < 0)
			goto out;
		vec_push(t, term);
		*bucket = (uint32_t)t->n;
	}
	*index_out = *bucket - 1;
	if (asides)
		t->items[*index_out].asides = true;
out:
	buf_release(&source);
	return rc;
}

void
terms_release(struct terms *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		pattern_free(t->items[i].pattern);
	free(t->buckets);
	free(t->items);
	arena_release(&t->arena);
	*t = (struct terms){ 0 };
}
