#include "model/name.h"

#include "base/error.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* Seen by nobody, and so the name of two things that look alike. */
static bool
is_invisible(uint32_t cp)
{
	return cp == 0x200B || cp == 0x200E || cp == 0x200F || cp == 0xFEFF ||
	       (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

int
name_check(const char *what, const char *name, struct error *err)
{
	size_t len = strlen(name), at = 0, n = 0;

	if (!utf8_valid(name, len, NULL))
		return error_set(err, ERR_FORMAT,
		                 "%s's name is not valid UTF-8", what);
	if (strcmp(name, "-") == 0)
		return error_set(err, ERR_FORMAT,
		                 "%s cannot be called '-', which stands for "
		                 "none",
		                 what);
	for (; at < len; n++) {
		uint32_t cp = utf8_next(name, len, &at);

		if (is_invisible(cp))
			return error_set(err, ERR_FORMAT,
			                 "%s's name holds an invisible "
			                 "character (U+%04X)",
			                 what, (unsigned)cp);
		if (unicode_is_space(cp) && (n == 0 || at == len))
			return error_set(err, ERR_FORMAT,
			                 "%s's name begins or ends with a "
			                 "space",
			                 what);

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
