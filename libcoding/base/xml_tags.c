#include "base/xml_tags.h"

#include "base/error.h"

#include <string.h>
#include <strings.h>

/* The text being looked through. */
struct text {
	const char *s;
	size_t len;
	bool html;
};

/* In UTF-16 every other byte is NUL. */
static bool
is_blank(char c)
{
	return c == '\0' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
begins(const struct text *t, size_t at, const char *word)
{
	size_t n = strlen(word);

	return t->len - at >= n && strncasecmp(t->s + at, word, n) == 0;
}

/* Behind the next WORD from AT on, or the end. */
static size_t
behind(const struct text *t, size_t at, const char *word)
{
	for (; at < t->len; at++) {
		const char *c = memchr(t->s + at, word[0], t->len - at);

		if (!c)
			return t->len;
		at = (size_t)(c - t->s);
		if (begins(t, at, word))
			return at + strlen(word);
	}
	return t->len;
}

/*
 * Behind the tag at AT; how many attributes it may have in *N_OUT.  A
 * quotation mark opens a value only behind the =.  In HTML an attribute needs
 * no value, so that words count too, twice the number at most.
 */
static size_t
tag_end(const struct text *t, size_t at, size_t *n_out)
{
	size_t values = 0, words = 0;
	char last = '<';

	for (; at < t->len && t->s[at] != '>'; at++) {
		char c = t->s[at];

		if ((c == '"' || c == '\'') && last == '=') {
			const char *stop =
			    memchr(t->s + at + 1, c, t->len - at - 1);

			if (!stop) {
				at = t->len;
				break;
			}
			at = (size_t)(stop - t->s);
		}
		values += c == '=';
		words += !is_blank(c) && is_blank(t->s[at - 1]);
		if (!is_blank(c))
			last = c;
	}
	*n_out = t->html && words / 2 > values ? words / 2 : values;
	return at;
}

static size_t
line_of(const struct text *t, size_t at)
{
	size_t i, line = 1;

	for (i = 0; i < at; i++)
		line += t->s[i] == '\n';
	return line;
}

int
xml_tags_check(const char *data, size_t len, bool html, struct error *err)
{
	struct text t = { data, len, html };
	const char *next;
	size_t at = 0, n;

	while (at < len && (next = memchr(data + at, '<', len - at))) {
		size_t from = (size_t)(next - data);

		at = from + 1;
		if (begins(&t, from, "<!--")) {
			at = behind(&t, from + 4, "-->");
		} else if (begins(&t, from, "<![CDATA[")) {
			at = behind(&t, from, "]]>");
		} else if (html && begins(&t, from, "<script")) {
			at = behind(&t, from, "</script");
		} else if (html && begins(&t, from, "<style")) {
			at = behind(&t, from, "</style");
		} else if (at < len &&
		           (!data[at] || !strchr("!?/ \t\r\n<", data[at]))) {
			at = tag_end(&t, at, &n);
			if (n > XML_TAGS_ATTRIBUTES)
				return error_set(
				    err, ERR_LIMIT,
				    "line %zu: an element with more than %d "
				    "attributes, as no document has",
				    line_of(&t, from), XML_TAGS_ATTRIBUTES);
		}
	}
	return 0;
}
