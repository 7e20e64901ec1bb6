#include "format_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

#define FILE_OF(body) "<!DOCTYPE html><html><body>" body "</body></html>"

Test(web, marked_speakers_speak)
{
	format_expect("x.html",
	              FILE_OF("<h2>Now</h2><p>Welcome.</p>"
	                      "<cite>Ann:</cite> <time>0:01</time><p>So?</p>"
	                      "<cite>Bo:</cite> <time>1:02</time><p>Yes,<br>\n"
	                      "really. </p><p>I &#233;t\n it.</p><h3>Then</h3>"
	                      "<p>And more.</p><cite>Ann:</cite><p>Oh.</p>"),
	              "# Now\n: Welcome.\nAnn 1000-?: So?\n"
	              "Bo 62000-?: Yes, / really. // I ét it.\n# Then\n"
	              "Bo: And more.\nAnn: Oh.\n");
}

Test(web, speakers_are_marked_in_several_ways)
{
	static const char expected[] = "Ann: So?\nBo: Yes.\nAnn: Oh.\n";

	format_expect("x.html",
	              FILE_OF("<dl><dt>Ann<dd>So?<dt>Bo<dd>Yes."
	                      "<dt>Ann<dd>Oh.</dl>"),
	              expected);
	format_expect("x.html",
	              FILE_OF("<p><span class='c-speaker x'>Ann</span> So?</p>"
	                      "<p><span class='speaker'>Bo:</span> Yes.</p>"
	                      "<p><b class='speaker'>Ann</b> Oh.</p>"),
	              expected);
	format_expect("x.html",
	              FILE_OF("<table><tr><td>Ann<td>So?<tr><td>Bo<td>Yes."
	                      "<tr><td>Ann<td>Oh.</table>"),
	              expected);
	format_expect("x.html",
	              FILE_OF("<table><tr><td>0:01<td>Int<td>So?"
	                      "<tr><td>[0:02]<td>P7<td>Yes.</table>"),
	              "Int 1000-?: So?\nP7 2000-?: Yes.\n");
}

Test(web, labels_in_the_text_are_looked_for)
{
	format_expect("x.html",
	              FILE_OF("<h1>Talk</h1><p><b>Interviewer:</b> So?</p>"
	                      "<p><b>P07:</b> Yes.</p>"),
	              "# Talk\nInterviewer: So?\nP07: Yes.\n");
}

Test(web, a_glossary_is_no_conversation)
{
	format_expect(
	    "x.html",
	    FILE_OF("<p>Words of ours.</p><dl><dt>Spade<dd>To dig with."
	            "<dt>Rake<dd>To rake with.</dl>"),
	    ": Words of ours.\n: Spade / To dig with.\n"
	    ": Rake / To rake with.\n");
}

Test(web, what_is_around_the_text_is_left_out)
{
	format_expect(
	    "x.html",
	    FILE_OF("<nav>Home</nav><header>Us</header>"
	            "<style>p{}</style><div role='navigation'>Up</div>"
	            "<p hidden>x</p><p style='display:none'>y</p>"
	            "<p>Hello\n <!-- no -->world.</p><ul><li>One"
	            "<li>Two</ul><script>z()</script>"
	            "<form>Send</form><footer>End</footer>"),
	    ": Hello world.\n: One\n: Two\n");
}

Test(web, white_space_counts_only_in_pre)
{
	format_expect("x.html",
	              FILE_OF("<p>a\n  b</p><pre>c\n  d</pre>e <i>f</i>g"
	                      "<p>h<!-- x -->&nbsp;i</p>"),
	              ": a b\n: c / d\n: e fg\n: h\xC2\xA0i\n");
}

Test(web, the_page_says_what_it_is_encoded_in)
{
	format_expect("x.html",
	              "<html><head><meta charset=\"iso-8859-1\"></head>"
	              "<p>caf\xE9 \x93so\x94</html>",
	              ": café “so”\n");
	format_expect("x.html",
	              "<html><head><meta http-equiv='Content-Type' "
	              "content='text/html; charset=koi8-r'></head>"
	              "<p>\xC4\xC1</html>",
	              ": да\n");
	format_refuse("x.html", "<html><meta charset='klingon'><p>x</html>",
	              "it says that it is in 'klingon', which is no encoding");
}

