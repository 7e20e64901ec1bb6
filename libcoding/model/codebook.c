#include "model/codebook.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

/* As many paths as an error about an ambiguous one shows. */
#define SHOWN 6

static const char *const units[] = {
	[UNIT_SENTENCE] = "sentence",
	[UNIT_MATCH] = "match",
	[UNIT_PARAGRAPH] = "paragraph",
	[UNIT_TURN] = "turn",
};

const char *
code_unit_name(enum code_unit unit)
{
	return units[unit];
}

int
code_unit_find(const char *name)
{
	int i;

	for (i = 0; i < (int)(sizeof(units) / sizeof(*units)); i++)
		if (strcmp(units[i], name) == 0)
			return i;
	return -1;
}

void
codebook_free(struct codebook *b)
{
	if (!b)
		return;
	arena_release(&b->arena);
	free(b);
}

struct code *
codebook_by_id(const struct codebook *b, int64_t id)
{
	size_t i;

	for (i = 0; i < b->n_codes; i++)
		if (b->codes[i]->id == id)
			return b->codes[i];
	return NULL;
}

bool
code_covers(const struct code *a, const struct code *b)
{
	while (b && b != a)
		b = b->parent;
	return b != NULL;
}

const struct code_list *
codebook_list(const struct codebook *b, const char *name)
{
	size_t i;

	for (i = 0; i < b->n_lists; i++)
		if (strcmp(b->lists[i].name, name) == 0)
			return &b->lists[i];
	return NULL;
}

/* --- finding ------------------------------------------------------------- */

/* How a code may be named, the surest first. */
enum sense { BY_PATH, BY_TAIL, BY_NAME, SENSES };

/* Is C called WANTED (folded) in this SENSE? */
static bool
is_called(const struct code *c, const char *wanted, enum sense sense)
{
	size_t len = strlen(wanted), path_len;
	char *folded;
	bool equal;

	switch (sense) {
	case BY_PATH:
		return strcmp(c->path, wanted) == 0;
	case BY_TAIL: /* a path is ids, and ids are folded */
		path_len = strlen(c->path);
		return path_len > len && c->path[path_len - len - 1] == '/' &&
		       strcmp(c->path + path_len - len, wanted) == 0;
	default:
		folded = unicode_fold(c->name);
		equal = strcmp(folded, wanted) == 0;
		free(folded);
		return equal;
	}
}

/* Count the codes called WANTED; *OUT is the first of them. */
static size_t
count_called(const struct codebook *b, const char *wanted, enum sense sense,
             bool retired, struct code **out)
{
	size_t i, n = 0;

	for (i = 0; i < b->n_codes; i++) {
		struct code *c = b->codes[i];

		if (c->retired != retired || !is_called(c, wanted, sense))
			continue;
		if (n++ == 0)
			*out = c;
	}
	return n;
}

static int
ambiguous(const struct codebook *b, const char *path, const char *wanted,
          enum sense sense, bool retired, struct error *err)
{
	struct buf paths = { 0 };
	size_t i, n = 0;

	for (i = 0; i < b->n_codes; i++) {
		const struct code *c = b->codes[i];

		if (c->retired != retired || !is_called(c, wanted, sense))
			continue;
		if (n++ < SHOWN)
			buf_addf(&paths, "%s%s", n > 1 ? ", " : "", c->path);
	}
	if (n > SHOWN)
		buf_addf(&paths, " and %zu more", n - SHOWN);
	error_set(err, ERR_CONFLICT, "%zu codes are called '%s': %s", n, path,
	          buf_str(&paths));
	buf_release(&paths);
	return ERR_CONFLICT;
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Codes in whose path WORD stands: ": did you mean 'a' or 'b'?". */
static void
show_containing(const struct codebook *b, const char *word, struct buf *hint)
{
	char *wanted = unicode_slug(word);
	size_t i, n = 0;

	for (i = 0; i < b->n_codes && *wanted && n < NEAREST_MAX; i++) {
		const struct code *c = b->codes[i];

		if (c->retired || !strstr(c->slug, wanted))
			continue;
		buf_addf(hint, "%s'%s'", n++ ? " or " : ": did you mean ",
		         c->path);
	}
	if (n > 0)
		buf_addc(hint, '?');
	free(wanted);
}

/* None is called PATH: show those that nearly are. */
static int
not_found(const struct codebook *b, const char *path, struct error *err)
{
	struct nearest near = { 0 };
	struct buf hint = { 0 };
	const char **names;
	size_t i, n = 0;

	if (b->n_codes == 0)
		return error_set(err, ERR_NOTFOUND,
		                 "no code '%s': the codebook is empty", path);
	names = mem_array(b->n_codes * 3, sizeof(*names));
	for (i = 0; i < b->n_codes; i++) {
		const struct code *c = b->codes[i];
		char *slug;

		if (c->retired)
			continue;
		names[n++] = c->path;
		if (c->parent)
			names[n++] = c->slug;
		slug = unicode_slug(c->name);
		if (strcmp(slug, c->slug) != 0)
			names[n++] = c->name;
		free(slug);
	}
	qsort(names, n, sizeof(*names), compare_names);
	nearest_start(&near, path);
	for (i = 0; i < n; i++)
		if (i == 0 || strcmp(names[i], names[i - 1]) != 0)
			nearest_offer(&near, names[i]);
	free(names);
	if (near.n > 0)
		buf_adds(&hint, nearest_hint(&near));
	else
		show_containing(b, path, &hint);
	error_set(err, ERR_NOTFOUND, "no code '%s'%s", path, buf_str(&hint));
	buf_release(&hint);
	nearest_release(&near);
	return ERR_NOTFOUND;
}

int
codebook_find(const struct codebook *b, const char *path, struct code **out,
              struct error *err)
{
	char *wanted = unicode_fold(path);
	int sense, retired, rc = 0;
	size_t n = 0;

	*out = NULL;
	for (retired = 0; retired < 2; retired++) {
		for (sense = 0; sense < SENSES && n == 0; sense++) {
			n = count_called(b, wanted, (enum sense)sense, retired,
			                 out);
			if (n > 1)
				rc = ambiguous(b, path, wanted,
				               (enum sense)sense, retired, err);
		}
	}
	if (n == 0)
		rc = not_found(b, path, err);
	if (rc < 0)
		*out = NULL;
	free(wanted);
	return rc;
}
