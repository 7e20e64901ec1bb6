/* fuzz_text - any bytes as plain text. */
#include "fuzz_import.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_import("text", data, size);
	return 0;
}
