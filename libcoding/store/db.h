/*
 * db.h - SQLite in the words of this program.
 *
 * The one place that opens a connection.  Statements are prepared from
 * literals, bound by name, and finalised by the caller (db_finish takes
 * NULL).  Binding an unknown name is a bug and asserts.
 */
#ifndef EMIC_STORE_DB_H
#define EMIC_STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct error;

struct db {
	sqlite3 *handle;
	const char *path; /* borrowed from the caller of db_open */
	struct {
		sqlite3_stmt **items;
		size_t n, cap;
	} kept; /* by db_keep() */
};

enum db_mode {
	DB_READ,   /* query_only; recovers a hot journal if it may write */
	DB_WRITE,  /* the file exists */
	DB_CREATE, /* the file must not exist; made with mode 0600 */
};

/*
 * Open PATH (":memory:" is allowed with DB_CREATE).
 *
 * ERR_NOTFOUND: there is no such file.
 * ERR_CONFLICT: DB_CREATE and it exists.
 * ERR_FORMAT: not a SQLite file.
 */
int db_open(struct db *db, const char *path, enum db_mode mode,
            struct error *err);
void db_close(struct db *db);

/* Prepare SQL; *OUT is the caller's, to be given to db_finish(). */
int db_prepare(struct db *db, const char *sql, sqlite3_stmt **out,
               struct error *err);
void db_finish(sqlite3_stmt *st); /* NULL is fine */

/*
 * The same for what is done to each of thousands of documents: SQL is
 * prepared the first time and kept until DB is closed.  *OUT is borrowed;
 * db_reset() it, or db_run() it, before anybody asks for the same SQL again.
 */
int db_keep(struct db *db, const char *sql, sqlite3_stmt **out,
            struct error *err);

/* Bind by NAME (":id"); text is copied, NULL binds NULL. */
void db_bind_int(sqlite3_stmt *st, const char *name, int64_t value);
void db_bind_text(sqlite3_stmt *st, const char *name, const char *value);
void db_bind_bytes(sqlite3_stmt *st, const char *name, const char *value,
                   size_t len); /* as TEXT of LEN bytes */
void db_bind_null(sqlite3_stmt *st, const char *name);
/* Bind ID, or NULL when it is 0. */
void db_bind_id(sqlite3_stmt *st, const char *name, int64_t id);

/* Step: 1 a row, 0 done, or an error. */
int db_step(struct db *db, sqlite3_stmt *st, struct error *err);

/* Step a statement that gives no row, reset it and clear its bindings. */
int db_run(struct db *db, sqlite3_stmt *st, struct error *err);

/* Make it ready to run again, bindings cleared.  NULL is fine. */
void db_reset(sqlite3_stmt *st);

/* Columns of the current row, from 0.  Text is borrowed; NULL reads "". */
int64_t db_int(sqlite3_stmt *st, int column);
const char *db_text(sqlite3_stmt *st, int column);
size_t db_bytes(sqlite3_stmt *st, int column);
bool db_is_null(sqlite3_stmt *st, int column);

/* Run literal SQL without parameters or rows (may be several statements). */
int db_exec(struct db *db, const char *sql, struct error *err);

/* One integer from a query of literal SQL; 0 when there is no row. */
int db_query_int(struct db *db, const char *sql, int64_t *out,
                 struct error *err);

int64_t db_last_id(struct db *db);

/* How many rows the last statement changed. */
int64_t db_changes(struct db *db);

/* Set ERR from what SQLite said last, doing WHAT; returns the code. */
int db_error(struct db *db, struct error *err, const char *what);

#endif
