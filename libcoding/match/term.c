#include "match/term.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/pattern.h"
#include "base/vec.h"
#include "match/confirm.h"
#include "match/regex.h"

#include <stdlib.h>
#include <string.h>

/*
 * PCRE2 makes at most 64 kB of a pattern, and of a phrase less than three
 * bytes for each byte of its source: so long a one is sure to compile.
 */
enum { SOURCE_SURE = 20000 };

/* --- patterns ------------------------------------------------------------- */

static int
compile(const struct term *t, bool anchored, struct pattern **out,
        size_t *offset_out, struct error *err)
{
	int flags =
	    (t->exact ? PATTERN_EXACT : 0) | (anchored ? PATTERN_ANCHORED : 0);
	struct buf source = { 0 };
	int rc;

	if (t->phrase)
		phrase_source(&source, t->phrase, t->fillers);
	else
		buf_add(&source, t->text, t->len);
	rc = pattern_new(source.data, source.len, flags, out, offset_out, err);
	buf_release(&source);
	return rc;
}

int
term_pattern(const struct term *t, bool anchored, const struct pattern **out,
             struct error *err)
{
	/* what was made is no part of what the term is */
	_Atomic(struct pattern *) *place =
	    (_Atomic(struct pattern *) *)&t->made[anchored];
	struct pattern *p = atomic_load(place), *none = NULL;

	if (!p) {
		if (compile(t, anchored, &p, NULL, err) < 0) {
			if (err)
				err->code = ERR_LIMIT;
			return ERR_LIMIT;
		}
		/* another thread may have been faster */
		if (!atomic_compare_exchange_strong(place, &none, p)) {
			pattern_free(p);
			p = none;
		}
	}
	*out = p;
	return 0;
}

/* Could the pattern of P be too long for PCRE2? */
static bool
may_be_long(const struct phrase *p, const struct fillers *f)
{
	size_t n = 1000 + (f->source ? strlen(f->source) : 0), i;

	for (i = 0; i < p->n; i++)
		n += 2 * p->parts[i].len + 100;
	return n > SOURCE_SURE;
}

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
find_bucket(const struct terms *t, const char *s, size_t len, unsigned flags,
            const struct fillers *f)
{
	size_t mask = t->n_buckets - 1, i = hash(s, len, flags) & mask;

	for (; t->buckets[i]; i = (i + 1) & mask) {
		const struct term *x = &t->items[t->buckets[i] - 1];

		if (x->len == len && memcmp(x->text, s, len) == 0 &&
		    flags_of(!x->phrase, x->exact) == flags &&
		    (x->fillers == f || !x->phrase || !x->phrase->gaps))
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

		*find_bucket(t, x->text, x->len, flags_of(!x->phrase, x->exact),
		             x->fillers) = (uint32_t)i + 1;
	}
}

/* Fill OUT, whose text is set, from E, and see that it will compile. */
static int
make_term(struct terms *t, const struct expr *e, struct term *out,
          size_t *column_out, struct error *err)
{
	struct pattern *p = NULL;
	size_t offset = 0;
	int rc = 0;

	if (e->kind == EXPR_REGEX)
		rc = regex_check(out->text, out->len, &offset, err);
	else
		out->phrase = phrase_new(&t->arena, e);
	out->simple = out->phrase && confirm_can(out->phrase, out->fillers);
	if (rc == 0 && (!out->phrase || may_be_long(out->phrase, out->fillers)))
		rc = compile(out, false, &p, &offset, err);
	atomic_init(&out->made[0], p);
	atomic_init(&out->made[1], NULL);
	if (rc == 0)
		return 0;
	*column_out =
	    out->phrase ? expr_column(e) : expr_text_column(e, offset);
	if (out->phrase)
		error_set(err, rc, "the phrase is too long");
	return rc;
}

/* What tells E from other terms: stars in a row are one. */
static void
add_text(struct buf *out, const struct expr *e)
{
	const char *s;
	size_t i;

	if (e->kind == EXPR_REGEX)
		buf_adds(out, e->text);
	for (i = 0; i < e->n_words; i++) {
		if (i > 0)
			buf_addc(out, ' ');
		for (s = e->words[i]; *s; s++)
			if (s[0] != '*' || s[1] != '*')
				buf_addc(out, *s);
	}
}

int
terms_add(struct terms *t, const struct expr *e, const struct fillers *f,
          bool exact, bool asides, size_t *index_out, size_t *column_out,
          struct error *err)
{
	struct buf text = { 0 };
	struct term term = { .fillers = f, .exact = exact };
	uint32_t *bucket;
	int rc = 0;

	add_text(&text, e);
	grow_table(t);
	bucket = find_bucket(t, text.data, text.len,
	                     flags_of(e->kind == EXPR_REGEX, exact), f);
	if (*bucket == 0) {
		term.text = arena_strn(&t->arena, text.data, text.len);
		term.len = text.len;
		rc = make_term(t, e, &term, column_out, err);
		if (rc < 0)
			goto out;
		vec_push(t, term);
		*bucket = (uint32_t)t->n;
	}
	*index_out = *bucket - 1;
	if (asides)
		t->items[*index_out].asides = true;
out:
	buf_release(&text);
	return rc;
}

void
terms_release(struct terms *t)
{
	size_t i;

	for (i = 0; i < t->n; i++) {
		pattern_free(t->items[i].made[0]);
		pattern_free(t->items[i].made[1]);
	}
	free(t->buckets);
	free(t->items);
	arena_release(&t->arena);
	*t = (struct terms){ 0 };
}
