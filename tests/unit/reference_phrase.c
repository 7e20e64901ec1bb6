#include "reference_phrase.h"

#include "base/abbreviation.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

/* --- the speech ----------------------------------------------------------- */

static void
push(struct ref_speech *s, uint32_t cp, size_t start, size_t end)
{
	struct ref_character c = { cp, start, end };

	vec_push(s, c);
}

static bool
starts_aside(const struct ref_turn *r, size_t at, size_t *end_out)
{
	size_t i;

	for (i = 0; i < r->asides.n; i++)
		if (r->asides.items[i].start == at) {
			*end_out = r->asides.items[i].end;
			return true;
		}
	return false;
}

void
reference_hear(const struct ref_turn *r, size_t at, size_t end, bool inside,
               struct ref_speech *s)
{
	size_t from, stop;
	uint32_t cp;

	s->n = 0;
	while (at < end) {
		from = at;
		if (!inside && starts_aside(r, at, &stop)) {
			push(s, ' ', at, stop);
			at = stop;
			continue;
		}
		cp = utf8_next(r->text, end, &at);
		if (cp != 0xAD)
			push(s, cp == 0x2BC ? '\'' : cp, from, at);
	}
}

bool
reference_is_word(const struct ref_speech *s, size_t i)
{
	return i < s->n && unicode_is_word(s->items[i].cp);
}

/* --- one phrase ----------------------------------------------------------- */

static bool
is_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == 0x2018 || cp == 0x2019 || cp == 0x2BC;
}

static bool
is_dash(uint32_t cp)
{
	return cp == 0x2212 ||
	       utf8proc_category((int32_t)cp) == UTF8PROC_CATEGORY_PD;
}

static uint32_t
fold(uint32_t cp)
{
	if (cp == 0x17F)
		return 's';
	if (cp == 0x212A)
		return 'k';
	if (cp == 0x3C2)
		return 0x3C3;
	return (uint32_t)utf8proc_tolower((int32_t)cp);
}

static bool
is_same(uint32_t a, uint32_t b, bool exact)
{
	return a == b || (!exact && fold(a) == fold(b));
}

/* Where in the pattern: word, and character of the word. */
struct at {
	const struct ref_turn *ref;
	const struct ref_speech *speech;
	const char *const *words;
	int n_words;
	bool exact;
	bool fillers; /* may stand in gaps */
};

static long match_word(const struct at *p, int word, size_t k, size_t i);

static bool
is_stars(const char *word)
{
	return word[strspn(word, "*")] == '\0';
}

static bool
is_mark(uint32_t cp)
{
	return cp == '.' || cp == '!' || cp == '?';
}

static bool
is_closer(uint32_t cp)
{
	return unicode_is_space(cp) || cp == '"' || is_apostrophe(cp) ||
	       cp == ')' || cp == ']' || cp == '}' || cp == '*' || cp == 0xBB ||
	       cp == 0x203A || cp == 0x201C || cp == 0x201D;
}

/* May the characters [I, E) stand between two words? */
static bool
is_gap(const struct ref_speech *s, size_t i, size_t e)
{
	size_t k, breaks = 0;

	for (k = i; k < e; k++) {
		uint32_t cp = s->items[k].cp;

		if (reference_is_word(s, k))
			return false;
		breaks += cp == '\n';
		if (!is_mark(cp))
			continue;
		if (cp == '.' && ((k > i && s->items[k - 1].cp == '.') ||
		                  (k + 1 < e && s->items[k + 1].cp == '.')))
			continue;
		if (k + 1 < s->n && is_closer(s->items[k + 1].cp))
			return false;
	}
	return i < e && breaks <= 1;
}

static long
match_gap(const struct at *p, int word, size_t i)
{
	const struct ref_code *c = p->ref->code;
	size_t e = i, f, len;
	long end;

	while (e < p->speech->n && !reference_is_word(p->speech, e))
		e++;
	for (; e > i; e--) {
		if (!is_gap(p->speech, i, e))
			continue;
		/* the longest fillers first, then those named first */
		for (len = REF_FILLER; p->fillers && len > 0; len--)
			for (f = 0; f < c->n_fillers; f++) {
				if (strlen(c->fillers[f]) != len)
					continue;
				end = reference_filler(p->ref, p->speech,
				                       c->fillers[f], e);
				if (end < 0)
					continue;
				end = match_gap(p, word, (size_t)end);
				if (end >= 0)
					return end;
			}
		end = match_word(p, word, 0, e);
		if (end >= 0)
			return end;
	}
	return -1;
}

