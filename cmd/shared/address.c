#include "shared/address.h"

#include "base/mem.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A whole number at S, and what follows it; false if there is none. */
static bool
number(const char *s, size_t *out, const char **rest)
{
	unsigned long long n;
	char *end;

	if (!isdigit((unsigned char)*s))
		return false;
	errno = 0;
	n = strtoull(s, &end, 10);
	if (errno || n > 1000000000000ULL)
		return false;
	*out = (size_t)n;
	*rest = end;
	return true;
}

int
address_parse(const char *s, struct address *out, struct error *err)
{
	const char *hash = strrchr(s, '#'), *colon = strrchr(s, ':');
	const char *mark = hash > colon ? hash : colon, *rest;
	size_t n = 0;

	memset(out, 0, sizeof(*out));
	if (!mark || mark == s || !number(mark + 1, &n, &rest))
		goto bad;
	if (mark == hash) {
		if (*rest || n < 1 || n > 100000000)
			goto bad;
		out->turn = (int)n;
	} else {
		out->span = true;
		out->start = out->end = n;
		if (*rest == '-' && !number(rest + 1, &out->end, &rest))
			goto bad;
		if (*rest || out->end < out->start)
			goto bad;
	}
	out->document = mem_strn(s, (size_t)(mark - s));
	return 0;
bad:
	return error_set(err, ERR_USAGE,
	                 "'%s' is no place: write DOCUMENT#TURN or "
	                 "DOCUMENT:START-END",
	                 s);
}

void
address_release(struct address *a)
{
	free(a->document);
	memset(a, 0, sizeof(*a));
}
