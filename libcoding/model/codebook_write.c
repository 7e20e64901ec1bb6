/*
 * codebook_write.c - a codebook as YAML that reads back as the same.
 *
 * Values stand plain where YAML leaves them as they are, else in single
 * quotes, else (control characters, line breaks) in double quotes; text of
 * several lines in a literal block where a block can hold it.  Lines are
 * never folded, so a change of one word is a change of one line.
 */
#include "model/codebook_yaml.h"

#include "base/unicode.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

/* Bytes of "a, b, c"; longer lists stand one term a line. */
#define LINE_MAX_TERMS 72

/* --- values -------------------------------------------------------------- */

/* Must CP be written as an escape? */
static bool
needs_escape(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 ||
	       cp == 0x2029 || cp == 0xFEFF || cp == 0xFFFE || cp == 0xFFFF;
}

/* Does S hold a character to escape, but for those in EXCEPT? */
static bool
has_escape(const char *s, const char *except)
{
	size_t at = 0, len = strlen(s);

	while (at < len) {
		uint32_t cp = utf8_next(s, len, &at);

		if (needs_escape(cp) && !strchr(except, (int)cp))
			return true;
	}
	return false;
}

/* Would other YAML programs take S for a number, a truth value, nothing? */
static bool
looks_typed(const char *s)
{
	static const char *const words[] = { "true", "false", "yes", "no",
		                             "on",   "off",   "y",   "n",
		                             "null", "~",     "=",   "<<" };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasecmp(s, words[i]) == 0)
			return true;
	return s[strspn(s, "0123456789abcdefxoABCDEFXO_+-.:")] == '\0' &&
	       strchr("+.0123456789", s[0]);
}

/* May S stand as it is?  What is in doubt is quoted. */
static bool
is_plain(const char *s)
{
	size_t len = strlen(s), i;

	if (len == 0 || strchr("-?:,[]{}#&*!|>'\"%@`", s[0]) ||
	    has_escape(s, "") || looks_typed(s))
		return false;
	if (s[0] == ' ' || s[len - 1] == ' ' || s[len - 1] == ':')
		return false;
	for (i = 0; s[i]; i++)
		if ((s[i] == ':' && s[i + 1] == ' ') ||
		    (s[i] == '#' && i > 0 && s[i - 1] == ' '))
			return false;
	return true;
}

static void
add_single(struct buf *out, const char *s)
{
	buf_addc(out, '\'');
	for (; *s; s++) {
		if (*s == '\'')
			buf_addc(out, '\'');
		buf_addc(out, *s);
	}
	buf_addc(out, '\'');
}

static void
add_double(struct buf *out, const char *s)
{
	size_t at = 0, len = strlen(s), from;

	buf_addc(out, '"');
	while (at < len) {
		uint32_t cp;

		from = at;
		cp = utf8_next(s, len, &at);
		if (cp == '\n')
			buf_adds(out, "\\n");
		else if (cp == '\t')
			buf_adds(out, "\\t");
		else if (cp == '"' || cp == '\\')
			buf_addf(out, "\\%c", (char)cp);
		else if (needs_escape(cp))
			buf_addf(out, "\\u%04X", (unsigned)cp);
		else
			buf_add(out, s + from, at - from);
	}
	buf_addc(out, '"');
}

/* A value on the line of its key. */
static void
add_value(struct buf *out, const char *s)
{
	if (is_plain(s))
		buf_adds(out, s);
	else if (!has_escape(s, ""))
		add_single(out, s);
	else
		add_double(out, s);
}

/*
 * Can a literal block hold S?  Not if its first line is blank or indented
 * (YAML takes the indentation from there), if it ends in a line break (a
 * block's last ones are not part of it), or if a line is only white space.
 */
static bool
fits_block(const char *s)
{
	const char *line = s, *stop;

	if (!strchr(s, '\n') || s[0] == ' ' || has_escape(s, "\n\t"))
		return false;
	for (;; line = stop + 1) {
		size_t len, blank;

		stop = strchr(line, '\n');
		len = stop ? (size_t)(stop - line) : strlen(line);
		blank = strspn(line, " \t");
		if (line[0] == '\t' || (len > 0 && blank >= len) ||
		    (len == 0 && (line == s || !stop)))
			return false;
		if (!stop)
			return true;
	}
}

static void
add_indent(struct buf *out, int columns)
{
	buf_addf(out, "%*s", columns, "");
}

/* Lines of S, each indented by COLUMNS; empty ones stay empty. */
static void
add_lines(struct buf *out, const char *s, int columns)
{
	const char *stop;

	for (;; s = stop + 1) {
		size_t len;

		stop = strchr(s, '\n');
		len = stop ? (size_t)(stop - s) : strlen(s);
		if (len > 0)
			add_indent(out, columns);
		buf_add(out, s, len);
		buf_addc(out, '\n');
		if (!stop)
			return;
	}
}

/* "key: value", at COLUMNS; nothing if the value is the STANDARD one. */
static void
add_field(struct buf *out, int columns, const char *key, const char *s,
          const char *standard)
{
	if (!s || strcmp(s, standard) == 0)
		return;
	add_indent(out, columns);
	buf_addf(out, "%s: ", key);
	if (fits_block(s)) {
		buf_adds(out, "|\n");
		add_lines(out, s, columns + 2);
		return;
	}
	add_value(out, s);
	buf_addc(out, '\n');
}

