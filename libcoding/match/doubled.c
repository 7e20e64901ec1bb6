#include "match/doubled.h"

#include "base/vec.h"
#include "match/confirm.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* --- regexes -------------------------------------------------------------- */

/* What is left of a regex. */
struct rest {
	const char *s;
	size_t len;
};

/* Step over TEXT, if it is next. */
static bool
take(struct rest *r, const char *text)
{
	size_t n = strlen(text);

	if (r->len < n || memcmp(r->s, text, n) != 0)
		return false;
	r->s += n;
	r->len -= n;
	return true;
}

static char
peek(const struct rest *r)
{
	return r->len > 0 ? *r->s : '\0';
}

static unsigned
take_number(struct rest *r)
{
	unsigned n = 0;

	for (; peek(r) >= '0' && peek(r) <= '9'; r->s++, r->len--)
		n = n < 100000 ? n * 10 + (unsigned)(*r->s - '0') : n;
	return n;
}

/* How often the item before is matched at least; -1: not understood. */
static int
take_repeat(struct rest *r)
{
	int least = 1;

	if (take(r, "*") || take(r, "?")) {
		least = 0;
	} else if (take(r, "{")) {
		if (peek(r) < '0' || peek(r) > '9')
			return -1;
		least = take_number(r) > 0;
		if (take(r, ","))
			take_number(r);
		if (!take(r, "}"))
			return -1;
	} else if (!take(r, "+")) {
		return 1;
	}
	if (!take(r, "?"))
		take(r, "+");
	return least;
}

/* Step over one of N items, the longer first. */
static bool
take_one(struct rest *r, const char *const *items, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (take(r, items[i]))
			return true;
	return false;
}

/* An item that matches one character of words and nothing else. */
static bool
take_letter(struct rest *r)
{
	static const char *const items[] = {
		"\\w",      "\\d",   "\\pL",     "\\p{L}",
		"[a-z]",    "[A-Z]", "[a-zA-Z]", "[A-Za-z]",
		"[a-z0-9]", "[\\w]", "[0-9]",    "[[:alpha:]]",
	};

	return take_one(r, items, sizeof(items) / sizeof(*items));
}

/* A character or escape, outside a class or inside, that is of no word. */
static bool
take_mark(struct rest *r, bool inside)
{
	static const char *const items[] = {
		"\\s", "\\W", "\\h", "\\n", "\\t", "\\.", "\\,", "\\-",
		"\\?", "\\!", "\\/", "\\(", "\\)", "\\[", "\\]", " ",
		",",   ";",   ":",   "!",   "/",   "'",   "\"",
	};

	return take_one(r, items, sizeof(items) / sizeof(*items)) ||
	       take_one(r, (const char *const[]){ inside ? "." : "-" }, 1) ||
	       (inside && take(r, "?"));
}

/* The same, or a class of them. */
static bool
take_separator(struct rest *r)
{
	size_t n = 0;

	if (!take(r, "["))
		return take_mark(r, false);
	while (take_mark(r, true))
		n++;
	/* a hyphen elsewhere would make a range */
	take(r, "-");
	return n > 0 && take(r, "]");
}

/* Items, each repeated or not: true if one at least must match. */
static bool
take_items(struct rest *r, bool (*item)(struct rest *))
{
	bool some = false;

	while (item(r)) {
		int least = take_repeat(r);

		if (least < 0)
			return false;
		some = some || least > 0;
	}
	return some;
}

bool
doubled_asked(const char *s, size_t len)
{
	struct rest r = { s, len };
	bool group;

	/* in an alternative, anything might stand instead */
	if (memchr(s, '|', len) || !take(&r, "\\b(") ||
	    !take_items(&r, take_letter) || !take(&r, ")"))
		return false;
	group = take(&r, "(?:") || take(&r, "(");
	if (!take_items(&r, take_separator) || !take(&r, "\\1") ||
	    (peek(&r) >= '0' && peek(&r) <= '9') || take_repeat(&r) < 1)
		return false;
	if (!group)
		return true;
	take(&r, "\\b");
	return take(&r, ")") && take_repeat(&r) >= 1;
}

