/* fields_items.c - rules, examples and former paths of a code. */
#include "model/fields.h"

#include "base/vec.h"

#include <string.h>

int
fields_items(struct fields_reader *r, const struct fields *f, int key,
             int flags, struct ytree_items *out)
{
	if (!f->value[key])
		return 0;
	return ytree_items(r->tree, fields_keys[key], f->value[key], flags,
	                   r->arena, out, r->err);
}

int
fields_rules(struct fields_reader *r, const struct fields *f, struct code *c)
{
	struct ytree_items match = { 0 }, against = { 0 };
	size_t i;
	int rc;

	rc = fields_items(r, f, KEY_MATCH, 0, &match);
	if (rc == 0)
		rc = fields_items(r, f, KEY_AGAINST, 0, &against);
	if (rc < 0)
		goto out;
	c->n_rules = match.n + against.n;
	c->rules = arena_alloc(r->arena, c->n_rules * sizeof(*c->rules));
	for (i = 0; i < c->n_rules; i++) {
		bool is_against = i >= match.n;
		size_t k = is_against ? i - match.n : i;
		const struct ytree_item *item =
		    is_against ? &against.items[k] : &match.items[k];

		c->rules[i] = (struct code_rule){
			.expression = item->text,
			.against = is_against,
			.position = (int)k + 1,
			.line = item->line,
			.column = item->column,
		};
	}
out:
	vec_release(&match);
	vec_release(&against);
	return rc;
}

static int
read_example(struct fields_reader *r, const struct ytree_item *item,
             struct code_example *out)
{
	const char *s = item->text, *text = s + 1;

	if (!strchr("+-!", s[0]))
		return ytree_fail_at(r->tree, item->line, item->column, r->err,
		                     "an example begins with '+ ' (must "
		                     "match), '- ' (must not) or '! ' (must "
		                     "match as against)");
	while (*text == ' ' || *text == '\t')
		text++;
	if (!*text || text == s + 1)
		return ytree_fail_at(r->tree, item->line, item->column + 1,
		                     r->err,
		                     "a space and a sentence must follow the "
		                     "'%c'",
		                     s[0]);
	out->sign = s[0];
	out->text = text;
	out->line = item->line;
	out->column = item->column + (int)(text - s);
	return 0;
}

int
fields_examples(struct fields_reader *r, const struct fields *f, struct code *c)
{
	struct ytree_items items = { 0 };
	size_t i;
	int rc;

	rc = fields_items(r, f, KEY_EXAMPLES, 0, &items);
	c->n_examples = items.n;
	c->examples = arena_alloc(r->arena, items.n * sizeof(*c->examples));
	for (i = 0; i < items.n && rc == 0; i++)
		rc = read_example(r, &items.items[i], &c->examples[i]);
	vec_release(&items);
	return rc;
}

/* Former paths: ids joined by '/'. */
int
fields_was(struct fields_reader *r, const struct fields *f, struct code *c)
{
	struct ytree_items items = { 0 };
	size_t i;
	int rc;

	rc = fields_items(r, f, KEY_WAS, YTREE_COMMAS | YTREE_FLOW, &items);
	c->was = arena_alloc(r->arena, (items.n + 1) * sizeof(*c->was));
	for (i = 0; i < items.n && rc == 0; i++) {
		const char *path = items.items[i].text;

		if (path[0] == '/' || path[strlen(path) - 1] == '/' ||
		    strstr(path, "//"))
			rc = ytree_fail_at(r->tree, items.items[i].line,
			                   items.items[i].column, r->err,
			                   "a former path is ids joined by "
			                   "'/': theme/code");
		c->was[i] = path;
	}
	vec_release(&items);
	return rc;
}
