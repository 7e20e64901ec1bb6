#include "import/line.h"

#include "base/unicode.h"
#include "base/utf8.h"

#include <string.h>

bool
line_is_blank(const char *text, size_t start, size_t end)
{
	while (start < end)
		if (!unicode_is_space(utf8_next(text, end, &start)))
			return false;
	return true;
}

void
line_trim(const char *text, size_t *start, size_t *end)
{
	size_t at;

	while (*start < *end) {
		at = *start;
		if (!unicode_is_space(utf8_next(text, *end, &at)))
			break;
		*start = at;
	}
	while (*end > *start) {
		at = *end;
		if (!unicode_is_space(utf8_prev(text, &at)))
			break;
		*end = at;
	}
}

size_t
line_end(const char *text, size_t at, size_t end)
{
	const char *nl = memchr(text + at, '\n', end - at);

	return nl ? (size_t)(nl - text) : end;
}

size_t
line_paragraph_end(const char *text, size_t at, size_t end)
{
	while (at < end) {
		size_t stop = line_end(text, at, end);

		if (stop >= end)
			break;
		if (line_is_blank(text, stop + 1,
		                  line_end(text, stop + 1, end)))
			return stop;
		at = stop + 1;
	}
	return end;
}