Test(web, control_characters_do_not_get_in)
{
	format_expect("x.html", FILE_OF("<p>a&#1;b&#27;c&#0;d</p>"),
	              ": abcd\n");
}

Test(web, the_user_may_say_how_turns_begin)
{
	struct import_options o = { .turns = "none" };
	struct transcript t = { 0 };

	format_import("x.html",
	              FILE_OF("<cite>Ann:</cite><p>So?</p><cite>Bo:</cite>"
	                      "<p>Yes.</p><cite>Ann:</cite><p>Oh.</p>"),
	              &o, &t);
	cr_expect_eq(t.speakers.n, 0);
	transcript_release(&t);
}

Test(web, elements_that_are_nested_too_deep_are_refused)
{
	struct buf b = { 0 };
	size_t i;

	buf_adds(&b, "<html><body><p>Top</p>");
	for (i = 0; i < 10000; i++)
		buf_adds(&b, "<div><b>");
	buf_adds(&b, "deep");
	format_refuse("x.html", buf_str(&b), "than is read");
	buf_release(&b);
}

Test(web, a_page_that_is_cut_off_is_as_long_as_it_goes)
{
	format_truncate("garden.html");
}

Test(web, a_time_within_what_is_said_is_an_aside_there)
{
	format_expect("x.html",
	              FILE_OF("<p>Ann: So, <span class='timestamp'>0:12</span>"
	                      " why?</p><p>Bo: It was.</p><p>Ann: Oh.</p>"
	                      "<p>Bo: Yes.</p>"),
	              "Ann: So, [0:12] why?\nBo: It was.\nAnn: Oh.\n"
	              "Bo: Yes.\n");
}

/* clang-format off */
#define AT(time) "<span class=\\\"timestamp\\\">" time "</span>"
#define OTR(page) "{\"text\":\"" page "\",\"media\":\"p07.mp3\"," \
	"\"media-source\":\"\",\"media-time\":71.25}"
#define NAMED "<p>" AT("00:00") " <b>Ann:</b> Why?</p><p>" AT("00:07") \
	"Bo: It <i>was</i>, " AT("00:09") "&nbsp;really.<br /></p>" \
	"<p><br /></p><p>Ann: Oh.</p><p>Bo: Yes.</p>"
#define UNNAMED "<p>" AT("00:00") " Why?</p><p>" AT("00:07") "It was.</p>"
/* clang-format on */

Test(web, what_otranscribe_saves_is_a_page)
{
	format_expect("p07.otr", OTR(NAMED),
	              "! 00:00\nAnn 0-?: Why?\n! 00:07\n"
	              "Bo 7000-?: It was, [00:09]\302\240really.\n"
	              "Ann: Oh.\nBo: Yes.\n");
	format_expect("nobody.json", OTR(UNNAMED),
	              "0-?: Why?\n7000-?: It was.\n");
	format_refuse("x.otr", "{\"media-time\": 1, \"text\": 2}",
	              "no \"text\" is in it, as oTranscribe writes");
	format_refuse("x.otr", "{\"media-time\": 1, \"text\": \"",
	              "line 1: this is no JSON");
	format_refuse("x.otr", OTR(""), "there is no speech in it");
}

Test(web, bold_questions_are_an_interviewers)
{
	format_expect("x.html",
	              FILE_OF("<h1>Talk</h1><p><b>Why?</b></p><p>So.</p>"
	                      "<p><strong>And <i>then</i>?</strong></p>"
	                      "<p>It <b>rained</b>.</p><p>A lot.</p>"),
	              "# Talk\nInterviewer: Why?\nParticipant: So.\n"
	              "Interviewer: And then?\n"
	              "Participant: It rained. // A lot.\n");
	format_expect("x.html",
	              FILE_OF("<p><b>Soil</b></p><p>It is wet.</p>"
	                      "<p><b>Rain</b></p><p>Is it?</p>"),
	              ": Soil\n: It is wet.\n: Rain\n: Is it?\n");
}
