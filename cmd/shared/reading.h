/*
 * reading.h - options that say how a file is read, for every command that
 * reads one.
 */
#ifndef EMIC_CMD_READING_H
#define EMIC_CMD_READING_H

#include <stdint.h>

struct error;

/*
 * --gap: S is seconds, with a fraction or without; 0 is every pause there is.
 * Nothing happens if it is NULL.  ERR_USAGE: it is no such number.
 */
int reading_gap(const char *s, int64_t *ms_out, struct error *err);

#endif
