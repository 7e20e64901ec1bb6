/*
 * page.h - text as it stands on printed pages, made text again.
 */
#ifndef EMIC_IMPORT_PAGE_H
#define EMIC_IMPORT_PAGE_H

#include "base/buf.h"

#include <stdbool.h>

/*
 * Take lines of nothing but numbers out of TEXT if they are those of lines
 * or pages (most are one more than the last), and page breaks; join lines
 * that were broken because they were full: the next one does not begin with
 * a speaker's label and no blank line is between.  A word that was divided
 * keeps its hyphen.  True if numbers were taken out.
 */
bool page_clean(struct buf *text);

#endif
