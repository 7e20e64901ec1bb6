/*
 * nearest.h - "did you mean": the offered names that are near a mistyped one.
 */
#ifndef EMIC_BASE_NEAREST_H
#define EMIC_BASE_NEAREST_H

#include <stddef.h>

#define NEAREST_MAX 3

/* Zeroed, then started; released at the end. */
struct nearest {
	char *wanted; /* folded */
	struct {
		char *name;
		size_t distance;
	} best[NEAREST_MAX];
	size_t n;
	char hint[512];
};

/* Look for names near WANTED. */
void nearest_start(struct nearest *n, const char *wanted);

/*
 * One name that exists.  It is near if few edits (insert, delete, change,
 * swap of neighbours; Damerau, CACM 7(3), 1964) make one of the other, or
 * if one begins with the other; case is folded.
 */
void nearest_offer(struct nearest *n, const char *name);

/* ": did you mean 'a' or 'b'?", or "" if nothing is near.  Borrowed. */
const char *nearest_hint(struct nearest *n);

void nearest_release(struct nearest *n);

#endif
