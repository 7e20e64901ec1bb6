/* ytree_hint.c - what libyaml says, in words that help. */
#include "model/ytree.h"

#include "base/error.h"
#include "base/utf8.h"

#include <ctype.h>
#include <string.h>
#include <yaml.h>

struct wording {
	const char *problem; /* libyaml's */
	bool sure;           /* no need to look at the lines for the cause */
	const char *ours;
};

static const char no_key[] =
    "this is no 'key: value'; the lines of a value stand further in than its "
    "key, and those of a block text (|) no less than its first line";

static const struct wording wordings[] = {
	{ "mapping values are not allowed in this context", false,
	  "a ': ' inside a value: put the value in quotes, or in a block "
	  "text (|)" },
	{ "could not find expected ':'", false, no_key },
	{ "found unexpected document indicator", true,
	  "a '---' or '...' inside quotes that are still open" },
	{ "block sequence entries are not allowed in this context", false,
	  "a list cannot begin here: put it on a line of its own" },
	{ "mapping keys are not allowed in this context", false,
	  "a '? ' cannot stand here: put the value in quotes" },
	{ "did not find expected key", false, no_key },
	{ "did not find expected '-' indicator", false,
	  "a '- ' was expected here: items of one list stand in one column" },
	{ "did not find expected ',' or ']'", false,
	  "a ',' or a ']' was expected here" },
	{ "did not find expected ',' or '}'", false,
	  "a ',' or a '}' was expected here" },
	{ "did not find expected comment or line break", true,
	  "the text of a block begins on the line below" },
	{ "found unknown escape character", true,
	  "double quotes take '\\' as an escape: use single quotes, or a "
	  "block text (|)" },
	{ "did not find expected hexdecimal number", true,
	  "double quotes take '\\' as an escape: use single quotes, or a "
	  "block text (|)" },
	{ "found invalid Unicode character escape code", true,
	  "this escape is no Unicode character" },
	{ "found an indentation indicator equal to 0", true,
	  "the digit behind '|' is from 1 to 9" },
};

/* The line's first column that is neither space nor tab, as a byte. */
static size_t
indentation(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len && (s[i] == ' ' || s[i] == '\t'))
		i++;
	return i;
}

/* The byte behind leading "- " marks. */
static size_t
behind_dashes(const char *s, size_t len)
{
	size_t i = indentation(s, len);

	while (i + 1 < len && s[i] == '-' && s[i + 1] == ' ')
		i += 1 + indentation(s + i + 1, len - i - 1);
	return i;
}

/* The length of a known key with a colon at S, or 0. */
static size_t
known_key(const struct ytree *t, const char *s, size_t len)
{
	size_t k, n;

	for (k = 0; t->keys && t->keys[k]; k++) {
		n = strlen(t->keys[k]);
		if (n < len && memcmp(s, t->keys[k], n) == 0 && s[n] == ':')
			return n + 1;
	}
	return 0;
}

static int
fail_in(const struct ytree *t, int line, const char *s, size_t at,
        struct error *err, const char *what)
{
	return ytree_fail_at(t, line, (int)utf8_count(s, at) + 1, err, "%s",
	                     what);
}

/* "name:Trust" on LINE: YAML takes it as one word.  0: not so. */
static int
hint_colon(const struct ytree *t, int line, struct error *err)
{
	size_t len, at, n;
	const char *s = ytree_line(t, line, &len);

	at = behind_dashes(s, len);
	n = known_key(t, s + at, len - at);
	if (n == 0 || at + n >= len || s[at + n] == ' ' || s[at + n] == '\t')
		return 0;
	return fail_in(t, line, s, at + n, err, "put a space behind the ':'");
}

/* A tab before the first word of LINE. */
static int
hint_tab(const struct ytree *t, int line, struct error *err)
{
	size_t len, at;
	const char *s = ytree_line(t, line, &len);
	const char *tab;

	at = behind_dashes(s, len);
	tab = memchr(s, '\t', at);
	if (!tab)
		return 0;
	return fail_in(t, line, s, (size_t)(tab - s), err,
	               "a tab in the indentation: YAML wants spaces");
}

