#include "base/buf.h"
#include "report/writer.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

static struct spool out;

static void
teardown(void)
{
	spool_release(&out);
}
TestSuite(writer, .fini = teardown);

/* What was printed. */
static const char *
printed(void)
{
	return buf_str(&out.mem);
}

/* Expect EXPECTED to be all that was printed, and forget it. */
static void
expect_out(const char *expected)
{
	cr_expect_str_eq(printed(), expected, "printed:\n%s\nexpected:\n%s",
	                 printed(), expected);
	spool_release(&out);
}

/* A list with the one column COLUMN, and TEXT as its one value. */
static void
print_one(enum writer_format format, size_t width, struct writer_column column,
          const char *text)
{
	struct writer *w = writer_new(format, &out, width, &column, 1);

	writer_text(w, text);
	writer_finish(w);
}

static const struct writer_column name_only = { "x", NULL, WRITER_TEXT };
static const struct writer_column wrapped = { "x", NULL, WRITER_WRAP };

static const struct writer_column themes[] = {
	{ "code", "Code", WRITER_TREE },
	{ "cases", "Cases", WRITER_NUMBER },
	{ "share", NULL, WRITER_NUMBER },
	{ "example", "In their words", WRITER_WRAP },
};

/* The same three rows in any format. */
static void
print_themes(enum writer_format format, size_t width)
{
	struct writer *w = writer_new(format, &out, width, themes, 4);

	writer_note(w, "found by rule, not read");
	writer_text(w, "Trust");
	writer_int(w, 12);
	writer_real(w, 0.5, 2);
	writer_text(w, "we just, you know, trusted each other");
	writer_indent(w, 1);
	writer_text(w, "Slow");
	writer_int(w, 3);
	writer_real(w, NAN, 2);
	writer_none(w);
	writer_text(w, "Hope");
	writer_none(w);
	writer_real(w, 0.25, 2);
	writer_text(w, "a, \"b\"\n\\c\t|d");
	cr_expect_eq(writer_rows(w), 3);
	writer_footnote(w, "N = %d", 12);
	writer_finish(w);
}

Test(writer, a_format_is_found_by_its_name_and_back)
{
	static const char *const names[] = { "table", "tsv", "csv", "jsonl",
		                             "md" };
	int i;

	for (i = 0; i < 5; i++) {
		cr_expect_eq(writer_format_find(names[i]), i);
		cr_expect_str_eq(writer_format_name(i), names[i]);
	}
	cr_expect_eq(writer_format_find("xml"), -1);
	cr_expect_eq(writer_format_find(""), -1);
	cr_expect_eq(writer_format_find("TSV"), -1);
}

Test(writer, a_table_aligns_indents_and_has_notes_around_it)
{
	print_themes(WRITER_TABLE, 0);
	expect_out(
	    "found by rule, not read\n"
	    "\n"
	    "Code    Cases  share  In their words\n"
	    "Trust      12   0.50  we just, you know, trusted each other\n"
	    "  Slow      3      -  -\n"
	    "Hope        -   0.25  a, \"b\"\\n\\c\\t|d\n"
	    "\n"
	    "N = 12\n");
}

Test(writer, a_table_wraps_at_words_where_the_terminal_ends)
{
	print_themes(WRITER_TABLE, 44);
	expect_out("found by rule, not read\n"
	           "\n"
	           "Code    Cases  share  In their words\n"
	           "Trust      12   0.50  we just, you know,\n"
	           "                      trusted each other\n"
	           "  Slow      3      -  -\n"
	           "Hope        -   0.25  a, \"b\"\n"
	           "                      \\c\\t|d\n"
	           "\n"
	           "N = 12\n");
}

Test(writer, tsv_has_no_notes_no_indent_and_escapes_four_characters)
{
	print_themes(WRITER_TSV, 44);
	expect_out("code\tcases\tshare\texample\n"
	           "Trust\t12\t0.50\twe just, you know, trusted each other\n"
	           "Slow\t3\t\t\n"
	           "Hope\t\t0.25\ta, \"b\"\\n\\\\c\\t|d\n");
	print_one(WRITER_TSV, 0, name_only, "\r=1+1\x1B'\"");
	expect_out("x\n\\r=1+1\x1B'\"\n");
}

Test(writer, csv_quotes_what_rfc_4180_says_and_ends_lines_in_lf)
{
	print_themes(WRITER_CSV, 44);
	expect_out("code,cases,share,example\n"
	           "Trust,12,0.50,\"we just, you know, trusted each other\"\n"
	           "Slow,3,,\n"
	           "Hope,,0.25,\"a, \"\"b\"\"\n\\c\t|d\"\n");
	print_one(WRITER_CSV, 0, name_only, "=1+1");
	expect_out("x\n=1+1\n");
	print_one(WRITER_CSV, 0, name_only, "a\rb");
	expect_out("x\n\"a\rb\"\n");
	print_one(WRITER_CSV, 0, name_only, "");
	expect_out("x\n\"\"\n");
}

