#include "model/codebook_match.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "model/codebook_yaml.h"

#include <stdlib.h>
#include <string.h>

/* The project's codes, sorted for looking up. */
struct lookup {
	struct code **by_place; /* parent, then slug */
	struct code **by_path;
	struct code **by_slug;
	size_t n;
};

static size_t
parent_key(const struct code *c)
{
	return c->parent ? c->parent->index + 1 : 0;
}

static int
compare_places(const void *a, const void *b)
{
	const struct code *x = *(struct code *const *)a;
	const struct code *y = *(struct code *const *)b;
	size_t px = parent_key(x), py = parent_key(y);

	return px != py ? (px > py) - (px < py) : strcmp(x->slug, y->slug);
}

static int
compare_paths(const void *a, const void *b)
{
	const struct code *x = *(struct code *const *)a;
	const struct code *y = *(struct code *const *)b;

	return strcmp(x->path, y->path);
}

static int
compare_slugs(const void *a, const void *b)
{
	const struct code *x = *(struct code *const *)a;
	const struct code *y = *(struct code *const *)b;
	int order = strcmp(x->slug, y->slug);

	return order ? order : (x->index > y->index) - (x->index < y->index);
}

static struct code **
sorted(const struct codebook *b, int (*compare)(const void *, const void *))
{
	struct code **codes = mem_array(b->n_codes + 1, sizeof(*codes));

	if (b->n_codes > 0)
		memcpy(codes, b->codes, b->n_codes * sizeof(*codes));
	qsort(codes, b->n_codes, sizeof(*codes), compare);
	return codes;
}

static struct code *
find(struct code *const *codes, size_t n, const struct code *like,
     int (*compare)(const void *, const void *))
{
	struct code **found = bsearch(&like, codes, n, sizeof(*codes), compare);

	return found ? *found : NULL;
}

static void
pair(struct codebook_match *m, struct code *file, struct code *stored)
{
	m->stored_of[file->index] = stored;
	m->file_of[stored->index] = file;
}

/* The same id below the same parent.  Parents come first in the file. */
static void
pair_by_place(struct codebook_match *m, const struct lookup *l)
{
	size_t i;

	for (i = 0; i < m->file->n_codes; i++) {
		struct code *c = m->file->codes[i], *found;
		struct code like = { .slug = c->slug };

		if (m->stored_of[i])
			continue;
		if (c->parent)
			like.parent = m->stored_of[c->parent->index];
		if (c->parent && !like.parent)
			continue;
		found = find(l->by_place, l->n, &like, compare_places);
		if (found && !m->file_of[found->index])
			pair(m, c, found);
	}
}

/* A former path.  True if anything was found. */
static bool
pair_by_was(struct codebook_match *m, const struct lookup *l)
{
	bool any = false;
	size_t i, k;

	for (i = 0; i < m->file->n_codes; i++) {
		struct code *c = m->file->codes[i], *found;

		for (k = 0; c->was && c->was[k] && !m->stored_of[i]; k++) {
			struct code like = { .path = c->was[k] };

			found = find(l->by_path, l->n, &like, compare_paths);
			if (!found || m->file_of[found->index])
				continue;
			pair(m, c, found);
			any = true;
		}
	}
	return any;
}

/*
 * The code from codes[*AT] on, all with one slug, that has no partner in
 * PARTNERS and is not retired; NULL if there is none or more than one.
 */
static struct code *
only_one(struct code *const *codes, size_t n, size_t *at,
         struct code *const *partners)
{
	const char *slug = codes[*at]->slug;
	struct code *only = NULL;
	size_t count = 0;

	for (; *at < n && strcmp(codes[*at]->slug, slug) == 0; ++*at)
		if (!partners[codes[*at]->index] && !codes[*at]->retired) {
			only = codes[*at];
			count++;
		}
	return count == 1 ? only : NULL;
}

/* The same id elsewhere, if there is no doubt which.  True if any. */
static bool
pair_by_move(struct codebook_match *m, const struct lookup *l,
             struct code *const *file_by_slug)
{
	size_t i = 0, k = 0;
	bool any = false;

