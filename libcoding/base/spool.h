/*
 * spool.h - output that waits until the work is committed.
 *
 * Commands print into a spool; main copies it to standard output after the
 * commit, so that `| head -1` cannot undo the work and `| less` cannot lock
 * the project.  Above SPOOL_MEMORY bytes it continues in an unlinked file.
 * What is too large for memory while it is made waits in one, too.
 */
#ifndef EMIC_BASE_SPOOL_H
#define EMIC_BASE_SPOOL_H

#include "base/buf.h"

#include <stdint.h>

struct error;

#define SPOOL_MEMORY ((size_t)64 << 20)

struct spool {
	struct buf mem;   /* what is not in the file yet */
	int fd;           /* of the file; 0: none */
	uint64_t written; /* bytes in the file */
	int failed;       /* errno of the first failed write to the file */
	size_t most;      /* bytes in memory; 0: SPOOL_MEMORY */
};

/* Append LEN bytes, a string, or what printf would print. */
void spool_add(struct spool *s, const void *data, size_t len);
void spool_adds(struct spool *s, const char *str);
void spool_addf(struct spool *s, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Copy everything to the file descriptor FD. */
int spool_copy(struct spool *s, int fd, struct error *err);

/* How many bytes it holds. */
uint64_t spool_size(const struct spool *s);

/*
 * Read from byte AT on: up to SIZE bytes into DATA.  Returns how many, 0 at
 * the end, or ERR_IO.
 */
int spool_read(const struct spool *s, uint64_t at, void *data, int size,
               struct error *err);

/* Free it; the file disappears. */
void spool_release(struct spool *s);

#endif
