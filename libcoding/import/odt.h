/*
 * odt.h - OpenDocument texts (ISO/IEC 26300, OASIS OpenDocument 1.3 part 3),
 * in a package or as one file of XML.
 *
 * What is read and what is left out is in emic-import.1.
 */
#ifndef EMIC_IMPORT_ODT_H
#define EMIC_IMPORT_ODT_H

#include "import/import.h"

extern const struct importer odt_importer;

#endif
