/* fuzz_elan - any bytes as ELAN's annotations. */
#include "fuzz_import.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_import("elan", data, size);
	return 0;
}
