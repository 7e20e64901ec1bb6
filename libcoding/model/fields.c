#include "model/fields.h"

#include "base/nearest.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

const char *const fields_keys[] = {
	"codebook", "fillers",    "lists",   "codes",   "name",   "id",
	"kind",     "definition", "include", "exclude", "colour", "source",
	"unit",     "speakers",   "case",    "asides",  "was",    "match",
	"against",  "examples",   NULL,
};

/* What people write who know other tools. */
static const struct {
	const char *theirs, *ours;
} synonyms[] = {
	{ "color", "colour" },      { "description", "definition" },
	{ "rules", "match" },       { "rule", "match" },
	{ "pattern", "match" },     { "patterns", "match" },
	{ "regex", "match" },       { "children", "codes" },
	{ "subcodes", "codes" },    { "themes", "codes" },
	{ "title", "name" },        { "label", "name" },
	{ "type", "kind" },         { "speaker", "speakers" },
	{ "inclusion", "include" }, { "exclusion", "exclude" },
	{ "alias", "was" },         { "list", "lists" },
};

/* --- keys ---------------------------------------------------------------- */

static bool
key_allowed(int key, bool top)
{
	return top ? key <= KEY_CODES : key >= KEY_CODES;
}

static int
unknown_key(struct fields_reader *r, const struct ynode *n, bool top)
{
	struct nearest near = { 0 };
	size_t i;
	int k, rc;

	for (k = 0; k < KEY_COUNT; k++)
		if (strcmp(n->text, fields_keys[k]) == 0)
			return fields_fail(
			    r, n, "'%s' is a key %s", fields_keys[k],
			    top ? "of a code, not of the codebook"
			        : "of the codebook, not of a code");
	for (i = 0; i < sizeof(synonyms) / sizeof(*synonyms); i++)
		for (k = 0; k < KEY_COUNT; k++)
			if (strcmp(n->text, synonyms[i].theirs) == 0 &&
			    strcmp(fields_keys[k], synonyms[i].ours) == 0 &&
			    key_allowed(k, top))
				return fields_fail(
				    r, n,
				    "unknown key '%s': did you mean "
				    "'%s'?",
				    n->text, fields_keys[k]);
	nearest_start(&near, n->text);
	for (k = 0; k < KEY_COUNT; k++)
		if (key_allowed(k, top))
			nearest_offer(&near, fields_keys[k]);
	rc = fields_fail(r, n, "unknown key '%.60s'%s", n->text,
	                 near.n ? nearest_hint(&near)
	                 : top  ? ": here stand codebook, fillers, lists, codes"
	                        : ": emic-codebook(5) lists a code's keys");
	nearest_release(&near);
	return rc;
}

/* Sort the mapping MAP into F. */
int
fields_read(struct fields_reader *r, const struct ynode *map, bool top,
            struct fields *f)
{
	const struct ynode *n;
	int k;

	memset(f, 0, sizeof(*f));
	f->map = map;
	for (n = map->first; n; n = n->next->next) {
		if (!ynode_is_scalar(n))
			return fields_fail(r, n, "a key is one word, not %s",
			                   ynode_kind_name(n));
		for (k = 0; k < KEY_COUNT; k++)
			if (key_allowed(k, top) &&
			    strcmp(n->text, fields_keys[k]) == 0)
				break;
		if (k == KEY_COUNT)
			return unknown_key(r, n, top);
		if (f->key[k])
			return fields_fail(
			    r, n,
			    "'%s' stands here a second time: the "
			    "first is on line %d",
			    fields_keys[k], f->key[k]->line);
		f->key[k] = n;
		f->value[k] = n->next;
	}
	return 0;
}

/* --- values -------------------------------------------------------------- */

/*
 * The text of key KEY into *OUT, which stays as it is if there is none.
 * What stands in a block loses its last line breaks, which are YAML's.
 */
int
fields_text(struct fields_reader *r, const struct fields *f, int key,
            const char **out)
{
	const struct ynode *v = f->value[key];
	size_t len;

	if (!v)
		return 0;
	if (!ynode_is_scalar(v))
		return fields_fail(r, v, "'%s' is text, not %s",
		                   fields_keys[key], ynode_kind_name(v));
	if (ytree_check_comment(r->tree, v, false, r->err) < 0)
		return ERR_FORMAT;
	len = v->len;
	if (v->kind == YNODE_LITERAL || v->kind == YNODE_FOLDED)
		while (len > 0 && v->text[len - 1] == '\n')
			len--;
	if (!ynode_is_null(v))
		*out = ytree_nfc(r->arena, v->text, len);
	return 0;
}

