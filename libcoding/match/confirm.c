#include "match/confirm.h"

#include "base/utf8.h"
#include "match/fillers.h"

#include <string.h>

/* Steps after which PCRE2 may find out itself. */
enum { STEPS_MAX = 1000 };

/* What a character is to a phrase. */
enum nature {
	WORD,
	SPACE,
	BREAK, /* a line break */
	DASH,
	MARK,   /* . ! ? */
	CLOSER, /* what may close a sentence behind a mark */
	OTHER,
	UNSURE,
};

/* Where to go on behind a filler. */
struct frame {
	const struct phrase_part *part, *end;
};

struct walk {
	const char *text;
	size_t len;
	const struct fillers *fillers;
	bool exact;
	bool ask;
	int steps;
	size_t end;
};

/* --- characters ----------------------------------------------------------- */

/*
 * Letters of Europe's languages, combining marks, and the punctuation that
 * transcripts are full of.
 */
static const struct {
	uint32_t from, to;
	enum nature nature;
} natures[] = {
	{ 0xA0, 0xA0, SPACE },      { 0xA1, 0xA9, OTHER },
	{ 0xAA, 0xAA, WORD },       { 0xAB, 0xAC, OTHER },
	{ 0xAE, 0xB1, OTHER },      { 0xB2, 0xB3, WORD },
	{ 0xB4, 0xB4, OTHER },      { 0xB5, 0xB5, WORD },
	{ 0xB6, 0xB8, OTHER },      { 0xB9, 0xBA, WORD },
	{ 0xBB, 0xBB, CLOSER },     { 0xBC, 0xBE, WORD },
	{ 0xBF, 0xBF, OTHER },      { 0xC0, 0xD6, WORD },
	{ 0xD7, 0xD7, OTHER },      { 0xD8, 0xF6, WORD },
	{ 0xF7, 0xF7, OTHER },      { 0xF8, 0x24F, WORD },
	{ 0x300, 0x36F, WORD },     { 0x391, 0x3A1, WORD },
	{ 0x3A3, 0x3E1, WORD },     { 0x400, 0x481, WORD },
	{ 0x2000, 0x200A, SPACE },  { 0x200B, 0x200F, OTHER },
	{ 0x2010, 0x2015, DASH },   { 0x2016, 0x2017, OTHER },
	{ 0x2018, 0x2019, CLOSER }, { 0x201A, 0x201B, OTHER },
	{ 0x201C, 0x201D, CLOSER }, { 0x201E, 0x2027, OTHER },
	{ 0x20AC, 0x20AC, OTHER },  { 0x2212, 0x2212, DASH },
};

/* Those of ASCII. */
#define W WORD
#define S SPACE
#define B BREAK
#define D DASH
#define M MARK
#define C CLOSER
#define O OTHER
static const unsigned char ascii[128] = {
	O, O, O, O, O, O, O, O, O, S, B, S, S, S, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
	S, M, C, O, O, O, O, C, O, C, C, O, O, D, M, O, /* space to / */
	W, W, W, W, W, W, W, W, W, W, O, O, O, O, O, M, /* 0 to ? */
	O, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, /* @ to O */
	W, W, W, W, W, W, W, W, W, W, W, O, O, C, O, W, /* P to _ */
	O, W, W, W, W, W, W, W, W, W, W, W, W, W, W, W, /* ` to o */
	W, W, W, W, W, W, W, W, W, W, W, O, O, C, O, O, /* p to ~ */
};
#undef W
#undef S
#undef B
#undef D
#undef M
#undef C
#undef O

static enum nature
nature_of(uint32_t cp)
{
	size_t lo = 0, hi = sizeof(natures) / sizeof(*natures);

	if (cp < 0x80)
		return (enum nature)ascii[cp];
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (natures[mid].to < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < sizeof(natures) / sizeof(*natures) && natures[lo].from <= cp)
		return natures[lo].nature;
	return UNSURE;
}

/* Note that the answer hangs on a character that is not known. */
static enum nature
note(struct walk *w, enum nature nature)
{
	if (nature == UNSURE)
		w->ask = true;
	return nature;
}

/*
 * The character at AT; *NEXT_OUT is behind it.  Behind the end of the text
 * stands one of no nature.
 */
static enum nature
look(struct walk *w, size_t at, size_t *next_out)
{
	unsigned char c;

	*next_out = at;
	if (at >= w->len)
		return OTHER;
	c = (unsigned char)w->text[at];
	if (c >= 0x80)
		return note(w, nature_of(utf8_next(w->text, w->len, next_out)));
	*next_out = at + 1;
	return (enum nature)ascii[c];
}

