#include "shared/reading.h"

#include "base/error.h"

#include <stdlib.h>

#define GAP_MAX 86400 /* seconds */

int
reading_gap(const char *s, int64_t *ms_out, struct error *err)
{
	char *end = NULL;
	double seconds;

	if (!s)
		return 0;
	seconds = strtod(s, &end);
	if (end == s || *end || !(seconds >= 0 && seconds <= GAP_MAX))
		return error_set(err, ERR_USAGE,
		                 "--gap: '%s' is no number of seconds from 0 "
		                 "to %d",
		                 s, GAP_MAX);
	*ms_out = (int64_t)(seconds * 1000 + 0.5);
	if (*ms_out == 0)
		*ms_out = 1;
	return 0;
}
