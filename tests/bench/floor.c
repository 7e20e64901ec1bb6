/*
 * floor FOLDER [DATABASE] - read every file of FOLDER, of Word's the part
 * with the text, and see that it is UTF-8; with DATABASE also put it there, a
 * row a file in one transaction: the least that an import has to do.
 */
#include "base/buf.h"
#include "base/error.h"
#include "base/package.h"
#include "base/utf8.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* What was read, into the database if there is one. */
static int
put(sqlite3_stmt *insert, const struct buf *bytes, struct error *err)
{
	int rc;

	if (!insert)
		return 0;
	sqlite3_bind_blob64(insert, 1, buf_str(bytes), bytes->len,
	                    SQLITE_STATIC);
	rc = sqlite3_step(insert);
	sqlite3_reset(insert);
	return rc == SQLITE_DONE ? 0 : error_set(err, ERR_DB, "not stored");
}

/* The text of what is in FILE: a part of it, if that is a package. */
static int
unpack(struct buf *file, struct buf *part, struct buf **out, struct error *err)
{
	struct package *p = NULL;
	int rc = 0;

	*out = file;
	if (!package_sniff(buf_str(file), file->len))
		return 0;
	*out = part;
	buf_clear(part);
	rc = package_open(buf_str(file), file->len, &p, err);
	if (rc == 0)
		rc = package_read(p, "word/document.xml", part, err);
	package_close(p);
	return rc;
}

static int
check_folder(DIR *folder, const char *name, sqlite3_stmt *insert)
{
	struct error err = { 0 };
	struct buf path = { 0 }, file = { 0 }, part = { 0 }, *text = NULL;
	const struct dirent *entry;
	int rc = 0;

	while (rc == 0 && (entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		buf_clear(&path);
		buf_addf(&path, "%s/%s", name, entry->d_name);
		buf_clear(&file);
		rc = buf_read_file(&file, path.data, (size_t)1 << 30, &err);
		if (rc == 0)
			rc = unpack(&file, &part, &text, &err);
		if (rc == 0 && !utf8_valid(buf_str(text), text->len, NULL))
			rc = error_set(&err, ERR_FORMAT, "no UTF-8: '%s'",
			               path.data);
		if (rc == 0)
			rc = put(insert, text, &err);
	}
	if (rc < 0)
		fprintf(stderr, "floor: %s\n", err.msg);
	buf_release(&file);
	buf_release(&part);
	buf_release(&path);
	return rc;
}

/* With what libcoding/store/db.c asks for. */
static sqlite3_stmt *
begin(sqlite3 *db)
{
	sqlite3_stmt *st = NULL;

	sqlite3_exec(db,
	             "PRAGMA secure_delete = ON; PRAGMA cache_size = -65536;"
	             "CREATE TABLE file (bytes BLOB); BEGIN",
	             NULL, NULL, NULL);
	sqlite3_prepare_v2(db, "INSERT INTO file VALUES (?)", -1, &st, NULL);
	return st;
}

int
main(int argc, char **argv)
{
	DIR *folder = argc == 2 || argc == 3 ? opendir(argv[1]) : NULL;
	sqlite3_stmt *insert = NULL;
	sqlite3 *db = NULL;
	int rc;

	if (!folder) {
		fprintf(stderr, "usage: floor FOLDER [DATABASE]\n");
		return 2;
	}
	if (argc == 3 && (sqlite3_open(argv[2], &db) != SQLITE_OK ||
	                  (insert = begin(db)) == NULL)) {
		fprintf(stderr, "floor: no database\n");
		return 2;
	}
	rc = check_folder(folder, argv[1], insert);
	sqlite3_finalize(insert);
	if (db && sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
		rc = -1;
	sqlite3_close(db);
	closedir(folder);
	return rc < 0 ? 2 : 0;
}
