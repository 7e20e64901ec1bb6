#include "base/buf.h"
#include "base/error.h"
#include "base/package.h"
#include "zip_fixture.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct zip_fixture z;
static struct package *p;
static struct buf out;
static struct error err;

static void
teardown(void)
{
	package_close(p);
	zip_fixture_release(&z);
	buf_release(&out);
}

TestSuite(package, .fini = teardown);

static void
add(const char *name, const char *data)
{
	zip_fixture_add(&z, name, data, strlen(data), 0);
}

static void
open_it(void)
{
	zip_fixture_end(&z);
	cr_assert_eq(package_open(buf_str(&z.file), z.file.len, &p, &err), 0,
	             "%s", err.msg);
}

Test(package, an_entry_is_read_by_its_exact_name)
{
	add("a.xml", "one");
	add("word/a.xml", "two");
	add("word/empty", "");
	open_it();
	cr_expect(package_has(p, "word/a.xml"));
	cr_expect_not(package_has(p, "WORD/a.xml"));
	cr_expect_not(package_has(p, "word/a"));
	cr_assert_eq(package_read(p, "word/a.xml", &out, &err), 0);
	cr_assert_eq(package_read(p, "a.xml", &out, &err), 0);
	cr_assert_eq(package_read(p, "word/empty", &out, &err), 0);
	cr_expect_str_eq(buf_str(&out), "twoone");
	cr_expect_eq(package_read(p, "b.xml", &out, &err), ERR_NOTFOUND);
	cr_expect_str_eq(err.msg, "there is no 'b.xml' inside");
	cr_expect_str_eq(buf_str(&out), "twoone");
}

Test(package, names_are_listed_in_order)
{
	add("b", "");
	add("a/", "");
	add("ä/ü", "");
	open_it();
	cr_assert_eq(package_count(p), 3);
	cr_expect_str_eq(package_name(p, 0), "b");
	cr_expect_str_eq(package_name(p, 1), "a/");
	cr_expect_str_eq(package_name(p, 2), "ä/ü");
	cr_expect_null(package_name(p, 3));
}

Test(package, a_name_that_leads_out_is_a_name_like_any_other)
{
	add("../../etc/passwd", "nothing is written");
	add("/absolute", "nor read");
	open_it();
	cr_expect_not(package_has(p, "etc/passwd"));
	cr_expect_not(package_has(p, "passwd"));
	cr_expect_not(package_has(p, "absolute"));
	cr_assert_eq(package_read(p, "../../etc/passwd", &out, &err), 0);
	cr_expect_str_eq(buf_str(&out), "nothing is written");
}

Test(package, what_is_encrypted_is_refused_with_what_to_do)
{
	zip_fixture_add(&z, "content.xml", "secret", 6, ZIP_FIXTURE_ENCRYPTED);
	open_it();
	cr_expect_eq(package_read(p, "content.xml", &out, &err), ERR_FORMAT);
	cr_expect_str_eq(err.msg, "'content.xml' inside is encrypted; save the "
	                          "file without a password");
	cr_expect_eq(out.len, 0);
}

Test(package, a_wrong_checksum_is_damage)
{
	char *at;

	add("a.xml", "some text");
	zip_fixture_end(&z);
	at = strstr(z.file.data + 30, "some");
	*at = 'S';
	cr_assert_eq(package_open(buf_str(&z.file), z.file.len, &p, &err), 0);
	cr_expect_eq(package_read(p, "a.xml", &out, &err), ERR_FORMAT);
	cr_expect(strstr(err.msg, "'a.xml' inside cannot be read (CRC error)"),
	          "%s", err.msg);
	cr_expect_eq(out.len, 0);
}

Test(package, what_grows_a_thousandfold_is_refused)
{
	struct buf bomb = { 0 };

	cr_assert_eq(
	    buf_read_file(&bomb, "tests/data/import/bomb.zip", 1 << 20, &err),
	    0);
	cr_assert_eq(package_open(buf_str(&bomb), bomb.len, &p, &err), 0);
	cr_expect_eq(package_read(p, "word/document.xml", &out, &err),
	             ERR_LIMIT);
	cr_expect_str_eq(err.msg, "'word/document.xml' inside grows to more "
	                          "than 1000 times its size, as no document "
	                          "does");
	cr_expect_eq(out.len, 0);
	/* the first 10 MB may */
	cr_expect_eq(package_read(p, "small.xml", &out, &err), 0);
	cr_expect_eq(out.len, (size_t)9 << 20);
	package_close(p);
	p = NULL;
	buf_release(&bomb);
}

Test(package, what_is_no_zip_file_is_refused)
{
	static const char *const files[] = { "", "PK\x03\x04", "no zip" };
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(*files); i++) {
		cr_expect_eq(package_open(files[i], strlen(files[i]), &p, &err),
		             ERR_FORMAT, "%zu", i);
		cr_expect_null(p);
		cr_expect(strstr(err.msg, "damaged, or not whole"), "%s",
		          err.msg);
	}
	cr_expect(package_sniff("PK\x03\x04", 4));
	cr_expect_not(package_sniff("PK\x03", 3));
	cr_expect_not(package_sniff("text", 4));
}

Test(package, a_file_cut_anywhere_is_an_error_or_reads_as_it_was)
{
	struct buf whole = { 0 };
	char *cut;
	size_t len;

	add("a.xml", "some text");
	add("b.xml", "more text");
	zip_fixture_end(&z);
	buf_add(&whole, buf_str(&z.file), z.file.len);
	for (len = 0; len < whole.len; len++) {
		cut = malloc(len + 1); /* so that reading beyond it is seen */
		memcpy(cut, whole.data, len);
		cr_expect_eq(package_open(cut, len, &p, &err), ERR_FORMAT,
		             "%zu bytes", len);
		package_close(p);
		p = NULL;
		free(cut);
	}
	buf_release(&whole);
}
