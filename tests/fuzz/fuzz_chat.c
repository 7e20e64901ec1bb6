/* fuzz_chat - any bytes as CHAT. */
#include "fuzz_import.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_import("chat", data, size);
	return 0;
}
