/* fuzz_tei - any bytes as TEI. */
#include "fuzz_import.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_import("tei", data, size);
	return 0;
}
