#include "model/align.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/align_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define BUDGET      ((uint64_t)150000000) /* steps: a second or so */
#define REFINE_MAX  4096 /* words of a change, those out by those in */
#define REFINE_LONG 96   /* bytes of a word, where there are several */
#define ALIKE       60   /* of a hundred characters of two words */

/* --- tokens --------------------------------------------------------------- */

/* FNV-1a by eight bytes, well mixed at the end. */
static uint64_t
hash(const char *s, size_t len)
{
	uint64_t h = 0xCBF29CE484222325u ^ len, part;

	for (; len > 0; s += 8, len -= 8) {
		part = 0;
		memcpy(&part, s, len < 8 ? len : 8);
		h = (h ^ part) * 0x9E3779B97F4A7C15u;
		h ^= h >> 31;
		if (len < 8)
			break;
	}
	return h;
}

static void
read_tokens(struct align_side *s, const char *text, size_t len)
{
	struct {
		struct align_token *items;
		size_t n, cap;
	} tokens = { 0 };
	struct span word = { 0, 0 };
	bool more = true;
	size_t at = 0, i;

	s->text = text;
	s->len = len;
	while (at < len) {
		struct align_token t = { .start = (uint32_t)at };
		uint32_t cp;

		if (more && word.end <= at)
			more = segment_next_word(text, len, at, &word);
		if (more && word.start <= at) {
			at = word.end;
			t.word = 1;
		} else {
			cp = utf8_next(text, len, &at);
			if (unicode_is_space(cp))
				continue;
		}
		t.len = (uint32_t)(at - t.start) & 0x7FFFFFFF;
		vec_push(&tokens, t);
	}
	s->tokens = tokens.items;
	s->n = tokens.n;
	s->hashes = mem_array(s->n, sizeof(*s->hashes));
	s->mates = mem_array(s->n, sizeof(*s->mates));
	for (i = 0; i < s->n; i++)
		s->hashes[i] =
		    hash(text + s->tokens[i].start, s->tokens[i].len);
}

static void
release_tokens(struct align_side *s)
{
	free(s->tokens);
	free(s->hashes);
	free(s->mates);
	free(s->moved);
}

static size_t
token_end(const struct align_side *s, size_t i)
{
	return s->tokens[i].start + s->tokens[i].len;
}

/* --- words that changed ----------------------------------------------------
 */

/* The characters of a word, to be compared. */
struct letters {
	uint64_t *items; /* code points */
	size_t n, cap;
};

static void
read_letters(struct letters *l, const struct align_side *s, size_t token)
{
	size_t at = s->tokens[token].start, end = token_end(s, token);

	l->n = 0;
	while (at < end) {
		uint64_t cp = utf8_next(s->text, end, &at);

		vec_push(l, cp);
	}
}

/* What step 5 works with, and where it puts the runs that it finds. */
struct refine {
	struct align_work *w;
	struct alignment *out;
	struct letters x, y;
	struct {
		uint32_t *items;
		size_t n, cap;
	} mates;
};

/* How many characters the words A and B share, in order; mates are set. */
static size_t
compare_words(struct refine *r, size_t a, size_t b)
{
	size_t i, n = 0;

	read_letters(&r->x, &r->w->a, a);
	read_letters(&r->y, &r->w->b, b);
	r->mates.n = 0;
	vec_reserve(&r->mates, r->x.n);
	align_myers(r->x.items, r->x.n, r->y.items, r->y.n, r->mates.items,
	            &r->w->budget);
	for (i = 0; i < r->x.n; i++)
		n += r->mates.items[i] != ALIGN_NONE;
	return n;
}

/* Characters that A and B share, twice; 0 if they are not alike. */
static uint32_t
likeness(struct refine *r, size_t a, size_t b)
{
	const struct align_token *x = &r->w->a.tokens[a];
	const struct align_token *y = &r->w->b.tokens[b];
	size_t n, shorter = x->len < y->len ? x->len : y->len;

	if (!x->word || !y->word || x->len > REFINE_LONG ||
	    y->len > REFINE_LONG ||
	    200 * shorter < (size_t)ALIKE * (x->len + y->len))
		return 0;
	n = compare_words(r, a, b);
	return 200 * n >= (size_t)ALIKE * (r->x.n + r->y.n) ? (uint32_t)(2 * n)
	                                                    : 0;
}

static void
push_run(struct alignment *out, size_t old, size_t new, size_t len,
         size_t words, size_t block)
{
	struct align_run r = { old, new, len, (uint32_t)words,
		               (uint32_t)block };

	if (len > 0)
		vec_push(out, r);
}

