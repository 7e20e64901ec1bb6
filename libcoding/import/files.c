#include "import/files.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "import/import.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define DEPTH_MAX     64 /* folders in folders */
#define EXTENSION_MAX 10 /* bytes; "Interview 3.5" has none */

/* "a/P07.txt" is called "P07"; a file's extension has a letter in it. */
static char *
name_of(const char *path)
{
	const char *base = strrchr(path, '/'), *dot;
	struct buf name = { 0 };
	size_t len;

	base = base ? base + 1 : path;
	dot = strrchr(base, '.');
	len = strlen(base);
	if (dot && dot > base && strlen(dot) <= EXTENSION_MAX &&
	    strcspn(dot, "abcdefghijklmnopqrstuvwxyz"
	                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ") < strlen(dot))
		len = (size_t)(dot - base);
	unicode_nfc(&name, base, len);
	return buf_take(&name);
}

static void
add_file(struct file_list *list, const char *path)
{
	struct file_entry e = { .path = mem_str(path), .name = name_of(path) };

	e.folded = unicode_fold(e.name);
	vec_push(list, e);
}

/* A file of a folder: to be imported only if some importer knows it. */
static void
add_found(struct file_list *list, const char *path)
{
	if (import_format_of(path))
		add_file(list, path);
	else
		vec_push(&list->others, mem_str(strrchr(path, '/') + 1));
}

static int
is_shown(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

/* By bytes, whatever the locale is. */
static int
compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int
add_folder(struct file_list *list, const char *path, bool recursive, int depth,
           struct error *err)
{
	struct dirent **names = NULL;
	struct buf child = { 0 };
	struct stat st;
	int i, n, rc = 0;

	if (depth > DEPTH_MAX)
		return error_set(err, ERR_LIMIT, "'%s' is too deep", path);
	n = scandir(path, &names, is_shown, compare_names);
	if (n < 0)
		return error_errno(err, ERR_IO, "cannot read '%s'", path);
	for (i = 0; i < n; i++) {
		buf_clear(&child);
		buf_addf(&child, "%s%s%s", path,
		         path[strlen(path) - 1] == '/' ? "" : "/",
		         names[i]->d_name);
		free(names[i]);
		if (rc < 0 || lstat(child.data, &st) < 0)
			continue;
		if (S_ISDIR(st.st_mode) && recursive)
			rc = add_folder(list, child.data, true, depth + 1, err);
		else if (stat(child.data, &st) == 0 && S_ISREG(st.st_mode))
			add_found(list, child.data);
	}
	free(names);
	buf_release(&child);
	return rc;
}

int
files_add(struct file_list *list, const char *path, bool recursive,
          struct error *err)
{
	size_t before = list->n;
	struct stat st;
	int rc;

	/* what is not there fails when it is read, like any bad file */
	if (*path == '\0' || stat(path, &st) < 0 || !S_ISDIR(st.st_mode)) {
		add_file(list, path);
		return 0;
	}
	rc = add_folder(list, path, recursive, 1, err);
	if (rc == 0 && list->n == before)
		rc = error_set(err, ERR_NOTFOUND,
		               "no file in '%s'%s is one that emic can import; "
		               "--formats lists those it can",
		               path, recursive ? " or below it" : "");
	return rc;
}

static int
compare_entries(const void *a, const void *b)
{
	const struct file_entry *const *x = a, *const *y = b;
	int c = strcmp((*x)->folded, (*y)->folded);

	return c ? c : strcmp((*x)->path, (*y)->path);
}

int
files_check(const struct file_list *list, struct error *err)
{
	const struct file_entry **sorted = mem_array(list->n, sizeof(*sorted));
	size_t i;
	int rc = 0;

	for (i = 0; i < list->n; i++)
		sorted[i] = &list->items[i];
	qsort(sorted, list->n, sizeof(*sorted), compare_entries);
	for (i = 1; rc == 0 && i < list->n; i++)
		if (strcmp(sorted[i]->folded, sorted[i - 1]->folded) == 0)
			rc = error_set(err, ERR_CONFLICT,
			               "'%s' and '%s' would both be the "
			               "document '%s': import one of them "
			               "by itself with --name",
			               sorted[i - 1]->path, sorted[i]->path,
			               sorted[i]->name);
	free(sorted);
	return rc;
}

void
files_name(struct file_list *list, const char *name)
{
	struct file_entry *e = &list->items[0];
	struct buf nfc = { 0 };

	free(e->name);
	free(e->folded);
	unicode_nfc(&nfc, name, strlen(name));
	e->name = buf_take(&nfc);
	e->folded = unicode_fold(e->name);
}

void
files_release(struct file_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		free(list->items[i].path);
		free(list->items[i].name);
		free(list->items[i].folded);
	}
	for (i = 0; i < list->others.n; i++)
		free(list->others.items[i]);
	vec_release(&list->others);
	vec_release(list);
}
