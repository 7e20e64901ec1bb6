#include "model/name.h"

#include "base/error.h"
#include "base/utf8.h"

#include <string.h>

int
name_check(const char *what, const char *name, struct error *err)
{
	size_t len = strlen(name), at = 0, n = 0;

	if (!utf8_valid(name, len, NULL))
		return error_set(err, ERR_FORMAT,
		                 "%s's name is not valid UTF-8", what);
	for (; at < len; n++) {
		uint32_t cp = utf8_next(name, len, &at);

		if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
			return error_set(err, ERR_FORMAT,
			                 "%s's name holds a control character",
			                 what);
	}
	if (n == 0 || n > NAME_MAX_CP)
		return error_set(err, ERR_FORMAT,
		                 "%s's name has 1 to %d characters, not %zu",
		                 what, NAME_MAX_CP, n);
	return 0;
}
