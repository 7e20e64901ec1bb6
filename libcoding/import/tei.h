/*
 * tei.h - TEI: transcribed speech (<u>), drama (<sp>), postings, or text.
 *
 * After "TEI P5: Guidelines for Electronic Text Encoding and Interchange"
 * (tei-c.org), chapters 7, 8 and 17, and ISO 24624:2016, whose
 * <annotationBlock> has the speaker and the times of its <u>.
 */
#ifndef EMIC_IMPORT_TEI_H
#define EMIC_IMPORT_TEI_H

#include "import/import.h"

extern const struct importer tei_importer;

#endif
