#include "match/turn_text.h"

#include "base/error.h"
#include "base/pattern.h"
#include "base/vec.h"

void
turn_text_set(struct turn_text *t, const struct transcript_view *v,
              const struct turn *turn)
{
	struct span whole = { turn->start, turn->end };

	t->view = v;
	t->turn = turn;
	t->sentences.n = t->paragraphs.n = t->whole.n = t->words.n = 0;
	t->has_sentences = t->has_paragraphs = t->has_words = false;
	vec_push(&t->whole, whole);
}

void
turn_text_release(struct turn_text *t)
{
	vec_release(&t->sentences);
	vec_release(&t->paragraphs);
	vec_release(&t->whole);
	vec_release(&t->words);
	speech_release(&t->speech);
	pattern_scratch_free(t->scratch);
	*t = (struct turn_text){ 0 };
}

const struct span_list *
turn_text_units(struct turn_text *t, enum code_unit unit)
{
	const char *text = t->view->text;

	switch (unit) {
	case UNIT_TURN:
		return &t->whole;
	case UNIT_PARAGRAPH:
		if (!t->has_paragraphs)
			segment_paragraphs(text, t->turn->start, t->turn->end,
			                   &t->paragraphs);
		t->has_paragraphs = true;
		return &t->paragraphs;
	default:
		if (!t->has_sentences)
			segment_sentences(text, t->turn->start, t->turn->end,
			                  &t->sentences);
		t->has_sentences = true;
		return &t->sentences;
	}
}

/* Find the next filler at or after AT; [len, len) when there is none. */
static int
next_filler(struct turn_text *t, size_t at, struct span *out, struct error *err)
{
	const struct speech *s = &t->speech;
	int rc = 0;

	*out = (struct span){ s->len, s->len };
	if (!t->fillers->pattern)
		return 0;
	if (!t->scratch)
		t->scratch = pattern_scratch_new();
	rc = pattern_search(t->fillers->pattern, t->scratch, s->text, s->len,
	                    at, &out->start, &out->end, err);
	if (rc == 0 || (rc > 0 && out->start == out->end))
		*out = (struct span){ s->len, s->len };
	if (rc < 0)
		return error_wrap(err, "fillers");
	return 0;
}

int
turn_text_words(struct turn_text *t, const struct span_list **out,
                struct error *err)
{
	struct speech *s = &t->speech;
	struct span word, filler;
	size_t at = 0;
	int rc;

	*out = &t->words;
	if (t->has_words)
		return 0;
	speech_set(s, t->view->text, t->turn->start, t->turn->end,
	           t->view->asides, t->view->n_asides);
	rc = next_filler(t, 0, &filler, err);
	while (rc == 0 && segment_next_word(s->text, s->len, at, &word)) {
		at = word.end;
		while (rc == 0 && filler.end < word.end && filler.end < s->len)
			rc = next_filler(t, filler.end, &filler, err);
		if (filler.start > word.start || word.end > filler.end)
			vec_push(&t->words,
			         speech_place(s, word.start, word.end));
	}
	t->has_words = rc == 0;
	return rc;
}
