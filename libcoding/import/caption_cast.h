/*
 * caption_cast.h - who speaks each line of captions: as the file says in its
 * own way, or else as names written into the text do.
 */
#ifndef EMIC_IMPORT_CAPTION_CAST_H
#define EMIC_IMPORT_CAPTION_CAST_H

#include "import/caption.h"
#include "import/caption_line.h"
#include "import/cast.h"

struct caption_cast;

/* Who speaks; the names are borrowed from the cast or the captions. */
struct caption_voice {
	bool named; /* the line says who speaks, or that nobody known does */
	struct {
		const char *s;
		size_t len;
	} names[CAST_PARTS_MAX];
	size_t n;      /* of names; 0: nobody is known */
	size_t speech; /* of the captions' text: behind the label */
};

/*
 * Decide who speaks in LINES, by C's labels or, if it has none, by the rules
 * of cast.h: a name counts where a caption begins, or where the sentence
 * before it has ended.  *OUT borrows C and LINES.  Names that are not taken are
 * added to O's doubts.
 *
 * ERR_USAGE: O's pattern is not one.  ERR_LIMIT: it takes too much work.
 */
int caption_cast_new(const struct captions *c,
                     const struct caption_lines *lines,
                     const struct import_options *o, struct caption_cast **out,
                     struct error *err);

/* Who speaks line I; to be asked in order. */
void caption_cast_voice(struct caption_cast *cast, size_t i,
                        struct caption_voice *out);

bool caption_voice_equal(const struct caption_voice *a,
                         const struct caption_voice *b);

/* Give T's speakers the roles that their labels in the text have. */
void caption_cast_roles(struct caption_cast *cast, struct transcript *t);

/* NULL is fine. */
void caption_cast_free(struct caption_cast *cast);

#endif
