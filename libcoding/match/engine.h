/*
 * engine.h - finds terms in documents.
 *
 * An engine gives, for each turn and each term, the matches that a search
 * from left to right finds, without overlap; however it does that, the
 * matches are those.  A regex is searched in the turn's text, words and
 * phrases in its speech (speech.h) and, for terms that are wanted there, in
 * each aside alone.  Nothing matches across turns; empty matches are
 * dropped.
 *
 * The plain engine searches each turn for each term with PCRE2.  The literal
 * engine reads each turn once for the literals of all terms (literal.h), and
 * looks only where one of them says that a match may begin.  Where the plain
 * engine gives up at a limit, the literal engine may still find what is
 * there; everywhere else the two find the same.
 */
#ifndef EMIC_MATCH_ENGINE_H
#define EMIC_MATCH_ENGINE_H

#include "match/term.h"
#include "model/document.h"

struct engine;      /* may be shared by threads */
struct engine_scan; /* what one thread needs to search */

enum engine_kind { ENGINE_LITERAL, ENGINE_PLAIN };

struct term_match {
	uint32_t turn; /* index in the document's turns */
	uint32_t term;
	size_t start, end; /* bytes of the document */
	bool aside;        /* starts inside an aside */
};

struct term_matches {
	struct term_match *items;
	size_t n, cap;
};

/* Where a limit was reached. */
struct engine_place {
	size_t turn, term;
};

/* An engine's name and version: "literal 1". */
const char *engine_name(enum engine_kind kind);

/* TERMS (N of them) must outlive the engine. */
struct engine *engine_new(const struct term *terms, size_t n,
                          enum engine_kind kind);
void engine_free(struct engine *e); /* NULL is fine */

/* The first of these takes its time: the literals are indexed for it. */
struct engine_scan *engine_scan_new(struct engine *e);
void engine_scan_free(struct engine_scan *s);

/*
 * Append the matches in V, sorted by turn, term and start: those of the
 * TURNS and TERMS for which the array says true (NULL: all).
 *
 * ERR_LIMIT: a pattern needs more work than allowed; *PLACE_OUT says which
 *            and where.
 */
int engine_find(struct engine_scan *s, const struct transcript_view *v,
                const bool *turns, const bool *terms, struct term_matches *out,
                struct engine_place *place_out, struct error *err);

#endif
