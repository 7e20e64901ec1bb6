/* literal_regex.c - the literals of a PCRE2 regex. */
#include "match/literal.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "match/doubled.h"
#include "match/literal_info.h"

#include <string.h>

/*
 * A regex that PCRE2 has compiled is read again, only far enough to know
 * where each item of it ends.  What an item matches may be unknown; what it
 * is may not: then nothing is said of the whole regex.  So whatever a later
 * PCRE2 adds costs time, never a match.
 */
struct reader {
	const char *s;
	size_t len, at;
	int depth; /* of groups */
	struct cases *cases;
	const char *why; /* it was given up */
};

enum {
	DEPTH_MAX = 40,
	CLASS_MAX = 16, /* characters of a class that are told apart */
};

static void read_alternatives(struct reader *r, struct literal_info *out);

static void
give_up(struct reader *r, const char *why)
{
	if (!r->why)
		r->why = why;
	r->at = r->len;
}

/* The byte at AT + N, NUL behind the end. */
static char
peek(const struct reader *r, size_t n)
{
	return r->at + n < r->len ? r->s[r->at + n] : '\0';
}

static bool
is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* Step behind the next C; nothing like it ends in giving up. */
static void
skip_past(struct reader *r, char c)
{
	while (r->at < r->len && r->s[r->at] != c)
		r->at++;
	if (r->at == r->len)
		give_up(r, "a bracket is not closed");
	else
		r->at++;
}

/* --- characters ----------------------------------------------------------- */

static uint32_t
read_number(struct reader *r, int base, int most)
{
	static const char digits[] = "0123456789abcdef";
	uint32_t n = 0;

	for (; most > 0 && r->at < r->len; most--, r->at++) {
		char c = r->s[r->at];
		const char *d;

		if (c >= 'A' && c <= 'F')
			c |= 0x20;
		d = is_one_of(c, digits) ? strchr(digits, c) : NULL;
		if (!d || d - digits >= base)
			break;
		n = n * (uint32_t)base + (uint32_t)(d - digits);
	}
	return n;
}

/* \x41 \x{41} \o{101} \012, behind the letter X or O or at the 0. */
static uint32_t
read_code(struct reader *r, char kind)
{
	uint32_t cp;

	if (kind != '0' && peek(r, 0) == '{') {
		r->at++;
		cp = read_number(r, kind == 'x' ? 16 : 8, 8);
		if (peek(r, 0) != '}')
			give_up(r, "a number in an escape is not well formed");
		else
			r->at++;
		return cp;
	}
	return kind == 'x' ? read_number(r, 16, 2) : read_number(r, 8, 3);
}

/*
 * The escape behind a backslash, if it is one character: true with *CP_OUT,
 * and AT behind it.
 */
static bool
read_escaped(struct reader *r, uint32_t *cp_out)
{
	static const char names[] = "aefnrt";
	static const unsigned char controls[] = { 7, 27, 12, 10, 13, 9 };
	char c = peek(r, 0);

	if (r->at < r->len && !ascii_is_letter(c) && !ascii_is_digit(c)) {
		*cp_out = utf8_next(r->s, r->len, &r->at);
		return true;
	}
	if (is_one_of(c, names)) {
		*cp_out = controls[strchr(names, c) - names];
		r->at++;
		return true;
	}
	if (c != 'x' && c != 'o' && c != '0')
		return false;
	r->at += c != '0';
	*cp_out = read_code(r, c);
	if (*cp_out > 0x10FFFF)
		give_up(r, "a number in an escape is not well formed");
	return true;
}

/* --- classes -------------------------------------------------------------- */

struct class
{
	uint32_t items[CLASS_MAX];
	size_t n;
	bool many; /* more than are told apart, or others than those */
};

static void
class_add(struct class *c, uint32_t from, uint32_t to)
{
	if (from > to || to - from >= CLASS_MAX) {
		c->many = true;
		return;
	}
	for (; from <= to; from++) {
		if (c->n == CLASS_MAX)
			c->many = true;
		else
			c->items[c->n++] = from;
	}
}

