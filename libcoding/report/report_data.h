/*
 * report_data.h - what a report is made of, once it has been read; for
 * report*.c only.
 */
#ifndef EMIC_REPORT_REPORT_DATA_H
#define EMIC_REPORT_REPORT_DATA_H

#include "base/arena.h"
#include "model/freshness.h"
#include "report/report.h"
#include "report/theme.h"

enum report_stance { REPORT_FOR, REPORT_AGAINST, REPORT_STANCES };

/* Words of a piece: of the passage, or shown around it. */
struct report_run {
	const char *text;
	bool begins;  /* a paragraph */
	bool context; /* not of the passage */
	bool joined;  /* no white space parts it from the run before */
};

/* One turn's part of a passage. */
struct report_piece {
	size_t start, end;       /* as it is shown */
	const char *who;         /* "P07", "Interviewer" */
	struct report_run *runs; /* once it is chosen */
	size_t n_runs;
	bool left_out; /* the turn is not in the selection: [...] */
};

/* A passage as it is shown. */
struct report_quote {
	size_t start, end;    /* of the passage, without context */
	const char *language; /* of the document, BCP 47; NULL: not known */
	const char *by;       /* "P07, peer worker" */
	const char *where;    /* "document 3, turn 12" */
	bool judged;
	bool piped;   /* not judged and found by no rule */
	bool several; /* more than one person speaks in it */
	bool grown;   /* shown with context */
	struct report_piece *pieces;
	size_t n_pieces;
};

/*
 * The passages of one code and stance.  There may be a million of them: only
 * those that were chosen have a quote.
 */
struct report_side {
	struct {
		struct quotation_candidate *items;
		size_t n, cap;
	} candidates;
	struct {
		bool *items;
		size_t n, cap;
	} piped; /* of each candidate: not judged and found by no rule */
	struct quotation_choice choice;
	struct report_quote *quotes; /* of choice.items */
};

struct report_code {
	const struct code *code;
	const struct theme *theme;
	int depth;      /* among the codes reported */
	bool has_below; /* codes below it are reported too */
	size_t stale;   /* documents in which its hits are out of date */
	struct report_side sides[REPORT_STANCES];
};

/* Who speaks: a role each, and turns of several roles or of nobody known. */
enum {
	REPORT_ROLES = 6,
	REPORT_ROLE_SEVERAL = 4,
	REPORT_ROLE_NOBODY = 5,
};

struct report_role {
	size_t speakers, turns, words;
};

/* One value of an attribute, and how many cases have it. */
struct report_value {
	const char *value;
	size_t cases;
};

struct report_attribute {
	const struct attribute *attribute;
	size_t cases;                /* that have a value */
	size_t several;              /* that have more than one */
	size_t all_values;           /* of all cases, together */
	struct report_value *values; /* most cases first */
	size_t n_values;
	const char *lowest, *median, *highest; /* numbers, dates; or NULL */
};

/* A case and its value of something, found in some document. */
struct report_fact {
	size_t attribute; /* index */
	size_t case_index;
	const char *value;
};

struct report_facts {
	struct report_fact *items;
	size_t n, cap;
};

struct report_document {
	int64_t id;
	const char *name;
	const char *language; /* or NULL */
	size_t turns, words;  /* in the selection */
	bool selected;
};

struct report_coder {
	const char *name;
	int64_t codings, verdicts, readings;
};

struct report {
	struct arena arena;
	struct project *p;
	struct report_options o;
	const char *title;
	struct corpus *corpus;
	struct themes themes;
	struct {
		struct report_code *items; /* in the order of the tree */
		size_t n, cap;
	} codes;
	struct {
		struct report_document *items; /* all, by name */
		size_t n, cap;
	} documents;
	size_t n_documents, n_turns, n_words; /* in the selection */
	size_t n_asked;                       /* words: interviewers' */
	struct report_role roles[REPORT_ROLES];
	struct report_facts facts;  /* values of all attributes */
	struct report_facts combos; /* of those that were asked for */
	struct report_attribute *attributes;
	size_t n_attributes;
	struct freshness freshness;
	const char *run_hash; /* of the codebook, in the last run; or NULL */
	struct {
		struct report_coder *items;
		size_t n, cap;
	} coders;
	size_t n_stale; /* codes out of date */
};

/* --- gathering, in the order in which report_read() calls --------------- */

/* The codes that are reported, as a tree.  ERR_NOTFOUND: no such code. */
int report_find_codes(struct report *r, struct error *err);

/* Add up who speaks in D, and which values its cases have. */
void report_add_sample(struct report *r, const struct corpus_document *d,
                       struct report_document *doc);

/* After the walk: the tables of attributes. */
void report_sum_sample(struct report *r);

/* ERR_NOTFOUND: no attribute is called what was asked for. */
int report_check_attributes(const struct report *r, struct error *err);

/* ERR_CONFLICT: too few cases share a combination. */
int report_check_combos(struct report *r, struct error *err);

/* "peer worker, NHS": what was asked for of case I in document D, or "". */
const char *report_attributes_of(struct report *r, size_t i,
                                 const struct document *d);

/* What is shown of a passage. */
struct report_shown {
	size_t start, end, words;
};

/* A document's sentences, turn by turn, where they were asked for. */
struct report_context {
	const struct corpus_document *d;
	struct span_list *turns;
};

void report_context_open(struct report_context *c,
                         const struct corpus_document *d);
void report_context_release(struct report_context *c);

/*
 * What is shown of the passage [start, end): if it is short and within one
 * turn, sentences of that turn around it as well.
 */
struct report_shown report_shown_of(struct report_context *c,
                                    const struct quotation_rule *rule,
                                    size_t start, size_t end);

/* Fetch the words of piece P of Q from its document. */
void report_read_runs(struct arena *a, const struct transcript_view *v,
                      const struct report_quote *q, struct report_piece *p);

/* The passages of D that could be quoted. */
void report_add_passages(struct report *r, const struct corpus_document *d,
                         const struct report_document *doc);

/* Choose among them, and make a quote of each that was chosen. */
int report_choose(struct report *r, struct error *err);

/* Versions, runs, coders. */
int report_read_origin(struct report *r, struct error *err);

/* --- words ---------------------------------------------------------------- */

/* "12,345"; "4 of 12", with a percentage from 20 on; "-" if N is 0. */
const char *report_number(struct arena *a, size_t n);
const char *report_share(struct arena *a, size_t count, size_t n);

/* "1 document", "2,000 documents". */
const char *report_many(struct arena *a, size_t n, const char *what);

#endif