static bool
is_behind_word(struct walk *w, size_t at)
{
	unsigned char c;

	if (at == 0)
		return false;
	c = (unsigned char)w->text[at - 1];
	return (c < 0x80 ? (enum nature)ascii[c]
	                 : note(w, nature_of(utf8_prev(w->text, &at)))) == WORD;
}

/* The end of the word characters at AT. */
static size_t
skip_word(struct walk *w, size_t at)
{
	size_t next;

	while (at < w->len && look(w, at, &next) == WORD)
		at = next;
	return at;
}

/* The bytes of the apostrophe at AT; 0 if none. */
static size_t
apostrophe(const struct walk *w, size_t at)
{
	const char *s = w->text + at;

	if (at < w->len && *s == '\'')
		return 1;
	return w->len - at >= 3 && at < w->len && s[0] == '\xE2' &&
	               s[1] == '\x80' && (s[2] == '\x98' || s[2] == '\x99')
	           ? 3
	           : 0;
}

/* --- gaps ----------------------------------------------------------------- */

/* Does what may follow the end of a sentence stand at AT? */
static bool
is_after_stop(struct walk *w, size_t at)
{
	size_t next;
	enum nature nature = look(w, at, &next);

	return at < w->len &&
	       (nature == SPACE || nature == BREAK || nature == CLOSER);
}

/* The end of a gap's characters on one line. */
static size_t
skip_line(struct walk *w, size_t at)
{
	size_t next;

	while (at < w->len && !w->ask) {
		enum nature nature = look(w, at, &next);

		if (nature == WORD || nature == BREAK)
			break;
		if (nature == MARK && w->text[at] == '.' && next < w->len &&
		    w->text[next] == '.') {
			while (next < w->len && w->text[next] == '.')
				next++;
		} else if (nature == MARK && is_after_stop(w, next)) {
			break;
		}
		at = next;
	}
	return at;
}

/* The end of the gap at AT; AT if none is there. */
static size_t
skip_gap(struct walk *w, size_t at)
{
	size_t end = skip_line(w, at);

	if (end < w->len && w->text[end] == '\n')
		end = skip_line(w, end + 1);
	return end;
}

/* --- parts ---------------------------------------------------------------- */

static bool match(struct walk *w, const struct phrase_part *part,
                  const struct phrase_part *end, const struct frame *up,
                  size_t at);

/*
 * Behind a gap: fillers, as many as there are, each with a gap behind it,
 * and then what is in NEXT.
 */
static bool
match_fillers(struct walk *w, const struct frame *next, size_t at)
{
	unsigned char c = at < w->len ? (unsigned char)w->text[at] : 0;
	struct phrase *const *p = w->fillers->begins[c];

	for (; p && *p && !w->ask; p++)
		if (match(w, (*p)->parts, (*p)->parts + (*p)->n, next, at))
			return true;
	return match(w, next->part, next->end, NULL, at);
}

/* Is TEXT at AT?  The end of it in *END_OUT. */
static bool
match_text(struct walk *w, const char *text, size_t len, bool exact, size_t at,
           size_t *end_out)
{
	size_t i;

	for (i = 0; i < len; i++) {
		unsigned char a = (unsigned char)text[i], b;

		/* not before: another form of a letter may be shorter */
		if (at + i >= w->len)
			return false;
		b = (unsigned char)w->text[at + i];
		if (a == b)
			continue;
		if (exact)
			return false;
		/* another letter, or the other form of this one? */
		if (a >= 0x80) {
			w->ask = true;
			return false;
		}
		if ((a | 0x20) != (b | 0x20) || (a | 0x20) < 'a' ||
		    (a | 0x20) > 'z')
			return false;
	}
	*end_out = at + len;
	return true;
}

static bool
match_hyphen(struct walk *w, const struct phrase_part *part,
             const struct phrase_part *end, const struct frame *up, size_t at)
{
	size_t next;
	enum nature nature = look(w, at, &next);

	if (at < w->len && nature == DASH) {
		if (next < w->len && w->text[next] == '\n' &&
		    match(w, part, end, up, next + 1))
			return true;
		if (match(w, part, end, up, next))
			return true;
	} else if (at < w->len && (nature == SPACE || nature == BREAK)) {
		if (match(w, part, end, up, next))
			return true;
	}
	return match(w, part, end, up, at);
}

/* As many word characters as can be, and fewer while that does not do. */
static bool
match_star(struct walk *w, const struct phrase_part *part,
           const struct phrase_part *end, const struct frame *up, size_t at)
{
	size_t to = skip_word(w, at);

	while (!w->ask && !match(w, part, end, up, to)) {
		if (to == at)
			return false;
		utf8_prev(w->text, &to);
	}
	return !w->ask;
}

