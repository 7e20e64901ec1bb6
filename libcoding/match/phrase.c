#include "match/phrase.h"

#include "base/abbreviation.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "match/fillers.h"
#include "match/lexer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A word character, and a hyphen or dash. */
#define WORD_SET "\\p{L}\\p{N}\\p{M}_"
#define W        "[" WORD_SET "]"
#define DASHES   "[\\p{Pd}\\x{2212}]"

_Static_assert(sizeof(W) == sizeof(UNICODE_WORD_CLASS),
               "there is one definition of a word character");

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
#define GAP_CHARACTER                                         \
	"(?:[^" WORD_SET "\\n" MARKS WIDE "]|\\.{2,}|[" MARKS \
	"](?![\\s" CLOSERS "]))"
#define GAP GAP_CHARACTER "+(?:\\n" GAP_CHARACTER "*)?|\\n" GAP_CHARACTER "*"

/*
 * Gaps are groups that are only defined, behind the phrase, and called
 * between its words: written out there, they would be most of a pattern and
 * of the time that it takes to compile.  Group 1 is a gap without fillers.
 */
#define CALL_GAP    "(?1)"
#define CALL_FILLED "(?2)"

/* The parts while they are gathered. */
struct builder {
	struct phrase_part *items;
	size_t n, cap;
};

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

/*
 * Must what WORD matches begin with a word character?  A star may be nothing,
 * and then the next one counts.
 */
static bool
is_plain(const char *word)
{
	word += strspn(word, "*");
	return *word == '\0' || begins_with_word(word);
}

/* --- taking apart --------------------------------------------------------- */

static void
add(struct builder *b, enum phrase_kind kind)
{
	struct phrase_part part = { .kind = kind };

	vec_push(b, part);
}

/* Characters in a row are one part. */
static void
add_text(struct builder *b, const char *text, size_t len)
{
	struct phrase_part *last = b->n ? &b->items[b->n - 1] : NULL;

	if (!last || last->kind != PHRASE_TEXT) {
		add(b, PHRASE_TEXT);
		last = &b->items[b->n - 1];
		last->text = text;
	}
	last->len += len;
}

/* Add WORD, which lives as long as the phrase, without its edges. */
static void
add_word(struct builder *b, const char *word)
{
	size_t len = strlen(word), i = 0, n;

	if (word[strspn(word, "*")] == '\0') {
		add(b, PHRASE_WORD);
		return;
	}
	for (; i < len; i += n) {
		n = lexer_hyphen(word, len, i);
		if (n > 0 && (i == 0 || i + n == len)) {
			add(b, PHRASE_DASH);
		} else if (n > 0) {
			add(b, PHRASE_HYPHEN);
		} else if (word[i] == '*') {
			n = strspn(word + i, "*");
			add(b, i + n == len ? PHRASE_REST : PHRASE_STAR);
		} else if ((n = lexer_apostrophe(word, len, i)) > 0) {
			add(b, PHRASE_APOSTROPHE);
		} else {
			n = i;
			utf8_next(word, len, &n);
			n -= i;
			add_text(b, word + i, n);
		}
	}
}

struct phrase *
phrase_new(struct arena *a, const struct expr *e)
{
	const char *first = e->words[0], *last = e->words[e->n_words - 1];
	struct phrase *p = arena_alloc(a, sizeof(*p));
	struct builder b = { 0 };
	size_t i;

	if (begins_with_word(first) && !is_enclitic(first))
		add(&b, PHRASE_LEFT);
	p->plain = is_plain(first);
	p->gaps = e->n_words > 1;
	p->plain_gaps = true;
	for (i = 0; i < e->n_words; i++) {
		if (i > 0 && is_abbreviation(e->words[i - 1]))
			add(&b, PHRASE_STOP);
		if (i > 0) {
			add(&b, PHRASE_GAP);
			p->plain_gaps = p->plain_gaps && is_plain(e->words[i]);
		}
		add_word(&b, arena_str(a, e->words[i]));
	}
	if (ends_with_word(last))
		add(&b, PHRASE_RIGHT);
	p->n = b.n;
	p->parts = arena_alloc(a, b.n * sizeof(*p->parts));
	memcpy(p->parts, b.items, b.n * sizeof(*p->parts));
	free(b.items);
	return p;
}

/* --- as a pattern --------------------------------------------------------- */

static void
write_text(struct buf *out, const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c < 0x80 && !unicode_is_word(c))
			buf_addc(out, '\\');
		buf_addc(out, s[i]);
	}
}

/* Append P's parts with GAP for each gap. */
static void
write_parts(struct buf *out, const struct phrase *p, const char *gap)
{
	static const char *const sources[] = {
		[PHRASE_LEFT] = "(?<!" W ")",
		[PHRASE_RIGHT] = "(?!" W ")",
		[PHRASE_APOSTROPHE] = "['\\x{2018}\\x{2019}\\x{02BC}]",
		[PHRASE_DASH] = DASHES,
		[PHRASE_HYPHEN] = "(?:" DASHES "\\n?|\\s)?",
		[PHRASE_STAR] = W "*",
		[PHRASE_REST] = W "*+",
		/* as words are counted */
		[PHRASE_WORD] = W "++(?:['\\x{2019}]" W "++)*+",
		[PHRASE_STOP] = "\\.?",
	};
	size_t i;

	for (i = 0; i < p->n; i++) {
		const struct phrase_part *part = &p->parts[i];

		if (part->kind == PHRASE_TEXT)
			write_text(out, part->text, part->len);
		else if (part->kind == PHRASE_GAP)
			buf_adds(out, gap);
		else
			buf_adds(out, sources[part->kind]);
	}
}

/*
 * Append the definition of a gap.  Where all that comes behind gaps begins
 * with a word character, no shorter gap can do: then it gives nothing back,
 * which saves the backtracking.
 */
static void
define_gap(struct buf *out, bool plain)
{
	buf_addf(out, "(?(DEFINE)(%s%s)))", plain ? "(?>" : "(?:", GAP);
}

void
phrase_source(struct buf *out, const struct phrase *p, const struct fillers *f)
{
	write_parts(out, p, f->source ? CALL_FILLED : CALL_GAP);
	if (!p->gaps)
		return;
	define_gap(out, p->plain_gaps && (f->plain || !f->source));
	if (f->source)
		buf_addf(out, "(?(DEFINE)(" CALL_GAP "(?:%s" CALL_GAP ")*))",
		         f->source);
}

void
phrase_filler(struct buf *out, const struct phrase *p)
{
	write_parts(out, p, CALL_GAP);
}

void
phrase_fillers(struct buf *out, const struct fillers *f)
{
	buf_adds(out, f->source);
	define_gap(out, false);
}
