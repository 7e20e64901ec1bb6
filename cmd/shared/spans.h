/*
 * spans.h - the records that flow through pipes: one span a record.
 *
 *	document start end turn speaker case code stance by basis text
 *
 * Positions are 0-based, half-open code points of the document's text; the
 * turn is the span's first.  Several speakers or cases are joined by " + ".
 */
#ifndef EMIC_CMD_SPANS_H
#define EMIC_CMD_SPANS_H

#include "base/buf.h"
#include "model/corpus.h"
#include "model/passage.h"
#include "shared/command.h"

enum {
	SPANS_QUESTION = 1 << 0, /* a column with the question before */
	SPANS_CONTEXT = 1 << 1,  /* columns left and right of the text */
};

struct span_record {
	size_t start, end; /* bytes */
	const char *code;  /* path; "" for a query */
	const char *stance, *by, *basis;
	size_t words; /* of context on each side, with SPANS_CONTEXT */
};

/* A writer with the columns above, and those that EXTRA asks for. */
struct writer *spans_writer(struct invocation *in, int extra);

/* Write one record of document D. */
void spans_write(struct writer *w, const struct corpus *c,
                 const struct corpus_document *d, const struct span_record *s,
                 int extra);

/* Who made the marks of passage P: "rule", coders' names, joined by " + ". */
void spans_by(const struct marks *m, const struct passages *all,
              const struct passage *p, struct buf *out);

/*
 * What it rests on: judged or unread if all its marks are, both if some are
 * the one and some the other, disputed if any is.
 */
const char *spans_basis(const struct passages *all, const struct passage *p);

/* Labels of the speakers and names of the cases of [start, end). */
void spans_speakers(const struct corpus_document *d, size_t start, size_t end,
                    struct buf *out);
void spans_cases(const struct corpus *c, const struct corpus_document *d,
                 size_t start, size_t end, struct buf *out);

/* The interviewer's turn before byte AT: its span, or false if none. */
bool spans_question(const struct corpus_document *d, size_t at,
                    struct span *out);

#endif
