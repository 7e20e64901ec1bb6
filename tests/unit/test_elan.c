#include "format_fixture.h"

#include <criterion/criterion.h>

#define SLOTS                                             \
	"<TIME_ORDER>"                                    \
	"<TIME_SLOT TIME_SLOT_ID='a' TIME_VALUE='0'/>"    \
	"<TIME_SLOT TIME_SLOT_ID='b' TIME_VALUE='1000'/>" \
	"<TIME_SLOT TIME_SLOT_ID='c'/>"                   \
	"<TIME_SLOT TIME_SLOT_ID='d' TIME_VALUE='9000'/>" \
	"</TIME_ORDER>"
#define FILE_OF(tiers) \
	"<ANNOTATION_DOCUMENT>" SLOTS tiers "</ANNOTATION_DOCUMENT>"
#define SAID(from, to, text)                                        \
	"<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID='" from to \
	"' TIME_SLOT_REF1='" from "' TIME_SLOT_REF2='" to           \
	"'><ANNOTATION_VALUE>" text "</ANNOTATION_VALUE>"           \
	"</ALIGNABLE_ANNOTATION></ANNOTATION>"
#define REFERS(id, to, text)                                \
	"<ANNOTATION><REF_ANNOTATION ANNOTATION_ID='" id    \
	"' ANNOTATION_REF='" to "'><ANNOTATION_VALUE>" text \
	"</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
#define TIER(name, more, said) \
	"<TIER TIER_ID='" name "' " more ">" said "</TIER>"

Test(elan, tiers_are_put_in_order_of_time)
{
	format_expect(
	    "x.eaf",
	    FILE_OF(
	        TIER("Ann", "", SAID("a", "b", "One") SAID("d", "d", "Three"))
	            TIER("Bo", "", SAID("b", "d", " Two "))),
	    "Ann 0-1000: One\nBo 1000-9000: Two\n"
	    "Ann 9000-9000: Three\n");
}

Test(elan, both_who_speak_at_once_have_turns)
{
	format_expect("x.eaf",
	              FILE_OF(TIER("Ann", "", SAID("a", "d", "One"))
	                          TIER("Bo", "", SAID("a", "b", "Two"))),
	              "Ann 0-9000: One\nBo 0-1000: Two\n");
}

Test(elan, one_speaker_goes_on_in_lines_and_after_a_silence_in_paragraphs)
{
	format_expect(
	    "x.eaf",
	    FILE_OF(TIER("Ann", "",
	                 SAID("a", "b", "One") SAID("b", "b", "and two")
	                     SAID("d", "d", "three"))),
	    "Ann 0-9000: One / and two // three\n");
}

Test(elan, how_long_a_silence_is_can_be_said)
{
	struct import_options o = { .gap_ms = 8000 };
	struct transcript t = { 0 };
	struct buf b = { 0 };

	format_import(
	    "x.eaf",
	    FILE_OF(
	        TIER("Ann", "", SAID("a", "b", "One") SAID("d", "d", "two"))),
	    &o, &t);
	format_describe(&t, &b);
	cr_expect_str_eq(buf_str(&b), "Ann 0-9000: One / two\n");
	buf_release(&b);
	transcript_release(&t);
}

Test(elan, what_is_not_aligned_keeps_its_place_and_has_no_time)
{
	format_expect("x.eaf",
	              FILE_OF(TIER("Ann", "", SAID("c", "d", "Two"))
	                          TIER("Bo", "", SAID("a", "b", "One"))),
	              "Bo 0-1000: One\nAnn ?-9000: Two\n");
}

Test(elan, the_participant_is_the_speaker_unless_the_tier_says_who_it_is)
{
	format_expect(
	    "x.eaf",
	    FILE_OF(TIER("x1", "PARTICIPANT='Ann'", SAID("a", "b", "One")) TIER(
	        "Interviewer", "PARTICIPANT='Ann'", SAID("b", "d", "Two"))
	                TIER("Bo", "PARTICIPANT='[none]'",
	                     SAID("d", "d", "Three"))),
	    "Ann 0-1000: One\nInterviewer 1000-9000: Two\n"
	    "Bo 9000-9000: Three\n");
}

Test(elan, tiers_that_refer_to_others_are_left_out_and_named)
{
	static const struct import_options none;
	struct transcript t = { 0 };

	format_import("x.eaf",
	              FILE_OF(TIER("Ann", "", SAID("a", "b", "Bonjour"))
	                          TIER("Ann-en", "PARENT_REF='Ann'",
	                               REFERS("r", "ab", "Hello"))),
	              &none, &t);
	cr_expect_eq(t.turns.n, 1);
	cr_expect_str_eq(buf_str(&t.left_out), "tiers 'Ann-en'");
	transcript_release(&t);
}

Test(elan, a_tier_that_is_asked_for_is_taken_with_the_times_it_refers_to)
{
	static const char *names[] = { "Ann-en" };
	struct import_options o = { .tiers = names, .n_tiers = 1 };
	struct transcript t = { 0 };
	struct buf out = { 0 };

	format_import("x.eaf",
	              FILE_OF(TIER("Ann", "", SAID("a", "b", "Bonjour")) TIER(
	                  "Ann-en", "PARENT_REF='Ann' PARTICIPANT='Ann'",
	                  REFERS("r", "ab", "Hello"))),
	              &o, &t);
	format_describe(&t, &out);
	cr_expect_str_eq(buf_str(&out), "Ann 0-1000: Hello\n");
	cr_expect_str_eq(buf_str(&t.left_out), "tiers 'Ann'");
	buf_release(&out);
	transcript_release(&t);
}

Test(elan, speech_that_refers_to_reference_numbers_is_speech)
{
	format_expect(
	    "x.eaf",
	    FILE_OF(TIER("ref@A", "PARTICIPANT='Ann'", SAID("a", "b", "A.001"))
	                TIER("tx@A", "PARTICIPANT='Ann' PARENT_REF='ref@A'",
	                     REFERS("r", "ab", "Hello"))
	                    TIER("ft@A", "PARTICIPANT='Ann' PARENT_REF='ref@A'",
	                         REFERS("s", "ab", "Salut"))),
	    "Ann 0-1000: Hello\n");
}

Test(elan, an_annotation_that_hangs_in_the_air_is_an_error)
{
	format_refuse("x.eaf", FILE_OF(TIER("A", "", SAID("a", "z", "Hm"))),
	              "line 1: an annotation without a time slot");
	format_refuse(
	    "x.eaf",
	    FILE_OF(TIER("A", "PARENT_REF='B'",
	                 REFERS("p", "q", "x") REFERS("q", "p", "y"))),
	    "line 1: an annotation refers to others in a circle");
	format_refuse(
	    "x.eaf",
	    FILE_OF(TIER("A", "PARENT_REF='B'", REFERS("p", "q", "x"))),
	    "line 1: an annotation refers to one that is not in");
	format_refuse("x.eaf", "<ANNOTATION_DOCUMENT/>", "there is no speech");
	format_refuse("x.eaf", "<a/>", "no ANNOTATION_DOCUMENT");
	format_refuse("x.eaf", FILE_OF("<TIER>"), "not well-formed XML");
}

Test(elan, a_file_that_is_cut_off_is_refused)
{
	format_truncate("garden.eaf");
}
