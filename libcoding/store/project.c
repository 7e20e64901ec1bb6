#include "store/project.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "schema.h"
#include "store/history.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define APPLICATION_ID 0x656D6963
#define PENDING_BYTE   0x40000000 /* where SQLite's locks begin */

/* --- who is in the way --------------------------------------------------- */

/*
 * The process that holds a lock on PATH, or 0.  Asked from a child: closing
 * any descriptor of the file here would drop our own locks.
 */
static pid_t
lock_holder(const char *path)
{
	pid_t child, holder = 0;
	int fds[2];

	if (pipe(fds) < 0)
		return 0;
	child = fork();
	if (child == 0) {
		struct flock lock = { .l_type = F_WRLCK,
			              .l_whence = SEEK_SET,
			              .l_start = PENDING_BYTE,
			              .l_len = 512 };
		int fd = open(path, O_RDWR);

		if (fd >= 0 && fcntl(fd, F_GETLK, &lock) == 0 &&
		    lock.l_type != F_UNLCK)
			holder = lock.l_pid;
		_exit(write(fds[1], &holder, sizeof(holder)) < 0);
	}
	close(fds[1]);
	if (child > 0) {
		if (read(fds[0], &holder, sizeof(holder)) !=
		    (ssize_t)sizeof(holder))
			holder = 0;
		waitpid(child, NULL, 0);
	}
	close(fds[0]);
	return holder;
}

static int
busy_error(const char *path, struct error *err)
{
	pid_t pid = lock_holder(path);
	char file[64], name[64] = "another program";
	FILE *f;

	if (pid == 0)
		return error_set(err, ERR_BUSY,
		                 "%s is in use by another program", path);
	snprintf(file, sizeof(file), "/proc/%ld/comm", (long)pid);
	f = fopen(file, "r");
	if (f) {
		if (fgets(name, sizeof(name), f))
			name[strcspn(name, "\n")] = '\0';
		fclose(f);
	}
	return error_set(err, ERR_BUSY, "%s is in use by %s (pid %ld)", path,
	                 name, (long)pid);
}

/* --- opening ------------------------------------------------------------- */

static int
upgrade(struct project *p, int64_t from, struct error *err)
{
	int64_t step;
	int rc;

	rc = project_begin(p, NULL, err);
	for (step = from; rc == 0 && step < PROJECT_SCHEMA; step++)
		rc = db_exec(&p->db, schema_steps[step], err);
	if (rc == 0)
		rc = project_commit(p, err);
	if (rc < 0)
		project_rollback(p);
	return rc;
}

/* Is it ours, and of which schema step? */
static int
check_version(struct project *p, int64_t *step_out, struct error *err)
{
	int64_t id;
	int rc;

	rc = db_query_int(&p->db, "PRAGMA application_id", &id, err);
	if (rc == 0)
		rc = db_query_int(&p->db, "PRAGMA user_version", step_out, err);
	if (rc == ERR_BUSY)
		return busy_error(p->path, err);
	if (rc < 0)
		return rc;
	if (id != APPLICATION_ID)
		return error_set(err, ERR_FORMAT, "'%s' is not a project file",
		                 p->path);
	if (*step_out < 1)
		return error_set(err, ERR_FORMAT,
		                 "'%s' is damaged: its schema step is %lld",
		                 p->path, (long long)*step_out);
	if (*step_out > PROJECT_SCHEMA)
		return error_set(err, ERR_VERSION,
		                 "'%s' was written by a newer emic (schema "
		                 "step %lld, this one knows %d)",
		                 p->path, (long long)*step_out, PROJECT_SCHEMA);
	return 0;
}

static struct project *
new_project(const char *path)
{
	struct project *p = mem_zero(sizeof(*p));

	p->path = mem_str(path);
	p->coder = "";
	return p;
}

int
project_open(const char *path, enum project_mode mode, struct project **out,
             struct error *err)
{
	struct project *p = new_project(path);
	int64_t step = 0;
	int rc;

	*out = NULL;
	p->writable = mode == PROJECT_OPEN_WRITE;
	rc = db_open(&p->db, p->path, p->writable ? DB_WRITE : DB_READ, err);
	if (rc == ERR_BUSY)
		rc = busy_error(p->path, err);
	if (rc < 0)
		goto out;
	rc = check_version(p, &step, err);
	if (rc < 0)
		goto out;
	if (step < PROJECT_SCHEMA) {
		if (!p->writable)
			rc = db_exec(&p->db, "PRAGMA query_only = 0", err);
		if (rc == 0)
			rc = upgrade(p, step, err);
		if (rc == 0 && !p->writable)
			rc = db_exec(&p->db, "PRAGMA query_only = 1", err);
		if (rc < 0)
			goto out;
	}
	if (!p->writable) /* one snapshot for all that is read */
		rc = db_exec(&p->db, "BEGIN", err);
	if (rc < 0)
		goto out;
	*out = p;
	p = NULL;
out:
	project_close(p);
	return rc;
}

static int
insert_project(struct project *p, const char *title, struct error *err)
{
	static const char sql[] = "INSERT INTO project(guid, title, created_at)"
	                          " VALUES (:guid, :title, :now)";
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	db_bind_text(st, ":title", title);
	db_bind_text(st, ":now", p->now);
	rc = db_run(&p->db, st, err);
	db_finish(st);
	return rc;
}

int
project_create(const char *path, const char *title, const char *now,
               struct project **out, struct error *err)
{
	struct project *p = new_project(path);
	bool made = false;
	int rc;

