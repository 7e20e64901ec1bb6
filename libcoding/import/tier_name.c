#include "import/tier_name.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Each word between blanks, for memcmp() with what a name is made of. */
static const char speech[] =
    " utterance utterances utt utts phrase phrases sentence sentences turn "
    "turns segment segments orthography orthographic ortho orth "
    "transcription transcriptions transcript trans tx text txt speech ipu "
    "ipus default chunk chunks verbatim ";
static const char words[] = " word words token tokens tok wrd mot mots wort "
                            "worte palabra palabras ";
static const char never[] =
    " phone phones phon phons phoneme phonemes phonetic phonetics phonology "
    "vowel vowels consonant segmental segmentals syllable syllables syll syl "
    "pos lemma lemmas gloss glosses gls glossing translation translations ft "
    "ge ps mb morph morphs morpheme morphemes morphology gesture gestures "
    "gaze hand hands gesticulation posture pitch intensity formant formants "
    "tone tones tobi stress accent prosody intonation break breaks index "
    "misc noise noises comment comments note notes remark remarks code codes "
    "coding silence silences pause pauses vad music event events background "
    "metadata laughter laugh breath ref status topic topics error errors "
    "check nonverbal nv ";

struct word {
	size_t start, end;
};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* The next run of letters from AT on; a capital in lower case ends it. */
static bool
next_word(const char *name, size_t at, struct word *w)
{
	while (name[at] && !is_letter(name[at]))
		at++;
	w->start = at;
	while (is_letter(name[at]) && !(at > w->start && is_upper(name[at]) &&
	                                !is_upper(name[at - 1])))
		at++;
	w->end = at;
	return w->end > w->start;
}

static bool
is_in(const char *list, const char *name, const struct word *w)
{
	size_t n = w->end - w->start, i;
	const char *at;

	for (at = list; (at = strchr(at, ' ')) != NULL && at[1]; at++) {
		for (i = 0; i < n; i++) {
			char c = name[w->start + i];

			if (at[1 + i] !=
			    (is_upper(c) ? (char)(c + 'a' - 'A') : c))
				break;
		}
		if (i == n && at[1 + n] == ' ')
			return true;
	}
	return false;
}

enum tier_level
tier_name_level(const char *name)
{
	enum tier_level level = TIER_UNKNOWN;
	struct word w = { 0 };

	while (next_word(name, w.end, &w)) {
		if (is_in(never, name, &w))
			return TIER_NEVER;
		if (is_in(words, name, &w))
			level = TIER_WORDS;
		else if (level == TIER_UNKNOWN && is_in(speech, name, &w))
			level = TIER_SPEECH;
	}
	return level;
}

/* Punctuation that stands between the parts of a name. */
static bool
is_joint(char c)
{
	return c && strchr(" \t\n\"'-_.:;,/|@()[]{}<>+*#", c) != NULL;
}

void
tier_name_label(const char *name, struct buf *out)
{
	size_t first = out->len, at = 0;
	struct word w = { 0 };

	while (next_word(name, w.end, &w)) {
		if (is_in(speech, name, &w) || is_in(words, name, &w) ||
		    is_in(never, name, &w)) {
			buf_add(out, name + at, w.start - at);
			at = w.end;
		}
	}
	buf_adds(out, name + at);
	while (out->len > first && is_joint(out->data[out->len - 1]))
		out->data[--out->len] = '\0';
	for (at = first; at < out->len && is_joint(out->data[at]);)
		at++;
	if (at > first) {
		out->len -= at - first;
		memmove(out->data + first, out->data + at,
		        out->len - first + 1);
	}
}
