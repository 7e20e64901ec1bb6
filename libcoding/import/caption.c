#include "import/caption.h"

#include "base/error.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/caption_cast.h"
#include "import/caption_line.h"
#include "import/compose.h"
#include "import/cue_time.h"
#include "import/line.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHOWN_BYTES 60    /* of a line, in a message */
#define LONG_MS     60000 /* nobody's paragraph ends at a sentence then */

void
caption_add(struct captions *c, int64_t start_ms, int64_t end_ms,
            const char *who, size_t who_len, const char *s, size_t len)
{
	struct caption x = { .start_ms = start_ms, .end_ms = end_ms };
	size_t from = 0;

	if (line_is_blank(s, 0, len))
		return;
	if (end_ms != TURN_NO_TIME && end_ms < start_ms)
		x.end_ms = start_ms;
	line_trim(who, &from, &who_len);
	x.label = c->text.len;
	buf_add(&c->text, who + from, who_len - from);
	x.label_end = c->text.len;
	buf_addc(&c->text, '\n');
	x.start = c->text.len;
	buf_add(&c->text, s, len);
	x.end = c->text.len;
	buf_addc(&c->text, '\n');
	vec_push(c, x);
}

static size_t
skip_blanks(const char *s, size_t len, size_t at)
{
	while (at < len && (s[at] == ' ' || s[at] == '\t'))
		at++;
	return at;
}

bool
caption_read_times(const char *s, size_t len, int64_t *start_ms_out,
                   int64_t *end_ms_out)
{
	size_t at =
	    cue_time_read_any(s, len, skip_blanks(s, len, 0), start_ms_out);

	if (at == 0)
		return false;
	at = skip_blanks(s, len, at);
	if (len - at < 3 || memcmp(s + at, "-->", 3) != 0)
		return false;
	at = cue_time_read_any(s, len, skip_blanks(s, len, at + 3), end_ms_out);
	return at > 0 && (at == len || s[at] == ' ' || s[at] == '\t');
}

/* --- from lines to turns -------------------------------------------------- */

/* A transcript being written. */
struct joiner {
	const struct captions *c;
	const char *text;
	int64_t gap_ms;
	struct composer out;
	struct caption_voice who; /* whose turn is open */
	bool open;
	int64_t began_ms; /* the open turn */
	int64_t start_ms; /* the caption before */
	int64_t end_ms;   /* the latest end so far of the open turn */
	size_t last_end;  /* of `text`: the line before */
};

/* Is there a pause before caption X, or does time run backwards? */
static bool
has_pause(const struct joiner *j, const struct caption *x)
{
	if (!j->open || x->start_ms == TURN_NO_TIME ||
	    j->start_ms == TURN_NO_TIME)
		return false;
	if (x->start_ms + j->gap_ms < j->start_ms)
		return true;
	return j->end_ms != TURN_NO_TIME && x->start_ms > j->end_ms &&
	       x->start_ms - j->end_ms > j->gap_ms;
}

/*
 * Is it time for a new paragraph of nobody's?  Without names and pauses an
 * hour of speech would be one turn.
 */
static bool
is_long(const struct joiner *j, const struct caption *x)
{
	int64_t lasts;

	if (!j->open || x->start_ms == TURN_NO_TIME ||
	    j->began_ms == TURN_NO_TIME)
		return false;
	lasts = x->start_ms - j->began_ms;
	return lasts >= 2 * LONG_MS ||
	       (lasts >= LONG_MS &&
	        caption_line_ends_sentence(j->text, j->last_end));
}

static void
begin_turn(struct joiner *j, const struct caption *x,
           const struct caption_voice *who)
{
	size_t i;

	compose_turn(&j->out, x->start_ms, x->end_ms);
	for (i = 0; i < who->n; i++)
		compose_speaker(&j->out, who->names[i].s, who->names[i].len);
	j->who = *who;
	j->open = true;
	j->began_ms = x->start_ms;
	j->end_ms = x->end_ms;
}

