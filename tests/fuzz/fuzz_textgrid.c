/* fuzz_textgrid - any bytes as Praat's TextGrids. */
#include "fuzz_import.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_import("textgrid", data, size);
	return 0;
}
