#include "base/buf.h"
#include "base/error.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "import/import.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct transcript t;
static struct error err;

static void
teardown(void)
{
	transcript_release(&t);
}

TestSuite(import, .fini = teardown);

static int
import(const char *path, const char *data, size_t len, const char *encoding)
{
	struct import_options o = { .encoding = encoding };
	struct buf bytes = { 0 };
	int rc;

	transcript_release(&t);
	buf_add(&bytes, data, len);
	rc = import_bytes(path, &bytes, &o, &t, &err);
	buf_release(&bytes);
	/* or the text would be stored by the hash of another */
	if (rc == 0 && t.verbatim) {
		cr_assert_eq(t.text.len, len);
		cr_assert_eq(memcmp(t.text.data, data, len), 0);
	}
	return rc;
}

#define IMPORT(data, encoding) import("x.txt", data, sizeof(data) - 1, encoding)

/* --- encodings ------------------------------------------------------------ */

Test(import, text_becomes_utf8_with_line_feeds_in_nfc)
{
	static const struct {
		const char *data;
		size_t len;
		const char *encoding; /* asked for */
		const char *text, *read_as, *changes;
	} cases[] = {
#define CASE(data, ...) { data, sizeof(data) - 1, __VA_ARGS__ }
		CASE("a\nb\n", NULL, "a\nb\n", "UTF-8", ""),
		CASE("\xEF\xBB\xBF"
		     "a\r\nb",
		     NULL, "a\nb", "UTF-8", "BOM, CRLF"),
		CASE("a\rb\r", NULL, "a\nb\n", "UTF-8", "CR"),
		CASE("a\r\r\nb", NULL, "a\n\nb", "UTF-8", "CRLF, CR"),
		CASE("\xFF\xFE"
		     "a\0\xE9\0",
		     NULL, "aé", "UTF-16LE", "BOM"),
		/* a second one, and one behind what is dropped */
		CASE("\xEF\xBB\xBF\xEF\xBB\xBF"
		     "a",
		     NULL, "a", "UTF-8", "BOM"),
		CASE("\x01\xEF\xBB\xBF"
		     "a",
		     NULL, "a", "UTF-8", "control characters, BOM"),
		CASE("\xFE\xFF\0a\0\xE9", NULL, "aé", "UTF-16BE", "BOM"),
		CASE("\xFF\xFE\0\0a\0\0\0", NULL, "a", "UTF-32LE", "BOM"),
		CASE("\0\0\xFE\xFF\0\0\0a", NULL, "a", "UTF-32BE", "BOM"),
		CASE("a\0b\0", "UTF-16LE", "ab", "UTF-16LE", ""),
		CASE("\xFF\xFE"
		     "a\0",
		     "UTF-16LE", "a", "UTF-16LE", "BOM"),
		CASE("caf\xE9", "ISO-8859-1", "café", "ISO-8859-1", ""),
		CASE("\x93so\x94", "windows-1252", "“so”", "windows-1252", ""),
		CASE("\x1B$B%\"\x1B(B", "ISO-2022-JP", "ア", "ISO-2022-JP", ""),
		CASE("cafe\xCC\x81 so", NULL, "café so", "UTF-8", "NFC"),
		CASE("“so…” – é", NULL, "“so…” – é", "UTF-8", ""),
		CASE("\xE2\x84\xA6", NULL, "Ω", "UTF-8", "NFC"),
		CASE("\xE2\x80\x81"
		     "a",
		     NULL,
		     "\xE2\x80\x83"
		     "a",
		     "UTF-8", "NFC"),
#undef CASE
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cr_assert_eq(import("x.txt", cases[i].data, cases[i].len,
		                    cases[i].encoding),
		             0, "case %zu: %s", i, err.msg);
		cr_expect_str_eq(buf_str(&t.text), cases[i].text,
		                 "case %zu: %s", i, buf_str(&t.text));
		cr_expect_str_eq(t.encoding, cases[i].read_as, "case %zu", i);
		cr_expect_str_eq(t.changes, cases[i].changes, "case %zu: %s", i,
		                 t.changes);
		cr_expect_eq(t.verbatim,
		             !cases[i].encoding &&
		                 strcmp(cases[i].data, cases[i].text) == 0,
		             "case %zu", i);
	}
}

static void
expect_error(int rc, int code, const char *what)
{
	cr_expect_eq(rc, code, "%s: %s", what, err.msg);
	cr_expect(strstr(err.msg, what), "%s: %s", what, err.msg);
}

