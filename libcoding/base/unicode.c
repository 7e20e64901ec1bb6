#include "base/unicode.h"

#include "base/mem.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

bool
unicode_is_word(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') ||
		       (cp >= '0' && cp <= '9') || cp == '_';
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

bool
unicode_is_space(uint32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || (cp >= '\t' && cp <= '\r');
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return cp == 0x85;
	}
}

bool
unicode_is_upper(uint32_t cp)
{
	utf8proc_category_t c;

	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z';
	c = utf8proc_category((utf8proc_int32_t)cp);
	return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool
unicode_is_lower(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'a' && cp <= 'z';
	return utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_LL;
}

/* Normalise one piece with OPTIONS and append it. */
static bool
map_piece(struct buf *out, const char *s, size_t len, utf8proc_option_t options)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t n;
	bool changed;

	n = utf8proc_map((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)len,
	                 &mapped, options | UTF8PROC_STABLE);
	if (n < 0) { /* invalid text never gets here; keep it as it is */
		buf_add(out, s, len);
		return false;
	}
	changed = (size_t)n != len || memcmp(mapped, s, len) != 0;
	buf_add(out, mapped, (size_t)n);
	free(mapped);
	return changed;
}

/*
 * Marks in a row that are normalised together.  No writing stacks more than
 * a few dozen (UAX #15 calls 30 a safe limit), and putting them in order
 * takes quadratic time, so that a file of nothing else would hang.
 */
#define MARKS_MAX 128

static bool
is_mark(uint32_t cp)
{
	return utf8proc_get_property((utf8proc_int32_t)cp)->combining_class !=
	       0;
}

/*
 * The bytes of the code point at S if it is steady: it neither changes nor
 * joins what stands before it, as nothing below U+0300 (CC 80) does; else,
 * or if that is not known without tables, 0.
 */
static size_t
steady_bytes(const unsigned char *s)
{
	if (s[0] < 0xCC)
		return s[0] < 0x80 ? 1 : 2;
	if (s[0] >= 0xCE && s[0] <= 0xD1) /* Greek, Cyrillic to U+047F */
		return s[0] != 0xCE || s[1] != 0x87 ? 2 : 0;
	if (s[0] >= 0xE4 && s[0] <= 0xE9) /* Han, U+4000 to U+9FFF */
		return 3;
	/* punctuation, U+2002 to U+203F */
	return s[0] == 0xE2 && s[1] == 0x80 && s[2] >= 0x82 ? 3 : 0;
}

/* The first byte from AT on that is not of a steady code point, or LEN. */
static size_t
skip_steady(const char *str, size_t len, size_t at)
{
	const unsigned char *s = (const unsigned char *)str;
	uint64_t eight;
	size_t n;

	while (at < len && (n = steady_bytes(s + at)) > 0) {
		at += n;
		while (at + 8 <= len) { /* ASCII, eight bytes at once */
			memcpy(&eight, s + at, 8);
			if (eight & 0x8080808080808080u)
				break;
			at += 8;
		}
	}
	return at;
}

bool
unicode_is_nfc(const char *s, size_t len)
{
	return skip_steady(s, len, 0) == len;
}

/*
 * The text may be cut before each steady code point: a piece is one of them
 * and the others behind it, and what lies between is copied.
 */
bool
unicode_nfc(struct buf *out, const char *s, size_t len)
{
	size_t at = 0, plain = 0, from, marks;
	bool changed = false;

	while ((at = skip_steady(s, len, at)) < len) {
		from = at;
		if (from > plain)
			utf8_prev(s, &from);
		for (marks = 0; at < len && marks < MARKS_MAX &&
		                !steady_bytes((const unsigned char *)s + at);) {
			uint32_t cp = utf8_next(s, len, &at);

			marks = is_mark(cp) ? marks + 1 : 0;
		}
		buf_add(out, s + plain, from - plain);
		changed |=
		    map_piece(out, s + from, at - from, UTF8PROC_COMPOSE);
		plain = at;
	}
	buf_add(out, s + plain, len - plain);
	return changed;
}

char *
unicode_fold(const char *s)
{
	struct buf b = { 0 };

	map_piece(&b, s, strlen(s), UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
	return buf_take(&b);
}

char *
unicode_slug(const char *s)
{
	char *folded = unicode_fold(s);
	size_t len = strlen(folded), at = 0;
	struct buf b = { 0 };

	while (at < len) {
		size_t from = at;
		uint32_t cp = utf8_next(folded, len, &at);

		if (cp != '_' && unicode_is_word(cp))
			buf_add(&b, folded + from, at - from);
		else if (b.len > 0 && b.data[b.len - 1] != '-')
			buf_addc(&b, '-');
	}
	if (b.len > 0 && b.data[b.len - 1] == '-')
		b.data[--b.len] = '\0';
	free(folded);
	return buf_take(&b);
}

const char *
unicode_version(void)
{
	return utf8proc_unicode_version();
}
