#include "base/error.h"
#include "base/mem.h"
#include "fixture.h"
#include "model/case.h"
#include "store/history.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct project *p;
static struct error err;
static int64_t document, code;

static void
setup(void)
{
	p = fixture_project();
	document = fixture_document(
	    p, "a", "INT: How?\nA: I lost my job. Then I found another.\n");
	code = fixture_code(p, "work");
	fixture_exec(p, "INSERT INTO coder(guid, name, name_folded)"
	                " VALUES ('g', 'ana', 'ana')");
}

static void
teardown(void)
{
	project_close(p);
}
TestSuite(history, .init = setup, .fini = teardown);

static void
begin(const char *command)
{
	cr_assert_eq(project_begin(p, command, &err), 0, "%s", err.msg);
}

static void
commit(void)
{
	cr_assert_eq(project_commit(p, &err), 0, "%s", err.msg);
}

/* One act: SQL. */
static void
act(const char *sql)
{
	begin("emic test");
	fixture_exec(p, sql);
	commit();
}

static int64_t
last_act(void)
{
	return fixture_int(p, "SELECT coalesce(max(id), 0) FROM history");
}

static int64_t
acts(void)
{
	return fixture_int(p, "SELECT count(*) FROM history");
}

/* The first column of the first row of SQL; the caller frees it. */
static char *
text_of(const char *sql)
{
	sqlite3_stmt *st = NULL;
	char *s;

	cr_assert_eq(db_prepare(&p->db, sql, &st, &err), 0, "%s", err.msg);
	cr_assert_eq(db_step(&p->db, st, &err), 1);
	s = mem_str(db_text(st, 0));
	db_finish(st);
	return s;
}

static void
expect_text(const char *sql, const char *expected)
{
	char *s = text_of(sql);

	cr_expect_str_eq(s, expected);
	free(s);
}

/* Take back act ID, as an act of its own; what history_invert() returns. */
static int
undo(int64_t id)
{
	int rc;

	begin("emic undo");
	rc = history_invert(&p->db, id, &err);
	if (rc == 0)
		commit();
	else
		project_rollback(p);
	return rc;
}

static int64_t
unique_indexes(void)
{
	return fixture_int(p, "SELECT count(*) FROM sqlite_schema WHERE"
	                      " type = 'index' AND sql LIKE '%UNIQUE%'");
}

/* --- what is recorded ----------------------------------------------------- */

Test(history, an_act_is_recorded_with_who_and_when)
{
	struct span s = fixture_find(p, document, "I lost my job.");

	begin("emic code 'a:3-17' work");
	fixture_coding(p, code, document, "ana", s, "for", "read");
	commit();
	cr_expect_eq(acts(), 1);
	expect_text("SELECT coder || ', ' || at || ', ' || command || ', '"
	            " || summary || ', ' || schema_step FROM history",
	            "ana, 2026-01-01T00:00:00Z, emic code 'a:3-17' work, "
	            "{\"coding\":[1,0,0]}, 1");
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM history_touch"
	                            " WHERE code = 1 AND document = 1"
	                            " AND added = 1 AND removed = 0"),
	             1);
}

Test(history, an_act_that_changed_nothing_leaves_no_row)
{
	begin("emic nothing");
	commit();
	act("UPDATE code SET definition = definition");
	act("INSERT INTO memo(guid, kind, body, coder, at, changed_at) VALUES"
	    " ('m', 'analytic', 'x', 1, '', ''); DELETE FROM memo");
	cr_expect_eq(acts(), 0);
}

Test(history, what_is_rolled_back_is_no_act)
{
	begin("emic test");
	fixture_code(p, "other");
	project_rollback(p);
	begin("emic test");
	commit();
	cr_expect_eq(acts(), 0);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM code"), 1);
}

