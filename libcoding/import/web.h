/*
 * web.h - a page of HTML as a transcript.
 *
 * Where <cite>, <dt>, a class "speaker" or the first column of a table mark
 * who speaks, and do so consistently, they are the speakers; else they are
 * looked for in the text of the page (detect.h).
 */
#ifndef EMIC_IMPORT_WEB_H
#define EMIC_IMPORT_WEB_H

#include "import/import.h"

extern const struct importer web_importer;

#endif
