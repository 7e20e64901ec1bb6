#include "base/buf.h"
#include "base/error.h"
#include "fixture.h"
#include "store/changeset.h"
#include "store/history.h"

#include <criterion/criterion.h>
#include <string.h>

static struct project *p;
static struct error err;

static void
setup(void)
{
	p = fixture_project();
	fixture_document(p, "a", "INT: How?\nA: I lost my job.\n");
}

static void
teardown(void)
{
	project_close(p);
}
TestSuite(changeset, .init = setup, .fini = teardown);

/* Do SQL as an act, and give its changeset. */
static void
act(const char *sql, struct buf *out)
{
	sqlite3_stmt *st = NULL;

	cr_assert_eq(project_begin(p, "emic test", &err), 0, "%s", err.msg);
	fixture_exec(p, sql);
	cr_assert_eq(project_commit(p, &err), 0, "%s", err.msg);
	cr_assert_eq(db_prepare(&p->db,
	                        "SELECT changeset FROM history"
	                        " ORDER BY id DESC",
	                        &st, &err),
	             0);
	cr_assert_eq(db_step(&p->db, st, &err), 1);
	buf_clear(out);
	buf_add(out, sqlite3_column_blob(st, 0),
	        (size_t)sqlite3_column_bytes(st, 0));
	db_finish(st);
}

/* Every kind of row and value, lengths of one byte and of two. */
static const char *const acts[] = {
	"INSERT INTO code(guid, slug, name, name_folded, position)"
	" VALUES ('g1', 'pay', 'Pay', 'pay', 1), ('g2', 'é', 'É', 'é', 2)",
	"UPDATE code SET definition = printf('%.*c', 300, 'x'), parent = 1"
	" WHERE id = 2",
	"UPDATE code SET position = 7, colour = '#aabbcc';"
	" UPDATE document SET name = 'b'",
	"DELETE FROM code WHERE id = 2;"
	"UPDATE code SET colour = NULL, name = 'pay again';"
	"INSERT INTO attribute(guid, name, name_folded, type, position)"
	" VALUES ('a', 'age', 'age', 'number', 1)",
	"DELETE FROM attribute; DELETE FROM code",
};
#define N (sizeof(acts) / sizeof(*acts))

/* SQLite reads all of it, and no more rows than it has bytes. */
static void
expect_readable(const struct buf *b)
{
	sqlite3_changeset_iter *it = NULL;
	void *inverse = NULL;
	size_t rows = 0;
	int size = 0;

	cr_assert_eq(sqlite3changeset_start(&it, (int)b->len, b->data),
	             SQLITE_OK);
	while (sqlite3changeset_next(it) == SQLITE_ROW)
		cr_assert_leq(++rows, b->len);
	cr_assert_eq(sqlite3changeset_finalize(it), SQLITE_OK);
	cr_assert_eq(
	    sqlite3changeset_invert((int)b->len, b->data, &size, &inverse),
	    SQLITE_OK);
	sqlite3_free(inverse);
}

Test(changeset, what_sqlite_writes_is_whole)
{
	struct buf b = { 0 };
	size_t i, at;

	for (i = 0; i < N; i++) {
		const char *fault;

		act(acts[i], &b);
		fault = changeset_fault(b.data, b.len, &at);
		cr_expect_null(fault, "act %zu, byte %zu: %s", i, at, fault);
		expect_readable(&b);
	}
	buf_release(&b);
}

/* Behind a whole row, what is left is whole, and SQLite must read it. */
Test(changeset, what_is_cut_off_anywhere_is_refused_or_can_be_read)
{
	struct buf b = { 0 }, cut = { 0 };
	size_t i, n, at, refused = 0, whole = 0;

	for (i = 0; i < N; i++) {
		act(acts[i], &b);
		for (n = 0; n < b.len; n++) {
			buf_release(&cut); /* so that what is behind is seen */
			buf_add(&cut, b.data, n);
			if (changeset_fault(buf_str(&cut), n, &at)) {
				cr_expect_leq(at, n);
				refused++;
				continue;
			}
			whole++;
			expect_readable(&cut);
		}
	}
	cr_expect_gt(refused, 1000);
	cr_expect(whole >= 3 && whole <= 30, "%zu", whole);
	buf_release(&cut);
	buf_release(&b);
}