Test(import, what_is_no_text_is_named_with_its_line)
{
	expect_error(IMPORT("one\ntwo \xE9\x01\n", NULL), ERR_FORMAT,
	             "line 2: byte 0xE9 is not UTF-8, and what else it is");
	expect_error(IMPORT("é\r\nöäü\r\nß\xC3", NULL), ERR_FORMAT,
	             "line 3: byte 0xC3 is not UTF-8");
	expect_error(
	    IMPORT("é\röäü \xED\xA0\x80 éàèöäüéàèöäüéàèöäüéàèöäü", NULL),
	    ERR_FORMAT, "line 2: byte 0xED is not UTF-8");
	expect_error(IMPORT("one\n\0\0two", NULL), ERR_FORMAT,
	             "line 2: a NUL byte");
	expect_error(IMPORT("a\nb\x81", "windows-1252"), ERR_FORMAT,
	             "line 2: byte 0x81 is not windows-1252");
	expect_error(IMPORT("\xFF\xFE"
	                    "a\0b",
	                    NULL),
	             ERR_FORMAT, "line 1: byte 0x62 is not UTF-16LE");
	expect_error(IMPORT("a", "no-such-code"), ERR_USAGE,
	             "no encoding is called 'no-such-code'");
	expect_error(IMPORT("a\x81", "ASCII//IGNORE"), ERR_USAGE,
	             "no encoding is called 'ASCII//IGNORE'");
	expect_error(IMPORT("PK\x03\x04....", NULL), ERR_FORMAT,
	             "this is a zip file");
	expect_error(IMPORT("", NULL), ERR_FORMAT, "the file is empty");
	expect_error(IMPORT(" \n\xEF\xBB\xBF\n", NULL), 0, "");
	expect_error(IMPORT(" \n \n", NULL), ERR_FORMAT,
	             "there is no speech in it");
}

Test(import, what_is_no_utf8_is_guessed_and_said_to_be)
{
	static const struct {
		const char *data;
		size_t len;
		const char *text, *read_as;
		bool guessed;
	} cases[] = {
#define CASE(data, ...) { data, sizeof(data) - 1, __VA_ARGS__ }
		CASE("P1: \x93So\x94 it was \x96 all of it.",
		     "P1: “So” it was – all of it.", "WINDOWS-1252", true),
		CASE("P: The \x93"
		     "Caf\xE9 Nord\x94 \x96 we couldn\x92t.",
		     "P: The “Café Nord” – we couldn’t.", "WINDOWS-1252", true),
		CASE("P\xF8\xEDli\x9A \x9Elu\x9Dou\xE8k\xFD k\xF9\xF2.",
		     "Příliš žluťoučký kůň.", "WINDOWS-1250", true),
		CASE("a\0n\0d\0 \0\x14 ", "and —", "UTF-16LE", true),
		CASE("\0a\0n\0d\0 \x20\x14", "and —", "UTF-16BE", true),
		CASE("\x1B$B%\"%j\x1B(B", "アリ", "ISO-2022-JP", true),
		CASE("\xCF\xF0\xE8\xE2\xE5\xF2, \xEA\xE0\xEA "
		     "\xE4\xE5\xEB\xE0? \xD5\xEE\xF0\xEE\xF8\xEE.",
		     "Привет, как дела? Хорошо.", "WINDOWS-1251", true),
		CASE("one\x01\x7F two\fthree\x15", "one two\nthree", "UTF-8",
		     false),
		CASE("one\x1B[1m two\x1B", "one two", "UTF-8", false),
		CASE("\xEF\xBB\xBF"
		     "caf\xC3\xA9",
		     "café", "UTF-8", false),
#undef CASE
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cr_assert_eq(import("x.txt", cases[i].data, cases[i].len, NULL),
		             0, "case %zu: %s", i, err.msg);
		cr_expect_str_eq(buf_str(&t.text), cases[i].text,
		                 "case %zu: %s as %s", i, buf_str(&t.text),
		                 t.encoding);
		cr_expect_str_eq(t.encoding, cases[i].read_as, "case %zu", i);
		cr_expect_eq(t.guessed, cases[i].guessed, "case %zu", i);
	}
}

Test(import, bytes_that_no_text_has_are_not_guessed_at)
{
	char noise[256];
	size_t i;

	for (i = 0; i < sizeof(noise); i++)
		noise[i] = (char)(i * 167 + 13);
	expect_error(import("x.txt", noise, sizeof(noise), NULL), ERR_FORMAT,
	             "line ");
}

Test(import, the_quick_test_for_nfc_never_misses)
{
	static const char *const marks[] = { "", "\xCC\x81", "\xCC\xA7",
		                             "\xE3\x82\x99", "\xE1\x86\xA8" };
	uint32_t cp;
	size_t i;

	for (cp = 0xA0; cp < 0x30000; cp += cp < 0x3000 ? 1 : 7) {
		struct buf b = { 0 }, nfc = { 0 };
		char c[4];

		if (cp >= 0xD800 && cp < 0xE000)
			continue;
		buf_addc(&b, 'x');
		for (i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
			buf_add(&b, c, utf8_put(cp, c));
			buf_adds(&b, marks[i]);
		}
		unicode_nfc(&nfc, b.data, b.len);
		cr_assert_eq(import("x.txt", b.data, b.len, NULL), 0);
		cr_assert_str_eq(buf_str(&t.text), nfc.data, "U+%04X", cp);
		buf_clear(&b);
		buf_clear(&nfc);
		buf_add(&b, c, utf8_put(cp, c));
		buf_addc(&b, 'x');
		unicode_nfc(&nfc, b.data, b.len);
		import("x.txt", b.data, b.len, NULL);
		cr_assert_str_eq(buf_str(&t.text), nfc.data, "U+%04X", cp);
		buf_release(&b);
		buf_release(&nfc);
	}
}

