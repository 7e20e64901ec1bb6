#include "import/compose.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/label.h"
#include "import/line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK = 32,     /* bytes looked at together */
	KNOWN_MAX = 16, /* speakers who are looked for by their very label */
};

/* --- speech --------------------------------------------------------------- */

/* No text inside emic has these; a tab and a line feed are fine. */
static bool
is_control(char c)
{
	return ((unsigned char)c < 0x20 && c != '\t' && c != '\n') || c == 0x7F;
}

static bool
is_blank(char c)
{
	return (unsigned char)c <= ' ' &&
	       (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f');
}

static void
add_pending(struct composer *c)
{
	const char *s = buf_str(&c->speech);

	if (c->pending && c->speech.len > 0 && !is_blank(s[c->speech.len - 1]))
		buf_addc(&c->speech, ' ');
	c->pending = false;
}

void
compose_text(struct composer *c, const char *s, size_t len)
{
	size_t start = 0, stop;

	if (len > 0)
		add_pending(c);
	for (;;) {
		stop = start + utf8_control(s + start, len - start);
		buf_add(&c->speech, s + start, stop - start);
		if (stop == len)
			return;
		c->dropped = c->dropped || s[stop] != '\r';
		start = stop + 1;
	}
}

/* Is C a blank other than a space, or a space that may not be the only? */
static unsigned
is_gap(unsigned char c, unsigned char next)
{
	return (c == '\t') | (c == '\n') | (c == '\r') | (c == '\f') |
	       ((c == ' ') & (next <= ' '));
}

/*
 * Where the words at AT end that have a single space between them.  Most
 * speech is nothing else: it is looked at in blocks without a branch.
 */
static size_t
run_end(const char *s, size_t len, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)s;
	size_t i;

	for (; at + BLOCK < len; at += BLOCK) {
		unsigned char any = 0;

		for (i = 0; i < BLOCK; i++)
			any |= (unsigned char)is_gap(bytes[at + i],
			                             bytes[at + i + 1]);
		if (any)
			break;
	}
	while (at < len && (!is_blank(s[at]) || (s[at] == ' ' && at + 1 < len &&
	                                         !is_blank(s[at + 1]))))
		at++;
	return at;
}

void
compose_flow(struct composer *c, const char *s, size_t len)
{
	size_t at = 0, end;

	while (at < len) {
		if (is_blank(s[at])) {
			c->pending = true;
			at++;
			continue;
		}
		end = run_end(s, len, at);
		compose_text(c, s + at, end - at);
		at = end;
	}
}

void
compose_line(struct composer *c)
{
	c->pending = false;
	buf_addc(&c->speech, '\n');
}

void
compose_paragraph(struct composer *c)
{
	c->pending = false;
	buf_adds(&c->speech, "\n\n");
}

/* --- turns ---------------------------------------------------------------- */

/* Append S to the text, in NFC. */
static void
add_text(struct composer *c, const char *s, size_t len)
{
	if (unicode_nfc(&c->t->text, s, len))
		c->composed = true;
}

static void
begin_block(struct composer *c)
{
	if (c->t->text.len > 0)
		buf_adds(&c->t->text, "\n\n");
}

static void
add_labels(struct composer *c)
{
	size_t i;

	for (i = 0; i < c->who.n; i++) {
		if (i > 0)
			buf_adds(&c->t->text, " + ");
		buf_adds(&c->t->text,
		         c->t->speakers.items[c->who.items[i]].label);
	}
	if (c->who.n > 0)
		buf_adds(&c->t->text, ": ");
}

/* Write the turn that was begun, if it has any speech. */
static void
end_turn(struct composer *c)
{
	struct transcript *t = c->t;
	const char *s = buf_str(&c->speech);
	size_t start = 0, end = c->speech.len, n = t->turns.n, i;
	struct transcript_turn *turn;

	line_trim(s, &start, &end);
	if (start < end) {
		begin_block(c);
		add_labels(c);
		i = t->text.len;
		add_text(c, s + start, end - start);
		transcript_add_turn(t, i, t->text.len, SIZE_MAX);
	}
	if (t->turns.n > n) {
		turn = &t->turns.items[n];
		turn->start_ms = c->start_ms;
		turn->end_ms = c->end_ms;
		turn->speakers = c->who.n;
		for (i = 0; i < c->who.n; i++)
			vec_push(&t->turn_speakers, c->who.items[i]);
	}
	buf_clear(&c->speech);
	c->who.n = 0;
	c->pending = false;
	c->open = false;
}

void
compose_turn(struct composer *c, int64_t start_ms, int64_t end_ms)
{
	end_turn(c);
	c->open = true;
	c->start_ms = start_ms;
	c->end_ms = end_ms;
}

void
compose_until(struct composer *c, int64_t end_ms)
{
	c->end_ms = end_ms;
}

