/*
 * vtt.h - WebVTT captions (W3C), as video platforms and meeting programs
 * write them.
 */
#ifndef EMIC_IMPORT_VTT_H
#define EMIC_IMPORT_VTT_H

#include "import/import.h"

extern const struct importer vtt_importer;

#endif
