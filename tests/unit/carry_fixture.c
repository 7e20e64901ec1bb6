#include "carry_fixture.h"

#include "../fuzz/transcript_view.h"
#include "base/vec.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char kinds[] = "hqn";

/*
 * "Ana + Ben 1 3" of a turn, whose times are taken off the end; "Ana 1" has
 * no end, "Ana - 3" no start.  Labels have no digits.
 */
static void
read_head(struct transcript *t, const char *head, struct transcript_turn *turn)
{
	size_t len = strcspn(head, "0123456789");
	bool end_only = head[len] && len > 2 && head[len - 2] == '-';
	char label[80], *rest;
	const char *plus;
	long from = strtol(head + len, &rest, 10), to = strtol(rest, NULL, 10);

	turn->start_ms = head[len] && !end_only ? 1000 * from : TURN_NO_TIME;
	turn->end_ms = to ? 1000 * to : end_only ? 1000 * from : TURN_NO_TIME;
	len -= end_only ? 3 : head[len] != 0;
	snprintf(label, sizeof(label), "%.*s", (int)len, head);
	turn->first_speaker = t->turn_speakers.n;
	for (head = label; *head; head = plus ? plus + 3 : "") {
		plus = strstr(head, " + ");
		len = plus ? (size_t)(plus - head) : strlen(head);
		vec_push(&t->turn_speakers, transcript_speaker(t, head, len));
		turn->speakers++;
	}
}

void
carry_fixture_read(const char *s, struct transcript *t)
{
	struct transcript_turn turn = { 0 };
	struct transcript_section section = { .level = 1 };
	char head[80];

	memset(t, 0, sizeof(*t));
	t->format = "text";
	for (; *s; s++) {
		if (*s == '{' || *s == '<') {
			size_t len = strcspn(s, "|");

			snprintf(head, sizeof(head), "%.*s", (int)len - 1,
			         s + 1);
			turn = (struct transcript_turn){ .start = t->text.len };
			if (*s == '{')
				read_head(t, head, &turn);
			section.start = t->text.len;
			s += len;
		} else if (*s == '}') {
			turn.end = t->text.len;
			vec_push(&t->turns, turn);
		} else if (*s == '>') {
			section.end = t->text.len;
			section.kind =
			    (enum section_kind)(strchr(kinds, *head) - kinds);
			vec_push(&t->sections, section);
		} else {
			buf_addc(&t->text, *s);
		}
	}
	transcript_find_asides(t);
}

static void
print_head(const struct transcript *t, const struct transcript_turn *turn,
           struct buf *out)
{
	size_t i;

	buf_addc(out, '{');
	for (i = 0; i < turn->speakers; i++)
		buf_addf(
		    out, "%s%s", i ? " + " : "",
		    t->speakers
		        .items[t->turn_speakers.items[turn->first_speaker + i]]
		        .label);
	if (turn->start_ms != TURN_NO_TIME)
		buf_addf(out, " %" PRId64, turn->start_ms / 1000);
	if (turn->end_ms != TURN_NO_TIME)
		buf_addf(out, "%s %" PRId64,
		         turn->start_ms == TURN_NO_TIME ? " -" : "",
		         turn->end_ms / 1000);
	buf_addc(out, '|');
}

char *
carry_fixture_print(const struct transcript *t)
{
	struct buf b = { 0 };
	size_t at, turn = 0, section = 0;

	for (at = 0; at <= t->text.len; at++) {
		if (turn < t->turns.n && t->turns.items[turn].end == at) {
			buf_addc(&b, '}');
			turn++;
		}
		if (section < t->sections.n &&
		    t->sections.items[section].end == at) {
			buf_addc(&b, '>');
			section++;
		}
		if (section < t->sections.n &&
		    t->sections.items[section].start == at)
			buf_addf(&b, "<%c|",
			         kinds[t->sections.items[section].kind]);
		if (turn < t->turns.n && t->turns.items[turn].start == at)
			print_head(t, &t->turns.items[turn], &b);
		if (at < t->text.len)
			buf_addc(&b, buf_str(&t->text)[at]);
	}
	return buf_take(&b);
}

void
carry_fixture_view(const struct transcript *t, struct transcript_view *v)
{
	transcript_view(t, 0, v);
}

void
carry_fixture_forget(struct transcript_view *v)
{
	transcript_view_forget(v);
}
