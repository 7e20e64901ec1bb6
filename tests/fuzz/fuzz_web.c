/* fuzz_web - any bytes as pages of HTML. */
#include "fuzz_import.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_import("html", data, size);
	return 0;
}
