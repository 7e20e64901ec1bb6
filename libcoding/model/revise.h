/*
 * revise.h - a document gets a corrected text, and no coding is lost.
 *
 * Codings, verdicts and links of memos stand on a span of a revision.  They
 * are moved to the new text by aligning it with theirs (align.h).  What
 * stands on words that are gone keeps its revision, span and quotation and
 * is marked as orphaned: it counts nowhere until its words come back with
 * another revision, or a person says where it stands.
 *
 * At all times: the quotation is the text of the span in the row's revision,
 * and that is the one in force, unless the row is orphaned.
 *
 * A text that was in force before and comes back has everything where it was
 * when that text was last in force: the history knows.  What a person has put
 * elsewhere since goes with the words where it stands now.
 */
#ifndef EMIC_MODEL_REVISE_H
#define EMIC_MODEL_REVISE_H

#include "model/carry.h"

enum revise_kind { REVISE_CODING, REVISE_VERDICT, REVISE_MEMO };

enum revise_outcome {
	REVISE_ORPHANED, /* its words are gone */
	REVISE_CHANGED,  /* its words are others */
	REVISE_MOVED,    /* the same words elsewhere */
	REVISE_KEPT,     /* the same words in the same place */
};
#define REVISE_OUTCOMES 4

struct revise_item {
	enum revise_kind kind;
	int64_t id;       /* coding.id, verdict.id or memo_link.id */
	int64_t code;     /* 0: none */
	size_t by;        /* index in coders */
	size_t stance;    /* of a coding: tells apart, no more */
	int64_t revision; /* of was */
	struct span was, now;
	enum revise_outcome outcome;
	bool was_orphaned; /* before */
	bool is_recalled;  /* the history says where it stood in this text */
	bool is_twin;      /* orphaned because it would be the same as one
	                      that is kept: same coder, code and span */
};

/* A text that items stood on. */
struct revise_text {
	int64_t revision;
	char *body;
	size_t len;
};

struct revise_plan {
	struct revise_item *items; /* by outcome, then place, kind, id */
	size_t n, cap;
	struct {
		char **items; /* names */
		size_t n, cap;
	} coders;
	struct {
		struct revise_text *items;
		size_t n, cap;
	} texts;
	char *body; /* the new text */
	size_t len;
	size_t counts[REVISE_OUTCOMES];
	size_t returned;   /* orphans that have their words back */
	size_t readings;   /* of the document; they go along */
	bool is_recalled;  /* the history tells of this text */
	struct carry then; /* who was called otherwise with it: renames only */
	bool bounded;      /* the texts differ too much to be compared fully */
};

/* "orphaned", ...; "coding", "verdict", "memo", and back: -1 if none. */
const char *revise_outcome_name(enum revise_outcome outcome);
const char *revise_kind_name(enum revise_kind kind);
int revise_kind_find(const char *name);

/* What the text BODY would do to the marks on document ID; stores nothing. */
int revise_plan(struct project *p, int64_t id, const char *body, size_t len,
                struct revise_plan *out, struct error *err);
void revise_plan_release(struct revise_plan *plan);

/* The text that ITEM stood on, or NULL if its revision has none. */
const struct revise_text *revise_text_of(const struct revise_plan *plan,
                                         const struct revise_item *item);

/*
 * Carry out PLAN: the text of T becomes the document's, marks and readings
 * move, its hits are dropped.  CARRY says who is renamed; IMPORTED
 * is the layout without what was done by hand, NULL: that of T.
 */
int revise_store(struct project *p, int64_t id, const struct transcript *t,
                 const struct transcript *imported, const struct carry *carry,
                 const struct revise_plan *plan, struct error *err);

/*
 * The same with the text and turns that revision ORDINAL had; CARRY says who
 * is renamed, no more.
 */
int revise_restore(struct project *p, int64_t id, int ordinal,
                   const struct carry *carry, const struct revise_plan *plan,
                   struct error *err);

/* SPAN of TEXT without white space at its edges, grown to whole words. */
struct span revise_whole_words(const char *text, size_t len, struct span span);

/*
 * May the coding, verdict or link ITEM stand on SPAN of document ID?  Errors
 * as revise_attach().
 */
int revise_check_place(struct project *p, enum revise_kind kind, int64_t item,
                       int64_t id, struct span span, struct error *err);

/*
 * Put the coding, verdict or link ITEM of document ID on SPAN of the text in
 * force; it is orphaned no more.
 *
 * ERR_NOTFOUND: there is none.  ERR_CONFLICT: it is another document's, or
 * its coder has put its code there already.
 */
int revise_attach(struct project *p, enum revise_kind kind, int64_t item,
                  int64_t id, struct span span, struct error *err);

#endif
