/*
 * exmaralda.h - EXMARaLDA's .exb, a basic transcription: events in tiers,
 * between points of a common timeline, some of which have times.
 *
 * After the DTD of the basic transcription and "EXMARaLDA - Creating,
 * analysing and sharing spoken language corpora" (Schmidt and Woerner, 2009,
 * Pragmatics 19:4).  Tiers of type "t" are transcribed speech; "a" is
 * annotation and "d" description.  Events follow each other without a gap
 * where one utterance goes on.
 */
#ifndef EMIC_IMPORT_EXMARALDA_H
#define EMIC_IMPORT_EXMARALDA_H

#include "import/import.h"

extern const struct importer exmaralda_importer;

#endif
