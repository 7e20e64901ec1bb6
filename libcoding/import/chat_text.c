#include "import/chat_text.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "import/aside.h"
#include "model/transcript.h"

#include <stdbool.h>
#include <string.h>

#define BULLET '\x15'

/* A line on its way. */
struct line {
	const char *s;
	size_t len, at;
	struct buf *out;
	int64_t *start_ms, *end_ms;
	bool fragment;           /* the word at hand was broken off */
	bool open;               /* no ] stands behind here any more */
	size_t word_start, word; /* that was last looked at; its end */
};

/* How an utterance ends or is joined to the last one: +... */
static const struct {
	const char *code, *said;
} ends[] = {
	/* longer ones first */
	{ "+//.", "–" }, { "+//?", "–?" }, { "+\"/.", "." }, { "+...", "..." },
	{ "+..?", "?" }, { "+!?", "?!" },  { "+/.", "–" },   { "+/?", "–?" },
	{ "+\".", "." }, { "+.", "." },    { "++", "" },     { "+^", "" },
	{ "+<", "" },    { "+,", "" },     { "+\"", "" },
};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Does C end a word? */
static bool
is_edge(char c)
{
	return is_blank(c) || c == '[' || c == ']' || c == '<' || c == '>' ||
	       c == BULLET;
}

static bool
is_end_mark(char c)
{
	return c == '.' || c == ',' || c == '?' || c == '!' || c == ';';
}

/* The byte N behind the one at hand; a blank behind the line. */
static char
peek(const struct line *l, size_t n)
{
	return l->at + n < l->len ? l->s[l->at + n] : ' ';
}

static bool
is_at(const struct line *l, const char *code)
{
	size_t n = strlen(code);

	return l->len - l->at >= n && memcmp(l->s + l->at, code, n) == 0;
}

/* Where the word at AT ends, which is looked for once a word. */
static size_t
word_end(struct line *l, size_t at)
{
	if (at >= l->word || at < l->word_start) {
		l->word_start = at;
		for (l->word = at; l->word < l->len && !is_edge(l->s[l->word]);)
			l->word++;
	}
	return l->word;
}

/* An aside of S, in which _ and : stand for blanks. */
static void
add_aside(struct line *l, const char *s, size_t len)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < len; i++)
		buf_addc(&b, s[i] == '_' || s[i] == ':' ? ' ' : s[i]);
	aside_add(l->out, buf_str(&b), b.len);
	buf_release(&b);
}

/* Behind the last word, without a blank. */
static void
attach(struct line *l, const char *s)
{
	while (l->out->len > 0 && is_blank(l->out->data[l->out->len - 1]))
		l->out->data[--l->out->len] = '\0';
	buf_adds(l->out, s);
}

/* --- times ---------------------------------------------------------------- */

/* The digits that end at AT as a number; their start in *FROM. */
static int64_t
number_before(const char *s, size_t at, size_t *from)
{
	int64_t value = 0, unit = 1;

	for (*from = at;
	     *from > 0 && ascii_is_digit(s[*from - 1]) && at - *from < 15;
	     unit *= 10)
		value += unit * (s[--*from] - '0');
	return *from == at ? -1 : value;
}

/* A bullet holds milliseconds: start_end, behind a file's name if it is old. */
static void
read_bullet(struct line *l)
{
	const char *s = l->s + ++l->at, *stop;
	size_t n, from;
	int64_t start, end;

	stop = memchr(s, BULLET, l->len - l->at);
	if (!stop)
		return;
	n = (size_t)(stop - s);
	l->at += n + 1;
	buf_addc(l->out, ' ');
	end = number_before(s, n, &from);
	if (end < 0 || from == 0 || s[from - 1] != '_')
		return;
	start = number_before(s, from - 1, &from);
	if (start < 0 || start > end)
		return;
	if (*l->start_ms == TURN_NO_TIME || start < *l->start_ms)
		*l->start_ms = start;
	if (*l->end_ms == TURN_NO_TIME || end > *l->end_ms)
		*l->end_ms = end;
}