/* Put down what the words A and B share. */
static void
push_parts(struct refine *r, size_t a, size_t b)
{
	size_t x = r->w->a.tokens[a].start, y = r->w->b.tokens[b].start;
	size_t i, k = 0, run_x = x, run_y = y, len = 0;

	compare_words(r, a, b);
	for (i = 0; i < r->x.n; i++) {
		char bytes[4];
		size_t size = utf8_put((uint32_t)r->x.items[i], bytes);
		uint32_t mate = r->mates.items[i];

		if (mate == ALIGN_NONE || mate != k) {
			push_run(r->out, run_x, run_y, len, 0, 0);
			len = 0;
		}
		if (mate == ALIGN_NONE) {
			x += size;
			continue;
		}
		for (; k < mate; k++)
			y += utf8_put((uint32_t)r->y.items[k], bytes);
		if (len == 0) {
			run_x = x;
			run_y = y;
		}
		len += size;
		x += size;
		y += size;
		k++;
	}
	push_run(r->out, run_x, run_y, len, 0, 0);
}

/*
 * The words [a, a + n) gave way to [b, b + m): pair those that are alike so
 * that the likeness of all is greatest (S. B. Needleman and C. D. Wunsch,
 * 1970, without a price for gaps).
 */
static void
refine(struct refine *r, size_t a, size_t n, size_t b, size_t m)
{
	size_t wide = m + 1, i, k;
	uint32_t *best, *like;

	if (n == 0 || m == 0 || r->w->budget == 0 || n > REFINE_MAX / m)
		return;
	if (n == 1 && m == 1) {
		if (r->w->a.tokens[a].word && r->w->b.tokens[b].word &&
		    (likeness(r, a, b) > 0 ||
		     r->w->a.tokens[a].len > REFINE_LONG))
			push_parts(r, a, b);
		return;
	}
	best = mem_array((n + 1) * wide, sizeof(*best));
	like = mem_array(n * m, sizeof(*like));
	for (i = n; i-- > 0;) {
		for (k = m; k-- > 0;) {
			uint32_t l = likeness(r, a + i, b + k);
			uint32_t *to = &best[i * wide + k];

			like[i * m + k] = l;
			*to = to[wide] > to[1] ? to[wide] : to[1];
			if (l > 0 && to[wide + 1] + l > *to)
				*to = to[wide + 1] + l;
		}
	}
	for (i = k = 0; i < n && k < m;) {
		const uint32_t *to = &best[i * wide + k];

		if (like[i * m + k] > 0 &&
		    *to == to[wide + 1] + like[i * m + k])
			push_parts(r, a + i++, b + k++);
		else if (*to == to[wide])
			i++;
		else
			k++;
	}
	free(best);
	free(like);
}

/* --- runs ----------------------------------------------------------------- */

/* How many bytes at A and B, at most up to the ends, are equal. */
static size_t
equal_from(const struct align_work *w, size_t a, size_t a_end, size_t b,
           size_t b_end)
{
	size_t n = 0;

	while (a + n < a_end && b + n < b_end &&
	       w->a.text[a + n] == w->b.text[b + n])
		n++;
	/* white space may have several bytes too */
	while (n > 0 && a + n < w->a.len &&
	       ((unsigned char)w->a.text[a + n] & 0xC0) == 0x80)
		n--;
	return n;
}

static size_t
equal_before(const struct align_work *w, size_t a_from, size_t a, size_t b_from,
             size_t b)
{
	size_t n = 0;

	while (a - n > a_from && b - n > b_from &&
	       w->a.text[a - n - 1] == w->b.text[b - n - 1])
		n++;
	while (n > 0 && ((unsigned char)w->a.text[a - n] & 0xC0) == 0x80)
		n--;
	return n;
}

/* White space behind token I (SIZE_MAX: at the start) ends here. */
static size_t
space_end(const struct align_side *s, size_t i)
{
	return i + 1 < s->n ? s->tokens[i + 1].start : s->len;
}

static size_t
space_start(const struct align_side *s, size_t i)
{
	return i == 0 ? 0 : token_end(s, i - 1);
}

/*
 * White space before token A and token B, as far as it is the same and no run
 * before has it: how many bytes.  A moved block's runs
 * stand side by side.
 */
