#include "import/message_private.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "import/line.h"

#include <stdlib.h>
#include <string.h>

enum {
	TITLE_LETTERS = 3,     /* of "Dr." and "Mrs.", which end no sentence */
	PAUSE_MS = 30 * 60000, /* nobody chats any more */
};

/* What the lines that begin with a stamp have beside it. */
struct signs {
	struct cast names, heads; /* heads: of those alone on their line */
	size_t named, nameless;
	size_t alone, undated, from;
	size_t headings; /* where a name should be, but none can be */
	size_t pauses;   /* between two that have names */
};

/* "It is late. Ana said" is no name, nor is "We met at 9:00". */
static bool
has_sentence(const char *s)
{
	const char *word = s;

	for (; *s; s++) {
		if (*s == ' ')
			word = s + 1;
		if (strchr("?!;", *s) && (s[1] == ' ' || s[1] == '\0'))
			return true;
		if (*s == '.' && s[1] == ' ' && s - word > TITLE_LETTERS)
			return true;
		if (*s == ':' && s > word && s[1] >= '0' && s[1] <= '9')
			return true;
	}
	return false;
}

static bool
is_heading(const char *label)
{
	char *folded = unicode_fold(label);
	bool heading = label_is_heading(folded) || has_sentence(label);

	free(folded);
	return heading;
}

/* Is so much time between A and B that B answers nothing? */
static bool
is_pause(const struct stamp *a, const struct stamp *b)
{
	int64_t ms = b->ms - a->ms;

	return a->year != b->year || a->first != b->first ||
	       a->second != b->second || ms > PAUSE_MS || ms < -PAUSE_MS;
}

static void
read_signs(const char *text, const struct messages *list, struct signs *s)
{
	const struct message *last = NULL;
	size_t i;

	for (i = 0; i < list->n; i++) {
		const struct message *m = &list->items[i];
		char *name;

		if (m->label == m->label_end) {
			s->nameless++;
			continue;
		}
		name = mem_strn(text + m->label, m->label_end - m->label);
		s->named++;
		s->pauses += last && is_pause(&last->stamp, &m->stamp);
		last = m;
		s->undated += m->undated;
		s->alone += m->alone;
		s->from += m->from;
		s->headings += is_heading(name);
		cast_invent(&s->names, name);
		if (m->alone)
			cast_invent(&s->heads, name);
		free(name);
	}
}

/* Does the line [START, END) begin as a speaker's in a transcript does? */
static bool
is_spoken(const char *text, size_t start, size_t end)
{
	enum label_class class;
	char *label, *folded;
	struct cue cue;
	bool asks, spoken;

	if (!cue_read(text, start, end, &cue) || cue.label == cue.label_end)
		return false;
	label = mem_strn(text + cue.label, cue.label_end - cue.label);
	folded = unicode_fold(label);
	class = label_classify(label, folded, &asks);
	spoken = class > LABEL_NAME ||
	         (class == LABEL_NAME &&
	          (cue.kind == CUE_PLAIN || cue.kind == CUE_TIMED ||
	           cue.kind == CUE_BOLD || cue.kind == CUE_BRACKET) &&
	          label_is_person(label, folded));
	free(label);
	free(folded);
	return spoken;
}

/*
 * How many lines of [START, END) begin as in a transcript; the messages from
 * *NEXT on, which are as many as are passed, do not count.
 */
static size_t
count_spoken(const char *text, size_t start, size_t end,
             const struct messages *list, size_t *next)
{
	size_t n = 0, stop;

	for (; start < end; start = stop + 1) {
		stop = line_end(text, start, end);
		if (*next < list->n && list->items[*next].line == start)
			++*next;
		else
			n += is_spoken(text, start, stop);
	}
	return n;
}

static size_t
count_all_spoken(const char *text, size_t len, const struct span_list *cuts,
                 const struct messages *list)
{
	size_t n = 0, at = 0, next = 0, i;

	for (i = 0; i <= cuts->n; i++) {
		size_t end = i < cuts->n ? cuts->items[i].start : len;

		n += count_spoken(text, at, end, list, &next);
		at = i < cuts->n ? cuts->items[i].end : end;
	}
	return n;
}

/*
 * Two messages at least, and a fifth of the lines and paragraphs begin one;
 * most lines that begin so have a name, and nearly all of these can be one.
 * Names have to come back where messages are half an hour apart, or have the
 * line for themselves: so do the headings of diaries and programmes look.
 */
static bool
is_sure(const struct messages *list, const struct signs *s)
{
	size_t n = s->named;

	if (n < 2 || 5 * n < list->paragraphs ||
	    5 * (n + s->nameless) < list->lines)
		return false;
	if (s->from == n)
		return true;
	if (2 * s->names.n > n + 1 && 2 * s->pauses >= n)
		return false;
	return s->nameless <= n && 3 * s->headings <= n &&
	       2 * s->heads.n <= s->alone + 1 &&
	       (2 * s->undated <= n || 2 * s->names.n <= n);
}

bool
message_is_chat(const char *text, size_t len, const struct span_list *cuts,
                const struct messages *list)
{
	struct signs s = { 0 };
	bool yes;

	read_signs(text, list, &s);
	yes = is_sure(list, &s) &&
	      2 * count_all_spoken(text, len, cuts, list) <= s.named;
	cast_release(&s.names);
	cast_release(&s.heads);
	return yes;
}
