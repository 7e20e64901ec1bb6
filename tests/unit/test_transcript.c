#include "base/buf.h"
#include "model/transcript.h"

#include <criterion/criterion.h>
#include <string.h>

static struct transcript t;

static void
teardown(void)
{
	transcript_release(&t);
}

TestSuite(transcript, .fini = teardown);

Test(transcript, role_names_read_back_as_written)
{
	int role;

	for (role = ROLE_PARTICIPANT; role <= ROLE_OTHER; role++)
		cr_expect_eq(speaker_role_find(
		                 speaker_role_name((enum speaker_role)role)),
		             role);
	cr_expect_eq(speaker_role_find("Interviewer"), -1);
	cr_expect_eq(speaker_role_find(""), -1);
}

Test(transcript, a_label_in_another_case_is_the_same_speaker)
{
	cr_expect_eq(transcript_speaker(&t, "P07", 3), 0);
	cr_expect_eq(transcript_speaker(&t, "Zoë", 4), 1);
	cr_expect_eq(transcript_speaker(&t, "p07", 3), 0);
	cr_expect_eq(transcript_speaker(&t, "ZOË", 4), 1);
	cr_expect_eq(transcript_speaker(&t, "P070", 3), 0);
	cr_expect_eq(transcript_speaker(&t, "P070", 4), 2);
	cr_assert_eq(t.speakers.n, 3);
	cr_expect_str_eq(t.speakers.items[0].label, "P07");
	cr_expect_str_eq(t.speakers.items[1].label, "Zoë");
}

Test(transcript, a_turn_is_trimmed_and_an_empty_one_is_none)
{
	buf_adds(&t.text, "\xC2\xA0 one two\xE2\x80\x83\n \n three");
	transcript_add_turn(&t, 0, 14, SIZE_MAX);
	transcript_add_turn(&t, 10, 16, SIZE_MAX);
	transcript_add_turn(&t, 5, 5, SIZE_MAX);
	transcript_add_turn(&t, 14, t.text.len, 0);
	cr_assert_eq(t.turns.n, 2);
	cr_expect_eq(t.turns.items[0].start, 3);
	cr_expect_eq(t.turns.items[0].end, 10);
	cr_expect_eq(t.turns.items[0].speakers, 0);
	cr_expect_eq(t.turns.items[0].start_ms, TURN_NO_TIME);
	cr_expect_eq(t.turns.items[1].speakers, 1);
	cr_expect_eq(t.turns.items[1].end, t.text.len);
	cr_expect_eq(t.turn_speakers.items[t.turns.items[1].first_speaker], 0);
}

Test(transcript, asides_are_those_within_turns_and_hold_no_words)
{
	buf_adds(&t.text, "[00:01] so [pause] ((laughs)) \\[x\\] [end");
	transcript_add_turn(&t, 8, t.text.len, SIZE_MAX);
	transcript_find_asides(&t);
	cr_assert_eq(t.asides.n, 3);
	cr_expect_eq(t.asides.items[0].start, 11);
	cr_expect_eq(t.asides.items[0].end, 18);
	cr_expect_eq(t.asides.items[2].start, 30);
	cr_expect_eq(t.asides.items[2].end, 35);
	cr_expect_eq(t.turns.items[0].words, 2);
}

Test(transcript, a_released_one_is_empty_again)
{
	buf_adds(&t.text, "so");
	transcript_speaker(&t, "P1", 2);
	transcript_add_turn(&t, 0, 2, 0);
	transcript_release(&t);
	cr_expect_eq(t.turns.n, 0);
	cr_expect_eq(t.speakers.n, 0);
	cr_expect_eq(t.text.len, 0);
	cr_expect_null(t.turns.items);
}
