#include "base/buf.h"
#include "base/error.h"
#include "base/utf8.h"
#include "base/xml.h"

#include <criterion/criterion.h>
#include <string.h>

static struct error err;

/* Read all of S as a stream: 0, or the error.  What stands in it is in OUT. */
static int
stream(const char *s, size_t len, struct buf *out)
{
	struct xml_stream *x = xml_open(s, len);
	int rc;

	while ((rc = xml_next(x, &err)) > 0) {
		xmlTextReaderPtr r = xml_reader(x);
		const xmlChar *value = xmlTextReaderConstValue(r);

		if (xmlTextReaderNodeType(r) == XML_READER_TYPE_TEXT)
			buf_adds(out, (const char *)value);
	}
	xml_close(x);
	return rc;
}

static int
tree(const char *s, size_t len)
{
	xmlDocPtr doc;
	int rc = xml_parse(s, len, &doc, &err);

	cr_expect_eq(rc == 0, doc != NULL);
	if (doc)
		xmlFreeDoc(doc);
	return rc;
}

Test(xml, a_tree_is_walked_by_local_names)
{
	static const char s[] = "<w:a xmlns:w='urn:x'><!-- no --><w:b w:val='1'"
	                        "/>text<w:c/><w:b val=''/></w:a>";
	xmlNodePtr root, b;
	xmlDocPtr doc;

	cr_assert_eq(xml_parse(s, strlen(s), &doc, &err), 0, "%s", err.msg);
	root = xmlDocGetRootElement(doc);
	cr_expect(xml_is(root, "a"));
	cr_expect_null(xml_child(root, "x"));
	b = xml_child(root, "b");
	cr_assert_not_null(b);
	cr_expect_str_eq(xml_attribute(b, "val"), "1");
	cr_expect_str_eq(xml_attribute(b, "other"), "");
	b = xml_sibling(b, "b");
	cr_assert_not_null(b);
	cr_expect_str_eq(xml_attribute(b, "val"), "");
	cr_expect_null(xml_sibling(b, "b"));
	xmlFreeDoc(doc);
}

Test(xml, a_name_of_a_table_has_its_number)
{
	static const struct xml_name names[] = { { "br", 3 },
		                                 { "p", 1 },
		                                 { "tbl", 2 } };

	cr_expect_eq(xml_name_find(names, 3, BAD_CAST "br", 9), 3);
	cr_expect_eq(xml_name_find(names, 3, BAD_CAST "p", 9), 1);
	cr_expect_eq(xml_name_find(names, 3, BAD_CAST "tbl", 9), 2);
	cr_expect_eq(xml_name_find(names, 3, BAD_CAST "tb", 9), 9);
	cr_expect_eq(xml_name_find(names, 0, BAD_CAST "p", 9), 9);
}

Test(xml, a_stream_gives_the_text_in_order)
{
	static const char s[] =
	    "<?xml version='1.0'?><a>one<b/> &amp; &#x74;wo</a>";
	struct buf out = { 0 };

	cr_expect_eq(stream(s, strlen(s), &out), 0, "%s", err.msg);
	cr_expect_str_eq(buf_str(&out), "one & two");
	buf_release(&out);
}

Test(xml, entities_of_its_own_are_refused)
{
	static const char *const files[] = {
		"<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;&b;'>"
		"<!ENTITY d '&c;&c;&c;'>]><a>&d;</a>",
		"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]>"
		"<a>&b;</a>",
		"<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x'>"
		"%p;]><a>text</a>",
		"<!DOCTYPE a [<!ENTITY b 'unused'>]><a>text</a>",
	};
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		size_t len = strlen(files[i]);

		cr_expect_eq(tree(files[i], len), ERR_FORMAT, "%zu", i);
		cr_expect(strstr(err.msg, "entities of its own"), "%zu: %s", i,
		          err.msg);
		err.msg[0] = '\0';
		cr_expect_eq(stream(files[i], len, &out), ERR_FORMAT, "%zu", i);
		cr_expect(strstr(err.msg, "entities of its own"), "%zu: %s", i,
		          err.msg);
		cr_expect_eq(out.len, 0, "%zu: %s", i, buf_str(&out));
	}
	buf_release(&out);
}

Test(xml, a_billion_laughs_take_no_memory)
{
	struct buf s = { 0 }, out = { 0 };
	int i;

	buf_adds(&s, "<!DOCTYPE a [<!ENTITY e0 'ha'>");
	for (i = 1; i < 20; i++)
		buf_addf(&s,
		         "<!ENTITY e%d '&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;&e%d;"
		         "&e%d;&e%d;&e%d;'>",
		         i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1,
		         i - 1, i - 1, i - 1);
	buf_adds(&s, "]><a>&e19;</a>");
	cr_expect_eq(tree(buf_str(&s), s.len), ERR_FORMAT);
	cr_expect_eq(stream(buf_str(&s), s.len, &out), ERR_FORMAT);
	cr_expect_eq(out.len, 0);
	buf_release(&s);
	buf_release(&out);
}

