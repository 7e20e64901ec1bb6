/*
 * transcript_view.h - a transcript as a document that nobody has stored: for
 * tests and fuzzers of what looks at documents, which include it.
 */
#ifndef EMIC_TEST_TRANSCRIPT_VIEW_H
#define EMIC_TEST_TRANSCRIPT_VIEW_H

#include "base/mem.h"
#include "model/document.h"

#include <stdlib.h>
#include <string.h>

/*
 * T as a document, which T must outlive, with room for ROOM turns more.  It
 * is forgotten with the next, not closed.
 */
static void
transcript_view(const struct transcript *t, size_t room,
                struct transcript_view *v)
{
	size_t i;

	memset(v, 0, sizeof(*v));
	v->text = t->text.data;
	v->len = t->text.len;
	v->n_turns = t->turns.n;
	v->turns = mem_array(v->n_turns + room, sizeof(*v->turns));
	for (i = 0; i < v->n_turns; i++) {
		const struct transcript_turn *from = &t->turns.items[i];

		v->turns[i].ordinal = (int)i + 1;
		v->turns[i].start = from->start;
		v->turns[i].end = from->end;
		v->turns[i].start_ms = from->start_ms;
		v->turns[i].end_ms = from->end_ms;
		v->turns[i].first_speaker = from->first_speaker;
		v->turns[i].speakers = from->speakers;
	}
	v->n_speakers = t->speakers.n;
	v->speakers = mem_array(v->n_speakers, sizeof(*v->speakers));
	for (i = 0; i < v->n_speakers; i++) {
		v->speakers[i].id = (int64_t)i + 1;
		v->speakers[i].label = t->speakers.items[i].label;
	}
	v->turn_speakers = t->turn_speakers.items;
	v->n_turn_speakers = t->turn_speakers.n;
	v->sections = t->sections.items;
	v->n_sections = t->sections.n;
}

static void
transcript_view_forget(struct transcript_view *v)
{
	free(v->turns);
	free(v->speakers);
	memset(v, 0, sizeof(*v));
}

#endif
