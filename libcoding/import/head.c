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

/* Does a line of TEXT from AT on begin with LABEL, folded, or a part of it? */
static bool
is_label(const char *text, size_t at, size_t len, const char *label)
{
	size_t end, n = strlen(label);
	struct cue cue;
	char *bare, *folded;
	bool found = false;

	for (; at < len && !found; at = end + 1) {
		end = line_end(text, at, len);
		if (!cue_read(text, at, end, &cue))
			continue;
		bare = mem_strn(text + cue.label, cue.label_end - cue.label);
		folded = unicode_fold(bare);
		found = strcmp(folded, label) == 0 ||
		        (strncmp(folded, label, strlen(folded)) == 0 &&
		         folded[0] && label[strlen(folded)] == ' ') ||
		        (strncmp(folded, label, n) == 0 && folded[n] == ' ');
		free(bare);
		free(folded);
	}
	return found;
}

/*
 * Does the line [START, END), a fact about the person KEY, tell a name?  It
 * does if nobody called KEY speaks in the rest of the text, and what it says
 * is a name of several words, or one that speaks there.
 */
static bool
tells_name(const struct transcript *t, size_t start, size_t end,
           const char *key)
{
	const char *text = buf_str(&t->text);
	size_t len = t->text.len, from, to = end;
	char *name = NULL, *folded = NULL;
	struct cue cue;
	bool tells;

	if (!cue_read(text, start, end, &cue))
		return false;
	from = cue.speech;
	line_trim(text, &from, &to);
	name = mem_strn(text + from, to - from);
	folded = unicode_fold(name);
	tells = label_is_person(name, folded) &&
	        (strchr(name, ' ') || is_label(text, end, len, folded)) &&
	        !is_label(text, end, len, key);
	free(name);
	free(folded);
	return tells;
}

/*
 * The lines of facts that the text begins with, perhaps with blank ones
 * between them: at least two, at least one of them not about a person, no key
 * twice.  Lines about persons at their end count if the first paragraph ends
 * there, or if they tell a name: else they are speech.
 */
static struct span
find_head(struct transcript *t, size_t start, size_t end)
{
	const char *text = buf_str(&t->text);
	size_t first_end = line_paragraph_end(text, start, end);
	struct span head = { start, start };
	size_t at, stop, lines = 0, sure = 0, i;
	char *keys[32] = { NULL };
	bool person;

	for (at = start; at < end && lines < 32; at = stop + 1) {
		stop = line_end(text, at, end);
		if (line_is_blank(text, at, stop))
			continue;
		keys[lines] = read_fact(t, at, stop);
		if (!keys[lines])
			break;
		person = is_person(keys[lines]);
		for (i = 0; strcmp(keys[i], keys[lines]) != 0;)
			i++;
		if (i < lines || (at > first_end && person &&
		                  !tells_name(t, at, stop, keys[lines])))
			break;
		sure += !person;
		if (!person || stop == first_end || at > first_end ||
		    tells_name(t, at, stop, keys[lines]))
			head.end = stop;
		lines++;
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
	head = find_head(t, at, end);
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
