/*
 * codebook.h - codes, their rules and examples, as a tree.
 *
 * A struct codebook holds everything of one codebook, whether read from a
 * file or from the project; one arena owns it.  Codes stand in the order of
 * the file: a code, then all below it, so that a subtree is one range.
 */
#ifndef EMIC_MODEL_CODEBOOK_H
#define EMIC_MODEL_CODEBOOK_H

#include "base/arena.h"
#include "store/project.h"

struct code_rule {
	const char *expression; /* as written, one line */
	bool against;
	int position;     /* from 1 within its stance */
	int line, column; /* where in the file; 0 from the project */
};

struct code_example {
	char sign; /* '+', '-' or '!' */
	const char *text;
	int line, column;
};

enum code_unit { UNIT_SENTENCE, UNIT_MATCH, UNIT_PARAGRAPH, UNIT_TURN };

struct code {
	int64_t id;          /* code.id; 0: from a file */
	struct code *parent; /* NULL: top level */
	int depth;           /* 0: top level */
	size_t index;        /* in codebook.codes */
	const char *slug;    /* "generous-listening" */
	const char *path;    /* slugs joined: "components/generous-listening" */
	const char *name;
	const char *kind; /* "code", "category", "theme", ... */
	const char *definition, *include, *exclude; /* "" if none */
	const char *colour;                         /* "#rrggbb" or NULL */
	const char *source;
	enum code_unit unit;
	const char *speakers; /* "participant", "interviewer", "all", LABEL */
	bool exact;           /* case: exact */
	bool match_asides;    /* asides: match */
	bool retired;
	const char **was; /* former paths, from a file; NULL at the end */
	struct code_rule *rules;
	size_t n_rules; /* match: first, then against: */
	struct code_example *examples;
	size_t n_examples;
	int line, column; /* where in the file; 0 from the project */
};

struct code_list {
	const char *name; /* without the $ */
	const char **terms;
	size_t n_terms;
	int line, column;
};

struct codebook {
	struct arena arena;
	const char *name;
	const char **fillers; /* NULL: the file does not say */
	size_t n_fillers;
	struct code_list *lists;
	size_t n_lists;
	struct code **codes; /* each followed by all below it, in order */
	size_t n_codes;
	const char *file;        /* for messages; NULL: the project */
	const char *source_text; /* the file's bytes, for excerpts; or NULL */
};

/* Read the project's codebook (empty if none).  Retired codes are in it. */
int codebook_read(struct project *p, struct codebook **out, struct error *err);
void codebook_free(struct codebook *b); /* NULL is fine */

/*
 * The code that PATH names: a whole path, or any tail of one that is not
 * ambiguous ("listening" for "components/listening"), or a code's name;
 * case is folded.
 *
 * ERR_NOTFOUND: none (near ones are shown).  ERR_CONFLICT: several.
 */
int codebook_find(const struct codebook *b, const char *path, struct code **out,
                  struct error *err);

/* The code with this code.id, or NULL. */
struct code *codebook_by_id(const struct codebook *b, int64_t id);

/* Is A the code B or one of its ancestors? */
bool code_covers(const struct code *a, const struct code *b);

/* The list called NAME (without $), or NULL. */
const struct code_list *codebook_list(const struct codebook *b,
                                      const char *name);

/* "sentence", ... and back; -1 when NAME is none of them. */
const char *code_unit_name(enum code_unit unit);
int code_unit_find(const char *name);

/* What a load did to one code. */
enum code_change {
	CODE_ADDED,
	CODE_CHANGED,
	CODE_RENAMED, /* its id or place is another: `was`, or moved */
	CODE_SAME,
	CODE_KEPT,    /* in the project, not in the file */
	CODE_RETIRED, /* kept, and now retired (prune) */
};

struct code_outcome {
	enum code_change change;
	char *path;   /* now */
	char *before; /* former path when it differs; or NULL */
	char *fields; /* what changed: "definition, rules"; or NULL */
};

struct code_outcomes {
	struct code_outcome *items;
	size_t n, cap;
};

/*
 * Store the codebook B, read from a file, into the project, within the
 * caller's transaction.  Codes are matched as codebook_match.h says and keep
 * their code.id; those of the project that B lacks are kept, with PRUNE
 * retired.  Only rows that differ are written: loading what codebook export
 * wrote changes none.
 *
 * ERR_CONFLICT: a new or renamed code has the name or id of one that is
 *               kept beside it.
 */
int codebook_store(struct project *p, const struct codebook *b, bool prune,
                   struct code_outcomes *out, struct error *err);
void code_outcomes_release(struct code_outcomes *o);

#endif
