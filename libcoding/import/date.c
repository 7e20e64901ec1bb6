#include "import/date.h"

#include "base/ascii.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *const months[] = {
	"january", "february", "march",     "april",   "may",      "june",
	"july",    "august",   "september", "october", "november", "december",
};

enum { YEAR_MIN = 1900, YEAR_MAX = 2199, DAY_MAX = 31 };

/* Exactly N digits at AT, and no more of them around: their number, or -1. */
static int
read_digits(const char *s, size_t len, size_t at, size_t n)
{
	int value = 0;
	size_t i;

	if (at + n > len || (at > 0 && ascii_is_digit(s[at - 1])) ||
	    (at + n < len && ascii_is_digit(s[at + n])))
		return -1;
	for (i = at; i < at + n; i++) {
		if (!ascii_is_digit(s[i]))
			return -1;
		value = value * 10 + s[i] - '0';
	}
	return value;
}

static bool
put(int year, int month, int day, char out[DATE_SIZE])
{
	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 ||
	    day < 1 || day > DAY_MAX)
		return false;
	snprintf(out, DATE_SIZE, "%04d-%02d-%02d", year, month, day);
	return true;
}

/* 2024-03-05 at AT; or 20240305_, as in names of recordings. */
static bool
read_numbers(const char *s, size_t len, size_t at, char out[DATE_SIZE])
{
	int day = read_digits(s, len, at, 8);

	if (day >= 0 && at > 0 && strchr("-_", s[at - 1]) && at + 8 < len &&
	    s[at + 8] == '_')
		return put(day / 10000, day / 100 % 100, day % 100, out);
	if (at + 10 > len || s[at + 4] != '-' || s[at + 7] != '-')
		return false;
	return put(read_digits(s, len, at, 4), read_digits(s, len, at + 5, 2),
	           read_digits(s, len, at + 8, 2), out);
}

int
date_month(const char *s, size_t len, size_t at, size_t *end_out)
{
	size_t n = 0, i;

	while (at + n < len && ascii_is_letter(s[at + n]))
		n++;
	*end_out = at + n + (at + n < len && s[at + n] == '.');
	for (i = 0; n >= 3 && i < 12; i++)
		if ((n == 3 || n == strlen(months[i]) ||
		     (n == 4 && i == 8)) && /* Sept */
		    strncasecmp(s + at, months[i], n) == 0)
			return (int)i + 1;
	return 0;
}

static size_t
skip_blanks(const char *s, size_t len, size_t at)
{
	while (at < len && (s[at] == ' ' || s[at] == ','))
		at++;
	return at;
}

/* One or two digits at *AT, which moves behind them and "st", "th" or "." */
static int
read_day(const char *s, size_t len, size_t *at)
{
	size_t n = 0;
	int day;

	while (*at + n < len && ascii_is_digit(s[*at + n]))
		n++;
	if (n < 1 || n > 2)
		return -1;
	day = read_digits(s, len, *at, n);
	*at += n;
	if (len - *at >= 2 && ascii_is_letter(s[*at]) &&
	    ascii_is_letter(s[*at + 1]))
		*at += 2;
	else if (*at < len && s[*at] == '.')
		*at += 1;
	return day;
}

/* The month's name is at AT: March 5, 2024; or 5 March 2024. */
static bool
read_name(const char *s, size_t len, size_t at, char out[DATE_SIZE])
{
	size_t end, behind, before = at;
	int month = date_month(s, len, at, &end), day;

	if (month == 0)
		return false;
	behind = skip_blanks(s, len, end);
	day = read_day(s, len, &behind);
	behind = skip_blanks(s, len, behind);
	if (day > 0 && put(read_digits(s, len, behind, 4), month, day, out))
		return true;
	while (before > 0 && s[before - 1] == ' ')
		before--;
	before -=
	    before > 1 && s[before - 1] == '.' && ascii_is_digit(s[before - 2]);
	while (
	    before > 0 && at - before < 6 &&
	    (ascii_is_digit(s[before - 1]) || ascii_is_letter(s[before - 1])))
		before--;
	day = read_day(s, len, &before);
	behind = skip_blanks(s, len, end);
	return day > 0 && skip_blanks(s, len, before) == at &&
	       put(read_digits(s, len, behind, 4), month, day, out);
}

bool
date_find(const char *s, size_t len, char out[DATE_SIZE])
{
	size_t at;

	for (at = 0; at < len; at++) {
		bool first = at == 0 || !ascii_is_letter(s[at - 1]);

		if (ascii_is_digit(s[at]) && read_numbers(s, len, at, out))
			return true;
		if (first && ascii_is_letter(s[at]) &&
		    read_name(s, len, at, out))
			return true;
	}
	return false;
}
