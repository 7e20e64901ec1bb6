#include "base/error.h"
#include "base/vec.h"
#include "fixture.h"
#include "model/tally.h"

#include <criterion/criterion.h>

static struct project *p;
static struct hits hits, stored;
static struct tally_cells cells;
static struct error err;

static void
setup(void)
{
	p = fixture_project();
}

static void
teardown(void)
{
	hits_release(&hits);
	hits_release(&stored);
	vec_release(&cells);
	project_close(p);
}
TestSuite(hit, .init = setup, .fini = teardown);

/* A hit of CODE in turn 1 of DOCUMENT at START, ten bytes and WORDS long. */
static void
add(int64_t code, int64_t document, uint32_t start, bool against,
    int64_t speaker, uint32_t words)
{
	struct hit h = { .code = code,
		         .document = document,
		         .turn = 1,
		         .start = start,
		         .end = start + 10,
		         .anchor_start = start + 1,
		         .anchor_end = start + 3,
		         .against = against,
		         .rule = 2,
		         .speaker = speaker,
		         .words = (int32_t)words };

	vec_push(&hits, h);
}

static void
add_some(void)
{
	add(2, 1, 50, false, 7, 4);
	add(1, 2, 30, false, 7, 3);
	add(1, 1, 20, true, 7, 2);
	add(1, 1, 10, false, 7, 5);
	add(1, 1, 40, false, 8, 6);
	add(1, 1, 60, false, 7, 1);
	hits_sort(&hits);
	cr_assert_eq(hits_store(p, &hits, 1, &err), 0, "%s", err.msg);
}

Test(hit, hits_are_sorted_by_code_document_turn_and_place)
{
	size_t i;

	add_some();
	for (i = 1; i < hits.n; i++)
		cr_expect_lt(hit_compare(&hits.items[i - 1], &hits.items[i]),
		             0);
	cr_expect_eq(hits.items[0].start, 10);
	cr_expect_eq(hits.items[5].code, 2);
}

Test(hit, what_is_stored_comes_back)
{
	size_t i;

	add_some();
	cr_assert_eq(hits_read(p, 1, 0, INT64_MAX, &stored, &err), 0);
	cr_assert_eq(stored.n, 5);
	for (i = 0; i < stored.n; i++) {
		const struct hit *a = &hits.items[i], *b = &stored.items[i];

		cr_expect_eq(hit_compare(a, b), 0);
		cr_expect_eq(a->anchor_start, b->anchor_start);
		cr_expect_eq(a->anchor_end, b->anchor_end);
		cr_expect_eq(a->rule, b->rule);
	}
}

Test(hit, the_anchor_is_stored_by_its_distances_from_the_edges)
{
	struct hit whole = { .code = 1,
		             .document = 1,
		             .turn = 1,
		             .start = 70000,
		             .end = 70010,
		             .anchor_start = 70000,
		             .anchor_end = 70010,
		             .rule = 1 };

	add(1, 1, 10, false, 0, 1);
	vec_push(&hits, whole);
	cr_assert_eq(hits_store(p, &hits, 1, &err), 0, "%s", err.msg);
	cr_expect_eq(fixture_int(p, "SELECT 10000 * length + 100 * before"
	                            " + after FROM hit WHERE start = 10"),
	             100107);
	cr_expect_eq(fixture_int(p, "SELECT 10000 * length + 100 * before"
	                            " + after FROM hit WHERE start = 70000"),
	             100000);
}

Test(hit, hits_of_some_documents_are_read)
{
	add_some();
	cr_assert_eq(hits_read(p, 1, 2, 2, &stored, &err), 0);
	cr_assert_eq(stored.n, 1);
	cr_expect_eq(stored.items[0].start, 30);
	cr_assert_eq(hits_read(p, 1, 3, INT64_MAX, &stored, &err), 0);
	cr_expect_eq(stored.n, 1);
}

/* 63 and 64 are the last of one block and the first of the next. */
Test(hit, blocks_of_documents_do_not_show)
{
	static const int64_t documents[] = { 1, 63, 64, 65, 127, 128, 6400 };
	static const int64_t gone[] = { 63, 64 };
	size_t i;

	for (i = 0; i < 7; i++) {
		add(1, documents[i], 10, i % 2 != 0, 7, 1);
		add(2, documents[i], 10, false, 7, 1);
	}
	hits_sort(&hits);
	cr_assert_eq(hits_store(p, &hits, 1, &err), 0, "%s", err.msg);
	cr_assert_eq(hits_read(p, 1, 0, INT64_MAX, &stored, &err), 0);
	cr_assert_eq(stored.n, 7);
	for (i = 0; i < 7; i++)
		cr_expect_eq(hit_compare(&hits.items[i], &stored.items[i]), 0);
	stored.n = 0;
	cr_assert_eq(hits_read(p, 1, 63, 127, &stored, &err), 0);
	cr_assert_eq(stored.n, 4);
	cr_expect_eq(stored.items[0].document, 63);
	cr_expect_eq(stored.items[3].document, 127);
	cr_expect_eq(fixture_int(p, "SELECT sum(document) FROM hit"),
	             2 * (1 + 63 + 64 + 65 + 127 + 128 + 6400));
	cr_assert_eq(hits_drop(p, 1, gone, 2, &err), 0);
	cr_expect_eq(fixture_int(p, "SELECT sum(document) FROM hit"
	                            " WHERE code = 1"),
	             1 + 65 + 127 + 128 + 6400);
	cr_assert_eq(hits_drop(p, 1, NULL, 0, &err), 0);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM hit"), 7);
}

