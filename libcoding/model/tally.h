/*
 * tally.h - what the hits of each code come to, document by document.
 *
 * A cell is what the hits of one code and stance come to in the turns of one
 * speaker of one document.  Hits never leave their turn, so passages and
 * words of one code add up over cells; what joins across codes does not
 * (tally_book.h says which counts can be had from cells).
 *
 * The table tally holds all cells of a code in a block of documents in one
 * row, for there may be half a million of them and a row each takes five
 * times as long to read.  The column cells is a row of numbers, base 128,
 * low digits first, all bytes but a number's last with bit 7 set; five
 * numbers a cell, cells by document, speaker and stance:
 *
 *   (document - block * 64) * 2 + stance, speaker, hits, passages, words
 */
#ifndef EMIC_MODEL_TALLY_H
#define EMIC_MODEL_TALLY_H

#include "model/document.h"
#include "model/hit.h"

struct tally_cell {
	int64_t code, document;
	int64_t speaker; /* speaker.id; 0: nobody known, or several */
	bool against;
	size_t hits, passages;
	size_t words; /* under the union of the hits */
};

struct tally_cells {
	struct tally_cell *items;
	size_t n, cap;
};

/*
 * Say of N hits of one code in V, sorted, whose words they are and what each
 * adds to its passage.  On entry HITS[i].words are the words under hit i.
 */
void tally_measure(const struct transcript_view *v, struct hit *hits, size_t n);

/*
 * Add up N lists of hits, each sorted; hits of one code in one document come
 * in one call and are not in the tally yet.
 */
int tally_add(struct project *p, const struct hits *lists, size_t n,
              struct error *err);

/* Drop the cells of CODE in N DOCUMENTS, sorted by id; everywhere if NULL. */
int tally_drop(struct project *p, int64_t code, const int64_t *documents,
               size_t n, struct error *err);

/*
 * Read the cells of CODE, or (0) of all codes, by code, document, speaker,
 * stance; appended to OUT.
 *
 * ERR_FORMAT: the file is damaged.
 */
int tally_read(struct project *p, int64_t code, struct tally_cells *out,
               struct error *err);

#endif
