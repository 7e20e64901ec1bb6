/*
 * fuzz_odt - any bytes as an OpenDocument text: a file if they begin as a
 * zip file does, else its content, or a file of one part.  What is read must
 * be as transcript.h says.
 */
#include "../unit/zip_fixture.h"
#include "base/package.h"
#include "base/xml.h"
#include "fuzz_import.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data;
	struct zip_fixture z = { 0 };

	if (package_sniff(s, size) || xml_sniff(s, size, "document")) {
		buf_add(&z.file, s, size);
	} else {
		zip_fixture_add(&z, "content.xml", s, size, 0);
		zip_fixture_end(&z);
	}
	fuzz_import("odt", (const uint8_t *)buf_str(&z.file), z.file.len);
	zip_fixture_release(&z);
	return 0;
}