Test(hit, the_table_says_stance_and_rule_apart)
{
	add(1, 1, 10, true, 7, 1);
	add(1, 1, 30, false, 7, 1);
	cr_assert_eq(hits_store(p, &hits, 1, &err), 0, "%s", err.msg);
	cr_expect_eq(fixture_int(p, "SELECT 10 * stance + rule FROM hit"
	                            " WHERE start = 10"),
	             12);
	cr_expect_eq(fixture_int(p, "SELECT 10 * stance + rule FROM hit"
	                            " WHERE start = 30"),
	             2);
}

Test(hit, several_lists_are_stored_as_one)
{
	struct hits lists[4] = { 0 };
	size_t i;

	add(1, 1, 10, false, 7, 5);
	add(1, 1, 20, false, 7, 5);
	add(1, 2, 30, true, 7, 3);
	add(2, 1, 50, false, 7, 4);
	lists[0] = (struct hits){ hits.items, 3, 3 };
	lists[2] = (struct hits){ hits.items + 3, 1, 1 };
	cr_assert_eq(hits_store(p, lists, 4, &err), 0, "%s", err.msg);
	cr_assert_eq(hits_read(p, 1, 0, INT64_MAX, &stored, &err), 0);
	cr_assert_eq(hits_read(p, 2, 0, INT64_MAX, &stored, &err), 0);
	cr_assert_eq(stored.n, 4);
	for (i = 0; i < 4; i++)
		cr_expect_eq(hit_compare(&hits.items[i], &stored.items[i]), 0);
	cr_assert_eq(tally_read(p, 0, &cells, &err), 0);
	cr_expect_eq(cells.n, 3);
}

Test(hit, a_hit_that_is_there_already_is_an_error_and_leaves_no_table)
{
	add(1, 1, 10, false, 7, 5);
	cr_assert_eq(hits_store(p, &hits, 1, &err), 0);
	cr_expect_eq(hits_store(p, &hits, 1, &err), ERR_DB);
	cr_assert_eq(hits_drop(p, 1, NULL, 0, &err), 0);
	cr_expect_eq(hits_store(p, &hits, 1, &err), 0, "%s", err.msg);
}

Test(hit, the_same_place_with_another_stance_is_another_hit)
{
	add(1, 1, 10, false, 0, 1);
	add(1, 1, 10, true, 0, 1);
	cr_expect_neq(hit_compare(&hits.items[0], &hits.items[1]), 0);
	cr_expect_eq(hit_compare(&hits.items[0], &hits.items[0]), 0);
}

Test(hit, the_totals_are_of_one_code)
{
	struct hit_totals n = { 9, 9, 9 };

	add_some();
	cr_assert_eq(hits_total(p, 1, &n, &err), 0);
	cr_expect_eq(n.hits, 5);
	cr_expect_eq(n.against, 1);
	cr_expect_eq(n.documents, 2);
	cr_assert_eq(hits_total(p, 3, &n, &err), 0);
	cr_expect_eq(n.hits + n.against + n.documents, 0);
}

Test(hit, dropping_takes_hits_and_tally_of_some_documents_or_all)
{
	static const int64_t second[] = { 2 };

	add_some();
	cr_assert_eq(hits_drop(p, 1, second, 1, &err), 0);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM hit"), 5);
	cr_assert_eq(tally_read(p, 0, &cells, &err), 0);
	cr_expect_eq(cells.n, 4);
	cr_assert_eq(hits_drop(p, 1, second, 0, &err), 0);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM hit"), 5);
	cr_assert_eq(hits_drop(p, 1, NULL, 0, &err), 0);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM hit"), 1);
	cells.n = 0;
	cr_assert_eq(tally_read(p, 0, &cells, &err), 0);
	cr_expect_eq(cells.n, 1);
	cr_expect_eq(cells.items[0].code, 2);
	cr_assert_eq(hits_drop(p, 9, NULL, 0, &err), 0);
}

Test(hit, no_hits_are_stored_without_complaint)
{
	hits_sort(&hits);
	cr_expect_eq(hits_store(p, &hits, 1, &err), 0);
	cr_expect_eq(hits_read(p, 1, 0, INT64_MAX, &stored, &err), 0);
	cr_expect_eq(stored.n, 0);
}
