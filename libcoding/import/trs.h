/*
 * trs.h - Transcriber's .trs: turns of one or several speakers, in sections.
 *
 * After trans-14.dtd and "Transcriber: development and use of a tool for
 * assisting speech corpora production" (Barras, Geoffrois, Wu and Liberman,
 * 2001, Speech Communication 33).  Where several speak at once, each of them
 * has a turn of the same time.
 */
#ifndef EMIC_IMPORT_TRS_H
#define EMIC_IMPORT_TRS_H

#include "import/import.h"

extern const struct importer trs_importer;

#endif
