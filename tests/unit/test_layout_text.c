#include "base/mem.h"
#include "base/vec.h"
#include "fixture.h"
#include "model/layout_text.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const struct span asides[] = { { 3, 8 }, { 11, 12 } };
static const struct transcript_section sections[] = {
	{ 0, 2, 1, SECTION_HEADING },
	{ 4, 6, 6, SECTION_QUESTION },
	{ 7, 9, 2, SECTION_NOTE },
};

/* Nobody, one who is not the first, and three of whom one stands twice. */
static const size_t indexes[] = { 1, 2, 0, 2, 1 };
static const int64_t ids[] = { 7, 40, 12 };
static const struct turn turns[] = {
	{ 1, 0, 4, TURN_NO_TIME, TURN_NO_TIME, 1, 0, 0 },
	{ 2, 5, 9, -1500, 0, 0, 0, 1 },
	{ 3, 9, 100, 86400123, TURN_NO_TIME, 20, 1, 4 },
};

static struct transcript_view *
view(void)
{
	struct transcript_view *v = mem_zero(sizeof(*v));

	v->speakers = mem_array(3, sizeof(*v->speakers));
	v->n_speakers = 3;
	v->speakers[0].id = 7; /* by id, as a document has them */
	v->speakers[1].id = 12;
	v->speakers[2].id = 40;
	return v;
}

Test(layout_text, turns_are_written_and_read)
{
	struct transcript_view *v = view();
	struct buf b = { 0 };
	size_t i;

	layout_text_turns(&b, turns, 3, indexes, ids);
	cr_expect_str_eq(buf_str(&b), "[[0,4,null,null,1],[5,9,-1500,0,0,40],"
	                              "[9,100,86400123,null,20,7,12,40]]");
	cr_assert(layout_text_read_turns(buf_str(&b), v));
	cr_assert_eq(v->n_turns, 3);
	for (i = 0; i < 3; i++) {
		cr_expect_eq(v->turns[i].ordinal, (int)i + 1);
		cr_expect_eq(v->turns[i].start, turns[i].start);
		cr_expect_eq(v->turns[i].end, turns[i].end);
		cr_expect_eq(v->turns[i].start_ms, turns[i].start_ms);
		cr_expect_eq(v->turns[i].end_ms, turns[i].end_ms);
		cr_expect_eq(v->turns[i].words, turns[i].words);
	}
	cr_expect_eq(v->turns[0].speakers, 0);
	cr_expect_eq(document_speaker(v, &v->turns[1], 0)->id, 40);
	cr_assert_eq(v->turns[2].speakers, 3);
	cr_expect_eq(document_speaker(v, &v->turns[2], 0)->id, 7);
	cr_expect_eq(document_speaker(v, &v->turns[2], 1)->id, 12);
	cr_expect_eq(document_speaker(v, &v->turns[2], 2)->id, 40);
	buf_release(&b);
	document_close(v);
}

Test(layout_text, asides_and_sections_are_written_and_read)
{
	struct transcript_view *v = view();
	struct buf b = { 0 };
	size_t i;

	layout_text_asides(&b, asides, 2);
	cr_expect_str_eq(buf_str(&b), "[[3,8],[11,12]]");
	cr_assert(layout_text_read_asides(buf_str(&b), v));
	cr_assert_eq(v->n_asides, 2);
	cr_expect_eq(v->asides[1].start, 11);
	cr_expect_eq(v->asides[1].end, 12);
	buf_clear(&b);
	layout_text_sections(&b, sections, 3);
	cr_expect_str_eq(buf_str(&b), "[[0,2,1,\"heading\"],[4,6,6,"
	                              "\"question\"],[7,9,2,\"note\"]]");
	cr_assert(layout_text_read_sections(buf_str(&b), v));
	cr_assert_eq(v->n_sections, 3);
	for (i = 0; i < 3; i++) {
		cr_expect_eq(v->sections[i].start, sections[i].start);
		cr_expect_eq(v->sections[i].end, sections[i].end);
		cr_expect_eq(v->sections[i].level, sections[i].level);
		cr_expect_eq(v->sections[i].kind, sections[i].kind);
	}
	buf_release(&b);
	document_close(v);
}

