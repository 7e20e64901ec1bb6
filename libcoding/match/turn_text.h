/*
 * turn_text.h - the units and words of one turn, found when first asked for:
 * most turns have no match and are never cut up.
 */
#ifndef EMIC_MATCH_TURN_TEXT_H
#define EMIC_MATCH_TURN_TEXT_H

#include "match/phrase.h"
#include "match/speech.h"
#include "model/codebook.h"
#include "model/document.h"

struct pattern_scratch;

/* Zeroed but for `fillers`, then set for turn after turn; released. */
struct turn_text {
	const struct fillers *fillers;
	const struct transcript_view *view;
	const struct turn *turn;
	struct span_list sentences, paragraphs, whole, words;
	bool has_sentences, has_paragraphs, has_words;
	struct speech speech;
	struct pattern_scratch *scratch;
};

void turn_text_set(struct turn_text *t, const struct transcript_view *v,
                   const struct turn *turn);
void turn_text_release(struct turn_text *t);

/*
 * The units of the turn, in order; for UNIT_MATCH, which has none of its
 * own, the sentences.  Borrowed until the next turn_text_set().
 */
const struct span_list *turn_text_units(struct turn_text *t,
                                        enum code_unit unit);

/*
 * The words that NEAR counts, in order: none of an aside, none of a filler.
 *
 * ERR_LIMIT: the fillers need more work than allowed.
 */
int turn_text_words(struct turn_text *t, const struct span_list **out,
                    struct error *err);

#endif
