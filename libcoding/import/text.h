/*
 * text.h - plain text: all of it is speech, but for labels and times.
 */
#ifndef EMIC_IMPORT_TEXT_H
#define EMIC_IMPORT_TEXT_H

#include "import/import.h"

extern const struct importer text_importer;

#endif
