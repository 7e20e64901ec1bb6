/*
 * stamp.h - a date and a time of the day, as chats write them beside each
 * message: 12/03/2024, 14:05; 3/12/24, 2:05 PM; 12.03.24 14:05:33;
 * 2024-03-12T14:05; 12-Mar-24 02:05 PM; 14:05, 12/03/2024; 2:05 PM.
 */
#ifndef EMIC_IMPORT_STAMP_H
#define EMIC_IMPORT_STAMP_H

#include "import/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum stamp_order {
	STAMP_NO_DATE,
	STAMP_IN_DOUBT,    /* 05/03/2024 */
	STAMP_KNOWN,       /* year first, or a month by name */
	STAMP_DAY_FIRST,   /* 25/03/2024, 05.03.2024 */
	STAMP_MONTH_FIRST, /* 03/25/2024 */
};

struct stamp {
	enum stamp_order order;
	int year, first, second; /* in the order written; KNOWN: month, day */
	int64_t ms;              /* since midnight */
	bool half;               /* AM or PM stands beside the time */
};

/* Read a stamp at AT, with a date or without: its end, or 0 for none. */
size_t stamp_read(const char *text, size_t end, size_t at, struct stamp *out);

/*
 * The day of S, which has a date, counted from 1 January 1970; MONTH_FIRST
 * says what dates in doubt mean.
 */
int64_t stamp_day(const struct stamp *s, bool month_first);

/* The same as "2024-03-12". */
void stamp_date(const struct stamp *s, bool month_first, char out[DATE_SIZE]);

#endif
