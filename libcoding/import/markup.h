/*
 * markup.h - tags and entities of captions, taken off.
 */
#ifndef EMIC_IMPORT_MARKUP_H
#define EMIC_IMPORT_MARKUP_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

enum markup {
	MARKUP_VTT, /* every tag is one */
	MARKUP_SRT, /* only those that are known; and {\an8}, \N and \h */
};

/*
 * Append to OUT the text of S from byte *AT on, up to the next tag that
 * begins or ends a voice, or to LEN; *AT moves behind it.  WHO is then the
 * name in the tag, or empty.  False at the end.
 *
 * A "<" that no tag follows is text: "I <3 you" loses nothing.
 */
bool markup_next(const char *s, size_t len, enum markup kind, size_t *at,
                 struct buf *out, struct buf *who);

#endif
