#include "match/phrase.h"

#include "base/abbreviation.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "match/lexer.h"

#include <stdio.h>
#include <string.h>

/* A word character, and the edges of words. */
#define W           UNICODE_WORD_CLASS
#define LEFT_EDGE   "(?<!" W ")"
#define RIGHT_EDGE  "(?!" W ")"
#define APOSTROPHES "['\\x{2018}\\x{2019}\\x{02BC}]"
#define DASHES      "[\\p{Pd}\\x{2212}]"

/*
 * Sentence marks (the wide ones need no white space behind them) and what
 * may close a sentence behind a mark; as in base/stop.
 */
#define MARKS ".!?\\x{61F}\\x{6D4}\\x{964}"
#define WIDE  "\\x{3002}\\x{FF01}\\x{FF1F}\\x{FF61}"
#define CLOSERS                                                \
	"\"')\\]}*\\x{BB}\\x{203A}\\x{2018}\\x{2019}\\x{201C}" \
	"\\x{201D}\\x{300B}\\x{300D}\\x{300F}\\x{3011}\\x{FF09}"

/*
 * One character of a gap on one line, and a gap without fillers: see "words
 * and phrases" in expr.h.
 */
#define GAP_CHARACTER                                                         \
	"(?:(?!" W ")[^\\n" MARKS WIDE "]|\\.{2,}|[" MARKS "](?![\\s" CLOSERS \
	"]))"
#define GAP GAP_CHARACTER "+(?:\\n" GAP_CHARACTER "*)?|\\n" GAP_CHARACTER "*"

/* --- words ---------------------------------------------------------------- */

static bool
begins_with_word(const char *word)
{
	size_t at = 0;

	return word[0] == '*' ||
	       unicode_is_word(utf8_next(word, strlen(word), &at));
}

static bool
ends_with_word(const char *word)
{
	size_t len = strlen(word), at = len;

	return word[len - 1] == '*' || unicode_is_word(utf8_prev(word, &at));
}

/* n't and such stand at the end of another word. */
static bool
is_enclitic(const char *word)
{
	size_t len = strlen(word);

	return (word[0] == 'n' || word[0] == 'N') && len > 1 &&
	       lexer_apostrophe(word, len, 1) > 0;
}

static void
add_literal_character(struct buf *out, const char *s, size_t n)
{
	if (n == 1 && !unicode_is_word((unsigned char)*s))
		buf_addc(out, '\\');
	buf_add(out, s, n);
}

/* Append WORD as a pattern, without its edges. */
static void
add_word(struct buf *out, const char *word)
{
	size_t len = strlen(word), i = 0, n;

	if (word[strspn(word, "*")] == '\0') {
		/* any one word, as words are counted */
		buf_adds(out, W "++(?:['\\x{2019}]" W "++)*+");
		return;
	}
	for (; i < len; i += n) {
		n = lexer_hyphen(word, len, i);
		if (n > 0 && (i == 0 || i + n == len)) {
			buf_adds(out, DASHES);
		} else if (n > 0) {
			buf_adds(out, "(?:" DASHES "\\n?|\\s)?");
		} else if (word[i] == '*') {
			n = strspn(word + i, "*");
			buf_adds(out, i + n == len ? W "*+" : W "*");
		} else if ((n = lexer_apostrophe(word, len, i)) > 0) {
			buf_adds(out, APOSTROPHES);
		} else {
			n = i;
			utf8_next(word, len, &n);
			n -= i;
			add_literal_character(out, word + i, n);
		}
	}
}

/*
 * The full stop of an abbreviation may be left out of the term.  The list
 * tells "Mr" from "mr", the term does not.
 */
static bool
is_abbreviation(const char *word)
{
	size_t len = strlen(word);
	char copy[32];

	if (len + 2 > sizeof(copy))
		return false;
	snprintf(copy, sizeof(copy), "%s.", word);
	if (abbreviation_before(copy, 0, len) == ABBREVIATION_ALWAYS)
		return true;
	if (len < 2 || word[0] < 'a' || word[0] > 'z')
		return false; /* a small letter is no initial */
	copy[0] &= ~0x20;
	return abbreviation_before(copy, 0, len) == ABBREVIATION_ALWAYS;
}

bool
phrase_is_plain(const char *word)
{
	word += strspn(word, "*");
	return *word == '\0' || begins_with_word(word);
}

/*
 * Append the gap between the words BEFORE and AFTER.  Where what comes
 * behind a gap begins with a word character, no shorter gap can do: then it
 * gives nothing back, which saves the backtracking.
 */
static void
add_gap(struct buf *out, const char *before, const char *after,
        const struct fillers *f)
{
	bool plain = phrase_is_plain(after);
	const char *open = plain && (!f || f->plain) ? "(?>" : "(?:";

	if (is_abbreviation(before))
		buf_adds(out, "\\.?");
	buf_addf(out, "%s%s)", open, GAP);
	if (f && f->source)
		buf_addf(out, "(?:%s%s%s))*", f->source, open, GAP);
}

void
phrase_source(struct buf *out, const struct expr *e, const struct fillers *f)
{
	const char *first = e->words[0], *last = e->words[e->n_words - 1];
	size_t i;

	if (begins_with_word(first) && !is_enclitic(first))
		buf_adds(out, LEFT_EDGE);
	for (i = 0; i < e->n_words; i++) {
		if (i > 0)
			add_gap(out, e->words[i - 1], e->words[i], f);
		add_word(out, e->words[i]);
	}
	if (ends_with_word(last))
		buf_adds(out, RIGHT_EDGE);
}

/* --- literals ------------------------------------------------------------- */

/* Is the character at AT of a phrase's word there as it stands, in ASCII? */
static bool
is_literal(const char *word, size_t len, size_t at)
{
	return (unsigned char)word[at] < 0x80 && word[at] != '*' &&
	       lexer_hyphen(word, len, at) == 0 &&
	       lexer_apostrophe(word, len, at) == 0;
}

void
phrase_literals(struct arena *a, const struct expr *e, const char ***out,
                size_t *n_out)
{
	struct {
		const char **items;
		size_t n, cap;
	} found = { 0 };
	size_t i, k, start;

	for (i = 0; i < e->n_words; i++) {
		const char *word = e->words[i];
		size_t len = strlen(word);

		for (k = 0; k < len; k++) {
			char *copy;

			if (!is_literal(word, len, k))
				continue;
			for (start = k; k < len && is_literal(word, len, k);)
				k++;
			copy = arena_strn(a, word + start, k - start);
			for (; *copy; copy++)
				if (*copy >= 'A' && *copy <= 'Z')
					*copy |= 0x20;
			vec_push(&found, (const char *)copy - (k - start));
		}
	}
	*n_out = found.n;
	*out = arena_alloc(a, (found.n + 1) * sizeof(**out));
	if (found.n)
		memcpy(*out, found.items, found.n * sizeof(**out));
	vec_release(&found);
}
