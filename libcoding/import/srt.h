/*
 * srt.h - SubRip and SubViewer captions, which no standard describes: what
 * players read is read, and no words are lost that only lack a time.
 */
#ifndef EMIC_IMPORT_SRT_H
#define EMIC_IMPORT_SRT_H

#include "import/import.h"

extern const struct importer srt_importer; /* 00:00:01,000 --> 00:00:02,000 */
extern const struct importer srt_sbv_importer; /* 0:00:01.000,0:00:02.000 */

#endif