/* [:alpha:] and such, at the [. */
static bool
skip_posix(struct reader *r)
{
	size_t i = 2;

	if (!is_one_of(peek(r, 1), ":.="))
		return false;
	while (ascii_is_letter(peek(r, i)) || peek(r, i) == '^')
		i++;
	/* [[:<:]] is no class at all */
	if (peek(r, i) != peek(r, 1) || peek(r, i + 1) != ']') {
		give_up(r, "a [: in a class is not understood here");
		return true;
	}
	r->at += i + 2;
	return true;
}

/* Step over the escape of a class that is no single character. */
static void
skip_class_escape(struct reader *r)
{
	char c = peek(r, 0);

	if (is_one_of(c, "dDhHsSvVwW")) {
		r->at++;
	} else if (c == 'p' || c == 'P') {
		r->at += peek(r, 1) == '{' ? 1 : 2;
		if (peek(r, 0) == '{')
			skip_past(r, '}');
	} else {
		give_up(r, "an escape in a class is not understood here");
	}
}

/*
 * The next item of a class: true if it is the one character *CP_OUT.  At a
 * hyphen as at any character; the caller looks for ranges.
 */
static bool
class_item(struct reader *r, uint32_t *cp_out)
{
	if (r->s[r->at] == '[' && skip_posix(r))
		return false;
	if (r->s[r->at] != '\\') {
		*cp_out = utf8_next(r->s, r->len, &r->at);
		return true;
	}
	r->at++;
	if (peek(r, 0) == 'b') {
		r->at++;
		*cp_out = '\b';
		return true;
	}
	if (peek(r, 0) >= '1' && peek(r, 0) <= '7') {
		*cp_out = read_number(r, 8, 3);
		return true;
	}
	if (read_escaped(r, cp_out))
		return true;
	skip_class_escape(r);
	return false;
}

static void
read_class(struct reader *r, struct literal_info *out)
{
	struct class c = { 0 };
	uint32_t from, to;
	bool first = true;
	size_t i;

	literal_info_any(out);
	r->at++;
	if (peek(r, 0) == '^') {
		c.many = true;
		r->at++;
	}
	for (; r->at < r->len && (first || peek(r, 0) != ']'); first = false) {
		if (!class_item(r, &from)) {
			c.many = true;
			continue;
		}
		to = from;
		if (peek(r, 0) == '-' && peek(r, 1) != ']' &&
		    r->at + 1 < r->len) {
			r->at++;
			if (!class_item(r, &to))
				to = UINT32_MAX; /* a-\d: three items */
		}
		class_add(&c, from, to);
	}
	if (r->at >= r->len)
		give_up(r, "a class is not closed");
	r->at++;
	if (c.many || c.n == 0)
		return;
	literal_info_character(out, r->cases, c.items[0]);
	for (i = 1; i < c.n; i++) {
		struct literal_info one;

		literal_info_character(&one, r->cases, c.items[i]);
		literal_info_either(out, &one);
	}
}

/* --- escapes -------------------------------------------------------------- */

/* \Q...\E, at the Q. */
static void
read_quoted(struct reader *r, struct literal_info *out)
{
	literal_info_empty(out);
	r->at++;
	while (r->at < r->len && !(r->s[r->at] == '\\' && peek(r, 1) == 'E')) {
		struct literal_info one;

		literal_info_character(&one, r->cases,
		                       utf8_next(r->s, r->len, &r->at));
		literal_info_append(out, &one);
	}
	r->at += 2;
	/* it would repeat the last character only */
	if (is_one_of(peek(r, 0), "*+?{") || r->at > r->len)
		give_up(r,
		        "\\Q with a repeat behind it is not understood here");
}

/* \1, \g{name}, \k<name>: what a group matched. */
static void
read_reference(struct reader *r, struct literal_info *out)
{
	char c = r->s[r->at++];

	literal_info_any(out);
	if (ascii_is_digit(c)) {
		if (ascii_is_digit(peek(r, 0)))
			give_up(
			    r, "\\ with several digits is not understood here");
		return;
	}
	if (peek(r, 0) == '{') {
		skip_past(r, '}');
	} else if (peek(r, 0) == '<') {
		skip_past(r, '>');
	} else if (peek(r, 0) == '\'') {
		r->at++;
		skip_past(r, '\'');
	} else {
		r->at += is_one_of(peek(r, 0), "+-");
		while (ascii_is_digit(peek(r, 0)))
			r->at++;
	}
}

