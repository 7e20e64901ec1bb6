/*
 * textgrid.h - Praat's .TextGrid, long and short: intervals in tiers.
 *
 * Both are read by the one rule of Praat's manual ("TextGrid file formats",
 * Boersma and Weenink, praat.org): free-standing numbers, "strings" and
 * <flags> count, in their order, and all else is for human readers.
 */
#ifndef EMIC_IMPORT_TEXTGRID_H
#define EMIC_IMPORT_TEXTGRID_H

#include "import/import.h"

extern const struct importer textgrid_importer;

#endif
