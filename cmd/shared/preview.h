/*
 * preview.h - what `import` prints when it stores nothing.
 */
#ifndef EMIC_CMD_PREVIEW_H
#define EMIC_CMD_PREVIEW_H

#include "model/transcript.h"
#include "report/writer.h"
#include "shared/command.h"

/*
 * One row a speaker of T, which would be the document NAME: document,
 * speaker, role, turns, words, the start of the first turn.
 */
void preview_print(struct writer *w, const char *name,
                   const struct transcript *t);

/* The formats that can be read: name, extensions, description. */
int preview_formats(struct invocation *in);

#endif
