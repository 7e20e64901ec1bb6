/*
 * ascii.h - what a byte is, when only ASCII counts.
 *
 * Whatever the locale is; bytes of other characters are neither.
 */
#ifndef EMIC_BASE_ASCII_H
#define EMIC_BASE_ASCII_H

#include <stdbool.h>

/* 0 to 9? */
static inline bool
ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A to Z, or a to z? */
static inline bool
ascii_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

#endif
