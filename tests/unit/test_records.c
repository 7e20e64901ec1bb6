#include "base/buf.h"
#include "base/error.h"
#include "base/records.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

static struct records r;
static struct error err;

static int
parse(const char *text)
{
	return records_parse(&r, "x.csv", text, strlen(text), &err);
}

/* All fields: columns joined by |, rows by /. */
static const char *
shown(void)
{
	static struct buf b;
	size_t row, column;

	buf_clear(&b);
	for (row = 0; row < r.rows; row++) {
		for (column = 0; column < r.columns; column++) {
			if (column > 0)
				buf_addc(&b, '|');
			buf_adds(&b, records_field(&r, row, column));
		}
		buf_addc(&b, '/');
	}
	return buf_str(&b);
}

Test(records, fields_are_read_as_written)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{ "a,b\n1,2\n", "a|b/1|2/" },
		{ "a,b\n1,2", "a|b/1|2/" },
		{ "a,b\r\n1,2\r\n", "a|b/1|2/" },
		{ "a,b\r1,2\r", "a|b/1|2/" },
		{ "\xEF\xBB\xBF"
		  "a,b\n1,2\n",
		  "a|b/1|2/" },
		{ "a;b\n1,5;2\n", "a|b/1,5|2/" },
		{ "a;b,c\n1;2,3\n", "a;b|c/1;2|3/" },
		{ "\"a;x\",b\n1,2\n", "a;x|b/1|2/" },
		{ "a,b\n\"1,\"\"x\"\"\",\"2\n3\"\n", "a|b/1,\"x\"|2\n3/" },
		{ "a,b\n\"1\r\n2\",\n", "a|b/1\n2|/" },
		{ "a,b\n,\n", "a|b/|/" },
		{ "a,b\n\n1,2\n\r\n3,4\n", "a|b/1|2/3|4/" },
		{ "\n\na;b\n1;2\n", "a|b/1|2/" },
		{ "a\tb\n1,x\t\"2\"\n", "a|b/1,x|\"2\"/" },
		{ "a\tb\n1\\t2\\n3\t\\\\n\\q\n", "a|b/1\t2\n3|\\n\\q/" },
		{ "a\tb\n1\t\\\n", "a|b/1|\\/" },
		{ "a\n1\n2\n", "a/1/2/" },
		{ "a,,\n1,2,3\n", "a||/1|2|3/" },
		{ "a,b\n1,2 \"x\" y\n", "a|b/1|2 \"x\" y/" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cr_assert_eq(parse(cases[i].text), 0, "case %zu: %s", i,
		             err.msg);
		cr_expect_str_eq(shown(), cases[i].expected, "case %zu: %s", i,
		                 shown());
		records_release(&r);
	}
}

Test(records, what_is_not_well_formed_is_named_with_its_line)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
		{ "", "x.csv: there is no header line" },
		{ "\n\n", "x.csv: there is no header line" },
		{ "a,b\n1\n", "x.csv:2: 1 field, but the header has 2" },
		{ "a,b\n\n1,2,3\n", "x.csv:3: 3 fields, but the header has 2" },
		{ "a,b\n\"1\n2\",3,4\n",
		  "x.csv:2: 3 fields, but the header has 2" },
		{ "a,b\n1,\"2\n3\n",
		  "x.csv:2: a quotation mark is opened here and never closed" },
		{ "a,b\n\"1\"x,2\n", "x.csv:2: text behind a closing quotation "
		                     "mark; write \"\" for one within quotes" },
		{ "Name,b,NAME\n", "x.csv:1: there are two columns 'NAME'" },
		{ "a,b\n1,\xFF\n", "x.csv:2: byte 0xFF is not UTF-8" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cr_expect_eq(parse(cases[i].text), ERR_FORMAT, "case %zu", i);
		cr_expect_str_eq(err.msg, cases[i].expected, "case %zu: %s", i,
		                 err.msg);
		cr_expect_null(r.data);
	}
}

