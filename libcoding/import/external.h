/*
 * external.h - formats that another program reads better: it is run, if it
 * is installed, and what it prints is read as plain text.
 */
#ifndef EMIC_IMPORT_EXTERNAL_H
#define EMIC_IMPORT_EXTERNAL_H

#include "import/import.h"

extern const struct importer pdf_importer;   /* pdftotext */
extern const struct importer rtf_importer;   /* pandoc */
extern const struct importer epub_importer;  /* pandoc */
extern const struct importer org_importer;   /* pandoc */
extern const struct importer rst_importer;   /* pandoc */
extern const struct importer latex_importer; /* pandoc */
extern const struct importer doc_importer;   /* antiword */

#endif