Test(history, derived_work_is_not_recorded)
{
	struct span s = fixture_find(p, document, "job");

	begin("emic tag");
	fixture_hit(p, code, document, s, s, false);
	commit();
	cr_expect_eq(acts(), 0);
	begin(NULL);
	fixture_code(p, "other");
	cr_assert_eq(project_commit(p, &err), 0);
	cr_expect_eq(acts(), 0, "nothing records without a command line");
}

Test(history, a_command_counts_its_rows_by_table_and_place)
{
	int64_t other = fixture_code(p, "other");
	struct span s = fixture_find(p, document, "job");

	begin("emic test");
	fixture_coding(p, code, document, "ana", s, "for", "read");
	fixture_coding(p, other, document, "ana", s, "for", "read");
	fixture_exec(p, "UPDATE code SET definition = 'new' WHERE id = 2");
	fixture_exec(p, "DELETE FROM speaker WHERE label = 'INT'"
	                " AND 0"); /* no row */
	fixture_rule(p, other, "job*");
	commit();
	expect_text("SELECT summary FROM history",
	            "{\"code\":[0,0,1],\"rule\":[1,0,0],\"coding\":[2,0,0]}");
	expect_text("SELECT group_concat(code || ' ' || document || ' ' ||"
	            " added || ' ' || removed || ' ' || changed, '; ')"
	            " FROM history_touch",
	            "1 1 1 0 0; 2 0 1 0 1; 2 1 1 0 0");
}

/* The tables whose rows are named in every copy of a project. */
Test(history, every_table_of_human_work_is_recorded)
{
	struct buf sql = { 0 };
	size_t i;

	buf_adds(&sql, "SELECT count(*) FROM sqlite_schema s WHERE s.type ="
	               " 'table' AND EXISTS (SELECT 1 FROM pragma_table_info("
	               "s.name) WHERE name = 'guid') AND name NOT IN"
	               " ('layout', 'history'");
	for (i = 0; history_tables[i]; i++)
		buf_addf(&sql, ", '%s'", history_tables[i]);
	buf_adds(&sql, ")");
	cr_expect_eq(fixture_int(p, buf_str(&sql)), 0);
	for (i = 0; history_tables[i]; i++) {
		buf_clear(&sql);
		buf_addf(&sql,
		         "SELECT name FROM pragma_table_info('%s')"
		         " WHERE cid = 0",
		         history_tables[i]);
		expect_text(buf_str(&sql), "id");
	}
	buf_release(&sql);
}

/* 3,000 codes with long definitions. */
#define CODES                                                              \
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"   \
	" WHERE i < 3000) INSERT INTO code(guid, slug, name, name_folded," \
	" position, definition) SELECT 'g' || i, 's' || i, 'n' || i,"      \
	" 'n' || i, i, printf('%.*c', 1000, 'x') FROM n"

/* More than is kept in memory, and than is written at once. */
Test(history, a_large_act_is_recorded_and_taken_back)
{
	char *before = fixture_dump(p), *now;

	act(CODES);
	cr_expect_gt(fixture_int(p, "SELECT length(changeset) FROM history"),
	             3000000);
	expect_text("SELECT summary FROM history", "{\"code\":[3000,0,0]}");
	cr_assert_eq(undo(1), 0, "%s", err.msg);
	now = fixture_dump(p);
	cr_expect_str_eq(now, before);
	free(before);
	free(now);
}

Test(history, what_is_too_large_for_a_row_is_refused)
{
	begin("emic test");
	fixture_exec(p, CODES);
	sqlite3_limit(p->db.handle, SQLITE_LIMIT_LENGTH, 2 << 20);
	cr_expect_eq(project_commit(p, &err), ERR_LIMIT);
	cr_expect_str_eq(err.msg,
	                 "too much for one act: what was changed takes 3 MB"
	                 " of the history, and 2 MB is the most; do it in"
	                 " parts");
	project_rollback(p);
	cr_expect_eq(acts(), 0);
}

