/*
 * once.h - labels that stand only once: a person who says one thing in a
 * group, or the first word of a sentence.
 */
#ifndef EMIC_IMPORT_ONCE_H
#define EMIC_IMPORT_ONCE_H

#include "import/cast.h"
#include "import/import.h"

/*
 * Names that stand once speak too, if the labels that speak by their own
 * merit show that each of them begins a turn.  For documents with plain
 * labels, once those are judged.
 */
void once_judge(struct cast *c, const struct cast_text *text);

/* After cast_decide(): add the names that were not taken, as they stand. */
void once_doubt(const struct cast *c, struct import_doubts *out);

#endif