Test(writer, json_lines_have_numbers_strings_and_null)
{
	print_themes(WRITER_JSONL, 44);
	expect_out("{\"code\":\"Trust\",\"cases\":12,\"share\":0.50,"
	           "\"example\":\"we just, you know, trusted each other\"}\n"
	           "{\"code\":\"Slow\",\"cases\":3,\"share\":null,"
	           "\"example\":null}\n"
	           "{\"code\":\"Hope\",\"cases\":null,\"share\":0.25,"
	           "\"example\":\"a, \\\"b\\\"\\n\\\\c\\t|d\"}\n");
	print_one(WRITER_JSONL, 0, name_only,
	          "\x01\x1B[2J\x7F\xC2\x9B \xE2\x80\xAE \xE2\x80\xA8 \xC3\xA9");
	expect_out("{\"x\":\"\\u0001\\u001b[2J\\u007f\\u009b \\u202e \\u2028 "
	           "\xC3\xA9\"}\n");
}

Test(writer, markdown_is_a_table_with_notes_as_paragraphs)
{
	print_themes(WRITER_MD, 44);
	expect_out(
	    "found by rule, not read\n"
	    "\n"
	    "| Code | Cases | share | In their words |\n"
	    "| --- | ---: | ---: | --- |\n"
	    "| Trust | 12 | 0.50 | we just, you know, trusted each other "
	    "|\n"
	    "| \xC2\xA0\xC2\xA0Slow | 3 | - | - |\n"
	    "| Hope | - | 0.25 | a, \"b\"<br>\\\\c\\\\t\\|d |\n"
	    "\n"
	    "N = 12\n");
}

Test(writer, the_header_stands_even_with_no_row)
{
	static const char *const expected[] = {
		"Code  Cases  share  In their words\n",
		"code\tcases\tshare\texample\n",
		"code,cases,share,example\n",
		"",
	};
	int f;

	for (f = 0; f < 4; f++) {
		writer_finish(writer_new(f, &out, 0, themes, 4));
		expect_out(expected[f]);
	}
	writer_finish(writer_new(WRITER_MD, &out, 0, themes, 4));
	expect_out("| Code | Cases | share | In their words |\n"
	           "| --- | ---: | ---: | --- |\n");
}

Test(writer, the_line_formats_print_as_they_go_and_the_others_at_the_end)
{
	int f;

	for (f = 0; f < 5; f++) {
		struct writer *w = writer_new(f, &out, 0, &name_only, 1);

		writer_text(w, "one");
		if (f == WRITER_TABLE || f == WRITER_MD)
			cr_expect_eq(out.mem.len, 0);
		else
			cr_expect(strstr(printed(), "one") != NULL);
		writer_finish(w);
		cr_expect(strstr(printed(), "one") != NULL);
		spool_release(&out);
	}
}

Test(writer, a_row_that_an_error_cut_short_is_left_out)
{
	int f;

	for (f = 0; f < 5; f++) {
		struct writer *w = writer_new(f, &out, 80, themes, 4);

		writer_text(w, "half");
		writer_int(w, 1);
		cr_expect_eq(writer_rows(w), 0);
		writer_finish(w);
		cr_expect(strstr(printed(), "half") == NULL);
		spool_release(&out);
	}
	writer_finish(NULL);
}

Test(writer, what_could_confuse_a_terminal_is_shown_as_an_escape)
{
	static const struct {
		const char *text, *shown;
	} cases[] = {
		{ "a\x1B[31mred", "a\\x1b[31mred" },
		{ "bell\a", "bell\\x07" },
		{ "\x7F", "\\x7f" },
		{ "\xC2\x80\xC2\x9B\xC2\x9F", "\\x80\\x9b\\x9f" },
		{ "no-break\xC2\xA0space", "no-break\xC2\xA0space" },
		{ "\r\n\t", "\\r\\n\\t" },
		{ "\xE2\x80\xAA\xE2\x80\xAE", "\\u202a\\u202e" },
		{ "\xE2\x81\xA6\xE2\x81\xA9", "\\u2066\\u2069" },
		{ "\xE2\x80\xA8\xE2\x80\xA9", "\\u2028\\u2029" },
		/* Marks and joiners belong to how people write. */
		{ "\xE2\x80\x8E\xE2\x80\x8F\xE2\x80\x8D",
		  "\xE2\x80\x8E\xE2\x80\x8F\xE2\x80\x8D" },
		{ "not \xFF utf-8 \xE2\x82", "not \xEF\xBF\xBD utf-8 "
		                             "\xEF\xBF\xBD\xEF\xBF\xBD" },
	};
	struct buf expected = { 0 };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&expected);
		buf_addf(&expected, "x\n%s\n", cases[i].shown);
		print_one(WRITER_TABLE, 0, name_only, cases[i].text);
		expect_out(expected.data);
	}
	buf_release(&expected);
}

