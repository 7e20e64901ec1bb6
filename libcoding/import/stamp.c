#include "import/stamp.h"

#include "base/ascii.h"
#include "import/cue_time.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_DIGITS = 4, MINUTE_MS = 60000, HALF_DAY = 12 };

/* Blanks, among them the no-break ones that phones put before AM and PM. */
static size_t
skip_blanks(const char *text, size_t end, size_t at)
{
	for (;;) {
		if (at < end && text[at] == ' ')
			at++;
		else if (at + 1 < end && memcmp(text + at, "\xC2\xA0", 2) == 0)
			at += 2;
		else if (at + 2 < end &&
		         memcmp(text + at, "\xE2\x80\xAF", 3) == 0)
			at += 3;
		else
			return at;
	}
}

/* --- dates ---------------------------------------------------------------- */

/* Up to four digits at *AT; how many, and their number. */
static size_t
read_number(const char *text, size_t end, size_t *at, int *out)
{
	size_t from = *at;

	*out = 0;
	while (*at < end && *at - from <= YEAR_DIGITS &&
	       ascii_is_digit(text[*at]))
		*out = *out * 10 + text[(*at)++] - '0';
	return *at - from;
}

/* A year of four digits, or of two. */
static int
full_year(int n, size_t digits)
{
	return digits == YEAR_DIGITS ? n : digits == 2 ? 2000 + n : -1;
}

/* Which of the two numbers is the day?  False if neither can be. */
static bool
order(struct stamp *s, char between)
{
	int a = s->first, b = s->second;

	if (a < 1 || b < 1 || a > 31 || b > 31 || (a > 12 && b > 12))
		return false;
	if (a > 12 || between == '.')
		s->order = STAMP_DAY_FIRST;
	else
		s->order = b > 12 ? STAMP_MONTH_FIRST : STAMP_IN_DOUBT;
	return s->order != STAMP_DAY_FIRST || b <= 12;
}

/* The middle of a date: digits, or a month's name. */
static bool
read_middle(const char *text, size_t end, size_t *at, int *out, bool *named)
{
	size_t stop;

	*named = *at < end && ascii_is_letter(text[*at]);
	if (*named) {
		*out = date_month(text, end, *at, &stop);
		*at = stop;
		return *out > 0;
	}
	return read_number(text, end, at, out) <= 2;
}

/* The end of the date at AT, or 0. */
static size_t
read_date(const char *text, size_t end, size_t at, struct stamp *s)
{
	size_t first, last;
	int a, b, c;
	bool named;
	char between;

	first = read_number(text, end, &at, &a);
	if (first == 0 || at >= end || !strchr("/.- ", text[at]))
		return 0;
	between = text[at++];
	if (!read_middle(text, end, &at, &b, &named) ||
	    (between == ' ' && !named) || at >= end || text[at] != between)
		return 0;
	at++;
	last = read_number(text, end, &at, &c);
	if (last == 0 || last > YEAR_DIGITS || first > YEAR_DIGITS)
		return 0;
	if (first == YEAR_DIGITS) {
		s->year = a;
		s->first = b;
		s->second = c;
		s->order = STAMP_KNOWN;
	} else {
		s->year = full_year(c, last);
		s->first = named ? b : a;
		s->second = named ? a : b;
		s->order = STAMP_KNOWN;
		if (!named && !order(s, between))
			return 0;
	}
	if (s->order == STAMP_KNOWN &&
	    (s->first < 1 || s->first > 12 || s->second < 1 || s->second > 31))
		return 0;
	return s->year >= 1900 && s->year < 2200 ? at : 0;
}

/* --- times ---------------------------------------------------------------- */

/* AM, p.m. or "p. m." at AT: its end, or 0. */
static size_t
read_half(const char *text, size_t end, size_t at, bool *pm_out)
{
	if (at >= end || !strchr("aApP", text[at]))
		return 0;
	*pm_out = text[at] == 'p' || text[at] == 'P';
	at++;
	if (at < end && text[at] == '.')
		at = skip_blanks(text, end, at + 1);
	if (at >= end || (text[at] != 'm' && text[at] != 'M'))
		return 0;
	at++;
	if (at < end && ascii_is_letter(text[at]))
		return 0;
	return at < end && text[at] == '.' ? at + 1 : at;
}

