/*
 * again.h - a file that is imported again, beside the document that it is.
 */
#ifndef EMIC_IMPORT_AGAIN_H
#define EMIC_IMPORT_AGAIN_H

#include "model/document.h"

#include <stdbool.h>

/* The speaker of V whose label is LABEL, case ignored, or NULL. */
const struct speaker *again_speaker(const struct transcript_view *v,
                                    const char *label);

/*
 * Does T, which has the text of V, fall into other turns, or are they
 * others'?  Roles do not count.
 */
bool again_differs(const struct transcript_view *v, const struct transcript *t);

#endif
