/*
 * cue_time.h - points in time as people write them into a transcript.
 */
#ifndef EMIC_IMPORT_CUE_TIME_H
#define EMIC_IMPORT_CUE_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Read a time at AT: m:ss, h:mm:ss, with .mmm or ,mmm; or hh:mm:ss:ff and
 * hh;mm;ss;ff, whose frames are left out, for nobody says how long one is.
 * Returns its end, or 0 if there is none.
 */
size_t cue_time_read(const char *text, size_t end, size_t at, int64_t *ms_out);

/* The same, or h:m:s.m, as Teams once wrote times. */
size_t cue_time_read_any(const char *text, size_t end, size_t at,
                         int64_t *ms_out);

/*
 * The same for #h:mm:ss-t#, as f4 and easytranscript write it, with tenths
 * of a second or without.
 */
size_t cue_time_read_hash(const char *text, size_t end, size_t at,
                          int64_t *ms_out);

#endif
