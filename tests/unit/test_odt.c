/*
 * OpenDocument texts, made here of the few elements that a case is about;
 * what is made of each is written as transcript_fixture_dump() does.
 */
#include "../fuzz/transcript_fault.h"
#include "base/buf.h"
#include "base/error.h"
#include "import/import.h"
#include "transcript_fixture.h"
#include "zip_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

#define MIME "application/vnd.oasis.opendocument.text"

/* clang-format off */
#define NAMES "xmlns:office='urn:o' xmlns:text='urn:t' xmlns:table='urn:b' " \
	"xmlns:draw='urn:d' xmlns:style='urn:s' xmlns:fo='urn:f' " \
	"xmlns:svg='urn:v' xmlns:dc='urn:c'"
#define P(text)        "<text:p>" text "</text:p>"
#define B(text)        "<text:span text:style-name='Bold'>" text "</text:span>"
#define TR(cells)      "<table:table-row>" cells "</table:table-row>"
#define TC(text)       "<table:table-cell>" P(text) "</table:table-cell>"
#define TBL(rows)      "<table:table>" rows "</table:table>"
/* clang-format on */

static const char styles[] =
    "<office:document-styles " NAMES "><office:styles>"
    "<style:style style:name='Title' style:family='paragraph'/>"
    "<style:style style:name='Strong' style:family='text'>"
    "<style:text-properties fo:font-weight='bold'/></style:style>"
    "</office:styles><office:master-styles><text:p>a page's head</text:p>"
    "</office:master-styles></office:document-styles>";

static const char automatic[] =
    "<office:automatic-styles><style:style style:name='Bold' "
    "style:family='text' style:parent-style-name='Strong'/>"
    "<style:style style:name='Bold' style:family='paragraph' "
    "style:parent-style-name='Title'/><style:style style:name='Away' "
    "style:family='text'><style:text-properties text:display='none'/>"
    "</style:style></office:automatic-styles>";

static struct zip_fixture z;
static struct transcript t;
static struct buf out;
static struct error err;

static void
teardown(void)
{
	zip_fixture_release(&z);
	transcript_release(&t);
	buf_release(&out);
}

TestSuite(odt, .fini = teardown);

static void
add_part(const char *name, const char *xml)
{
	zip_fixture_add(&z, name, xml, strlen(xml), 0);
}

static void
add_body(const char *body)
{
	struct buf xml = { 0 };

	buf_addf(&xml,
	         "<office:document-content " NAMES ">%s<office:body>"
	         "<office:text>%s</office:text></office:body>"
	         "</office:document-content>",
	         automatic, body);
	add_part("mimetype", MIME);
	add_part("styles.xml", styles);
	add_part("content.xml", buf_str(&xml));
	buf_release(&xml);
}

static int
import(const char *name, const char *data, size_t len)
{
	struct import_options o = { 0 };
	struct buf bytes = { 0 };
	const char *wrong;
	int rc;

	transcript_release(&t);
	buf_clear(&out);
	buf_add(&bytes, data, len);
	rc = import_bytes(name, &bytes, &o, &t, &err);
	buf_release(&bytes);
	if (rc < 0)
		return rc;
	wrong = transcript_fault(&t);
	cr_expect_null(wrong, "%s: %s", wrong, buf_str(&t.text));
	transcript_fixture_dump(&t, &out);
	return 0;
}

/* Import what was added. */
static int
import_parts(const char *name)
{
	int rc;

	zip_fixture_end(&z);
	rc = import(name, buf_str(&z.file), z.file.len);
	zip_fixture_release(&z);
	return rc;
}

static void
expect(const char *body, const char *want)
{
	add_body(body);
	cr_assert_eq(import_parts("x.odt"), 0, "%s\n%s", err.msg, body);
	cr_expect_str_eq(buf_str(&out), want, "%s\nfor %s", buf_str(&out),
	                 body);
}

