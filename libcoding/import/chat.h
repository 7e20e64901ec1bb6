/*
 * chat.h - CHAT's .cha, the format of CHILDES and TalkBank: main lines.
 *
 * After the manual that chat_text.h names.  Labels are the speakers' codes
 * ("PAR"); dependent lines (%mor and others) are left out.
 */
#ifndef EMIC_IMPORT_CHAT_H
#define EMIC_IMPORT_CHAT_H

#include "import/import.h"

extern const struct importer chat_importer;

#endif
