/*
 * external.h - formats that another program reads better: it is run, if it
 * is installed, and what it prints is read as plain text.
 */
#ifndef EMIC_IMPORT_EXTERNAL_H
#define EMIC_IMPORT_EXTERNAL_H

#include "import/import.h"

extern const struct importer external_pdf;   /* pdftotext */
extern const struct importer external_rtf;   /* pandoc */
extern const struct importer external_epub;  /* pandoc */
extern const struct importer external_org;   /* pandoc */
extern const struct importer external_rst;   /* pandoc */
extern const struct importer external_latex; /* pandoc */
extern const struct importer external_doc;   /* antiword */

#endif
