#include "import/stamp.h"

#include <criterion/criterion.h>
#include <string.h>

#define H(hours, minutes, seconds) \
	((((hours)*60 + (minutes)) * 60 + (seconds)) * INT64_C(1000))

Test(stamp, is_read_in_the_ways_of_chats)
{
	static const struct {
		const char *text;
		size_t len; /* of the stamp; 0: there is none */
		enum stamp_order order;
		const char *date; /* with the day first; "": none */
		int64_t ms;
	} cases[] = {
		{ "12/03/2024, 14:05 - Ana", 17, STAMP_IN_DOUBT, "2024-03-12",
		  H(14, 5, 0) },
		{ "25/3/24 14:05:33]", 16, STAMP_DAY_FIRST, "2024-03-25",
		  H(14, 5, 33) },
		{ "3/25/24, 2:05 PM - A", 16, STAMP_MONTH_FIRST, "2024-03-25",
		  H(14, 5, 0) },
		{ "3/25/24, 2:05\xE2\x80\xAFpm", 18, STAMP_MONTH_FIRST,
		  "2024-03-25", H(14, 5, 0) },
		{ "5.3.24, 2:05 a. m. -", 18, STAMP_DAY_FIRST, "2024-03-05",
		  H(2, 5, 0) },
		{ "12:30 AM", 8, STAMP_NO_DATE, "", H(0, 30, 0) },
		{ "12:30 PM", 8, STAMP_NO_DATE, "", H(12, 30, 0) },
		{ "0:30 PM", 0, STAMP_NO_DATE, "", 0 },
		{ "24:05", 0, STAMP_NO_DATE, "", 0 },
		{ "14:05, 25/03/2024]", 17, STAMP_DAY_FIRST, "2024-03-25",
		  H(14, 5, 0) },
		{ "2024-03-12T14:05:33.5", 21, STAMP_KNOWN, "2024-03-12",
		  H(14, 5, 33) + 500 },
		{ "2024/3/12 14:05", 15, STAMP_KNOWN, "2024-03-12",
		  H(14, 5, 0) },
		{ "12-Mar-24 02:05 PM", 18, STAMP_KNOWN, "2024-03-12",
		  H(14, 5, 0) },
		{ "12 March 2024 at 14:05", 22, STAMP_KNOWN, "2024-03-12",
		  H(14, 5, 0) },
		{ "31/13/2024 14:05", 0, STAMP_NO_DATE, "", 0 },
		{ "32/01/2024 14:05", 0, STAMP_NO_DATE, "", 0 },
		{ "01/31.2024 14:05", 0, STAMP_NO_DATE, "", 0 },
		{ "12/03/20245 14:05", 0, STAMP_NO_DATE, "", 0 },
		{ "12/03/2024", 0, STAMP_NO_DATE, "", 0 },
		{ "12 03 2024 14:05", 0, STAMP_NO_DATE, "", 0 },
		{ "12/03/224 14:05", 0, STAMP_NO_DATE, "", 0 },
		{ "12", 0, STAMP_NO_DATE, "", 0 },
		{ "", 0, STAMP_NO_DATE, "", 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *text = cases[i].text;
		char date[DATE_SIZE] = "";
		struct stamp s;

		cr_expect_eq(stamp_read(text, strlen(text), 0, &s),
		             cases[i].len, "%s", text);
		if (cases[i].len == 0)
			continue;
		cr_expect_eq(s.order, cases[i].order, "%s", text);
		cr_expect_eq(s.ms, cases[i].ms, "%s: %lld", text,
		             (long long)s.ms);
		if (s.order != STAMP_NO_DATE)
			stamp_date(&s, false, date);
		cr_expect_str_eq(date, cases[i].date, "%s", text);
	}
}

Test(stamp, days_are_counted_over_leap_years)
{
	static const struct {
		int year, month, day;
		int64_t n; /* as `date -u -d DATE +%s` says, by 86400 */
	} cases[] = {
		{ 1970, 1, 1, 0 },       { 1969, 12, 31, -1 },
		{ 2000, 2, 29, 11016 },  { 2000, 3, 1, 11017 },
		{ 2024, 2, 29, 19782 },  { 2024, 3, 1, 19783 },
		{ 2024, 12, 31, 20088 }, { 2025, 1, 1, 20089 },
		{ 2100, 3, 1, 47541 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct stamp s = { .order = STAMP_IN_DOUBT,
			           .year = cases[i].year,
			           .first = cases[i].day,
			           .second = cases[i].month };

		cr_expect_eq(stamp_day(&s, false), cases[i].n, "%d-%d-%d",
		             s.year, s.second, s.first);
		s.first = cases[i].month;
		s.second = cases[i].day;
		cr_expect_eq(stamp_day(&s, true), cases[i].n);
	}
}