/* A known key that begins LINE, where libyaml stumbled in COLUMN over it. */
static int
hint_key(const struct ytree *t, int line, int column, struct error *err)
{
	size_t len, at, n;
	const char *s = ytree_line(t, line, &len);

	at = behind_dashes(s, len);
	n = known_key(t, s + at, len - at);
	if (n == 0 || (size_t)column > at + n)
		return 0;
	return ytree_fail_at(t, line, (int)at + 1, err,
	                     "'%.*s' stands in another column than the keys "
	                     "above it",
	                     (int)n - 1, s + at);
}

/* A value on LINE whose first character means something to YAML. */
static int
hint_value(const struct ytree *t, int line, struct error *err)
{
	size_t len, at, n;
	const char *s = ytree_line(t, line, &len);

	at = behind_dashes(s, len);
	n = known_key(t, s + at, len - at);
	if (n > 0)
		at += n + indentation(s + at + n, len - at - n);
	if (at == 0 || at >= len)
		return 0;
	if (s[at] == '"' || s[at] == '\'')
		return fail_in(t, line, s, at, err,
		               "a value that begins with a quote ends with "
		               "it: put the line in a block text (|)");
	if (strchr("*{[&!%@`|>]},", s[at])) {
		char what[96] = "a value cannot begin with ' ': put it in "
		                "quotes, or in a block text (|)";

		what[27] = s[at];
		return fail_in(t, line, s, at, err, what);
	}
	return 0;
}

static bool
is_problem(const yaml_parser_t *p, const char *part)
{
	return p->problem && strstr(p->problem, part);
}

/* Look at the line where libyaml stumbled and the one above. */
static int
hint_lines(const struct ytree *t, int line, int column, struct error *err)
{
	int above = line - 1;
	size_t len;
	int rc;

	rc = hint_tab(t, line, err);
	if (rc == 0)
		rc = hint_colon(t, line, err);
	while (above > 0) {
		const char *s = ytree_line(t, above, &len);

		if (indentation(s, len) < len)
			break;
		above--;
	}
	if (rc == 0 && above > 0)
		rc = hint_colon(t, above, err);
	if (rc == 0)
		rc = hint_key(t, line, column, err);
	if (rc == 0)
		rc = hint_value(t, line, err);
	return rc;
}

/* What began further up and is the cause. */
static int
explain_context(const struct ytree *t, const yaml_parser_t *p, int line,
                struct error *err)
{
	int from = (int)p->context_mark.line + 1;
	int column = (int)p->context_mark.column + 1;

	if (!p->context)
		return 0;
	if (strstr(p->context, "quoted scalar") &&
	    is_problem(p, "found unexpected end of stream"))
		return ytree_fail_at(t, from, column, err,
		                     "the quote that opens here is never "
		                     "closed");
	if (strstr(p->context, "while scanning an alias"))
		return ytree_fail_at(t, from, column, err,
		                     "'*' begins a YAML alias here: put the "
		                     "value in quotes, or in a block text "
		                     "(|)");
	if (strstr(p->context, "while parsing a flow") && from < line)
		return ytree_fail_at(t, from, column, err,
		                     "the bracket that opens here is never "
		                     "closed");
	return 0;
}

int
ytree_explain(const struct ytree *t, const struct yaml_parser_s *parser,
              struct error *err)
{
	const yaml_parser_t *p = parser;
	int line = (int)p->problem_mark.line + 1;
	int column = (int)p->problem_mark.column + 1;
	const char *problem = p->problem ? p->problem : "not YAML";
	size_t i, n = sizeof(wordings) / sizeof(*wordings);
	int rc;

	if (line > (int)t->n_lines)
		line = (int)t->n_lines;
	rc = explain_context(t, p, line, err);
	if (rc < 0)
		return rc;
	for (i = 0; i < n; i++)
		if (strcmp(problem, wordings[i].problem) == 0)
			break;
	if (i == n || !wordings[i].sure) {
		rc = hint_lines(t, line, column, err);
		if (rc < 0)
			return rc;
	}
	if (i < n)
		return ytree_fail_at(t, line, column, err, "%s",
		                     wordings[i].ours);
	return ytree_fail_at(t, line, column, err, "%s%s%s", problem,
	                     p->context ? ", " : "",
	                     p->context ? p->context : "");
}
