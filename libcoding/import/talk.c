#include "import/talk.h"

#include "import/line.h"

#include <string.h>

static void
begin_turn(struct talk *k, const char *who, int64_t start_ms, int64_t end_ms)
{
	size_t n;

	compose_turn(&k->composer, start_ms, end_ms);
	for (; *who; who += n + (who[n] == '\n')) {
		n = strcspn(who, "\n");
		compose_speaker(&k->composer, who, n);
	}
}

static void
go_on(struct talk *k, int64_t start_ms, int64_t end_ms)
{
	const struct import_options *o = k->composer.options;
	int64_t silence = o && o->gap_ms ? o->gap_ms : TALK_SILENCE_MS;

	if (start_ms != TURN_NO_TIME && k->end_ms != TURN_NO_TIME &&
	    start_ms - k->end_ms > silence)
		compose_paragraph(&k->composer);
	else
		compose_line(&k->composer);
	if (end_ms != TURN_NO_TIME &&
	    (k->end_ms == TURN_NO_TIME || end_ms > k->end_ms))
		compose_until(&k->composer, end_ms);
}

void
talk_say(struct talk *k, const char *who, int64_t start_ms, int64_t end_ms,
         const char *s, size_t len)
{
	size_t at = 0, stop = len;

	line_trim(s, &at, &stop);
	if (at == stop)
		return;
	if (k->open && *who && strcmp(who, buf_str(&k->who)) == 0) {
		go_on(k, start_ms, end_ms);
		if (end_ms < k->end_ms)
			end_ms = k->end_ms;
	} else {
		begin_turn(k, who, start_ms, end_ms);
		buf_clear(&k->who);
		buf_adds(&k->who, who);
		k->open = true;
	}
	k->end_ms = end_ms;
	compose_flow(&k->composer, s + at, stop - at);
}

void
talk_line(struct talk *k, const char *s, size_t len)
{
	compose_line(&k->composer);
	compose_flow(&k->composer, s, len);
}

void
talk_break(struct talk *k)
{
	k->open = false;
}

void
talk_section(struct talk *k, enum section_kind kind, int level, const char *s,
             size_t len)
{
	k->open = false;
	compose_section(&k->composer, kind, level, s, len);
}

void
talk_role(struct transcript *t, const char *label, enum speaker_role role)
{
	size_t i;

	for (i = 0; i < t->speakers.n; i++)
		if (strcmp(t->speakers.items[i].label, label) == 0 &&
		    t->speakers.items[i].role == ROLE_PARTICIPANT)
			t->speakers.items[i].role = role;
}

int
talk_end(struct talk *k, struct error *err)
{
	buf_release(&k->who);
	return compose_end(&k->composer, err);
}

void
talk_release(struct talk *k)
{
	buf_release(&k->who);
	compose_release(&k->composer);
}
