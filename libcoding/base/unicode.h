/*
 * unicode.h - normal form, case folding and word characters (utf8proc).
 */
#ifndef EMIC_BASE_UNICODE_H
#define EMIC_BASE_UNICODE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

struct error;

/*
 * A word character: a letter, a number, a combining mark, or `_`.  The one
 * definition for words counted, NEAR, globs and boundaries.  As a PCRE2
 * class it is UNICODE_WORD_CLASS.
 */
bool unicode_is_word(uint32_t cp);
#define UNICODE_WORD_CLASS "[\\p{L}\\p{N}\\p{M}_]"

/* White space: ASCII's, U+00A0, U+2000-200A, U+2028, U+2029, U+3000 ... */
bool unicode_is_space(uint32_t cp);

/* Upper-case (or title-case) and lower-case letters. */
bool unicode_is_upper(uint32_t cp);
bool unicode_is_lower(uint32_t cp);

/*
 * Append [S, S+LEN), valid UTF-8, in normal form C.  Pieces that are in
 * that form already are copied; returns true if anything changed.
 */
bool unicode_nfc(struct buf *out, const char *s, size_t len);

/*
 * Is [S, S+LEN), valid UTF-8, in normal form C?  A quick test without
 * tables: true is certain, at false ask unicode_nfc().
 */
bool unicode_is_nfc(const char *s, size_t len);

/* S in NFC with case folded: equal results are the same name.  Caller frees. */
char *unicode_fold(const char *s);

/*
 * The id that a code has by default: S folded, each run of other than
 * letters, digits and marks made one '-', none at the ends.  Caller frees;
 * "" when nothing is left.
 */
char *unicode_slug(const char *s);

/* The Unicode version of the tables, such as "14.0.0". */
const char *unicode_version(void);

#endif
