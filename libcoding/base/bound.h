/*
 * bound.h - how much memory a file may take while it is understood.
 *
 * Libraries that make a tree of a file spend a hundred bytes and more on an
 * element of four.  What a file would take is added up before they begin,
 * and markup that is dense and large at once is refused: memory stays within
 * BOUND_TIMES the file, or BOUND_FREE.
 */
#ifndef EMIC_BASE_BOUND_H
#define EMIC_BASE_BOUND_H

#include <stddef.h>

struct error;

#define BOUND_FREE  ((size_t)384 << 20) /* bytes that any file may take */
#define BOUND_TIMES 10                  /* beyond them: times its size */

/*
 * May a file of LEN bytes become a tree of N pieces, BYTES together?
 *
 * ERR_LIMIT: no; the message says why, and what to do.
 */
int bound_tree(size_t n, size_t bytes, size_t len, struct error *err);

/* The same for the text of a file of JSON, whose pieces are counted here. */
int bound_json(const char *data, size_t len, struct error *err);

#endif
