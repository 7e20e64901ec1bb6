/*
 * buf.h - a string of bytes that grows.
 *
 * A zeroed struct buf is the empty string.  `data` is NULL until something
 * was added; from then on a NUL stands behind its `len` bytes.
 */
#ifndef EMIC_BASE_BUF_H
#define EMIC_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

struct buf {
	char *data;
	size_t len; /* bytes, without the NUL */
	size_t cap;
};

/* Append LEN bytes, a string, a byte, a number, or what printf would print. */
void buf_add(struct buf *b, const void *data, size_t len);
void buf_adds(struct buf *b, const char *s);
void buf_addc(struct buf *b, char c);
void buf_addi(struct buf *b, int64_t n);
void buf_addf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Make room for EXTRA more bytes and return where they will stand. */
char *buf_room(struct buf *b, size_t extra);

/* The content as a C string: "" when empty.  Borrowed. */
const char *buf_str(const struct buf *b);

/* Empty it and keep the memory. */
void buf_clear(struct buf *b);

/* Free it; it is the empty string again. */
void buf_release(struct buf *b);

/* Hand the content over: the caller frees it.  Never NULL. */
char *buf_take(struct buf *b);

/*
 * Read the file PATH ("-" is standard input) to its end and append it.  A
 * pipe or a terminal will do, a folder, a socket or another device not.
 *
 * ERR_LIMIT: it is longer than MAX bytes.
 * ERR_IO: it cannot be read, or its size or time say that somebody wrote to it
 * meanwhile: half of what was there and half of what is are no file.  B is
 * as it was then.
 */
struct error;
int buf_read_file(struct buf *b, const char *path, size_t max,
                  struct error *err);

#endif
