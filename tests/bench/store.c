/*
 * store DATABASE SIZES - put what comes from standard input into DATABASE
 * as emic keeps its project: a row for each file, whose sizes stand one a
 * line in SIZES, in one transaction that is on the disk when it is over.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

/* As libcoding/store/db.c opens a project. */
static const char set_up[] =
    "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
    "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;"
    "CREATE TABLE file (body BLOB); BEGIN IMMEDIATE";

/* The next SIZE bytes of standard input as a row. */
static int
store(sqlite3_stmt *insert, size_t size)
{
	char *bytes = malloc(size + 1);
	int rc = -1;

	if (bytes && fread(bytes, 1, size, stdin) == size) {
		sqlite3_bind_blob64(insert, 1, bytes, size, SQLITE_STATIC);
		if (sqlite3_step(insert) == SQLITE_DONE)
			rc = 0;
		sqlite3_reset(insert);
	}
	free(bytes);
	return rc;
}

int
main(int argc, char **argv)
{
	FILE *sizes = argc == 3 ? fopen(argv[2], "r") : NULL;
	sqlite3_stmt *insert = NULL;
	sqlite3 *db = NULL;
	char line[32];
	int rc = 0;

	if (!sizes) {
		fprintf(stderr, "usage: store DATABASE SIZES\n");
		return 2;
	}
	if (sqlite3_open(argv[1], &db) != SQLITE_OK ||
	    sqlite3_exec(db, set_up, NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(db, "INSERT INTO file VALUES (?)", -1, &insert,
	                       NULL) != SQLITE_OK)
		rc = -1;
	while (rc == 0 && fgets(line, sizeof(line), sizes))
		rc = store(insert, strtoul(line, NULL, 10));
	sqlite3_finalize(insert);
	if (rc == 0 &&
	    (getchar() != EOF || sqlite3_exec(db, "COMMIT", NULL, NULL, NULL)))
		rc = -1;
	if (rc < 0)
		fprintf(stderr, "store: other sizes, or no database\n");
	sqlite3_close(db);
	fclose(sizes);
	return rc < 0 ? 2 : 0;
}
