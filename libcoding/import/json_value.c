#include "import/json_value.h"

#include "import/compose.h"
#include "import/cue_time.h"
#include "import/import.h"
#include "model/transcript.h"

#include <stdlib.h>
#include <string.h>

const json_t *
json_value_first(const json_t *object, const char *const *names)
{
	const json_t *value = NULL;

	for (; *names && (!value || json_is_null(value)); names++)
		value = json_object_get(object, *names);
	return value;
}

/* 12 or "12"; 0 if VALUE is none of them. */
static double
read_number(const json_t *value)
{
	const char *s = json_string_value(value);

	return s ? strtod(s, NULL) : json_number_value(value);
}

/* "1H2M3.5S", as ISO 8601 writes how long something is. */
static int64_t
read_period(const char *s)
{
	double seconds = 0;

	while (*s) {
		char *end;
		double n = strtod(s, &end);

		if (end == s || !strchr("HMS", *end) || !*end)
			return TURN_NO_TIME;
		seconds += n * (*end == 'H' ? 3600 : *end == 'M' ? 60 : 1);
		s = end + 1;
	}
	return compose_ms(seconds);
}

int64_t
json_value_ms(const json_t *value, double scale)
{
	const char *s = json_string_value(value);
	char *end = NULL;
	int64_t ms;
	double n;

	if (json_is_number(value))
		return compose_ms(json_number_value(value) * scale);
	if (json_is_object(value)) /* protocol buffers */
		return compose_ms(
		    read_number(json_object_get(value, "seconds")) +
		    read_number(json_object_get(value, "nanos")) / 1e9);
	if (!s || !*s)
		return TURN_NO_TIME;
	if (cue_time_read(s, strlen(s), 0, &ms) == strlen(s))
		return ms;
	n = strtod(s, &end);
	if (strncmp(s, "PT", 2) == 0) /* "PT1M2.5S" */
		return read_period(s + 2);
	if (*end == 's' && end[1] == '\0') /* "12.500s" */
		end++;
	return *end ? TURN_NO_TIME : compose_ms(n * scale);
}

/* The entry of the file's list of SPEAKERS whose id is ID, or NULL. */
static const json_t *
find_speaker(const json_t *speakers, const json_t *id)
{
	static const char *const ids[] = { "id", "speaker_id", "speakerId",
		                           "key", NULL };
	size_t i, n = json_array_size(speakers);

	if (n > IMPORT_SPEAKERS_MAX)
		return NULL;
	for (i = 0; id && i < n; i++) {
		const json_t *x = json_array_get(speakers, i);
		const json_t *is = json_value_first(x, ids);

		if (is && json_equal(is, id))
			return x;
	}
	return NULL;
}

void
json_value_who(const json_t *value, const json_t *speakers, struct buf *out)
{
	static const char *const names[] = { "name", "label", "id", NULL };
	const json_t *entry = find_speaker(speakers, value);
	const char *s;

	buf_clear(out);
	if (entry && json_is_string(json_object_get(entry, "name")))
		value = json_object_get(entry, "name");
	if (json_is_object(value))
		value = json_value_first(value, names);
	if (json_is_integer(value)) {
		buf_addf(out, "Speaker %" JSON_INTEGER_FORMAT,
		         json_integer_value(value));
		return;
	}
	s = json_string_value(value);
	if (!s)
		return;
	if (s[0] && (s[1] == '\0' || strspn(s, "0123456789") == strlen(s)))
		buf_adds(out, "Speaker ");
	buf_adds(out, s);
}
