/*
 * progress.h - how far long work is, for a person who waits.
 *
 * Nothing is written unless `out` is set, which the commands do when
 * standard error is a terminal.  The line is redrawn at most ten times a
 * second and wiped at the end.
 */
#ifndef EMIC_BASE_PROGRESS_H
#define EMIC_BASE_PROGRESS_H

#include <stddef.h>
#include <stdio.h>

struct progress {
	FILE *out;        /* NULL: say nothing */
	const char *what; /* "documents" */
	size_t total;     /* 0: not known */
	double started;   /* seconds, of a monotonic clock */
	double drawn;     /* when the line was drawn last */
};

/* Start: what is counted and how much of it there is (0: not known). */
void progress_start(struct progress *p, const char *what, size_t total);

/* DONE of them are done. */
void progress_show(struct progress *p, size_t done);

/* Wipe the line. */
void progress_end(struct progress *p);

#endif
