#include "import/caption_cast.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/pattern.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/once.h"

#include <stdlib.h>
#include <string.h>

struct caption_cast {
	const struct captions *c;
	const struct caption_lines *lines;
	const char *text;
	bool labelled; /* the captions say who speaks */
	bool silent;   /* the user wants no speakers */
	struct cast cast;
	struct {
		struct cue *items; /* in the order of the lines */
		size_t n, cap;
	} cues;
	size_t at; /* the next of them */
};

/* --- names in the text ---------------------------------------------------- */

/*
 * Could a speaker's name stand here?  At the start of a caption, for who
 * makes captions begins one with a speaker; within one, behind a sentence.
 */
static bool
opens(const struct caption_cast *k, size_t i)
{
	const struct caption_line *l = &k->lines->items[i];

	return l->first || l->change ||
	       caption_line_ends_sentence(k->text, k->lines->items[i - 1].end);
}

/* Does ">>" stand before L? */
static bool
is_arrow(const struct caption_cast *k, const struct caption_line *l)
{
	size_t at = l->start;

	while (l->change && at > 0 && strchr(" \t", k->text[at - 1]))
		at--;
	return l->change && at > 0 && k->text[at - 1] == '>';
}

/* Do names in brackets begin a fifth of the captions?  Noises do not. */
static bool
has_bracket_names(const struct caption_cast *k)
{
	struct cue cue;
	size_t i, n = 0;

	for (i = 0; i < k->lines->n; i++) {
		const struct caption_line *l = &k->lines->items[i];

		n += l->first && k->text[l->start] == '[' &&
		     cue_read(k->text, l->start, l->end, &cue) &&
		     cue.kind == CUE_BRACKET;
	}
	return 5 * n >= k->c->n;
}

/* [P07] is an identifier. */
static bool
has_digit(const char *text, const struct cue *cue)
{
	size_t i;

	for (i = cue->label; i < cue->label_end; i++)
		if (text[i] >= '0' && text[i] <= '9')
			return true;
	return false;
}

/* ">> NAME:" is beyond doubt; "- we said: no" has to come back. */
static bool
is_beyond_doubt(const struct caption_cast *k, const struct caption_line *l,
                const struct cue *cue)
{
	char *label, *folded;
	bool asks, sure;

	if (cue->kind != CUE_PLAIN || !l->change)
		return false;
	label = mem_strn(k->text + cue->label, cue->label_end - cue->label);
	folded = unicode_fold(label);
	sure = label_classify(label, folded, &asks) >= LABEL_NAME;
	free(folded);
	free(label);
	return sure;
}

/*
 * How many lines a text has says nothing here, for captions are cut where a
 * screen is full: what counts is how many of the labels that could be names are
 * speakers'.
 */
static void
read_cues(struct caption_cast *k)
{
	struct cast_text shape = { 0 };
	bool brackets = has_bracket_names(k);
	struct cue cue;
	size_t i;

	for (i = 0; i < k->lines->n; i++) {
		const struct caption_line *l = &k->lines->items[i];

		if (i == 0)
			shape.first = l->start;
		if (!cue_read(k->text, l->start, l->end, &cue))
			continue;
		if (is_beyond_doubt(k, l, &cue))
			cue.kind = CUE_BOLD;
		if (cue.kind != CUE_PLAIN && cue.kind != CUE_TIMED &&
		    cue.kind != CUE_BOLD &&
		    (cue.kind != CUE_BRACKET ||
		     (!brackets && !has_digit(k->text, &cue))))
			continue;
		cue.line = l->start;
		cue.paragraph = opens(k, i);
		if (cue.speech > l->end)
			cue.speech = l->end;
		if (!cast_add(&k->cast, k->text, &cue) || cue.kind == CUE_TIME)
			continue;
		if (is_arrow(k, l))
			cast_trust(&k->cast, &cue);
		if (k->cast.items[cue.name].class >= LABEL_NAME) {
			shape.lines++;
			shape.paragraphs += cue.paragraph;
		}
		vec_push(&k->cues, cue);
	}
	cast_decide(&k->cast, k->cues.items, k->cues.n, &shape);
}

/* --- names by the user's pattern ------------------------------------------ */

/* Is the match of P at the start of L a label?  Then CUE is filled. */
static int
match_line(const struct caption_cast *k, const struct pattern *p,
           struct pattern_scratch *s, const struct caption_line *l,
           struct cue *cue, struct error *err)
{
	static const char around[] = " \t*_:-[](){}<>";
	size_t start, end, a, b;
	int rc;

	rc = pattern_search(p, s, k->text, l->end, l->start, &start, &end, err);
	if (rc <= 0 || start != l->start || end == start)
		return rc < 0 ? rc : 0;
	a = start;
	b = end;
	if (pattern_group(s, 1, &start, &end) && start < end && start >= a &&
	    end <= b) {
		cue->label = start;
		cue->label_end = end;
	} else {
		cue->label = a;
		cue->label_end = b;
	}
	while (cue->label < cue->label_end &&
	       strchr(around, k->text[cue->label]))
		cue->label++;
	while (cue->label_end > cue->label &&
	       strchr(around, k->text[cue->label_end - 1]))
		cue->label_end--;
	cue->speech = b;
	return cue->label < cue->label_end;
}

