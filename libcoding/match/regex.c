#include "match/regex.h"

#include "base/error.h"
#include "base/vec.h"

#include <stdbool.h>
#include <string.h>

/* The end of the character class that begins at AT. */
static size_t
skip_class(const char *s, size_t len, size_t at)
{
	size_t i = at + 1;

	if (i < len && s[i] == '^')
		i++;
	if (i < len && s[i] == ']')
		i++; /* stands for itself there */
	for (; i < len && s[i] != ']'; i++) {
		const char *end = NULL;

		if (s[i] == '\\' && i + 1 < len && s[i + 1] == 'Q')
			end = strstr(s + i, "\\E");
		else if (s[i] == '[' && i + 1 < len && s[i + 1] == ':')
			end = strstr(s + i, ":]");
		else if (s[i] == '\\')
			i++;
		if (end)
			i = (size_t)(end - s) + 1;
	}
	return i + 1;
}

/*
 * Why the escape behind the backslash at AT cannot be used, or NULL.  *AT
 * moves behind it.
 */
static const char *
check_escape(const char *s, size_t len, size_t *at)
{
	const char *end;

	switch (s[*at + 1]) {
	case 'K':
		return "\\K cannot be used: a match begins where its words do";
	case 'C':
		return "\\C cannot be used: it would cut a character in two";
	case 'G':
		return "\\G cannot be used: it depends on the match before";
	case 'Q':
		end = strstr(s + *at, "\\E");
		*at = end ? (size_t)(end - s) + 2 : len;
		return NULL;
	case 'c': /* \cX is one character, whatever X is */
		*at += 3;
		return NULL;
	default:
		*at += 2;
		return NULL;
	}
}

int
regex_check(const char *s, size_t len, size_t *offset_out, struct error *err)
{
	const char *why = NULL, *end;
	size_t i = 0;

	while (i < len && !why) {
		*offset_out = i;
		if (s[i] == '\\' && i + 1 < len) {
			why = check_escape(s, len, &i);
		} else if (s[i] == '[') {
			i = skip_class(s, len, i);
		} else if (strncmp(s + i, "(?#", 3) == 0) {
			end = strchr(s + i, ')');
			i = end ? (size_t)(end - s) + 1 : len;
		} else if (strncmp(s + i, "(?C", 3) == 0) {
			why = "callouts (?C) cannot be used";
		} else if (strncmp(s + i, "(*", 2) == 0) {
			why = "verbs (*...) cannot be used";
		} else {
			i++;
		}
	}
	return why ? error_set(err, ERR_FORMAT, "%s", why) : 0;
}

/* --- literals ------------------------------------------------------------- */

struct strings {
	const char **items;
	size_t n, cap;
};

/* The walk over a regex from its left to its right end. */
struct walk {
	const char *s;
	size_t len, at;
	int depth;   /* of groups */
	bool unsure; /* something is in it that this does not know */
};

static bool
is_one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

/* Behind the opening of a group: only kinds that change no reading. */
static void
open_group(struct walk *w)
{
	static const char *const kinds[] = { "?:",  "?=",  "?!",
		                             "?<=", "?<!", "?>" };
	size_t i;

	w->depth++;
	w->at++;
	if (w->at < w->len && w->s[w->at] != '?')
		return;
	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strncmp(w->s + w->at, kinds[i], strlen(kinds[i])) == 0) {
			w->at += strlen(kinds[i]);
			return;
		}
	w->unsure = true;
}

/*
 * Step over what stands at AT.  True if it is a character that must be
 * there, which is then in *C_OUT.
 */
static bool
step(struct walk *w, char *c_out)
{
	const char *s = w->s;
	char c = s[w->at];

	*c_out = c;
	if (c == '(') {
		open_group(w);
		return false;
	}
	if (c == '[') {
		w->at = skip_class(s, w->len, w->at);
		return false;
	}
	if (c == '{') {
		while (w->at < w->len && s[w->at] != '}')
			w->at++;
	} else if (c == ')') {
		w->depth--;
	} else if (c == '|') {
		w->unsure |= w->depth == 0; /* either side will do */
	} else if (c == '\\') {
		w->at++;
		*c_out = s[w->at];
		if (is_one_of(*c_out, "bBwWdDsS"))
			*c_out = '\0';
		else if (!is_one_of(*c_out, "!\"#%&',-.:;<=>@_`~()[]{}|*+?^$"))
			w->unsure = true;
	}
	w->at++;
	if (w->depth > 0 || is_one_of(c, "{)|.^$*+?") ||
	    (unsigned char)*c_out - 1u >= 0x7F)
		return false;
	return w->at >= w->len || !is_one_of(s[w->at], "*+?{");
}

static void
take_string(struct arena *a, struct buf *b, struct strings *out)
{
	if (b->len > 0)
		vec_push(out, (const char *)arena_str(a, b->data));
	buf_clear(b);
}

void
regex_literals(struct arena *a, const char *s, size_t len, const char ***out,
               size_t *n_out)
{
	struct walk w = { .s = s, .len = len };
	struct strings found = { 0 };
	struct buf b = { 0 };
	char c;

	while (w.at < len && !w.unsure) {
		if (step(&w, &c))
			buf_addc(&b,
			         c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
		else
			take_string(a, &b, &found);
	}
	take_string(a, &b, &found);
	if (w.unsure)
		found.n = 0;
	*n_out = found.n;
	*out = arena_alloc(a, (found.n + 1) * sizeof(**out));
	if (found.n)
		memcpy(*out, found.items, found.n * sizeof(**out));
	vec_release(&found);
	buf_release(&b);
}
