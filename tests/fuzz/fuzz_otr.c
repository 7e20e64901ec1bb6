/* fuzz_otr - any bytes as what oTranscribe saves. */
#include "fuzz_import.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_import("otr", data, size);
	return 0;
}
