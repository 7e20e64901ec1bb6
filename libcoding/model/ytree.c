#include "model/ytree.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct builder {
	struct ytree *tree;
	struct ynode *open[YTREE_MAX_DEPTH]; /* lists and maps around us */
	struct ynode *last[YTREE_MAX_DEPTH]; /* their last children */
	size_t depth;
	size_t nodes;
	size_t index, byte; /* the same place, in code points and bytes */
};

/*
 * The byte of a mark.  Marks come nearly in order, so a cursor that moves
 * from the last one is linear even where all nodes stand on one line.
 */
static size_t
byte_of(struct builder *b, yaml_mark_t mark)
{
	const struct ytree *t = b->tree;

	while (b->index < mark.index && b->byte < t->len) {
		utf8_next(t->text, t->len, &b->byte);
		b->index++;
	}
	while (b->index > mark.index && b->byte > 0) {
		utf8_prev(t->text, &b->byte);
		b->index--;
	}
	return b->byte;
}

static struct ynode *
new_node(struct builder *b, const yaml_event_t *e)
{
	struct ynode *n = arena_alloc(&b->tree->arena, sizeof(*n));

	n->line = (int)e->start_mark.line + 1;
	n->column = (int)e->start_mark.column + 1;
	n->end_line = (int)e->end_mark.line + 1;
	n->start = byte_of(b, e->start_mark);
	n->end = byte_of(b, e->end_mark);
	return n;
}

/* What begins with & or ! means something else in YAML than it seems to. */
static int
check_properties(const struct builder *b, const struct ynode *n,
                 struct error *err)
{
	char c = n->start < b->tree->len ? b->tree->text[n->start] : '\0';

	if (c == '!')
		return ytree_fail(b->tree, n, err,
		                  "'!' begins a YAML tag: put the value in "
		                  "quotes, or in a block text (|)");
	if (c == '&')
		return ytree_fail(b->tree, n, err,
		                  "'&' begins a YAML anchor: put the value in "
		                  "quotes, or in a block text (|)");
	return 0;
}

static int
fill_scalar(struct builder *b, struct ynode *n, const yaml_event_t *e,
            struct error *err)
{
	const char *text = (const char *)e->data.scalar.value;
	size_t len = e->data.scalar.length, at = 0;

	switch (e->data.scalar.style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE:
		n->kind = YNODE_SINGLE;
		break;
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
		n->kind = YNODE_DOUBLE;
		break;
	case YAML_LITERAL_SCALAR_STYLE:
		n->kind = YNODE_LITERAL;
		break;
	case YAML_FOLDED_SCALAR_STYLE:
		n->kind = YNODE_FOLDED;
		break;
	default:
		n->kind = YNODE_PLAIN;
	}
	/* only the escapes of double quotes can bring these in by now */
	while (n->kind == YNODE_DOUBLE && at < len) {
		uint32_t cp = utf8_next(text, len, &at);

		if ((cp < 0x20 && cp != '\n' && cp != '\t') ||
		    (cp >= 0x7F && cp < 0xA0))
			return ytree_fail(b->tree, n, err,
			                  "double quotes take '\\' as an "
			                  "escape (here of U+%04X): use single "
			                  "quotes, or a block text (|)",
			                  (unsigned)cp);
	}
	n->text = arena_strn(&b->tree->arena, text, len);
	n->len = len;
	return 0;
}

/* Hang N below what is open, or make it the root. */
static void
hang(struct builder *b, struct ynode *n)
{
	size_t d = b->depth;

	if (d == 0)
		b->tree->root = n;
	else if (b->last[d - 1])
		b->last[d - 1]->next = n;
	else
		b->open[d - 1]->first = n;
	if (d > 0)
		b->last[d - 1] = n;
}

static int
add_node(struct builder *b, const yaml_event_t *e, struct error *err)
{
	struct ynode *n;
	int rc;

	n = new_node(b, e);
	if (++b->nodes > YTREE_MAX_NODES)
		return ytree_fail(b->tree, n, err,
		                  "more than %d values: too many for a "
		                  "codebook",
		                  YTREE_MAX_NODES);
	rc = check_properties(b, n, err);
	if (rc < 0)
		return rc;
	if (e->type == YAML_SCALAR_EVENT) {
		rc = fill_scalar(b, n, e, err);
		if (rc < 0)
			return rc;
		hang(b, n);
		return 0;
	}
	if (e->type == YAML_SEQUENCE_START_EVENT) {
		n->kind = YNODE_LIST;
		n->flow =
		    e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
	} else {
		n->kind = YNODE_MAP;
		n->flow =
		    e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
	}
	if (b->depth == YTREE_MAX_DEPTH)
		return ytree_fail(b->tree, n, err,
		                  "nested more than %d levels deep",
		                  YTREE_MAX_DEPTH);
	hang(b, n);
	b->open[b->depth] = n;
	b->last[b->depth++] = NULL;
	return 0;
}

