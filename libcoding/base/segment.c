#include "base/segment.h"

#include "base/stop.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdint.h>
#include <string.h>

#define ASIDE_MAX 200  /* bytes, with the brackets */
#define BLOCK     1024 /* bytes searched at a time */
#define WINDOW    40   /* words */

/* Is the byte C < 0x80 a word character?  Two words of bits, no calls. */
static bool
ascii_is_word(unsigned char c)
{
	static const uint64_t bits[2] = { 0x03FF000000000000u,
		                          0x07FFFFFE87FFFFFEu };

	return bits[c >> 6] >> (c & 63) & 1;
}

/* Is there a word character at byte AT?  *NEXT_OUT is the one behind it. */
static bool
word_at(const char *text, size_t end, size_t at, size_t *next_out)
{
	unsigned char c = (unsigned char)text[at];

	if (c < 0x80) {
		*next_out = at + 1;
		return ascii_is_word(c);
	}
	*next_out = at;
	return unicode_is_word(utf8_next(text, end, next_out));
}

static bool
space_at(const char *text, size_t end, size_t at, size_t *next_out)
{
	unsigned char c = (unsigned char)text[at];

	if (c < 0x80) {
		*next_out = at + 1;
		return c == ' ' || (c >= '\t' && c <= '\r');
	}
	*next_out = at;
	return unicode_is_space(utf8_next(text, end, next_out));
}

static size_t
skip_space(const char *text, size_t end, size_t at)
{
	size_t next;

	while (at < end && space_at(text, end, at, &next))
		at = next;
	return at;
}

/* [START, END) without the white space at its ends. */
static struct span
trim(const char *text, size_t start, size_t end)
{
	struct span s = { skip_space(text, end, start), end };

	while (s.end > s.start) {
		size_t at = s.end, next;

		utf8_prev(text, &at);
		if (!space_at(text, s.end, at, &next))
			break;
		s.end = at;
	}
	return s;
}

static void
push_trimmed(struct span_list *out, const char *text, size_t start, size_t end)
{
	struct span s = trim(text, start, end);

	if (out && s.start < s.end)
		vec_push(out, s);
}

/* --- words and asides --- */

/* Bytes of the apostrophe at AT that may join two parts of a word, or 0. */
static size_t
apostrophe_at(const char *text, size_t end, size_t at)
{
	if (at < end && text[at] == '\'')
		return 1;
	if (at + 3 <= end && memcmp(text + at, "\xE2\x80\x99", 3) == 0)
		return 3; /* U+02BC is a letter: \w takes it */
	return 0;
}

bool
segment_next_word(const char *text, size_t end, size_t at,
                  struct span *word_out)
{
	size_t next = at, joint;

	while (at < end && !word_at(text, end, at, &next))
		at = next;
	if (at >= end)
		return false;
	word_out->start = at;
	do {
		at = next;
		while (at < end && word_at(text, end, at, &next))
			at = next;
		word_out->end = at;
		joint = apostrophe_at(text, end, at);
		at += joint;
	} while (joint && at < end && word_at(text, end, at, &next));
	return true;
}

/* Behind LEAST to MOST digits at AT; 0 if there are fewer or more. */
static size_t
digits_end(const char *text, size_t end, size_t at, size_t least, size_t most)
{
	size_t n = 0;

	while (at + n < end && text[at + n] >= '0' && text[at + n] <= '9')
		n++;
	return n < least || n > most ? 0 : at + n;
}

/*
 * The time in round brackets or between # at AT, as transcribers put them
 * into speech: (12:33), (0:12:33.5), #00:12:33-4#.  Its end, or 0.
 */
static size_t
time_end(const char *text, size_t end, size_t at)
{
	char close = text[at] == '#' ? '#' : ')';
	size_t i = digits_end(text, end, at + 1, 1, 2), parts;

	for (parts = 0; i && i < end && text[i] == ':' && parts < 2; parts++)
		i = digits_end(text, end, i + 1, 2, 2);
	if (i && i < end && parts > 0 && memchr(".,-", text[i], 3))
		i = digits_end(text, end, i + 1, 1, 3);
	return i && i < end && parts > 0 && text[i] == close ? i + 1 : 0;
}

/* The aside that starts with the mark at AT; its end, or 0 if none. */
static size_t
aside_end(const char *text, size_t end, size_t at)
{
	bool square = text[at] == '[';
	size_t i;

	if (!square && (at + 1 >= end || text[at + 1] != '('))
		return time_end(text, end, at);
	if (end - at > ASIDE_MAX)
		end = at + ASIDE_MAX;
	for (i = at + (square ? 1 : 2); i < end && text[i] != '\n'; i++) {
		/* the innermost brackets are the aside: less is hidden */
		if (square && text[i] == ']')
			return i + 1;
		if (square && text[i] == '[')
			return 0;
		if (square || i + 1 >= end || text[i + 1] != text[i])
			continue;
		if (text[i] == ')')
			return i + 2;
		if (text[i] == '(')
			return 0;
	}
	return 0;
}