/* --- taking back -----------------------------------------------------------
 */

Test(history, undo_and_redo_give_the_same_rows_back)
{
	char *before = fixture_dump(p), *after, *now;
	struct span s = fixture_find(p, document, "job");

	begin("emic code");
	fixture_coding(p, code, document, "ana", s, "for", "read");
	commit();
	after = fixture_dump(p);
	cr_assert_neq(strcmp(before, after), 0);
	cr_assert_eq(undo(1), 0, "%s", err.msg);
	now = fixture_dump(p);
	cr_expect_str_eq(now, before);
	free(now);
	cr_expect_eq(acts(), 2, "an undo is an act");
	cr_assert_eq(undo(2), 0, "%s", err.msg);
	now = fixture_dump(p);
	cr_expect_str_eq(now, after, "the same id and guid");
	free(now);
	free(before);
	free(after);
}

Test(history, two_names_that_were_swapped_swap_back)
{
	char *before, *now;
	int64_t indexes = unique_indexes();

	fixture_code(p, "home");
	before = fixture_dump(p);
	act("UPDATE code SET name_folded = 'x' WHERE id = 1;"
	    "UPDATE code SET name_folded = 'work' WHERE id = 2;"
	    "UPDATE code SET name_folded = 'home' WHERE id = 1");
	cr_assert_eq(undo(1), 0, "%s", err.msg);
	now = fixture_dump(p);
	cr_expect_str_eq(now, before);
	cr_expect_eq(unique_indexes(), indexes);
	free(before);
	free(now);
}

/* Each: an act, later work, and then the act cannot be taken back. */
static const struct {
	const char *what, *first, *later;
} in_the_way[] = {
	{ "a coding stands on the code",
	  "INSERT INTO code(guid, slug, name, name_folded, position)"
	  " VALUES ('n', 'new', 'New', 'new', 9)",
	  "INSERT INTO coding(guid, code, document, revision, start, \"end\","
	  " coder, at, how, quotation) VALUES ('c', 2, 1, 1, 0, 3, 1, '',"
	  " 'read', 'INT')" },
	{ "the row has changed since", "UPDATE code SET definition = 'first'",
	  "UPDATE code SET definition = 'second'" },
	{ "the row is gone", "UPDATE code SET definition = 'first'",
	  "DELETE FROM code" },
	{ "the name has been taken since",
	  "UPDATE code SET name_folded = 'renamed' WHERE id = 1",
	  "INSERT INTO code(guid, slug, name, name_folded, position)"
	  " VALUES ('n', 'new', 'Work', 'work', 9)" },
};

Test(history, later_work_in_the_way_is_a_conflict_and_nothing_changes)
{
	size_t i;

	for (i = 0; i < sizeof(in_the_way) / sizeof(*in_the_way); i++) {
		int64_t indexes = unique_indexes(), n;
		char *before, *now;

		act(in_the_way[i].first);
		act(in_the_way[i].later);
		before = fixture_dump(p);
		n = acts();
		cr_expect_eq(undo(1), ERR_CONFLICT, "%s", in_the_way[i].what);
		now = fixture_dump(p);
		cr_expect_str_eq(now, before);
		cr_expect_eq(acts(), n);
		cr_expect_eq(unique_indexes(), indexes);
		cr_expect_eq(undo(2), 0, "the later one first: %s", err.msg);
		cr_expect_eq(undo(1), 0, "%s: %s", in_the_way[i].what, err.msg);
		free(before);
		free(now);
		teardown();
		setup();
	}
}

Test(history, an_act_must_exist_and_hold_its_content)
{
	begin("emic undo");
	cr_expect_eq(history_invert(&p->db, 7, &err), ERR_NOTFOUND);
	cr_expect_str_eq(err.msg, "there is no act 7");
	project_rollback(p);
	act("UPDATE code SET definition = 'x'");
	fixture_exec(p, "UPDATE history SET changeset = NULL");
	cr_expect_eq(undo(1), ERR_CONFLICT);
	cr_expect_str_eq(err.msg,
	                 "act 1 cannot be undone: its content is gone");
}

