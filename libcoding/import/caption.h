/*
 * caption.h - from timed scraps of speech to turns.
 *
 * Captions cut speech where a screen is full and recognisers cut it where
 * somebody takes a breath; neither is where a turn ends.  An importer adds
 * what its file has, cue by cue, and caption_turns() joins what one speaker
 * says in a row into one turn.  The rules are told in emic-import.1.
 */
#ifndef EMIC_IMPORT_CAPTION_H
#define EMIC_IMPORT_CAPTION_H

#include "base/buf.h"
#include "import/import.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CAPTION_GAP_MS 5000 /* unless the user says otherwise */

/* What one voice says in one cue. */
struct caption {
	int64_t start_ms, end_ms; /* or TURN_NO_TIME */
	size_t label, label_end;  /* of `text`; equal: nobody is named */
	size_t start, end;        /* of `text`: its lines, without markup */
};

/* A zeroed one is empty. */
struct captions {
	struct buf text; /* valid UTF-8 */
	struct caption *items;
	size_t n, cap;
	size_t cues; /* how many the file has, also those without words */
	size_t lost; /* pieces of the file that are no cue and were left out */
	size_t late; /* cues whose times cannot be read, but not their words */
	size_t bad;  /* where such times first stand in the file, plus 1 */
};

/*
 * Add S, LEN bytes of valid UTF-8, spoken by WHO (WHO_LEN bytes; 0: the file
 * does not say).  Nothing is added if S is blank; an end before the start is
 * as good as the start.
 */
void caption_add(struct captions *c, int64_t start_ms, int64_t end_ms,
                 const char *who, size_t who_len, const char *s, size_t len);

/*
 * Read "00:00:01.000 --> 00:00:02.000" at the start of the LEN bytes at S;
 * more may follow behind white space.  False if they are no such line.
 */
bool caption_read_times(const char *s, size_t len, int64_t *start_ms_out,
                        int64_t *end_ms_out);

/*
 * Write the text and the turns of T, whose text is empty, from C.
 * UNIT is what C's cues are called, in the singular: "cue".
 *
 * ERR_USAGE: O's pattern is not one.  ERR_LIMIT: it takes too much work, or
 * there is more than a document may have.
 */
int caption_turns(const struct captions *c, const char *unit,
                  struct transcript *t, const struct import_options *o,
                  struct error *err);

/*
 * ERR_FORMAT, for the line of TEXT with byte AT: it should say when a caption
 * is shown, as in EXAMPLE, and neither it nor any other line does.
 */
int caption_bad_times(const char *text, size_t len, size_t at,
                      const char *example, struct error *err);

void caption_release(struct captions *c);

#endif
