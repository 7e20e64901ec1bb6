/*
 * reference_phrase.h - words and phrases, for reference_match.c: a matcher
 * that tries every way from each character.
 */
#ifndef REFERENCE_PHRASE_H
#define REFERENCE_PHRASE_H

#include "reference_match.h"

enum { REF_FILLER = 16 }; /* bytes of the longest filler */

/* A character of the speech and where it is in the text. */
struct ref_character {
	uint32_t cp;
	size_t start, end;
};

struct ref_speech {
	struct ref_character *items;
	size_t n, cap;
};

struct ref_turn {
	const struct ref_code *code;
	const char *text;
	size_t len;
	struct span_list asides, units, words;
	struct ref_speech speech;
};

/* The characters of [AT, END); asides are spaces unless it is one. */
void reference_hear(const struct ref_turn *r, size_t at, size_t end,
                    bool inside, struct ref_speech *s);

/* Is character I a word character? */
bool reference_is_word(const struct ref_speech *s, size_t i);

/* Match the phrase E, or a filler, at character I: the end, or -1. */
long reference_phrase(const struct ref_turn *r, const struct ref_node *e,
                      const struct ref_speech *s, size_t i);
long reference_filler(const struct ref_turn *r, const struct ref_speech *s,
                      const char *filler, size_t i);

#endif
