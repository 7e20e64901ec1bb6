/* ytree_items.c - expressions, examples and terms: one a line, or a list. */
#include "model/ytree.h"

#include "base/error.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <string.h>

/* Who asks, and where the items go. */
struct reader {
	const struct ytree *tree;
	const char *key;
	int flags;
	struct arena *arena;
	struct ytree_items *out;
};

/*
 * Add [S, S+LEN), which begins in column COLUMN of LINE, without the white
 * space around it; nothing if nothing is left.
 */
static bool
add(struct reader *r, const char *s, size_t len, int line, int column)
{
	struct ytree_item item = { .line = line, .column = column };
	size_t at = 0, start = 0;

	while (at < len && unicode_is_space(utf8_next(s, len, &at))) {
		start = at;
		item.column++;
	}
	if (start == len)
		return false;
	item.text = ytree_trimmed(r->arena, s + start, len - start);
	vec_push(r->out, item);
	return true;
}

/*
 * The lines of a literal block.  Each stands on a line of the file, the
 * first one below the '|', as the tail of it: that gives its column.
 */
static void
read_block(struct reader *r, const struct ynode *n)
{
	const char *line = n->text, *end = n->text + n->len, *stop;
	int number = n->line + 1;

	for (; line < end; line = stop + 1, number++) {
		size_t len, source_len = 0, before = 0, at;
		const char *source = "";

		stop = memchr(line, '\n', (size_t)(end - line));
		if (!stop)
			stop = end;
		len = (size_t)(stop - line);
		if (number <= (int)r->tree->n_lines)
			source = ytree_line(r->tree, number, &source_len);
		if (source_len >= len)
			before = source_len - len;
		for (at = 0; at < len && (line[at] == ' ' || line[at] == '\t');)
			at++;
		if (at < len && line[at] == '#' &&
		    (at + 1 == len || line[at + 1] == ' ' ||
		     line[at + 1] == '\t'))
			continue;
		add(r, line, len, number, (int)utf8_count(source, before) + 1);
	}
}

int
ytree_check_comment(const struct ytree *t, const struct ynode *n, bool strict,
                    struct error *err)
{
	const char *s = t->text;
	size_t at = n->end, from;

	if (n->kind != YNODE_PLAIN)
		return 0;
	while (at < t->len && (s[at] == ' ' || s[at] == '\t'))
		at++;
	if (at == t->len || s[at] != '#')
		return 0;
	if (!strict && (at + 1 == t->len || strchr(" \t\r\n", s[at + 1])))
		return 0;
	from = t->lines[n->end_line - 1];
	return ytree_fail_at(t, n->end_line,
	                     (int)utf8_count(s + from, at - from) + 1, err,
	                     "YAML takes what follows '#' as a comment: put "
	                     "the value in single quotes, or a comment on "
	                     "its own line");
}

/* Is N a scalar that YAML leaves as it is written? */
static int
check_verbatim(struct reader *r, const struct ynode *n, struct error *err)
{
	if (n->kind == YNODE_DOUBLE)
		return ytree_fail(r->tree, n, err,
		                  "YAML takes double quotes and '\\' away: "
		                  "use single quotes around all of it, or a "
		                  "block text ('%s: |')",
		                  r->key);
	if (n->kind == YNODE_FOLDED)
		return ytree_fail(r->tree, n, err,
		                  "'>' joins the lines to one: write '%s: |'",
		                  r->key);
	if (n->kind == YNODE_LITERAL)
		return ytree_fail(r->tree, n, err,
		                  "a block text inside a list: write all "
		                  "lines in one block text ('%s: |')",
		                  r->key);
	if (n->kind == YNODE_MAP && n->flow)
		return ytree_fail(r->tree, n, err,
		                  "YAML takes '{' as the beginning of a "
		                  "mapping: use a block text ('%s: |')",
		                  r->key);
	if (n->kind == YNODE_MAP)
		return ytree_fail(r->tree, n, err,
		                  "YAML takes ': ' as the end of a key: use "
		                  "a block text ('%s: |')",
		                  r->key);
	if (n->kind == YNODE_LIST)
		return ytree_fail(r->tree, n, err,
		                  "YAML takes this as a list of its own: use "
		                  "a block text ('%s: |')",
		                  r->key);
	if (n->end_line != n->line)
		return ytree_fail(r->tree, n, err,
		                  "YAML joins these lines to one: use a "
		                  "block text ('%s: |')",
		                  r->key);
	if (n->len == 0)
		return ytree_fail(r->tree, n, err, "an empty item");
	return ytree_check_comment(r->tree, n, true, err);
}

/* The column of the value's first character: behind an opening quote. */
static int
text_column(const struct ynode *n)
{
	return n->column + (n->kind == YNODE_SINGLE);
}

static int
read_commas(struct reader *r, const struct ynode *n, struct error *err)
{
	const char *s = n->text, *end = n->text + n->len, *stop;
	int column = text_column(n);

	for (;; s = stop + 1) {
		size_t len;

		stop = memchr(s, ',', (size_t)(end - s));
		len = (size_t)((stop ? stop : end) - s);
		if (!add(r, s, len, n->line, column))
			return ytree_fail_at(r->tree, n->line, column, err,
			                     "nothing between two commas");
		if (!stop)
			return 0;
		column += (int)utf8_count(s, len) + 1;
	}
}

static int
read_list(struct reader *r, const struct ynode *list, struct error *err)
{
	const struct ynode *n;
	int rc;

	if (list->flow && !(r->flags & YTREE_FLOW))
		return ytree_fail(r->tree, list, err,
		                  "a value cannot begin with '[': use a "
		                  "block text ('%s: |')",
		                  r->key);
	for (n = list->first; n; n = n->next) {
		rc = check_verbatim(r, n, err);
		if (rc < 0)
			return rc;
		if (!add(r, n->text, n->len, n->line, text_column(n)))
			return ytree_fail(r->tree, n, err, "an empty item");
	}
	return 0;
}

int
ytree_items(const struct ytree *t, const char *key, const struct ynode *value,
            int flags, struct arena *a, struct ytree_items *out,
            struct error *err)
{
	struct reader r = { t, key, flags, a, out };
	int rc;

	if (value->kind == YNODE_LITERAL) {
		read_block(&r, value);
		return 0;
	}
	if (ynode_is_null(value))
		return ytree_check_comment(t, value, false, err);
	if (value->kind == YNODE_LIST)
		return read_list(&r, value, err);
	rc = check_verbatim(&r, value, err);
	if (rc < 0)
		return rc;
	if (flags & YTREE_COMMAS)
		return read_commas(&r, value, err);
	if (!add(&r, value->text, value->len, value->line, text_column(value)))
		return ytree_fail(t, value, err, "an empty item");
	return 0;
}