/* Any one word: its end, AT if none is there. */
static size_t
skip_any_word(struct walk *w, size_t at)
{
	size_t end = skip_word(w, at), n, next;

	if (end == at)
		return at;
	while ((n = apostrophe(w, end)) > 0) {
		/* in the middle of a word, U+2018 is none */
		if (n == 3 && w->text[end + 2] == '\x98')
			break;
		next = skip_word(w, end + n);
		if (next == end + n)
			break;
		end = next;
	}
	return end;
}

/* One part that matches in one way only: false, or the end in *AT. */
static bool
match_part(struct walk *w, const struct phrase_part *part, bool exact,
           size_t *at)
{
	size_t next, from = *at;

	switch (part->kind) {
	case PHRASE_LEFT:
		return !is_behind_word(w, from);
	case PHRASE_RIGHT:
		return from >= w->len || look(w, from, &next) != WORD;
	case PHRASE_TEXT:
		return match_text(w, part->text, part->len, exact, from, at);
	case PHRASE_APOSTROPHE:
		*at += apostrophe(w, from);
		return *at > from;
	case PHRASE_DASH:
		return from < w->len && look(w, from, at) == DASH;
	case PHRASE_REST:
		*at = skip_word(w, from);
		return true;
	case PHRASE_WORD:
		*at = skip_any_word(w, from);
		return *at > from;
	default:
		*at = skip_gap(w, from);
		return *at > from;
	}
}

/*
 * The parts from PART to END at AT; with UP they are a filler's, and what
 * follows is a gap and what UP says.
 */
static bool
match(struct walk *w, const struct phrase_part *part,
      const struct phrase_part *end, const struct frame *up, size_t at)
{
	size_t behind;

	if (++w->steps > STEPS_MAX)
		w->ask = true;
	for (; part < end && !w->ask; part++) {
		if (part->kind == PHRASE_HYPHEN)
			return match_hyphen(w, part + 1, end, up, at);
		if (part->kind == PHRASE_STAR)
			return match_star(w, part + 1, end, up, at);
		if (part->kind == PHRASE_STOP) {
			if (at < w->len && w->text[at] == '.' &&
			    match(w, part + 1, end, up, at + 1))
				return true;
			continue;
		}
		if (!match_part(w, part, w->exact && !up, &at))
			return false;
		if (part->kind == PHRASE_GAP && !up && w->fillers) {
			struct frame next = { part + 1, end };

			return match_fillers(w, &next, at);
		}
	}
	if (w->ask)
		return false;
	if (!up) {
		w->end = at;
		return true;
	}
	behind = skip_gap(w, at);
	return behind > at && match_fillers(w, up, behind);
}

bool
confirm_can(const struct phrase *p, const struct fillers *f)
{
	return !p->gaps || (p->plain_gaps && (f->n == 0 || f->plain));
}

/*
 * Marks that combine are characters of words to phrases, and to \w in later
 * versions of PCRE2 only.
 */
static enum nature
letter_nature(uint32_t cp)
{
	return cp >= 0x300 && cp <= 0x36F ? UNSURE : nature_of(cp);
}

bool
confirm_word_start(const char *text, size_t at, bool regex, size_t *start_out)
{
	enum nature nature;
	uint32_t cp;
	int steps = 0;

	for (*start_out = at; at > 0; *start_out = at) {
		cp = utf8_prev(text, &at);
		nature = regex ? letter_nature(cp) : nature_of(cp);
		if (nature == UNSURE || ++steps > STEPS_MAX)
			return false;
		if (nature != WORD)
			break;
	}
	return true;
}

enum confirm
confirm_letter(const char *text, size_t len, size_t *at)
{
	enum nature nature = letter_nature(utf8_next(text, len, at));

	return nature == UNSURE ? CONFIRM_ASK
	       : nature == WORD ? CONFIRM_YES
	                        : CONFIRM_NO;
}

enum confirm
confirm_phrase(const struct phrase *p, const struct fillers *f, bool exact,
               const char *text, size_t len, size_t at, size_t *end_out)
{
	struct walk w = { .text = text,
		          .len = len,
		          .fillers = f->n > 0 ? f : NULL,
		          .exact = exact };
	bool found = match(&w, p->parts, p->parts + p->n, NULL, at);

	*end_out = w.end;
	return w.ask ? CONFIRM_ASK : found ? CONFIRM_YES : CONFIRM_NO;
}
