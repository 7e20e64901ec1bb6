#include "docx_fixture.h"

#include "../fuzz/transcript_fault.h"
#include "transcript_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

struct zip_fixture docx_zip;
struct transcript docx_t;
struct buf docx_out;
struct error docx_error;

void
docx_fixture_teardown(void)
{
	zip_fixture_release(&docx_zip);
	transcript_release(&docx_t);
	buf_release(&docx_out);
}

void
docx_fixture_part(const char *name, const char *xml)
{
	zip_fixture_add(&docx_zip, name, xml, strlen(xml), 0);
}

void
docx_fixture_body(const char *body)
{
	struct buf xml = { 0 };

	buf_addf(&xml,
	         "<?xml version='1.0'?><w:document " W "><w:body>%s"
	         "</w:body></w:document>",
	         body);
	docx_fixture_part("word/document.xml", buf_str(&xml));
	buf_release(&xml);
}

int
docx_fixture_import(const char *name, const struct import_options *o)
{
	struct import_options none = { 0 };
	struct buf bytes = { 0 };
	const char *wrong;
	int rc;

	zip_fixture_end(&docx_zip);
	transcript_release(&docx_t);
	buf_clear(&docx_out);
	buf_add(&bytes, buf_str(&docx_zip.file), docx_zip.file.len);
	rc = import_bytes(name, &bytes, o ? o : &none, &docx_t, &docx_error);
	buf_release(&bytes);
	zip_fixture_release(&docx_zip);
	if (rc < 0)
		return rc;
	wrong = transcript_fault(&docx_t);
	cr_expect_null(wrong, "%s: %s", wrong, buf_str(&docx_t.text));
	transcript_fixture_dump(&docx_t, &docx_out);
	return 0;
}

void
docx_fixture_expect(const char *body, const char *want)
{
	docx_fixture_body(body);
	cr_assert_eq(docx_fixture_import("x.docx", NULL), 0, "%s\n%s",
	             docx_error.msg, body);
	cr_expect_str_eq(buf_str(&docx_out), want, "%s\nfor %s",
	                 buf_str(&docx_out), body);
}