/* The first mark that may begin an aside in [AT, END), or END. */
static size_t
find_mark(const char *text, size_t end, size_t at)
{
	while (at < end) {
		/* in blocks, so that many calls stay linear together */
		size_t n = end - at < BLOCK ? end - at : BLOCK;
		const char *first = NULL, *found;
		size_t i;

		for (i = 0; i < 3; i++) {
			found = memchr(text + at, "[(#"[i], n);
			if (found) {
				first = found;
				n = (size_t)(found - text) - at;
			}
		}
		if (first)
			return (size_t)(first - text);
		at += n;
	}
	return end;
}

bool
segment_next_aside(const char *text, size_t end, size_t at,
                   struct span *aside_out)
{
	size_t from = at, stop;

	for (;; at++) {
		at = find_mark(text, end, at);
		if (at >= end)
			return false;
		stop = aside_end(text, end, at);
		if (stop > 0)
			break;
	}
	/* Markdown writes \[ ... \] */
	if (at > from && text[at] == '[' && text[at - 1] == '\\')
		at--;
	aside_out->start = at;
	aside_out->end = stop;
	return true;
}

size_t
segment_skip_aside(const char *text, size_t end, size_t at)
{
	size_t from = at, stop;

	if (at + 1 < end && text[at] == '\\')
		at++;
	if (at >= end || !memchr("[(#", text[at], at > from ? 1 : 3))
		return from;
	stop = aside_end(text, end, at);
	return stop ? stop : from;
}

/* The walk over words outside asides. */
struct walk {
	const char *text;
	size_t end;
	size_t at;   /* where the next word may start */
	size_t gap;  /* where the last word or aside ended */
	size_t stop; /* start of the next aside, or END */
	struct span aside;
};

static void
walk_to_aside(struct walk *w)
{
	w->stop = w->end;
	if (segment_next_aside(w->text, w->end, w->at, &w->aside))
		w->stop = w->aside.start;
}

static struct walk
walk_start(const char *text, size_t start, size_t end)
{
	struct walk w = { .text = text, .end = end, .at = start, .gap = start };

	walk_to_aside(&w);
	return w;
}

static bool
walk_next(struct walk *w, struct span *word_out)
{
	for (;;) {
		if (segment_next_word(w->text, w->stop, w->at, word_out)) {
			w->at = word_out->end;
			return true;
		}
		if (w->stop == w->end)
			return false;
		w->at = w->gap = w->aside.end;
		walk_to_aside(w);
	}
}

enum { NO_WORD, WORD, UNSURE };

/* What a byte says to who counts words. */
static const unsigned char kinds[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 0, 0, 0, 1,
	0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
	2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
	2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
	2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
	2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
	2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
};

/*
 * Count what is not sure by its first byte: an apostrophe, what may be an
 * aside, all beyond ASCII.  BEFORE: a word goes on here.  Does one behind it?
 */
static bool
count_unsure(const char *text, size_t end, size_t *at, bool before, size_t *n)
{
	size_t joint = apostrophe_at(text, end, *at), from = *at, next;
	bool word;

	if (joint > 0) {
		*at += joint;
		return before && *at < end && word_at(text, end, *at, &next);
	}
	if ((unsigned char)text[from] < 0x80) {
		next = aside_end(text, end, from);
		*at = next ? next : from + 1;
		return false;
	}
	word = word_at(text, end, from, at);
	*n += word && !before;
	return word;
}

/*
 * Counting is the walk without its branches, which are what costs time: a
 * word begins at a word character that no other stands before, unless an
 * apostrophe stands between the two.
 */
size_t
segment_count_words(const char *text, size_t start, size_t end)
{
	unsigned before = NO_WORD, kind = NO_WORD;
	size_t at = start, n = 0;

	while (at < end) {
		for (; at < end; at++) {
			kind = kinds[(unsigned char)text[at]];
			if (kind == UNSURE)
				break;
			n += kind & ~before;
			before = kind;
		}
		if (at < end)
			before =
			    count_unsure(text, end, &at, before == WORD, &n);
	}
	return n;
}

/* --- paragraphs --- */

