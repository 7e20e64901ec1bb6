#include "store/db.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/trace.h"
#include "base/vec.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS 10000

/*
 * Where the file or its folder is read-only: 0 if MORE, SQLite's code, is
 * about something else.  A journal or, after other programs, a log stands
 * beside the file, and what was broken off has to be taken back first.
 */
static int
read_only_error(const struct db *db, int more, int sys, struct error *err)
{
	if (more == SQLITE_READONLY_ROLLBACK ||
	    (more == SQLITE_IOERR_DELETE && (sys == EACCES || sys == EROFS)))
		return error_set(err, ERR_DB,
		                 "work on '%s' was broken off and cannot be "
		                 "taken back where it is read-only: copy it "
		                 "and '%s-journal' to a folder that you may "
		                 "write to",
		                 db->path, db->path);
	if ((more & 0xFF) == SQLITE_READONLY || more == SQLITE_CANTOPEN)
		return error_set(err, ERR_DB,
		                 "cannot use '%s' here: a file has to be made "
		                 "beside it, and its folder is read-only; "
		                 "copy the project to a folder that you may "
		                 "write to",
		                 db->path);
	return 0;
}

/* May files be made in the folder of the file? */
static bool
folder_is_writable(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder =
	    slash ? mem_strn(path, (size_t)(slash - path) + 1) : mem_str(".");
	bool writable = access(folder, W_OK) == 0;

	free(folder);
	return writable;
}

int
db_error(struct db *db, struct error *err, const char *what)
{
	int last = errno; /* SQLite forgets it when a commit fails */
	int rc = sqlite3_errcode(db->handle);
	int more = sqlite3_extended_errcode(db->handle);
	int sys = sqlite3_system_errno(db->handle);

	if (sys == 0)
		sys = last;
	if (rc == SQLITE_BUSY || rc == SQLITE_LOCKED)
		return error_set(err, ERR_BUSY, "%s is in use", db->path);
	if (rc == SQLITE_NOTADB)
		return error_set(err, ERR_FORMAT, "'%s' is not a project file",
		                 db->path);
	if (!folder_is_writable(db->path) &&
	    read_only_error(db, more, sys, err) < 0)
		return err->code;
	if (rc == SQLITE_FULL)
		return error_set(err, ERR_IO,
		                 "no room left to write '%s': nothing was "
		                 "changed",
		                 db->path);
	if (more == SQLITE_IOERR_WRITE && sys != 0)
		return error_set(err, ERR_IO,
		                 "cannot write '%s': %s: nothing was changed",
		                 db->path, strerror(sys));
	if ((rc == SQLITE_IOERR || rc == SQLITE_CANTOPEN) && sys != 0) {
		errno = sys;
		return error_errno(err, ERR_IO, "cannot %s '%s'", what,
		                   db->path);
	}
	return error_set(err, ERR_DB, "cannot %s '%s': %s", what, db->path,
	                 sqlite3_errmsg(db->handle));
}

/* For EMIC_TRACE=sql: the statement with its values, and what it took. */
static int
on_profile(unsigned type, void *unused, void *st, void *ns)
{
	char *sql = sqlite3_expanded_sql(st);

	(void)type;
	(void)unused;
	trace("sql", "%8.3f ms  %.300s", (double)*(sqlite3_int64 *)ns / 1e6,
	      sql ? sql : sqlite3_sql(st));
	sqlite3_free(sql);
	return 0;
}

/*
 * What every connection is given: read the map on why.  Who reads goes over
 * the file once: a large cache would only be filled.
 */
static int
configure(struct db *db, enum db_mode mode, struct error *err)
{
	static const char read_sql[] = "PRAGMA query_only = 1;"
	                               "PRAGMA cache_size = -8192";
	static const char write_sql[] = "PRAGMA cache_size = -65536";
	static const char all_sql[] = "PRAGMA trusted_schema = OFF;"
	                              "PRAGMA foreign_keys = ON;"
	                              "PRAGMA secure_delete = ON;"
	                              "PRAGMA temp_store = MEMORY";
	int rc;

	sqlite3_busy_timeout(db->handle, BUSY_MS);
	sqlite3_extended_result_codes(db->handle, 0);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	if (trace_on("sql"))
		sqlite3_trace_v2(db->handle, SQLITE_TRACE_PROFILE, on_profile,
		                 NULL);
	rc = db_exec(db, all_sql, err);
	if (rc == 0)
		rc = db_exec(db, mode == DB_READ ? read_sql : write_sql, err);
	return rc;
}

/* Journals inherit the mode of the file, so it is made with 0600 here. */
static int
create_file(const char *path, struct error *err)
{
	int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return error_set(err, ERR_CONFLICT, "'%s' exists already",
		                 path);
	if (fd < 0)
		return error_errno(err, ERR_IO, "cannot create '%s'", path);
	close(fd);
	return 0;
}

static int
check_file(const char *path, enum db_mode mode, int *flags, struct error *err)
{
	struct stat st;

	if (stat(path, &st) < 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			return error_set(err, ERR_NOTFOUND,
			                 "there is no project file '%s'", path);
		return error_errno(err, ERR_IO, "cannot open '%s'", path);
	}
	if (!S_ISREG(st.st_mode))
		return error_set(err, ERR_FORMAT, "'%s' is not a project file",
		                 path);
	/*
	 * Reading needs write access to roll back what a crash left behind;
	 * only where that is not given is the file opened read-only.
	 */
	if (mode == DB_READ && access(path, W_OK) < 0)
		*flags = SQLITE_OPEN_READONLY;
	else if (mode == DB_WRITE && access(path, W_OK) < 0)
		return error_errno(err, ERR_IO, "cannot write '%s'", path);
	return 0;
}

