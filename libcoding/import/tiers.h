/*
 * tiers.h - the tiers of a recording, and which of them are speech.
 *
 * ELAN, EXMaRaLDA and Praat keep what was said in tiers beside each other:
 * one or several a speaker, and others for words, sounds, translations,
 * gestures.  All that a reader of such a file knows goes in here;
 * tiers_compose() chooses, puts all utterances in order of time and writes
 * turns (talk.h).
 *
 * Chosen are, of the tiers that refer to no other tier and by their names
 * (tier_name.h): for each speaker those of whole utterances, else those
 * named after the speaker alone, else those of words.  Tiers of nobody count
 * only where no tier is anybody's.  Of two tiers of one speaker that are
 * filled at the same times the second is another version; that is looked for
 * as long as it takes no more than TIERS_WORK times the size of the file,
 * which is where a speaker has some hundreds of tiers.  If no such tier is
 * speech, those that refer to others and are named for speech are.
 */
#ifndef EMIC_IMPORT_TIERS_H
#define EMIC_IMPORT_TIERS_H

#include "base/gather.h"
#include "import/import.h"
#include "import/tier_name.h"

#define TIERS_WORK 200

enum tier_kind {
	TIER_FREE,   /* has times of its own */
	TIER_REFERS, /* to another tier's annotations */
	TIER_POINTS, /* marks points in time, or describes: never speech */
};

struct tier {
	char *name;  /* as the file has it */
	char *label; /* who speaks; "" if nobody knows */
	enum tier_kind kind;
	enum tier_level level;
	size_t n;     /* annotations with text */
	size_t first; /* of them, in tiers.utterances, once these are sorted */
	size_t voice; /* the same for all tiers of this label */
	bool spaced;  /* some of them begin or end with a blank */
	bool speech;
};

struct utterance {
	size_t tier, number; /* index into tiers; how many came before */
	int64_t from, to;    /* what they are put in order by */
	int64_t start_ms, end_ms;
	size_t text, len; /* in tiers.text */
};

struct tiers {
	struct {
		struct tier *items;
		size_t n, cap;
	} tiers;
	struct {
		struct utterance *items;
		size_t n, cap;
	} utterances;
	struct buf text;
	struct gather voices; /* the tiers of each */
	size_t work;          /* how much may still be compared */
	/*
	 * Set if annotations are pieces of utterances: one that begins where
	 * the one before it ends goes on with it, as it is written, if some
	 * in the tier have blanks at their ends, else behind a blank.
	 */
	bool pieces;
};

/*
 * One more tier: its index.  LABEL NULL: by its name.  LEVEL is what is in
 * it, by tier_name_level() or as the format says.
 */
size_t tiers_add(struct tiers *ts, const char *name, const char *label,
                 enum tier_kind kind, enum tier_level level);

/*
 * Somebody says S in TIER, between FROM and TO of whatever the file orders
 * by, and these times if they are known (TURN_NO_TIME).
 */
void tiers_utterance(struct tiers *ts, size_t tier, int64_t from, int64_t to,
                     int64_t start_ms, int64_t end_ms, const char *s,
                     size_t len);

/*
 * Fill T.  Tiers with text that are left out are named in T's left_out.
 *
 * ERR_FORMAT: no tier is speech, or none is called as the options ask.
 */
int tiers_compose(struct tiers *ts, const struct import_options *o,
                  struct transcript *t, struct error *err);

void tiers_release(struct tiers *ts);

#endif
