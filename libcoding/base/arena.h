/*
 * arena.h - memory that is freed all at once.
 *
 * For parsed trees: every node and string comes from one arena, and one
 * call frees them.  A zeroed struct arena is empty.
 */
#ifndef EMIC_BASE_ARENA_H
#define EMIC_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *head; /* the block being filled */
};

/* SIZE bytes, zeroed, aligned for any type; freed with the arena. */
void *arena_alloc(struct arena *a, size_t size);

/* A copy of S (NULL gives NULL), or of LEN bytes with a NUL behind. */
char *arena_str(struct arena *a, const char *s);
char *arena_strn(struct arena *a, const char *s, size_t len);

/* What printf would print. */
char *arena_fmt(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Free everything; the arena is empty again. */
void arena_release(struct arena *a);

#endif