/* The next paragraph at or after *AT, which moves behind it. */
static bool
next_paragraph(const char *text, size_t end, size_t *at, struct span *out)
{
	size_t start = skip_space(text, end, *at), i = start, stop = end;

	if (start >= end)
		return false;
	while (i < end) {
		const char *nl = memchr(text + i, '\n', end - i);
		size_t next;

		if (!nl)
			break;
		stop = (size_t)(nl - text);
		i = stop + 1;
		while (i < end && text[i] != '\n' &&
		       space_at(text, end, i, &next))
			i = next;
		if (i >= end || text[i] == '\n')
			break;
		stop = end;
	}
	*at = stop;
	*out = trim(text, start, stop);
	return true;
}

void
segment_paragraphs(const char *text, size_t start, size_t end,
                   struct span_list *out)
{
	struct span p;

	while (next_paragraph(text, end, &start, &p))
		vec_push(out, p);
}

/* --- sentences ----------------------------------------------------------- */

/* Bytes at which a sentence mark or an aside may start; a bit each. */
static bool
may_matter(unsigned char c)
{
	static const uint64_t bits[4] = {
		1ull << '!' | 1ull << '#' | 1ull << '(' | 1ull << '.' |
		    1ull << '?',
		1ull << ('[' - 64),
		0,
		1ull << (0xD8 - 192) | 1ull << (0xDB - 192) |
		    1ull << (0xE0 - 192) | 1ull << (0xE2 - 192) |
		    1ull << (0xE3 - 192) | 1ull << (0xEF - 192),
	};

	return bits[c >> 6] >> (c & 63) & 1;
}

/* Only asides and white space from AT to END? */
static bool
only_asides(const char *text, size_t end, size_t at)
{
	size_t after;

	for (; at < end; at = after) {
		after = segment_skip_aside(text, end, at);
		if (after == at && !space_at(text, end, at, &after))
			return false;
	}
	return true;
}

/*
 * Append the sentences of the line [START, END).  Returns whether a sentence
 * mark ended one, which is all that is asked where OUT is NULL.
 */
static bool
split_line(const char *text, size_t start, size_t end, struct span_list *out)
{
	size_t at = start, after;
	bool marked = false;
	struct stop s;

	while (at < end) {
		if (!may_matter((unsigned char)text[at])) {
			at++;
			continue;
		}
		after = segment_skip_aside(text, end, at);
		if (after > at) {
			at = after;
			continue;
		}
		if (!stop_read(text, end, at, &s)) {
			at++;
			continue;
		}
		at = s.end;
		if (!stop_ends(text, start, end, &s))
			continue;
		marked = true;
		if (!out)
			break;
		if (only_asides(text, end, at))
			break; /* "So yes. [laughs]" is one sentence */
		push_trimmed(out, text, start, at);
		start = at;
	}
	push_trimmed(out, text, start, end);
	return marked;
}

/* The same for the paragraph P, line by line. */
static bool
split_paragraph(const char *text, struct span p, struct span_list *out)
{
	bool marked = false;

	while (p.start < p.end && (out || !marked)) {
		const char *nl = memchr(text + p.start, '\n', p.end - p.start);
		size_t end = nl ? (size_t)(nl - text) : p.end;

		marked |= split_line(text, p.start, end, out);
		p.start = end + 1;
	}
	return marked;
}

/* Has the paragraph P, in which no mark ends a sentence, over 40 words? */
static bool
is_long(const char *text, struct span p)
{
	return p.end - p.start > 2 * WINDOW &&
	       segment_count_words(text, p.start, p.end) > WINDOW;
}

/* Where a window may start that has WORD as its first: behind white space. */
static size_t
window_start(const char *text, size_t gap, size_t word)
{
	size_t at = word;

	while (at > gap) {
		size_t before = at, next;

		utf8_prev(text, &before);
		if (space_at(text, at, before, &next))
			return at;
		at = before;
	}
	return word;
}

static void
add_windows(const char *text, struct span p, struct span_list *out)
{
	struct walk w = walk_start(text, p.start, p.end);
	size_t n = 0, start = p.start, gap = p.start;
	struct span word;

	while (walk_next(&w, &word)) {
		if (n == WINDOW) {
			size_t at;

			gap = gap > w.gap ? gap : w.gap;
			at = window_start(text, gap, word.start);
			push_trimmed(out, text, start, at);
			start = at;
			n = 0;
		}
		gap = word.end;
		n++;
	}
	push_trimmed(out, text, start, p.end);
}

void
segment_sentences(const char *text, size_t start, size_t end,
                  struct span_list *out)
{
	struct span p;

	while (next_paragraph(text, end, &start, &p)) {
		size_t n = out->n;

		if (split_paragraph(text, p, out) || !is_long(text, p))
			continue;
		out->n = n;
		add_windows(text, p, out);
	}
}

bool
segment_has_windows(const char *text, size_t start, size_t end)
{
	struct span p;

	while (next_paragraph(text, end, &start, &p))
		if (!split_paragraph(text, p, NULL) && is_long(text, p))
			return true;
	return false;
}
