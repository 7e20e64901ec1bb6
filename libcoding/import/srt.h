/*
 * srt.h - SubRip and SubViewer captions, which no standard describes: what
 * players read is read, and no words are lost that only lack a time.
 */
#ifndef EMIC_IMPORT_SRT_H
#define EMIC_IMPORT_SRT_H

#include "import/import.h"

extern const struct importer srt_importer; /* 00:00:01,000 --> 00:00:02,000 */
extern const struct importer srt_sbv_importer; /* 0:00:01.000,0:00:02.000 */

/*
 * Make the turns of T, whose text is empty, from captions that stand in TEXT:
 * valid UTF-8, one line of theirs a line.
 *
 * ERR_FORMAT: there are none.  ERR_USAGE, ERR_LIMIT: as caption_turns().
 */
int srt_turns(const char *text, size_t len, const struct import_options *o,
              struct transcript *t, struct error *err);

#endif
