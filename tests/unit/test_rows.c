#include "base/error.h"
#include "store/rows.h"

#include <criterion/criterion.h>

static struct db db;
static struct error err;
static sqlite3_stmt *st;

static void
setup(void)
{
	cr_assert_eq(db_open(&db, ":memory:", DB_CREATE, &err), 0);
}

static void
teardown(void)
{
	db_finish(st);
	db_close(&db);
}
TestSuite(rows, .init = setup, .fini = teardown);

struct item {
	int64_t one, two;
};

static int64_t
value(const void *item, int column)
{
	const struct item *i = item;

	return column == 0 ? i->one : column == 1 ? i->two : column * 100;
}

Test(rows, an_array_is_read_as_a_table_in_order)
{
	static const struct item items[] = { { 7, 1 },
		                             { -3, ROWS_NULL },
		                             { 7, INT64_MAX } };
	struct rows r = { items, 3, sizeof(*items), value };
	int64_t n = 0;

	cr_assert_eq(db_prepare(&db,
	                        "SELECT rowid, a, b, c, f FROM rows(:rows)",
	                        &st, &err),
	             0, "%s", err.msg);
	rows_bind(st, ":rows", &r);
	while (db_step(&db, st, &err) > 0) {
		const struct item *i = &items[n++];

		cr_expect_eq(db_int(st, 0), n);
		cr_expect_eq(db_int(st, 1), i->one);
		cr_expect_eq(db_is_null(st, 2), i->two == ROWS_NULL);
		cr_expect(db_is_null(st, 2) || db_int(st, 2) == i->two);
		cr_expect_eq(db_int(st, 3), 200);
		cr_expect_eq(db_int(st, 4), 500);
	}
	cr_expect_eq(n, 3);
}

Test(rows, one_statement_stores_them_and_can_be_run_again)
{
	static const struct item items[] = { { 1, 2 }, { 3, 4 } };
	struct rows r = { items, 2, sizeof(*items), value };
	int64_t sum;

	cr_assert_eq(db_exec(&db, "CREATE TABLE t(x, y, z)", &err), 0);
	cr_assert_eq(db_prepare(&db,
	                        "INSERT INTO t SELECT :x, a, b"
	                        " FROM rows(:rows)",
	                        &st, &err),
	             0, "%s", err.msg);
	db_bind_int(st, ":x", 1000);
	rows_bind(st, ":rows", &r);
	cr_assert_eq(db_run(&db, st, &err), 0, "%s", err.msg);
	r.n = 1;
	db_bind_int(st, ":x", 100);
	rows_bind(st, ":rows", &r);
	cr_assert_eq(db_run(&db, st, &err), 0, "%s", err.msg);
	cr_assert_eq(
	    db_query_int(&db, "SELECT sum(x + y * z) FROM t", &sum, &err), 0);
	cr_expect_eq(sum, 1000 + 2 + 1000 + 12 + 100 + 2);
}

Test(rows, without_an_array_there_are_none)
{
	struct rows r = { .value = value };

	cr_assert_eq(db_prepare(&db, "SELECT a FROM rows(:rows)", &st, &err),
	             0);
	cr_expect_eq(db_step(&db, st, &err), 0, "nothing is bound");
	db_reset(st);
	db_bind_int(st, ":rows", 42);
	cr_expect_eq(db_step(&db, st, &err), 0, "a number is no array");
	db_reset(st);
	rows_bind(st, ":rows", &r);
	cr_expect_eq(db_step(&db, st, &err), 0, "the array is empty");
	db_finish(st);
	cr_expect_lt(db_prepare(&db, "SELECT a FROM rows", &st, &err), 0,
	             "an array has to be named");
}
