/*
 * piped.h - operands that are no regular files, read before the project is
 * opened.
 *
 * What writes to standard input, to a pipe or to `<(...)` may be an emic
 * command that waits for the project, and may take its time: nobody else
 * should have to wait for it.
 */
#ifndef EMIC_CMD_PIPED_H
#define EMIC_CMD_PIPED_H

#include "base/buf.h"
#include "base/error.h"

#include <stdbool.h>

struct piped_file {
	const char *path; /* borrowed */
	struct buf bytes;
	struct error err;
	int rc; /* of the reading; ERR says why */
};

/* Zeroed: none. */
struct piped {
	struct piped_file *items;
	size_t n, cap;
};

/*
 * If PATH is "-" or a pipe, read it to its end, but for no more than MAX
 * bytes; what went wrong is piped_take()'s to tell.  PATH is kept.
 */
void piped_read(struct piped *p, const char *path, size_t max);

/* Is PATH one of those that were read? */
bool piped_has(const struct piped *p, const char *path);

/*
 * Append the bytes of PATH to OUT: those that were read, which are gone from
 * P then, else those of the file.
 *
 * ERR_LIMIT: more than MAX bytes.  ERR_IO: also of what is a socket, or a
 * device other than a terminal.
 */
int piped_take(struct piped *p, const char *path, size_t max, struct buf *out,
               struct error *err);

void piped_release(struct piped *p);

#endif
