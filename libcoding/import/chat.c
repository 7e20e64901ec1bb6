#include "import/chat.h"

#include "base/error.h"
#include "base/vec.h"
#include "import/chat_text.h"
#include "import/decode.h"
#include "import/line.h"
#include "import/talk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What @ID or @Participants say about a speaker. */
struct person {
	char *code;
	enum speaker_role role;
};

/* The file, while it is read. */
struct chat {
	struct talk talk;
	struct {
		struct person *items;
		size_t n, cap;
	} people;
	struct buf said;
	size_t dependent; /* lines left out */
	bool begun;       /* somebody spoke */
};

/* A piece of the text. */
struct piece {
	const char *s;
	size_t len;
};

/* --- headers -------------------------------------------------------------- */

static bool
is(struct piece p, const char *word)
{
	return p.len == strlen(word) && memcmp(p.s, word, p.len) == 0;
}

static struct piece
trimmed(struct piece p)
{
	size_t start = 0, end = p.len;

	line_trim(p.s, &start, &end);
	return (struct piece){ p.s + start, end - start };
}

/* What stands before the next C, which goes too. */
static struct piece
cut(struct piece *rest, char c)
{
	const char *stop = memchr(rest->s, c, rest->len);
	size_t n = stop ? (size_t)(stop - rest->s) : rest->len;
	struct piece p = { rest->s, n };

	rest->s += n + (stop != NULL);
	rest->len -= n + (stop != NULL);
	return trimmed(p);
}

static void
add_person(struct chat *f, struct piece code, struct piece role)
{
	static const char *const none[] = { "Environment", "Media", "Non_Human",
		                            "OffScript", "Text" };
	struct person p = { .role = ROLE_PARTICIPANT };
	size_t i;

	if (code.len == 0)
		return;
	if (is(role, "Investigator") || is(role, "Interviewer"))
		p.role = ROLE_INTERVIEWER;
	for (i = 0; i < sizeof(none) / sizeof(*none); i++)
		if (is(role, none[i]))
			p.role = ROLE_OTHER;
	p.code = mem_strn(code.s, code.len);
	vec_push(&f->people, p);
}

/* @ID: language|corpus|code|age|sex|group|SES|role|education|custom| */
static void
read_id(struct chat *f, struct piece rest)
{
	struct piece code = { 0 }, role = { 0 };
	size_t i;

	for (i = 0; i < 8; i++) {
		struct piece p = cut(&rest, '|');

		if (i == 2)
			code = p;
		else if (i == 7)
			role = p;
	}
	add_person(f, code, role);
}

/* @Participants: CODE name Role, CODE Role, ... */
static void
read_participants(struct chat *f, struct piece rest)
{
	while (rest.len > 0) {
		struct piece one = cut(&rest, ','), code = one, role = one;
		size_t n = 0;

		while (n < one.len && !strchr(" \t\n", one.s[n]))
			n++;
		code.len = n;
		for (n = one.len; n > 0 && !strchr(" \t\n", one.s[n - 1]);)
			n--;
		role.s += n;
		role.len -= n;
		add_person(f, code, role);
	}
}

/* N digits at S; -1 if they are none. */
static int
digits(const char *s, size_t n)
{
	int value = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return -1;
		value = value * 10 + (*s - '0');
	}
	return value;
}

