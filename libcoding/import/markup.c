#include "import/markup.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

#define ENTITY_MAX 12 /* bytes, with & and ; */

/* Sorted by nothing: there are few, and tags are rare. */
static const char *const known[] = {
	"b", "i", "u", "s",  "font", "em",   "strong", "span",  "br",
	"c", "v", "p", "rt", "ruby", "lang", "big",    "small",
};

static const struct {
	const char *name, *text;
} entities[] = {
	{ "amp", "&" },
	{ "lt", "<" },
	{ "gt", ">" },
	{ "quot", "\"" },
	{ "apos", "'" },
	{ "nbsp", "\xC2\xA0" },
	{ "lrm", "\xE2\x80\x8E" },
	{ "rlm", "\xE2\x80\x8F" },
};

/* --- entities ------------------------------------------------------------- */

/* &#39; or &#x27;: the code point; 0 if it is none that text may have. */
static uint32_t
read_number(const char *s, size_t len)
{
	bool hex = len > 0 && (s[0] == 'x' || s[0] == 'X');
	uint32_t cp = 0;
	size_t i;

	if (len <= hex)
		return 0;
	for (i = hex; i < len && cp <= 0x10FFFF; i++) {
		char c = s[i] | 0x20;

		if (ascii_is_digit(s[i]))
			cp = cp * (hex ? 16 : 10) + (uint32_t)(s[i] - '0');
		else if (hex && c >= 'a' && c <= 'f')
			cp = cp * 16 + (uint32_t)(c - 'a' + 10);
		else
			return 0;
	}
	return cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000) ||
	               (cp < 0x20 && cp != '\n' && cp != '\t')
	           ? 0
	           : cp;
}

/* The entity at AT, appended to OUT; its length, or 0 if it is none. */
static size_t
read_entity(const char *s, size_t len, size_t at, struct buf *out)
{
	const char *name = s + at + 1, *end;
	size_t room = len - at < ENTITY_MAX ? len - at : ENTITY_MAX, n, i;
	char bytes[4];
	uint32_t cp;

	end = memchr(s + at, ';', room);
	if (!end || end == name)
		return 0;
	n = (size_t)(end - name);
	if (*name == '#') {
		cp = read_number(name + 1, n - 1);
		if (cp == 0)
			return 0;
		buf_add(out, bytes, utf8_put(cp, bytes));
		return n + 2;
	}
	for (i = 0; i < sizeof(entities) / sizeof(*entities); i++) {
		if (strlen(entities[i].name) != n ||
		    memcmp(entities[i].name, name, n) != 0)
			continue;
		buf_adds(out, entities[i].text);
		return n + 2;
	}
	return 0;
}

/* S with its entities decoded. */
static void
decode(const char *s, size_t len, struct buf *out)
{
	size_t at = 0, n;

	while (at < len) {
		n = s[at] == '&' ? read_entity(s, len, at, out) : 0;
		if (n == 0)
			buf_addc(out, s[at]);
		at += n ? n : 1;
	}
}

/* --- tags ----------------------------------------------------------------- */

/* A tag: </v>, <c.yellow>, <00:01.000>. */
struct tag {
	size_t name, name_end;
	size_t note, note_end; /* what stands behind the name */
	size_t end;            /* behind the > */
	bool closes;
};

static bool
read_tag(const char *s, size_t len, size_t at, struct tag *t)
{
	size_t i = at + 1;

	t->closes = i < len && s[i] == '/';
	i += t->closes;
	t->name = i;
	if (i < len && s[i] != '>' && !ascii_is_letter(s[i]) &&
	    !ascii_is_digit(s[i]))
		return false;
	while (i < len &&
	       (ascii_is_letter(s[i]) || ascii_is_digit(s[i]) || s[i] == '_'))
		i++;
	t->name_end = i;
	/* classes, or the rest of a time */
	while (i < len && !strchr(" \t\n<>", s[i]))
		i++;
	t->note = i;
	while (i < len && s[i] != '>' && s[i] != '<')
		i++;
	if (i >= len || s[i] != '>')
		return false;
	t->note_end = i;
	t->end = i + 1;
	return true;
}