static void
read_escape(struct reader *r, struct literal_info *out)
{
	uint32_t cp;
	char c;

	r->at++;
	c = peek(r, 0);
	literal_info_any(out);
	if (read_escaped(r, &cp)) {
		literal_info_character(out, r->cases, cp);
	} else if (is_one_of(c, "bABzZ")) {
		literal_info_empty(out);
		out->left = c == 'b' || c == 'A';
		r->at++;
	} else if (is_one_of(c, "dDhHRsSvVwWX") ||
	           (c == 'N' && peek(r, 1) != '{')) {
		r->at++;
	} else if (c == 'p' || c == 'P') {
		skip_class_escape(r);
	} else if (c == 'Q') {
		read_quoted(r, out);
	} else if (ascii_is_digit(c) || c == 'g' || c == 'k') {
		read_reference(r, out);
	} else {
		give_up(r, "an escape is not understood here");
	}
}

/* --- groups --------------------------------------------------------------- */

/* (?i) and such, behind the ?: true if it opens a group, as (?i:...) does. */
static bool
read_flags(struct reader *r)
{
	while (is_one_of(peek(r, 0), "imsnJU^-"))
		r->at++;
	if (peek(r, 0) != ':' && peek(r, 0) != ')') {
		give_up(r, peek(r, 0) == 'x'
		               ? "(?x) is not understood here"
		               : "a group (?...) is not understood here");
		return false;
	}
	return r->s[r->at++] == ':';
}

enum group {
	GROUP_PLAIN,   /* what it holds is matched */
	GROUP_LOOK,    /* what it holds is looked at */
	GROUP_UNKNOWN, /* it is a whole item, and matches anything */
	GROUP_NOTHING, /* it is a whole item, and matches nothing */
};

/* Behind the (: step over what says of which kind the group is. */
static enum group
read_opening(struct reader *r)
{
	size_t look;

	if (peek(r, 0) != '?')
		return GROUP_PLAIN;
	r->at++;
	look = peek(r, 0) == '<' ? 1 : 0;
	if (is_one_of(peek(r, look), "=!*")) {
		r->at += look + 1;
		return GROUP_LOOK;
	}
	if (is_one_of(peek(r, 0), ":|>")) {
		r->at++;
	} else if (look || (peek(r, 0) == 'P' && peek(r, 1) == '<')) {
		skip_past(r, '>');
	} else if (peek(r, 0) == '\'') {
		r->at++;
		skip_past(r, '\'');
	} else if (is_one_of(peek(r, 0), "PR&+0123456789") ||
	           (peek(r, 0) == '-' && ascii_is_digit(peek(r, 1)))) {
		/* a subroutine, or what a group matched */
		skip_past(r, ')');
		return GROUP_UNKNOWN;
	} else if (peek(r, 0) == '#') {
		/* what follows may repeat what stands before */
		give_up(r, "a comment is not understood here");
	} else if (peek(r, 0) == '(') {
		give_up(r, "a conditional group is not understood here");
	} else if (!read_flags(r)) {
		return GROUP_NOTHING;
	}
	return GROUP_PLAIN;
}

static void
read_group(struct reader *r, struct literal_info *out)
{
	enum group kind;

	r->at++;
	kind = read_opening(r);
	literal_info_any(out);
	if (kind == GROUP_NOTHING)
		literal_info_empty(out);
	if (kind == GROUP_UNKNOWN || kind == GROUP_NOTHING)
		return;
	if (++r->depth > DEPTH_MAX)
		give_up(r, "groups are nested too deeply");
	read_alternatives(r, out);
	r->depth--;
	if (peek(r, 0) != ')')
		give_up(r, "a group is not closed");
	else
		r->at++;
	if (kind == GROUP_LOOK)
		literal_info_empty(out);
}

/* --- sequences ------------------------------------------------------------ */

