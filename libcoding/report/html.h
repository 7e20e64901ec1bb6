/*
 * html.h - HTML written so that text can never become markup.
 *
 * Everything that is not a literal of this program goes through html_text()
 * or an attribute of html_open(): & < > " ' are escaped, and what has no
 * place in a page is taken out (html_clean).  Void elements are opened only.
 */
#ifndef EMIC_REPORT_HTML_H
#define EMIC_REPORT_HTML_H

#include "base/buf.h"

/*
 * Append S made fit for a page: control characters, noncharacters and the
 * embeddings, overrides and isolates of bidirectional text (which would turn
 * around what stands beside them) are left out; tabs and line breaks are
 * spaces; a byte that is not UTF-8 is U+FFFD.
 */
void html_clean(struct buf *out, const char *s);

/* Append S, cleaned and escaped: for content and for quoted attributes. */
void html_text(struct buf *out, const char *s);

/*
 * Append a start tag.  Names and values of attributes follow in pairs, then
 * NULL; a pair whose value is NULL is left out, one whose value is "" is a
 * name alone.
 */
void html_open(struct buf *out, const char *tag, ...) __attribute__((sentinel));

/* Append an end tag, and a line feed behind blocks (html_end). */
void html_close(struct buf *out, const char *tag);
void html_end(struct buf *out, const char *tag);

/* Append <TAG>TEXT</TAG>. */
void html_element(struct buf *out, const char *tag, const char *text);

/*
 * Append NAME as the value of an id, or of a link to it: a-z, 0-9 and '-'
 * stay, '/' becomes '.', any other byte _xx; so different names stay
 * different.
 */
void html_id(struct buf *out, const char *name);

#endif
