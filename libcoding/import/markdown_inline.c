#include "import/markdown_inline.h"

#include "import/cue_time.h"

#include <string.h>
#include <strings.h>

enum {
	LINK_MAX = 2000, /* bytes of the words, and of the address */
	TAG_MAX = 500,
	NAME_MAX_BYTES = 12,
};

/* The tags that are taken off; sorted by nothing, for they are few. */
static const char *const tags[] = {
	"a",     "abbr", "b",      "blockquote", "br",  "center", "cite", "del",
	"div",   "em",   "font",   "i",          "ins", "mark",   "p",    "s",
	"small", "span", "strong", "sub",        "sup", "u",
};

/* A text being rewritten. */
struct inline_text {
	const char *s;
	size_t len;
	size_t at;   /* the place reached */
	size_t kept; /* up to here it is in OUT */
	struct buf out;
	bool changed;
};

/* Everything up to AT is kept, and it goes on at NEXT. */
static void
cut(struct inline_text *x, size_t at, size_t next)
{
	buf_add(&x->out, x->s + x->kept, at - x->kept);
	x->at = x->kept = next;
	x->changed = true;
}

/* The C that closes what is open before AT, no further than MAX; 0: none. */
static size_t
find_close(const struct inline_text *x, size_t at, size_t max, char open,
           char close)
{
	size_t depth = 1, end = at + max < x->len ? at + max : x->len;

	for (; at < end; at++) {
		if (x->s[at] == '\\')
			at++;
		else if (x->s[at] == '\n' && at + 1 < end &&
		         x->s[at + 1] == '\n')
			return 0;
		else if (x->s[at] == open)
			depth++;
		else if (x->s[at] == close && --depth == 0)
			return at;
	}
	return 0;
}

/* Is [START, END) an address: no blank but before a title, a mark in it? */
static bool
is_address(const char *s, size_t start, size_t end)
{
	size_t n = 0;

	while (start + n < end && s[start + n] != ' ')
		n++;
	if (start + n < end && s[start + n + 1] != '"' &&
	    s[start + n + 1] != '\'')
		return false;
	return memchr(s + start, '/', n) || memchr(s + start, '.', n) ||
	       memchr(s + start, '#', n) || memchr(s + start, '@', n);
}

/* [words](address), or ![words](address), at the place reached. */
static bool
take_link(struct inline_text *x)
{
	bool picture = x->s[x->at] == '!', time;
	size_t open = x->at + picture, close, end;
	int64_t ms;

	if (x->s[open] != '[')
		return false;
	close = find_close(x, open + 1, LINK_MAX, '[', ']');
	if (close == 0 || close + 1 >= x->len || x->s[close + 1] != '(')
		return false;
	end = find_close(x, close + 2, LINK_MAX, '(', ')');
	if (end == 0 || !is_address(x->s, close + 2, end))
		return false;
	if (picture) {
		cut(x, x->at, end + 1);
		return true;
	}
	time = cue_time_read(x->s, close, open + 1, &ms) == close &&
	       (open == 0 || x->s[open - 1] != '[');
	cut(x, open + time, open + 1);
	cut(x, close + time, end + 1);
	return true;
}

static bool
is_tag_name(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (strlen(tags[i]) == len && strncasecmp(tags[i], s, len) == 0)
			return true;
	return false;
}

/* Behind "<sup>" at AT: where "12</sup>" ends, or 0. */
static size_t
end_of_number(const struct inline_text *x, size_t at)
{
	static const char close[] = "</sup>";
	const size_t n = sizeof(close) - 1;

	while (at < x->len && strchr("0123456789*[], ", x->s[at]) && x->s[at])
		at++;
	return x->len - at >= n && strncasecmp(x->s + at, close, n) == 0
	           ? at + n
	           : 0;
}

/* <tag>, </tag>, <tag ...>, <!-- ... --> */
static bool
take_tag(struct inline_text *x)
{
	size_t name = x->at + 1, n = 0, end, number;

	if (x->len - x->at > 4 && memcmp(x->s + x->at, "<!--", 4) == 0) {
		const char *close = strstr(x->s + x->at + 4, "-->");

		if (close)
			cut(x, x->at, (size_t)(close - x->s) + 3);
		return close != NULL;
	}
	name += name < x->len && x->s[name] == '/';
	while (
	    name + n < x->len && n < NAME_MAX_BYTES &&
	    ((x->s[name + n] | 0x20) >= 'a' && (x->s[name + n] | 0x20) <= 'z'))
		n++;
	if (n == 0 || name + n >= x->len || !strchr(" />", x->s[name + n]) ||
	    !is_tag_name(x->s + name, n))
		return false;
	end = find_close(x, name + n, TAG_MAX, '<', '>');
	if (end == 0)
		return false;
	number = n == 3 && strncasecmp(x->s + name, "sup", 3) == 0
	             ? end_of_number(x, end + 1)
	             : 0;
	cut(x, x->at, number > 0 ? number : end + 1);
	if (n == 2 && strncasecmp(x->s + name, "br", 2) == 0 &&
	    x->at < x->len && x->s[x->at] != '\n')
		buf_addc(&x->out, '\n');
	return true;
}

bool
markdown_inline_drop(struct buf *text)
{
	struct inline_text x = { .s = buf_str(text), .len = text->len };

	while (x.at < x.len) {
		x.at += strcspn(x.s + x.at, "\\[!<");
		if (x.at >= x.len)
			break;
		if (x.s[x.at] == '\\') {
			/* an escaped bracket may open a link all the same */
			x.at += 1 + (x.at + 1 < x.len);
			continue;
		}
		if (x.s[x.at] == '<' ? !take_tag(&x) : !take_link(&x))
			x.at++;
	}
	if (x.changed) {
		buf_add(&x.out, x.s + x.kept, x.len - x.kept);
		buf_release(text);
		*text = x.out;
	} else {
		buf_release(&x.out);
	}
	return x.changed;
}
