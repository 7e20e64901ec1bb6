#include "model/transcript.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const roles[] = {
	[ROLE_PARTICIPANT] = "participant",
	[ROLE_INTERVIEWER] = "interviewer",
	[ROLE_INTERPRETER] = "interpreter",
	[ROLE_OTHER] = "other",
};

const char *
speaker_role_name(enum speaker_role role)
{
	return roles[role];
}

int
speaker_role_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(roles) / sizeof(*roles); i++)
		if (strcmp(roles[i], name) == 0)
			return (int)i;
	return -1;
}

/* The index of LABEL as it is written, then as it is folded; or n. */
static size_t
find_speaker(const struct transcript *t, const char *label)
{
	size_t i, n = t->speakers.n;
	char *folded;

	for (i = 0; i < n; i++)
		if (strcmp(t->speakers.items[i].label, label) == 0)
			return i;
	folded = unicode_fold(label);
	for (i = 0; i < n; i++) {
		char *other = unicode_fold(t->speakers.items[i].label);
		int c = strcmp(other, folded);

		free(other);
		if (c == 0)
			break;
	}
	free(folded);
	return i;
}

size_t
transcript_speaker(struct transcript *t, const char *label, size_t len)
{
	struct transcript_speaker s = { .label = mem_strn(label, len) };
	size_t i = find_speaker(t, s.label);

	if (i < t->speakers.n)
		free(s.label);
	else
		vec_push(&t->speakers, s);
	return i;
}

void
transcript_add_turn(struct transcript *t, size_t start, size_t end,
                    size_t speaker)
{
	const char *text = buf_str(&t->text);
	struct transcript_turn turn = {
		.start_ms = TURN_NO_TIME,
		.end_ms = TURN_NO_TIME,
		.first_speaker = t->turn_speakers.n,
		.speakers = speaker != SIZE_MAX,
	};
	size_t at;

	while (start < end) {
		at = start;
		if (!unicode_is_space(utf8_next(text, end, &at)))
			break;
		start = at;
	}
	while (end > start) {
		at = end;
		if (!unicode_is_space(utf8_prev(text, &at)))
			break;
		end = at;
	}
	if (start >= end)
		return;
	turn.start = start;
	turn.end = end;
	vec_push(&t->turns, turn);
	if (speaker != SIZE_MAX)
		vec_push(&t->turn_speakers, speaker);
}

/* Is WHAT one of those that stand in LIST with ", " between them? */
static bool
is_listed(const char *list, const char *what)
{
	size_t len = strlen(what), n;

	for (; *list; list += n + strspn(list + n, ", ")) {
		n = strcspn(list, ",");
		if (n == len && memcmp(list, what, len) == 0)
			return true;
	}
	return false;
}

void
transcript_changed(struct transcript *t, const char *what)
{
	size_t len = strlen(t->changes);

	if (!is_listed(t->changes, what))
		snprintf(t->changes + len, sizeof(t->changes) - len, "%s%s",
		         len ? ", " : "", what);
}

void
transcript_find_asides(struct transcript *t)
{
	const char *text = buf_str(&t->text);
	size_t i;

	for (i = 0; i < t->turns.n; i++) {
		struct transcript_turn *turn = &t->turns.items[i];
		size_t at = turn->start, end = turn->end;
		struct span aside;

		turn->words = segment_count_words(text, at, end);
		while (segment_next_aside(text, end, at, &aside)) {
			vec_push(&t->asides, aside);
			at = aside.end;
		}
	}
}

void
transcript_exchange(struct transcript *a, struct transcript *b)
{
	struct transcript c = *a;

	a->speakers = b->speakers;
	a->turns = b->turns;
	a->turn_speakers = b->turn_speakers;
	a->sections = b->sections;
	a->asides = b->asides;
	b->speakers = c.speakers;
	b->turns = c.turns;
	b->turn_speakers = c.turn_speakers;
	b->sections = c.sections;
	b->asides = c.asides;
}

void
transcript_release(struct transcript *t)
{
	size_t i;

	for (i = 0; i < t->speakers.n; i++)
		free(t->speakers.items[i].label);
	vec_release(&t->speakers);
	vec_release(&t->turns);
	vec_release(&t->turn_speakers);
	vec_release(&t->sections);
	vec_release(&t->asides);
	buf_release(&t->text);
	buf_release(&t->left_out);
	buf_release(&t->remarks);
	memset(t, 0, sizeof(*t));
}
