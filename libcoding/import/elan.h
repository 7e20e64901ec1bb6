/*
 * elan.h - ELAN's .eaf: annotations in tiers, over slots of time.
 *
 * After the schema EAFv3.0 (https://www.mpi.nl/tools/elan/EAFv3.0.xsd) and
 * "ELAN - Linguistic Annotator: Annotation Format 3.0", The Language Archive.
 * A tier with a PARENT_REF refers to another; which tiers are speech is
 * tiers.h's to say.  The speaker is the PARTICIPANT, else in the tier's name.
 */
#ifndef EMIC_IMPORT_ELAN_H
#define EMIC_IMPORT_ELAN_H

#include "import/import.h"

extern const struct importer elan_importer;

#endif
