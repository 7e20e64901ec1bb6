/*
 * rules.h - the rules of a codebook, compiled, and what they find.
 *
 * A rule is one expression (expr.h, emic-codebook.5).  An anchor is the
 * matched words; a hit is its anchor grown to the code's unit; all anchors
 * of a code that fall into one unit are one hit; `against` wins over `for`
 * in the same unit.  Text is matched turn by turn; nothing matches across
 * turns.  This is the interface that callers see: the engine behind it
 * (engine.h) can be changed without touching them.
 */
#ifndef EMIC_MATCH_RULES_H
#define EMIC_MATCH_RULES_H

#include "model/codebook.h"
#include "model/document.h"

struct rules;      /* compiled: immutable, may be shared by threads */
struct rules_scan; /* what one thread needs to scan */

struct rule_hit {
	size_t code;       /* index in codebook.codes */
	int turn;          /* turn.ordinal */
	size_t start, end; /* of the unit; bytes of the document */
	size_t anchor_start, anchor_end; /* of the first matched words */
	bool against;
	int rule; /* code_rule.position within its stance: the first to find */
};

struct rule_hits {
	struct rule_hit *items;
	size_t n, cap;
};

/*
 * A mark that lies on the text already, for {code} in a query: CODE is an
 * index in codebook.codes.
 */
struct rule_mark {
	size_t code;
	size_t start, end; /* anchor of a hit, span of a coding; bytes */
};

/*
 * Compile all rules of B, which must outlive *OUT.  {code} means hits of
 * that code or of codes below it.
 *
 * ERR_FORMAT: an expression is not well formed (with file, line, column and
 *             caret when B came from a file, else with the code's path); an
 *             unknown $list or {code}; a code that depends on itself.
 * ERR_LIMIT:  an expression is too long or too deep.
 */
int rules_compile(const struct codebook *b, struct rules **out,
                  struct error *err);

/*
 * Compile a query instead: N expressions, any of which may match, as the
 * rules of one nameless code (index 0 in its hits) with UNIT and SPEAKERS
 * as in struct code.  {code} means the marks given to rules_scan_document.
 * B may be empty, not NULL.
 */
int rules_compile_query(const struct codebook *b, const char *const *exprs,
                        size_t n, enum code_unit unit, const char *speakers,
                        bool exact, struct rules **out, struct error *err);
void rules_free(struct rules *r); /* NULL is fine */

/* How many codes R has rules of: those of B, retired ones too; one. */
size_t rules_codes(const struct rules *r);

/* The code with this index. */
const struct code *rules_code(const struct rules *r, size_t code);

struct rules_scan *rules_scan_new(const struct rules *r);
void rules_scan_free(struct rules_scan *s);

/*
 * Append the hits in document V, sorted by (code, turn, start, end).  With
 * WANTED (one bool a code of B, or NULL for all) only codes for which it is
 * true; what they depend on is looked for as well but not given.  MARKS
 * (sorted by start) are for queries; else NULL, 0.
 *
 * ERR_LIMIT: a pattern needs more work than allowed: names code, rule,
 *            document and turn.
 */
int rules_scan_document(struct rules_scan *s, const struct transcript_view *v,
                        const bool *wanted, const struct rule_mark *marks,
                        size_t n_marks, struct rule_hits *out,
                        struct error *err);
void rule_hits_release(struct rule_hits *h);

/*
 * What the rules of code CODE (index) say of one TEXT, as speech of whom
 * they look at: *SIGN_OUT is '+', '-' or '!' as in the codebook's examples.
 */
int rules_example(struct rules_scan *s, size_t code, const char *text,
                  char *sign_out, struct error *err);

/*
 * Search every turn for every term, which is slow: for who does not trust
 * the literals.  Before any scan is made of R.
 */
void rules_use_plain(struct rules *r);

/* The engine's name and version: "literal 1", or "plain 1". */
const char *rules_engine(const struct rules *r);

/* Does the engine NAME, of an earlier run, find the same as those of now? */
bool rules_engine_finds_same(const char *name);

/* --- how terms are looked for, for a person --- */

struct rules_explainer;

struct rules_term {
	const char *text; /* words, a regex, or the path of a code */
	bool regex;
	enum {
		RULES_TERM_START,      /* where `by` says a match may begin */
		RULES_TERM_PART,       /* in turns that hold one of `by` */
		RULES_TERM_EVERYWHERE, /* in every turn, because of `by` */
		RULES_TERM_MARK, /* not at all: marks of that code, as `by` says
		                  */
	} how;
	const char *by;
};

struct rules_explainer *rules_explainer_new(const struct rules *r);
void rules_explainer_free(struct rules_explainer *x); /* NULL is fine */

/*
 * Term N (from 0) of code CODE (index), and behind its terms the codes that
 * its rules name: false if it has no such term.  The strings of *OUT are
 * borrowed until the next call.
 */
bool rules_explain(struct rules_explainer *x, size_t code, size_t n,
                   struct rules_term *out);

#endif
