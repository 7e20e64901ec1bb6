/*
 * xml_time.h - points in time as XML formats write them.
 */
#ifndef EMIC_IMPORT_XML_TIME_H
#define EMIC_IMPORT_XML_TIME_H

#include <stdint.h>

/*
 * S as milliseconds, or TURN_NO_TIME: seconds ("12.878", "12.878s"), "500ms",
 * h:mm:ss or m:ss with fractions, or a duration of ISO 8601 ("PT1M2.5S").
 */
int64_t xml_time(const char *s);

#endif