/* The open turn lasts to the end of X or, if that is not known, its start. */
static void
go_on(struct joiner *j, const struct caption *x)
{
	int64_t end_ms = x->end_ms;

	/* TURN_NO_TIME is less than every time */
	if (end_ms == TURN_NO_TIME && x->start_ms > j->began_ms)
		end_ms = x->start_ms;
	if (end_ms > j->end_ms && end_ms >= j->began_ms)
		j->end_ms = end_ms;
	compose_until(&j->out, j->end_ms);
}

/* Write line L, which begins with a label if VOICE says so. */
static void
add_line(struct joiner *j, const struct caption_line *l,
         const struct caption_voice *voice)
{
	const struct caption *x = &j->c->items[l->caption];
	struct caption_voice nobody = { 0 };
	const struct caption_voice *who = voice->named ? voice : &j->who;
	bool pause = l->first && has_pause(j, x);

	if (l->change && !voice->named)
		who = &nobody;
	if (!j->open || (l->change && !voice->named) ||
	    !caption_voice_equal(who, &j->who) ||
	    (who->n == 0 && l->first && (pause || is_long(j, x)))) {
		struct caption_voice now = *who;

		begin_turn(j, x, &now);
	} else if (pause) {
		compose_paragraph(&j->out);
	} else {
		compose_flow(&j->out, " ", 1);
	}
	compose_flow(&j->out, j->text + voice->speech, l->end - voice->speech);
	go_on(j, x);
	if (x->start_ms != TURN_NO_TIME)
		j->start_ms = x->start_ms;
	j->last_end = l->end;
}

/* "222 cues, 1 malformed left out": to be compared with other programs. */
static void
count(const struct captions *c, const char *unit, struct transcript *t)
{
	struct buf b = { 0 };

	buf_addf(&b, "%zu %s%s", c->cues, unit, c->cues == 1 ? "" : "s");
	if (c->lost > 0)
		buf_addf(&b, ", %zu malformed left out", c->lost);
	if (c->late > 0)
		buf_addf(&b, ", %zu with malformed times", c->late);
	snprintf(t->counted, sizeof(t->counted), "%s", buf_str(&b));
	buf_release(&b);
}

int
caption_turns(const struct captions *c, const char *unit, struct transcript *t,
              const struct import_options *o, struct error *err)
{
	struct joiner j = { .c = c,
		            .text = buf_str(&c->text),
		            .gap_ms = o->gap_ms ? o->gap_ms : CAPTION_GAP_MS,
		            .out = { .t = t, .options = o } };
	struct caption_lines lines = { 0 };
	struct caption_cast *cast = NULL;
	struct caption_voice voice;
	size_t i;
	int rc;

	caption_lines_find(c, &lines);
	rc = caption_cast_new(c, &lines, o, &cast, err);
	if (rc < 0)
		goto out;
	for (i = 0; i < lines.n; i++) {
		caption_cast_voice(cast, i, &voice);
		add_line(&j, &lines.items[i], &voice);
	}
	count(c, unit, t);
	rc = compose_end(&j.out, err);
	if (rc == 0)
		caption_cast_roles(cast, t);
out:
	compose_release(&j.out);
	caption_cast_free(cast);
	vec_release(&lines);
	return rc;
}

int
caption_bad_times(const char *text, size_t len, size_t at, const char *example,
                  struct error *err)
{
	size_t line = 1, i, end = line_end(text, at, len), stop = at;

	for (i = 0; i < at; i++)
		line += text[i] == '\n';
	while (stop < end && stop - at < SHOWN_BYTES)
		utf8_next(text, end, &stop);
	return error_set(err, ERR_FORMAT,
	                 "line %zu: '%.*s' is no time, nor is any other line; "
	                 "they look like '%s'",
	                 line, (int)(stop - at), text + at, example);
}

void
caption_release(struct captions *c)
{
	buf_release(&c->text);
	free(c->items);
	memset(c, 0, sizeof(*c));
}