Test(import, combining_marks_without_end_are_read_in_bounded_time)
{
	struct buf b = { 0 };
	int i;

	for (i = 0; i < 50000; i++)
		buf_adds(&b, i & 1 ? "\xCC\xA3" : "\xCC\x81");
	cr_expect_eq(import("x.txt", b.data, b.len, NULL), 0);
	cr_expect_str_eq(t.changes, "NFC");
	buf_release(&b);
}

/* --- formats -------------------------------------------------------------- */

Test(import, the_format_follows_the_extension)
{
	cr_expect_str_eq(import_format_of("a/b.TXT")->name, "text");
	cr_expect_str_eq(import_format_of("b.x.md")->name, "markdown");
	cr_expect_str_eq(import_format_of("b.Markdown")->name, "markdown");
	cr_expect_null(import_format_of("b.mdx"));
	cr_expect_null(import_format_of("b.t"));
	cr_expect_null(import_format_of("md"));
	cr_expect_null(import_format_of(".md"));
	cr_expect_null(import_format_of("a.md/b"));
	cr_expect_null(import_format_find("wordperfect"));
	cr_expect_str_eq(import_format_find("text")->name, "text");
	cr_expect_null(import_format(100));
}

Test(import, without_an_extension_the_text_tells_the_format)
{
	cr_assert_eq(import("notes", "so\n", 3, NULL), 0);
	cr_expect_str_eq(t.format, "text");
	cr_assert_eq(import("-", "# Title\n\nso\n", 12, NULL), 0);
	cr_expect_str_eq(t.format, "markdown");
	expect_error(import("a.rtx", "so\n", 3, NULL), ERR_FORMAT,
	             "no format goes by '.rtx'");
}

Test(import, the_format_asked_for_is_taken)
{
	struct import_options o = { .format = "markdown" };
	struct buf bytes = { 0 };

	buf_adds(&bytes, "# Title\n\nso\n");
	cr_assert_eq(import_bytes("x.txt", &bytes, &o, &t, &err), 0);
	cr_expect_str_eq(t.format, "markdown");
	cr_expect_eq(t.sections.n, 1);
	buf_release(&bytes);
	o.format = "wordperfect";
	buf_adds(&bytes, "so");
	expect_error(import_bytes("x.txt", &bytes, &o, &t, &err), ERR_USAGE,
	             "no format is called 'wordperfect'");
	buf_release(&bytes);
}

Test(import, a_transcript_knows_the_file_it_came_from)
{
	cr_assert_eq(import("a/P\xFF"
	                    "07.txt",
	                    "so", 2, NULL),
	             0);
	cr_expect_str_eq(t.origin, "P?07.txt");
	/* sha256sum of the two letters */
	cr_expect_str_eq(t.origin_sha256,
	                 "a1d9890884c1b4b960c279cfe7554a900d169422d6cec980beef6"
	                 "7761487d3b9");
}

Test(import, a_thousand_speakers_are_the_most)
{
	struct buf b = { 0 };
	int i, n;

	for (n = 1000; n <= 1001; n++) {
		buf_clear(&b);
		for (i = 0; i < n; i++)
			buf_addf(&b, "P%04d: so\n\n", i);
		cr_expect_eq(import("x.txt", b.data, b.len, NULL),
		             n > 1000 ? ERR_LIMIT : 0, "%d: %s", n, err.msg);
	}
	buf_release(&b);
}

Test(import, a_file_is_read_from_its_path)
{
	char path[] = "/tmp/emic-test-XXXXXX";
	struct import_options o = { 0 };
	int fd = mkstemp(path);

	cr_assert_geq(fd, 0);
	cr_assert_eq(write(fd, "P1: so\n", 7), 7);
	close(fd);
	cr_expect_eq(import_file(path, &o, &t, &err), 0);
	cr_expect_eq(t.turns.n, 1);
	transcript_release(&t);
	unlink(path);
	cr_expect_eq(import_file(path, &o, &t, &err), ERR_IO);
	cr_expect(strstr(err.msg, "cannot open"), "%s", err.msg);
}

Test(import, what_is_no_transcript_is_said_with_what_to_do)
{
	static const struct {
		const char *path, *message;
	} cases[] = {
		{ "talk.inqscr",
		  "by its name '.inqscr' it is an InqScribe project, which is "
		  "not read: export it there as plain text, or as SubRip" },
		{ "a/TALK.XLSX",
		  "by its name '.XLSX' it is a spreadsheet, which is not read: "
		  "save the sheet as CSV" },
		{ "talk.mp3",
		  "by its name '.mp3' it is a recording, which is not read: "
		  "transcribe it first" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct import_options o = { 0 };
		struct buf bytes = { 0 };

		transcript_release(&t);
		buf_adds(&bytes, "app=InqScribe\n");
		cr_expect_eq(import_bytes(cases[i].path, &bytes, &o, &t, &err),
		             ERR_FORMAT, "%s", cases[i].path);
		cr_expect_str_eq(err.msg, cases[i].message);
		buf_release(&bytes);
	}
}
