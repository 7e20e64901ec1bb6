/*
 * line.h - lines and paragraphs of a text that is being imported.
 */
#ifndef EMIC_IMPORT_LINE_H
#define EMIC_IMPORT_LINE_H

#include <stdbool.h>
#include <stddef.h>

/* Is [START, END) nothing but white space? */
bool line_is_blank(const char *text, size_t start, size_t end);

/* Take the white space at both ends off. */
void line_trim(const char *text, size_t *start, size_t *end);

/* Where the line with byte AT ends: at its line feed, or at END. */
size_t line_end(const char *text, size_t at, size_t end);

/* Where the paragraph with byte AT ends: before a blank line, or at END. */
size_t line_paragraph_end(const char *text, size_t at, size_t end);

#endif
