/*
 * transcript_fixture.h - what an importer made, as a text to compare with.
 */
#ifndef EMIC_TESTS_TRANSCRIPT_FIXTURE_H
#define EMIC_TESTS_TRANSCRIPT_FIXTURE_H

#include "base/buf.h"
#include "model/transcript.h"

#include <stdio.h>
#include <string.h>

/*
 * A line a turn, "Maria+Bo 1000-2000|speech", and a line a section,
 * "=1 heading" or "# note", in the order of the text; LF in them is "/".
 */
static inline void
transcript_fixture_dump(const struct transcript *t, struct buf *out)
{
	const char *s = buf_str(&t->text);
	size_t i = 0, j = 0, k, line;

	while (i < t->turns.n || j < t->sections.n) {
		const struct transcript_turn *turn = &t->turns.items[i];
		const struct transcript_section *x = &t->sections.items[j];

		line = out->len;
		if (i >= t->turns.n ||
		    (j < t->sections.n && x->start < turn->start)) {
			if (x->kind == SECTION_HEADING)
				buf_addf(out, "=%d ", x->level);
			else
				buf_adds(out, "# ");
			buf_add(out, s + x->start, x->end - x->start);
			j++;
		} else {
			for (k = 0; k < turn->speakers; k++)
				buf_addf(
				    out, "%s%s", k ? "+" : "",
				    t->speakers
				        .items[t->turn_speakers.items
				                   [turn->first_speaker + k]]
				        .label);
			if (turn->start_ms != TURN_NO_TIME)
				buf_addf(out, " %lld",
				         (long long)turn->start_ms);
			if (turn->end_ms != TURN_NO_TIME)
				buf_addf(out, "-%lld", (long long)turn->end_ms);
			buf_addc(out, '|');
			buf_add(out, s + turn->start, turn->end - turn->start);
			i++;
		}
		for (; line < out->len; line++)
			if (out->data[line] == '\n')
				out->data[line] = '/';
		buf_addc(out, '\n');
	}
}

#endif
