/*
 * vec.h - arrays that grow.
 *
 * A vec is any struct with the fields `items`, `n` and `cap`:
 *
 *	struct { struct turn *items; size_t n, cap; } turns = { 0 };
 *	vec_push(&turns, turn);
 *
 * A zeroed one is empty; vec_release() frees the items and zeroes it.
 */
#ifndef EMIC_BASE_VEC_H
#define EMIC_BASE_VEC_H

#include "base/mem.h"

#include <stdlib.h>

/* Make room for EXTRA more items. */
#define vec_reserve(v, extra)                                         \
	do {                                                          \
		if ((v)->n + (extra) > (v)->cap) {                    \
			(v)->cap = ((v)->n + (extra)) * 2;            \
			(v)->items = mem_resize((v)->items, (v)->cap, \
			                        sizeof(*(v)->items)); \
		}                                                     \
	} while (0)

/* Append ITEM, which must not point into the vec itself. */
#define vec_push(v, item)                      \
	do {                                   \
		vec_reserve(v, 1);             \
		(v)->items[(v)->n++] = (item); \
	} while (0)

/* Free the items; the vec is empty again. */
#define vec_release(v)                 \
	do {                           \
		free((v)->items);      \
		(v)->items = NULL;     \
		(v)->n = (v)->cap = 0; \
	} while (0)

#endif