Test(xml, a_document_type_without_entities_is_fine)
{
	static const char s[] =
	    "<!DOCTYPE a SYSTEM 'trans-14.dtd' [<!ELEMENT a ANY>]><a>b</a>";
	struct buf out = { 0 };

	cr_expect_eq(tree(s, strlen(s)), 0, "%s", err.msg);
	cr_expect_eq(stream(s, strlen(s), &out), 0, "%s", err.msg);
	cr_expect_str_eq(buf_str(&out), "b");
	buf_release(&out);
}

Test(xml, ten_thousand_elements_inside_each_other_are_an_error)
{
	struct buf s = { 0 }, out = { 0 };
	int i;

	for (i = 0; i < 10000; i++)
		buf_adds(&s, "<a>");
	for (i = 0; i < 10000; i++)
		buf_adds(&s, "</a>");
	cr_expect_eq(tree(buf_str(&s), s.len), ERR_LIMIT);
	cr_expect(strstr(err.msg, "over 256 deep"), "%s", err.msg);
	cr_expect_eq(stream(buf_str(&s), s.len, &out), ERR_LIMIT);
	cr_expect(strstr(err.msg, "over 256 deep"), "%s", err.msg);
	buf_release(&s);
	buf_release(&out);
}

Test(xml, an_error_has_line_and_column_and_is_one_line)
{
	static const char s[] = "<a>\n<b>\n</a>";
	struct buf out = { 0 };

	cr_expect_eq(tree(s, strlen(s)), ERR_FORMAT);
	cr_expect(strstr(err.msg, "line 3, column 5: not well-formed XML"),
	          "%s", err.msg);
	cr_expect_null(strchr(err.msg, '\n'));
	err.msg[0] = '\0';
	cr_expect_eq(stream(s, strlen(s), &out), ERR_FORMAT);
	cr_expect(strstr(err.msg, "line 3, column 5: not well-formed XML"),
	          "%s", err.msg);
	buf_release(&out);
}

Test(xml, an_error_is_text_whatever_the_file_holds)
{
	static const char *const files[] = {
		"<a\xED\xED\xED\xED></b>",
		"<\xC3\xA4\xED></a>",
		"<a\xF8>",
		"<a b='\xFF'/>",
	};
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		size_t len = strlen(files[i]);

		err.msg[0] = '\0';
		cr_expect_eq(tree(files[i], len), ERR_FORMAT, "%zu", i);
		cr_expect(utf8_valid(err.msg, strlen(err.msg), NULL), "%s",
		          err.msg);
		cr_expect_eq(stream(files[i], len, &out), ERR_FORMAT, "%zu", i);
		cr_expect(utf8_valid(err.msg, strlen(err.msg), NULL), "%s",
		          err.msg);
	}
	buf_release(&out);
}

Test(xml, a_file_cut_anywhere_is_an_error)
{
	static const char s[] = "<?xml version='1.0' encoding='UTF-8'?>\n"
	                        "<a b='c'>t\xC3\xA4xt<!-- d --><e/></a>";
	struct buf out = { 0 };
	size_t len;

	for (len = 0; len < strlen(s); len++) {
		char *cut = malloc(len + 1);

		memcpy(cut, s, len);
		cr_expect_eq(tree(cut, len), ERR_FORMAT, "%zu bytes", len);
		cr_expect_eq(stream(cut, len, &out), ERR_FORMAT, "%zu bytes",
		             len);
		free(cut);
	}
	buf_release(&out);
}

Test(xml, the_root_element_says_what_a_file_is)
{
	static const struct {
		const char *s;
		bool is;
	} cases[] = {
		{ "<doc>", true },
		{ "\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- <x> -->\n<doc/>",
		  true },
		{ "<!DOCTYPE doc [<!ELEMENT x ANY>]>\n<n:doc a='b'>", true },
		{ "<document>", false },
		{ "<x:docs>", false },
		{ "doc", false },
		{ "", false },
		{ "<!--", false },
		{ "<", false },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		cr_expect_eq(xml_sniff(cases[i].s, strlen(cases[i].s), "doc"),
		             cases[i].is, "%s", cases[i].s);
}

Test(xml, an_error_is_said_in_text_whatever_the_file_holds)
{
	struct buf s = { 0 };
	size_t i;

	buf_adds(&s, "<a><b></b\xC3\xA4</a>");
	cr_expect_eq(tree(buf_str(&s), s.len), ERR_FORMAT);
	cr_expect(utf8_valid(err.msg, strlen(err.msg), NULL), "%s", err.msg);
	cr_expect_eq(tree("<a>\x01\x1B</a>", 8), ERR_FORMAT);
	cr_expect_null(strpbrk(err.msg, "\x01\x1B"), "%s", err.msg);
	cr_expect_eq(tree("<Secti\xC3n></Section>", 19), ERR_FORMAT);
	cr_expect(utf8_valid(err.msg, strlen(err.msg), NULL), "%s", err.msg);

	/* names so long that the message is cut */
	for (i = 0; i < 3; i++) {
		buf_clear(&s);
		buf_addf(&s, "<a><b%.*s", (int)i, "xxx");
		while (s.len < 2000)
			buf_adds(&s, "\xC3\xA4");
		buf_adds(&s, "></c></a>");
		cr_expect_eq(tree(buf_str(&s), s.len), ERR_FORMAT);
		cr_expect(utf8_valid(err.msg, strlen(err.msg), NULL), "%s",
		          err.msg);
	}
	buf_release(&s);
}