static size_t
space_before(const struct align_work *w, size_t a, size_t b, size_t block,
             const struct alignment *out)
{
	size_t x = space_start(&w->a, a), y = space_start(&w->b, b);
	size_t i = out->n;
	const struct align_run *r;

	if (i > 0) {
		r = &out->items[i - 1];
		x = r->old + r->len > x ? r->old + r->len : x;
	}
	while (block == 0 && i > 0 && out->items[i - 1].block != 0)
		i--;
	if (i > 0 && out->items[i - 1].block == block) {
		r = &out->items[i - 1];
		y = r->new + r->len > y ? r->new + r->len : y;
	}
	return equal_before(w, x, w->a.tokens[a].start, y,
	                    w->b.tokens[b].start);
}

/*
 * N tokens in a row from A and B, with what is the same in the white space
 * around and between them.
 */
static void
push_streak(const struct align_work *w, size_t a, size_t b, size_t n,
            size_t block, struct alignment *out)
{
	size_t a_end = token_end(&w->a, a + n - 1);
	size_t b_end = token_end(&w->b, b + n - 1);
	size_t len = space_before(w, a, b, block, out);
	size_t x = w->a.tokens[a].start - len, y = w->b.tokens[b].start - len;
	size_t i, words = 0;

	for (i = 0; i < n; i++)
		words += w->a.tokens[a + i].word;
	for (i = 1; i < n; i++) {
		size_t xs = token_end(&w->a, a + i - 1);
		size_t ys = token_end(&w->b, b + i - 1);
		size_t xe = w->a.tokens[a + i].start;
		size_t ye = w->b.tokens[b + i].start;

		len = equal_from(w, xs, xe, ys, ye);
		if (xs + len == xe && ys + len == ye)
			continue;
		push_run(out, x, y, xs + len - x, words, block);
		xs += len;
		ys += len;
		len = equal_before(w, xs, xe, ys, ye);
		x = xe - len;
		y = ye - len;
	}
	a_end += equal_from(w, a_end, space_end(&w->a, a + n - 1), b_end,
	                    space_end(&w->b, b + n - 1));
	push_run(out, x, y, a_end - x, words, block);
}

/* How many tokens from A on stand in a row in b, of those before END. */
static size_t
streak(const struct align_work *w, size_t a, size_t end)
{
	size_t n = 1;

	while (a + n < end && w->a.mates[a + n] == w->a.mates[a] + n)
		n++;
	return n;
}

/* Are the tokens [FROM, TO) all without a mate? */
static bool
all_loose(const struct align_side *s, size_t from, size_t to)
{
	while (from < to && s->mates[from] == ALIGN_NONE)
		from++;
	return from == to;
}

static void
find_runs(struct align_work *w, struct alignment *out)
{
	struct refine r = { .w = w, .out = out };
	size_t a = 0, last_a = 0, last_b = 0, move = 0, n;

	for (;;) {
		const struct align_move *m =
		    move < w->moves.n ? &w->moves.items[move] : NULL;

		if (m && a == m->a) {
			push_streak(w, m->a, m->b, m->n, m->block, out);
			move++;
			a += m->n;
			continue;
		}
		if (a < w->a.n && w->a.mates[a] == ALIGN_NONE) {
			a++;
			continue;
		}
		n = a < w->a.n ? w->a.mates[a] : w->b.n;
		if (all_loose(&w->a, last_a, a) && all_loose(&w->b, last_b, n))
			refine(&r, last_a, a - last_a, last_b, n - last_b);
		if (a == w->a.n)
			break;
		last_b = w->a.mates[a];
		n = streak(w, a, m ? m->a : w->a.n);
		push_streak(w, a, last_b, n, 0, out);
		last_a = a += n;
		last_b += n;
	}
	vec_release(&r.x);
	vec_release(&r.y);
	vec_release(&r.mates);
}

void
align_texts(const char *old, size_t old_len, const char *new, size_t new_len,
            struct alignment *out)
{
	struct align_work w = { .budget = BUDGET };

	assert(old_len < UINT32_MAX && new_len < UINT32_MAX);
	memset(out, 0, sizeof(*out));
	if (old_len == new_len && memcmp(old, new, old_len) == 0) {
		push_run(out, 0, 0, old_len, UINT32_MAX, 0);
		return;
	}
	read_tokens(&w.a, old, old_len);
	read_tokens(&w.b, new, new_len);
	out->bounded = !align_words(&w);
	align_slide(&w.a, &w.b);
	align_slide(&w.b, &w.a);
	align_weaken(&w);
	align_find_moves(&w);
	find_runs(&w, out);
	release_tokens(&w.a);
	release_tokens(&w.b);
	vec_release(&w.grams);
	vec_release(&w.moves);
}

void
align_release(struct alignment *al)
{
	vec_release(al);
	al->bounded = false;
}
