/*
 * otr.h - what oTranscribe saves: JSON around a page of HTML.
 */
#ifndef EMIC_IMPORT_OTR_H
#define EMIC_IMPORT_OTR_H

#include "import/import.h"

extern const struct importer otr_importer;

#endif
