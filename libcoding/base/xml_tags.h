/*
 * xml_tags.h - markup that no document has, found before libxml2 reads it.
 *
 * libxml2 compares each attribute of an element with all others of it:
 * 60,000 of them, half a megabyte, take half a minute.
 */
#ifndef EMIC_BASE_XML_TAGS_H
#define EMIC_BASE_XML_TAGS_H

#include <stdbool.h>
#include <stddef.h>

struct error;

#define XML_TAGS_ATTRIBUTES 250 /* an element has no more */

/*
 * Look through the tags of DATA, which is a page of HTML or XML.
 *
 * ERR_LIMIT: one has too many attributes; the message has its line.
 */
int xml_tags_check(const char *data, size_t len, bool html, struct error *err);

#endif
