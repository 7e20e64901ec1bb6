#include "base/trace.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

bool
trace_on(const char *topic)
{
	const char *s = getenv("EMIC_TRACE");
	size_t len = strlen(topic);

	while (s && *s) {
		if (strncmp(s, topic, len) == 0 &&
		    (s[len] == ',' || s[len] == '\0'))
			return true;
		s = strchr(s, ',');
		if (s)
			s++;
	}
	return false;
}

void
trace(const char *topic, const char *fmt, ...)
{
	static double start; /* of the first line: times are relative to it */
	struct timespec ts;
	double now;
	va_list ap;

	if (!trace_on(topic))
		return;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	now = (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
	if (start == 0)
		start = now;
	fprintf(stderr, "%s %9.3f ms  ", topic, now - start);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}