Test(history, a_conflict_has_a_clear_message)
{
	act("UPDATE code SET definition = 'first'");
	act("UPDATE code SET definition = 'second'");
	cr_expect_eq(undo(1), ERR_CONFLICT);
	cr_expect_str_eq(err.msg, "later work builds on it: undo that first");
}

/* --- at random -------------------------------------------------------------
 */

/* Something that a command might do. */
static void
random_change(struct random *r, int round)
{
	struct buf sql = { 0 };
	size_t n;
	char name[20];

	snprintf(name, sizeof(name), "n%d", round);
	switch (random_below(r, 9)) {
	case 0:
		fixture_code(p, name);
		break;
	case 1:
		fixture_case(p, name, "participant");
		break;
	case 2:
		fixture_coding(p, code, document, "ana",
		               (struct span){ random_below(r, 5),
		                              6 + random_below(r, 30) },
		               "for", "read");
		break;
	case 3:
		document_move_turn(p, document, 1 + (int)random_below(r, 2),
		                   name, &err);
		break;
	case 4:
		document_set_role(
		    p, 0, "A", (enum speaker_role)random_below(r, 4), &n, &err);
		break;
	case 5:
		fixture_value(p, "role", 0, document, NULL, name);
		break;
	case 6:
		fixture_exec(p, "DELETE FROM coding WHERE id ="
		                " (SELECT min(id) FROM coding)");
		break;
	case 7:
		buf_addf(&sql,
		         "UPDATE code SET name_folded = 'r%d'"
		         " WHERE id = (SELECT max(id) FROM code)",
		         round);
		fixture_exec(p, buf_str(&sql));
		break;
	default:
		fixture_exec(p, "DELETE FROM code WHERE id > 1 AND id ="
		                " (SELECT max(id) FROM code)");
	}
	buf_release(&sql);
}

#define ROUNDS 40

Test(history, all_acts_are_taken_back_one_by_one_and_done_again)
{
	struct random r = { .state = 41 };
	char *states[ROUNDS + 1], *now;
	int64_t undone[ROUNDS];
	int i, k, n = 0;

	states[0] = fixture_dump(p);
	for (i = 0; n < ROUNDS; i++) {
		begin("emic test");
		for (k = 0; k < 3; k++)
			random_change(&r, 3 * i + k);
		commit();
		if (acts() == n)
			continue; /* nothing changed this time */
		states[++n] = fixture_dump(p);
	}
	for (i = n; i > 0; i--) {
		cr_assert_eq(undo(i), 0, "act %d: %s", i, err.msg);
		undone[i - 1] = last_act();
		now = fixture_dump(p);
		cr_assert_str_eq(now, states[i - 1], "act %d", i);
		free(now);
	}
	for (i = 1; i <= n; i++) {
		cr_assert_eq(undo(undone[i - 1]), 0, "%s", err.msg);
		now = fixture_dump(p);
		cr_assert_str_eq(now, states[i], "redo of act %d", i);
		free(now);
	}
	for (i = 0; i <= n; i++)
		free(states[i]);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM"
	                            " pragma_foreign_key_check"),
	             0);
	expect_text("PRAGMA integrity_check", "ok");
}

Test(history, an_import_is_recorded_though_its_turns_are_not)
{
	begin("emic import");
	fixture_document(p, "b", "INT: How?\nB: So [laughs] and so.\n");
	commit();
	expect_text("SELECT summary FROM history ORDER BY id DESC",
	            "{\"document\":[1,0,0],\"revision\":[1,0,0],"
	            "\"speaker\":[2,0,0]}");
	cr_expect_eq(undo(last_act()), 0, "%s", err.msg);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM revision"), 1);
}
