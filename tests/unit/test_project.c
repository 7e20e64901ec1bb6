#include "base/error.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct project *p, *other;
static struct error err;
static char dir[40], path[80], second[80];

static void
setup(void)
{
	snprintf(dir, sizeof(dir), "/tmp/emic-test-XXXXXX");
	cr_assert(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/study.emic", dir);
	snprintf(second, sizeof(second), "%s/second.emic", dir);
}

static void
teardown(void)
{
	project_close(p);
	project_close(other);
	unlink(path);
	unlink(second);
	rmdir(dir);
}
TestSuite(project, .init = setup, .fini = teardown);

static int
create(void)
{
	return project_create(path, "A study", "2026-01-01T00:00:00Z", &p,
	                      &err);
}

static void
close_all(void)
{
	project_close(p);
	project_close(other);
	p = other = NULL;
}

static void
write_file(const char *where, const char *content)
{
	FILE *f = fopen(where, "w");

	cr_assert(f);
	fputs(content, f);
	fclose(f);
}

Test(project, a_new_one_is_its_owners_alone)
{
	struct stat st;
	mode_t before = umask(0);

	cr_assert_eq(create(), 0, "%s", err.msg);
	umask(before);
	cr_assert_eq(stat(path, &st), 0);
	cr_expect_eq(st.st_mode & 0777, 0600);
	cr_expect_eq(fixture_int(p, "PRAGMA application_id"), 0x656D6963);
	cr_expect_eq(fixture_int(p, "PRAGMA user_version"), PROJECT_SCHEMA);
	cr_expect_eq(fixture_int(p, "PRAGMA foreign_keys"), 1);
	cr_expect_eq(fixture_int(p, "PRAGMA secure_delete"), 1);
}

Test(project, every_table_is_strict)
{
	cr_assert_eq(create(), 0);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM pragma_table_list"
	                            " WHERE schema = 'main' AND strict = 0"
	                            " AND type <> 'view'"
	                            " AND name NOT LIKE 'sqlite_%'"),
	             0);
}

Test(project, its_title_comes_back)
{
	char *title = NULL;

	cr_assert_eq(create(), 0);
	close_all();
	cr_assert_eq(project_open(path, PROJECT_OPEN_READ, &p, &err), 0);
	cr_expect_eq(project_title(p, &title, &err), 0);
	cr_expect_str_eq(title, "A study");
	free(title);
}

Test(project, nothing_is_overwritten)
{
	struct stat st;

	write_file(path, "my only copy");
	cr_expect_eq(create(), ERR_CONFLICT);
	cr_expect(strstr(err.msg, "exists already"), "%s", err.msg);
	cr_expect_null(p);
	cr_expect_eq(stat(path, &st), 0);
	cr_expect_eq(st.st_size, 12);
}

Test(project, what_is_no_project_is_not_opened)
{
	cr_expect_eq(project_open(path, PROJECT_OPEN_READ, &p, &err),
	             ERR_NOTFOUND);
	write_file(path, "some text that is long enough to be read as a file");
	cr_expect_eq(project_open(path, PROJECT_OPEN_READ, &p, &err),
	             ERR_FORMAT);
	cr_expect_eq(project_open(path, PROJECT_OPEN_WRITE, &p, &err),
	             ERR_FORMAT);
	cr_expect_eq(project_open(dir, PROJECT_OPEN_READ, &p, &err),
	             ERR_FORMAT);
	write_file(path, "");
	cr_expect_eq(project_open(path, PROJECT_OPEN_READ, &p, &err),
	             ERR_FORMAT);
	cr_expect_null(p);
}

Test(project, another_programs_database_is_not_ours)
{
	cr_assert_eq(create(), 0);
	fixture_exec(p, "PRAGMA application_id = 7");
	close_all();
	cr_expect_eq(project_open(path, PROJECT_OPEN_WRITE, &p, &err),
	             ERR_FORMAT);
	cr_expect(strstr(err.msg, "is not a project file"), "%s", err.msg);
}

Test(project, a_newer_schema_is_refused)
{
	cr_assert_eq(create(), 0);
	fixture_exec(p, "PRAGMA user_version = 99");
	close_all();
	cr_expect_eq(project_open(path, PROJECT_OPEN_READ, &p, &err),
	             ERR_VERSION);
	cr_expect(strstr(err.msg, "written by a newer emic (schema step 99"),
	          "%s", err.msg);
	cr_expect_eq(project_open(path, PROJECT_OPEN_WRITE, &p, &err),
	             ERR_VERSION);
}

