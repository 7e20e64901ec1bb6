/*
 * Word documents as meeting tools and recognisers write them, and interviews
 * in which only the look of the questions says who asks.
 */
#include "docx_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(docx_tools, .fini = docx_fixture_teardown);

/* A new line within a run; grey, as Teams sets times. */
#define N          "<w:r><w:br/></w:r>"
#define GREY(text) F("<w:color w:val='808080'/>", text)

Test(docx_tools, names_and_times_of_teams_are_no_speech)
{
	static const char *const bodies[] = {
		P(B("Ruiz, Ana") GREY("   0:03") N R("Why here?"))
		    P(B("Hale, Ben (Guest)") GREY("   0:11") N R("By bus."))
		        P(B("Ruiz, Ana") GREY("   1:00:15") N R("And?")),
		P(B("Ruiz, Ana   0:03")) P(R("Why here?"))
		    P(B("Hale, Ben (Guest)   0:11")) P(R("By bus."))
		        P(B("Ruiz, Ana   1:00:15")) P(R("And?")),
		P(B("Ruiz, Ana") R(" 0:03") R(" Why here?"))
		    P(B("Hale, Ben (Guest) 0:11") R(" By bus."))
		        P(B("Ruiz, Ana") R(" 1:00:15 ") R("And?")),
	};
	size_t i;

	for (i = 0; i < sizeof(bodies) / sizeof(*bodies); i++)
		docx_fixture_expect(bodies[i],
		                    "Ruiz, Ana 3000|Why here?\n"
		                    "Hale, Ben (Guest) 11000|By bus.\n"
		                    "Ruiz, Ana 3615000|And?\n");
}

Test(docx_tools, what_teams_writes_around_the_speech_is_a_note)
{
	docx_fixture_expect(
	    P(B("Talk-20240305_100000-Meeting Recording")) P("")
	        P(R("March 5, 2024, 10:00AM")) P(R("12m 13s"))
	            P(B("Ruiz, Ana") R(" started transcription"))
	                P(B("Ruiz, Ana") GREY("   0:03") N R("Why here?"))
	                    P(B("Hale, Ben") GREY("   0:11") N R("By bus."))
	                        P(B("Ruiz, Ana") GREY("   0:15") N R("And?")) P(
	                            B("Ruiz, Ana") R(" stopped transcription")),
	    "# Talk-20240305_100000-Meeting Recording\n"
	    "# March 5, 2024, 10:00AM\n# 12m 13s\n"
	    "# Ruiz, Ana started transcription\n"
	    "Ruiz, Ana 3000|Why here?\nHale, Ben 11000|By bus.\n"
	    "Ruiz, Ana 15000|And?\n"
	    "# Ruiz, Ana stopped transcription\n");
	cr_expect_str_eq(docx_t.date, "2024-03-05");
}

Test(docx_tools, captions_in_a_document_are_captions)
{
	static const char *const bodies[] = {
		P(R("0:0:0.0 --&gt; 0:0:2.910") N R("Ruiz, Ana") N R("Why"))
		    P(R("0:0:2.910 --&gt; 0:0:4.5") N R("Ruiz, Ana")
		          N R("here?")) P(R("0:0:5.0 --&gt; 0:0:7.10")
		                              N R("Hale, Ben") N R("By bus."))
		        P(R("0:0:7.20 --&gt; 0:0:8.0") N R("Hale, Ben")
		              N R("And foot.")),
		P(R("00:00:00.000 --&gt; 00:00:02.910")) P(R("Ruiz, Ana"))
		    P(R("Why")) P("") P(R("00:00:02.910 --&gt; 00:00:04.500"))
		        P(R("Ruiz, Ana")) P(R("here?"))
		            P(R("00:00:05.000 --&gt; 00:00:07.100"))
		                P(R("Hale, Ben")) P(R("By bus."))
		                    P(R("00:00:07.200 --&gt; 00:00:08.000"))
		                        P(R("Hale, Ben")) P(R("And foot.")),
	};
	size_t i;

	for (i = 0; i < sizeof(bodies) / sizeof(*bodies); i++)
		docx_fixture_expect(bodies[i],
		                    "Ruiz, Ana 0-4500|Why here?\n"
		                    "Hale, Ben 5000-8000|By bus. And foot.\n");
}

Test(docx_tools, first_lines_that_do_not_come_back_are_speech)
{
	docx_fixture_expect(
	    P(R("0:0:0.0 --&gt; 0:0:2.9") N R("Gardens") N R("are here."))
	        P(R("0:0:3.0 --&gt; 0:0:4.9") N R("Parks") N R("are there.")),
	    " 0-4900|Gardens are here. Parks are there.\n");
}

Test(docx_tools, facts_stand_below_a_title)
{
	docx_fixture_expect(P(R("Garden Study")) P("") P(R("Date: 5 May 2024"))
	                        P(R("Place: Leeds")) P("") P(R("Ana: Why?"))
	                            P(R("Ben: So.")) P(R("Ana: And?"))
	                                P(R("Ben: No.")),
	                    "# Garden Study\n"
	                    "# Date: 5 May 2024/Place: Leeds\n"
	                    "Ana|Why?\nBen|So.\nAna|And?\nBen|No.\n");
	cr_expect_str_eq(docx_t.date, "2024-05-05");
}

/* --- who asks, by the look ------------------------------------------------ */

#define QUESTIONS                \
	P(B("Garden talk"))      \
	P(B("Why here?"))        \
	P(R("By bus."))          \
	P(R("And foot."))        \
	P(B("Tell me of rain.")) \
	P(R("It rained.")) P(B("And then?")) P(R("I stayed."))

Test(docx_tools, questions_in_bold_are_an_interviewers)
{
	docx_fixture_expect(QUESTIONS,
	                    "# Garden talk\nInterviewer|Why here?\n"
	                    "Participant|By bus.//And foot.\n"
	                    "Interviewer|Tell me of rain.\n"
	                    "Participant|It rained.\n"
	                    "Interviewer|And then?\nParticipant|I stayed.\n");
	cr_expect(strstr(buf_str(&docx_t.remarks), "a guess"), "%s",
	          buf_str(&docx_t.remarks));
	cr_expect_eq(docx_t.speakers.items[0].role, ROLE_INTERVIEWER);
	cr_expect_eq(docx_t.speakers.items[1].role, ROLE_PARTICIPANT);
}

Test(docx_tools, bold_that_does_not_ask_is_nobodys)
{
	static const char *const bodies[] = {
		P(B("Parks matter.")) P(R("They do.")) P(B("Gardens matter."))
		    P(R("They do, too.")),
		P(B("Why parks?")) P(R("Why not?")) P(B("Why gardens?"))
		    P(R("Why not, too?")),
		P(B("Why parks?")) P(R("Because.")),
	};
	size_t i;

	for (i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		docx_fixture_body(bodies[i]);
		cr_assert_eq(docx_fixture_import("x.docx", NULL), 0);
		cr_expect_eq(docx_t.speakers.n, 0, "%s", bodies[i]);
		cr_expect_eq(docx_t.remarks.len, 0);
		transcript_release(&docx_t);
		docx_fixture_teardown();
	}
}

Test(docx_tools, nobody_asks_if_the_user_says_so)
{
	struct import_options o = { .turns = "none" };

	docx_fixture_body(QUESTIONS);
	cr_assert_eq(docx_fixture_import("x.docx", &o), 0);
	cr_expect_eq(docx_t.speakers.n, 0);
	cr_expect_eq(docx_t.turns.n, 8);
}
