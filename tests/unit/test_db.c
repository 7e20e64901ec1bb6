#include "base/error.h"
#include "store/db.h"

#include <criterion/criterion.h>

static struct db db;
static struct error err;

static void
setup(void)
{
	cr_assert_eq(db_open(&db, ":memory:", DB_CREATE, &err), 0);
	cr_assert_eq(db_exec(&db,
	                     "CREATE TABLE t(a);"
	                     "INSERT INTO t VALUES (1), (2)",
	                     &err),
	             0);
}

static void
teardown(void)
{
	db_close(&db);
}
TestSuite(db, .init = setup, .fini = teardown);

/* The first row where a is 2, or N; whatever else there is stays unread. */
static int64_t
ask(int64_t n, sqlite3_stmt **st)
{
	static const char sql[] = "SELECT * FROM t WHERE a = 2 OR a = :n"
	                          " ORDER BY a DESC";
	int64_t found;

	cr_assert_eq(db_keep(&db, sql, st, &err), 0, "%s", err.msg);
	if (n > 0)
		db_bind_int(*st, ":n", n);
	cr_assert_eq(db_step(&db, *st, &err), 1);
	found = db_int(*st, 0);
	db_reset(*st);
	return found;
}

Test(db, a_statement_that_is_kept_is_prepared_once)
{
	sqlite3_stmt *one, *two, *other;

	cr_expect_eq(ask(0, &one), 2);
	cr_expect_eq(ask(0, &two), 2);
	cr_expect_eq(one, two);
	cr_assert_eq(db_keep(&db, "SELECT max(a) FROM t", &other, &err), 0);
	cr_expect_neq(other, one);
}

Test(db, a_kept_statement_forgets_what_was_bound)
{
	sqlite3_stmt *st;

	cr_assert_eq(db_exec(&db, "INSERT INTO t VALUES (3)", &err), 0);
	cr_expect_eq(ask(3, &st), 3);
	cr_expect_eq(ask(0, &st), 2);
}

Test(db, a_kept_statement_sees_a_schema_that_changed)
{
	sqlite3_stmt *st;

	ask(0, &st);
	cr_assert_eq(db_exec(&db,
	                     "DROP TABLE t; CREATE TABLE t(x, a);"
	                     "INSERT INTO t VALUES (7, 2)",
	                     &err),
	             0, "%s", err.msg);
	cr_expect_eq(ask(0, &st), 7);
}

Test(db, what_cannot_be_prepared_is_not_kept)
{
	sqlite3_stmt *st;

	cr_expect_eq(db_keep(&db, "SELECT * FROM later", &st, &err), ERR_DB);
	cr_expect_null(st);
	db_reset(st);
	cr_assert_eq(db_exec(&db, "CREATE TABLE later(a)", &err), 0);
	cr_expect_eq(db_keep(&db, "SELECT * FROM later", &st, &err), 0);
}
