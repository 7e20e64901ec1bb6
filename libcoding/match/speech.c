#include "match/speech.h"

#include "base/vec.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

size_t
speech_first_span(const struct span *spans, size_t n, size_t at)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (spans[mid].end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Is there a soft hyphen (C2 AD) or a U+02BC (CA BC) at AT? */
static bool
is_special(const char *text, size_t end, size_t at)
{
	return at + 1 < end &&
	       ((text[at] == '\xC2' && text[at + 1] == '\xAD') ||
	        (text[at] == '\xCA' && text[at + 1] == '\xBC'));
}

static bool
has(const char *text, size_t start, size_t end, char lead)
{
	const char *p = text + start, *stop = text + end;

	for (; (p = memchr(p, lead, (size_t)(stop - p))) != NULL; p++)
		if (is_special(text, end, (size_t)(p - text)))
			return true;
	return false;
}

/* Copy [START, END) of TEXT as it is. */
static void
add_run(struct speech *s, const char *text, size_t start, size_t end)
{
	struct speech_piece piece = { s->copy.len, { start, end }, false };

	if (start == end)
		return;
	vec_push(&s->pieces, piece);
	buf_add(&s->copy, text + start, end - start);
}

/* Add the byte C, which stands for [START, END) of the document. */
static void
add_one(struct speech *s, char c, size_t start, size_t end)
{
	struct speech_piece piece = { s->copy.len, { start, end }, true };

	vec_push(&s->pieces, piece);
	buf_addc(&s->copy, c);
}

/* Copy [START, END), in which there are no asides. */
static void
add_between(struct speech *s, const char *text, size_t start, size_t end,
            bool special)
{
	size_t i, from = start;

	for (i = start; i < end && special; i++) {
		if (!is_special(text, end, i))
			continue;
		add_run(s, text, from, i);
		if (text[i] == '\xCA')
			add_one(s, '\'', i, i + 2);
		from = i + 2;
		i++;
	}
	add_run(s, text, from, end);
}

static void
copy_speech(struct speech *s, const char *text, size_t start, size_t end,
            const struct span *asides, size_t n_asides, bool special)
{
	size_t at = start;

	buf_clear(&s->copy);
	buf_room(&s->copy, end - start);
	s->pieces.n = 0;
	for (; n_asides > 0 && asides->start < end; asides++, n_asides--) {
		if (at < asides->start) {
			add_between(s, text, at, asides->start, special);
			at = asides->start;
		}
		add_one(s, ' ', at, asides->end);
		at = asides->end;
	}
	if (at < end)
		add_between(s, text, at, end, special);
	s->text = buf_str(&s->copy);
	s->len = s->copy.len;
}

void
speech_set(struct speech *s, const char *text, size_t start, size_t end,
           const struct span *asides, size_t n_asides)
{
	size_t first = speech_first_span(asides, n_asides, start);
	bool any = first < n_asides && asides[first].start < end;
	bool special =
	    has(text, start, end, '\xC2') || has(text, start, end, '\xCA');

	s->text = text + start;
	s->len = end - start;
	s->base = start;
	if (any || special)
		copy_speech(s, text, start, end, any ? asides + first : NULL,
		            any ? n_asides - first : 0, special);
}

void
speech_release(struct speech *s)
{
	buf_release(&s->copy);
	vec_release(&s->pieces);
	*s = (struct speech){ 0 };
}

/* The piece that holds byte AT of the copy. */
static const struct speech_piece *
piece_at(const struct speech *s, size_t at)
{
	size_t lo = 0, hi = s->pieces.n;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->pieces.items[mid].at <= at)
			lo = mid;
		else
			hi = mid;
	}
	return &s->pieces.items[lo];
}

struct span
speech_place(const struct speech *s, size_t start, size_t end)
{
	struct span place = { s->base + start, s->base + end };
	const struct speech_piece *p;

	if (s->copy.data && s->text == s->copy.data) {
		p = piece_at(s, start);
		place.start = p->place.start + (p->one ? 0 : start - p->at);
		p = piece_at(s, end - 1);
		place.end =
		    p->one ? p->place.end : p->place.start + (end - p->at);
	}
	return place;
}
