#include "import/cue_time.h"

#include "base/ascii.h"

/* Two digits below 60 at AT; -1 if not. */
static int
read_sixty(const char *text, size_t end, size_t at)
{
	int n;

	if (at + 2 > end || !ascii_is_digit(text[at]) ||
	    !ascii_is_digit(text[at + 1]))
		return -1;
	n = (text[at] - '0') * 10 + text[at + 1] - '0';
	return n < 60 ? n : -1;
}

/* Behind h:mm:ss, :ff: the end of the frames, or AT. */
static size_t
skip_frames(const char *text, size_t end, size_t at, char between)
{
	if (at + 2 < end && text[at] == between &&
	    ascii_is_digit(text[at + 1]) && ascii_is_digit(text[at + 2]))
		return at + 3;
	return at;
}

size_t
cue_time_read(const char *text, size_t end, size_t at, int64_t *ms_out)
{
	int64_t seconds = 0, ms = 0;
	int scale = 100, parts = 1, n;
	size_t from = at, whole;
	char between;

	for (; at < end && ascii_is_digit(text[at]) && at - from < 4; at++)
		seconds = seconds * 10 + text[at] - '0';
	if (at == from || at - from > 3 || at == end)
		return 0;
	between = text[at] == ';' ? ';' : ':';
	while (parts < 3 && at < end && text[at] == between &&
	       (n = read_sixty(text, end, at + 1)) >= 0) {
		seconds = seconds * 60 + n;
		at += 3;
		parts++;
	}
	whole = at;
	if (parts == 3)
		at = skip_frames(text, end, at, between);
	if (parts < 2 || (between == ';' && at == whole) ||
	    (at < end && (ascii_is_digit(text[at]) || text[at] == between)))
		return 0;
	if (at == whole && at + 1 < end &&
	    (text[at] == '.' || text[at] == ',') &&
	    ascii_is_digit(text[at + 1])) {
		for (at++; at < end && ascii_is_digit(text[at]); at++) {
			ms += (text[at] - '0') * scale;
			scale /= 10;
		}
	}
	*ms_out = seconds * 1000 + ms;
	return at;
}

/* A number below MAX of no more than three digits at *AT; -1 if not. */
static int
read_part(const char *text, size_t end, size_t *at, int max)
{
	size_t from = *at;
	int n = 0;

	while (*at < end && *at - from < 3 && ascii_is_digit(text[*at]))
		n = n * 10 + text[(*at)++] - '0';
	return *at > from && n < max ? n : -1;
}

size_t
cue_time_read_any(const char *text, size_t end, size_t at, int64_t *ms_out)
{
	static const int max[] = { 1000, 60, 60 };
	size_t strict = cue_time_read(text, end, at, ms_out);
	int64_t seconds = 0, ms = 0;
	int i, n, scale = 100;

	if (strict > 0)
		return strict;
	for (i = 0; i < 3; i++) {
		n = read_part(text, end, &at, max[i]);
		if (n < 0 || at >= end || text[at] != (i < 2 ? ':' : '.'))
			return 0;
		seconds = seconds * 60 + n;
		at++;
	}
	for (; at < end && ascii_is_digit(text[at]); at++) {
		ms += (text[at] - '0') * scale;
		scale /= 10;
	}
	*ms_out = seconds * 1000 + ms;
	return at;
}

size_t
cue_time_read_hash(const char *text, size_t end, size_t at, int64_t *ms_out)
{
	int scale = 100;

	if (at >= end || text[at] != '#')
		return 0;
	at = cue_time_read(text, end, at + 1, ms_out);
	if (at > 0 && at + 1 < end && text[at] == '-' &&
	    ascii_is_digit(text[at + 1])) {
		for (at++; at < end && ascii_is_digit(text[at]); at++) {
			*ms_out += (text[at] - '0') * scale;
			scale /= 10;
		}
	}
	return at > 0 && at < end && text[at] == '#' ? at + 1 : 0;
}