Test(records, a_nul_byte_is_refused)
{
	cr_expect_eq(records_parse(&r, "x", "a\n\0", 3, &err), ERR_FORMAT);
	cr_expect_str_eq(err.msg, "x:2: a NUL byte");
}

Test(records, rows_remember_the_line_they_start_on)
{
	cr_assert_eq(parse("a,b\n\"1\n\n\",2\n\n3,4\n"), 0);
	cr_assert_eq(r.rows, 3);
	cr_expect_eq(r.lines[0], 1);
	cr_expect_eq(r.lines[1], 2);
	cr_expect_eq(r.lines[2], 6);
	records_release(&r);
}

Test(records, columns_are_found_whatever_their_case)
{
	cr_assert_eq(parse("Name,Ä rea\n1,2\n"), 0);
	cr_expect_eq(records_column(&r, "NAME"), 0);
	cr_expect_eq(records_column(&r, "ä REA"), 1);
	cr_expect_eq(records_column(&r, "role"), -1);
	records_release(&r);
}

/* A field written as RFC 4180 says. */
static void
write_field(struct buf *out, const char *s)
{
	buf_addc(out, '"');
	for (; *s; s++) {
		if (*s == '"')
			buf_addc(out, '"');
		buf_addc(out, *s);
	}
	buf_addc(out, '"');
}

Test(records, what_is_written_is_read_again)
{
	static const char *const bits[] = { "a", "\"", ",",  "\n", ";",
		                            "é", " ",  "\t", "",   "\\n" };
	char fields[40][64];
	uint32_t seed = 1;
	int round, i, k;

	for (round = 0; round < 500; round++) {
		struct buf b = { 0 };

		buf_adds(&b, "c1,c2,c3,c4\n");
		for (i = 0; i < 40; i++) {
			fields[i][0] = '\0';
			for (k = 0; k < 8; k++) {
				seed = seed * 1664525u + 1013904223u;
				strncat(fields[i], bits[(seed >> 8) % 10], 4);
			}
			write_field(&b, fields[i]);
			buf_addc(&b, i % 4 == 3 ? '\n' : ',');
		}
		cr_assert_eq(records_parse(&r, "x", b.data, b.len, &err), 0,
		             "%s", err.msg);
		cr_assert_eq(r.rows, 11);
		for (i = 0; i < 40; i++)
			cr_assert_str_eq(
			    records_field(&r, 1 + (size_t)i / 4, (size_t)i % 4),
			    fields[i]);
		records_release(&r);
		buf_release(&b);
	}
}

Test(records, random_bytes_end_in_an_error_or_a_table)
{
	static const char bytes[] = "a,;\t\"\n\r\\n0\xC3\xA9 ";
	uint32_t seed = 7;
	int round;

	for (round = 0; round < 20000; round++) {
		char text[24];
		size_t i;

		for (i = 0; i < sizeof(text); i++) {
			seed = seed * 1664525u + 1013904223u;
			text[i] = bytes[(seed >> 8) % (sizeof(bytes) - 1)];
		}
		if (records_parse(&r, "x", text, sizeof(text), &err) == 0)
			cr_assert_not_null(
			    records_field(&r, r.rows - 1, r.columns - 1));
		records_release(&r);
	}
}

Test(records, more_columns_than_a_spreadsheet_has_are_refused)
{
	struct buf b = { 0 };
	size_t i;

	buf_adds(&b, "c0");
	for (i = 1; i < RECORDS_COLUMNS; i++)
		buf_addf(&b, ",c%zu", i);
	buf_addc(&b, '\n');
	cr_assert_eq(records_parse(&r, "x.csv", b.data, b.len, &err), 0);
	cr_expect_eq(r.columns, RECORDS_COLUMNS);
	records_release(&r);
	for (i = 0; i < 1000000; i++)
		buf_addc(&b, ',');
	cr_expect_eq(records_parse(&r, "x.csv", b.data, b.len, &err),
	             ERR_LIMIT);
	cr_expect_str_eq(err.msg, "x.csv:2: more than 20000 columns");
	buf_release(&b);
}
