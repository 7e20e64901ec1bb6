#include "format_fixture.h"

#include <criterion/criterion.h>

#define FILE_OF(speakers, tiers)                                         \
	"<basic-transcription><head><speakertable>" speakers             \
	"</speakertable></head><basic-body><common-timeline>"            \
	"<tli id='T0' time='0'/><tli id='T1' time='1.5'/><tli id='T2'/>" \
	"<tli id='T3' time='4'/></common-timeline>" tiers                \
	"</basic-body></basic-transcription>"
#define SPEAKER(id, name) \
	"<speaker id='" id "'><abbreviation>" name "</abbreviation></speaker>"
#define TIER(id, who, category, type, events)                     \
	"<tier id='" id "' speaker='" who "' category='" category \
	"' type='" type "'>" events "</tier>"
#define EVENT(from, to, text) \
	"<event start='" from "' end='" to "'>" text "</event>"

Test(exmaralda, events_without_a_gap_are_one_utterance)
{
	format_expect(
	    "x.exb",
	    FILE_OF(SPEAKER("S", "Ann"),
	            TIER("a", "S", "v", "t",
	                 EVENT("T0", "T1", "I was ") EVENT("T1", "T2", "walk")
	                     EVENT("T2", "T3", "ing."))),
	    "Ann 0-4000: I was walking.\n");
}

Test(exmaralda, who_speaks_in_between_has_a_turn_in_between)
{
	format_expect(
	    "x.exb",
	    FILE_OF(
	        SPEAKER("S", "Ann") SPEAKER("B", "Bo"),
	        TIER("a", "S", "v", "t",
	             EVENT("T0", "T1", "So ") EVENT("T2", "T3", "it is."))
	            TIER("b", "B", "v", "t", EVENT("T1", "T2", "((laughs))"))),
	    "Ann 0-1500: So\nBo 1500-?: ((laughs))\n"
	    "Ann ?-4000: it is.\n");
}

Test(exmaralda, annotation_and_description_are_no_speech)
{
	static const struct import_options none;
	struct transcript t = { 0 };

	format_import(
	    "x.exb",
	    FILE_OF(SPEAKER("S", ""),
	            TIER("a", "S", "v", "t", EVENT("T0", "T1", "So"))
	                TIER("b", "S", "v", "a", EVENT("T0", "T1", "ADV")) TIER(
	                    "c", "", "nn", "d", EVENT("T0", "T1", "a door"))),
	    &none, &t);
	cr_expect_str_eq(buf_str(&t.text), "S: So");
	cr_expect_str_eq(buf_str(&t.left_out), "tiers 'b', 'c'");
	transcript_release(&t);
}

Test(exmaralda, of_tiers_without_speakers_the_one_of_words_is_taken)
{
	format_expect(
	    "x.exb",
	    FILE_OF("", TIER("a", "", "tok", "t",
	                     EVENT("T0", "T1", "so") EVENT("T1", "T2", "it"))
	                    TIER("b", "", "POS", "t", EVENT("T0", "T1", "ADV"))
	                        TIER("c", "", "Focus", "t",
	                             EVENT("T0", "T2", "new"))),
	    "0-?: so it\n");
}

Test(exmaralda, an_event_outside_the_timeline_is_an_error)
{
	format_refuse(
	    "x.exb",
	    FILE_OF("", TIER("a", "", "v", "t", EVENT("T0", "T9", "so"))),
	    "line 1: an event from 'T0' to 'T9', which are not both "
	    "in the timeline");
	format_refuse("x.exb", "<basic-transcription/>", "no basic-body");
}

Test(exmaralda, a_file_that_is_cut_off_is_refused)
{
	format_truncate("garden.exb");
}
