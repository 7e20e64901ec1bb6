/*
 * xml_tags.h - markup that no document has, found before libxml2 reads it.
 *
 * libxml2 compares each attribute of an element with all others of it:
 * 60,000 of them, half a megabyte, take half a minute.  And what it makes a
 * tree of takes forty times the memory if all of it is elements.
 */
#ifndef EMIC_BASE_XML_TAGS_H
#define EMIC_BASE_XML_TAGS_H

#include <stdbool.h>
#include <stddef.h>

struct error;

#define XML_TAGS_ATTRIBUTES 250 /* an element has no more */

/* How many of each there are, as nodes of a tree. */
struct xml_tags {
	size_t elements; /* and comments */
	size_t texts;
	size_t attributes;
};

/*
 * Look through the tags of DATA, which is a page of HTML or XML, and count
 * them in *OUT.
 *
 * ERR_LIMIT: one has too many attributes; the message has its line.
 */
int xml_tags_check(const char *data, size_t len, bool html,
                   struct xml_tags *out, struct error *err);

/*
 * May the LEN bytes with these tags be made a tree?  ERR_LIMIT: no.
 */
int xml_tags_bound(const struct xml_tags *tags, size_t len, struct error *err);

#endif
