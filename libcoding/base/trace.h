/*
 * trace.h - what the program does, for a bug report.
 *
 * EMIC_TRACE=sql,tag prints lines of those topics on standard error; the
 * one place in the library that reads the environment and prints.
 */
#ifndef EMIC_BASE_TRACE_H
#define EMIC_BASE_TRACE_H

#include <stdbool.h>

/* Is TOPIC (one of "sql", "tag", "import", "time") asked for? */
bool trace_on(const char *topic);

/* Print one line of TOPIC, with the milliseconds since the start. */
void trace(const char *topic, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
