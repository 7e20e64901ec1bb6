/*
 * stop.h - sentence marks, and whether they end a sentence.
 *
 * The rule is in segment.h; only segment.c needs this.
 */
#ifndef EMIC_BASE_STOP_H
#define EMIC_BASE_STOP_H

#include <stdbool.h>
#include <stddef.h>

/* A run of sentence marks and what closes it: `?!"` */
struct stop {
	size_t start; /* of the marks */
	size_t end;   /* behind the closing marks */
	bool wide;    /* one of the marks needs no white space behind it */
	bool plain;   /* a single full stop */
	bool trails;  /* dots and ellipses only, and no single full stop */
	bool quoted;  /* a quotation mark closes it */
};

/* Read the stop at byte AT, before END: false if no mark is there. */
bool stop_read(const char *text, size_t end, size_t at, struct stop *s);

/* Does S end the sentence that began at START on the line that ends at END? */
bool stop_ends(const char *text, size_t start, size_t end,
               const struct stop *s);

#endif
