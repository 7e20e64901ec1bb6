/* report_format.c - the formats there are. */
#include "report/report.h"

#include "report/report_page.h"

#include <string.h>
#include <strings.h>

static const struct report_format *const formats[] = { &report_html,
	                                               &report_md };

static bool
ends_in(const char *path, const char *ending)
{
	size_t n = strlen(path), m = strlen(ending);

	return n > m && strcasecmp(path + n - m, ending) == 0;
}

const struct report_format *
report_format_of(const char *path)
{
	size_t i, k;

	for (i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		for (k = 0; formats[i]->endings[k]; k++)
			if (ends_in(path, formats[i]->endings[k]))
				return formats[i];
	return NULL;
}
