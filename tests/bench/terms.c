#include "terms.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/vec.h"
#include "coded.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* What terms are made from, and how many of each kind there are. */
struct maker {
	struct coded_words words;
	size_t used[TERM_KINDS];
};

const char *
term_kind_name(enum term_kind kind)
{
	static const char *const names[] = {
		"word", "glob",       "phrase",   "regex",
		"gap",  "lookaround", "contains", "backreference",
	};

	return names[kind];
}

static const char *
nearby(const struct maker *m, size_t n)
{
	const struct words *w = &m->words.lists[VOCABULARY_NEARBY];

	return w->items[n % w->n];
}

/* --- making terms --------------------------------------------------------- */

/* FORMAT, with A for each % and B for each @. */
static char *
fmt(const char *format, const char *a, const char *b)
{
	struct buf out = { 0 };

	for (; *format; format++) {
		if (*format == '%')
			buf_adds(&out, a);
		else if (*format == '@')
			buf_adds(&out, b);
		else
			buf_addc(&out, *format);
	}
	return buf_take(&out);
}

/* A regex is written between slashes. */
static void
set_regex(struct term *t, char *pattern)
{
	t->pattern = pattern;
	t->expression = fmt("/%/", pattern, NULL);
}

static void
add_sample(struct term *t, const char *format, const char *a, const char *b)
{
	vec_push(&t->samples, (const char *)fmt(format, a, b));
}

/* Samples with each form of W for %. */
static void
add_forms(struct term *t, const char *format, const struct coded *w,
          const char *b)
{
	size_t i;

	for (i = 0; i < CODED_FORMS; i++) {
		char *form = coded_form(w, i);

		add_sample(t, format, form, b);
		free(form);
	}
}

static void
make_word(struct maker *m, struct term *t)
{
	const struct coded *w = coded_take(&m->words);

	t->expression = mem_str(w->word);
	t->pattern = fmt("\\b%\\b", w->word, NULL);
	add_sample(t, "%", w->word, NULL);
	add_forms(t, "%", w, NULL);
}

static void
make_glob(struct maker *m, struct term *t)
{
	const struct coded *w = coded_take(&m->words);
	char *stem = coded_stem(w);

	t->expression = fmt("%*", stem, NULL);
	t->pattern = fmt("\\b%\\w*", stem, NULL);
	add_forms(t, "%", w, NULL);
	free(stem);
}

/* A dash of any kind, a space or nothing, as a hyphen in a term means. */
#define HYPHEN "(?:-|\xE2\x80\x93|\xE2\x80\x94|\\s)?"

static void
make_phrase(struct maker *m, struct term *t)
{
	size_t n = m->used[TERM_PHRASE];
	const struct coded *w = coded_share(&m->words), *v;
	const char *near = nearby(m, n);
	char *stem = coded_stem(w);

	switch (n % 8) {
	case 0:
		t->expression = fmt("% @", w->word, near);
		t->pattern = fmt("\\b%\\W+@\\b", w->word, near);
		add_sample(t, "% @", w->word, near);
		add_sample(t, "%", w->word, NULL);
		add_sample(t, "%. @", w->word, near);
		break;
	case 1:
		t->expression = fmt("%* @", stem, near);
		t->pattern = fmt("\\b%\\w*\\W+@\\b", stem, near);
		add_forms(t, "% @", w, near);
		add_forms(t, "%, um, @", w, near);
		break;
	case 2:
		t->expression = fmt("part of the %*", stem, NULL);
		t->pattern = fmt("\\bpart\\W+of\\W+the\\W+%\\w*", stem, NULL);
		add_forms(t, "part of the %", w, NULL);
		break;
	case 3:
		v = coded_share(&m->words);
		t->expression = fmt("% @", w->word, v->word);
		t->pattern = fmt("\\b%\\W+@\\b", w->word, v->word);
		add_sample(t, "% @", w->word, v->word);
		add_sample(t, "% [pause] @", w->word, v->word);
		break;
	case 4:
		t->expression = fmt("can't %*", stem, NULL);
		t->pattern =
		    fmt("\\bcan(?:'|\xE2\x80\x99)t\\W+%\\w*", stem, NULL);
		add_forms(t, "can't %", w, NULL);
		break;
	case 5:
		t->expression = fmt("% @*", near, stem);
		t->pattern = fmt("\\b%\\W+@\\w*", near, stem);
		add_forms(t, "@ %", w, near);
		break;
	case 6:
		t->expression = fmt("lot of %*", stem, NULL);
		t->pattern = fmt("\\blot\\W+of\\W+%\\w*", stem, NULL);
		add_forms(t, "lot of %", w, NULL);
		break;
	default:
		t->expression = fmt("self-%*", stem, NULL);
		t->pattern = fmt("\\bself" HYPHEN "%\\w*", stem, NULL);
		add_forms(t, "self-%", w, NULL);
		add_forms(t, "self %", w, NULL);
		break;
	}
	free(stem);
}

