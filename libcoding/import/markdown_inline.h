/*
 * markdown_inline.h - what stands in Markdown for other readers than people:
 * addresses of links, tags of HTML, comments.
 */
#ifndef EMIC_IMPORT_MARKDOWN_INLINE_H
#define EMIC_IMPORT_MARKDOWN_INLINE_H

#include "base/buf.h"

#include <stdbool.h>

/*
 * Rewrite TEXT: "[words](address)" as its words (a time stays in brackets),
 * <br> as a new line; pictures, comments and tags go, and numbers of notes
 * between <sup> and </sup>.  True if anything was changed.
 */
bool markdown_inline_drop(struct buf *text);

#endif
