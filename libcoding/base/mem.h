/*
 * mem.h - memory, or the end of the program.
 *
 * No caller checks for NULL: when there is no memory these print one line
 * and abort.  The caller frees what they return with free(3).
 */
#ifndef EMIC_BASE_MEM_H
#define EMIC_BASE_MEM_H

#include <stddef.h>

/* SIZE bytes, zeroed. */
void *mem_zero(size_t size);

/* An array of N elements of SIZE bytes, zeroed; the product is checked. */
void *mem_array(size_t n, size_t size);

/* PTR (may be NULL) with room for N elements of SIZE bytes. */
void *mem_resize(void *ptr, size_t n, size_t size);

/* A copy of S, which may be NULL (then NULL). */
char *mem_str(const char *s);

/* A copy of the LEN bytes at S with a NUL behind them. */
char *mem_strn(const char *s, size_t len);

#endif
