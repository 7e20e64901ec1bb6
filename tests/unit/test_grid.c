/*
 * Tables whose rows are turns, and others; as Word has them.
 */
#include "docx_fixture.h"

#include <criterion/criterion.h>

TestSuite(grid, .fini = docx_fixture_teardown);

Test(grid, rows_of_a_table_are_turns)
{
	static const struct {
		const char *body, *want;
	} cases[] = {
		/* in this order, with a header */
		{ TBL(TR(TC("Time") TC("Speaker") TC("Speech")) TR(
		      TC("00:01") TC("Maria") TC("I was new here then."))
		          TR(TC("00:05") TC("Tom") TC("Were you really?")) TR(
		              TC("0:01:10") TC("Maria") TC("Yes: quite new."))),
		  "Maria 1000|I was new here then.\n"
		  "Tom 5000|Were you really?\nMaria 70000|Yes: quite new.\n" },
		/* in another one, without */
		{ TBL(TR(TC("I was new here then.") TC("P01:") TC("[00:01]"))
		          TR(TC("Were you really?") TC("INT:") TC("[00:05]"))),
		  "P01 1000|I was new here then.\n"
		  "INT 5000|Were you really?\n" },
		/* two columns; the row without a name goes on */
		{ TBL(TR(TC("P01") TC("I was new.")) TR(TC("") TC(
		      "And I was alone.")) TR(TC("INT") TC("Were you?"))),
		  "P01|I was new.//And I was alone.\nINT|Were you?\n" },
		/* the time stands beside the name */
		{ TBL(TR(TC("P01 (00:01:02)") TC("I was new."))
		          TR(TC("INT 00:01:09") TC("Were you?"))),
		  "P01 62000|I was new.\nINT 69000|Were you?\n" },
		/* lines are numbered, and there are remarks */
		{ TBL(TR(TC("1") TC("P01") TC("I was new, you see.")
		             TC("sighs")) TR(TC("2") TC("INT")
		                                 TC("Were you really?") TC(""))
		          TR(TC("3") TC("P01") TC("Yes, I was then.") TC(""))),
		  "P01|I was new, you see.\n# sighs\nINT|Were you really?\n"
		  "P01|Yes, I was then.\n" },
		/* begin and end */
		{ TBL(TR(TC("00:01") TC("00:03") TC("P01") TC("I was new.")) TR(
		      TC("00:03") TC("00:05") TC("INT") TC("Were you?"))),
		  "P01 1000-3000|I was new.\nINT 3000-5000|Were you?\n" },
		/* several speak; a cell has paragraphs; what is around it */
		{ P(R("A talk")) TBL(TR(TC("P01") "<w:tc>" P(R("I was new."))
		                            P(R("Yes.")) "</w:tc>")
		                         TR(TC("P02") TC("So was I, you know."))
		                             TR(TC("P01 &amp; P02") TC(
		                                 "We both were new here."))),
		  "# A talk\nP01|I was new.//Yes.\nP02|So was I, you know.\n"
		  "P01+P02|We both were new here.\n" },
		{ TBL(TR(TC("P01") TC("I was new."))
		          TR(TC("P02") TC("So was I, you know."))
		              TR(TC("P01, P02") TC("We both were."))
		                  TR(TC("P02, all") TC("Yes, all of us."))),
		  "P01|I was new.\nP02|So was I, you know.\n"
		  "P01+P02|We both were.\nP02, all|Yes, all of us.\n" },
		/* labels in the speech, beside a time */
		{ TBL(TR(TC("00:01:00") TC("P01: I was new."))
		          TR(TC("00:01:07") TC("INT: Were you?"))
		              TR(TC("00:01:09") TC("P01: Yes."))),
		  "P01 60000|I was new.\nINT 67000|Were you?\n"
		  "P01 69000|Yes.\n" },
		{ TBL(TR(TC("00:01:00") TC("I was new."))
		          TR(TC("00:01:07") TC("Were you?"))),
		  " 60000|I was new.\n 67000|Were you?\n" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		docx_fixture_expect(cases[i].body, cases[i].want);
}

Test(grid, other_tables_are_lines)
{
	static const struct {
		const char *body, *want;
	} cases[] = {
		{ TBL(TR(TC("Theme") TC("Quote"))
		          TR(TC("Trust") TC("I felt heard there."))
		              TR(TC("Trust") TC("She gave me time."))
		                  TR(TC("Hope") TC("It can be done."))
		                      TR(TC("Hope") TC("I am still here."))),
		  "|Theme\tQuote\n|Trust\tI felt heard there.\n"
		  "|Trust\tShe gave me time.\n|Hope\tIt can be done.\n"
		  "|Hope\tI am still here.\n" },
		/* all of the interview in one cell */
		{ TBL(TR("<w:tc>" P(R("P01: Hi.")) P(R("INT: Hello."))
		             P(R("P01: So.")) "</w:tc>")),
		  "P01|Hi.\nINT|Hello.\nP01|So.\n" },
		/* a table inside a cell is a part of it */
		{ TBL(TR("<w:tc>" P(R("one")) TBL(TR(TC("two")))
		             P(R("three")) "</w:tc>")),
		  "|one\n|two\n|three\n" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		docx_fixture_expect(cases[i].body, cases[i].want);
}

Test(grid, a_few_rows_of_turns_beside_much_text_are_turns_too)
{
	docx_fixture_expect(
	    P(R("INT: Could you tell me about the day on which you came?"))
	        P(R("P01: It was a long time ago, and I was quite alone "
	            "there, as one is.")) TBL(TR(TC("INT") TC("Were you?"))
	                                          TR(TC("P01") TC("I was.")))
	            P(R("INT: Thank you very much for all of this.")),
	    "INT|Could you tell me about the day on which you came?\n"
	    "P01|It was a long time ago, and I was quite alone there, as "
	    "one is.\nINT|Were you?\nP01|I was.\n"
	    "INT|Thank you very much for all of this.\n");
}
