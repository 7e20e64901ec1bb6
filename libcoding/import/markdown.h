/*
 * markdown.h - Markdown: headings, rules and front matter are no speech;
 * links are read as their words, and all other marks stay in the text.
 */
#ifndef EMIC_IMPORT_MARKDOWN_H
#define EMIC_IMPORT_MARKDOWN_H

#include "import/import.h"

extern const struct importer markdown_importer;

#endif
