/*
 * cue_line.h - cues that take more than one line to read: names and times on
 * lines of their own.
 */
#ifndef EMIC_IMPORT_CUE_LINE_H
#define EMIC_IMPORT_CUE_LINE_H

#include "import/cue.h"

/*
 * Read the cue at the start of the line [START, *STOP), whose text goes on to
 * END; PARAGRAPH: it opens one.  False if there is none.  *STOP moves to the
 * end of a second line if the cue takes that too.
 */
bool cue_line_read(const char *text, size_t start, size_t *stop, size_t end,
                   bool paragraph, struct cue *out);

#endif
