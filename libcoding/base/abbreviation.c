#include "base/abbreviation.h"

#include "base/unicode.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Short names for the table. */
#define ALWAYS ABBREVIATION_ALWAYS
#define LOWER  ABBREVIATION_BEFORE_LOWER
#define DIGIT  ABBREVIATION_BEFORE_DIGIT

#define LONGEST 24 /* bytes looked at, so that no text makes this slow */

/*
 * Sorted by bytes, English first of all.  Case counts: "Gen." is a general,
 * "gen." is not.  Words that often end a sentence ("no", "Mar") are here
 * only before a number.
 */
static const struct {
	const char *word;
	enum abbreviation kind;
} list[] = {
	{ "Apr", DIGIT },   { "Art", DIGIT },     { "Aug", DIGIT },
	{ "Capt", ALWAYS }, { "Co", LOWER },      { "Col", ALWAYS },
	{ "Corp", LOWER },  { "Dec", DIGIT },     { "Dr", ALWAYS },
	{ "Dra", ALWAYS },  { "Esq", LOWER },     { "Feb", DIGIT },
	{ "Fig", DIGIT },   { "Fr", ALWAYS },     { "Gen", ALWAYS },
	{ "Gov", ALWAYS },  { "Hon", ALWAYS },    { "Hr", ALWAYS },
	{ "Inc", LOWER },   { "Insp", ALWAYS },   { "Jan", DIGIT },
	{ "Jr", LOWER },    { "Jul", DIGIT },     { "Jun", DIGIT },
	{ "Lt", ALWAYS },   { "Ltd", LOWER },     { "Maj", ALWAYS },
	{ "Mar", DIGIT },   { "Messrs", ALWAYS }, { "Mlle", ALWAYS },
	{ "Mme", ALWAYS },  { "Mr", ALWAYS },     { "Mrs", ALWAYS },
	{ "Ms", ALWAYS },   { "Mt", ALWAYS },     { "Mx", ALWAYS },
	{ "No", DIGIT },    { "Nos", DIGIT },     { "Nov", DIGIT },
	{ "Nr", DIGIT },    { "Oct", DIGIT },     { "Pres", ALWAYS },
	{ "Prof", ALWAYS }, { "Rep", ALWAYS },    { "Rev", ALWAYS },
	{ "Sen", ALWAYS },  { "Sep", DIGIT },     { "Sept", DIGIT },
	{ "Sgt", ALWAYS },  { "Sr", ALWAYS },     { "Sra", ALWAYS },
	{ "Srta", ALWAYS }, { "St", ALWAYS },     { "Supt", ALWAYS },
	{ "Vol", DIGIT },   { "al", LOWER },      { "approx", ALWAYS },
	{ "bzw", ALWAYS },  { "ca", ALWAYS },     { "cf", ALWAYS },
	{ "ch", DIGIT },    { "eg", ALWAYS },     { "esp", ALWAYS },
	{ "etc", LOWER },   { "evtl", ALWAYS },   { "fig", DIGIT },
	{ "ggf", ALWAYS },  { "ie", ALWAYS },     { "incl", ALWAYS },
	{ "inkl", ALWAYS }, { "no", DIGIT },      { "nos", DIGIT },
	{ "p", DIGIT },     { "pp", DIGIT },      { "usw", LOWER },
	{ "vgl", ALWAYS },  { "viz", ALWAYS },    { "vol", DIGIT },
	{ "vs", ALWAYS },
};

static enum abbreviation
find(const char *word, size_t len)
{
	size_t lo = 0, hi = sizeof(list) / sizeof(*list);

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		int c = strncmp(list[mid].word, word, len);

		if (c == 0 && list[mid].word[len] == '\0')
			return list[mid].kind;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return ABBREVIATION_NONE;
}

/* Is [START, END) one letter?  *CP_OUT is it. */
static bool
one_letter(const char *text, size_t start, size_t end, uint32_t *cp_out)
{
	if (start >= end)
		return false;
	*cp_out = utf8_next(text, end, &start);
	return start == end &&
	       (unicode_is_upper(*cp_out) || unicode_is_lower(*cp_out));
}

enum abbreviation
abbreviation_before(const char *text, size_t start, size_t at)
{
	size_t word = at, last;
	uint32_t cp;

	if (at - start > LONGEST)
		start = at - LONGEST;
	while (word > start) {
		size_t before = word;

		cp = utf8_prev(text, &before);
		if (before < start || (cp != '.' && !unicode_is_word(cp)))
			break;
		word = before;
	}
	for (last = at; last > word && text[last - 1] != '.'; last--)
		;
	if (last == word) {
		if (one_letter(text, word, at, &cp) && cp != 'I' &&
		    unicode_is_upper(cp))
			return ABBREVIATION_ALWAYS;
		return find(text + word, at - word);
	}
	if (!one_letter(text, last, at, &cp))
		return ABBREVIATION_NONE;
	/* "at 5 p.m. We left": a time of day may end a sentence */
	if (at - word == 3 && cp == 'm' &&
	    (text[word] == 'a' || text[word] == 'p'))
		return ABBREVIATION_BEFORE_LOWER;
	return ABBREVIATION_ALWAYS;
}
