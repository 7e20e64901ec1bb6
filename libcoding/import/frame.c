#include "import/frame.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/head.h"
#include "import/line.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	NOTICE_BYTES = 300, /* no longer is any of them */
	TITLE_WORDS = 12,
	LINE_WORDS = 15, /* of a line of the opening, if it is no list */
	LIST_WORDS = 5,  /* between two commas of a list, on average */
};

/* --- what programs say ---------------------------------------------------- */

static const char *const beginnings[] = {
	"Transcribed by https://",           /* Otter */
	"This editable transcript was comp", /* Google Meet */
	"Meeting ended after ",              /* Google Meet */
	"Transcription ended after ",        /* Google Meet */
	"This transcript was exported on ",  /* Rev */
};

static const char *const endings[] = {
	" started transcription", /* Teams */
	" stopped transcription", /* Teams */
};

static bool
is_notice(const char *s, size_t len)
{
	size_t i, n;

	for (i = 0; i < sizeof(beginnings) / sizeof(*beginnings); i++) {
		n = strlen(beginnings[i]);
		if (len >= n && memcmp(s, beginnings[i], n) == 0)
			return true;
	}
	for (i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		n = strlen(endings[i]);
		if (len > n && memcmp(s + len - n, endings[i], n) == 0)
			return true;
	}
	return false;
}

static int
compare_spans(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

void
frame_note(struct transcript *t, struct span_list *cuts, size_t start,
           size_t end)
{
	struct transcript_section note = { .level = 1, .kind = SECTION_NOTE };

	line_trim(buf_str(&t->text), &start, &end);
	note.start = start;
	note.end = end;
	vec_push(&t->sections, note);
	vec_push(cuts, ((struct span){ start, end }));
}

void
frame_sort_cuts(struct span_list *cuts, size_t n)
{
	if (cuts->n > n)
		qsort(cuts->items, cuts->n, sizeof(*cuts->items),
		      compare_spans);
}

/* The notices in [AT, END), each a paragraph of one line. */
static void
cut_between(struct transcript *t, struct span_list *cuts, size_t at, size_t end)
{
	const char *text = buf_str(&t->text);
	bool after_blank = true;

	while (at < end) {
		size_t stop = line_end(text, at, end), from = at, to = stop;
		bool blank = line_is_blank(text, at, stop);

		at = stop + 1;
		line_trim(text, &from, &to);
		if (!blank && after_blank && to - from <= NOTICE_BYTES &&
		    (at >= end ||
		     line_is_blank(text, at, line_end(text, at, end))) &&
		    is_notice(text + from, to - from))
			frame_note(t, cuts, from, to);
		after_blank = blank;
	}
}

void
frame_cut_notices(struct transcript *t, struct span_list *cuts)
{
	size_t n = cuts->n, at = 0, i;

	for (i = 0; i < n; i++) {
		cut_between(t, cuts, at, cuts->items[i].start);
		at = cuts->items[i].end;
	}
	cut_between(t, cuts, at, t->text.len);
	frame_sort_cuts(cuts, n);
}

/* --- before the first turn ------------------------------------------------ */

static size_t
count_commas(const char *text, size_t start, size_t end)
{
	size_t n = 0;

	for (; start < end; start++)
		n += text[start] == ',';
	return n;
}

/* Could the line be said: a sentence, or as long as one? */
static bool
is_said(const char *text, size_t start, size_t end)
{
	size_t words = segment_count_words(text, start, end), at = start;

	line_trim(text, &start, &end);
	if (words == 0)
		return false;
	at = start;
	if (unicode_is_lower(utf8_next(text, end, &at)) &&
	    count_commas(text, start, end) == 0)
		return true;
	if (words > 1 && strchr(".!?", text[end - 1]))
		return true;
	return words > LINE_WORDS &&
	       words > LIST_WORDS * (count_commas(text, start, end) + 1);
}

/* What Otter calls the lists that it begins with. */
static bool
is_list_title(const char *text, size_t start, size_t end)
{
	static const char *const titles[] = { "summary keywords", "speakers",
		                              "keywords", "attendees" };
	size_t i;

	line_trim(text, &start, &end);
	for (i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (end - start == strlen(titles[i]) &&
		    strncasecmp(text + start, titles[i], end - start) == 0)
			return true;
	return false;
}

/* Is there a title of such a list in [START, END)? */
static bool
has_list(const char *text, size_t start, size_t end)
{
	size_t at, stop;

	for (at = start; at < end; at = stop + 1) {
		stop = line_end(text, at, end);
		if (is_list_title(text, at, stop))
			return true;
	}
	return false;
}

/* Could anything in the paragraph be said? */
static bool
is_speech(const char *text, size_t start, size_t end)
{
	size_t at, stop;

	for (at = start; at < end; at = stop + 1) {
		stop = line_end(text, at, end);
		if (is_said(text, at, stop))
			return true;
	}
	return false;
}

/* The opening in [AT, END); false if speech begins there. */
static bool
cut_opening(struct transcript *t, struct span_list *cuts, size_t at, size_t end)
{
	const char *text = buf_str(&t->text);
	bool lists = has_list(text, at, end);
	size_t stop;

	while (at < end) {
		stop = line_end(text, at, end);
		if (line_is_blank(text, at, stop)) {
			at = stop + 1;
			continue;
		}
		stop = line_paragraph_end(text, at, end);
		if (!lists && is_speech(text, at, stop))
			return false;
		head_date(t, text + at, stop - at);
		frame_note(t, cuts, at, stop);
		at = stop;
	}
	return true;
}

void
frame_cut_opening(struct transcript *t, struct span_list *cuts, size_t end)
{
	size_t n = cuts->n, at = 0, i;
	bool opening = true;

	for (i = 0; opening && i < n && cuts->items[i].start < end; i++) {
		opening = cut_opening(t, cuts, at, cuts->items[i].start);
		at = cuts->items[i].end;
	}
	if (opening && at < end)
		cut_opening(t, cuts, at, end);
	frame_sort_cuts(cuts, n);
}

bool
frame_is_title(const char *text, size_t start, size_t end)
{
	line_trim(text, &start, &end);
	return start < end && !memchr(text + start, '\n', end - start) &&
	       !memchr(text + start, ':', end - start) &&
	       segment_count_words(text, start, end) <= TITLE_WORDS &&
	       !is_said(text, start, end);
}
