#include "import/xml_time.h"

#include "import/compose.h"
#include "import/cue_time.h"

#include <stdbool.h>
#include <string.h>

/* Digits and a fraction at *S, which moves behind them; -1 if none. */
static double
read_number(const char **s)
{
	double value = 0, unit = 1;
	const char *c = *s;

	for (; *c >= '0' && *c <= '9' && value < 1e15; c++)
		value = value * 10 + (*c - '0');
	if (c == *s || *c != '.') {
		value = c == *s ? -1 : value;
		*s = c;
		return value;
	}
	for (c++; *c >= '0' && *c <= '9'; c++) {
		unit /= 10;
		value += unit * (*c - '0');
	}
	*s = c;
	return value;
}

/* PT1H2M3.5S */
static int64_t
read_duration(const char *s)
{
	double sum = 0, value;

	do {
		value = read_number(&s);
		if (value < 0 || !*s || !strchr("HMS", *s))
			return TURN_NO_TIME;
		sum += value * (*s == 'H' ? 3600 : *s == 'M' ? 60 : 1);
		s++;
	} while (*s);
	return compose_ms(sum);
}

int64_t
xml_time(const char *s)
{
	int64_t ms = TURN_NO_TIME;
	size_t len = strlen(s);
	double value;

	if (strncmp(s, "PT", 2) == 0)
		return read_duration(s + 2);
	if (strchr(s, ':'))
		return cue_time_read(s, len, 0, &ms) == len ? ms : TURN_NO_TIME;
	value = read_number(&s);
	if (value >= 0 && strcmp(s, "ms") == 0)
		return compose_ms(value / 1000);
	if (value < 0 || (*s && strcmp(s, "s") != 0))
		return TURN_NO_TIME;
	return compose_ms(value);
}
