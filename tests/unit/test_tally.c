#include "model/tally.h"

#include "base/error.h"
#include "base/vec.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct project *p;
static struct hits hits;
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
	vec_release(&cells);
	project_close(p);
}
TestSuite(tally, .init = setup, .fini = teardown);

/* A hit of CODE in DOCUMENT, as it is when it has been measured. */
static void
add(int64_t code, int64_t document, int64_t speaker, bool against,
    int32_t words, bool joined)
{
	struct hit h = { .code = code,
		         .document = document,
		         .turn = 1,
		         .start = (uint32_t)hits.n * 10,
		         .end = (uint32_t)hits.n * 10 + 5,
		         .speaker = speaker,
		         .against = against,
		         .words = words,
		         .joined = joined };

	vec_push(&hits, h);
}

/* Add the hits to the tally, as one list, and forget them. */
static void
add_all(void)
{
	cr_assert_eq(tally_add(p, &hits, 1, &err), 0, "%s", err.msg);
	hits.n = 0;
}

/* The cells of CODE: "document/speaker+ hits passages words; ...". */
static const char *
show(int64_t code)
{
	static char out[1000];
	size_t i, len = 0;

	cells.n = 0;
	cr_assert_eq(tally_read(p, code, &cells, &err), 0, "%s", err.msg);
	out[0] = '\0';
	for (i = 0; i < cells.n; i++) {
		const struct tally_cell *c = &cells.items[i];

		len += (size_t)snprintf(
		    out + len, sizeof(out) - len, "%s%d/%d%c %zu %zu %zu",
		    i ? "; " : "", (int)c->document, (int)c->speaker,
		    c->against ? '-' : '+', c->hits, c->passages, c->words);
		cr_assert_lt(len, sizeof(out));
	}
	return out;
}

Test(tally, hits_add_up_by_document_speaker_and_stance)
{
	add(1, 1, 8, false, 6, false);
	add(1, 1, 7, false, 5, false);
	add(1, 1, 7, true, 2, false);
	add(1, 1, 7, false, 1, true);
	add(1, 2, 7, false, 3, false);
	add(1, 2, 7, false, -1, true);
	add(2, 1, 7, false, 4, false);
	add_all();
	cr_expect_str_eq(show(1), "1/7+ 2 1 6; 1/7- 1 1 2; 1/8+ 1 1 6; "
	                          "2/7+ 2 1 2");
	cr_expect_str_eq(show(2), "1/7+ 1 1 4");
	cr_expect_str_eq(show(3), "");
	show(0);
	cr_expect_eq(cells.n, 5);
}

Test(tally, documents_come_later_into_the_same_row)
{
	add(1, 130, 3000000000, false, 200, false);
	add(1, 127, 0, false, 1, false);
	hits_sort(&hits);
	add_all();
	add(1, 63, 1, false, 1, false);
	add(1, 64, 1, false, 1, false);
	add(1, 128, 70000, true, 70000, false);
	add_all();
	cells.n = 0;
	cr_assert_eq(tally_read(p, 1, &cells, &err), 0);
	cr_assert_eq(cells.n, 5);
	cr_expect_eq(cells.items[3].words, 70000);
	cr_expect_eq(cells.items[3].document, 128);
	cr_expect(cells.items[3].against);
	cr_expect_eq(cells.items[4].speaker, 3000000000);
	cr_expect_eq(cells.items[4].words, 200);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM tally"), 3);
}

Test(tally, documents_are_dropped_from_the_row_that_holds_them)
{
	static const int64_t some[] = { 2, 4, 64, 70, 300 };
	int64_t d;

	for (d = 1; d < 80; d++)
		add(1, d, 1, false, 1, false);
	add(2, 2, 1, false, 1, false);
	add_all();
	cr_assert_eq(tally_drop(p, 1, some, 5, &err), 0);
	cells.n = 0;
	cr_assert_eq(tally_read(p, 1, &cells, &err), 0);
	cr_assert_eq(cells.n, 75);
	for (d = 0; d < 75; d++)
		cr_expect(
		    !memchr("\2\4\100\106", (int)cells.items[d].document, 4));
	cr_expect_str_eq(show(2), "2/1+ 1 1 1");
	add(1, 4, 9, false, 1, false);
	add_all();
	cr_assert_eq(tally_read(p, 1, &cells, &err), 0);
	cr_assert_eq(tally_drop(p, 1, NULL, 0, &err), 0);
	cr_expect_str_eq(show(1), "");
	cr_expect_str_eq(show(2), "2/1+ 1 1 1");
}

Test(tally, bytes_that_are_no_cells_are_damage)
{
	static const char *const bad[] = { "X'80'", "X'0001'",
		                           "X'FF7F01010101'",
		                           "X'02808080808080808080808001'" };
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		char sql[200];

		snprintf(sql, sizeof(sql),
		         "REPLACE INTO tally(code, block, cells)"
		         " VALUES (1, 0, %s)",
		         bad[i]);
		fixture_exec(p, sql);
		cr_expect_eq(tally_read(p, 1, &cells, &err), ERR_FORMAT, "%s",
		             bad[i]);
		cr_expect(strstr(err.msg, "damaged"), "%s", err.msg);
	}
}

/* --- measuring ------------------------------------------------------------ */

/* A hit on WORDS of DOCUMENT, with its words. */
static void
add_on(const struct transcript_view *v, const char *words, bool against)
{
	struct span s = fixture_find(p, v->document.id, words);
	const struct turn *t = document_turn_at(v, s.start);
	struct hit h = { .code = 1,
		         .document = v->document.id,
		         .turn = t->ordinal,
		         .start = (uint32_t)s.start,
		         .end = (uint32_t)s.end,
		         .against = against,
		         .words = (int32_t)segment_count_words(v->text, s.start,
		                                               s.end) };

	vec_push(&hits, h);
}

Test(tally, what_touches_in_one_turn_is_one_passage)
{
	static const struct {
		const char *words;
		bool against, joined;
		int32_t added;
	} cases[] = {
		{ "One two.", false, false, 2 },
		{ "Three four.", false, true, 2 },
		{ "Five", false, true, 1 },
		{ "teen", false, true, 0 }, /* within a word: no new one */
		{ "Seven.", true, false, 1 },
		{ "Eight nine.", false, false, 2 }, /* "Seven." is between */
		{ "Ten.", false, false, 1 },        /* another turn */
		{ "Eleven.", true, false, 1 },
		{ "Twelve.", true, true, 1 },
	};
	int64_t d = fixture_document(p, "a",
	                             "A: One two. Three four.  Fiveteen\n"
	                             "B: Seven. Eight nine.\n"
	                             "B: Ten. Eleven. Twelve.\n");
	struct transcript_view *v = fixture_open(p, d);
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		add_on(v, cases[i].words, cases[i].against);
	tally_measure(v, hits.items, hits.n);
	for (i = 0; i < hits.n; i++) {
		cr_expect_eq(hits.items[i].joined, cases[i].joined, "%s",
		             cases[i].words);
		cr_expect_eq(hits.items[i].words, cases[i].added, "%s: %d",
		             cases[i].words, hits.items[i].words);
		cr_expect_eq(
		    hits.items[i].speaker,
		    document_speaker(v, &v->turns[i < 4 ? 0 : 1], 0)->id);
	}
	document_close(v);
}
