#include "model/codebook_yaml.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/fields.h"

#include <stdlib.h>
#include <string.h>

/* They are looked up by name, one after the other. */
#define LISTS_MAX 1000

static const char **
take_terms(struct fields_reader *r, const struct ytree_items *items)
{
	const char **terms =
	    arena_alloc(r->arena, (items->n + 1) * sizeof(*terms));
	size_t i;

	for (i = 0; i < items->n; i++)
		terms[i] = items->items[i].text;
	return terms;
}

static int
read_fillers(struct fields_reader *r, const struct fields *f)
{
	struct ytree_items items = { 0 };
	int rc;

	rc = fields_items(r, f, KEY_FILLERS, YTREE_COMMAS | YTREE_FLOW, &items);
	if (rc == 0 && f->value[KEY_FILLERS]) {
		r->book->fillers = take_terms(r, &items);
		r->book->n_fillers = items.n;
	}
	vec_release(&items);
	return rc;
}

/* A name that can stand behind $: letters, digits, '_', and '-' between. */
static bool
is_list_name(const char *s)
{
	size_t at = 0, len = strlen(s);

	if (len == 0 || len > FIELDS_NAME_MAX || s[0] == '-' ||
	    s[len - 1] == '-')
		return false;
	while (at < len) {
		uint32_t cp = utf8_next(s, len, &at);

		if (cp != '-' && !unicode_is_word(cp))
			return false;
	}
	return true;
}

static int
read_list(struct fields_reader *r, const struct ynode *key,
          struct code_list *out)
{
	struct ytree_items items = { 0 };
	int rc;

	if (!ynode_is_scalar(key))
		return fields_fail(r, key, "the name of a list is one word");
	out->name = ytree_nfc(r->arena, key->text, key->len);
	if (!is_list_name(out->name))
		return fields_fail(r, key,
		                   "'%.60s' cannot stand behind a $: letters, "
		                   "digits, '_' and '-' can",
		                   out->name[0] == '$' ? out->name + 1
		                                       : out->name);
	out->line = key->line;
	out->column = key->column;
	rc = ytree_items(r->tree, out->name, key->next,
	                 YTREE_COMMAS | YTREE_FLOW, r->arena, &items, r->err);
	if (rc == 0 && items.n == 0)
		rc = fields_fail(r, key, "the list '%s' has no terms",
		                 out->name);
	out->terms = take_terms(r, &items);
	out->n_terms = items.n;
	vec_release(&items);
	return rc;
}

static int
compare_lists(const void *a, const void *b)
{
	const struct code_list *const *x = a, *const *y = b;
	int order = strcmp((*x)->name, (*y)->name);

	return order != 0 ? order : (*x > *y) - (*x < *y);
}

static int
check_lists(struct fields_reader *r)
{
	const struct code_list **sorted;
	size_t i, n = r->book->n_lists;
	int rc = 0;

	sorted = mem_array(n + 1, sizeof(*sorted));
	for (i = 0; i < n; i++)
		sorted[i] = &r->book->lists[i];
	qsort(sorted, n, sizeof(*sorted), compare_lists);
	for (i = 1; i < n && rc == 0; i++)
		if (strcmp(sorted[i]->name, sorted[i - 1]->name) == 0)
			rc = ytree_fail_at(
			    r->tree, sorted[i]->line, sorted[i]->column, r->err,
			    "the list '%.100s' stands here a "
			    "second time: the first is on "
			    "line %d",
			    sorted[i]->name, sorted[i - 1]->line);
	free(sorted);
	return rc;
}

static int
read_lists(struct fields_reader *r, const struct fields *f)
{
	const struct ynode *map = f->value[KEY_LISTS], *n;
	size_t count = 0;
	int rc = 0;

	if (!map || ynode_is_null(map))
		return 0;
	if (map->kind != YNODE_MAP)
		return fields_fail(r, map,
		                   "'lists' holds lines such as "
		                   "'neg: not, never'");
	for (n = map->first; n; n = n->next->next)
		if (++count > LISTS_MAX)
			return fields_fail(r, n, "more than %d lists",
			                   LISTS_MAX);
	r->book->lists = arena_alloc(r->arena, count * sizeof(*r->book->lists));
	for (n = map->first; n && rc == 0; n = n->next->next)
		rc = read_list(r, n, &r->book->lists[r->book->n_lists++]);
	if (rc == 0)
		rc = check_lists(r);
	return rc;
}

