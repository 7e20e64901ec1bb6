/*
 * xml.h - XML files opened safely (libxml2).
 *
 * Nothing is fetched, no external entity is read, and a document that
 * declares entities of its own is refused: no transcript needs them, and a
 * few lines of them can stand for gigabytes.  Elements inside elements are
 * bounded by libxml2 (256), as are single values (10 MB); attributes of an
 * element by xml_tags.h.
 */
#ifndef EMIC_BASE_XML_H
#define EMIC_BASE_XML_H

#include <libxml/tree.h>
#include <libxml/xmlreader.h>

#include <stdbool.h>
#include <stddef.h>

struct error;

/* To be called once before several threads read XML at the same time. */
void xml_prepare(void);

/*
 * Is the root element of the XML that begins with these bytes called NAME
 * (without prefix)?  For deciding what a file is: LEN may be its beginning.
 */
bool xml_sniff(const char *data, size_t len, const char *name);

/*
 * Read DATA as a tree; the caller frees it with xmlFreeDoc().
 *
 * ERR_FORMAT: it is not well formed; the message has line and column.
 * ERR_LIMIT: it is larger than 2 GB, an element has too many attributes, a
 * text is longer than 10 MB, or the tree would be larger than bound.h says.
 */
int xml_parse(const char *data, size_t len, xmlDocPtr *out, struct error *err);

/*
 * The same for a page of HTML, UTF-8 whatever it says of itself, as browsers
 * do: markup that is wrong is no error.
 *
 * ERR_FORMAT: there is no element in it, or they are nested too deep.
 */
int xml_parse_html(const char *data, size_t len, xmlDocPtr *out,
                   struct error *err);

/*
 * Read DATA piece by piece, for large files: DATA must stay.  xml_next()
 * says 1 for each node, 0 at the end, ERR_FORMAT, or ERR_LIMIT as above.
 */
struct xml_stream; /* owns the reader */
struct xml_stream *xml_open(const char *data, size_t len);
void xml_close(struct xml_stream *s); /* NULL is fine */
int xml_next(struct xml_stream *s, struct error *err);
xmlTextReaderPtr xml_reader(struct xml_stream *s); /* at the node */

/* A row of a table of names, sorted as strcmp() does; each has a number. */
struct xml_name {
	const char *name;
	int number;
};

/* The number of NAME among N NAMES; OTHER if it is none of them. */
int xml_name_find(const struct xml_name *names, size_t n, const xmlChar *name,
                  int other);

/* Is N an element called NAME, in whatever namespace? */
bool xml_is(const xmlNode *n, const char *name);

/* The first such child of N from CHILD on (NULL: none); and the next one. */
xmlNodePtr xml_child(const xmlNode *n, const char *name);
xmlNodePtr xml_sibling(const xmlNode *n, const char *name);

/* Attribute NAME of N, in whatever namespace; "" if none.  Borrowed. */
const char *xml_attribute(const xmlNode *n, const char *name);

/*
 * The node behind N in the order of the document, within ROOT: its first
 * child if INTO, else what follows it.  NULL at the end.
 */
xmlNodePtr xml_after(const xmlNode *root, const xmlNode *n, bool into);

/* Append all text inside N. */
struct buf;
void xml_text(const xmlNode *n, struct buf *out);

/* What DOC was encoded in, by its own account: "UTF-8" if it gives none. */
void xml_encoding(const xmlDoc *doc, char *out, size_t size);

#endif
