/* fuzz_markdown - any bytes as Markdown. */
#include "fuzz_import.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_import("markdown", data, size);
	return 0;
}
