#include "import/guess.h"

#include "base/utf8.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <uchardet/uchardet.h>

/* What is guessed when nothing else is likely, as browsers do. */
#define LAST_RESORT "WINDOWS-1252"

enum {
	LOOKED_AT = 1 << 20, /* bytes from the first beyond ASCII on */
	BEFORE = 1024,       /* and before it */
	SEQUENCES_MIN = 4,   /* of UTF-8 that are no accident */
	NULS_SHARE = 20,     /* so many times as many NULs are no accident */
	DAMAGE_SHARE = 4,    /* of them, one in so many may be damaged */
	EVIDENCE_MIN = 3,    /* bytes beyond ASCII, to tell alphabets apart */
};

/*
 * UTF-16 of any text with blanks has NULs at one parity; at the other only
 * a few characters have one.
 */
static const char *
by_nuls(const char *data, size_t len)
{
	size_t i, n[2] = { 0 };

	for (i = 0; i < len; i++)
		n[i & 1] += data[i] == '\0';
	if (len % 2 != 0)
		return NULL;
	if (n[1] > n[0] * NULS_SHARE)
		return "UTF-16LE";
	return n[0] > n[1] * NULS_SHARE ? "UTF-16BE" : NULL;
}

/* Controls that no text has; the shifts are for ISO-2022, with an escape. */
static bool
has_controls(const char *data, size_t len)
{
	const char *fine = "\t\n\v\f\r\x15\x1A\x1B\x0E\x0F";
	size_t i, n = memchr(data, '\x1B', len) ? 10 : 8;

	for (i = 0; i < len; i++)
		if ((unsigned char)data[i] < 0x20 && !memchr(fine, data[i], n))
			return true;
	return false;
}

/* UTF-8 in which only a few bytes are not? */
static bool
is_damaged_utf8(const char *data, size_t len)
{
	size_t at = 0, bad, good = 0, damaged = 0;

	while (at < len) {
		bool valid = utf8_valid(data + at, len - at, &bad);
		size_t end = valid ? len : at + bad;

		while (at < end)
			good += utf8_next(data, end, &at) >= 0x80;
		if (!valid) {
			damaged++;
			at++;
		}
	}
	return good >= SEQUENCES_MIN && damaged * DAMAGE_SHARE <= good;
}

static void
ask_uchardet(const char *data, size_t len, char out[GUESS_SIZE])
{
	uchardet_t u = uchardet_new();
	size_t at = 0;

	while (at < len && !(data[at] & 0x80) && data[at] != '\x1B')
		at++;
	at = at > BEFORE ? at - BEFORE : 0;
	len -= at;
	if (uchardet_handle_data(u, data + at,
	                         len < LOOKED_AT ? len : LOOKED_AT) == 0)
		uchardet_data_end(u);
	snprintf(out, GUESS_SIZE, "%s", uchardet_get_charset(u));
	uchardet_delete(u);
}

/* Not all that it knows is iconv's; and ASCII or UTF-8 this is not. */
static bool
is_usable(const char *encoding)
{
	iconv_t cd;

	if (*encoding == '\0' || strcasecmp(encoding, "ASCII") == 0 ||
	    strcasecmp(encoding, "UTF-8") == 0)
		return false;
	cd = iconv_open("UTF-8", encoding);
	if (cd == (iconv_t)-1)
		return false;
	iconv_close(cd);
	return true;
}

/* Escapes alone make no other encoding of ASCII and UTF-8. */
static bool
is_escaped_utf8(const char *data, size_t len, const char *encoding)
{
	return strncasecmp(encoding, "ISO-2022", 8) != 0 &&
	       utf8_valid(data, len, NULL);
}

