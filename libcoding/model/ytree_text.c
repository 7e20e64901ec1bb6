/* ytree_text.c - the bytes of a YAML text: checks, lines, excerpts. */
#include "model/ytree.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Code points of a long line that are shown: before the caret, in all. */
enum { EXCERPT_BEFORE = 48, EXCERPT_LENGTH = 72 };

/* Where each line begins: behind LF, CRLF, and CR as libyaml counts. */
static void
find_lines(struct ytree *t)
{
	size_t i, n = 1, cap = 64;

	t->lines = mem_array(cap, sizeof(*t->lines));
	for (i = 0; i < t->len; i++) {
		bool cr = t->text[i] == '\r';

		if (t->text[i] != '\n' &&
		    !(cr && (i + 1 == t->len || t->text[i + 1] != '\n')))
			continue;
		if (n == cap) {
			cap *= 2;
			t->lines = mem_resize(t->lines, cap, sizeof(*t->lines));
		}
		t->lines[n++] = i + 1;
	}
	t->n_lines = n;
}

const char *
ytree_line(const struct ytree *t, int line, size_t *len_out)
{
	size_t at = t->lines[line - 1], end = at;

	while (end < t->len && t->text[end] != '\n' && t->text[end] != '\r')
		end++;
	*len_out = end - at;
	return t->text + at;
}

/* The line, from 1, that byte AT stands on. */
static int
line_of(const struct ytree *t, size_t at)
{
	size_t lo = 0, hi = t->n_lines;

	while (hi - lo > 1) {
		size_t mid = lo + (hi - lo) / 2;

		if (t->lines[mid] <= at)
			lo = mid;
		else
			hi = mid;
	}
	return (int)lo + 1;
}