/* A verb in -ise, spelled in both ways. */
static const struct coded *
next_ise(struct maker *m)
{
	const struct coded *w;
	size_t len;

	do {
		w = coded_share_of(&m->words, VOCABULARY_VERB_E);
		len = strlen(w->word);
	} while (strcmp(w->word + len - 3, "ise") != 0);
	return w;
}

static void
make_stems_regex(struct maker *m, struct term *t)
{
	struct buf b = { 0 };
	size_t i;

	buf_adds(&b, "\\b(?:");
	for (i = 0; i < 3; i++) {
		const struct coded *w = coded_share(&m->words);
		char *stem = coded_stem(w);

		buf_addf(&b, "%s%s", i ? "|" : "", stem);
		add_forms(t, "%", w, NULL);
		free(stem);
	}
	buf_adds(&b, ")\\w*");
	set_regex(t, buf_take(&b));
}

static void
make_adjective_regex(struct maker *m, struct term *t, size_t n)
{
	const struct coded *w = coded_share_of(&m->words, VOCABULARY_ADJECTIVE);
	const struct coded *v = coded_share_of(&m->words, VOCABULARY_ADJECTIVE);

	if (n == 2) {
		set_regex(t, fmt("\\b(?:very|really|quite|so)\\W+(?:%|@)\\b",
		                 w->word, v->word));
		add_sample(t, "very %", w->word, NULL);
		add_sample(t, "so %", v->word, NULL);
		add_sample(t, "rather %", v->word, NULL);
	} else if (n == 3) {
		set_regex(t, fmt("\\b(?:un|dis|non)?%\\w*", w->word, NULL));
		add_forms(t, "un%", w, NULL);
		add_forms(t, "%", w, NULL);
	} else {
		set_regex(t, fmt("\\bfe(?:el(?:s|ing)?|lt)\\W+(?:%|@)\\b",
		                 w->word, v->word));
		add_sample(t, "felt %", w->word, NULL);
		add_sample(t, "feeling %", v->word, NULL);
		add_sample(t, "feeling", NULL, NULL);
	}
}

static void
make_regex(struct maker *m, struct term *t)
{
	size_t n = m->used[TERM_REGEX] % 6;
	const struct coded *w;
	char *stem;

	if (n == 0) {
		make_stems_regex(m, t);
	} else if (n == 1) {
		w = coded_share_of(&m->words, VOCABULARY_VERB);
		set_regex(t,
		          fmt("\\b%(?:s|ed|ing)?\\W+(?:me|him|her|them|@)\\b",
		              w->word, nearby(m, m->words.shared)));
		add_forms(t, "% them", w, NULL);
		add_forms(t, "%", w, NULL);
	} else if (n == 5) {
		w = next_ise(m);
		stem = mem_strn(w->word, strlen(w->word) - 2);
		set_regex(t, fmt("\\b%[sz](?:e[sd]?|ing)\\b", stem, NULL));
		add_forms(t, "%", w, NULL);
		add_sample(t, "%zing", stem, NULL);
		add_sample(t, "%sation", stem, NULL);
		free(stem);
	} else {
		make_adjective_regex(m, t, n);
	}
}

#define GAP(most) "\\W+(?:\\w+\\W+){0," most "}"

static void
make_gap(struct maker *m, struct term *t)
{
	size_t n = m->used[TERM_GAP];
	const struct coded *w = coded_share(&m->words),
	                   *v = coded_share(&m->words);
	const char *near = nearby(m, n * 7);
	char *stem = coded_stem(w), *other = coded_stem(v), *pattern;

	switch (n % 3) {
	case 0:
		set_regex(t, fmt("\\b%\\w*" GAP("4") "@\\b", stem, near));
		add_forms(t, "% ~ @", w, near);
		break;
	case 1:
		set_regex(t, fmt("\\b(?:not|never|nobody)" GAP("3") "%\\w*",
		                 stem, NULL));
		add_forms(t, "not ~ %", w, NULL);
		add_forms(t, "never ~ %", w, NULL);
		break;
	default:
		pattern = fmt("\\b(?:%|@)\\w*" GAP("4"), stem, other);
		set_regex(t, fmt("%(?:@|day|home)\\b", pattern, near));
		free(pattern);
		add_forms(t, "% ~ @", w, near);
		add_forms(t, "% ~ home", v, NULL);
		break;
	}
	free(stem);
	free(other);
}

