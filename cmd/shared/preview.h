/*
 * preview.h - what `import --dry-run` prints of a transcript.
 */
#ifndef EMIC_CMD_PREVIEW_H
#define EMIC_CMD_PREVIEW_H

#include "model/transcript.h"
#include "report/writer.h"

/*
 * One row a speaker of T, which would be the document NAME: document,
 * speaker, role, turns, words, the start of the first turn.
 */
void preview_print(struct writer *w, const char *name,
                   const struct transcript *t);

#endif
