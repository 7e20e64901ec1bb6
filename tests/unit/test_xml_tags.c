#include "base/buf.h"
#include "base/error.h"
#include "base/xml_tags.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct buf b;
static struct xml_tags tags;
static struct error err;

static void
teardown(void)
{
	buf_release(&b);
}

TestSuite(xml_tags, .fini = teardown);

/* BEFORE, UNIT so often, AFTER. */
static int
check(const char *before, const char *unit, size_t n, const char *after,
      bool html)
{
	buf_clear(&b);
	buf_adds(&b, before);
	while (n-- > 0)
		buf_adds(&b, unit);
	buf_adds(&b, after);
	return xml_tags_check(buf_str(&b), b.len, html, &tags, &err);
}

Test(xml_tags, too_many_attributes_are_refused_with_their_line)
{
	cr_expect_eq(check("<a>\n<b ", "c=\"\" ", 250, "/></a>", false), 0);
	cr_expect_eq(check("<a>\n<b ", "c=\"\" ", 251, "/></a>", false),
	             ERR_LIMIT);
	cr_expect_str_eq(err.msg, "line 2: an element with more than 250 "
	                          "attributes, as no document has");
	cr_expect_eq(check("<p ", "c ", 600, ">", true), ERR_LIMIT);
	cr_expect_eq(check("<p ", "c=1 ", 600, "", true), ERR_LIMIT);
	cr_expect_eq(check("<p ", "c='>'", 600, ">", true), ERR_LIMIT);
}

Test(xml_tags, what_is_no_attribute_does_not_count)
{
	static const struct {
		const char *before, *unit, *after;
		bool html;
	} cases[] = {
		{ "<!-- <a ", "b=1 ", "-->", false },
		{ "<![CDATA[<a ", "b=1 ", "]]>", false },
		{ "<?x ", "b=1 ", "?>", false },
		{ "<p>if 1 < 2 ", "b=1 ", "</p>", false },
		{ "<p>", "b=1 ", "</p>", false },
		{ "<img src=\"", "b=1 ", "\">", true },
		{ "<script>a<b;", "b=1 ", "</script>", true },
		{ "<STYLE>a<b;", "b=1 ", "</STYLE>", true },
		{ "<p ", "b ", "/>", false },
		{ "<p title=it's>", "b=1 ", "'", true },
		{ "", "<p a=1>", "", true },
		{ "<", "<", "=", true },
		{ "<!--", "a=1", "", true },
		{ "<p a='", "a=1", "", true },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		cr_expect_eq(check(cases[i].before, cases[i].unit, 1000,
		                   cases[i].after, cases[i].html),
		             0, "%s", cases[i].before);
}

Test(xml_tags, wide_characters_count_too)
{
	static const char unit[] = "b\0=\0\"\0\"\0 ";
	size_t i;

	buf_add(&b, "<\0a\0 ", 6);
	for (i = 0; i < 251; i++)
		buf_add(&b, unit, sizeof(unit));
	cr_expect_eq(xml_tags_check(buf_str(&b), b.len, false, &tags, &err),
	             ERR_LIMIT);
}

Test(xml_tags, elements_texts_and_attributes_are_counted)
{
	static const struct {
		const char *data;
		size_t elements, texts, attributes;
	} cases[] = {
		{ "<a>b</a>", 1, 1, 0 },
		{ "<a><b/><c></c></a>", 3, 0, 0 },
		{ "<a b='1' c=\"2 > 1\">x<d/>y</a>", 2, 2, 2 },
		{ "<a><!-- <b>x</b> --></a>", 2, 0, 0 },
		{ "<a><![CDATA[<b>x</b>]]></a>", 1, 1, 0 },
		{ "<?xml version='1.0'?><a/>", 1, 0, 0 },
		{ "", 0, 0, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *data = cases[i].data;

		cr_expect_eq(check(data, "", 0, "", false), 0);
		cr_expect_eq(tags.elements, cases[i].elements, "%s", data);
		cr_expect_eq(tags.texts, cases[i].texts, "%s", data);
		cr_expect_eq(tags.attributes, cases[i].attributes, "%s", data);
	}
}

Test(xml_tags, a_tree_is_bounded_by_the_file_or_by_a_fixed_size)
{
	struct xml_tags many = { .elements = 4000000 };

	cr_expect_eq(xml_tags_bound(&many, 60 << 20, &err), 0);
	cr_expect_eq(xml_tags_bound(&many, 12 << 20, &err), ERR_LIMIT);
	cr_expect_str_eq(err.msg,
	                 "it has 4000000 elements and values in 12 MB, which "
	                 "would take 500 MB of memory, and no more than 10 "
	                 "times its size, or 384 MB, is given to a file; "
	                 "divide it, or save it as plain text");
	many.elements = 1000000;
	cr_expect_eq(xml_tags_bound(&many, 4 << 20, &err), 0);
}
