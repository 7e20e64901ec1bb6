#include "base/error.h"
#include "base/hash.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct project *p;
static struct transcript_view *v;
static struct error err;

static void
setup(void)
{
	p = fixture_project();
}

static void
teardown(void)
{
	document_close(v);
	project_close(p);
}
TestSuite(document, .init = setup, .fini = teardown);

static const char talk[] = "INT: How was it?\n"
                           "P07: Hard. [pause] Then it got better.\n"
                           "P07 + P08: We laughed.\n"
                           ": (a door)\n";

/* Close the view and open it again, after a change. */
static void
reopen(int64_t id)
{
	document_close(v);
	v = fixture_open(p, id);
}

/* The speech of turn I (from 0). */
static const char *
speech(size_t i)
{
	static char text[200];

	cr_assert_lt(i, v->n_turns);
	snprintf(text, sizeof(text), "%.*s",
	         (int)(v->turns[i].end - v->turns[i].start),
	         v->text + v->turns[i].start);
	return text;
}

static const char *
label(size_t i)
{
	static char text[200];
	struct buf b = { 0 };

	document_turn_label(v, &v->turns[i], &b);
	snprintf(text, sizeof(text), "%s", buf_str(&b));
	buf_release(&b);
	return text;
}

Test(document, a_document_comes_back_as_it_was_stored)
{
	int64_t id = fixture_document(p, "P07", talk);

	v = fixture_open(p, id);
	cr_expect_str_eq(v->document.name, "P07");
	cr_expect_str_eq(v->text, talk);
	cr_assert_eq(v->n_turns, 4);
	cr_expect_str_eq(speech(1), "Hard. [pause] Then it got better.");
	cr_expect_str_eq(label(0), "INT");
	cr_expect_str_eq(label(2), "P07 + P08");
	cr_expect_str_eq(label(3), "");
	cr_expect_eq(v->turns[1].words, 5, "an aside is no word");
	cr_assert_eq(v->n_asides, 1);
	cr_expect_eq(strncmp(v->text + v->asides[0].start, "[pause]", 7), 0);
	cr_expect(document_turn_is_interviewer(v, &v->turns[0]));
	cr_expect_not(document_turn_is_interviewer(v, &v->turns[2]));
	cr_expect_not(document_turn_is_interviewer(v, &v->turns[3]));
}

Test(document, its_name_is_found_in_any_case_and_form)
{
	int64_t id = fixture_document(p, "\u00c9lan", talk), found = 0;

	cr_expect_eq(document_find(p, "e\u0301LAN", &found, &err), 0);
	cr_expect_eq(found, id);
	cr_expect_eq(document_find(p, "Elan", &found, &err), ERR_NOTFOUND);
	cr_expect_str_eq(err.msg, "there is no document 'Elan': did you mean "
	                          "'\u00c9lan'?");
	cr_expect_eq(document_find(p, "\xFF", &found, &err), ERR_NOTFOUND);
}

static int
add_named(const char *name)
{
	struct transcript t = { .format = "text", .origin = "-" };
	int64_t id;
	int rc;

	buf_adds(&t.text, "text");
	rc = document_add(p, name, &t, &id, &err);
	transcript_release(&t);
	return rc;
}

Test(document, a_name_is_taken_once_and_well_formed)
{
	char name[250];

	memset(name, 'n', sizeof(name));
	name[201] = '\0';
	cr_expect_eq(add_named("P07"), 0);
	cr_expect_eq(add_named("p07"), ERR_CONFLICT);
	cr_expect_str_eq(err.msg, "there is a document 'p07' already");
	cr_expect_eq(add_named(""), ERR_FORMAT);
	cr_expect_eq(add_named("a\tb"), ERR_FORMAT);
	cr_expect_eq(add_named("\xC3("), ERR_FORMAT);
	cr_expect_eq(add_named(name), ERR_FORMAT);
	name[200] = '\0';
	cr_expect_eq(add_named(name), 0);
	cr_expect_eq(add_named("P07: notes #2"), 0);
}

Test(document, the_same_bytes_are_recognised)
{
	int64_t id = fixture_document(p, "P07", talk), found;
	char sha[HASH_SIZE], *name;

	hash_bytes(talk, strlen(talk), sha);
	cr_expect_eq(document_by_origin(p, sha, &found, &name, &err), 0);
	cr_expect_eq(found, id);
	cr_expect_str_eq(name, "P07");
	free(name);
	hash_bytes("x", 1, sha);
	cr_expect_eq(document_by_origin(p, sha, &found, &name, &err), 0);
	cr_expect_eq(found, 0);
	cr_expect_null(name);
}

