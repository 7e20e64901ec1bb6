#include "base/buf.h"
#include "base/error.h"
#include "base/xml_tags.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct buf b;
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
	return xml_tags_check(buf_str(&b), b.len, html, &err);
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
	cr_expect_eq(xml_tags_check(buf_str(&b), b.len, false, &err),
	             ERR_LIMIT);
}