int
db_open(struct db *db, const char *path, enum db_mode mode, struct error *err)
{
	bool memory = strcmp(path, ":memory:") == 0;
	int flags = SQLITE_OPEN_READWRITE, rc = 0;

	memset(db, 0, sizeof(*db));
	db->path = path;
	/*
	 * Nobody asks how much memory it has: to count that is a lock a
	 * piece.  Refused once SQLite is at work, when it was asked before.
	 */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (mode == DB_CREATE && !memory)
		rc = create_file(path, err);
	else if (!memory)
		rc = check_file(path, mode, &flags, err);
	if (rc < 0)
		return rc;
	if (memory)
		flags |= SQLITE_OPEN_MEMORY;
	if (sqlite3_open_v2(path, &db->handle, flags | SQLITE_OPEN_NOMUTEX,
	                    NULL) != SQLITE_OK)
		rc = db_error(db, err, "open");
	else
		rc = configure(db, mode, err);
	if (rc < 0)
		db_close(db);
	return rc;
}

void
db_close(struct db *db)
{
	size_t i;

	for (i = 0; i < db->kept.n; i++)
		db_finish(db->kept.items[i]);
	vec_release(&db->kept);
	sqlite3_close_v2(db->handle);
	db->handle = NULL;
}

int
db_prepare(struct db *db, const char *sql, sqlite3_stmt **out,
           struct error *err)
{
	*out = NULL;
	errno = 0;
	if (sqlite3_prepare_v2(db->handle, sql, -1, out, NULL) != SQLITE_OK)
		return db_error(db, err, "read");
	return 0;
}

void
db_finish(sqlite3_stmt *st)
{
	sqlite3_finalize(st);
}

int
db_keep(struct db *db, const char *sql, sqlite3_stmt **out, struct error *err)
{
	size_t i;
	int rc;

	for (i = 0; i < db->kept.n; i++) {
		*out = db->kept.items[i];
		if (strcmp(sqlite3_sql(*out), sql) == 0) {
			assert(!sqlite3_stmt_busy(*out));
			return 0;
		}
	}
	rc = db_prepare(db, sql, out, err);
	if (rc == 0)
		vec_push(&db->kept, *out);
	return rc;
}

static int
bind_index(sqlite3_stmt *st, const char *name)
{
	int i = sqlite3_bind_parameter_index(st, name);

	assert(i > 0); /* a name that the statement does not have: our bug */
	return i;
}

void
db_bind_int(sqlite3_stmt *st, const char *name, int64_t value)
{
	sqlite3_bind_int64(st, bind_index(st, name), value);
}

void
db_bind_text(sqlite3_stmt *st, const char *name, const char *value)
{
	sqlite3_bind_text(st, bind_index(st, name), value, -1,
	                  SQLITE_TRANSIENT);
}

void
db_bind_bytes(sqlite3_stmt *st, const char *name, const char *value, size_t len)
{
	sqlite3_bind_text64(st, bind_index(st, name), value ? value : "", len,
	                    SQLITE_TRANSIENT, SQLITE_UTF8);
}

void
db_bind_null(sqlite3_stmt *st, const char *name)
{
	sqlite3_bind_null(st, bind_index(st, name));
}

void
db_bind_id(sqlite3_stmt *st, const char *name, int64_t id)
{
	if (id)
		db_bind_int(st, name, id);
	else
		db_bind_null(st, name);
}

int
db_step(struct db *db, sqlite3_stmt *st, struct error *err)
{
	errno = 0;
	switch (sqlite3_step(st)) {
	case SQLITE_ROW:
		return 1;
	case SQLITE_DONE:
		return 0;
	default:
		return db_error(db, err, "use");
	}
}

void
db_reset(sqlite3_stmt *st)
{
	if (!st)
		return;
	sqlite3_reset(st);
	sqlite3_clear_bindings(st);
}

int
db_run(struct db *db, sqlite3_stmt *st, struct error *err)
{
	int rc = db_step(db, st, err);

	assert(rc <= 0); /* a statement that gives rows is not for db_run */
	db_reset(st);
	return rc;
}

int64_t
db_int(sqlite3_stmt *st, int column)
{
	return sqlite3_column_int64(st, column);
}

const char *
db_text(sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return s ? s : "";
}

size_t
db_bytes(sqlite3_stmt *st, int column)
{
	return (size_t)sqlite3_column_bytes(st, column);
}

bool
db_is_null(sqlite3_stmt *st, int column)
{
	return sqlite3_column_type(st, column) == SQLITE_NULL;
}

int
db_exec(struct db *db, const char *sql, struct error *err)
{
	errno = 0;
	if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		return db_error(db, err, "use");
	return 0;
}

int
db_query_int(struct db *db, const char *sql, int64_t *out, struct error *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	*out = 0;
	rc = db_prepare(db, sql, &st, err);
	if (rc < 0)
		goto out;
	rc = db_step(db, st, err);
	if (rc > 0) {
		*out = db_int(st, 0);
		rc = 0;
	}
out:
	db_finish(st);
	return rc;
}

int64_t
db_last_id(struct db *db)
{
	return sqlite3_last_insert_rowid(db->handle);
}

int64_t
db_changes(struct db *db)
{
	return sqlite3_changes(db->handle);
}
