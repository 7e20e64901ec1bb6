#include "import/aside.h"

#include <stdbool.h>
#include <string.h>

#define ASIDE_MAX 150 /* bytes; segment.h's is larger */

static bool
is_dropped(char c)
{
	return c == '[' || c == ']' || c == '\\';
}

void
aside_add(struct buf *out, const char *s, size_t len)
{
	size_t start, i;
	bool blank = false;

	if (len > ASIDE_MAX)
		for (len = ASIDE_MAX; len > 0 && (s[len] & 0xC0) == 0x80;)
			len--;
	start = out->len;
	for (i = 0; i < len; i++) {
		if ((unsigned char)s[i] <= ' ') {
			blank = true;
			continue;
		}
		if (is_dropped(s[i]))
			continue;
		if (out->len == start)
			buf_adds(out, " [");
		else if (blank)
			buf_addc(out, ' ');
		blank = false;
		buf_addc(out, s[i]);
	}
	if (out->len > start)
		buf_adds(out, "] ");
}
