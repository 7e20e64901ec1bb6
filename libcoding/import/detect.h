/*
 * detect.h - from a text to its turns, for formats in which the speakers
 * are written into the text itself.
 */
#ifndef EMIC_IMPORT_DETECT_H
#define EMIC_IMPORT_DETECT_H

#include "base/segment.h"
#include "import/import.h"

/*
 * Find turns, speakers, roles and asides of T, which has its text and the
 * sections that the format itself marks.  CUTS are whole lines that are no
 * speech (headings, front matter), in order; the list may grow.
 *
 * ERR_USAGE: O's pattern is not one.  ERR_LIMIT: it takes too much work, or
 * there are more turns than IMPORT_TURNS_MAX.
 */
int detect_turns(struct transcript *t, struct span_list *cuts,
                 const struct import_options *o, struct error *err);

/*
 * The same where paragraphs may look different from end to end: STRONG has
 * those, in order; if nobody is named they may be an interviewer's (asked.h).
 */
int detect_turns_beside(struct transcript *t, struct span_list *cuts,
                        const struct span_list *strong,
                        const struct import_options *o, struct error *err);

#endif