static int
read_by_pattern(struct caption_cast *k, const char *source, struct error *err)
{
	struct pattern_scratch *s = NULL;
	struct pattern *p = NULL;
	size_t column, i;
	int rc;

	rc = pattern_new(source, strlen(source),
	                 PATTERN_EXACT | PATTERN_MULTILINE | PATTERN_ANCHORED,
	                 &p, &column, err);
	if (rc < 0) {
		error_wrap(err, "--turns '%s', at character %zu", source,
		           utf8_count(source, column) + 1);
		return err ? err->code = ERR_USAGE : ERR_USAGE;
	}
	s = pattern_scratch_new();
	for (i = 0; rc >= 0 && i < k->lines->n; i++) {
		const struct caption_line *l = &k->lines->items[i];
		struct cue cue = { .line = l->start,
			           .kind = CUE_PLAIN,
			           .paragraph = true,
			           .start_ms = TURN_NO_TIME,
			           .end_ms = TURN_NO_TIME };

		rc = match_line(k, p, s, l, &cue, err);
		if (rc > 0 && cast_add(&k->cast, k->text, &cue))
			vec_push(&k->cues, cue);
	}
	if (rc < 0)
		error_wrap(err, "--turns '%s'", source);
	pattern_scratch_free(s);
	pattern_free(p);
	cast_take_all(&k->cast);
	return rc < 0 ? rc : 0;
}

/* --- all of it ------------------------------------------------------------ */

int
caption_cast_new(const struct captions *c, const struct caption_lines *lines,
                 const struct import_options *o, struct caption_cast **out,
                 struct error *err)
{
	struct caption_cast *k = mem_zero(sizeof(*k));
	const char *turns = o->turns ? o->turns : "auto";
	size_t i;
	int rc = 0;

	k->c = c;
	k->lines = lines;
	k->text = buf_str(&c->text);
	k->cast.style = CAST_NOBODY;
	for (i = 0; i < o->n_interviewers; i++)
		cast_expect(&k->cast, o->interviewers[i], true);
	for (i = 0; i < o->n_speakers; i++)
		cast_expect(&k->cast, o->speakers[i], false);
	for (i = 0; i < c->n && !k->labelled; i++)
		k->labelled = c->items[i].label < c->items[i].label_end;
	if (strcmp(turns, "none") == 0) {
		k->silent = true;
	} else if (strcmp(turns, "auto") != 0) {
		k->labelled = false;
		rc = read_by_pattern(k, turns, err);
	} else if (!k->labelled) {
		read_cues(k);
		if (o->doubts)
			once_doubt(&k->cast, o->doubts);
	}
	if (rc < 0) {
		caption_cast_free(k);
		k = NULL;
	}
	*out = k;
	return rc;
}

/* Fill the names of the label that CUE has. */
static void
name(const struct caption_cast *k, const struct cue *cue,
     struct caption_voice *out)
{
	const struct cast_label *l = &k->cast.items[cue->name];
	size_t i;

	out->named = true;
	out->speech = cue->speech;
	out->n = l->n_parts ? l->n_parts : 1;
	for (i = 0; i < out->n; i++) {
		const struct cast_label *part =
		    l->n_parts ? &k->cast.items[l->parts[i]] : l;

		out->names[i].s = part->name;
		out->names[i].len = strlen(part->name);
	}
}

void
caption_cast_voice(struct caption_cast *k, size_t i, struct caption_voice *out)
{
	const struct caption_line *l = &k->lines->items[i];
	const struct caption *x = &k->c->items[l->caption];
	const struct cue *cue;

	memset(out, 0, sizeof(*out));
	out->speech = l->start;
	if (k->silent)
		return;
	if (k->labelled) {
		out->named = true;
		out->n = x->label < x->label_end;
		out->names[0].s = k->text + x->label;
		out->names[0].len = x->label_end - x->label;
		return;
	}
	if (k->at >= k->cues.n || k->cues.items[k->at].line != l->start)
		return;
	cue = &k->cues.items[k->at++];
	if (cast_takes(&k->cast, cue))
		name(k, cue, out);
}

bool
caption_voice_equal(const struct caption_voice *a,
                    const struct caption_voice *b)
{
	size_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++)
		if (a->names[i].len != b->names[i].len ||
		    memcmp(a->names[i].s, b->names[i].s, a->names[i].len) != 0)
			return false;
	return true;
}

/*
 * The labels in the text have roles that only the whole cast tells: "I" asks
 * where others are called P and R.
 */
void
caption_cast_roles(struct caption_cast *k, struct transcript *t)
{
	size_t i, n;

	for (i = 0; i < k->cast.n; i++) {
		const struct cast_label *l = &k->cast.items[i];

		for (n = 0; l->speaks && n < t->speakers.n; n++)
			if (strcmp(t->speakers.items[n].label, l->name) == 0)
				t->speakers.items[n].role =
				    cast_role(&k->cast, l);
	}
}

void
caption_cast_free(struct caption_cast *k)
{
	if (!k)
		return;
	vec_release(&k->cues);
	cast_release(&k->cast);
	free(k);
}
