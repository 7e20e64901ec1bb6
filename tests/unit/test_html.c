#include "report/html.h"

#include <criterion/criterion.h>
#include <string.h>

static struct buf out;

static void
teardown(void)
{
	buf_release(&out);
}

TestSuite(html, .fini = teardown);

static const char *
text(const char *s)
{
	buf_clear(&out);
	html_text(&out, s);
	return buf_str(&out);
}

Test(html, plain_text_stays_as_it_is)
{
	cr_assert_str_eq(text("She gave me time; 5 + 3 = 8."),
	                 "She gave me time; 5 + 3 = 8.");
	cr_assert_str_eq(text("caf\xC3\xA9 \xF0\x9F\x99\x82"),
	                 "caf\xC3\xA9 \xF0\x9F\x99\x82");
	cr_assert_str_eq(text(""), "");
}

Test(html, text_can_never_become_markup)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "<script>alert(1)</script>",
		  "&lt;script&gt;alert(1)&lt;/script&gt;" },
		{ "</style></title>", "&lt;/style&gt;&lt;/title&gt;" },
		{ "\"><img src=x onerror='f()'>",
		  "&quot;&gt;&lt;img src=x onerror=&#39;f()&#39;&gt;" },
		{ "&lt; is <", "&amp;lt; is &lt;" },
		{ "<!-- --> ]]>", "&lt;!-- --&gt; ]]&gt;" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		cr_expect_str_eq(text(cases[i].in), cases[i].want);
}

Test(html, what_has_no_place_in_a_page_is_left_out)
{
	static const struct {
		const char *in, *want;
	} cases[] = {
		{ "a\x01\x1b\x7f"
		  "b",
		  "ab" },
		{ "a\xC2\x85"
		  "b",
		  "ab" }, /* C1 */
		{ "a\tb\nc", "a b c" },
		{ "a\xE2\x80\xA8"
		  "b\xE2\x80\xA9"
		  "c",
		  "a b c" }, /* line and paragraph separators */
		{ "a\xE2\x80\xAE"
		  "b\xE2\x81\xA6"
		  "c",
		  "abc" }, /* overrides and isolates of direction */
		{ "a\xEF\xBF\xBE"
		  "b\xEF\xB7\x90"
		  "c",
		  "abc" },                                  /* noncharacters */
		{ "\xD7\xA9\xD7\x9C", "\xD7\xA9\xD7\x9C" }, /* Hebrew stays */
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		cr_expect_str_eq(text(cases[i].in), cases[i].want,
		                 "case %zu: %s", i, text(cases[i].in));
}

Test(html, bytes_that_are_no_text_are_replaced_one_by_one)
{
	cr_assert_str_eq(text("a\xFF<\xC3"), "a\xEF\xBF\xBD&lt;\xEF\xBF\xBD");
	cr_assert_str_eq(text("\xFF"), "\xEF\xBF\xBD");
	cr_assert_str_eq(text("\xFF\xFE"), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

Test(html, attributes_are_escaped_and_absent_when_null)
{
	html_open(&out, "a", "href", "#x", "title", "\"><b>", "class", NULL,
	          "hidden", "", NULL);
	cr_assert_str_eq(
	    buf_str(&out),
	    "<a href=\"#x\" title=\"&quot;&gt;&lt;b&gt;\" hidden>");
}

Test(html, elements_are_opened_and_closed)
{
	html_element(&out, "td", "a<b");
	html_close(&out, "tr");
	html_end(&out, "p");
	cr_assert_str_eq(buf_str(&out), "<td>a&lt;b</td></tr></p>\n");
}

Test(html, an_id_holds_only_safe_characters_and_stays_unique)
{
	static const char *const names[] = {
		"components/generous-listening",
		"components.generous-listening",
		"a_b",
		"a/b",
		"a b",
		"A",
		"_41",
		"caf\xC3\xA9",
	};
	char seen[8][80];
	size_t i, k;

	for (i = 0; i < 8; i++) {
		buf_clear(&out);
		html_id(&out, names[i]);
		cr_assert_eq(strspn(buf_str(&out),
		                    "abcdefghijklmnopqrstuvwxyz0123456789-._"),
		             out.len);
		cr_assert_lt(out.len, sizeof(seen[i]));
		memcpy(seen[i], buf_str(&out), out.len + 1);
		for (k = 0; k < i; k++)
			cr_expect_str_neq(seen[i], seen[k]);
	}
	cr_assert_str_eq(seen[0], "components.generous-listening");
	cr_assert_str_eq(seen[7], "caf_c3_a9");
}
