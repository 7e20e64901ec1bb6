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
	char *name;   /* of the document: no extension, NFC */
	char *folded; /* the name, case folded */
	char *why;    /* it cannot be imported, as a message; NULL: it may be */
	int code;     /* ERR_ with WHY */
};

struct file_list {
	struct file_entry *items;
	size_t n, cap;
	struct {
		char **items; /* names of files that no importer knows */
		size_t n, cap;
	} others;
	size_t passed;  /* folders in folders that were not looked into */
	bool recursive; /* look into the folders of folders */
	bool folders;   /* names of folders are part of a document's */
};

/*
 * Add PATH.  For a folder, add those of its files that an importer knows by
 * extension, sorted by name; if LIST is recursive also those of its folders.
 * Hidden files and folders are left out, and files such as "~$P01.docx", which
 * Word puts beside open documents; links to folders are not followed; files
 * that no importer knows, and pipes and devices, are kept as LIST's others.
 * A folder below PATH that cannot be read becomes an entry that says so.
 *
 * If LIST takes folders, "a/b/P07.txt" of the folder "x/a" is called
 * "a/b/P07", and the file "x/a/P07.txt" named by itself "a/P07".
 *
 * Folders that are not looked into because LIST is not recursive are counted.
 *
 * ERR_NOTFOUND: a folder without any such file.
 */
int files_add(struct file_list *list, const char *path, struct error *err);

/*
 * Entries that would give documents of one name, case ignored, say so in
 * their WHY: ERR_CONFLICT.  A path that was added twice stays once.
 */
void files_check(struct file_list *list);

/* The only entry's document is to be called NAME. */
void files_name(struct file_list *list, const char *name);

void files_release(struct file_list *list);

#endif
