#include "base/utf8.h"

#include <string.h>
#include <utf8proc.h>

#define BLOCK 32 /* bytes looked at together */

bool
utf8_valid(const char *str, size_t len, size_t *bad_out)
{
	const unsigned char *s = (const unsigned char *)str;
	size_t i = 0;

	while (i < len) {
		uint64_t eight;
		unsigned char c = s[i], lo = 0x80, hi = 0xBF;
		size_t n, k;

		if (c < 0x80) {
			while (i + 8 <= len) {
				memcpy(&eight, s + i, 8);
				if (eight & 0x8080808080808080u)
					break;
				i += 8;
			}
			while (i < len && s[i] < 0x80)
				i++;
			continue;
		}
		if (c >= 0xC2 && c <= 0xDF)
			n = 1;
		else if (c >= 0xE0 && c <= 0xEF)
			n = 2;
		else if (c >= 0xF0 && c <= 0xF4)
			n = 3;
		else
			goto bad;
		if (c == 0xE0)
			lo = 0xA0;
		else if (c == 0xED)
			hi = 0x9F;
		else if (c == 0xF0)
			lo = 0x90;
		else if (c == 0xF4)
			hi = 0x8F;
		if (i + n >= len)
			goto bad;
		for (k = 1; k <= n; k++, lo = 0x80, hi = 0xBF)
			if (s[i + k] < lo || s[i + k] > hi)
				goto bad;
		i += n + 1;
	}
	return true;
bad:
	if (bad_out)
		*bad_out = i;
	return false;
}

static unsigned
is_control(unsigned char c)
{
	return ((c < 0x20) & (c != '\t') & (c != '\n')) | (c == 0x7F);
}

size_t
utf8_control(const char *str, size_t len)
{
	const unsigned char *s = (const unsigned char *)str;
	size_t at = 0, i;

	/* blocks without a branch, which the compiler makes vectors of */
	for (; at + BLOCK <= len; at += BLOCK) {
		unsigned char any = 0;

		for (i = 0; i < BLOCK; i++)
			any |= (unsigned char)is_control(s[at + i]);
		if (any)
			break;
	}
	while (at < len && !is_control(s[at]))
		at++;
	return at;
}

uint32_t
utf8_next(const char *str, size_t len, size_t *at)
{
	const unsigned char *s = (const unsigned char *)str + *at;
	size_t left = len - *at;

	if (s[0] < 0x80 || left < 2) {
		*at += 1;
		return s[0];
	}
	if (s[0] < 0xE0 || left < 3) {
		*at += 2;
		return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
	}
	if (s[0] < 0xF0 || left < 4) {
		*at += 3;
		return (uint32_t)(s[0] & 0x0F) << 12 |
		       (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
	}
	*at += 4;
	return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
	       (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
}

uint32_t
utf8_prev(const char *str, size_t *at)
{
	const unsigned char *s = (const unsigned char *)str;
	size_t end = *at, i = *at - 1;

	while (i > 0 && (s[i] & 0xC0) == 0x80)
		i--;
	*at = i;
	return utf8_next(str, end, &i);
}

size_t
utf8_put(uint32_t cp, char out[4])
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)cp,
	                                    (utf8proc_uint8_t *)out);
}

size_t
utf8_count(const char *s, size_t len)
{
	size_t i, n = 0;

	for (i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xC0) != 0x80;
	return n;
}

size_t
utf8_offset(const char *s, size_t len, size_t n)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (((unsigned char)s[i] & 0xC0) == 0x80)
			continue;
		if (n-- == 0)
			return i;
	}
	return len;
}

size_t
utf8_width(const char *s, size_t len)
{
	size_t at = 0, width = 0;

	while (at < len) {
		uint32_t cp = utf8_next(s, len, &at);
		int w = cp < 0x80 ? 1 : utf8proc_charwidth((int32_t)cp);

		width += w > 0 ? (size_t)w : 0;
	}
	return width;
}