/* --- codes --------------------------------------------------------------- */

/* A name or id of a sibling, for finding equals by sorting. */
struct label {
	char *text;
	const struct code *code;
};

static int
compare_labels(const void *a, const void *b)
{
	const struct label *x = a, *y = b;
	int order = strcmp(x->text, y->text);

	if (order != 0)
		return order;
	return (x->code->index > y->code->index) -
	       (x->code->index < y->code->index);
}

/* Two of N labels that are equal: the later code first.  False: none. */
static bool
find_equal(struct label *labels, size_t n, const struct code **later,
           const struct code **first)
{
	size_t i;

	qsort(labels, n, sizeof(*labels), compare_labels);
	for (i = 1; i < n; i++)
		if (strcmp(labels[i].text, labels[i - 1].text) == 0) {
			*later = labels[i].code;
			*first = labels[i - 1].code;
			return true;
		}
	return false;
}

/* Ids and names of the codes below PARENT from codes[FROM] on are their own. */
static int
check_siblings(struct fields_reader *r, const struct code *parent, size_t from)
{
	struct label *labels;
	const struct code *a = NULL, *b = NULL;
	size_t i, n = 0;
	int rc = 0;

	labels = mem_array(r->codes.n - from + 1, sizeof(*labels));
	for (i = from; i < r->codes.n; i++) {
		const struct code *c = r->codes.items[i];

		if (c->parent != parent)
			continue;
		labels[n++] = (struct label){ unicode_fold(c->name), c };
	}
	if (find_equal(labels, n, &a, &b)) {
		rc = ytree_fail_at(r->tree, a->line, a->column, r->err,
		                   "the name '%.100s' is taken on line %d: "
		                   "codes below one parent differ in name",
		                   a->name, b->line);
		goto out;
	}
	for (i = 0; i < n; i++) {
		free(labels[i].text);
		labels[i].text = mem_str(labels[i].code->slug);
	}
	if (find_equal(labels, n, &a, &b))
		rc = ytree_fail_at(r->tree, a->line, a->column, r->err,
		                   "the id '%.100s' is taken on line %d: give "
		                   "one of them another ('id:')",
		                   a->slug, b->line);
out:
	for (i = 0; i < n; i++)
		free(labels[i].text);
	free(labels);
	return rc;
}

/* The id: as given, or made from the name. */
static int
read_id(struct fields_reader *r, const struct fields *f, struct code *c)
{
	char *slug = NULL;
	int rc;

	rc = fields_line(r, f, KEY_ID, &c->slug);
	if (rc < 0)
		return rc;
	slug = unicode_slug(c->slug ? c->slug : c->name);
	if (c->slug && strcmp(slug, c->slug) != 0)
		rc = fields_fail(r, f->value[KEY_ID],
		                 "an id is lower-case letters, digits and "
		                 "'-'%s%.100s%s",
		                 *slug ? ": write '" : "", slug,
		                 *slug ? "'" : "");
	else if (!*slug)
		rc = fields_fail(r, f->value[KEY_NAME],
		                 "no id can be made from this name: give one "
		                 "('id:')");
	else
		c->slug = arena_str(r->arena, slug);
	free(slug);
	return rc;
}

static int read_codes(struct fields_reader *r, const struct fields *f,
                      struct code *parent);

