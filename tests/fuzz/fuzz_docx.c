/*
 * fuzz_docx - any bytes as a Word document: a file if they begin as a zip
 * file does, else the text, footnotes and styles of one.  What is read must
 * be as transcript.h says.
 */
#include "../unit/zip_fixture.h"
#include "base/package.h"
#include "fuzz_import.h"

#define TYPE "http://x/relationships"

/* The bytes as every part that a document has. */
static void
wrap(const char *data, size_t len, struct buf *out)
{
	static const char rels[] =
	    "<Relationships><Relationship Type='" TYPE
	    "/styles' Target='document.xml'/><Relationship Type='" TYPE
	    "/footnotes' Target='notes.xml'/></Relationships>";
	static const char notes[] =
	    "<footnotes><footnote><p><r><t>A note.</t></r></p></footnote>"
	    "</footnotes>";
	struct zip_fixture z = { 0 };

	zip_fixture_add(&z, "word/document.xml", data, len, 0);
	zip_fixture_add(&z, "word/_rels/document.xml.rels", rels,
	                sizeof(rels) - 1, 0);
	zip_fixture_add(&z, "word/notes.xml", notes, sizeof(notes) - 1, 0);
	zip_fixture_end(&z);
	buf_add(out, buf_str(&z.file), z.file.len);
	zip_fixture_release(&z);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf bytes = { 0 };

	if (package_sniff((const char *)data, size))
		buf_add(&bytes, data, size);
	else
		wrap((const char *)data, size, &bytes);
	fuzz_import("docx", (const uint8_t *)buf_str(&bytes), bytes.len);
	buf_release(&bytes);
	return 0;
}
