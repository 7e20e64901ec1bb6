/*
 * chat_text.h - a main line of CHAT as what was said.
 *
 * After MacWhinney, "Tools for Analyzing Talk, Part 1: The CHAT Transcription
 * Format" (TalkBank, doi:10.21415/3mhn-0z89), chapters "Words", "Utterances",
 * "Scoped Symbols" and "CHAT-CA".  The rules are in emic-import.1.
 */
#ifndef EMIC_IMPORT_CHAT_TEXT_H
#define EMIC_IMPORT_CHAT_TEXT_H

#include "base/buf.h"

#include <stdint.h>

/*
 * Append what is said in the line S to OUT, with asides in brackets.  Its
 * first and last time in the media go to *START_MS and *END_MS, which stay
 * as they are if it has none.
 */
void chat_text(const char *s, size_t len, struct buf *out, int64_t *start_ms,
               int64_t *end_ms);

#endif
