#include "match/speech.h"

#include "base/mem.h"

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

/* Add the byte C, which stands for [START, END) of the document. */
static void
add(struct speech *s, char c, size_t start, size_t end)
{
	s->places[s->copy.len] = (struct span){ start, end };
	buf_addc(&s->copy, c);
}

static void
copy_speech(struct speech *s, const char *text, size_t start, size_t end,
            const struct span *asides, size_t n_asides)
{
	size_t i = start;

	buf_clear(&s->copy);
	buf_room(&s->copy, end - start);
	if (s->cap < end - start) {
		s->cap = end - start;
		free(s->places);
		s->places = mem_array(s->cap, sizeof(*s->places));
	}
	while (i < end) {
		if (n_asides > 0 && asides->start <= i) {
			add(s, ' ', i, asides->end);
			i = asides->end;
			asides++;
			n_asides--;
		} else if (is_special(text, end, i)) {
			if (text[i] == '\xCA')
				add(s, '\'', i, i + 2);
			i += 2;
		} else {
			add(s, text[i], i, i + 1);
			i++;
		}
	}
	s->text = buf_str(&s->copy);
	s->len = s->copy.len;
}

void
speech_set(struct speech *s, const char *text, size_t start, size_t end,
           const struct span *asides, size_t n_asides)
{
	size_t first = speech_first_span(asides, n_asides, start);
	bool any = first < n_asides && asides[first].start < end;

	s->text = text + start;
	s->len = end - start;
	s->base = start;
	if (any || has(text, start, end, '\xC2') ||
	    has(text, start, end, '\xCA'))
		copy_speech(s, text, start, end, asides + first,
		            any ? n_asides - first : 0);
}

void
speech_release(struct speech *s)
{
	buf_release(&s->copy);
	free(s->places);
	*s = (struct speech){ 0 };
}

struct span
speech_place(const struct speech *s, size_t start, size_t end)
{
	struct span place = { s->base + start, s->base + end };

	if (s->copy.data && s->text == s->copy.data) {
		place.start = s->places[start].start;
		place.end = s->places[end - 1].end;
	}
	return place;
}
