/*
 * cases.h - which characters are one letter when case does not matter.
 *
 * PCRE2 is asked, character by character: no table of another library can
 * differ from what it will match.
 */
#ifndef EMIC_MATCH_CASES_H
#define EMIC_MATCH_CASES_H

#include "base/buf.h"

#include <stddef.h>
#include <stdint.h>

enum { CASES_MAX = 8 }; /* no letter has more forms */

struct cases_letter {
	uint32_t cp;
	size_t n; /* 0: more than CASES_MAX */
	uint32_t forms[CASES_MAX];
};

/* What was asked so far; zeroed, released at the end. */
struct cases {
	struct {
		struct cases_letter *items;
		size_t n, cap;
	} letters;
	struct buf text; /* all characters that may have a case */
	struct pattern_scratch *scratch;
};

/*
 * The forms of CP, which is no ASCII character, in the order of code points:
 * itself and all that it matches.  Borrowed until the next call.
 */
const struct cases_letter *cases_forms(struct cases *c, uint32_t cp);
void cases_release(struct cases *c);

#endif
