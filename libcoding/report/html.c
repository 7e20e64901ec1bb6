#include "report/html.h"

#include "base/utf8.h"
#include "report/writer_format.h"

#include <stdarg.h>
#include <string.h>

/* How many bytes of S are valid UTF-8; one bad byte stands behind them. */
static size_t
valid_bytes(const char *s, size_t len)
{
	size_t bad = len;

	return utf8_valid(s, len, &bad) ? len : bad;
}

static bool
is_noncharacter(uint32_t cp)
{
	return (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF);
}

static void
clean_valid(struct buf *out, const char *s, size_t len)
{
	size_t at = 0;

	while (at < len) {
		size_t here = at;
		uint32_t cp = utf8_next(s, len, &at);

		if (cp == '\n' || cp == '\t' || cp == 0x2028 || cp == 0x2029)
			buf_addc(out, ' ');
		else if (!writer_is_control(cp) && !is_noncharacter(cp))
			buf_add(out, s + here, at - here);
	}
}

void
html_clean(struct buf *out, const char *s)
{
	size_t len = strlen(s), n;

	while ((n = valid_bytes(s, len)) < len) {
		clean_valid(out, s, n);
		buf_adds(out, "\xEF\xBF\xBD");
		s += n + 1;
		len -= n + 1;
	}
	clean_valid(out, s, len);
}

void
html_text(struct buf *out, const char *s)
{
	struct buf clean = { 0 };
	const char *at;

	html_clean(&clean, s);
	for (at = buf_str(&clean); *at; at++) {
		size_t plain = strcspn(at, "&<>\"'");

		buf_add(out, at, plain);
		at += plain;
		if (*at == '&')
			buf_adds(out, "&amp;");
		else if (*at == '<')
			buf_adds(out, "&lt;");
		else if (*at == '>')
			buf_adds(out, "&gt;");
		else if (*at == '"')
			buf_adds(out, "&quot;");
		else if (*at == '\'')
			buf_adds(out, "&#39;");
		else
			break;
	}
	buf_release(&clean);
}

void
html_open(struct buf *out, const char *tag, ...)
{
	const char *name;
	va_list ap;

	buf_addf(out, "<%s", tag);
	va_start(ap, tag);
	while ((name = va_arg(ap, const char *)) != NULL) {
		const char *value = va_arg(ap, const char *);

		if (!value)
			continue;
		buf_addf(out, " %s", name);
		if (!*value)
			continue;
		buf_adds(out, "=\"");
		html_text(out, value);
		buf_addc(out, '"');
	}
	va_end(ap);
	buf_addc(out, '>');
}

void
html_close(struct buf *out, const char *tag)
{
	buf_addf(out, "</%s>", tag);
}

void
html_end(struct buf *out, const char *tag)
{
	buf_addf(out, "</%s>\n", tag);
}

void
html_element(struct buf *out, const char *tag, const char *text)
{
	html_open(out, tag, NULL);
	html_text(out, text);
	html_close(out, tag);
}

void
html_id(struct buf *out, const char *name)
{
	for (; *name; name++) {
		if ((*name >= 'a' && *name <= 'z') ||
		    (*name >= '0' && *name <= '9') || *name == '-')
			buf_addc(out, *name);
		else if (*name == '/')
			buf_addc(out, '.');
		else
			buf_addf(out, "_%02x", (unsigned char)*name);
	}
}
