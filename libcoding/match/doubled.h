/*
 * doubled.h - words that stand twice in a row, for regexes that ask for them.
 *
 * A reference to what a group matched has no literal.  But a regex such as
 * `\b(\w+) \1\b` can match only where a word begins that stands again, or
 * begins the next word, and such places are soon found and few.
 */
#ifndef EMIC_MATCH_DOUBLED_H
#define EMIC_MATCH_DOUBLED_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroed, then filled by doubled_find(); released at the end. */
struct doubled {
	size_t *items; /* bytes of the text, in order */
	size_t n, cap;
};

/*
 * Does every match of the regex S, which compiles, begin with a whole word,
 * then something that is no word, then the same word (in any case) at the
 * start of the next one?  Said of few forms only: \b, a group of word
 * characters, spaces or punctuation, and \1, the last two in a group that is
 * repeated or not; behind that may be anything but an alternative.
 */
bool doubled_asked(const char *s, size_t len);

/*
 * Find where in TEXT a word begins with which the next one begins, or may
 * begin.  False if that is not known: a character of the text may or may not
 * be one of words.
 */
bool doubled_find(const char *text, size_t len, struct doubled *out);
void doubled_release(struct doubled *d);

#endif
