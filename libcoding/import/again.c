#include "import/again.h"

#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

/* Are the labels A and B one speaker's? */
static bool
is_same(const char *a, const char *b)
{
	char *x, *y;
	bool same = strcmp(a, b) == 0;

	if (same)
		return true;
	x = unicode_fold(a);
	y = unicode_fold(b);
	same = strcmp(x, y) == 0;
	free(x);
	free(y);
	return same;
}

const struct speaker *
again_speaker(const struct transcript_view *v, const char *label)
{
	size_t i;

	for (i = 0; i < v->n_speakers; i++)
		if (is_same(v->speakers[i].label, label))
			return &v->speakers[i];
	return NULL;
}

static bool
same_speakers(const struct transcript_view *v, const struct transcript *t,
              size_t i)
{
	const struct transcript_turn *turn = &t->turns.items[i];
	const size_t *who = t->turn_speakers.items + turn->first_speaker;
	const struct turn *stored = &v->turns[i];
	size_t k, n;

	if (turn->speakers != stored->speakers)
		return false;
	for (k = 0; k < turn->speakers; k++) {
		const char *label = t->speakers.items[who[k]].label;

		for (n = 0; n < turn->speakers; n++)
			if (is_same(document_speaker(v, stored, n)->label,
			            label))
				break;
		if (n == turn->speakers)
			return false;
	}
	return true;
}

bool
again_differs(const struct transcript_view *v, const struct transcript *t)
{
	bool same = v->n_turns == t->turns.n && v->n_sections == t->sections.n;
	size_t i;

	for (i = 0; i < t->turns.n && same; i++) {
		const struct transcript_turn *a = &t->turns.items[i];
		const struct turn *b = &v->turns[i];

		same = a->start == b->start && a->end == b->end &&
		       a->start_ms == b->start_ms && a->end_ms == b->end_ms &&
		       same_speakers(v, t, i);
	}
	return !same;
}
