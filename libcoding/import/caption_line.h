/*
 * caption_line.h - the lines of captions: each once, without the marks that
 * say that somebody else speaks.
 */
#ifndef EMIC_IMPORT_CAPTION_LINE_H
#define EMIC_IMPORT_CAPTION_LINE_H

#include "import/caption.h"

#include <stdbool.h>
#include <stddef.h>

struct caption_line {
	size_t start, end; /* of the captions' text: trimmed, not blank */
	size_t caption;    /* its index */
	bool first;        /* of its caption */
	bool change;       /* "- " or ">>" stood before it */
};

struct caption_lines {
	struct caption_line *items;
	size_t n, cap;
};

/*
 * Append the lines of C.  Captions that roll up show a line again while the
 * next one comes in below it: such a line is taken once.
 */
void caption_lines_find(const struct captions *c, struct caption_lines *out);

/* Does the text that ends at byte END end a sentence? */
bool caption_line_ends_sentence(const char *text, size_t end);

#endif