Test(document, the_turn_at_a_byte_is_that_whose_speech_holds_it)
{
	int64_t id = fixture_document(p, "P07", talk);
	size_t i, at;

	v = fixture_open(p, id);
	for (i = 0; i < v->n_turns; i++) {
		const struct turn *t = &v->turns[i];

		cr_expect_eq(document_turn_at(v, t->start), t);
		cr_expect_eq(document_turn_at(v, t->end - 1), t);
		cr_expect_null(document_turn_at(v, t->end));
		cr_expect_eq(document_turn_from(v, t->end), i + 1);
		cr_expect_eq(document_turn_from(v, t->end - 1), i);
	}
	cr_expect_null(document_turn_at(v, 0), "a label is no speech");
	for (at = 0; at <= v->len; at++) {
		i = document_turn_from(v, at);
		cr_expect(i == v->n_turns || v->turns[i].end > at);
		cr_expect(i == 0 || v->turns[i - 1].end <= at);
	}
}

Test(document, bytes_and_code_points_go_there_and_back)
{
	struct random r = { .state = 11 };
	int round;

	for (round = 0; round < 30; round++) {
		char *text = fixture_random_text(&r, random_below(&r, 80));
		struct transcript t = { .format = "text", .origin = "-" };
		size_t at = 0, n = 0, byte;
		char name[20];
		int64_t id;

		snprintf(name, sizeof(name), "d%d", round);
		unicode_nfc(&t.text, text, strlen(text));
		cr_assert_eq(document_add(p, name, &t, &id, &err), 0);
		reopen(id);
		for (;; n++) {
			cr_assert_eq(document_cp(v, at), n);
			cr_assert_eq(document_byte(v, n, &byte, &err), 0);
			cr_assert_eq(byte, at);
			if (at == v->len)
				break;
			utf8_next(v->text, v->len, &at);
		}
		cr_assert_eq(document_byte(v, n + 1, &byte, &err), ERR_CONFLICT,
		             "behind the end");
		transcript_release(&t);
		free(text);
	}
}

/* --- who speaks ---------------------------------------------------------- */

Test(document, a_role_is_set_in_one_document_or_in_all)
{
	int64_t a = fixture_document(p, "a", "Host: Hi.\nAna: Hi.\n");
	int64_t b = fixture_document(p, "b", "host: Hi.\nBen: Hi.\n");
	size_t n;

	cr_expect_eq(
	    document_set_role(p, a, "HOST", ROLE_INTERVIEWER, &n, &err), 0);
	cr_expect_eq(n, 1);
	v = fixture_open(p, b);
	cr_expect_eq(v->speakers[0].role, ROLE_PARTICIPANT);
	cr_expect_eq(document_set_role(p, 0, "Host", ROLE_OTHER, &n, &err), 0);
	cr_expect_eq(n, 2);
	reopen(a);
	cr_expect_eq(v->speakers[0].role, ROLE_OTHER);
	cr_expect_eq(document_set_role(p, b, "Ana", ROLE_OTHER, &n, &err),
	             ERR_NOTFOUND);
	cr_expect_eq(document_set_role(p, 0, "Cy", ROLE_OTHER, &n, &err),
	             ERR_NOTFOUND);
	cr_expect_str_eq(err.msg, "no speaker 'Cy' in any document");
}

Test(document, a_label_that_nobody_has_is_answered_with_near_ones)
{
	fixture_document(p, "a", "Ana: Hi.\nBen: Hi.\n");
	cr_expect_eq(document_check_label(p, "ANA", &err), 0);
	cr_expect_eq(document_check_label(p, "Anna", &err), ERR_NOTFOUND);
	cr_expect_str_eq(err.msg, "no speaker 'Anna' in any document: did "
	                          "you mean 'Ana'?");
}

Test(document, a_label_that_is_a_cases_name_is_linked)
{
	int64_t ana = fixture_case(p, "Ana", "participant"), id;

	fixture_case(p, "INT", "participant");
	id = fixture_document(p, "a", "INT: Hi.\nana: Hi.\nBen: Hi.\n");
	v = fixture_open(p, id);
	cr_expect_eq(v->speakers[0].case_id, 0, "never an interviewer");
	cr_expect_eq(v->speakers[1].case_id, ana);
	cr_expect_eq(v->speakers[2].case_id, 0);
}

Test(document, a_turn_is_given_to_others)
{
	int64_t ben = fixture_case(p, "Ben", "participant"), id;

	id = fixture_document(p, "a", "A: One.\nB: Two.\nA: Three.\n");
	cr_expect_eq(document_move_turn(p, id, 2, "a + Ben", &err), 0);
	reopen(id);
	cr_expect_str_eq(label(1), "A + Ben");
	cr_assert_eq(v->n_speakers, 3);
	cr_expect_eq(v->speakers[2].case_id, ben);
	cr_expect_eq(document_move_turn(p, id, 1, "", &err), 0);
	reopen(id);
	cr_expect_str_eq(label(0), "");
	cr_expect_str_eq(label(1), "A + Ben", "the others stay as they were");
	cr_expect_str_eq(label(2), "A");
	cr_expect_eq(document_move_turn(p, id, 3, " B  +  A ", &err), 0);
	reopen(id);
	cr_expect_str_eq(label(2), "A + B", "by their order in the document");
	cr_expect_eq(v->n_speakers, 3);
	cr_expect_eq(document_move_turn(p, id, 1, "a\tb", &err), ERR_FORMAT);
	cr_expect_str_eq(err.msg, "a speaker's name holds a control character");
	cr_expect_eq(document_move_turn(p, id, 4, "A", &err), ERR_NOTFOUND);
	cr_expect_str_eq(err.msg, "document 'a' has turns 1 to 3, no turn 4");
	cr_expect_eq(document_move_turn(p, id, 0, "A", &err), ERR_NOTFOUND);
}

