#include "model/passage.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdlib.h>

static int
by_start(const void *a, const void *b)
{
	const struct mark *x = *(const struct mark *const *)a;
	const struct mark *y = *(const struct mark *const *)b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end > y->end ? -1 : 1;
	if (x->code != y->code)
		return x->code < y->code ? -1 : 1;
	return x < y ? -1 : x > y; /* one array: its order is stable */
}

static bool
passes(const struct codebook *b, const struct passage_filter *f,
       const struct mark *k)
{
	if (!(k->stance & f->stance) || !(k->basis & f->basis))
		return false;
	return !f->code || !f->own || b->codes[k->code] == f->code;
}

/* The first mark of code CODE or a later one: marks stand by code. */
static size_t
first_mark(const struct marks *m, size_t code)
{
	size_t lo = 0, hi = m->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (m->items[mid].code < code)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

bool
passage_touch(const struct transcript_view *v, size_t end, size_t start)
{
	const struct turn *before;
	size_t at = end;

	/* most often there is a word between, which is soon seen */
	while (at < start)
		if (!unicode_is_space(utf8_next(v->text, v->len, &at)))
			return false;
	before = document_turn_at(v, end > 0 ? end - 1 : 0);
	return before && before == document_turn_at(v, start);
}

void
passages_join(const struct transcript_view *v, const struct codebook *b,
              const struct marks *m, const struct passage_filter *f,
              struct passages *out)
{
	struct passage *last = NULL;
	size_t i;

	out->n = out->marks.n = 0;
	/* a code and all below it stand in one range of the codebook */
	for (i = f->code ? first_mark(m, f->code->index) : 0; i < m->n; i++) {
		if (f->code &&
		    !code_covers(f->code, b->codes[m->items[i].code]))
			break;
		if (passes(b, f, &m->items[i]))
			vec_push(&out->marks, &m->items[i]);
	}
	if (out->marks.n == 0)
		return;
	qsort(out->marks.items, out->marks.n, sizeof(*out->marks.items),
	      by_start);
	for (i = 0; i < out->marks.n; i++) {
		const struct mark *k = out->marks.items[i];

		if (last && (k->start < last->end ||
		             passage_touch(v, last->end, k->start))) {
			if (k->end > last->end)
				last->end = k->end;
			last->last_mark = i + 1;
		} else {
			struct passage fresh = { k->start, k->end, i, i + 1 };

			vec_push(out, fresh);
			last = &out->items[out->n - 1];
		}
	}
}

void
passages_release(struct passages *p)
{
	vec_release(&p->marks);
	vec_release(p);
}

/* The aside of V with byte AT inside it, not at its start; or NULL. */
static const struct span *
aside_around(const struct transcript_view *v, size_t at)
{
	size_t lo = 0, hi = v->n_asides;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (v->asides[mid].end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < v->n_asides && v->asides[lo].start < at ? &v->asides[lo]
	                                                    : NULL;
}

/* A cut through an aside makes no words of what is in it. */
static size_t
words_in_turn(const struct transcript_view *v, const struct turn *t,
              size_t start, size_t end)
{
	const struct span *aside;

	if (start <= t->start && end >= t->end)
		return t->words;
	if (start < t->start)
		start = t->start;
	if (end > t->end)
		end = t->end;
	aside = aside_around(v, start);
	if (aside)
		start = aside->end;
	aside = aside_around(v, end);
	if (aside)
		end = aside->start;
	return start < end ? segment_count_words(v->text, start, end) : 0;
}

size_t
passage_words(const struct transcript_view *v, size_t start, size_t end,
              size_t turn)
{
	size_t i, n = 0;

	if (turn != SIZE_MAX)
		return words_in_turn(v, &v->turns[turn], start, end);
	for (i = document_turn_from(v, start);
	     i < v->n_turns && v->turns[i].start < end; i++)
		n += words_in_turn(v, &v->turns[i], start, end);
	return n;
}
