/*
 * files.h - which files an import is about, and what their documents are
 * called.
 */
#ifndef EMIC_IMPORT_FILES_H
#define EMIC_IMPORT_FILES_H

#include <stdbool.h>
#include <stddef.h>

struct error;

struct file_entry {
	char *path;   /* "-": standard input */
	char *name;   /* of the document: no folders, no extension, NFC */
	char *folded; /* the name, case folded */
};

struct file_list {
	struct file_entry *items;
	size_t n, cap;
	struct {
		char **items; /* names of files that no importer knows */
		size_t n, cap;
	} others;
};

/*
 * Add PATH.  For a folder, add those of its files that an importer knows by
 * extension, sorted by name; with RECURSIVE also those of its folders.
 * Hidden files and folders are left out, links to folders not followed;
 * files that no importer knows are kept as LIST's others.
 *
 * ERR_NOTFOUND: a folder without any such file.
 */
int files_add(struct file_list *list, const char *path, bool recursive,
              struct error *err);

/* ERR_CONFLICT: two files would give documents of one name. */
int files_check(const struct file_list *list, struct error *err);

/* The only entry's document is to be called NAME. */
void files_name(struct file_list *list, const char *name);

void files_release(struct file_list *list);

#endif
