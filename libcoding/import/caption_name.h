/*
 * caption_name.h - captions whose first line is who speaks, as Teams once
 * wrote them into Word documents.
 */
#ifndef EMIC_IMPORT_CAPTION_NAME_H
#define EMIC_IMPORT_CAPTION_NAME_H

#include "import/caption.h"

/*
 * If nearly all captions of C begin with a line that is a name, and most
 * names come back, these lines are labels.
 */
void caption_name_find(struct captions *c);

#endif