static bool
is_called(const char *s, const struct tag *t, const char *name)
{
	size_t i, len = strlen(name);

	if (t->name_end - t->name != len)
		return false;
	for (i = 0; i < len; i++)
		if ((s[t->name + i] | 0x20) != name[i])
			return false;
	return true;
}

/* Is the time in <00:01.000> the whole tag?  <3 and <5 lines> are text. */
static bool
is_time(const char *s, const struct tag *t)
{
	return ascii_is_digit(s[t->name]) && t->note == t->note_end &&
	       memchr(s + t->name_end, ':', t->note - t->name_end);
}

static bool
is_tag(const char *s, const struct tag *t, enum markup kind)
{
	size_t i;

	if (t->name < t->name_end && ascii_is_digit(s[t->name]))
		return is_time(s, t);
	if (kind == MARKUP_VTT)
		return true;
	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (is_called(s, t, known[i]))
			return true;
	return false;
}

/* --- what SubRip has besides ---------------------------------------------- */

/* {\an8}, {Y:i}: the bytes to leave out at AT, or 0. */
static size_t
read_braces(const char *s, size_t len, size_t at)
{
	const char *end;

	if (len - at < 4 || (s[at + 1] != '\\' &&
	                     !(ascii_is_letter(s[at + 1]) && s[at + 2] == ':')))
		return 0;
	end = memchr(s + at, '}', len - at);
	if (!end || memchr(s + at, '\n', (size_t)(end - s) - at))
		return 0;
	return (size_t)(end - s) - at + 1;
}

/* \N breaks a line, \h is a blank, in what was .ass before; 0: it is text. */
static char
read_backslash(const char *s, size_t len, size_t at)
{
	if (at + 1 >= len || (at > 0 && s[at - 1] == ':'))
		return '\0';
	return s[at + 1] == 'N' ? '\n' : s[at + 1] == 'h' ? ' ' : '\0';
}

/* What only SubRip has, at AT; how many bytes, 0 if there is nothing. */
static size_t
read_extra(const char *s, size_t len, size_t at, struct buf *out)
{
	char c;

	if (s[at] == '{')
		return read_braces(s, len, at);
	c = s[at] == '\\' ? read_backslash(s, len, at) : '\0';
	if (c)
		buf_addc(out, c);
	return c ? 2 : 0;
}

static bool
is_special(char c, enum markup kind)
{
	return c == '<' || c == '&' ||
	       (kind == MARKUP_SRT && (c == '{' || c == '\\'));
}

/* What stands at AT up to what may be markup, and behind it. */
static size_t
copy_text(const char *s, size_t len, size_t at, enum markup kind,
          struct buf *out)
{
	size_t end = at;

	while (end < len && !is_special(s[end], kind))
		end++;
	if (end > at)
		buf_add(out, s + at, end - at);
	return end;
}

bool
markup_next(const char *s, size_t len, enum markup kind, size_t *at,
            struct buf *out, struct buf *who)
{
	struct tag t;

	while ((*at = copy_text(s, len, *at, kind, out)) < len) {
		size_t n = 0;
		char c = s[*at];

		if (c == '&') {
			n = read_entity(s, len, *at, out);
		} else if (c != '<') {
			n = read_extra(s, len, *at, out);
		} else if (read_tag(s, len, *at, &t) && is_tag(s, &t, kind)) {
			n = t.end - *at;
			if (is_called(s, &t, "br"))
				buf_addc(out, '\n');
			if (is_called(s, &t, "v")) {
				*at = t.end;
				buf_clear(who);
				if (!t.closes)
					decode(s + t.note, t.note_end - t.note,
					       who);
				return true;
			}
		}
		if (n == 0)
			buf_addc(out, c);
		*at += n ? n : 1;
	}
	return false;
}
