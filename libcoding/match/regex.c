#include "match/regex.h"

#include "base/error.h"

#include <stdbool.h>
#include <string.h>

/* The end of the character class that begins at AT. */
static size_t
skip_class(const char *s, size_t len, size_t at)
{
	size_t i = at + 1;

	if (i < len && s[i] == '^')
		i++;
	if (i < len && s[i] == ']')
		i++; /* stands for itself there */
	for (; i < len && s[i] != ']'; i++) {
		const char *end = NULL;

		if (s[i] == '\\' && i + 1 < len && s[i + 1] == 'Q')
			end = strstr(s + i, "\\E");
		else if (s[i] == '[' && i + 1 < len && s[i + 1] == ':')
			end = strstr(s + i, ":]");
		else if (s[i] == '\\')
			i++;
		if (end)
			i = (size_t)(end - s) + 1;
	}
	return i + 1;
}

/*
 * Why the escape behind the backslash at AT cannot be used, or NULL.  *AT
 * moves behind it.
 */
static const char *
check_escape(const char *s, size_t len, size_t *at)
{
	const char *end;

	switch (s[*at + 1]) {
	case 'K':
		return "\\K cannot be used: a match begins where its words do";
	case 'C':
		return "\\C cannot be used: it would cut a character in two";
	case 'G':
		return "\\G cannot be used: it depends on the match before";
	case 'Q':
		end = strstr(s + *at, "\\E");
		*at = end ? (size_t)(end - s) + 2 : len;
		return NULL;
	case 'c': /* \cX is one character, whatever X is */
		*at += 3;
		return NULL;
	default:
		*at += 2;
		return NULL;
	}
}

int
regex_check(const char *s, size_t len, size_t *offset_out, struct error *err)
{
	const char *why = NULL, *end;
	size_t i = 0;

	while (i < len && !why) {
		*offset_out = i;
		if (s[i] == '\\' && i + 1 < len) {
			why = check_escape(s, len, &i);
		} else if (s[i] == '[') {
			i = skip_class(s, len, i);
		} else if (strncmp(s + i, "(?#", 3) == 0) {
			end = strchr(s + i, ')');
			i = end ? (size_t)(end - s) + 1 : len;
		} else if (strncmp(s + i, "(?C", 3) == 0) {
			why = "callouts (?C) cannot be used";
		} else if (strncmp(s + i, "(*", 2) == 0) {
			why = "verbs (*...) cannot be used";
		} else {
			i++;
		}
	}
	return why ? error_set(err, ERR_FORMAT, "%s", why) : 0;
}