/* --- texts ---------------------------------------------------------------- */

/*
 * The text is first cut into runs of bytes that are word characters of ASCII
 * or beyond ASCII, without asking at each byte what to do: the machine would
 * guess wrong at the end of each word.  No word leaves its run.
 */
enum { CHUNK = 2048 };

/* Where runs begin and end, and bytes beyond ASCII, in one chunk. */
struct edges {
	size_t n, n_high;
	uint16_t items[CHUNK + 1], high[CHUNK + 1];
};

struct walk {
	const char *text;
	size_t before, before_end; /* the last word; none if it ends at 0 */
	struct doubled *out;
};

/* Is a byte one of a run? */
static const unsigned char of_run[256] = {
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1,
	0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
};

/* Find the edges in N bytes; *IN says whether a run goes on there, or on. */
static void
find_edges(const char *text, size_t n, unsigned *in, struct edges *e)
{
	unsigned before = *in;
	size_t i, edges = 0, high = 0;

	for (i = 0; i < n; i++) {
		unsigned char c = (unsigned char)text[i], now = of_run[c];

		e->items[edges] = e->high[high] = (uint16_t)i;
		edges += now ^ before;
		high += c >> 7;
		before = now;
	}
	*in = before;
	e->n = edges;
	e->n_high = high;
}

/*
 * May the word of N bytes at A stand at the start of the one of M bytes at B?
 * Beyond ASCII, where letters have forms of several lengths, it may.
 */
static bool
may_repeat(const char *a, size_t n, const char *b, size_t m)
{
	size_t i;

	for (i = 0; i < n; i++) {
		unsigned char x = (unsigned char)a[i], y;

		if (i == m)
			return false;
		y = (unsigned char)b[i];
		if (x >= 0x80 || y >= 0x80)
			return true;
		/* word characters that differ in this bit only are letters,
		   or _ and DEL, which is none */
		if ((x | 0x20) != (y | 0x20))
			return false;
	}
	return true;
}

/* A word of ASCII or not: the next one of the text. */
static void
take_word(struct walk *w, size_t start, size_t end)
{
	if (w->before_end > 0 &&
	    may_repeat(w->text + w->before, w->before_end - w->before,
	               w->text + start, end - start))
		vec_push(w->out, w->before);
	w->before = start;
	w->before_end = end;
}

/* A run with bytes beyond ASCII: the words in it, if that is known. */
static bool
take_mixed(struct walk *w, size_t start, size_t end)
{
	size_t at = start, next;

	while (at < end) {
		enum confirm answer;

		next = at;
		answer = confirm_letter(w->text, end, &next);
		if (answer == CONFIRM_ASK)
			return false;
		if (answer == CONFIRM_NO && start < at)
			take_word(w, start, at);
		if (answer == CONFIRM_NO)
			start = next;
		at = next;
	}
	if (start < end)
		take_word(w, start, end);
	return true;
}

bool
doubled_find(const char *text, size_t len, struct doubled *out)
{
	struct walk w = { .text = text, .out = out };
	size_t from, start = 0, i, high, last_high = SIZE_MAX;
	unsigned in = 0, opened;
	struct edges e;

	out->n = 0;
	for (from = 0; from <= len; from += CHUNK) {
		size_t n = len - from < CHUNK ? len - from : CHUNK;

		opened = in;
		find_edges(text + from, n, &in, &e);
		/* the text ends what goes on at its end */
		if (n < CHUNK && in)
			e.items[e.n++] = (uint16_t)n;
		for (i = high = 0; i < e.n; i++, opened = !opened) {
			size_t at = from + e.items[i];

			for (; high < e.n_high && from + e.high[high] < at;
			     high++)
				last_high = from + e.high[high];
			if (!opened)
				start = at;
			else if (last_high == SIZE_MAX || last_high < start)
				take_word(&w, start, at);
			else if (!take_mixed(&w, start, at))
				return false;
		}
		for (; high < e.n_high; high++)
			last_high = from + e.high[high];
	}
	return true;
}

void
doubled_release(struct doubled *d)
{
	vec_release(d);
}
