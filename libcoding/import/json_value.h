/*
 * json_value.h - values as those who write JSON about speech have them.
 */
#ifndef EMIC_IMPORT_JSON_VALUE_H
#define EMIC_IMPORT_JSON_VALUE_H

#include "base/buf.h"

#include <jansson.h>
#include <stdint.h>

/* The first of the NAMES, up to a NULL, that OBJECT has and is not null. */
const json_t *json_value_first(const json_t *object, const char *const *names);

/*
 * 12.5, "12.5", "PT12.5S", "00:00:12,500" or whole seconds and "nanos" in
 * milliseconds; TURN_NO_TIME if VALUE is none of them.  A plain number is of
 * SCALE seconds.
 */
int64_t json_value_ms(const json_t *value, double scale);

/*
 * Who speaks, into OUT: a name, a number or a letter ("Speaker 1"), or an
 * object that has one of those.  An id goes by its name in SPEAKERS, a list
 * of objects with "id" and "name", or NULL.  Empty if nobody is named.
 */
void json_value_who(const json_t *value, const json_t *speakers,
                    struct buf *out);

#endif
