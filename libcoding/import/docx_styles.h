/*
 * docx_styles.h - how text looks in Word: what its properties and its styles
 * say of it.
 */
#ifndef EMIC_IMPORT_DOCX_STYLES_H
#define EMIC_IMPORT_DOCX_STYLES_H

#include "base/xml.h"
#include "import/look.h"

/* Read the properties of text, w:rPr; NULL is fine.  TO is added to. */
void docx_styles_format(const xmlNode *properties, struct look_format *to);

/* The level that w:outlineLvl says: 1 to 6, 0 for none. */
int docx_styles_level(const char *outline);

/* Read word/styles.xml, which is a tree. */
void docx_styles_read(struct look_styles *styles, const xmlNode *root);

/*
 * The style ID.  For one that is not listed: NULL, or if it is called as
 * Word calls its headings, a style that says so.
 */
const struct look_style *docx_styles_find(const struct look_styles *styles,
                                          const char *id);

#endif