Test(writer, titles_and_notes_are_made_visible_too)
{
	static const struct writer_column evil = { "a\tb", "t\x1B|", 0 };
	struct writer *w = writer_new(WRITER_TABLE, &out, 0, &evil, 1);

	writer_note(w, "%s", "note \x1B[2J\xFF");
	writer_finish(w);
	expect_out("note \\x1b[2J\xEF\xBF\xBD\n\nt\\x1b|\n");
	writer_finish(writer_new(WRITER_MD, &out, 0, &evil, 1));
	expect_out("| t\\\\x1b\\| |\n| --- |\n");
	writer_finish(writer_new(WRITER_TSV, &out, 0, &evil, 1));
	expect_out("a\\tb\n");
	print_one(WRITER_JSONL, 0, evil, "v");
	expect_out("{\"a\\tb\":\"v\"}\n");
}

Test(writer, user_text_never_becomes_markup)
{
	static const struct {
		const char *text, *md;
	} cases[] = {
		{ "a|b", "a\\|b" },
		{ "a\\|b", "a\\\\\\|b" },
		{ "*b* _i_ `c` ~s~", "\\*b\\* \\_i\\_ \\`c\\` \\~s\\~" },
		{ "<script>&amp;", "\\<script\\>\\&amp;" },
		{ "![i](u) [l]", "!\\[i\\](u) \\[l\\]" },
		{ "http://x.org www.x.org", "http\\://x.org www\\.x.org" },
		{ "$5 and $6", "\\$5 and \\$6" },
		{ "one\ntwo", "one<br>two" },
		{ "\x1B[1m", "\\\\x1b\\[1m" },
		{ "P07: so.", "P07: so." },
	};
	struct buf expected = { 0 };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&expected);
		buf_addf(&expected, "| x |\n| --- |\n| %s |\n", cases[i].md);
		print_one(WRITER_MD, 0, name_only, cases[i].text);
		expect_out(expected.data);
	}
	buf_release(&expected);
}

Test(writer, a_note_in_markdown_is_a_plain_paragraph)
{
	static const struct {
		const char *text, *md;
	} cases[] = {
		{ "# title", "\\# title" },   { "- item", "\\- item" },
		{ "+ item", "\\+ item" },     { "===", "\\===" },
		{ "12. item", "12\\. item" }, { "1) item", "1\\) item" },
		{ "    code", "code" },       { "2025 was", "2025 was" },
		{ "> quote", "\\> quote" },   { "***", "\\*\\*\\*" },
	};
	struct buf expected = { 0 };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct writer *w =
		    writer_new(WRITER_MD, &out, 0, &name_only, 1);

		writer_note(w, "%s", cases[i].text);
		writer_footnote(w, "%s", cases[i].text);
		writer_finish(w);
		buf_clear(&expected);
		buf_addf(&expected, "%s\n\n| x |\n| --- |\n\n%s\n", cases[i].md,
		         cases[i].md);
		expect_out(expected.data);
	}
	buf_release(&expected);
}

Test(writer, numbers_keep_their_decimals_and_nothing_has_no_sign)
{
	struct writer *w = writer_new(WRITER_TSV, &out, 0, &name_only, 1);

	writer_int(w, INT64_MIN);
	writer_int(w, 0);
	writer_real(w, 1.0 / 3, 3);
	writer_real(w, -0.001, 2);
	writer_real(w, -0.0, 0);
	writer_real(w, -1.25, 1);
	writer_real(w, 1e20, 0);
	writer_real(w, INFINITY, 1);
	writer_real(w, -NAN, 1);
	writer_finish(w);
	expect_out("x\n-9223372036854775808\n0\n0.333\n0.00\n0\n-1.2\n"
	           "100000000000000000000\n\n\n");
}