/* 01-JUL-1965 */
static void
read_date(struct transcript *t, struct piece p)
{
	static const char months[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
	char month[4] = "";
	const char *at;
	int day, year;

	if (p.len != 11 || p.s[2] != '-' || p.s[6] != '-')
		return;
	memcpy(month, p.s + 3, 3);
	at = strstr(months, month);
	day = digits(p.s, 2);
	year = digits(p.s + 7, 4);
	if (!at || (at - months) % 3 != 0 || day < 1 || day > 31 || year < 0)
		return;
	snprintf(t->date, sizeof(t->date), "%04d-%02d-%02d", year,
	         (int)(at - months) / 3 + 1, day);
}

/* @Name: value.  Gems are sections, comments among the speech are notes. */
static void
read_header(struct chat *f, struct piece line)
{
	struct piece name = cut(&line, ':'), value = trimmed(line);

	if (is(name, "@ID"))
		read_id(f, value);
	else if (is(name, "@Participants"))
		read_participants(f, value);
	else if (is(name, "@Date"))
		read_date(f->talk.composer.t, value);
	else if (is(name, "@G") || is(name, "@Bg"))
		talk_section(&f->talk, SECTION_HEADING, 1, value.s, value.len);
	else if (is(name, "@Eg"))
		talk_break(&f->talk);
	else if (f->begun && (is(name, "@Comment") || is(name, "@Situation") ||
	                      is(name, "@Activities")))
		talk_section(&f->talk, SECTION_NOTE, 1, value.s, value.len);
}

/* --- lines ---------------------------------------------------------------- */

static int
read_main(struct chat *f, struct piece line, size_t number, struct error *err)
{
	int64_t start = TURN_NO_TIME, end = TURN_NO_TIME;
	const char *colon;
	struct piece code;
	struct span word;
	char *label;

	for (;;) {
		colon = memchr(line.s, ':', line.len);
		if (!colon || memchr(line.s, '\n', (size_t)(colon - line.s)))
			return error_set(err, ERR_FORMAT,
			                 "line %zu: no ':' behind the "
			                 "speaker's code",
			                 number);
		line.s++, line.len--; /* the star */
		code = cut(&line, ':');
		/* "*NIC:*PAU: ..." is PAU's, NIC has nothing to say */
		if (line.len == 0 || line.s[0] != '*' ||
		    !memchr(line.s, ':', line.len))
			break;
	}
	buf_clear(&f->said);
	chat_text(line.s, line.len, &f->said, &start, &end);
	f->begun = true;
	/* "0 ." is something done without a word */
	if (!segment_next_word(buf_str(&f->said), f->said.len, 0, &word))
		return 0;
	label = mem_strn(code.s, code.len);
	talk_say(&f->talk, label, start, end, buf_str(&f->said), f->said.len);
	free(label);
	return 0;
}

/* The line at AT with those that go on with it; the next one is at *STOP. */
static struct piece
next_line(const struct buf *text, size_t at, size_t *stop, size_t *lines)
{
	const char *s = buf_str(text);

	*stop = at;
	*lines = 0;
	do {
		*stop = line_end(s, *stop, text->len);
		*stop += *stop < text->len;
		++*lines;
	} while (*stop < text->len && !strchr("@*%", s[*stop]));
	return (struct piece){ s + at, *stop - at };
}

static int
read_lines(struct chat *f, const struct buf *text, struct error *err)
{
	size_t at, stop, lines, number = 1;
	int rc = 0;

	for (at = 0; at < text->len && rc == 0; at = stop, number += lines) {
		struct piece line = next_line(text, at, &stop, &lines);

		if (line.s[0] == '@')
			read_header(f, line);
		else if (line.s[0] == '*')
			rc = read_main(f, line, number, err);
		else if (line.s[0] == '%')
			f->dependent++;
		else if (!line_is_blank(line.s, 0, line.len))
			rc = error_set(err, ERR_FORMAT,
			               "line %zu: a line of CHAT begins with "
			               "@, * or %%, or with a tab",
			               number);
	}
	return rc;
}

static void
set_roles(const struct chat *f, struct transcript *t)
{
	size_t i;

	for (i = 0; i < f->people.n; i++)
		talk_role(t, f->people.items[i].code, f->people.items[i].role);
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct chat f = { .talk = { .composer = { .t = t, .options = o } } };
	struct buf text;
	size_t i;
	int rc;

	rc = decode_text_with(bytes, o->encoding, '\x15', t, err);
	if (rc < 0)
		return rc;
	text = t->text;
	memset(&t->text, 0, sizeof(t->text));
	rc = read_lines(&f, &text, err);
	if (rc == 0)
		rc = talk_end(&f.talk, err);
	if (rc == 0)
		set_roles(&f, t);
	if (f.dependent > 0)
		buf_addf(&t->left_out, "dependent lines (%%)");
	talk_release(&f.talk);
	for (i = 0; i < f.people.n; i++)
		free(f.people.items[i].code);
	vec_release(&f.people);
	buf_release(&f.said);
	buf_release(&text);
	return rc;
}

/* @Begin on a line of its own, among the first headers. */
static enum import_fit
sniff(const char *data, size_t len)
{
	size_t at = len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	size_t n;

	for (; at < len && data[at] == '@' && at < 2000; at += n + 1) {
		const char *stop = memchr(data + at, '\n', len - at);

		n = stop ? (size_t)(stop - data) - at : len - at;
		if (n >= 6 && memcmp(data + at, "@Begin", 6) == 0)
			return IMPORT_SURE;
	}
	return IMPORT_NO;
}

const struct importer chat_importer = {
	.name = "chat",
	.extensions = "cha",
	.description = "CHAT of TalkBank; main lines, with times",
	.sniff = sniff,
	.parse = parse,
};