/* {2} {2,} {2,5} at the {: true with the numbers. */
static bool
read_braces(struct reader *r, unsigned *least_out, unsigned *most_out)
{
	r->at++;
	if (!ascii_is_digit(peek(r, 0)))
		return false;
	*least_out = *most_out = read_number(r, 10, 5);
	if (peek(r, 0) == ',') {
		r->at++;
		*most_out = UINT32_MAX;
		if (ascii_is_digit(peek(r, 0)))
			*most_out = read_number(r, 10, 5);
	}
	return peek(r, 0) == '}';
}

/* The repeat behind ITEM, if there is one. */
static void
read_repeat(struct reader *r, struct literal_info *item)
{
	unsigned least = 0, most = UINT32_MAX;
	char c = peek(r, 0);

	if (!is_one_of(c, "*+?{"))
		return;
	if (c == '{' && !read_braces(r, &least, &most)) {
		/* a brace that stands for itself, or a later PCRE2's */
		give_up(r, "a { is not understood here");
		return;
	}
	if (c == '?')
		most = 1;
	else if (c == '+')
		least = 1;
	r->at++;
	if (is_one_of(peek(r, 0), "+?"))
		r->at++;
	literal_info_repeat(item, least, most);
}

static void
read_item(struct reader *r, struct literal_info *out)
{
	char c = r->s[r->at];

	literal_info_any(out);
	if (c == '\\') {
		read_escape(r, out);
	} else if (c == '[') {
		read_class(r, out);
	} else if (c == '(') {
		read_group(r, out);
	} else if (c == '.') {
		r->at++;
	} else if (c == '^' || c == '$') {
		literal_info_empty(out);
		out->left = c == '^';
		r->at++;
	} else if (is_one_of(c, "*+?{")) {
		give_up(r, "a repeat of nothing is not understood here");
	} else {
		literal_info_character(out, r->cases,
		                       utf8_next(r->s, r->len, &r->at));
	}
}

static void
read_sequence(struct reader *r, struct literal_info *out)
{
	struct literal_info item;

	literal_info_empty(out);
	while (r->at < r->len && !is_one_of(r->s[r->at], "|)")) {
		read_item(r, &item);
		read_repeat(r, &item);
		literal_info_append(out, &item);
	}
}

static void
read_alternatives(struct reader *r, struct literal_info *out)
{
	struct literal_info other;

	read_sequence(r, out);
	while (peek(r, 0) == '|') {
		r->at++;
		read_sequence(r, &other);
		literal_info_either(out, &other);
	}
}

/*
 * Step over \b and word characters, one at least, with which a match begins:
 * whatever stands behind them, the match begins where their word does.
 */
static bool
skip_letters(struct reader *r)
{
	struct literal_info item;
	bool some = false;

	if (peek(r, 0) != '\\' || peek(r, 1) != 'b')
		return false;
	r->at += 2;
	while (peek(r, 0) == '\\' && is_one_of(peek(r, 1), "wd")) {
		r->at += 2;
		literal_info_any(&item);
		read_repeat(r, &item);
		some = some || (!item.exact && !item.empty);
	}
	return some;
}

/* Where no match is known to begin: what stands behind its first letters? */
static void
look_behind_letters(struct cases *c, const char *s, size_t len,
                    struct literals *out)
{
	struct reader r = { .s = s, .len = len, .cases = c };
	struct literals behind;
	struct literal_info all;

	if (!skip_letters(&r))
		return;
	read_sequence(&r, &all);
	if (r.why || r.at < len)
		return;
	/* with nothing behind the letters, the match is not nothing */
	all.exact = false;
	literal_info_choose(&all, &behind);
	if (behind.class != LITERAL_STARTS)
		return;
	*out = behind;
	out->back = true;
}

void
literal_of_regex(struct cases *c, const char *s, size_t len,
                 struct literals *out)
{
	struct reader r = { .s = s, .len = len, .cases = c };
	struct literal_info all;

	read_alternatives(&r, &all);
	if (r.at < r.len)
		give_up(&r, "a ) without a (");
	if (r.why)
		literal_info_none(out, r.why);
	else
		literal_info_choose(&all, out);
	if (out->class != LITERAL_STARTS)
		look_behind_letters(c, s, len, out);
	if (out->class == LITERAL_NONE && doubled_asked(s, len))
		out->class = LITERAL_DOUBLED;
}
