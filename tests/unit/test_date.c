#include "import/date.h"

#include <criterion/criterion.h>
#include <string.h>

Test(date, is_read_where_no_doubt_is_left)
{
	static const struct {
		const char *text, *date; /* "": none */
	} cases[] = {
		{ "2024-03-05", "2024-03-05" },
		{ "on 2024-03-05, again", "2024-03-05" },
		{ "Talk (2024-03-05 10:00 GMT-5)", "2024-03-05" },
		{ "Tue, Mar 05, 2024 10:02AM", "2024-03-05" },
		{ "March 5, 2024, 10:00AM", "2024-03-05" },
		{ "5 March 2024", "2024-03-05" },
		{ "the 5th of March 2024", "" },
		{ "5th March, 2024", "2024-03-05" },
		{ "1st Sept. 2024", "2024-09-01" },
		{ "5. April 2024", "2024-04-05" },
		{ "am 12. Sept. 2024 in Ulm", "2024-09-12" },
		{ "Es war 1995. April 2024", "" },
		{ "May 12 2021", "2021-05-12" },
		{ "talk-20240305_100000-Recording", "2024-03-05" },
		{ "20240305", "" },
		{ "05/03/2024", "" },
		{ "2024-13-05", "" },
		{ "2024-03-32", "" },
		{ "12024-03-05", "" },
		{ "2024-03-051", "" },
		{ "Maybe 5 2024", "" },
		{ "Marchers 5, 2024", "" },
		{ "March 2024", "" },
		{ "5 March", "" },
		{ "March 5, 1066", "" },
		{ "March", "" },
		{ "2024-03-0", "" },
		{ "", "" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char date[DATE_SIZE] = "";
		bool found =
		    date_find(cases[i].text, strlen(cases[i].text), date);

		cr_expect_eq(found, *cases[i].date != '\0', "%s",
		             cases[i].text);
		cr_expect_str_eq(date, cases[i].date, "%s", cases[i].text);
	}
}
