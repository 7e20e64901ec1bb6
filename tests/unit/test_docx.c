/*
 * Word documents; what is made of each is written as
 * transcript_fixture_dump() does.
 */
#include "base/utf8.h"
#include "docx_fixture.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

TestSuite(docx, .fini = docx_fixture_teardown);

/* --- text ----------------------------------------------------------------- */

Test(docx, paragraphs_are_what_is_said)
{
	static const struct {
		const char *body, *want;
	} cases[] = {
		{ P(R("One.")) P("") P(R("Two ") R("parts.")),
		  "|One.\n"
		  "|Two parts.\n" },
		{ P(R("P07: Hi.")) P(R("Ana: Hello.")) P(R("P07: So."))
		      P(R("And more.")) P(R("Ana: Yes.")),
		  "P07|Hi.\nAna|Hello.\nP07|So.//And more.\nAna|Yes.\n" },
		{ P("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t> c "
		    "</w:t><w:cr/><w:t>d</w:t></w:r>"),
		  "|a/b\tc/d\n" },
		{ P("<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>being</w:t>"
		    "<w:softHyphen/><w:t>s</w:t></w:r>"),
		  "|well\xE2\x80\x91"
		  "being\xC2\xADs\n" },
		{ P("<w:r><w:t xml:space='preserve'>a\n b</w:t></w:r>"),
		  "|a  b\n" },
		{ P("<w:r><w:sym w:font='Wingdings' w:char='F04A'/><w:t>!</w:t>"
		    "<w:sym w:font='Wingdings' w:char='F0FF'/></w:r>"),
		  "|\xE2\x98\xBA!\xEF\xBF\xBD\n" },
		{ P("<w:hyperlink>" R(
		      "a link") "</w:hyperlink>"
		                "<w:smartTag>" R(
		                    " and") "</w:smartTag>"
		                            "<w:sdt><w:sdtPr><w:alias "
		                            "w:val='no'/></w:sdtPr>"
		                            "<w:sdtContent>" R(
		                                " more") "</w:sdtContent></"
		                                         "w:sdt>"),
		  "|a link and more\n" },
		{ P(R("cafe") R("\xCC\x81")), "|café\n" },
		{ P("<w:ruby><w:rt>" R("kan") "</w:rt><w:rubyBase>" R(
		      "漢") "</w:rubyBase></w:ruby>"),
		  "|漢\n" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		docx_fixture_expect(cases[i].body, cases[i].want);
}

Test(docx, what_is_no_text_is_left_out)
{
	static const struct {
		const char *body, *want, *changes;
	} cases[] = {
		{ P(R("I ") "<w:del w:author='A'><w:r><w:delText>never"
		            "</w:delText></w:r></w:del><w:ins w:author='A'>" R(
		                "always") "</w:ins>" R(" went.")),
		  "|I always went.\n", "tracked changes" },
		{ P("<w:moveFrom>" R("old ") "</w:moveFrom>" R(
		      "new") "<w:moveTo>" R(" place") "</w:moveTo>"),
		  "|new place\n", "tracked changes" },
		{ "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" R(
		      "One ") "</w:p>" P(R("two.")) P(R("Three.")),
		  "|One two.\n|Three.\n", "" },
		{ P(R("seen ") F("<w:vanish/>", "hidden ")
		        F("<w:vanish w:val='0'/>", "shown")),
		  "|seen shown\n", "hidden text" },
		{ P("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r>"
		    "<w:instrText>PAGE</w:instrText></w:r>" R(
		        "not this") "<w:r><w:fldChar w:fldCharType='separate'/"
		                    "></w:r>" R(
		                        "7") "<w:r><w:fldChar "
		                             "w:fldCharType='end'/></w:r>" R(
		                                 " pages")),
		  "|7 pages\n", "" },
		{ P("<w:r><mc:AlternateContent xmlns:mc='urn:m'><mc:Choice>"
		    "<w:txbxContent>" P(R(
		        "In a box.")) "</w:txbxContent></mc:Choice>"
		                      "<mc:Fallback><w:txbxContent>" P(R(
		                          "In a box.")) "</w:txbxContent>"
		                                        "</mc:Fallback>"
		                                        "</mc:"
		                                        "AlternateContent>"
		                                        "</w:r>" R("Outside.")),
		  "|Outside.\n|In a box.\n", "" },
		{ P("<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr>"
		    "</w:rPrChange></w:rPr><w:t>kept</w:t></w:r>"),
		  "|kept\n", "" },
		{ TBL(TR(TC("one")) "<w:tr><w:trPr><w:del/></w:trPr>" TC(
		      "gone") "</w:tr>" TR(TC("two"))),
		  "|one\n|two\n", "tracked changes" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		docx_fixture_expect(cases[i].body, cases[i].want);
		cr_expect_str_eq(docx_t.changes, cases[i].changes, "%s",
		                 cases[i].body);
	}
}

Test(docx, notes_are_kept_behind_the_speech)
{
	docx_fixture_body(
	    P(R("Ana: Hi.") "<w:r><w:footnoteReference w:id='1'/></w:r>")
	        P(R("P07: Hello.")) P(R("Ana: So?")));
	docx_fixture_part(
	    "word/_rels/document.xml.rels",
	    "<Relationships><Relationship Id='a' Type='" RELS
	    "/footnotes' Target='footnotes.xml'/><Relationship Id='b' "
	    "Type='" RELS "/comments' Target='/word/c.xml'/>"
	    "<Relationship Id='c' Type='" RELS
	    "/endnotes' Target='missing.xml'/></Relationships>");
	docx_fixture_part(
	    "word/footnotes.xml",
	    "<w:footnotes " W "><w:footnote w:type='separator'>" P(R(
	        "----")) "</w:footnote><w:footnote w:id='1'>" P(R("She waves."))
	        P(R("P07: not a turn.")) "</w:footnote>"
	                                 "</w:footnotes>");
	docx_fixture_part("word/c.xml",
	                  "<w:comments " W "><w:comment w:author='X'>" P(
	                      R("Check this.")) "</w:comment>"
	                                        "</w:comments>");
	cr_assert_eq(docx_fixture_import("x.docx", NULL), 0, "%s",
	             docx_error.msg);
	cr_expect_str_eq(buf_str(&docx_out),
	                 "Ana|Hi.\nP07|Hello.\nAna|So?\n"
	                 "# She waves.\n# P07: not a turn.\n"
	                 "# Check this.\n",
	                 "%s", buf_str(&docx_out));
	cr_expect_str_eq(docx_t.changes, "footnotes, comments");
}

/* --- styles --------------------------------------------------------------- */

static const char styles[] =
    "<w:styles " W "><w:style w:styleId='berschrift1'><w:name w:val='heading 1'"
    "/></w:style><w:style w:styleId='Mine'><w:basedOn w:val='berschrift1'/>"
    "</w:style><w:style w:styleId='Loop'><w:basedOn w:val='Loop'/></w:style>"
    "<w:style w:styleId='Out'><w:pPr><w:outlineLvl "
    "w:val='2'/></w:pPr></w:style>"
    "<w:style w:styleId='Verzeichnis'><w:name w:val='toc 1'/></w:style>"
    "<w:style w:styleId='Name'><w:rPr><w:b/></w:rPr></w:style>"
    "<w:style w:styleId='Quiet'><w:rPr><w:vanish/></w:rPr></w:style>"
    "<w:style w:styleId='T'><w:name w:val='Title'/></w:style></w:styles>";

static void
add_styles(void)
{
	docx_fixture_part("word/_rels/document.xml.rels",
	                  "<Relationships><Relationship Type='" RELS
	                  "/styles' Target='styles.xml'/></Relationships>");
	docx_fixture_part("word/styles.xml", styles);
}

Test(docx, headings_are_known_by_their_style)
{
	add_styles();
	docx_fixture_expect(
	    S("T", "Interview") S("Verzeichnis", "Work 1")
	        S("berschrift1", "Work") S("Mine", "At home") S("Out", "Third")
	            S("Loop", "Said.") S("Quiet", "not seen") S("Heading2",
	                                                        "Second")
	                P("<w:pPr><w:outlineLvl w:val='0'/></w:pPr>" R("First"))
	                    P(R("More.")),
	    "=1 Interview\n=1 Work\n=1 At home\n=3 Third\n|Said.\n"
	    "=2 Second\n=1 First\n|More.\n");
}

Test(docx, names_in_the_style_of_a_heading_are_speakers)
{
	static const char body[] = S("Heading2", "Maria Lund") P(R("Hi."))
	    S("Heading2", "Tom") P(R("Hello.")) S("Heading2", "Maria Lund")
	        P(R("So.")) S("Heading2", "Tom") P(R("Yes."));

	docx_fixture_expect(
	    body, "Maria Lund|Hi.\nTom|Hello.\nMaria Lund|So.\nTom|Yes.\n");
}

/* --- speakers by their looks ---------------------------------------------- */

Test(docx, what_looks_different_in_front_is_a_label)
{
	static const struct {
		const char *body, *want;
	} cases[] = {
		/* bold with a colon, within or behind */
		{ P(B("Maria:") R(" Hi.")) P(B("Tom") R(": Hello."))
		      P(B("Maria: ") R("So.")),
		  "Maria|Hi.\nTom|Hello.\nMaria|So.\n" },
		/* without one */
		{ P(B("Maria") R(" I was new.")) P(B("Tom ") R("Were you?"))
		      P(B("Maria") R(" Yes.")) P(B("Tom") R(" And then?")),
		  "Maria|I was new.\nTom|Were you?\nMaria|Yes.\n"
		  "Tom|And then?\n" },
		/* coloured; underlined, before a tab */
		{ P(F("<w:color w:val='FF0000'/>", "Maria") R(" New.")) P(
		      F("<w:color w:val='0000FF'/>", "Tom") R(" Were you?"))
		      P(F("<w:color w:val='FF0000'/>", "Maria") R(" Yes."))
		          P(F("<w:color w:val='0000FF'/>", "Tom") R(" Well.")),
		  "Maria|New.\nTom|Were you?\nMaria|Yes.\nTom|Well.\n" },
		{ P(R("P01\tI was new.")) P(R("INT\tWere you?"))
		      P(R("P01\tYes.")),
		  "P01|I was new.\nINT|Were you?\nP01|Yes.\n" },
		/* the speech has the colour too, and the name is bold */
		{ P(F("<w:b/><w:color w:val='FF0000'/>", "Maria:")
		        F("<w:color w:val='FF0000'/>", " New."))
		      P(B("Tom:") R(" Were you?"))
		          P(F("<w:b/><w:color w:val='FF0000'/>", "Maria:")
		                F("<w:color w:val='FF0000'/>", " Yes.")),
		  "Maria|New.\nTom|Were you?\nMaria|Yes.\n" },
		/* with a time before or behind, and a line break */
		{ P(R("[00:01:02] ") B("Maria:") R(" New."))
		      P(R("[00:01:05] ") B("Tom:") R(" Were you?"))
		          P(R("[00:01:09] ") B("Maria:") R(" Yes.")),
		  "Maria 62000|New.\nTom 65000|Were you?\n"
		  "Maria 69000|Yes.\n" },
		{ P(B("Maria Lund") "<w:r><w:t xml:space='preserve'>   0:03"
		                    "</w:t><w:br/><w:t>New.</w:t></w:r>")
		      P(B("Tom Bo") "<w:r><w:t xml:space='preserve'>   0:09"
		                    "</w:t><w:br/><w:t>Well.</w:t></w:r>")
		          P(B("Maria Lund") "<w:r><w:t xml:space='preserve'>   "
		                            "1:03</w:t><w:br/><w:t>So."
		                            "</w:t></w:r>"),
		  "Maria Lund 3000|New.\nTom Bo 9000|Well.\n"
		  "Maria Lund 63000|So.\n" },
		/* alone on its line */
		{ P(B("Maria")) P(R("I was new.")) P(B("Tom")) P(R("Were you?"))
		      P(B("Maria")) P(R("Yes.")) P(B("Tom")) P(R("Well.")),
		  "Maria|I was new.\nTom|Were you?\nMaria|Yes.\nTom|Well.\n" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		docx_fixture_expect(cases[i].body, cases[i].want);
}

Test(docx, emphasis_is_no_label)
{
	static const struct {
		const char *body, *want;
	} cases[] = {
		{ P(B("Yesterday") R(" I went.")) P(R("It was late."))
		      P(B("Nobody") R(" came.")) P(R("So.")),
		  "|Yesterday I went.\n|It was late.\n|Nobody came.\n|So.\n" },
		/* the questions are bold from end to end */
		{ P(B("How was it?")) P(R("Fine.")) P(B("Right")) P(R("Yes."))
		      P(B("Great")) P(R("Well.")) P(B("Right"))
		          P(B("And then?")) P(B("Great")) P(R("So.")),
		  "|How was it?\n|Fine.\n|Right\n|Yes.\n|Great\n|Well.\n"
		  "|Right\n|And then?\n|Great\n|So.\n" },
		{ P(R("a ** b")) P(B("**") R("c**")), "|a ** b\n|**c**\n" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		docx_fixture_expect(cases[i].body, cases[i].want);
}

Test(docx, the_text_is_as_it_was_without_marks)
{
	docx_fixture_expect(
	    P(B("Maria") R(" Hi [laughs].")) P(B("Tom") R(" So."))
	        P(B("Maria") R(" [pause] Yes.")) P(B("Tom") R(" Well.")),
	    "Maria|Hi [laughs].\nTom|So.\nMaria|[pause] Yes.\nTom|Well.\n");
	cr_expect_str_eq(buf_str(&docx_t.text),
	                 "Maria Hi [laughs].\n\nTom So.\n\n"
	                 "Maria [pause] Yes.\n\nTom Well.");
	cr_assert_eq(docx_t.asides.n, 2);
	cr_expect(strncmp(docx_t.text.data + docx_t.asides.items[0].start,
	                  "[laughs]", 8) == 0);
	cr_expect(strncmp(docx_t.text.data + docx_t.asides.items[1].start,
	                  "[pause]", 7) == 0);
}

Test(docx, a_pattern_sees_the_text_as_it_is)
{
	struct import_options o = { .turns = "^([A-Z]) - " };

	docx_fixture_body(P(B("A - ") R("Hi.")) P(B("B - ") R("So.")));
	cr_assert_eq(docx_fixture_import("x.docx", &o), 0, "%s",
	             docx_error.msg);
	cr_expect_str_eq(buf_str(&docx_out), "A|Hi.\nB|So.\n");
	o.turns = "none";
	docx_fixture_body(P(B("P01:") R(" Hi.")) P(B("P02:") R(" So.")));
	cr_assert_eq(docx_fixture_import("x.docx", &o), 0, "%s",
	             docx_error.msg);
	cr_expect_str_eq(buf_str(&docx_out), "|P01: Hi.\n|P02: So.\n");
}

/* --- facts ---------------------------------------------------------------- */

Test(docx, facts_in_front_are_a_note)
{
	docx_fixture_expect(
	    S("Title", "Interview 7") P(R("Date: 2024-03-05"))
	        P(R("Place: the library")) P("") P(R("Ana: Hi."))
	            P(R("P07: Hello.")) P(R("Ana: So?")),
	    "=1 Interview 7\n# Date: 2024-03-05/Place: the library\n"
	    "Ana|Hi.\nP07|Hello.\nAna|So?\n");
	cr_expect_str_eq(docx_t.date, "2024-03-05");
	docx_fixture_expect(
	    TBL(TR(TC("Date:") TC("2024-03-06")) TR(TC("Place") TC("Hall")))
	        P(R("Ana: Hi.")) P(R("P07: Hello.")) P(R("Ana: So?")),
	    "# Date:\t2024-03-06/Place\tHall\nAna|Hi.\nP07|Hello.\n"
	    "Ana|So?\n");
	cr_expect_str_eq(docx_t.date, "2024-03-06");
}

/* --- files ---------------------------------------------------------------- */

Test(docx, a_file_is_known_by_what_it_holds)
{
	struct import_options o = { 0 };

	docx_fixture_body(P(R("Hello.")));
	cr_assert_eq(docx_fixture_import("x.txt", &o), 0, "%s", docx_error.msg);
	cr_expect_str_eq(docx_t.format, "docx");
	cr_expect_str_eq(buf_str(&docx_out), "|Hello.\n");
	/* the text may be in a part of any name */
	docx_fixture_part("_rels/.rels",
	                  "<Relationships><Relationship Type='" RELS
	                  "/officeDocument' Target='/word/two.xml'/>"
	                  "</Relationships>");
	docx_fixture_part("word/two.xml",
	                  "<w:document " W
	                  "><w:body>" P(R("Two.")) "</w:body>"
	                                           "</w:document>");
	cr_assert_eq(docx_fixture_import("x.docx", NULL), 0, "%s",
	             docx_error.msg);
	cr_expect_str_eq(buf_str(&docx_out), "|Two.\n");
}

Test(docx, what_is_no_document_is_refused)
{
	static const struct {
		const char *name, *xml, *message;
	} cases[] = {
		{ "xl/workbook.xml", "<workbook/>",
		  "there is no 'word/document.xml' inside, so this is no Word "
		  "document" },
		{ "word/document.xml", "<w:workbook " W "/>",
		  "'word/document.xml' inside: it is no part of a Word "
		  "document" },
		{ "word/document.xml", "<w:document " W "><w:body>",
		  "'word/document.xml' inside: line 1, column " },
		{ "word/document.xml",
		  "<!DOCTYPE document [<!ENTITY a 'aa'>]><document>&a;"
		  "</document>",
		  "'word/document.xml' inside: it declares entities of its "
		  "own" },
		{ "word/document.xml", "<w:document " W "/>",
		  "there is no speech in it" },
	};
	struct import_options o = { 0 };
	struct buf bytes = { 0 };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		docx_fixture_part(cases[i].name, cases[i].xml);
		cr_expect_eq(docx_fixture_import("x.docx", NULL), ERR_FORMAT,
		             "%s", cases[i].xml);
		cr_expect(strstr(docx_error.msg, cases[i].message), "%s",
		          docx_error.msg);
	}
	buf_adds(&bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
	transcript_release(&docx_t);
	cr_expect_eq(import_bytes("x.docx", &bytes, &o, &docx_t, &docx_error),
	             ERR_FORMAT);
	cr_expect(
	    strstr(docx_error.msg, "it has a password, or is of the old .doc"),
	    "%s", docx_error.msg);
	buf_release(&bytes);
}

Test(docx, a_message_about_a_part_of_any_name_is_one_line)
{
	struct buf rels = { 0 };
	int i;

	buf_adds(&rels, "<Relationships><Relationship Type='" RELS
	                "/officeDocument' Target='a&#10;");
	for (i = 0; i < 1500; i++)
		buf_adds(&rels, "ä");
	buf_adds(&rels, "'/></Relationships>");
	docx_fixture_part("_rels/.rels", buf_str(&rels));
	docx_fixture_part("xl/workbook.xml", "<workbook/>");
	cr_expect_eq(docx_fixture_import("x.docx", NULL), ERR_FORMAT);
	cr_expect(utf8_valid(docx_error.msg, strlen(docx_error.msg), NULL));
	cr_expect_null(strchr(docx_error.msg, '\n'));
	buf_release(&rels);
}

Test(docx, elements_inside_each_other_are_bounded)
{
	struct buf body = { 0 };
	int i;

	for (i = 0; i < 120; i++)
		buf_adds(&body, "<w:p><w:tbl>");
	buf_adds(&body, R("deep"));
	for (i = 0; i < 120; i++)
		buf_adds(&body, "</w:tbl></w:p>");
	docx_fixture_body(buf_str(&body));
	cr_expect_eq(docx_fixture_import("x.docx", NULL), 0, "%s",
	             docx_error.msg);
	cr_expect_str_eq(buf_str(&docx_out), "|deep\n");
	buf_clear(&body);
	for (i = 0; i < 10000; i++)
		buf_adds(&body, "<w:p>");
	docx_fixture_body(buf_str(&body));
	cr_expect_eq(docx_fixture_import("x.docx", NULL), ERR_LIMIT);
	cr_expect(strstr(docx_error.msg, "'word/document.xml' inside: "), "%s",
	          docx_error.msg);
	buf_release(&body);
}

Test(docx, a_file_cut_anywhere_is_an_error)
{
	struct import_options o = { 0 };
	struct buf whole = { 0 };
	size_t len;

	add_styles();
	docx_fixture_body(P(R("P01: Hi.")) TBL(TR(TC("INT") TC("Were you?"))));
	zip_fixture_end(&docx_zip);
	buf_add(&whole, buf_str(&docx_zip.file), docx_zip.file.len);
	for (len = 1; len < whole.len; len++) {
		struct buf bytes = { 0 };

		buf_add(&bytes, whole.data, len);
		cr_expect_eq(
		    import_bytes("x.docx", &bytes, &o, &docx_t, &docx_error),
		    ERR_FORMAT, "%zu bytes", len);
		transcript_release(&docx_t);
		buf_release(&bytes);
	}
	buf_release(&whole);
}

Test(docx, xml_cut_anywhere_inside_is_an_error)
{
	static const char body[] = "<w:document " W "><w:body>" P(R("P01: Hi."))
	    TBL(TR(TC("a"))) "</w:body></w:document>";
	struct import_options o = { 0 };
	size_t len;

	for (len = 0; len < strlen(body); len++) {
		zip_fixture_add(&docx_zip, "word/document.xml", body, len, 0);
		cr_expect_eq(docx_fixture_import("x.docx", &o), ERR_FORMAT,
		             "%zu bytes", len);
	}
}
