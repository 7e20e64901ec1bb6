/*
 * table_time.h - the times in the columns of a table.
 *
 * A cell holds seconds, a time as people write it (with or without brackets
 * or #), or a span of time from start to end.
 */
#ifndef EMIC_IMPORT_TABLE_TIME_H
#define EMIC_IMPORT_TABLE_TIME_H

#include "base/records.h"
#include "model/transcript.h"

/* Which columns they are in; SIZE_MAX: in none. */
struct table_time {
	const struct records *records;
	size_t start, end, speech;
	bool ms; /* a plain number is milliseconds */
};

/* Find out what plain numbers mean; RECORDS and columns are set. */
void table_time_prepare(struct table_time *x);

/* When ROW begins and ends: TURN_NO_TIME where it does not say. */
void table_time_row(const struct table_time *x, size_t row, int64_t *start_out,
                    int64_t *end_out);

/* Remark in T which cells should be times and cannot be read. */
void table_time_remark(const struct table_time *x, struct transcript *t);

#endif
