/*
 * docx.h - Word documents (Office Open XML, ECMA-376 part 1, section 17).
 *
 * What is read and what is left out is in emic-import.1.
 */
#ifndef EMIC_IMPORT_DOCX_H
#define EMIC_IMPORT_DOCX_H

#include "import/import.h"

extern const struct importer docx_importer;

#endif
