/*
 * program.h - another program run on bytes in memory, without a shell.
 */
#ifndef EMIC_BASE_PROGRAM_H
#define EMIC_BASE_PROGRAM_H

#include "base/buf.h"

#include <stdbool.h>

struct error;

struct program_limits {
	unsigned seconds; /* by the clock, and of processor time */
	size_t output;    /* bytes */
	size_t memory;    /* bytes of address space; 0: no limit */
};

/* Is there a program NAME on the PATH? */
bool program_is_there(const char *name);

/*
 * Run ARGV (ending with NULL; ARGV[0] is looked for on the PATH) with INPUT
 * as its standard input, which it may seek in, and append what it prints to
 * OUT.  It sees no other file of ours, and LC_ALL is C.UTF-8.  The input
 * lies in a file without a name meanwhile, as interviews are confidential.
 *
 * ERR_FORMAT: it failed; the message has the first line of its own.
 * ERR_LIMIT: it took too long or printed too much, and was killed.
 */
int program_run(const char *const argv[], const struct buf *input,
                const struct program_limits *limits, struct buf *out,
                struct error *err);

#endif
