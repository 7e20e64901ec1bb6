#include "import/caption_line.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/line.h"
#include "model/transcript.h"

#include <string.h>

#define TOUCH_MS 100 /* cues this near follow each other at once */
#define FLASH_MS 50  /* nobody can read what is shown no longer */

/* --- marks of a change of speaker ----------------------------------------- */

/* A hyphen with what may stand behind it: "- Yes", "-Yes", not "-5", "--". */
static bool
is_hyphen_mark(const char *s, size_t start, size_t end)
{
	size_t at = start + 1;
	uint32_t cp;

	if (s[start] != '-' || at >= end)
		return false;
	cp = utf8_next(s, end, &at);
	if (cp >= '0' && cp <= '9')
		return false;
	return unicode_is_space(cp) || unicode_is_word(cp) ||
	       (cp < 0x80 && strchr("[('\".", (int)cp)) || cp == 0xBF ||
	       cp == 0xA1 || cp == 0x201C || cp == 0x2018 || cp == 0x266A;
}

/* An en or em dash counts only with a blank: speech goes on behind others. */
static bool
is_dash_mark(const char *s, size_t start, size_t end)
{
	return end - start > 3 && (s[start + 3] == ' ') &&
	       (memcmp(s + start, "\xE2\x80\x93", 3) == 0 ||
	        memcmp(s + start, "\xE2\x80\x94", 3) == 0);
}

/* How many bytes of marks the line begins with. */
static size_t
change_mark(const char *s, size_t start, size_t end)
{
	size_t n = 0;

	while (start + n < end && s[start + n] == '>')
		n++;
	if (n == 2 || n == 3)
		return n;
	if (is_hyphen_mark(s, start, end))
		return 1;
	return is_dash_mark(s, start, end) ? 3 : 0;
}

bool
caption_line_ends_sentence(const char *text, size_t end)
{
	static const uint32_t closing[] = { '"',    '\'',   ')',   ']',
		                            0x2019, 0x201D, 0xBB,  0x266A,
		                            0x300D, 0x300F, 0xFF09 };
	size_t at = end, i;
	uint32_t cp;

	while (at > 0) {
		cp = utf8_prev(text, &at);
		for (i = 0; i < sizeof(closing) / sizeof(*closing); i++)
			if (cp == closing[i])
				break;
		if (i == sizeof(closing) / sizeof(*closing))
			return cp < 0x80 ? cp && strchr(".!?", (int)cp)
			                 : cp == 0x2026 || cp == 0x3002 ||
			                       cp == 0xFF01 || cp == 0xFF1F ||
			                       cp == 0x61F || cp == 0x6D4;
	}
	return false;
}

/* --- lines that roll ------------------------------------------------------ */

/* All lines of a caption, in a list of lines. */
struct block {
	const struct caption_line *lines;
	size_t n;
};

static bool
same_bytes(const char *text, size_t a, size_t a_end, size_t b, size_t b_end)
{
	return a_end - a == b_end - b &&
	       memcmp(text + a, text + b, a_end - a) == 0;
}

/* How many lines at the end of A begin B. */
static size_t
overlap(const char *text, const struct block *a, const struct block *b)
{
	size_t n = a->n < b->n ? a->n : b->n, i;

	for (; n > 0; n--) {
		const struct caption_line *x = a->lines + a->n - n;

		for (i = 0; i < n; i++)
			if (!same_bytes(text, x[i].start, x[i].end,
			                b->lines[i].start, b->lines[i].end))
				break;
		if (i == n)
			return n;
	}
	return 0;
}

/* Does B come at once after A, and from the same speaker? */
static bool
touches(const char *text, const struct caption *a, const struct caption *b)
{
	return a->end_ms != TURN_NO_TIME && b->start_ms != TURN_NO_TIME &&
	       b->start_ms >= a->start_ms &&
	       b->start_ms <= a->end_ms + TOUCH_MS &&
	       same_bytes(text, a->label, a->label_end, b->label, b->label_end);
}