	while (i < m->file->n_codes && k < l->n) {
		int order = strcmp(file_by_slug[i]->slug, l->by_slug[k]->slug);
		struct code *file, *stored;

		if (order < 0)
			i++;
		else if (order > 0)
			k++;
		if (order != 0)
			continue;
		file =
		    only_one(file_by_slug, m->file->n_codes, &i, m->stored_of);
		stored = only_one(l->by_slug, l->n, &k, m->file_of);
		if (!file || !stored)
			continue;
		pair(m, file, stored);
		any = true;
	}
	return any;
}

void
codebook_match(struct codebook_match *m, const struct codebook *file,
               const struct codebook *stored)
{
	struct lookup l = { sorted(stored, compare_places),
		            sorted(stored, compare_paths),
		            sorted(stored, compare_slugs), stored->n_codes };
	struct code **file_by_slug = sorted(file, compare_slugs);

	m->file = file;
	m->stored = stored;
	m->stored_of = mem_array(file->n_codes + 1, sizeof(*m->stored_of));
	m->file_of = mem_array(stored->n_codes + 1, sizeof(*m->file_of));
	/* whatever is found gives the codes below it their place */
	do
		pair_by_place(m, &l);
	while (pair_by_was(m, &l) || pair_by_move(m, &l, file_by_slug));
	free(file_by_slug);
	free(l.by_place);
	free(l.by_path);
	free(l.by_slug);
}

void
codebook_match_release(struct codebook_match *m)
{
	free(m->stored_of);
	free(m->file_of);
	memset(m, 0, sizeof(*m));
}

/* --- codes that stay beside the file's ----------------------------------- */

/* What must be unique below one parent: a slug, or a folded name. */
struct place {
	size_t parent; /* the project's parent_key() */
	char *text;
	const struct code *code; /* of the file */
};

static int
compare_texts(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->parent != y->parent)
		return (x->parent > y->parent) - (x->parent < y->parent);
	return strcmp(x->text, y->text);
}

static char *
text_of(const struct code *c, bool names)
{
	return names ? unicode_fold(c->name) : mem_str(c->slug);
}

/* The places that the file's codes take below parents of the project. */
static size_t
take_places(const struct codebook_match *m, bool names, struct place *out)
{
	size_t i, n = 0;

	for (i = 0; i < m->file->n_codes; i++) {
		const struct code *c = m->file->codes[i], *parent = NULL;

		if (c->parent)
			parent = m->stored_of[c->parent->index];
		if (c->parent && !parent)
			continue;
		out[n++] = (struct place){ parent ? parent->index + 1 : 0,
			                   text_of(c, names), c };
	}
	qsort(out, n, sizeof(*out), compare_texts);
	return n;
}

static int
conflict(const struct codebook *file, const struct code *c,
         const struct code *kept, bool names, struct error *err)
{
	error_set(err, ERR_CONFLICT,
	          "'%s' has the %s of the project's code '%s'%s, which this "
	          "file does not have: if they are the same, write 'was: %s'",
	          c->path, names ? "name" : "id", kept->path,
	          kept->retired ? " (retired)" : "", kept->path);
	codebook_yaml_error(file, c->line, c->column, err);
	return ERR_CONFLICT;
}

int
codebook_match_check(const struct codebook_match *m, struct error *err)
{
	struct place *places = mem_array(m->file->n_codes + 1, sizeof(*places));
	int names, rc = 0;
	size_t i, n;

	for (names = 0; names < 2 && rc == 0; names++) {
		n = take_places(m, names, places);
		for (i = 0; i < m->stored->n_codes && rc == 0; i++) {
			const struct code *kept = m->stored->codes[i];
			struct place like = { .parent = parent_key(kept) };
			const struct place *found;

			if (m->file_of[i])
				continue;
			like.text = text_of(kept, names);
			found = bsearch(&like, places, n, sizeof(*places),
			                compare_texts);
			if (found)
				rc = conflict(m->file, found->code, kept, names,
				              err);
			free(like.text);
		}
		for (i = 0; i < n; i++)
			free(places[i].text);
	}
	free(places);
	return rc;
}
