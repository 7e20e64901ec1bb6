/* fuzz_csv - any bytes as a table with a turn a row. */
#include "fuzz_import.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_import("csv", data, size);
	return 0;
}