	*out = NULL;
	p->writable = true;
	snprintf(p->now, sizeof(p->now), "%s", now);
	rc = db_open(&p->db, p->path, DB_CREATE, err);
	if (rc < 0)
		goto out;
	made = true;
	rc = project_begin(p, NULL, err);
	if (rc == 0)
		rc = db_exec(&p->db, schema_steps[0], err);
	if (rc == 0)
		rc = insert_project(p, title, err);
	if (rc == 0)
		rc = project_commit(p, err);
	if (rc == 0)
		rc = upgrade(p, 1, err);
	if (rc < 0)
		goto out;
	*out = p;
	p = NULL;
out:
	if (p && made && strcmp(p->path, ":memory:") != 0)
		unlink(p->path); /* a half-made project is of no use */
	project_close(p);
	return rc;
}

void
project_close(struct project *p)
{
	if (!p)
		return;
	if (p->db.handle) {
		project_rollback(p);
		db_close(&p->db);
	}
	free(p->path);
	free(p);
}

/* --- finding ------------------------------------------------------------- */

static int
only_project_in(const char *dir, char **out, struct error *err)
{
	struct buf found = { 0 };
	struct dirent *e;
	DIR *d = opendir(dir);
	int rc = 0;

	*out = NULL;
	if (!d)
		return 0; /* a parent that we may not read: go on above */
	while ((e = readdir(d)) != NULL) {
		size_t len = strlen(e->d_name);

		if (len <= 5 || e->d_name[0] == '.' ||
		    strcmp(e->d_name + len - 5, ".emic") != 0)
			continue;
		if (found.len > 0) {
			rc = error_set(err, ERR_CONFLICT,
			               "several project files in '%s': name "
			               "one with -p FILE",
			               dir);
			goto out;
		}
		buf_addf(&found, "%s/%s", strcmp(dir, "/") ? dir : "",
		         e->d_name);
	}
	if (found.len > 0)
		*out = buf_take(&found);
out:
	buf_release(&found);
	closedir(d);
	return rc;
}

int
project_search(const char *start, char **out, struct error *err)
{
	char *dir = mem_str(start), *slash;
	int rc = 0;

	*out = NULL;
	for (;;) {
		rc = only_project_in(dir, out, err);
		if (rc < 0 || *out)
			break;
		slash = strrchr(dir, '/');
		if (!slash || dir[1] == '\0') {
			rc = error_set(err, ERR_NOTFOUND,
			               "no project file here: make one with "
			               "'emic init study.emic', or name it "
			               "with -p FILE");
			break;
		}
		slash[slash == dir ? 1 : 0] = '\0';
	}
	free(dir);
	return rc;
}

/* --- transactions -------------------------------------------------------- */

int
project_begin(struct project *p, const char *act, struct error *err)
{
	int rc = db_exec(&p->db, "BEGIN IMMEDIATE", err);

	if (rc == ERR_BUSY)
		return busy_error(p->path, err);
	p->command = act;
	if (rc == 0 && act)
		rc = history_begin(&p->db, &p->act, err);
	return rc;
}

int
project_commit(struct project *p, struct error *err)
{
	struct history *act = p->act;
	int rc = 0;

	p->act = NULL;
	if (act)
		rc = history_end(act, p->now, p->coder, p->command, 0, err);
	if (rc < 0)
		return rc;
	rc = db_exec(&p->db, "COMMIT", err);
	return rc == ERR_BUSY ? busy_error(p->path, err) : rc;
}

void
project_rollback(struct project *p)
{
	history_cancel(p->act);
	p->act = NULL;
	if (!sqlite3_get_autocommit(p->db.handle))
		sqlite3_exec(p->db.handle, "ROLLBACK", NULL, NULL, NULL);
}

int
project_savepoint(struct project *p, struct error *err)
{
	return db_exec(&p->db, "SAVEPOINT part", err);
}

int
project_savepoint_keep(struct project *p, struct error *err)
{
	return db_exec(&p->db, "RELEASE part", err);
}

void
project_savepoint_undo(struct project *p)
{
	sqlite3_exec(p->db.handle, "ROLLBACK TO part; RELEASE part", NULL, NULL,
	             NULL);
}

/* --- small facts --------------------------------------------------------- */

static int
insert_coder(struct project *p, const char *folded, struct error *err)
{
	static const char sql[] = "INSERT INTO coder(guid, name, name_folded)"
	                          " VALUES (:guid, :name, :folded)";
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	db_bind_text(st, ":name", p->coder);
	db_bind_text(st, ":folded", folded);
	rc = db_run(&p->db, st, err);
	db_finish(st);
	return rc;
}

int
project_coder_id(struct project *p, int64_t *id_out, struct error *err)
{
	static const char sql[] =
	    "SELECT id FROM coder WHERE name_folded = :folded";
	char *folded = unicode_fold(p->coder);
	sqlite3_stmt *st = NULL;
	int rc;

	assert(p->coder[0] != '\0');
	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		goto out;
	db_bind_text(st, ":folded", folded);
	rc = db_step(&p->db, st, err);
	if (rc > 0) {
		*id_out = db_int(st, 0);
		rc = 0;
	} else if (rc == 0) {
		rc = insert_coder(p, folded, err);
		*id_out = db_last_id(&p->db);
	}
out:
	db_finish(st);
	free(folded);
	return rc;
}

int
project_title(struct project *p, char **out, struct error *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	*out = NULL;
	rc = db_prepare(&p->db, "SELECT title FROM project ORDER BY id", &st,
	                err);
	if (rc == 0)
		rc = db_step(&p->db, st, err);
	if (rc >= 0) {
		*out = mem_str(rc > 0 ? db_text(st, 0) : "");
		rc = 0;
	}
	db_finish(st);
	return rc;
}
