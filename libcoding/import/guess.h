/*
 * guess.h - what a text is probably encoded in, when nothing says so.
 */
#ifndef EMIC_IMPORT_GUESS_H
#define EMIC_IMPORT_GUESS_H

#include <stdbool.h>
#include <stddef.h>

#define GUESS_SIZE 32 /* bytes of an encoding's name */

/*
 * Guess what DATA, which is no UTF-8 text, is encoded in: UTF-16 by where
 * most of its NULs are, else what uchardet says, else Windows-1252.  False if
 * it would be wrong to guess: bytes that no text has, or UTF-8 with a few
 * damaged places, of which any other encoding would make nonsense.
 */
bool guess_encoding(const char *data, size_t len, char out[GUESS_SIZE]);

#endif