static void
make_look(struct maker *m, struct term *t)
{
	const struct coded *w = coded_share(&m->words);
	char *stem = coded_stem(w);

	switch (m->used[TERM_LOOK] % 4) {
	case 0:
		set_regex(t, fmt("(?<!not )\\b%\\w*", stem, NULL));
		add_forms(t, "%", w, NULL);
		add_forms(t, "not %", w, NULL);
		break;
	case 1:
		set_regex(t, fmt("\\b%\\b(?! of\\b)", w->word, NULL));
		add_forms(t, "% of", w, NULL);
		add_forms(t, "%", w, NULL);
		break;
	case 2:
		set_regex(t,
		          fmt("\\b%\\w*\\b(?=,? (?:and|or)\\b)", stem, NULL));
		add_forms(t, "% and", w, NULL);
		add_forms(t, "%", w, NULL);
		break;
	default:
		set_regex(t, fmt("(?<=\\bmy )%\\w*", stem, NULL));
		add_forms(t, "my %", w, NULL);
		add_forms(t, "your %", w, NULL);
		break;
	}
	free(stem);
}

static void
make_contains(struct maker *m, struct term *t)
{
	static const char *const parts[] = {
		"ship",  "hood",  "less",  "ism",    "ward",  "phob", "ology",
		"craft", "scape", "graph", "monger", "proof", "naut", "wright",
	};
	static const char *const periods[] = { "year", "month", "week", "hour",
		                               "minute" };
	size_t n = m->used[TERM_CONTAINS], i;
	const char *part;

	if (n % 4 == 0) {
		part = periods[n / 4 % 5];
		set_regex(t, fmt("\\b\\d+ %s?\\b", part, NULL));
		add_sample(t, "3 %s", part, NULL);
		add_sample(t, "18 %s", part, NULL);
		add_sample(t, "one %", part, NULL);
		return;
	}
	part = parts[(n - n / 4 - 1) % (sizeof(parts) / sizeof(*parts))];
	t->expression = fmt("*%*", part, NULL);
	t->pattern = fmt("\\b\\w*%\\w*", part, NULL);
	for (i = 0; i < 4; i++)
		add_sample(t, "%@", coded_share(&m->words)->word, part);
}

/* Words said twice. */
static void
make_backreference(struct term *t)
{
	set_regex(t, fmt("\\b(\\w+) \\1\\b", NULL, NULL));
	add_sample(t, "they they", NULL, NULL);
	add_sample(t, "it's it's", NULL, NULL);
}

/* --- the list ------------------------------------------------------------- */

/* The kinds come in the same proportion in each 200, nearly so in each 50. */
static enum term_kind
kind_of(size_t i)
{
	static const char mix[] = "wgpgrwgpgrwgpgrwpgp";

	if (i % 20 == 7)
		return TERM_LOOK;
	if (i % 40 == 3 || i % 40 == 16 || i % 40 == 29)
		return TERM_GAP;
	if (i % 50 == 41)
		return TERM_CONTAINS;
	switch (mix[i % (sizeof(mix) - 1)]) {
	case 'w':
		return TERM_WORD;
	case 'g':
		return TERM_GLOB;
	case 'p':
		return TERM_PHRASE;
	default:
		return TERM_REGEX;
	}
}

static void
make_term(struct maker *m, struct term *t)
{
	switch (t->kind) {
	case TERM_WORD:
		make_word(m, t);
		break;
	case TERM_GLOB:
		make_glob(m, t);
		break;
	case TERM_PHRASE:
		make_phrase(m, t);
		break;
	case TERM_REGEX:
		make_regex(m, t);
		break;
	case TERM_GAP:
		make_gap(m, t);
		break;
	case TERM_LOOK:
		make_look(m, t);
		break;
	case TERM_CONTAINS:
		make_contains(m, t);
		break;
	default:
		assert(!"a kind");
	}
	m->used[t->kind]++;
}

/*
 * How often each is said: a few very often, most rarely, and those beyond
 * the first 200 less again, so that the hits do not grow with the book.
 */
static double
weight_of(size_t i)
{
	double rank = (double)((i % 200 * 73 + 29) % 200);

	return (i < 200 ? 1.0 : 0.1) / (rank + 6.0);
}

static void
release_term(struct term *t)
{
	size_t i;

	for (i = 0; i < t->samples.n; i++)
		free((char *)t->samples.items[i]);
	vec_release(&t->samples);
	free(t->expression);
	free(t->pattern);
	*t = (struct term){ 0 };
}

void
terms_make(struct terms *t, size_t n, int backreference)
{
	struct maker m = { 0 };
	size_t i;

	assert(n <= TERMS_MAX);
	coded_read(&m.words);
	for (i = 0; i < n; i++) {
		t->items[i].kind = kind_of(i);
		make_term(&m, &t->items[i]);
		/* made and replaced: what follows stays the same */
		if (i == TERMS_BACKREFERENCE && backreference) {
			release_term(&t->items[i]);
			t->items[i].kind = TERM_BACKREFERENCE;
			make_backreference(&t->items[i]);
		}
		t->items[i].weight = weight_of(i);
	}
	t->n = n;
	coded_release(&m.words);
}

void
terms_release(struct terms *t)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		release_term(&t->items[i]);
	t->n = 0;
}
