/*
 * corpus.h - invented interviews, the same for the same seed.
 *
 * Transcripts d00001.txt, d00002.txt, ... of 20 to 80 kB: an interviewer
 * and one participant take turns, a turn a line, a blank line between.
 * What they say is no sense: words drawn as often as people use them, and
 * among them what codes look for.  Each file depends on the seed and its
 * own number only, so a smaller corpus is the beginning of a larger one.
 */
#ifndef EMIC_BENCH_CORPUS_H
#define EMIC_BENCH_CORPUS_H

#include "terms.h"

#include <stdint.h>

struct corpus_plan {
	const struct terms *terms;
	uint64_t bytes; /* of all files; the last one ends it */
	double rate;    /* of what codes look for: a place in so many words */
	uint64_t seed;
};

struct corpus_size {
	uint64_t documents, turns, turns_beyond_ascii, bytes;
};

/* Write the files into FOLDER, which exists.  0, or -1 with a message. */
int corpus_write(const struct corpus_plan *plan, const char *folder,
                 struct corpus_size *out);

#endif
