/*
 * report.h - the write-up of a study: corpus, themes with quotations,
 * codebook, and how it was made.
 *
 * report_read() walks the corpus once, counts (theme.h) and chooses the
 * quotations (analysis/quotation.h); report_print() writes the same content
 * in one of the formats.  Same project and options, same bytes.
 */
#ifndef EMIC_REPORT_REPORT_H
#define EMIC_REPORT_REPORT_H

#include "analysis/quotation.h"
#include "base/buf.h"
#include "model/corpus.h"

struct report;
struct report_format;

/* What was asked for.  All borrowed until report_free(). */
struct report_options {
	const struct selection *selection;
	const char *title;        /* NULL: the project's */
	const char *const *codes; /* names: these and all below; 0: all */
	size_t n_codes;
	const char *const *attributes; /* shown beside the case's label */
	size_t n_attributes;
	bool allow_unique; /* even if they single somebody out */
	bool documents;    /* name the documents, else number them */
	bool labels;       /* name speakers who have no case, as transcribed */
	struct quotation_rule quotations; /* for each code and stance */
	const char *version;              /* of emic */
	const char *now;                  /* "2026-11-21T20:00:00Z" */
};

/*
 * Gather everything.
 *
 * ERR_NOTFOUND: no such code, attribute, document, case or speaker.
 * ERR_CONFLICT: fewer than three cases share their values of the attributes
 *               that were asked for, and allow_unique is not set.
 */
int report_read(struct project *p, const struct report_options *o,
                struct report **out, struct error *err);
void report_free(struct report *r); /* NULL is fine */

/* The walk that it made, which is over: its codebook, N, loose words. */
const struct corpus *report_corpus(const struct report *r);

/* How many documents were looked at, codes reported, passages quoted. */
size_t report_documents(const struct report *r);
size_t report_codes(const struct report *r);
size_t report_quotations(const struct report *r);

/* The format for a file called PATH, by its ending; NULL: none. */
const struct report_format *report_format_of(const char *path);

/* Append the report in format F. */
void report_print(const struct report *r, const struct report_format *f,
                  struct buf *out);

#endif