/* --- items --------------------------------------------------------------- */

/* Can a line of a literal block hold S, and not be taken for a comment? */
static bool
is_block_line(const char *s)
{
	if (s[0] == '#' && (!s[1] || s[1] == ' ' || s[1] == '\t'))
		return false;
	return s[0] && s[0] != ' ' && s[0] != '\t' && !has_escape(s, "\t");
}

/* N items behind "KEY:", one a line: a block, or if need be a list. */
static void
add_items(struct buf *out, int columns, const char *key,
          const char *const *items, size_t n)
{
	bool block = true;
	size_t i;

	if (n == 0)
		return;
	for (i = 0; i < n; i++)
		block = block && is_block_line(items[i]);
	add_indent(out, columns);
	buf_addf(out, block ? "%s: |\n" : "%s:\n", key);
	for (i = 0; i < n; i++) {
		add_indent(out, columns + 2);
		if (block)
			buf_adds(out, items[i]);
		else {
			buf_adds(out, "- ");
			if (is_plain(items[i]))
				buf_adds(out, items[i]);
			else /* a list is read without double quotes */
				add_single(out, items[i]);
		}
		buf_addc(out, '\n');
	}
}

/*
 * N terms behind "KEY:": "a, b, c" where that reads back the same and is
 * not longer than a line.
 */
static void
add_terms(struct buf *out, int columns, const char *key,
          const char *const *terms, size_t n)
{
	struct buf line = { 0 };
	bool commas = true;
	size_t i;

	for (i = 0; i < n; i++) {
		commas = commas && !strpbrk(terms[i], ",\n");
		buf_addf(&line, "%s%s", i ? ", " : "", terms[i]);
	}
	if (n > 0 && commas && line.len <= LINE_MAX_TERMS &&
	    !has_escape(buf_str(&line), "")) {
		add_indent(out, columns);
		buf_addf(out, "%s: ", key);
		add_value(out, buf_str(&line));
		buf_addc(out, '\n');
	} else {
		add_items(out, columns, key, terms, n);
	}
	buf_release(&line);
}

/* --- codes --------------------------------------------------------------- */

static void
add_rules(struct buf *out, int columns, const struct code *c, bool against,
          struct arena *a)
{
	const char **items = arena_alloc(a, c->n_rules * sizeof(*items));
	size_t i, n = 0;

	for (i = 0; i < c->n_rules; i++)
		if (c->rules[i].against == against)
			items[n++] = c->rules[i].expression;
	add_items(out, columns, against ? "against" : "match", items, n);
}

static void
add_examples(struct buf *out, int columns, const struct code *c,
             struct arena *a)
{
	const char **items = arena_alloc(a, c->n_examples * sizeof(*items));
	size_t i;

	for (i = 0; i < c->n_examples; i++)
		items[i] = arena_fmt(a, "%c %s", c->examples[i].sign,
		                     c->examples[i].text);
	add_items(out, columns, "examples", items, c->n_examples);
}

/* C without the codes below it; its dash stands at column COLUMNS. */
static void
add_code(struct buf *out, int columns, const struct code *c)
{
	struct arena a = { 0 };
	int in = columns + 2;

	add_indent(out, columns);
	buf_adds(out, "- name: ");
	add_value(out, c->name);
	buf_addc(out, '\n');
	add_field(out, in, "id", c->slug, "");
	add_field(out, in, "kind", c->kind, "code");
	add_field(out, in, "definition", c->definition, "");
	add_field(out, in, "include", c->include, "");
	add_field(out, in, "exclude", c->exclude, "");
	add_field(out, in, "colour", c->colour, "");
	add_field(out, in, "source", c->source, "");
	add_field(out, in, "unit", code_unit_name(c->unit), "sentence");
	add_field(out, in, "speakers", c->speakers, "participant");
	add_field(out, in, "case", c->exact ? "exact" : "fold", "fold");
	add_field(out, in, "asides", c->match_asides ? "match" : "skip",
	          "skip");
	if (c->was) {
		size_t n = 0;

		while (c->was[n])
			n++;
		add_terms(out, in, "was", c->was, n);
	}
	add_rules(out, in, c, false, &a);
	add_rules(out, in, c, true, &a);
	add_examples(out, in, c, &a);
	arena_release(&a);
}

/* Is C or a code above it retired? */
static bool
is_left_out(const struct code *c)
{
	while (c && !c->retired)
		c = c->parent;
	return c != NULL;
}

void
codebook_yaml_write(const struct codebook *b, struct buf *out)
{
	size_t i;
	int depth = -1;

	buf_adds(out, "codebook: ");
	add_value(out, b->name);
	buf_addc(out, '\n');
	add_terms(out, 0, "fillers", b->fillers, b->n_fillers);
	if (b->n_lists > 0)
		buf_adds(out, "lists:\n");
	for (i = 0; i < b->n_lists; i++)
		add_terms(out, 2, b->lists[i].name, b->lists[i].terms,
		          b->lists[i].n_terms);
	for (i = 0; i < b->n_codes; i++) {
		const struct code *c = b->codes[i];

		if (is_left_out(c))
			continue;
		if (c->depth > depth) {
			add_indent(out, c->depth * 4);
			buf_adds(out, "codes:\n");
		} else {
			buf_addc(out, '\n');
		}
		add_code(out, c->depth * 4 + 2, c);
		depth = c->depth;
	}
}
