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

/* The last part of PATH, a folder, with a slash: "" if that has no name. */
static void
add_folder_name(struct buf *name, const char *path, size_t len)
{
	size_t from;

	while (len > 0 && path[len - 1] == '/')
		len--;
	for (from = len; from > 0 && path[from - 1] != '/';)
		from--;
	/* "." and ".." are where it is, not what it is called */
	if (len == from ||
	    (len - from <= 2 && path[from] == '.' && path[len - 1] == '.'))
		return;
	buf_add(name, path + from, len - from);
	buf_addc(name, '/');
}

/* FOLDERS is what stands before the name: "" or "a/b/". */
static struct file_entry *
add_file(struct file_list *list, const char *path, const char *folders)
{
	struct file_entry e = { .path = mem_str(path) };
	struct buf name = { 0 };
	char *base = name_of(path);

	unicode_nfc(&name, folders, strlen(folders));
	buf_adds(&name, base);
	free(base);
	e.name = buf_take(&name);
	e.folded = unicode_fold(e.name);
	vec_push(list, e);
	return &list->items[list->n - 1];
}

/* What cannot even be opened fails as one file among others. */
static void
add_failure(struct file_list *list, const char *path, const struct error *why)
{
	struct file_entry *e = add_file(list, path, "");

	e->why = mem_str(why->msg);
	e->code = why->code;
}

/* A file of a folder: to be imported only if some importer knows it. */
static void
add_found(struct file_list *list, const char *path, const char *folders,
          bool regular)
{
	if (regular && import_format_of(path))
		add_file(list, path, folders);
	else
		vec_push(&list->others, mem_str(strrchr(path, '/') + 1));
}

/* "~$" is what Word calls the file that says who has a document open. */
static int
is_shown(const struct dirent *d)
{
	return d->d_name[0] != '.' && strncmp(d->d_name, "~$", 2) != 0;
}

/* By bytes, whatever the locale is. */
static int
compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* A folder that is being read, and what it gives its files' names. */
struct folder {
	const char *path;
	const char *names; /* "" or "a/b/" */
	int depth;
};

static int add_folder(struct file_list *list, const struct folder *f,
                      struct error *err);

/* A folder in a folder, PATH, which is called NAME. */
static void
add_subfolder(struct file_list *list, const struct folder *f, const char *path,
              const char *name)
{
	struct folder below = { .path = path, .depth = f->depth + 1 };
	struct buf names = { 0 };
	struct error why = { 0 };

	buf_adds(&names, f->names);
	if (list->folders)
		add_folder_name(&names, name, strlen(name));
	below.names = buf_str(&names);
	if (add_folder(list, &below, &why) < 0)
		add_failure(list, path, &why);
	buf_release(&names);
}

/* NAME in the folder F. */
static void
add_child(struct file_list *list, const struct folder *f, const char *name)
{
	struct buf path = { 0 };
	struct stat st;
	bool there, link;

	buf_addf(&path, "%s%s%s", f->path,
	         f->path[strlen(f->path) - 1] == '/' ? "" : "/", name);
	there = lstat(path.data, &st) == 0;
	link = there && S_ISLNK(st.st_mode);
	if (link)
		there = stat(path.data, &st) == 0;
	if (there && S_ISDIR(st.st_mode)) {
		if (list->recursive && !link)
			add_subfolder(list, f, path.data, name);
		else if (!link)
			list->passed++;
	} else if (there) {
		add_found(list, path.data, f->names, S_ISREG(st.st_mode));
	} else if (import_format_of(path.data)) {
		/* a link that leads nowhere: it fails when it is read */
		add_file(list, path.data, f->names);
	}
	buf_release(&path);
}

