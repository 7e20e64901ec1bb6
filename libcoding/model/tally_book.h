/*
 * tally_book.h - which counts can be had without opening a text.
 *
 * Half a million cells are read sooner than one in a hundred of the texts
 * they sum up.  But the tally knows only what rules found, code by code.  A
 * document is known, and none of its text is needed, when
 *
 *   - nobody has coded or judged anything in it;
 *   - each turn has one speaker, or nobody known;
 *   - its text and turns are those in which its hits were found;
 *   - of no code whose passages are wanted joined with those below it have
 *     two codes hits of one stance here: whether they touch is not known.
 *
 * Roles, cases and attributes may have changed: they are looked up now.
 */
#ifndef EMIC_MODEL_TALLY_BOOK_H
#define EMIC_MODEL_TALLY_BOOK_H

#include "model/codebook.h"
#include "model/document.h"

struct tally_book;

/* What one voice of a document says of one code. */
struct tally_sum {
	uint32_t code;      /* index in codebook.codes; not retired */
	uint32_t turn : 31; /* index in the view's turns */
	uint32_t against : 1;
	uint32_t passages, words;
};

/*
 * Read what is known of DOCUMENTS (borrowed like B).  NEEDED says which codes
 * are counted, alone or joined with others, JOINED which are counted
 * together with those below them (both one a code, borrowed).
 *
 * ERR_FORMAT: the file is damaged.
 */
int tally_book_read(struct project *p, const struct codebook *b,
                    const struct document_list *documents, const bool *needed,
                    const bool *joined, struct tally_book **out,
                    struct error *err);
void tally_book_free(struct tally_book *book); /* NULL is fine */

/*
 * False if document D (index in DOCUMENTS) is not known.  Else *VIEW, the
 * caller's to close, has no text, and as its turns the voices of the
 * document, by their first turn; *SUMS, of the codes needed, by code, are
 * borrowed.
 */
bool tally_book_open(struct tally_book *book, size_t d,
                     struct transcript_view **view,
                     const struct tally_sum **sums, size_t *n_sums);

#endif
