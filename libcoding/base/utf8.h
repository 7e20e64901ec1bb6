/*
 * utf8.h - bytes and code points.
 *
 * Text inside emic is valid UTF-8 without NUL.  utf8_valid() is asked once,
 * at import; all the others assume its answer was yes.
 */
#ifndef EMIC_BASE_UTF8_H
#define EMIC_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Is [S, S+LEN) valid UTF-8 (RFC 3629: no surrogates, no overlong forms)?
 * If not, *BAD_OUT (may be NULL) is the byte where it goes wrong.
 */
bool utf8_valid(const char *s, size_t len, size_t *bad_out);

/*
 * The first byte of [S, S+LEN) that is a control character of ASCII, but for
 * tabs and line feeds, which text is full of; LEN if there is none.
 */
size_t utf8_control(const char *s, size_t len);

/*
 * The code point that starts at byte *AT, which moves behind it.
 * *AT must be less than LEN.
 */
uint32_t utf8_next(const char *s, size_t len, size_t *at);

/* The code point that ends at byte *AT (> 0), which moves to its start. */
uint32_t utf8_prev(const char *s, size_t *at);

/* Write CP as UTF-8 into OUT; returns its length in bytes, 1 to 4. */
size_t utf8_put(uint32_t cp, char out[4]);

/* How many code points [S, S+LEN) holds. */
size_t utf8_count(const char *s, size_t len);

/* The byte offset of code point N; LEN when there are fewer. */
size_t utf8_offset(const char *s, size_t len, size_t n);

/* Columns a terminal needs to show [S, S+LEN). */
size_t utf8_width(const char *s, size_t len);

#endif