Test(writer, columns_align_by_the_width_of_characters)
{
	static const struct writer_column columns[] = {
		{ "a", NULL, WRITER_TEXT },
		{ "n", NULL, WRITER_NUMBER },
		{ "b", NULL, WRITER_TEXT },
	};
	static const char *const names[] = {
		"Zo\xC3\xAB",               /* as one code point */
		"Zoe\xCC\x88",              /* with a combining mark */
		"\xE6\x9D\xB1\xE4\xBA\xAC", /* two wide characters */
		"",
	};
	struct writer *w = writer_new(WRITER_TABLE, &out, 0, columns, 3);
	size_t i;

	for (i = 0; i < 4; i++) {
		writer_text(w, names[i]);
		writer_int(w, 10 * (int64_t)i);
		writer_text(w, i == 3 ? "" : "|");
	}
	writer_finish(w);
	expect_out("a      n  b\n"
	           "Zo\xC3\xAB    0  |\n"
	           "Zoe\xCC\x88   10  |\n"
	           "\xE6\x9D\xB1\xE4\xBA\xAC  20  |\n"
	           "      30\n");
}

Test(writer, text_breaks_between_words_and_long_words_where_they_must)
{
	static const struct {
		size_t width;
		const char *text, *lines;
	} cases[] = {
		{ 16, "exactly sixteen!", "exactly sixteen!" },
		{ 16, "exactly seventeen", "exactly\nseventeen" },
		{ 16, "gap    between    the words",
		  "gap    between\nthe words" },
		{ 16, "one\ntwo", "one\ntwo" },
		{ 16, "one\n\ntwo   ", "one\n\ntwo" },
		{ 16, "antidisestablishmentarianism is",
		  "antidisestablish\nmentarianism is" },
		{ 16, "a antidisestablishmentarianism",
		  "a\nantidisestablish\nmentarianism" },
		{ 16, "    indented text is here",
		  "    indented\ntext is here" },
		{ 16, "no-break\xC2\xA0space keeps",
		  "no-break\xC2\xA0space\nkeeps" },
		/* Wide characters: eight fill sixteen columns. */
		{ 16,
		  "\xE6\x9D\xB1\xE6\x9D\xB1\xE6\x9D\xB1\xE6\x9D\xB1"
		  "\xE6\x9D\xB1\xE6\x9D\xB1\xE6\x9D\xB1\xE6\x9D\xB1"
		  "\xE6\x9D\xB1",
		  "\xE6\x9D\xB1\xE6\x9D\xB1\xE6\x9D\xB1\xE6\x9D\xB1"
		  "\xE6\x9D\xB1\xE6\x9D\xB1\xE6\x9D\xB1\xE6\x9D\xB1\n"
		  "\xE6\x9D\xB1" },
		/* A mark stays with its letter. */
		{ 16, "aaaaaaaaaaaaaaae\xCC\x81z",
		  "aaaaaaaaaaaaaaae\xCC\x81\nz" },
		/* Narrower than a column may get: it leaves the terminal. */
		{ 4, "wider than this", "wider than this" },
		{ 4, "wider than this anyway", "wider than this\nanyway" },
		{ 16, "", "" },
	};
	struct buf expected = { 0 };
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&expected);
		buf_addf(&expected, "x\n%s\n", cases[i].lines);
		print_one(WRITER_TABLE, cases[i].width, wrapped, cases[i].text);
		expect_out(expected.data);
	}
	buf_release(&expected);
}

Test(writer, notes_break_at_the_terminals_width)
{
	struct writer *w = writer_new(WRITER_TABLE, &out, 20, &name_only, 1);

	writer_note(w, "a note that is longer than that");
	writer_note(w, "second");
	writer_finish(w);
	expect_out("a note that is\nlonger than that\nsecond\n\nx\n");
}

Test(writer, columns_that_wrap_share_what_is_left)
{
	static const struct writer_column columns[] = {
		{ "a", NULL, WRITER_WRAP },
		{ "b", NULL, WRITER_WRAP },
		{ "c", NULL, WRITER_WRAP | WRITER_TREE },
	};
	struct writer *w = writer_new(WRITER_TABLE, &out, 50, columns, 3);

	writer_text(w, "short");
	writer_text(w, "this one is long enough to wrap");
	writer_indent(w, 1);
	writer_text(w, "and this one is long enough as well");
	writer_finish(w);
	expect_out("a      b                     c\n"
	           "short  this one is long        and this one is\n"
	           "       enough to wrap          long enough as well\n");
}

Test(writer, a_tree_that_wraps_keeps_its_indent)
{
	static const struct writer_column column = {
		"c", NULL, WRITER_TREE | WRITER_WRAP
	};
	struct writer *w = writer_new(WRITER_TABLE, &out, 20, &column, 1);

	writer_indent(w, 2);
	writer_text(w, "a long name for a code");
	writer_indent(w, 100);
	writer_text(w, "deep down is here");
	writer_text(w, "top");
	writer_finish(w);
	expect_out("c\n"
	           "    a long name for\n"
	           "    a code\n"
	           "          deep down\n"
	           "          is here\n"
	           "top\n");
}
