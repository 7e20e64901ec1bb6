/* fuzz_exmaralda - any bytes as EXMARaLDA's basic transcriptions. */
#include "fuzz_import.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_import("exmaralda", data, size);
	return 0;
}
