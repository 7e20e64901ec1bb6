/*
 * expr.h - the expression language, parsed into a tree.
 *
 * One expression stands on one line of the codebook (match:, against:) or
 * in one argument of a query.  It says which words make a match; the words
 * that matched are its anchors.  Expressions and text are in NFC.
 *
 * WORDS AND PHRASES
 *
 *   listen          the whole word, in any case ("LISTEN"); with the code's
 *                   `case: exact` only as written
 *   listen* *ing    `*` stands for any run of word characters, none as well:
 *   in*dependent    letters, numbers, marks and _
 *   lived exp*      words in a row are a phrase: they follow each other
 *   peer * worker   inside a phrase a `*` that stands alone is any one word;
 *                   a term of stars only is an error
 *   "time off"      a phrase too; everything in it is words, so "NOT" and
 *                   "$5" can be looked for; `*` keeps its meaning.  Curly
 *                   and angle quotes do as well.  It may stand in a row with
 *                   bare words and makes one phrase with them
 *
 *   A word begins and ends where it should: `art` is not found in "party".
 *   That is asked only beside a word character of the term, so `#tag` and
 *   `c++` work; and not before a word that begins with n and an apostrophe,
 *   so `n't` is found in "don't".  An apostrophe is no word character:
 *   `listener` is found in "listener's".
 *   `'` in a term matches ' and the three curly ones (U+2018, U+2019,
 *   U+02BC).
 *   A hyphen inside a word of a term matches any hyphen or dash (a line
 *   break may follow it), one white space, or nothing: `well-known` finds
 *   "well known" and "wellknown".  At the edge of a word it matches any
 *   hyphen or dash.
 *   Between the words of a phrase stand one or more characters that are no
 *   word characters; among them may be fillers of the codebook ("lived, um,
 *   experience"), asides ("lived [pause] experience") and one line break,
 *   and one more on the other side of a filler, but no blank line and no
 *   sentence end: no . ! or ? with white space or a closing mark behind it.
 *   Dots in a row, the ellipsis, and the full stop of an abbreviation that
 *   is itself a word of the phrase (`Dr Smith`) are no sentence ends.
 *   Words and phrases do not see soft hyphens, and see an aside as a space.
 *
 * REGEXES
 *
 *   /feel(s|ing)? heard/   a PCRE2 regex, UTF and UCP, in any case unless
 *                   the code says otherwise, taken as written: it sees the
 *                   turn's text as it is, and asks for no word boundary of
 *                   its own.  `\/` is a slash.  Refused are \K, \C, \G,
 *                   callouts (?C) and verbs (*...).  Matches of nothing are
 *                   dropped.
 *
 * NAMES
 *
 *   $neg            any term of that list of the codebook.  A list holds
 *                   words, phrases and regexes
 *   {Trust}         a mark for that code, or one below it: its anchor (what
 *                   speaks against a code is no mark of it here).
 *                   The path's tail or the name is enough if it is the only
 *                   one.  In a codebook a code cannot name itself, what it
 *                   stands under, or what names it in turn
 *
 * OPERATORS, in capitals, the tightest first; parentheses group
 *
 *   a NEAR/8 b      at most 8 words stand between the two, in any order.
 *                   Words in asides and fillers do not count, and words are
 *                   counted as everywhere: "don't" is one.  The two may lie
 *                   in different sentences of the turn, but must not share
 *                   words; where one is itself two words with a gap, as in
 *                   `(a NEAR/5 b) NEAR/3 c`, the other may stand in that
 *                   gap.  Each match of a is joined to the b that makes
 *                   the shortest anchor, in bytes, from first to last word;
 *                   of equals the first
 *   a BEFORE/8 b    the same with a first
 *   a NOT b         each a in whose unit there is no b
 *   a AND b         one anchor in each unit that holds both: from the first
 *                   a to the first b, whichever comes first
 *   a OR b          every a and every b
 *
 *   NEAR and BEFORE group from the left; `a NOT b NOT c` is a where there
 *   is neither; AND and OR take any number.  The unit is the code's: the
 *   sentence, paragraph or turn; where the code's unit is the match itself,
 *   NOT and AND look within the sentence.  An anchor is in every unit that
 *   it touches.  NEAR and BEFORE do not take an AND on either side (which
 *   of its words is meant?): `a NEAR/5 b AND c` says it.
 *
 * Of one term the matches are found from left to right and do not overlap.
 * A match that starts inside an aside is dropped, unless the code says
 * `asides: match`; then words and phrases are looked for inside asides too.
 *
 * What would be taken as it stands and then find nothing is an error that
 * says what to write: \ | ^ .* and, inside a word, ? or [ (meant as a regex);
 * a comma or semicolon at the end of a word (meant as OR); a word that
 * begins with - or ! (meant as NOT); 'single quotes' around a phrase;
 * operators in small letters with a number.  In double quotes all these are
 * taken as they stand.
 */
#ifndef EMIC_MATCH_EXPR_H
#define EMIC_MATCH_EXPR_H

#include "base/arena.h"

#include <stddef.h>

struct error;

enum {
	EXPR_LENGTH_MAX = 65536, /* bytes of an expression */
	EXPR_DEPTH_MAX = 100,    /* parentheses, and operators in a chain */
	EXPR_WORDS_MAX = 50,     /* words of a phrase */
	EXPR_DISTANCE_MAX = 1000,
};

enum expr_kind {
	EXPR_PHRASE,
	EXPR_REGEX,
	EXPR_LIST,
	EXPR_CODE,
	EXPR_OR,
	EXPR_AND,
	EXPR_NOT,
	EXPR_NEAR,
	EXPR_BEFORE,
};

struct expr {
	enum expr_kind kind;
	const char *source; /* the whole expression, NFC */
	size_t at;          /* byte of it where this begins */
	const char *text;   /* of a regex, list or code: what stands between
	                       the slashes (`\/` made `/`), after $, in {} */
	const char **words; /* of a phrase */
	size_t n_words;
	int distance;       /* of NEAR and BEFORE */
	struct expr **args; /* OR, AND: two or more; NOT: the first, then what
	                       must not be there; NEAR, BEFORE: two */
	size_t n_args;
	int depth; /* of the tree from here down */
};

/*
 * Parse TEXT into *OUT, which lives in A.
 *
 * ERR_FORMAT: *COLUMN_OUT is where, in code points from 0.
 * ERR_LIMIT:  too long or too deep.
 */
int expr_parse(struct arena *a, const char *text, struct expr **out,
               size_t *column_out, struct error *err);

/* The same for a term of a list: ERR_FORMAT if it is no phrase or regex. */
int expr_parse_term(struct arena *a, const char *text, struct expr **out,
                    size_t *column_out, struct error *err);

/*
 * The column, in code points from 0, of byte OFFSET of E's text; 0 is where
 * the text itself begins.
 */
size_t expr_text_column(const struct expr *e, size_t offset);

/* The column where E begins. */
size_t expr_column(const struct expr *e);

#endif