/* (.) (..) (...) (2.3) (1:05.2): the length of the pause at hand, or 0. */
static size_t
read_pause(struct line *l)
{
	const char *s = l->s + l->at + 1;
	size_t left = l->len - l->at - 1, n = 0, digits = 0;
	char length[16] = "";

	for (; n < left && (ascii_is_digit(s[n]) || s[n] == '.' || s[n] == ':');
	     n++)
		digits += ascii_is_digit(s[n]);
	if (n == 0 || n > 8 || n == left || s[n] != ')')
		return 0;
	memcpy(length, s, n);
	if (digits > 0) {
		buf_addf(l->out, " [pause %s] ", length);
		return n + 2;
	}
	if (n > 3 || strspn(length, ".") != n)
		return 0;
	buf_adds(l->out, n == 1 ? " [pause] " : " [long pause] ");
	return n + 2;
}

/* --- codes ---------------------------------------------------------------- */

/* [ ... ]: of what stands in brackets only events are kept. */
static void
read_bracket(struct line *l)
{
	const char *s = l->s + l->at + 1;
	const char *stop = NULL;
	size_t n;

	if (!l->open)
		stop = memchr(s, ']', l->len - l->at - 1);
	l->at++;
	l->open = !stop;
	if (!stop)
		return;
	n = (size_t)(stop - s);
	l->at += n + 1;
	buf_addc(l->out, ' ');
	if (n > 2 && memcmp(s, "=! ", 3) == 0)
		add_aside(l, s + 3, n - 3);
	else if (n > 1 && memcmp(s, "% ", 2) == 0)
		add_aside(l, s + 2, n - 2);
	else if (n > 2 && memcmp(s, "x ", 2) == 0)
		add_aside(l, s, n);
	else if (n > 0 && s[0] == '#')
		buf_adds(l->out, " [pause] ");
}

/* &=laughs  &*MOT:mhm  &{l=singing ... &}l=singing  &-um  &+fr  &~gaga */
static void
read_ampersand(struct line *l)
{
	size_t end = word_end(l, l->at), skip = 0;

	if (peek(l, 1) == '=' || peek(l, 1) == '*')
		skip = 2;
	else if ((peek(l, 1) == '{' || peek(l, 1) == '}') && peek(l, 3) == '=')
		skip = 4;
	if (skip > 0 && l->at + skip <= end) {
		if (peek(l, 1) != '}')
			add_aside(l, l->s + l->at + skip, end - l->at - skip);
		l->at = end;
		return;
	}
	l->fragment = peek(l, 1) == '+';
	l->at++;
	if (l->at < end && strchr("-+~", l->s[l->at]))
		l->at++;
}

/* A code that ends the utterance, or one that links it; false if none. */
static bool
read_end(struct line *l)
{
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		if (!is_at(l, ends[i].code))
			continue;
		l->at += strlen(ends[i].code);
		if (*ends[i].said)
			attach(l, ends[i].said);
		return true;
	}
	return false;
}

/* xxx, yyy, www: not understood, or not written down. */
static bool
read_unclear(struct line *l)
{
	char c = l->s[l->at];
	size_t end, n;

	if (c != 'x' && c != 'y' && c != 'w')
		return false;
	for (end = l->at; end < l->len && l->s[end] == c;)
		end++;
	n = end - l->at;
	if (n < 2 || n > 3 || (c == 'w' && n == 2) ||
	    (end < l->len && !is_edge(l->s[end]) && !is_end_mark(l->s[end]) &&
	     l->s[end] != '@'))
		return false;
	add_aside(l, l->s + l->at, n);
	l->at = end < l->len && l->s[end] == '@' ? word_end(l, end) : end;
	return true;
}

/* --- words ---------------------------------------------------------------- */

