#include "format_fixture.h"

#include <criterion/criterion.h>

#define HEAD "\"ooTextFile\"\n\"TextGrid\"\n0 9 <exists> "

Test(textgrid, only_free_standing_tokens_count)
{
	format_expect(
	    "x.TextGrid",
	    "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n"
	    "xmin = 0 ! xmax = 5\nxmax = 9\ntiers? <exists>\n"
	    "size = 1\nitem []:\nitem[1]:\nclass = \"IntervalTier\"\n"
	    "name = \"Ann\"\nxmin = 0\nxmax = 9\n"
	    "intervals: size = 2\nintervals [1]\nxmin = 0.25\n"
	    "xmax = 1e0\ntext = \"So \"\"this\"\"\nis it\"\n"
	    "intervals [2]:\nxmin = 1\nxmax = 9\ntext = \"\"\n",
	    "Ann 250-1000: So \"this\" is it\n");
}

Test(textgrid, the_short_form_is_the_same)
{
	format_expect("x.TextGrid",
	              HEAD "2\n\"IntervalTier\" \"Ann\" 0 9 1\n0 2 \"One\"\n"
	                   "\"IntervalTier\" \"Bo\" 0 9 1\n1 3 \"Two\"\n",
	              "Ann 0-2000: One\nBo 1000-3000: Two\n");
}

Test(textgrid, points_are_no_speech)
{
	format_expect("x.TextGrid",
	              HEAD "2\n\"TextTier\" \"Bo\" 0 9 1\n1 \"click\"\n"
	                   "\"IntervalTier\" \"Ann\" 0 9 1\n0 2 \"One\"\n",
	              "Ann 0-2000: One\n");
}

Test(textgrid, what_is_missing_is_named_with_its_line)
{
	format_refuse("x.TextGrid",
	              HEAD "1\n\"IntervalTier\" \"Ann\" 0 9 2\n"
	                   "0 2 \"One\"\n",
	              "line 6: a number is missing; is the file whole?");
	format_refuse("x.TextGrid",
	              HEAD "1\n\"IntervalTier\" \"Ann\" 0 9 1\n"
	                   "0 2 \"One",
	              "line 5: the closing mark of this quotation is missing");
	format_refuse("x.TextGrid", HEAD "1\n\"Tier\" \"Ann\"",
	              "line 4: a tier is an IntervalTier or a TextTier");
	format_refuse("x.TextGrid", "\"ooTextFile\" \"Pitch 1\" 0 9",
	              "only TextGrids are read");
	format_refuse("x.TextGrid", "\"ooTextFile\" \"TextGrid\" 0 9 <absent>",
	              "there are no tiers in it");
	format_refuse("x.TextGrid", "ooBinaryFile\bTextGrid",
	              "a binary TextGrid; in Praat, save it as a text file");
}

Test(textgrid, a_file_that_is_cut_off_is_refused)
{
	format_truncate("garden.TextGrid");
	format_truncate("short.TextGrid");
}