/* The same for a value that is one short line. */
int
fields_line(struct fields_reader *r, const struct fields *f, int key,
            const char **out)
{
	const char *text = NULL;
	size_t len;
	int rc;

	rc = fields_text(r, f, key, &text);
	if (rc < 0 || !text)
		return rc;
	text = ytree_trimmed(r->arena, text, strlen(text));
	len = strlen(text);
	if (len == 0)
		return fields_fail(r, f->value[key], "'%s' is empty",
		                   fields_keys[key]);
	if (strpbrk(text, "\n\t"))
		return fields_fail(r, f->value[key],
		                   "'%s' is one line without tabs",
		                   fields_keys[key]);
	if (utf8_count(text, len) > FIELDS_NAME_MAX)
		return fields_fail(r, f->value[key],
		                   "'%s' is longer than %d characters",
		                   fields_keys[key], FIELDS_NAME_MAX);
	*out = text;
	return 0;
}

/* One of two words: FALSE_OUT is left for the first, true for the second. */
static int
read_switch(struct fields_reader *r, const struct fields *f, int key,
            const char *off, const char *on, bool *out)
{
	const char *text = NULL;
	int rc;

	rc = fields_line(r, f, key, &text);
	if (rc < 0 || !text)
		return rc;
	if (strcmp(text, off) != 0 && strcmp(text, on) != 0)
		return fields_fail(r, f->value[key], "'%s' is '%s' or '%s'",
		                   fields_keys[key], on, off);
	*out = strcmp(text, on) == 0;
	return 0;
}

static int
read_unit(struct fields_reader *r, const struct fields *f, struct code *c)
{
	const char *text = NULL;
	int rc, unit;

	rc = fields_line(r, f, KEY_UNIT, &text);
	if (rc < 0 || !text)
		return rc;
	unit = code_unit_find(text);
	if (unit < 0)
		return fields_fail(
		    r, f->value[KEY_UNIT],
		    "'unit' is 'sentence', 'match', 'paragraph' or "
		    "'turn'");
	c->unit = (enum code_unit)unit;
	return 0;
}

/* A role in any case, or a label; "participants" would match nobody. */
static int
read_speakers(struct fields_reader *r, const struct fields *f, struct code *c)
{
	static const char *const roles[] = { "participant", "interviewer",
		                             "all" };
	char *folded;
	size_t i;
	int rc;

	rc = fields_line(r, f, KEY_SPEAKERS, &c->speakers);
	if (rc < 0)
		return rc;
	folded = unicode_fold(c->speakers);
	for (i = 0; i < 3 && rc == 0; i++) {
		size_t len = strlen(roles[i]);

		if (strcmp(folded, roles[i]) == 0)
			c->speakers = roles[i];
		else if (strncmp(folded, roles[i], len) == 0 &&
		         strcmp(folded + len, "s") == 0)
			rc = fields_fail(r, f->value[KEY_SPEAKERS],
			                 "'speakers' is '%s', without an s",
			                 roles[i]);
	}
	free(folded);
	return rc;
}

/* "#abc" and "#aabbcc", lower case. */
static int
read_colour(struct fields_reader *r, const struct fields *f, struct code *c)
{
	const struct ynode *v = f->value[KEY_COLOUR];
	const char *text = NULL, *digits;
	char *out;
	size_t i, len;
	int rc;

	/* unquoted, a colour is a comment behind nothing */
	if (v && ynode_is_null(v))
		return ytree_check_comment(r->tree, v, true, r->err);
	rc = fields_line(r, f, KEY_COLOUR, &text);
	if (rc < 0 || !text)
		return rc;
	digits = text + 1;
	len = strspn(digits, "0123456789abcdefABCDEF");
	if (text[0] != '#' || (len != 3 && len != 6) || digits[len])
		return fields_fail(r, v,
		                   "a colour is '#rgb' or '#rrggbb', in "
		                   "quotes");
	out = arena_alloc(r->arena, 8);
	out[0] = '#';
	for (i = 0; i < 6; i++) {
		char d = digits[len == 3 ? i / 2 : i];

		out[i + 1] = d >= 'A' && d <= 'F' ? (char)(d + 32) : d;
	}
	c->colour = out;
	return 0;
}

int
fields_code(struct fields_reader *r, const struct fields *f, struct code *c)
{
	int rc;

	rc = fields_line(r, f, KEY_KIND, &c->kind);
	if (rc == 0)
		rc = fields_text(r, f, KEY_DEFINITION, &c->definition);
	if (rc == 0)
		rc = fields_text(r, f, KEY_INCLUDE, &c->include);
	if (rc == 0)
		rc = fields_text(r, f, KEY_EXCLUDE, &c->exclude);
	if (rc == 0)
		rc = fields_line(r, f, KEY_SOURCE, &c->source);
	if (rc == 0)
		rc = read_colour(r, f, c);
	if (rc == 0)
		rc = read_unit(r, f, c);
	if (rc == 0)
		rc = read_speakers(r, f, c);
	if (rc == 0)
		rc = read_switch(r, f, KEY_CASE, "fold", "exact", &c->exact);
	if (rc == 0)
		rc = read_switch(r, f, KEY_ASIDES, "skip", "match",
		                 &c->match_asides);
	return rc;
}
