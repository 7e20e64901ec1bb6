/* fuzz_trs - any bytes as Transcriber's files. */
#include "fuzz_import.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_import("transcriber", data, size);
	return 0;
}
