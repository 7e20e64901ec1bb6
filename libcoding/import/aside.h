/*
 * aside.h - what is no speech, written so that segment.h sees it as an aside.
 */
#ifndef EMIC_IMPORT_ASIDE_H
#define EMIC_IMPORT_ASIDE_H

#include "base/buf.h"

/*
 * Append S in square brackets, blanks around it: trimmed, white space made
 * single blanks, brackets in it dropped, cut if it is too long for an aside.
 * Nothing if nothing is left.
 */
void aside_add(struct buf *out, const char *s, size_t len);

#endif