/* A message about byte AT. */
static int __attribute__((format(printf, 4, 5)))
fail_byte(const struct ytree *t, size_t at, struct error *err, const char *fmt,
          ...)
{
	int line = line_of(t, at);
	size_t from = t->lines[line - 1];
	char msg[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(msg, sizeof(msg), fmt, ap);
	va_end(ap);
	return ytree_fail_at(t, line,
	                     (int)utf8_count(t->text + from, at - from) + 1,
	                     err, "%s", msg);
}

/*
 * Characters that a person cannot see or that YAML takes as line breaks:
 * NULL if CP may stand in a codebook, else what it is.
 */
static const char *
refused(uint32_t cp)
{
	switch (cp) {
	case 0:
		return "a NUL byte: this is no text, or not UTF-8";
	case 0x85:
	case 0x2028:
	case 0x2029:
		return "an invisible line separator: write a space or a line "
		       "break instead";
	case 0xFEFF:
		return "an invisible byte order mark: delete it";
	case 0xFFFE:
	case 0xFFFF:
		return "not a character: delete it";
	default:
		if ((cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') ||
		    (cp >= 0x7F && cp < 0xA0))
			return "a control character: delete it";
		return NULL;
	}
}

int
ytree_check(struct ytree *t, struct error *err)
{
	const unsigned char *s = (const unsigned char *)t->text;
	size_t at = 0, from;
	int line;

	if (t->len > YTREE_MAX_BYTES)
		return error_set(err, ERR_LIMIT,
		                 "'%s' is larger than %u MB: too large for a "
		                 "codebook",
		                 t->file, YTREE_MAX_BYTES >> 20);
	find_lines(t);
	if (t->len >= 2 &&
	    ((s[0] == 0xFF && s[1] == 0xFE) || (s[0] == 0xFE && s[1] == 0xFF)))
		return ytree_fail_at(t, 1, 1, err,
		                     "the file is UTF-16: save it as UTF-8");
	if (!utf8_valid(t->text, t->len, &at))
		return fail_byte(t, at, err,
		                 "byte 0x%02X is not UTF-8: save the file as "
		                 "UTF-8",
		                 s[at]);
	for (at = 0; at < t->len;) {
		const char *why;
		uint32_t cp;

		from = at;
		cp = utf8_next(t->text, t->len, &at);
		why = cp < 0x20 || cp >= 0x7F ? refused(cp) : NULL;
		if (why)
			return fail_byte(t, from, err, "U+%04X is %s",
			                 (unsigned)cp, why);
	}
	for (line = 1; line <= (int)t->n_lines; line++) {
		size_t len;
		const char *l = ytree_line(t, line, &len);

		if (len > 0 && l[0] == '%')
			return ytree_fail_at(t, line, 1, err,
			                     "YAML directives are not used "
			                     "here: take the line out");
		for (from = 0; from < len && l[from] == ' '; from++)
			;
		if (from < len && l[from] != '#')
			break;
	}
	return 0;
}

/* The length of the character at S, and whether it may be shown as it is. */
static size_t
show_length(const char *s, size_t left, bool *good_out)
{
	unsigned char c = (unsigned char)*s;
	size_t at = 0, n = c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	uint32_t cp;

	*good_out = n <= left && utf8_valid(s, n, NULL);
	if (!*good_out)
		return 1;
	cp = utf8_next(s, n, &at);
	*good_out = cp == '\t' || !refused(cp);
	return n;
}

/*
 * Append LINE to OUT, a piece around COLUMN if it is long, and below it a
 * caret: tabs stay tabs in both, so that they fall alike.
 */
static void
show_line(const char *line, size_t len, int column, struct buf *out)
{
	struct buf caret = { 0 };
	int cp = 1, first = 1;
	size_t at, n;
	bool good;

	if (column > EXCERPT_LENGTH)
		first = column - EXCERPT_BEFORE;
	if (first > 1) {
		buf_adds(out, "\xE2\x80\xA6");
		buf_addc(&caret, ' ');
	}
	for (at = 0; at < len; at += n, cp++) {
		n = show_length(line + at, len - at, &good);
		if (cp < first)
			continue;
		if (cp >= first + EXCERPT_LENGTH) {
			buf_adds(out, "\xE2\x80\xA6");
			break;
		}
		if (good)
			buf_add(out, line + at, n);
		else
			buf_adds(out, "\xEF\xBF\xBD");
		if (cp < column && line[at] == '\t')
			buf_addc(&caret, '\t');
		else if (cp < column)
			buf_addf(&caret, "%*s",
			         good ? (int)utf8_width(line + at, n) : 1, "");
	}
	buf_addf(out, "\n%s^", buf_str(&caret));
	buf_release(&caret);
}

/* Append at most MAX bytes of S: whole characters, on one line. */
static void
add_shown(struct buf *out, const char *s, size_t max)
{
	size_t len = strlen(s), at, n;
	bool good;

	for (at = 0; at < len && at < max; at += n) {
		n = show_length(s + at, len - at, &good);
		if (good && at + n <= max)
			buf_add(out, s[at] < ' ' && n == 1 ? " " : s + at, n);
	}
}

int
ytree_excerpt(const char *file, const char *text, size_t len, int line,
              int column, struct error *err)
{
	struct buf out = { 0 };
	size_t at = 0, end;
	int n = 1;

	if (!err)
		return ERR_FORMAT;
	while (n < line && at < len) {
		if (text[at] == '\n' ||
		    (text[at] == '\r' &&
		     (at + 1 == len || text[at + 1] != '\n')))
			n++;
		at++;
	}
	for (end = at; end < len && text[end] != '\n' && text[end] != '\r';)
		end++;
	add_shown(&out, file, 300);
	buf_addf(&out, ":%d:%d: ", line, column);
	add_shown(&out, err->msg, 1000);
	if (len > 0) {
		buf_addc(&out, '\n');
		show_line(text + at, end - at, column, &out);
	}
	error_set(err, err->code, "%s", buf_str(&out));
	buf_release(&out);
	return err->code;
}

int
ytree_fail_at(const struct ytree *t, int line, int column, struct error *err,
              const char *fmt, ...)
{
	char msg[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(msg, sizeof(msg), fmt, ap);
	va_end(ap);
	error_set(err, ERR_FORMAT, "%s", msg);
	return ytree_excerpt(t->file, t->text, t->len, line, column, err);
}

int
ytree_fail(const struct ytree *t, const struct ynode *n, struct error *err,
           const char *fmt, ...)
{
	char msg[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(msg, sizeof(msg), fmt, ap);
	va_end(ap);
	return ytree_fail_at(t, n->line, n->column, err, "%s", msg);
}

const char *
ytree_nfc(struct arena *a, const char *s, size_t len)
{
	struct buf b = { 0 };
	const char *out;

	unicode_nfc(&b, s, len);
	out = arena_strn(a, buf_str(&b), b.len);
	buf_release(&b);
	return out;
}

const char *
ytree_trimmed(struct arena *a, const char *s, size_t len)
{
	size_t start = 0, at = 0;

	while (at < len && unicode_is_space(utf8_next(s, len, &at)))
		start = at;
	while ((at = len) > start && unicode_is_space(utf8_prev(s, &at)))
		len = at;
	return ytree_nfc(a, s + start, len - start);
}