Test(layout_text, none_is_an_empty_array)
{
	struct transcript_view *v = view();

	cr_expect(layout_text_read_turns("[]", v));
	cr_expect(layout_text_read_asides("[]", v));
	cr_expect(layout_text_read_sections("[]", v));
	cr_expect_eq(v->n_turns + v->n_asides + v->n_sections, 0);
	document_close(v);
}

Test(layout_text, who_is_no_speaker_of_the_document_is_left_out)
{
	struct transcript_view *v = view();

	cr_assert(layout_text_read_turns("[[0,1,null,null,1,8,12,99]]", v));
	cr_assert_eq(v->turns[0].speakers, 1);
	cr_expect_eq(document_speaker(v, &v->turns[0], 0)->id, 12);
	document_close(v);
}

Test(layout_text, what_was_not_written_here_is_refused)
{
	static const char *const odd[] = {
		"",
		"[",
		"]",
		"[]]",
		"[[0,1,null,null,1]",
		"[[0,1,null,null,1]],",
		"[[0,1,null,null,1]]x",
		"[[0,1,null,null,1],]",
		"[[0,1,null,null,1][1,2,null,null,1]]",
		"[,[0,1,null,null,1]]",
		"[[0,1,null,null]]",
		"[[0,1,null,null,1,]]",
		"[[0,1,null,null,-1]]",
		"[[-1,1,null,null,1]]",
		"[[0,1,nul,null,1]]",
		"[[0,1.5,null,null,1]]",
		"[[0,\"1\",null,null,1]]",
		"[[0,1,null,null,9999999999999999999]]",
		"[ [0,1,null,null,1]]",
		"{}",
	};
	size_t i;

	for (i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		struct transcript_view *v = view();

		cr_expect_not(layout_text_read_turns(odd[i], v), "%s", odd[i]);
		document_close(v);
	}
}

Test(layout_text, odd_asides_and_sections_are_refused)
{
	static const char *const odd[] = {
		"[[0]]",
		"[[0,1,1,\"speech\"]]",
		"[[0,1,0,\"note\"]]",
		"[[0,1,7,\"note\"]]",
		"[[0,1,1,\"note]]",
		"[[0,1,1,\"note\"]",
		"[[0,1,1,note]]",
	};
	size_t i;

	for (i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		struct transcript_view *v = view(), *w = view();

		cr_expect_not(layout_text_read_asides(odd[i], v), "%s", odd[i]);
		cr_expect_not(layout_text_read_sections(odd[i], w), "%s",
		              odd[i]);
		document_close(v);
		document_close(w);
	}
}

/* What SQL says of it, by the views, is what was read. */
Test(layout_text, the_views_show_it)
{
	struct project *p = fixture_project();
	int64_t id = fixture_document(p, "d",
	                              "INT: How [pause] so?\nAnn: Well.\n"
	                              "Ann + Bob: Yes.\n: Hm.\n");
	struct transcript_view *v = fixture_open(p, id);

	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM turn"),
	             (int64_t)v->n_turns);
	cr_expect_eq(fixture_int(p, "SELECT \"end\" FROM turn"
	                            " WHERE ordinal = 2"),
	             (int64_t)v->turns[1].end);
	cr_expect_eq(fixture_int(p, "SELECT start_ms IS NULL FROM turn"
	                            " WHERE ordinal = 1"),
	             1);
	cr_expect_eq(fixture_int(p, "SELECT sum(words) FROM turn"),
	             (int64_t)(v->turns[0].words + v->turns[1].words +
	                       v->turns[2].words + v->turns[3].words));
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM turn_speaker w"
	                            " JOIN speaker s ON s.id = w.speaker"
	                            " WHERE ordinal = 3"),
	             2);
	cr_expect_eq(fixture_int(p, "SELECT count(*) FROM turn_speaker"
	                            " WHERE ordinal = 4"),
	             0);
	cr_expect_eq(fixture_int(p, "SELECT start FROM aside"),
	             (int64_t)v->asides[0].start);
	document_close(v);
	project_close(p);
}
