#include "base/xml_tags.h"

#include "base/bound.h"
#include "base/error.h"

#include <string.h>
#include <strings.h>

/* Bytes that libxml2 takes: an attribute's value is a node of its own. */
enum { NODE = 128, ATTRIBUTE = 112 };

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

/* Does text end before the tag at AT?  In UTF-16 a NUL stands between. */
static bool
ends_text(const char *data, size_t at)
{
	if (at > 1 && data[at - 1] == '\0')
		at--;
	return at > 0 && data[at - 1] != '>';
}

int
xml_tags_check(const char *data, size_t len, bool html, struct xml_tags *out,
               struct error *err)
{
	struct text t = { data, len, html };
	const char *next;
	size_t at = 0, n;

	*out = (struct xml_tags){ 0 };
	while (at < len && (next = memchr(data + at, '<', len - at))) {
		size_t from = (size_t)(next - data);

		at = from + 1;
		out->texts += ends_text(data, from);
		if (begins(&t, from, "<!--")) {
			at = behind(&t, from + 4, "-->");
			out->elements++;
		} else if (begins(&t, from, "<![CDATA[")) {
			at = behind(&t, from, "]]>");
			out->texts++;
		} else if (html && begins(&t, from, "<script")) {
			at = behind(&t, from, "</script");
		} else if (html && begins(&t, from, "<style")) {
			at = behind(&t, from, "</style");
		} else if (at < len &&
		           (!data[at] || !strchr("!?/ \t\r\n<", data[at]))) {
			at = tag_end(&t, at, &n);
			out->elements++;
			out->attributes += n;
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

int
xml_tags_bound(const struct xml_tags *tags, size_t len, struct error *err)
{
	size_t n = tags->elements + tags->texts + tags->attributes;

	return bound_tree(n, n * NODE + tags->attributes * ATTRIBUTE + len, len,
	                  err);
}