static int
add_folder(struct file_list *list, const struct folder *f, struct error *err)
{
	struct dirent **names = NULL;
	int i, n;

	if (f->depth > DEPTH_MAX)
		return error_set(err, ERR_LIMIT,
		                 "'%s' is a folder in more than %d others",
		                 f->path, DEPTH_MAX);
	n = scandir(f->path, &names, is_shown, compare_names);
	if (n < 0)
		return error_errno(err, ERR_IO, "cannot read '%s'", f->path);
	for (i = 0; i < n; i++) {
		add_child(list, f, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	return 0;
}

/* A file that was named by itself. */
static void
add_named(struct file_list *list, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf folder = { 0 };

	if (list->folders && slash)
		add_folder_name(&folder, path, (size_t)(slash - path));
	/* what is not there fails when it is read, like any bad file */
	add_file(list, path, buf_str(&folder));
	buf_release(&folder);
}

int
files_add(struct file_list *list, const char *path, struct error *err)
{
	struct folder f = { .path = path, .depth = 1 };
	size_t before = list->n, passed = list->passed;
	struct buf names = { 0 };
	struct error why = { 0 };
	struct stat st;

	if (*path == '\0' || stat(path, &st) < 0 || !S_ISDIR(st.st_mode)) {
		add_named(list, path);
		return 0;
	}
	if (list->folders)
		add_folder_name(&names, path, strlen(path));
	f.names = buf_str(&names);
	if (add_folder(list, &f, &why) < 0)
		add_failure(list, path, &why);
	buf_release(&names);
	if (list->n > before)
		return 0;
	return error_set(err, ERR_NOTFOUND,
	                 "no file in '%s'%s is one that emic can import; %s",
	                 path, list->recursive ? " or below it" : "",
	                 list->passed > passed
	                     ? "--recursive looks into its folders, too"
	                     : "--formats lists those it can");
}

static int
compare_entries(const void *a, const void *b)
{
	const struct file_entry *const *x = a, *const *y = b;
	int c = strcmp((*x)->folded, (*y)->folded);

	return c ? c : strcmp((*x)->path, (*y)->path);
}

/* E would be called what OTHER is. */
static void
set_clash(struct file_entry *e, const struct file_entry *other)
{
	struct buf why = { 0 };

	if (e->why)
		return;
	buf_addf(&why,
	         "'%s' would be the document '%s', as '%s' would: --folders "
	         "tells them apart, or --name",
	         e->path, e->name, other->path);
	e->why = buf_take(&why);
	e->code = ERR_CONFLICT;
}

static void
release_entry(struct file_entry *e)
{
	free(e->path);
	free(e->name);
	free(e->folded);
	free(e->why);
	memset(e, 0, sizeof(*e));
}

/* Leave out the entries that were released. */
static void
close_ranks(struct file_list *list)
{
	size_t i, n = 0;

	for (i = 0; i < list->n; i++)
		if (list->items[i].path)
			list->items[n++] = list->items[i];
	list->n = n;
}

void
files_check(struct file_list *list)
{
	struct file_entry **sorted =
	    mem_array(list->n, sizeof(struct file_entry *));
	size_t i, n = 0, first = 0;

	for (i = 0; i < list->n; i++)
		if (!list->items[i].why)
			sorted[n++] = &list->items[i];
	if (n > 0)
		qsort(sorted, n, sizeof(*sorted), compare_entries);
	for (i = 1; i < n; i++) {
		if (strcmp(sorted[i]->folded, sorted[first]->folded) != 0) {
			first = i;
		} else if (strcmp(sorted[i]->path, sorted[i - 1]->path) == 0) {
			release_entry(sorted[i]);
			sorted[i] = sorted[i - 1];
		} else {
			set_clash(sorted[first], sorted[i]);
			set_clash(sorted[i], sorted[first]);
		}
	}
	free(sorted);
	close_ranks(list);
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

	for (i = 0; i < list->n; i++)
		release_entry(&list->items[i]);
	for (i = 0; i < list->others.n; i++)
		free(list->others.items[i]);
	vec_release(&list->others);
	vec_release(list);
}
