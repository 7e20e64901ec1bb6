/*
 * date.h - dates as people and programs write them, where no doubt is left:
 * 2024-03-05, 5 March 2024, 5. April 2024, Mar 5, 2024.  05/03/2024 is in
 * doubt.
 */
#ifndef EMIC_IMPORT_DATE_H
#define EMIC_IMPORT_DATE_H

#include <stdbool.h>
#include <stddef.h>

#define DATE_SIZE 11 /* "2024-03-05" */

/* Find the first date in the LEN bytes at S; false if there is none. */
bool date_find(const char *s, size_t len, char out[DATE_SIZE]);

/*
 * The month, 1 to 12, whose name or its first three letters is at AT in the
 * LEN bytes at S; 0 if none is.  *END_OUT is where the word ends.
 */
int date_month(const char *s, size_t len, size_t at, size_t *end_out);

#endif