/* Marks of Conversation Analysis and of stress, which are no letters. */
static bool
is_ca_mark(uint32_t cp)
{
	static const uint32_t marks[] = {
		0xB0,   0x2C8,  0x2CC,  0x2047, 0x204E, 0x2206, 0x2207, 0x2219,
		0x221E, 0x222C, 0x222E, 0x223E, 0x2248, 0x224B, 0x2260, 0x2261,
		0x2581, 0x2594, 0x25C9, 0x263A, 0x264B, 0x2906, 0x2907,
	};
	size_t i;

	if ((cp >= 0x2190 && cp <= 0x21FF) || (cp >= 0x2308 && cp <= 0x230B))
		return true;
	for (i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (cp == marks[i])
			return true;
	return false;
}

/* One character within a word. */
static void
read_letter(struct line *l)
{
	size_t at = l->at;
	uint32_t cp = utf8_next(l->s, l->len, &at);

	if (cp == 0x201E || cp == 0x2021) { /* a tag, a vocative */
		attach(l, ",");
	} else if (is_ca_mark(cp)) {
		/* overlaps may be numbered */
		if (cp >= 0x2308 && cp <= 0x230B && at < l->len &&
		    ascii_is_digit(l->s[at]))
			at++;
	} else if (cp == '(' || cp == ')' || cp == '^' || cp == ':') {
		;
	} else if (cp == '_') {
		buf_addc(l->out, ' ');
	} else if (cp == '+') {
		buf_addc(l->out, '-');
	} else {
		buf_add(l->out, l->s + l->at, at - l->at);
	}
	l->at = at;
}

static void
read_word(struct line *l)
{
	size_t end = word_end(l, l->at), from = l->out->len, n;

	while (l->at < end) {
		char c = l->s[l->at];

		if (c == '(' && (n = read_pause(l)) > 0) {
			l->at += n;
			continue;
		}
		/* a special form, a part of speech: how, not what */
		if ((c == '@' || c == '$') && l->out->len > from) {
			while (l->at < end && !is_end_mark(l->s[l->at]))
				l->at++;
			continue;
		}
		if (is_end_mark(c) && l->fragment && l->out->len > from) {
			buf_addc(l->out, '-');
			l->fragment = false;
		}
		read_letter(l);
	}
	if (l->fragment && l->out->len > from &&
	    l->out->data[l->out->len - 1] != '-')
		buf_addc(l->out, '-');
	l->fragment = false;
}

/* A word that was left out: 0is; or nothing was said: 0. */
static bool
read_omission(struct line *l)
{
	if (l->s[l->at] != '0' || ascii_is_digit(peek(l, 1)) ||
	    (is_end_mark(peek(l, 1)) && ascii_is_digit(peek(l, 2))))
		return false;
	l->at++;
	while (l->at < l->len && !is_edge(l->s[l->at]) &&
	       !is_end_mark(l->s[l->at]))
		l->at++;
	return true;
}

void
chat_text(const char *s, size_t len, struct buf *out, int64_t *start_ms,
          int64_t *end_ms)
{
	struct line l = { .s = s,
		          .len = len,
		          .out = out,
		          .start_ms = start_ms,
		          .end_ms = end_ms };

	while (l.at < len) {
		char c = s[l.at];

		if (is_blank(c) || c == '<' || c == '>' || c == ']') {
			if (is_blank(c))
				buf_addc(out, ' ');
			l.at++;
		} else if (c == BULLET) {
			read_bullet(&l);
		} else if (c == '[') {
			read_bracket(&l);
		} else if (c == '&') {
			read_ampersand(&l);
		} else if (c == '#' && is_edge(peek(&l, 1))) {
			buf_adds(out, " [pause] ");
			l.at++;
		} else if (is_end_mark(c) && is_edge(peek(&l, 1))) {
			char mark[2] = { c, '\0' };

			attach(&l, mark);
			l.at++;
		} else if (!(c == '+' && read_end(&l)) && !read_unclear(&l) &&
		           !read_omission(&l)) {
			read_word(&l);
		}
	}
}
