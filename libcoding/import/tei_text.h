/*
 * tei_text.h - the text inside an element of TEI, as it was said or written.
 */
#ifndef EMIC_IMPORT_TEI_TEXT_H
#define EMIC_IMPORT_TEI_TEXT_H

#include "base/buf.h"
#include "base/xml.h"

/*
 * Append the text of N: events as asides in brackets, line feeds where lines
 * and paragraphs begin; notes, what was struck out, and corrections that
 * stand beside the original are left out.
 */
void tei_text(const xmlNode *n, struct buf *out);

/* Is N a pause or an event that is no speech? */
bool tei_text_is_event(const xmlNode *n);

/* Append the aside for such an N: "[laughs]". */
void tei_text_event(const xmlNode *n, struct buf *out);

/* Is the name of N one of the words between blanks in LIST? */
bool tei_text_is_any(const xmlNode *n, const char *list);

#endif