/* --- splitting and joining ----------------------------------------------- */

Test(document, a_turn_is_split_between_words)
{
	int64_t id =
	    fixture_document(p, "a", "A: One two.  Three.\nB: Four.\n");
	struct span s = fixture_find(p, id, "Three");

	cr_expect_eq(document_split_turn(p, id, 1, s.start - 1, &err), 0);
	reopen(id);
	cr_assert_eq(v->n_turns, 3);
	cr_expect_str_eq(speech(0), "One two.");
	cr_expect_eq(v->turns[0].words, 2);
	cr_expect_str_eq(speech(1), "Three.");
	cr_expect_str_eq(label(1), "A");
	cr_expect_str_eq(speech(2), "Four.");
	cr_expect_eq(v->turns[2].ordinal, 3);
}

Test(document, both_parts_of_a_split_must_hold_speech)
{
	int64_t id = fixture_document(p, "a", "A: One.\nB: Two.\n");
	struct span one = fixture_find(p, id, "One.");

	cr_expect_eq(document_split_turn(p, id, 1, one.start, &err),
	             ERR_CONFLICT);
	cr_expect_eq(document_split_turn(p, id, 1, one.end, &err),
	             ERR_CONFLICT);
	cr_expect_eq(document_split_turn(p, id, 1, one.end + 3, &err),
	             ERR_CONFLICT);
	cr_expect_eq(document_split_turn(p, id, 2, one.start + 1, &err),
	             ERR_CONFLICT);
}

Test(document, turns_that_are_joined_are_the_first_ones)
{
	int64_t id = fixture_document(p, "a", "A: One.\nB: Two.\nC: Three.\n");

	cr_expect_eq(document_join_turn(p, id, 2, &err), 0);
	reopen(id);
	cr_assert_eq(v->n_turns, 2);
	cr_expect_str_eq(speech(1), "Two.\nC: Three.");
	cr_expect_str_eq(label(1), "B");
	cr_expect_eq(document_join_turn(p, id, 2, &err), ERR_CONFLICT);
	cr_expect_str_eq(err.msg, "turn 2 of 'a' is the last: there is none "
	                          "to join it with");
}

/* Turns stand in order, trimmed, and no two overlap. */
static void
expect_turns_in_order(void)
{
	size_t i, end = 0;

	for (i = 0; i < v->n_turns; i++) {
		const struct turn *t = &v->turns[i];
		size_t last = t->end, first = t->start;

		cr_assert_eq(t->ordinal, (int)i + 1);
		cr_assert_geq(t->start, end);
		cr_assert_lt(t->start, t->end);
		cr_assert_not(
		    unicode_is_space(utf8_next(v->text, v->len, &first)));
		cr_assert_not(unicode_is_space(utf8_prev(v->text, &last)));
		cr_assert_eq(t->words,
		             segment_count_words(v->text, t->start, t->end));
		end = t->end;
	}
}

/* How many bytes of speech the turns hold, without white space. */
static size_t
all_speech(void)
{
	size_t i, at, n = 0;

	for (i = 0; i < v->n_turns; i++)
		for (at = v->turns[i].start; at < v->turns[i].end; at++)
			n += v->text[at] != ' ' && v->text[at] != '\n';
	return n;
}

Test(document, turn_spans_never_overlap_whatever_is_done_to_them)
{
	static const char *const labels[] = { "A", "B", "A + B", "", "C" };
	int64_t id = fixture_document(
	    p, "a",
	    "A: One two three four.\nB: F\u00fcnf  sechs [laughs] sieben.\n"
	    "A: Eight.\nB: Nine ten eleven twelve thirteen.\n");
	struct random r = { .state = 12 };
	size_t before, bytes, i;
	int round;

	for (round = 0; round < 200; round++) {
		reopen(id);
		expect_turns_in_order();
		bytes = all_speech();
		before = v->n_turns;
		i = random_below(&r, v->n_turns);
		switch (random_below(&r, 3)) {
		case 0: {
			size_t at = v->turns[i].start +
			            random_below(&r, v->turns[i].end -
			                                 v->turns[i].start);

			/* the byte of a position that a person can give */
			at = utf8_offset(v->text, v->len,
			                 utf8_count(v->text, at));
			document_split_turn(p, id, (int)i + 1, at, &err);
			break;
		}
		case 1:
			if (before > 4)
				document_join_turn(p, id, (int)i + 1, &err);
			break;
		default:
			cr_assert_eq(document_move_turn(
			                 p, id, (int)i + 1,
			                 labels[random_below(&r, 5)], &err),
			             0);
		}
		reopen(id);
		cr_assert_geq(all_speech(), bytes, "speech is lost");
	}
}
