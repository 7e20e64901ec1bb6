/*
 * confirm.h - does a phrase stand here?  Found out without PCRE2.
 *
 * The answer is PCRE2's for the pattern that phrase_source() writes, or none:
 * where it hangs on a character that is not one of the common ones, whose
 * nature no version of Unicode will change, PCRE2 must be asked.  Most
 * phrases of a large codebook so never become a pattern.
 */
#ifndef EMIC_MATCH_CONFIRM_H
#define EMIC_MATCH_CONFIRM_H

#include "match/phrase.h"

enum confirm {
	CONFIRM_NO,
	CONFIRM_YES,
	CONFIRM_ASK, /* PCRE2 must be asked */
};

/* Can P with the fillers F be looked for at all, or is it always ASK? */
bool confirm_can(const struct phrase *p, const struct fillers *f);

/*
 * Does P begin at byte AT of TEXT?  On CONFIRM_YES it ends at *END_OUT.
 * TEXT is speech (speech.h) and holds no U+017F and no U+212A, which are
 * letters of ASCII when case does not matter.
 */
enum confirm confirm_phrase(const struct phrase *p, const struct fillers *f,
                            bool exact, const char *text, size_t len, size_t at,
                            size_t *end_out);

/*
 * Where the word characters, as phrases or (REGEX) \w have them, begin that
 * end at byte AT of TEXT; false if that is not known.
 */
bool confirm_word_start(const char *text, size_t at, bool regex,
                        size_t *start_out);

/*
 * Is the character at *AT, which moves behind it, one of words as \w in a
 * regex has it?
 */
enum confirm confirm_letter(const char *text, size_t len, size_t *at);

#endif