static bool
is_abbreviation(const char *word)
{
	char copy[64];
	size_t len = strlen(word);

	assert(len + 2 < sizeof(copy));
	memcpy(copy, word, len);
	memcpy(copy + len, ".", 2);
	if (abbreviation_before(copy, 0, len) == ABBREVIATION_ALWAYS)
		return true;
	if (len > 1 && copy[0] >= 'a' && copy[0] <= 'z')
		copy[0] = (char)(copy[0] - 32);
	return abbreviation_before(copy, 0, len) == ABBREVIATION_ALWAYS;
}

/* Behind the last character of a word. */
static long
end_word(const struct at *p, int word, size_t i)
{
	const char *w = p->words[word];
	size_t len = strlen(w), at = len;
	uint32_t last = utf8_prev(w, &at);
	long end;

	if (word + 1 < p->n_words) {
		if (is_abbreviation(w) && i < p->speech->n &&
		    p->speech->items[i].cp == '.') {
			end = match_gap(p, word + 1, i + 1);
			if (end >= 0)
				return end;
		}
		return match_gap(p, word + 1, i);
	}
	if ((last == '*' || unicode_is_word(last)) &&
	    reference_is_word(p->speech, i))
		return -1;
	return (long)i;
}

/* Any whole word: letters, and apostrophes between letters. */
static long
match_any(const struct at *p, int word, size_t i)
{
	const struct ref_speech *s = p->speech;

	if (!reference_is_word(s, i))
		return -1;
	while (reference_is_word(s, i) ||
	       (i < s->n &&
	        (s->items[i].cp == '\'' || s->items[i].cp == 0x2019) &&
	        reference_is_word(s, i + 1)))
		i++;
	return end_word(p, word, i);
}

/* A hyphen inside a word: a dash, a dash and a break, a space, or nothing. */
static long
match_hyphen(const struct at *p, int word, size_t next, size_t i)
{
	const struct ref_speech *s = p->speech;
	long end = -1;

	if (i < s->n && is_dash(s->items[i].cp)) {
		if (i + 1 < s->n && s->items[i + 1].cp == '\n')
			end = match_word(p, word, next, i + 2);
		if (end < 0)
			end = match_word(p, word, next, i + 1);
	}
	if (end < 0 && i < s->n && unicode_is_space(s->items[i].cp))
		end = match_word(p, word, next, i + 1);
	return end < 0 ? match_word(p, word, next, i) : end;
}

/* Match from byte K of a word on, at character I: the end, or -1. */
static long
match_word(const struct at *p, int word, size_t k, size_t i)
{
	const struct ref_speech *s = p->speech;
	const char *w = p->words[word];
	size_t len = strlen(w), next = k, n = 0;
	uint32_t cp;
	long end;

	if (k == 0 && is_stars(w))
		return match_any(p, word, i);
	if (k == len)
		return end_word(p, word, i);
	cp = utf8_next(w, len, &next);
	if (cp == '*') {
		while (reference_is_word(s, i + n))
			n++;
		for (end = -1; end < 0; n--) {
			end = match_word(p, word, next, i + n);
			if (n == 0)
				break;
		}
		return end;
	}
	if (is_dash(cp) && k > 0 && next < len)
		return match_hyphen(p, word, next, i);
	if (i >= s->n)
		return -1;
	if (is_dash(cp)         ? !is_dash(s->items[i].cp)
	    : is_apostrophe(cp) ? !is_apostrophe(s->items[i].cp)
	                        : !is_same(cp, s->items[i].cp, p->exact))
		return -1;
	return match_word(p, word, next, i + 1);
}

static long
match_phrase(const struct at *p, size_t i)
{
	size_t len = strlen(p->words[0]), at = 0, second = 1;
	uint32_t first = utf8_next(p->words[0], len, &at);
	bool enclitic = (first == 'n' || first == 'N') && len > 1 &&
	                is_apostrophe(utf8_next(p->words[0], len, &second));

	if ((first == '*' || unicode_is_word(first)) && !enclitic && i > 0 &&
	    reference_is_word(p->speech, i - 1))
		return -1;
	return match_word(p, 0, 0, i);
}

long
reference_filler(const struct ref_turn *r, const struct ref_speech *s,
                 const char *filler, size_t i)
{
	struct at p = { .ref = r, .speech = s };
	const char *words[REF_WORDS];
	char copy[64], *word, *rest;
	long end;

	assert(strlen(filler) <= REF_FILLER);
	memcpy(copy, filler, strlen(filler) + 1);
	for (word = strtok_r(copy, " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest))
		words[p.n_words++] = word;
	p.words = words;
	end = match_phrase(&p, i);
	return end > (long)i ? end : -1;
}

long
reference_phrase(const struct ref_turn *r, const struct ref_node *e,
                 const struct ref_speech *s, size_t i)
{
	struct at p = { r, s, e->words, e->n_words, r->code->exact, true };

	return match_phrase(&p, i);
}