static int
read_code(struct fields_reader *r, const struct ynode *n, struct code *parent)
{
	struct code *c = arena_alloc(r->arena, sizeof(*c));
	struct fields f;
	int rc;

	if (n->kind != YNODE_MAP)
		return fields_fail(r, n,
		                   "a code begins with 'name: ', but "
		                   "here stands %s",
		                   ynode_kind_name(n));
	rc = fields_read(r, n, false, &f);
	if (rc < 0)
		return rc;
	*c = (struct code){
		.parent = parent,
		.depth = parent ? parent->depth + 1 : 0,
		.index = r->codes.n,
		.kind = "code",
		.definition = "",
		.include = "",
		.exclude = "",
		.source = "",
		.speakers = "participant",
		.line = n->line,
		.column = n->column,
	};
	rc = fields_line(r, &f, KEY_NAME, &c->name);
	if (rc == 0 && !c->name)
		rc = fields_fail(r, n, "this code has no name ('name:')");
	if (rc == 0)
		rc = read_id(r, &f, c);
	if (rc == 0)
		rc = fields_code(r, &f, c);
	if (rc == 0)
		rc = fields_rules(r, &f, c);
	if (rc == 0)
		rc = fields_examples(r, &f, c);
	if (rc == 0)
		rc = fields_was(r, &f, c);
	if (rc < 0)
		return rc;
	c->path = parent ? arena_fmt(r->arena, "%s/%s", parent->path, c->slug)
	                 : c->slug;
	vec_push(&r->codes, c);
	return read_codes(r, &f, c);
}

static int
read_codes(struct fields_reader *r, const struct fields *f, struct code *parent)
{
	const struct ynode *list = f->value[KEY_CODES], *n;
	size_t from = r->codes.n;
	int rc = 0;

	if (!list || ynode_is_null(list))
		return 0;
	if (list->kind != YNODE_LIST)
		return fields_fail(r, list,
		                   "'codes' is a list, each code "
		                   "beginning with '- name: '");
	for (n = list->first; n && rc == 0; n = n->next)
		rc = read_code(r, n, parent);
	if (rc == 0)
		rc = check_siblings(r, parent, from);
	return rc;
}

/* --- the whole ----------------------------------------------------------- */

static int
read_book(struct fields_reader *r)
{
	struct fields f;
	int rc;

	if (r->tree->root->kind != YNODE_MAP)
		return fields_fail(r, r->tree->root,
		                   "a codebook begins with 'codebook: NAME', "
		                   "but here stands %s",
		                   ynode_kind_name(r->tree->root));
	rc = fields_read(r, r->tree->root, true, &f);
	if (rc == 0 && f.value[KEY_CODEBOOK] &&
	    (f.value[KEY_CODEBOOK]->len > 0 ||
	     !ynode_is_scalar(f.value[KEY_CODEBOOK])))
		rc = fields_line(r, &f, KEY_CODEBOOK, &r->book->name);
	if (rc == 0)
		rc = read_fillers(r, &f);
	if (rc == 0)
		rc = read_lists(r, &f);
	if (rc == 0)
		rc = read_codes(r, &f, NULL);
	return rc;
}

int
codebook_yaml_parse(const char *file, const char *text, size_t len,
                    struct codebook **out, struct error *err)
{
	struct codebook *b = mem_zero(sizeof(*b));
	struct ytree tree = { .keys = fields_keys };
	struct fields_reader r = {
		.tree = &tree, .book = b, .arena = &b->arena, .err = err
	};
	size_t size;
	int rc;

	*out = NULL;
	rc = ytree_read(&tree, file, text, len, err);
	if (rc < 0)
		goto out;
	b->name = "";
	rc = read_book(&r);
	if (rc < 0)
		goto out;
	b->file = arena_str(&b->arena, file);
	b->source_text = arena_strn(&b->arena, tree.text, tree.len);
	size = r.codes.n * sizeof(*b->codes);
	b->codes = arena_alloc(&b->arena, size);
	if (size)
		memcpy(b->codes, r.codes.items, size);
	b->n_codes = r.codes.n;
	*out = b;
	b = NULL;
out:
	vec_release(&r.codes);
	ytree_release(&tree);
	codebook_free(b);
	return rc;
}

int
codebook_yaml_error(const struct codebook *b, int line, int column,
                    struct error *err)
{
	if (!b->file || !b->source_text || line < 1)
		return err ? err->code : ERR_FORMAT;
	return ytree_excerpt(b->file, b->source_text, strlen(b->source_text),
	                     line, column, err);
}