/* S trimmed, with single blanks, in NFC, without what text may not hold. */
static void
clean_label(struct buf *out, const char *s, size_t len)
{
	struct buf plain = { 0 };
	size_t i;

	for (i = 0; i < len; i++) {
		if (!is_blank(s[i]) && !is_control(s[i]))
			buf_addc(&plain, s[i]);
		else if (plain.len > 0 && plain.data[plain.len - 1] != ' ')
			buf_addc(&plain, ' ');
	}
	if (plain.len > 0 && plain.data[plain.len - 1] == ' ')
		plain.data[--plain.len] = '\0';
	unicode_nfc(out, buf_str(&plain), plain.len);
	buf_release(&plain);
}

/* A speaker whose label is just LABEL, among the first; SIZE_MAX: none. */
static size_t
find_known(const struct transcript *t, const char *label, size_t len)
{
	size_t i;

	for (i = 0; i < t->speakers.n && i < KNOWN_MAX; i++) {
		const char *s = t->speakers.items[i].label;

		if (strncmp(s, label, len) == 0 && s[len] == '\0')
			return i;
	}
	return SIZE_MAX;
}

void
compose_speaker(struct composer *c, const char *label, size_t len)
{
	size_t speaker = find_known(c->t, label, len), i;
	struct buf clean = { 0 };

	if (speaker == SIZE_MAX) {
		clean_label(&clean, label, len);
		if (clean.len > 0 && c->t->speakers.n <= IMPORT_SPEAKERS_MAX)
			speaker =
			    transcript_speaker(c->t, clean.data, clean.len);
		buf_release(&clean);
	}
	for (i = 0; i < c->who.n && c->who.items[i] != speaker;)
		i++;
	if (i == c->who.n && speaker != SIZE_MAX)
		vec_push(&c->who, speaker);
}

void
compose_section(struct composer *c, enum section_kind kind, int level,
                const char *s, size_t len)
{
	struct transcript_section section = { .level = level, .kind = kind };
	size_t start = 0, end = len;

	end_turn(c);
	compose_flow(c, s, len);
	s = buf_str(&c->speech);
	end = c->speech.len;
	line_trim(s, &start, &end);
	if (start < end) {
		begin_block(c);
		section.start = c->t->text.len;
		add_text(c, s + start, end - start);
		section.end = c->t->text.len;
		vec_push(&c->t->sections, section);
	}
	buf_clear(&c->speech);
	c->pending = false;
}

int64_t
compose_ms(double seconds)
{
	/* what lasts longer than a century is no recording */
	if (!(seconds >= 0 && seconds < 3.2e9))
		return TURN_NO_TIME;
	return (int64_t)llround(seconds * 1000);
}

/* --- the end -------------------------------------------------------------- */

/* "I" asks where nobody else has a name of several words (as cast_role). */
static bool
is_asking_i(const struct composer *c, const char *folded)
{
	size_t i;

	if (strcmp(folded, "i") != 0 || c->t->speakers.n < 2)
		return false;
	for (i = 0; i < c->t->speakers.n; i++)
		if (strchr(c->t->speakers.items[i].label, ' '))
			return false;
	return true;
}

static enum speaker_role
role_of(const struct composer *c, const char *label)
{
	const struct import_options *o = c->options;
	enum speaker_role role = ROLE_PARTICIPANT;
	char *folded = unicode_fold(label);
	bool asks = false;
	size_t i;

	label_classify(label, folded, &asks);
	asks = asks || is_asking_i(c, folded);
	if (strncmp(folded, "interpreter", strlen("interpreter")) == 0)
		role = ROLE_INTERPRETER;
	for (i = 0; !asks && i < o->n_interviewers; i++) {
		char *other = unicode_fold(o->interviewers[i]);

		asks = strcmp(other, folded) == 0;
		free(other);
	}
	free(folded);
	return asks ? ROLE_INTERVIEWER : role;
}

int
compose_end(struct composer *c, struct error *err)
{
	struct transcript *t = c->t;
	size_t i;
	int rc = 0;

	end_turn(c);
	if (t->text.len > IMPORT_MAX)
		rc = error_set(err, ERR_LIMIT,
		               "more text than a document may have");
	else if (t->turns.n > IMPORT_TURNS_MAX)
		rc = error_set(err, ERR_LIMIT, "more than %d turns",
		               IMPORT_TURNS_MAX);
	else if (t->speakers.n > IMPORT_SPEAKERS_MAX)
		rc = error_set(err, ERR_LIMIT,
		               "more than %d speakers: are they names?",
		               IMPORT_SPEAKERS_MAX);
	for (i = 0; rc == 0 && i < t->speakers.n; i++)
		t->speakers.items[i].role =
		    role_of(c, t->speakers.items[i].label);
	if (c->dropped)
		transcript_changed(t, "control characters");
	if (c->composed)
		transcript_changed(t, "NFC");
	if (rc == 0)
		transcript_find_asides(t);
	compose_release(c);
	return rc;
}

void
compose_release(struct composer *c)
{
	buf_release(&c->speech);
	vec_release(&c->who);
}
