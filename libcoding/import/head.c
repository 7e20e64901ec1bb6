#include "import/head.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "import/cue.h"
#include "import/date.h"
#include "import/frame.h"
#include "import/label.h"
#include "import/line.h"

#include <stdlib.h>
#include <string.h>

#define TITLES_MAX 3 /* that stand before the facts */

void
head_date(struct transcript *t, const char *value, size_t len)
{
	char date[DATE_SIZE];

	if (!t->date[0] && date_find(value, len, date))
		memcpy(t->date, date, sizeof(date));
}

/* Is the fact KEY one about a person, who might as well be speaking? */
static bool
is_person(const char *key)
{
	bool asks;

	return label_classify(key, key, &asks) == LABEL_KNOWN;
}

/* Is [START, END) speech rather than a name: long, or with a mark behind? */
static bool
is_said(const char *text, size_t start, size_t end)
{
	line_trim(text, &start, &end);
	return start < end && (strchr(".!?", text[end - 1]) ||
	                       segment_count_words(text, start, end) > 5);
}

/*
 * Read the line as a fact, "Place: the library".  The key, folded, is the
 * caller's; NULL if the line is none.
 */
static char *
read_fact(struct transcript *t, size_t start, size_t end)
{
	const char *text = buf_str(&t->text);
	struct cue cue;
	char *label, *key = NULL;

	if (!cue_read(text, start, end, &cue) ||
	    (cue.kind != CUE_PLAIN && cue.kind != CUE_BOLD))
		return NULL;
	label = mem_strn(text + cue.label, cue.label_end - cue.label);
	key = unicode_fold(label);
	free(label);
	if (label_is_fact(key) &&
	    !(is_person(key) && is_said(text, cue.speech, end))) {
		if (strstr(key, "date"))
			head_date(t, text + cue.speech, end - cue.speech);
		return key;
	}
	free(key);
	return NULL;
}

/*
 * The lines of facts that the text begins with: at least two, at least one
 * of them not about a person, no key twice.  Lines about persons at their
 * end count only if the paragraph ends there: else they are speech.
 */
static struct span
find_head(struct transcript *t, size_t start, size_t end)
{
	const char *text = buf_str(&t->text);
	struct span head = { start, start };
	size_t at, stop, lines = 0, sure = 0, i;
	char *keys[32] = { NULL };

	for (at = start; at < end && lines < 32; at = stop + 1) {
		stop = line_end(text, at, end);
		keys[lines] = read_fact(t, at, stop);
		if (!keys[lines])
			break;
		for (i = 0; strcmp(keys[i], keys[lines]) != 0;)
			i++;
		if (i < lines++)
			break;
		sure += !is_person(keys[lines - 1]);
		if (!is_person(keys[lines - 1]) || stop == end)
			head.end = stop;
	}
	if (lines < 2 || sure < 1)
		head.end = start;
	for (i = 0; i < 32; i++)
		free(keys[i]);
	return head;
}

void
head_cut(struct transcript *t, struct span_list *cuts)
{
	const char *text = buf_str(&t->text);
	size_t at = 0, i = 0, titles = 0, end, stop, j;
	struct span head;

	/* the first paragraph that is no cut, and no title */
	for (;;) {
		end = i < cuts->n ? cuts->items[i].start : t->text.len;
		while (at < end &&
		       line_is_blank(text, at, line_end(text, at, end)))
			at = line_end(text, at, end) + 1;
		stop = line_paragraph_end(text, at, end);
		if (at < end && titles++ < TITLES_MAX &&
		    frame_is_title(text, at, stop)) {
			at = stop;
			continue;
		}
		if (at < end || i >= cuts->n)
			break;
		at = cuts->items[i++].end;
	}
	if (at >= end)
		return;
	head = find_head(t, at, line_paragraph_end(text, at, end));
	if (head.end == head.start)
		return;
	vec_push(cuts, head);
	for (j = cuts->n - 1; j > i; j--)
		cuts->items[j] = cuts->items[j - 1];
	cuts->items[i] = head;
	vec_push(&t->sections,
	         ((struct transcript_section){ .start = head.start,
	                                       .end = head.end,
	                                       .level = 1,
	                                       .kind = SECTION_NOTE }));
}
