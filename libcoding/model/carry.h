/*
 * carry.h - the turns of a corrected text: what its file says of them, and
 * what was known before.
 *
 * Three layouts meet: the one that the project has of the old text, with all
 * that people did to it by hand; the base, which is what a file says about
 * the old text; and the one that the file of the corrected text gives.  The
 * texts are aligned (align.h), and for each word that stands in both
 *
 *   1. where the new file says of it what the base said - who speaks, where
 *      turns and sections begin and end, when - what the project has holds;
 *   2. where it says something else, its word holds; but that it knows no
 *      speaker or no time says nothing against one that is known, and a
 *      file without any speaker and time is believed in nothing, unless the
 *      base was read in the same way as the file;
 *   3. words that were put in go with their neighbours in the turn of the
 *      file in which they stand; as many turns of other words as were there
 *      before, between the same neighbours, take their places one by one;
 *      all others have what the file says;
 *   4. words of different speakers are never one turn.
 *
 * A label that is new stands for the speaker that it replaces if the words of
 * the one are those of the other throughout.
 */
#ifndef EMIC_MODEL_CARRY_H
#define EMIC_MODEL_CARRY_H

#include "model/align.h"
#include "model/document.h"

/* A speaker whose label is another now. */
struct carry_rename {
	int64_t speaker; /* speaker.id */
	char *was, *now;
};

struct carry {
	struct {
		struct carry_rename *items; /* by speaker.id */
		size_t n, cap;
	} renames;
	size_t kept;         /* turns that hold what the file does not say */
	size_t taken;        /* turns of which the file says something new */
	size_t overruled;    /* of them: whose speaker was set by hand */
	int first_overruled; /* the ordinal of the first, from 1 */
	bool differs;        /* from what the project has, place by place */
	bool has_lost_times;
	char *lost; /* a speaker whose words would be in others' turns; NULL */
};

/*
 * Give T, the corrected text as its importer read it, the turns that it is to
 * have beside OLD.  BASE is a layout of the old text, or NULL if it is what
 * OLD has; IS_ALIKE: it was read in the same way as T.  AL aligns the texts.
 * OUT is the caller's to release.
 */
void carry_turns(const struct transcript_view *old,
                 const struct transcript *base, bool is_alike,
                 const struct alignment *al, struct transcript *t,
                 struct carry *out);
void carry_release(struct carry *c);

#endif