Test(odt, paragraphs_are_what_is_said)
{
	static const struct {
		const char *body, *want, *changes;
	} cases[] = {
		{ P("One.") P("") P("Two <text:span>parts</text:span>."),
		  "|One.\n|Two parts.\n", "" },
		{ P("P07: Hi.") P("P08: Hello.") P("P07: So."),
		  "P07|Hi.\nP08|Hello.\nP07|So.\n", "" },
		{ P("\n  a <text:span> b</text:span>\n\t<text:span> "
		    "c</text:span>"),
		  "|a b c\n", "" },
		{ P("a<text:s text:c='3'/>b<text:s/>c<text:tab/>d"
		    "<text:line-break/> e"),
		  "|a   b c\td/e\n", "" },
		{ "<text:list><text:list-item>" P(
		      "one") "</text:list-item>"
		             "<text:list-item><text:list><text:list-"
		             "item>" P("two") "</text:list-item></text:list></"
		                              "text:list-item></text:list>",
		  "|one\n|two\n", "" },
		{ P("<text:a>a link</text:a> and "
		    "<text:date>May</text:date>"),
		  "|a link and May\n", "" },
		{ P("cafe<text:span>\xCC\x81</text:span>"), "|café\n", "NFC" },
		{ "<text:tracked-changes><text:changed-region><text:"
		  "deletion>" P("gone") "</text:deletion></text:changed-region>"
		                        "</text:tracked-changes>" P(
		                            "I <text:change "
		                            "text:change-id='c'/>stay."),
		  "|I stay.\n", "tracked changes" },
		{ P("seen<text:span text:style-name='Away'> "
		    "not</text:span>"),
		  "|seen\n", "hidden text" },
		{ "<text:section text:display='none'>" P(
		      "no") "</text:section><text:section>" P("yes") "</"
		                                                     "text:"
		                                                     "secti"
		                                                     "on>",
		  "|yes\n", "hidden text" },
		{ "<text:table-of-content><text:index-body>" P(
		      "Work 1") "</text:index-body></"
		                "text:table-of-content>" P("Said."),
		  "|Said.\n", "" },
		{ P("Outside<draw:frame><draw:text-box>" P(
		      "In a box.") "</draw:text-box><svg:desc>a "
		                   "picture</svg:desc>"
		                   "</draw:frame>."),
		  "|Outside.\n|In a box.\n", "" },
		{ P("Hi<text:note text:note-class='footnote'>"
		    "<text:note-citation>1</"
		    "text:note-citation><text:note-body>" P(
		        "She waves.") "</text:note-body></text:note>."
		                      "<office:annotation><dc:creator>X</"
		                      "dc:creator>" P(
		                          "Check.") "</office:annotation> "
		                                    "So.") P("Yes."),
		  "|Hi. So.\n|Yes.\n# She waves.\n# Check.\n",
		  "footnotes, comments" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		expect(cases[i].body, cases[i].want);
		cr_expect_str_eq(t.changes, cases[i].changes, "%s",
		                 cases[i].body);
	}
}

Test(odt, headings_and_titles_are_sections)
{
	expect("<text:p text:style-name='Title'>Interview</text:p>"
	       "<text:h text:outline-level='2'><text:number>1.</text:number>"
	       "Work</text:h><text:p text:style-name='Bold'>Mine</text:p>"
	       "<text:h>Home</text:h>" P("Said."),
	       "=1 Interview\n=2 Work\n=1 Mine\n=1 Home\n|Said.\n");
}

Test(odt, bold_names_are_speakers)
{
	expect(P(B("Maria") " I was new.") P(B("Tom") " Were you?")
	           P(B("Maria") " Yes.") P(B("Tom") " Well."),
	       "Maria|I was new.\nTom|Were you?\nMaria|Yes.\nTom|Well.\n");
}

Test(odt, rows_of_a_table_are_turns)
{
	expect(
	    TBL("<table:table-header-rows>" TR(TC("When") TC("Whose") TC(
	        "What")) "</table:table-header-rows>" TR(TC("00:01") TC("Maria")
	                                                     TC("I was new "
	                                                        "here."))
	            TR(TC("00:04") TC("Tom") TC("Were you really?"))
	                TR(TC("00:06") TC("") TC("I wonder."))
	                    TR("<table:covered-table-cell/>" TC("Maria")
	                           TC("Yes, I was."))
	                        TR(TC("00:09") TC("Tom") TC("And now?"))),
	    "Maria 1000|I was new here.\nTom 4000|Were you really?\n"
	    "Tom 6000|I wonder.\nMaria|Yes, I was.\nTom 9000|And now?\n");
}

Test(odt, one_file_of_xml_is_read_too)
{
	struct buf xml = { 0 };

	buf_addf(&xml,
	         "<?xml version=\"1.0\"?><office:document " NAMES
	         " office:mimetype=\"" MIME "\">%s<office:body><office:text>"
	         "%s</office:text></office:body></office:document>",
	         automatic, P("P01: Hi.") P("P02: So."));
	cr_assert_eq(import("x", buf_str(&xml), xml.len), 0, "%s", err.msg);
	cr_expect_str_eq(t.format, "odt");
	cr_expect_str_eq(buf_str(&out), "P01|Hi.\nP02|So.\n");
	buf_release(&xml);
}

Test(odt, a_file_is_known_by_its_kind)
{
	add_body(P("Hi."));
	cr_assert_eq(import_parts("x.txt"), 0, "%s", err.msg);
	cr_expect_str_eq(t.format, "odt");
}

Test(odt, what_is_no_text_is_refused)
{
	static const struct {
		const char *name, *xml, *message;
	} cases[] = {
		{ "other.xml", "<a/>",
		  "there is no 'content.xml' inside, so this is no "
		  "OpenDocument text" },
		{ "META-INF/manifest.xml", "<m><m:encryption-data/></m>",
		  "it has a password; save it without one" },
		{ "content.xml", "<other/>",
		  "'content.xml' inside: it is no part of an OpenDocument "
		  "text" },
		{ "content.xml", "<document-content>",
		  "'content.xml' inside: line 1, column " },
		{ "content.xml",
		  "<!DOCTYPE document-content [<!ENTITY a 'aa'>]>"
		  "<document-content>&a;</document-content>",
		  "'content.xml' inside: it declares entities of its own" },
		{ "content.xml", "<document-content/>",
		  "there is no speech in it" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		add_part(cases[i].name, cases[i].xml);
		cr_expect_eq(import_parts("x.odt"), ERR_FORMAT, "%s",
		             cases[i].xml);
		cr_expect(strstr(err.msg, cases[i].message), "%s", err.msg);
	}
}

Test(odt, a_file_cut_anywhere_is_an_error)
{
	size_t len;

	add_body(P("P01: Hi.") TBL(TR(TC("INT") TC("Were you?"))));
	zip_fixture_end(&z);
	for (len = 1; len < z.file.len; len++)
		cr_expect_eq(import("x.odt", z.file.data, len), ERR_FORMAT,
		             "%zu bytes", len);
}

Test(odt, xml_cut_anywhere_inside_is_an_error)
{
	static const char body[] =
	    "<office:document-content " NAMES
	    "><office:body><office:text>" P("P01: Hi.")
	        TBL(TR(TC("a"))) "</office:text></office:body>"
	                         "</office:document-content>";
	size_t len;

	for (len = 0; len < strlen(body); len++) {
		zip_fixture_add(&z, "content.xml", body, len, 0);
		cr_expect_eq(import_parts("x.odt"), ERR_FORMAT, "%zu bytes",
		             len);
	}
}
