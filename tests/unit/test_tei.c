#include "format_fixture.h"
#include "import/xml_time.h"

#include <criterion/criterion.h>

#define FILE_OF(body)                                                      \
	"<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><particDesc>" \
	"<person xml:id='a' role='interviewer'><persName><forename>Ann"    \
	"</forename>\n <surname>Bo</surname></persName></person>"          \
	"<person xml:id='c' "                                              \
	"n='Cy'/></particDesc></teiHeader><text><body>" body               \
	"</body></text></TEI>"
#define TIMES(more)                                                    \
	"<timeline unit='s'><when xml:id='T0'/>"                       \
	"<when xml:id='T1' interval='1.5' since='#T0'/>"               \
	"<when xml:id='T2' interval='500' unit='ms' since='#T1'/>"     \
	"<when xml:id='T3' absolute='12.25'/><when xml:id='T4'/>" more \
	"</timeline>"

Test(tei, times_are_read_as_people_write_them)
{
	static const struct {
		const char *s;
		int64_t ms;
	} cases[] = {
		{ "12.878", 12878 },
		{ "12.878s", 12878 },
		{ "500ms", 500 },
		{ "0:01:02.5", 62500 },
		{ "1:02", 62000 },
		{ "PT1M2.5S", 62500 },
		{ "PT2H", 7200000 },
		{ "0", 0 },
		{ "", TURN_NO_TIME },
		{ "x", TURN_NO_TIME },
		{ "1x", TURN_NO_TIME },
		{ "PT", TURN_NO_TIME },
		{ "PT5", TURN_NO_TIME },
		{ "2017-02-17T10:10", TURN_NO_TIME },
		{ "-3", TURN_NO_TIME },
		{ "9e9", TURN_NO_TIME },
		{ "99999999999", TURN_NO_TIME },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		cr_expect_eq(xml_time(cases[i].s), cases[i].ms, "%s",
		             cases[i].s);
}

Test(tei, utterances_have_speakers_and_times)
{
	format_expect(
	    "x.xml",
	    FILE_OF(TIMES("") "<u who='#a' start='#T0' end='#T1'>So?</u>"
	                      "<u who='c' synch='#T1 #T2'>Yes.</u>"
	                      "<u who='#c' start='#T3'>No.</u>"
	                      "<u who='#a #c'>Both.</u>"
	                      "<u who='#x'>Who?</u><u>Me.</u>"),
	    "Ann Bo 0-1500: So?\nCy 1500-2000: Yes. // No.\n"
	    "Ann Bo+Cy: Both.\nx: Who?\n: Me.\n");
}

Test(tei, events_are_asides_and_notes_are_left_out)
{
	format_expect(
	    "x.xml",
	    FILE_OF("<u who='#c'>I <pause/><pause dur='PT2.5S'/>was"
	            "<pause type='long'/> <vocal><desc>laughs</desc></vocal>"
	            "<kinesic type='nods'/><gap reason='inaudible'/>"
	            "<note>sic</note> <choice><sic>teh</sic><corr>the</corr>"
	            "</choice> <del>cat</del><del type='truncation'>do-</del> "
	            "<unclear>dog</unclear>.</u>"
	            "<incident><desc>a bell</desc></incident>"
	            "<vocal who='#c'><desc>sighs</desc></vocal>"),
	    "Cy: I [pause] [pause 2.5] was [long pause] [laughs] [nods] "
	    "[inaudible] teh do- dog.\n! [a bell]\nCy: [sighs]\n");
}

Test(tei, words_without_white_space_between_them_are_words)
{
	format_expect(
	    "x.xml",
	    FILE_OF("<u who='#c'><w>so</w><pc>,</pc><w>it</w><w>is</w>"
	            "<pc>:-)</pc></u>"),
	    "Cy: so, it is :-)\n");
}

Test(tei, utterances_in_an_annotation_block_have_its_speaker)
{
	format_expect(
	    "x.xml",
	    FILE_OF(TIMES("") "<annotationBlock who='#a' start='#T0' end='#T1'>"
	                      "<u><seg type='utterance'>One.</seg>"
	                      "<seg type='utterance'>Two.</seg></u>"
	                      "<spanGrp type='pos'><span>NUM</span></spanGrp>"
	                      "</annotationBlock>"),
	    "Ann Bo 0-1500: One. / Two.\n");
}

Test(tei, speeches_of_a_play_are_turns)
{
	format_expect(
	    "x.xml",
	    FILE_OF("<div><head>One</head><stage>(Night.)</stage>"
	            "<sp who='#c'><speaker>CY.</speaker><l>I dig,</l>"
	            "<l part='I'>and</l></sp>"
	            "<sp><speaker>Old\n Man:</speaker>"
	            "<p>So <stage>aside</stage> what?</p></sp>"
	            "<div><head>Two</head><sp who='#c'><p>Yes.</p></sp></div>"
	            "</div>"),
	    "# One\n! [Night.]\nCy: I dig, / and\nOld Man: So [aside] what?\n"
	    "# Two\nCy: Yes.\n");
}

Test(tei, other_text_is_turns_of_nobody)
{
	format_expect(
	    "x.xml",
	    FILE_OF("<div><p>One <hi>two</hi><lb/>three</p>"
	            "<lg><l>a</l><l>b</l></lg>"
	            "<posting who='#c'><p>Hi.</p><p>Bye.</p></posting>"
	            "<figure><ab>caption</ab></figure>loose</div>"),
	    ": One two / three\n: a / b\nCy: Hi. / Bye.\n: caption\n"
	    ": loose\n");
}

Test(tei, an_id_that_is_none_is_no_reason_to_refuse)
{
	format_expect("x.xml",
	              "<TEI><teiHeader><person xml:id='Ms Smith'>"
	              "<persName>Ms Smith</persName></person></teiHeader>"
	              "<text><p>So.</p></text></TEI>",
	              ": So.\n");
}

Test(tei, who_asks_and_when_is_in_the_header)
{
	static const struct import_options none;
	struct transcript t = { 0 };

	format_import(
	    "x.tei",
	    "<TEI><teiHeader><change><date when='2020-01-01'/></change>"
	    "<recording><date when='2019-05-06'/></recording>"
	    "<person xml:id='a' role='interviewer'>"
	    "<persName>An  <b>Bo</b>\n</persName></person></teiHeader>"
	    "<text><u who='#a'>So?</u></text></TEI>",
	    &none, &t);
	cr_expect_str_eq(t.date, "2019-05-06");
	cr_expect_str_eq(t.speakers.items[0].label, "An Bo");
	cr_expect_eq(t.speakers.items[0].role, ROLE_INTERVIEWER);
	transcript_release(&t);
}

Test(tei, other_xml_is_refused_by_name)
{
	format_refuse(
	    "x.xml", "<plist><p>x</p></plist>",
	    "the root element is 'plist'; of such XML, emic reads TEI");
	format_refuse("x.xml", "<TEI><text/></TEI>",
	              "there is no speech in it");
}

Test(tei, a_file_that_is_cut_off_is_refused)
{
	format_truncate("garden.xml");
	format_truncate("play.xml");
}