/*
 * Nothing but comments may follow the document that ends at byte AT.  Asked
 * before libyaml reads on, which takes hours over a million directives.
 */
static int
check_rest(struct builder *b, size_t at, struct error *err)
{
	const struct ytree *t = b->tree;
	size_t line = 0;

	while (line + 1 < t->n_lines && t->lines[line + 1] <= at)
		line++;
	for (; line < t->n_lines; line++, at = 0) {
		size_t len, i = 0, from = t->lines[line];
		const char *s = ytree_line(t, (int)line + 1, &len);

		if (at > from)
			i = at - from < len ? at - from : len;
		if (i == 0 && len >= 3 && memcmp(s, "...", 3) == 0)
			i = 3;
		while (i < len && (s[i] == ' ' || s[i] == '\t'))
			i++;
		if (i == len || s[i] == '#')
			continue;
		return ytree_fail_at(
		    t, (int)line + 1, (int)utf8_count(s, i) + 1, err, "%s",
		    len - i >= 3 && memcmp(s + i, "---", 3) == 0
		        ? "a second YAML document begins here: a codebook is "
		          "one"
		        : "this stands behind the end of the codebook: look "
		          "at quotes and indentation above");
	}
	return 0;
}

/* Take one event: 1 when the document is at its end. */
static int
take(struct builder *b, const yaml_event_t *e, struct error *err)
{
	switch (e->type) {
	case YAML_ALIAS_EVENT:
		return ytree_fail_at(b->tree, (int)e->start_mark.line + 1,
		                     (int)e->start_mark.column + 1, err,
		                     "'*' begins a YAML alias here: put the "
		                     "value in quotes, or in a block text "
		                     "(|)");
	case YAML_SCALAR_EVENT:
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT:
		return add_node(b, e, err);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		b->depth--;
		b->open[b->depth]->end_line = (int)e->end_mark.line + 1;
		b->open[b->depth]->end = byte_of(b, e->end_mark);
		return 0;
	case YAML_DOCUMENT_END_EVENT:
		if (check_rest(b, byte_of(b, e->end_mark), err) < 0)
			return ERR_FORMAT;
		return 1;
	case YAML_STREAM_END_EVENT:
		return 1;
	default:
		return 0;
	}
}

int
ytree_read(struct ytree *t, const char *file, const char *text, size_t len,
           struct error *err)
{
	struct builder b = { .tree = t };
	yaml_parser_t parser;
	yaml_event_t event;
	int rc;

	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
		text += 3;
		len -= 3;
	}
	t->file = file;
	t->text = text;
	t->len = len;
	rc = ytree_check(t, err);
	if (rc < 0)
		return rc;
	if (!yaml_parser_initialize(&parser))
		abort(); /* no memory: as mem_* would */
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	do {
		if (!yaml_parser_parse(&parser, &event)) {
			rc = ytree_explain(t, &parser, err);
			break;
		}
		rc = take(&b, &event, err);
		yaml_event_delete(&event);
	} while (rc == 0);
	yaml_parser_delete(&parser);
	if (rc < 0)
		return rc;
	if (!t->root || ynode_is_null(t->root))
		return ytree_fail_at(t, 1, 1, err,
		                     "the codebook is empty: it begins with "
		                     "'codebook: NAME'");
	return 0;
}

void
ytree_release(struct ytree *t)
{
	arena_release(&t->arena);
	free(t->lines);
	memset(t, 0, sizeof(*t));
}

bool
ynode_is_null(const struct ynode *n)
{
	return n->kind == YNODE_PLAIN && n->len == 0;
}

bool
ynode_is_scalar(const struct ynode *n)
{
	return n->kind <= YNODE_FOLDED;
}

const char *
ynode_kind_name(const struct ynode *n)
{
	if (ynode_is_null(n))
		return "nothing";
	return ynode_is_scalar(n)      ? "text"
	       : n->kind == YNODE_LIST ? "a list"
	                               : "a mapping";
}