Test(project, who_reads_cannot_write)
{
	cr_assert_eq(create(), 0);
	close_all();
	cr_assert_eq(project_open(path, PROJECT_OPEN_READ, &p, &err), 0);
	cr_expect_lt(db_exec(&p->db, "DELETE FROM project", &err), 0);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM project"), 1);
}

Test(project, what_was_not_committed_is_gone)
{
	cr_assert_eq(create(), 0);
	cr_assert_eq(project_begin(p, NULL, &err), 0);
	fixture_exec(p, "DELETE FROM project");
	close_all();
	cr_assert_eq(project_open(path, PROJECT_OPEN_WRITE, &p, &err), 0);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM project"), 1);
}

Test(project, a_part_can_be_taken_back_within_the_whole)
{
	cr_assert_eq(create(), 0);
	cr_assert_eq(project_begin(p, "emic import", &err), 0);
	fixture_code(p, "whole");
	cr_expect_eq(project_savepoint(p, &err), 0);
	fixture_code(p, "kept");
	cr_expect_eq(project_savepoint_keep(p, &err), 0);
	cr_expect_eq(project_savepoint(p, &err), 0);
	fixture_code(p, "failed");
	project_savepoint_undo(p);
	cr_assert_eq(project_commit(p, &err), 0);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM code"), 2);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM history WHERE"
	                            " summary = '{\"code\":[2,0,0]}'"),
	             1, "the history has what was kept");
}

Test(project, a_second_writer_is_told_who_is_in_the_way)
{
	char expected[200];

	cr_assert_eq(create(), 0);
	cr_assert_eq(project_open(path, PROJECT_OPEN_WRITE, &other, &err), 0);
	cr_assert_eq(project_begin(p, NULL, &err), 0);
	sqlite3_busy_timeout(other->db.handle, 20);
	cr_expect_eq(project_begin(other, NULL, &err), ERR_BUSY);
	snprintf(expected, sizeof(expected), "%s is in use by ", path);
	cr_expect_eq(strncmp(err.msg, expected, strlen(expected)), 0, "%s",
	             err.msg);
	snprintf(expected, sizeof(expected), " (pid %ld)", (long)getpid());
	cr_expect(strstr(err.msg, expected), "%s", err.msg);
	project_rollback(p);
	cr_expect_eq(project_begin(other, NULL, &err), 0, "and then it may");
	project_rollback(other);
}

Test(project, a_coder_is_one_row_in_any_case)
{
	int64_t a = 0, b = 0, c = 0;

	cr_assert_eq(create(), 0);
	p->coder = "Ana";
	cr_expect_eq(project_coder_id(p, &a, &err), 0);
	p->coder = "ANA";
	cr_expect_eq(project_coder_id(p, &b, &err), 0);
	p->coder = "Ben";
	cr_expect_eq(project_coder_id(p, &c, &err), 0);
	cr_expect_eq(a, b);
	cr_expect_neq(a, c);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM coder WHERE"
	                            " name = 'Ana'"),
	             1);
}

/* --- finding ----------------------------------------------------------------
 */

Test(project, the_only_one_in_the_nearest_folder_is_found)
{
	char deep[120], *found = NULL;

	snprintf(deep, sizeof(deep), "%s/a", dir);
	cr_assert_eq(mkdir(deep, 0700), 0);
	write_file(path, "");
	cr_expect_eq(project_search(deep, &found, &err), 0, "%s", err.msg);
	cr_expect_str_eq(found, path);
	free(found);
	found = NULL;
	cr_expect_eq(project_search(dir, &found, &err), 0);
	cr_expect_str_eq(found, path);
	free(found);
	rmdir(deep);
}

Test(project, of_several_none_is_taken)
{
	char *found = NULL;

	write_file(path, "");
	write_file(second, "");
	cr_expect_eq(project_search(dir, &found, &err), ERR_CONFLICT);
	cr_expect(strstr(err.msg, "several project files"), "%s", err.msg);
	cr_expect_null(found);
}

Test(project, none_says_how_to_make_one)
{
	char hidden[80], *found = NULL;

	snprintf(hidden, sizeof(hidden), "%s/.emic", dir);
	write_file(hidden, "");
	cr_expect_eq(project_search(dir, &found, &err), ERR_NOTFOUND);
	cr_expect_str_eq(err.msg,
	                 "no project file here: make one with 'emic init "
	                 "study.emic', or name it with -p FILE");
	unlink(hidden);
}
