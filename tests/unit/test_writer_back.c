/* Random lists are written, and what was written is read back. */
#include "base/buf.h"
#include "base/error.h"
#include "base/records.h"
#include "base/utf8.h"
#include "report/writer.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct spool out;

static void
teardown(void)
{
	spool_release(&out);
}
TestSuite(writer_back, .fini = teardown);

/* What was printed. */
static const char *
printed(void)
{
	return buf_str(&out.mem);
}

static uint64_t seed = 88172645463325252u;

static size_t
random_below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (size_t)(seed % n);
}

/* A text of up to eight of the pieces that formats trip over. */
static void
random_text(struct buf *b)
{
	static const char *const pieces[] = {
		"\"",
		",",
		";",
		"\t",
		"\n",
		"\r",
		"\r\n",
		"\\",
		"\\n",
		"\\t",
		" ",
		"'",
		"=",
		"#",
		"null",
		"0",
		"a",
		"Ann",
		"\xC3\xA9",
		"\xF0\x9F\x98\x80",
		"\xEF\xBB\xBF",
		"\x1B[0m",
		"\xE2\x80\xAE",
		"\"\"",
		"|",
		"{",
		"}",
		"e\xCC\x81",
		"\x7F",
		"\x01",
		"/",
	};
	size_t n = random_below(9);

	buf_clear(b);
	while (n-- > 0)
		buf_adds(
		    b,
		    pieces[random_below(sizeof(pieces) / sizeof(pieces[0]))]);
}

#define MAX_VALUES 64

static char *values[MAX_VALUES];

/* Print a random list in FORMAT; its values, row by row, into `values`. */
static void
print_random(enum writer_format format, size_t rows, size_t columns)
{
	struct writer_column heads[] = { { "one", NULL, 0 },
		                         { "two", NULL, 0 },
		                         { "three, \"or\" so", NULL, 0 },
		                         { "four", NULL, WRITER_NUMBER } };
	struct writer *w = writer_new(format, &out, 0, heads, columns);
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < rows * columns; i++) {
		random_text(&b);
		writer_text(w, buf_str(&b));
		values[i] = buf_take(&b);
	}
	writer_finish(w);
}

static void
free_values(size_t n)
{
	while (n-- > 0)
		free(values[n]);
}

/* Make CRLF one LF: what records_parse() does within the quotes of CSV. */
static void
join_line_ends(char *s)
{
	char *to = s;

	for (; *s; s++)
		if (s[0] != '\r' || s[1] != '\n')
			*to++ = *s;
	*to = '\0';
}

/* Print random lists in FORMAT and read them with records_parse(). */
static void
check_read_back(enum writer_format format)
{
	int round;

	for (round = 0; round < 300; round++) {
		struct records r = { 0 };
		struct error err = { 0 };
		size_t rows = random_below(9), columns = 1 + random_below(4);
		size_t i;

		/* The tab in a TSV header is how it is told from CSV. */
		if (format == WRITER_TSV && columns == 1)
			columns = 2;
		print_random(format, rows, columns);
		cr_assert_eq(
		    records_parse(&r, "x", printed(), out.mem.len, &err), 0,
		    "%s in:\n%s", err.msg, printed());
		cr_assert_eq(r.rows, rows + 1, "rows of:\n%s", printed());
		cr_assert_eq(r.columns, columns);
		for (i = 0; i < rows * columns; i++) {
			if (format == WRITER_CSV)
				join_line_ends(values[i]);
			cr_assert_str_eq(
			    records_field(&r, 1 + i / columns, i % columns),
			    values[i]);
		}
		records_release(&r);
		spool_release(&out);
		free_values(rows * columns);
	}
}

Test(writer_back, tsv_is_read_back_as_it_was)
{
	check_read_back(WRITER_TSV);
}

Test(writer_back, csv_is_read_back_as_it_was)
{
	check_read_back(WRITER_CSV);
}

/* The code unit after "\u" at *S, which moves behind its four digits. */
static uint32_t
json_hex(const char **s)
{
	char digits[5] = { 0 };
	char *end;
	uint32_t cp;

	strncpy(digits, *s, 4);
	cp = (uint32_t)strtoul(digits, &end, 16);
	cr_assert_eq(end, digits + 4, "not four digits: %s", *s);
	*s += 4;
	return cp;
}

/* Read the JSON string at *S into B; asserts that it is one. */
static void
json_string(const char **s, struct buf *b)
{
	static const char letters[] = "\"\\/bfnrt";
	static const char meanings[] = "\"\\/\b\f\n\r\t";
	char utf8[4];

	buf_clear(b);
	cr_assert_eq(*(*s)++, '"');
	while (**s != '"') {
		const char *letter;

		cr_assert((unsigned char)**s >= 0x20, "bare control or end");
		if (**s != '\\') {
			buf_addc(b, *(*s)++);
			continue;
		}
		(*s)++;
		if (**s == 'u') {
			(*s)++;
			buf_add(b, utf8, utf8_put(json_hex(s), utf8));
			continue;
		}
		letter = **s ? strchr(letters, **s) : NULL;
		cr_assert(letter, "unknown escape: %s", *s);
		buf_addc(b, meanings[letter - letters]);
		(*s)++;
	}
	(*s)++;
}

Test(writer_back, json_lines_are_read_back_as_they_were)
{
	static const char *const names[] = { "one", "two", "three, \"or\" so",
		                             "four" };
	struct buf b = { 0 };
	int round;

	for (round = 0; round < 300; round++) {
		size_t rows = random_below(9), columns = 1 + random_below(4);
		const char *s;
		size_t i;

		print_random(WRITER_JSONL, rows, columns);
		s = printed();
		for (i = 0; i < rows * columns; i++) {
			cr_assert_eq(*s++, i % columns ? ',' : '{');
			json_string(&s, &b);
			cr_assert_str_eq(buf_str(&b), names[i % columns]);
			cr_assert_eq(*s++, ':');
			json_string(&s, &b);
			cr_assert_str_eq(buf_str(&b), values[i]);
			if (i % columns + 1 == columns) {
				cr_assert_eq(*s++, '}');
				cr_assert_eq(*s++, '\n');
			}
		}
		cr_assert_eq(*s, '\0');
		spool_release(&out);
		free_values(rows * columns);
	}
	buf_release(&b);
}

Test(writer_back, no_line_of_a_table_ends_in_a_space_or_leaves_the_terminal)
{
	static const struct writer_column columns[] = {
		{ "n", NULL, WRITER_NUMBER },
		{ "a", NULL, WRITER_WRAP },
		{ "b", NULL, WRITER_WRAP },
	};
	struct buf b = { 0 };
	int round, i;

	for (round = 0; round < 200; round++) {
		size_t width = 40 + random_below(60);
		struct writer *w =
		    writer_new(WRITER_TABLE, &out, width, columns, 3);
		const char *s, *end;

		for (i = 0; i < 5; i++) {
			writer_int(w, (int64_t)random_below(1000));
			random_text(&b);
			writer_text(w, buf_str(&b));
			random_text(&b);
			buf_adds(&b, " and so it went on and on, to the end");
			writer_text(w, buf_str(&b));
		}
		writer_finish(w);
		for (s = printed(); (end = strchr(s, '\n')); s = end + 1) {
			size_t len = (size_t)(end - s);

			cr_assert(len == 0 || s[len - 1] != ' ', "[%.*s]",
			          (int)len, s);
			cr_assert_leq(utf8_width(s, len), width, "[%.*s]",
			              (int)len, s);
		}
		spool_release(&out);
	}
	buf_release(&b);
}