/* The end of the time of day at AT, or 0. */
static size_t
read_time(const char *text, size_t end, size_t at, struct stamp *s)
{
	size_t stop = cue_time_read(text, end, at, &s->ms), half, i;
	int64_t hours;
	bool pm = false;
	int colons = 0;

	if (stop == 0)
		return 0;
	for (i = at; i < stop; i++)
		colons += text[i] == ':';
	if (colons == 1) /* read as minutes and seconds */
		s->ms = s->ms / 1000 * MINUTE_MS;
	hours = s->ms / MINUTE_MS / 60;
	half = read_half(text, end, skip_blanks(text, end, stop), &pm);
	s->half = half > 0;
	if (hours > 23 || (s->half && (hours < 1 || hours > HALF_DAY)))
		return 0;
	if (s->half && hours == HALF_DAY)
		s->ms -= (int64_t)HALF_DAY * 60 * MINUTE_MS;
	if (pm)
		s->ms += (int64_t)HALF_DAY * 60 * MINUTE_MS;
	return half > 0 ? half : stop;
}

/* What may stand between date and time: "T", a comma, "at". */
static size_t
skip_between(const char *text, size_t end, size_t at)
{
	if (at + 1 < end && text[at] == 'T' && ascii_is_digit(text[at + 1]))
		return at + 1;
	if (at < end && text[at] == ',')
		at++;
	at = skip_blanks(text, end, at);
	if (at + 3 < end && memcmp(text + at, "at ", 3) == 0)
		at = skip_blanks(text, end, at + 3);
	return at;
}

size_t
stamp_read(const char *text, size_t end, size_t at, struct stamp *out)
{
	struct stamp date = { 0 }, time = { 0 };
	size_t stop, behind;

	memset(out, 0, sizeof(*out));
	stop = read_date(text, end, at, &date);
	if (stop > 0) {
		behind = skip_between(text, end, stop);
		stop = behind > stop ? read_time(text, end, behind, &time) : 0;
	} else {
		stop = read_time(text, end, at, &time);
		if (stop == 0)
			return 0;
		behind = skip_between(text, end, stop);
		if (behind > stop) {
			behind = read_date(text, end, behind, &date);
			stop = behind > 0 ? behind : stop;
		}
		if (behind == 0)
			memset(&date, 0, sizeof(date));
	}
	if (stop == 0 || (stop < end && ascii_is_digit(text[stop])))
		return 0;
	*out = date;
	out->ms = time.ms;
	out->half = time.half;
	return stop;
}

/* --- days ----------------------------------------------------------------- */

static void
month_and_day(const struct stamp *s, bool month_first, int *month, int *day)
{
	bool swap = s->order == STAMP_DAY_FIRST ||
	            (s->order == STAMP_IN_DOUBT && !month_first);

	*month = swap ? s->second : s->first;
	*day = swap ? s->first : s->second;
}

int64_t
stamp_day(const struct stamp *s, bool month_first)
{
	static const int before[] = { 0,   31,  59,  90,  120, 151,
		                      181, 212, 243, 273, 304, 334 };
	int month, day, y = s->year;
	int64_t leaps;

	month_and_day(s, month_first, &month, &day);
	/* years end with February here, so that leap days come last */
	y -= month <= 2;
	leaps =
	    y / 4 - y / 100 + y / 400 - (1969 / 4 - 1969 / 100 + 1969 / 400);
	return (int64_t)(s->year - 1970) * 365 + leaps + before[month - 1] +
	       day - 1;
}

void
stamp_date(const struct stamp *s, bool month_first, char out[DATE_SIZE])
{
	int month, day;

	month_and_day(s, month_first, &month, &day);
	snprintf(out, DATE_SIZE, "%04d-%02d-%02d", s->year, month, day);
}