Test(changeset, whatever_bits_fall_over_reading_ends)
{
	struct random r = { .state = 7 };
	struct buf all[N] = { 0 }, b = { 0 };
	size_t i, k, at, refused = 0;

	for (i = 0; i < N; i++)
		act(acts[i], &all[i]);
	for (i = 0; i < 100000; i++) {
		const struct buf *from = &all[i % N];

		buf_clear(&b);
		buf_add(&b, from->data, from->len);
		for (k = 0; k <= i % 3; k++)
			b.data[random_below(&r, b.len)] ^=
			    (char)(1 << random_below(&r, 8));
		if (changeset_fault(b.data, b.len, &at))
			refused++;
		else
			expect_readable(&b);
	}
	cr_expect(refused > 10000 && refused < 100000, "%zu", refused);
	for (i = 0; i < N; i++)
		buf_release(&all[i]);
	buf_release(&b);
}

#define BYTES(s) s, sizeof(s) - 1
#define T        "T\2\1\0case_member\0"

static const struct {
	const char *data;
	size_t len, at;
	const char *fault;
} bad[] = {
	{ BYTES(""), 0, "it is empty" },
	{ BYTES("\x54\x1e"), 0, "the head of a table is cut off" },
	{ BYTES("T"), 0, "the head of a table is cut off" },
	{ BYTES("T\x80"), 0, "the head of a table is cut off" },
	{ BYTES("T\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"
	        "code\0"),
	  0, "the head of a table is cut off" },
	{ BYTES("T\0code\0"), 0, "a table has no number of columns" },
	{ BYTES("T\2\1\0code"), 0, "the name of a table is cut off" },
	{ BYTES("T\2\0\0code\0"), 0, "a table has another key" },
	{ BYTES("T\2\1\1code\0"), 0, "a table has another key" },
	{ BYTES("T\2\1\0hit\0"), 0, "it is of a table that is not recorded" },
	{ BYTES("P\2\1\0code\0"), 0, "there is neither a table nor a row" },
	{ BYTES("\x12\0\1\0\0\0\0\0\0\0\1\5"), 0, "a row is of no table" },
	{ BYTES(T "\x12"), 16, "a row is cut off" },
	{ BYTES(T "\x12\2"), 16, "a row has no mark of how it came" },
	{ BYTES(T "\x12\0\3\1x\5"), 16, "a row has no id" },
	{ BYTES(T "\x12\0\1\0\0\0\0\0\0\1"), 16, "a row is cut off" },
	{ BYTES(T "\x12\0\1\0\0\0\0\0\0\0\1\0"), 16, "a row has no values" },
	{ BYTES(T "\x12\0\1\0\0\0\0\0\0\0\1\6"), 16, "a value is of no type" },
	{ BYTES(T "\x12\0\1\0\0\0\0\0\0\0\1\3\2x"), 16, "a row is cut off" },
	{ BYTES(T "\x12\0\1\0\0\0\0\0\0\0\1\4\xFF\xFF\xFF\xFF\x0F"), 16,
	  "a row is cut off" },
	{ BYTES(T "\x17\0\1\0\0\0\0\0\0\0\1\5\1\0\0\0\0\0\0\0\1\5"), 16,
	  "a row has no id" },
};

Test(changeset, every_fault_has_its_name)
{
	size_t i, at;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		const char *fault =
		    changeset_fault(bad[i].data, bad[i].len, &at);

		cr_assert_not_null(fault, "case %zu", i);
		cr_expect_str_eq(fault, bad[i].fault, "case %zu: %s", i, fault);
		cr_expect_eq(at, bad[i].at, "case %zu: %zu", i, at);
	}
}

/* --- who reads it --------------------------------------------------------- */

#define DAMAGED                                                             \
	"the project file is damaged: what act 1 changed cannot be read:"   \
	" byte 0: the head of a table is cut off; go back to a copy of the" \
	" file"

Test(changeset, a_damaged_act_is_not_taken_back)
{
	struct buf b = { 0 };

	act(acts[0], &b);
	fixture_exec(p, "UPDATE history SET changeset = x'541e'");
	cr_assert_eq(project_begin(p, "emic undo", &err), 0);
	cr_expect_eq(history_invert(&p->db, 1, &err), ERR_FORMAT);
	cr_expect_str_eq(err.msg, DAMAGED);
	project_rollback(p);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM code"), 2);
	buf_release(&b);
}

Test(changeset, a_damaged_act_is_not_read_back)
{
	struct history_acts *all = NULL;
	struct buf b = { 0 };

	act("UPDATE document SET name = 'b'", &b);
	fixture_exec(p, "UPDATE history SET changeset = x'541e'");
	cr_assert_eq(history_open(&p->db, 1, &all, &err), 0);
	cr_expect_eq(history_next(all, &err), ERR_FORMAT);
	cr_expect_str_eq(err.msg, DAMAGED);
	history_close(all);
	buf_release(&b);
}