/* A word or two do not tell which of many alphabets of one byte it is. */
static bool
is_too_little(const char *data, size_t len, const char *encoding)
{
	static const char *const alphabets[] = { "ISO-8859", "WINDOWS", "MAC",
		                                 "IBM",      "KOI8",    "TIS" };
	size_t i, n = 0;

	for (i = 0; i < len && n < EVIDENCE_MIN; i++)
		n += (data[i] & 0x80) != 0;
	if (n >= EVIDENCE_MIN)
		return false;
	for (i = 0; i < sizeof(alphabets) / sizeof(*alphabets); i++)
		if (strncasecmp(encoding, alphabets[i], strlen(alphabets[i])) ==
		    0)
			return true;
	return false;
}

/*
 * The bytes from 0x80 to 0x9F are letters and marks in what Windows writes,
 * and controls, which no text has, in the ISO 8859 that it began as.
 */
static void
prefer_windows(const char *data, size_t len, char name[GUESS_SIZE])
{
	static const char *const pairs[][2] = {
		{ "ISO-8859-2", "WINDOWS-1250" },
		{ "ISO-8859-1", "WINDOWS-1252" },
		{ "ISO-8859-15", "WINDOWS-1252" },
		{ "ISO-8859-7", "WINDOWS-1253" },
		{ "ISO-8859-9", "WINDOWS-1254" },
		{ "ISO-8859-8", "WINDOWS-1255" },
		{ "ISO-8859-13", "WINDOWS-1257" },
	};
	size_t i;

	for (i = 0; i < len; i++)
		if (((unsigned char)data[i] & 0xE0) == 0x80)
			break;
	if (i == len)
		return;
	for (i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (strcasecmp(name, pairs[i][0]) == 0)
			snprintf(name, GUESS_SIZE, "%s", pairs[i][1]);
}

/* Is the byte C the same letter in ENCODING and in the last resort? */
static bool
is_same_letter(char c, const char *encoding)
{
	const char *names[2] = { encoding, LAST_RESORT };
	char letters[2][8] = { "", "" };
	size_t i;

	for (i = 0; i < 2; i++) {
		iconv_t cd = iconv_open("UTF-8", names[i]);
		char *in = &c, *out = letters[i];
		size_t in_len = 1, out_len = sizeof(letters[i]) - 1, n;

		if (cd == (iconv_t)-1)
			return false;
		n = iconv(cd, &in, &in_len, &out, &out_len);
		iconv_close(cd);
		if (n == (size_t)-1)
			return false;
	}
	return strcmp(letters[0], letters[1]) == 0;
}

/*
 * Is the text the same in the last resort, which is by far the more frequent
 * of two that share most letters?
 */
static bool
is_same_in(const char *data, size_t len, const char *encoding)
{
	bool known[256] = { false };
	size_t i;

	if (strcasecmp(encoding, "WINDOWS-1250") != 0 &&
	    strcasecmp(encoding, "WINDOWS-1254") != 0 &&
	    strcasecmp(encoding, "WINDOWS-1257") != 0 &&
	    strcasecmp(encoding, "WINDOWS-1258") != 0)
		return false;
	for (i = 0; i < len; i++)
		known[(unsigned char)data[i]] = true;
	for (i = 0x80; i < 256; i++)
		if (known[i] && !is_same_letter((char)i, encoding))
			return false;
	return true;
}

bool
guess_encoding(const char *data, size_t len, char out[GUESS_SIZE])
{
	const char *wide = by_nuls(data, len);

	if (wide) {
		snprintf(out, GUESS_SIZE, "%s", wide);
		return true;
	}
	if (has_controls(data, len) || is_damaged_utf8(data, len))
		return false;
	ask_uchardet(data, len, out);
	if (is_escaped_utf8(data, len, out))
		return false;
	prefer_windows(data, len, out);
	/* the same but for marks that it has and Latin-1 has not */
	if (strcasecmp(out, "ISO-8859-1") == 0 || !is_usable(out) ||
	    is_too_little(data, len, out) || is_same_in(data, len, out))
		snprintf(out, GUESS_SIZE, "%s", LAST_RESORT);
	return true;
}
