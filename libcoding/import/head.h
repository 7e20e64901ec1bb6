/*
 * head.h - the facts that many transcripts begin with: Date: ..., Place: ...
 */
#ifndef EMIC_IMPORT_HEAD_H
#define EMIC_IMPORT_HEAD_H

#include "model/transcript.h"

/*
 * If the first paragraph of T outside CUTS that is no title begins with such
 * lines, perhaps with blank ones between them, keep them as a note, add them to
 * CUTS, and take T's date from them.
 */
void head_cut(struct transcript *t, struct span_list *cuts);

/* Take T's date from the first one in a value (date.h), if it has none. */
void head_date(struct transcript *t, const char *value, size_t len);

#endif