/*
 * How many of B's first lines were shown by A.  Somebody may say "Yes."
 * twice, so that only a file that ROLLS repeats lines for nothing; elsewhere
 * it is a caption that stands twice, or one too short to be read.
 */
static size_t
shown_before(const struct captions *c, const struct block *a,
             const struct block *b, bool rolls)
{
	const struct caption *x = &c->items[a->lines->caption];
	const struct caption *y = &c->items[b->lines->caption];
	const char *text = buf_str(&c->text);
	size_t n;

	if (!touches(text, x, y))
		return 0;
	n = overlap(text, a, b);
	if (rolls || n < b->n)
		return rolls ? n : 0;
	if (n == a->n && x->start_ms == y->start_ms && x->end_ms == y->end_ms)
		return n;
	return y->end_ms != TURN_NO_TIME && y->end_ms - y->start_ms <= FLASH_MS
	           ? n
	           : 0;
}

/* The lines of the caption that line AT of ALL begins. */
static struct block
block_at(const struct caption_lines *all, size_t at)
{
	struct block b = { all->items + at, 1 };

	while (at + b.n < all->n && !b.lines[b.n].first)
		b.n++;
	return b;
}

/* Does one caption in five show the line before with a new one below? */
static bool
is_rolling(const struct captions *c, const struct caption_lines *all)
{
	const char *text = buf_str(&c->text);
	size_t at, blocks = 0, rolled = 0, n;
	struct block last = { NULL, 0 }, b;

	for (at = 0; at < all->n; at += b.n) {
		b = block_at(all, at);
		n = last.n ? overlap(text, &last, &b) : 0;
		rolled += n > 0 && n < b.n &&
		          touches(text, &c->items[last.lines->caption],
		                  &c->items[b.lines->caption]);
		blocks++;
		last = b;
	}
	return rolled > 0 && 5 * rolled >= blocks;
}

/* --- all of them ---------------------------------------------------------- */

static void
split(const struct captions *c, struct caption_lines *out)
{
	const char *text = buf_str(&c->text);
	size_t i, at, stop;

	for (i = 0; i < c->n; i++) {
		struct caption_line l = { .caption = i, .first = true };

		for (at = c->items[i].start; at < c->items[i].end;
		     at = stop + 1) {
			stop = line_end(text, at, c->items[i].end);
			l.start = at;
			l.end = stop;
			line_trim(text, &l.start, &l.end);
			if (l.start == l.end)
				continue;
			vec_push(out, l);
			l.first = false;
		}
	}
}

/*
 * Take the mark off.  A hyphen on a later line is one only if the caption
 * begins with one: "I went out / - in the rain" goes on.
 */
static void
take_mark(const char *text, struct caption_line *l, bool *dialogue)
{
	size_t n = change_mark(text, l->start, l->end);

	if (l->first)
		*dialogue = n > 0 && text[l->start] != '>';
	if (n == 0 || (!l->first && !*dialogue && text[l->start] != '>'))
		return;
	l->change = true;
	l->start += n;
	line_trim(text, &l->start, &l->end);
}

void
caption_lines_find(const struct captions *c, struct caption_lines *out)
{
	struct caption_lines all = { 0 };
	struct block last = { NULL, 0 }, b;
	size_t at, i, skip;
	bool rolls, dialogue = false, first, change;

	split(c, &all);
	rolls = is_rolling(c, &all);
	for (at = 0; at < all.n; at += b.n) {
		b = block_at(&all, at);
		skip = last.n ? shown_before(c, &last, &b, rolls) : 0;
		first = true;
		change = false;
		for (i = 0; i < b.n; i++) {
			struct caption_line l = b.lines[i];

			take_mark(buf_str(&c->text), &l, &dialogue);
			if (i < skip)
				continue;
			/* a mark alone on its line is the next line's */
			change = change || l.change;
			if (l.start == l.end)
				continue;
			l.first = first;
			l.change = change;
			first = change = false;
			vec_push(out, l);
		}
		last = b;
	}
	vec_release(&all);
}
