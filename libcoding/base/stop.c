#include "base/stop.h"

#include "base/abbreviation.h"
#include "base/segment.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

static bool
is_space_at(const char *text, size_t end, size_t at)
{
	return unicode_is_space(utf8_next(text, end, &at));
}

/* The sentence mark at AT: its bytes, 0 if none; S learns its kind. */
static size_t
read_mark(const char *text, size_t end, size_t at, struct stop *s)
{
	size_t next = at;

	switch (utf8_next(text, end, &next)) {
	case '.':
		s->plain = at == s->start;
		break;
	case 0x2026: /* horizontal ellipsis */
		s->plain = false;
		break;
	case 0x3002: /* ideographic full stop */
	case 0xFF01: /* fullwidth ! */
	case 0xFF1F: /* fullwidth ? */
	case 0xFF61: /* halfwidth ideographic full stop */
		s->wide = true;
		/* fall through */
	case '!':
	case '?':
	case 0x061F: /* Arabic ? */
	case 0x06D4: /* Arabic full stop */
	case 0x0964: /* danda */
		s->plain = s->trails = false;
		break;
	default:
		return 0;
	}
	return next - at;
}

/* The closing mark at AT: its bytes, 0 if none. */
static size_t
read_closer(const char *text, size_t end, size_t at, struct stop *s)
{
	size_t next = at;

	switch (utf8_next(text, end, &next)) {
	case '"':
	case '\'':
	case 0xBB:   /* >> */
	case 0x203A: /* > */
	case 0x2018: /* closes in German */
	case 0x2019:
	case 0x201C: /* closes in German */
	case 0x201D:
		s->quoted = true;
		break;
	case ')':
	case ']':
	case '}':
	case '*': /* Markdown emphasis */
	case 0x300B:
	case 0x300D:
	case 0x300F:
	case 0x3011:
	case 0xFF09:
		break;
	case '_':
		if (s->wide) /* no white space need follow: a word might */
			return 0;
		break;
	default:
		return 0;
	}
	return next - at;
}

bool
stop_read(const char *text, size_t end, size_t at, struct stop *s)
{
	size_t n, after;

	*s = (struct stop){ .start = at, .trails = true };
	while (at < end && (n = read_mark(text, end, at, s)) > 0)
		at += n;
	if (at == s->start)
		return false;
	s->plain = s->plain && at == s->start + 1;
	s->trails = s->trails && !s->plain;
	for (; at < end; at = after) {
		after = segment_skip_aside(text, end, at);
		if (after == at)
			after += read_closer(text, end, at, s);
		if (after == at)
			break;
	}
	s->end = at;
	return true;
}

/*
 * The first code point at or after AT that tells how the speech goes on:
 * asides, opening marks and dashes do not.  0 if the line is over.
 */
static uint32_t
peek(const char *text, size_t end, size_t at)
{
	while (at < end) {
		size_t next = segment_skip_aside(text, end, at);
		uint32_t cp;

		if (next > at) {
			at = next;
			continue;
		}
		cp = utf8_next(text, end, &next);
		if (cp < 0x80
		        ? !strchr("\"'([{*_-", (int)cp)
		        : cp != 0xAB && cp != 0xBF && cp != 0xA1 &&
		              (cp < 0x2010 || cp > 0x201F) && cp != 0x2039)
			if (!unicode_is_space(cp))
				return cp;
		at = next;
	}
	return 0;
}

bool
stop_ends(const char *text, size_t start, size_t end, const struct stop *s)
{
	enum abbreviation kind = ABBREVIATION_NONE;
	uint32_t cp;

	if (s->end >= end || s->wide)
		return true;
	if (!is_space_at(text, end, s->end))
		return false;
	if (s->plain)
		kind = abbreviation_before(text, start, s->start);
	if (kind == ABBREVIATION_NONE && !s->trails && !s->quoted)
		return true;
	cp = peek(text, end, s->end);
	if (cp == 0)
		return true;
	if (kind == ABBREVIATION_ALWAYS)
		return false;
	if (kind == ABBREVIATION_BEFORE_DIGIT && cp >= '0' && cp <= '9')
		return false;
	if (kind == ABBREVIATION_BEFORE_LOWER || s->trails || s->quoted)
		return !unicode_is_lower(cp);
	return true;
}
