/*
 * theme.h - the counts of every code: what `themes` and `report` print.
 *
 * Rolled-up counts are of the passages of a code's whole subtree, joined;
 * own counts of the code's marks alone.  `against` is rolled up too.  Each
 * is kept for every basis apart, and for judged and unread joined ("both").
 */
#ifndef EMIC_REPORT_THEME_H
#define EMIC_REPORT_THEME_H

#include "analysis/frequency.h"
#include "model/corpus.h"
#include "model/passage.h"

enum theme_basis {
	THEME_JUDGED,
	THEME_UNREAD,
	THEME_DISPUTED,
	THEME_BOTH,
	THEME_BASES,
};

struct theme {
	const struct code *code;
	struct frequency rolled[THEME_BASES];  /* for, whole subtree */
	struct frequency own[THEME_BASES];     /* for, the code alone */
	struct frequency against[THEME_BASES]; /* whole subtree */
};

struct themes {
	struct theme *items; /* one a code of the codebook, in its order */
	size_t n;
	bool any_judged; /* does the project hold codings or verdicts? */
	bool any_tagged; /* has `emic tag` ever run? */
};

/* Count the passages of one document of the walk.  THEMES zeroed at first. */
void themes_add(struct themes *themes, const struct corpus *c,
                const struct corpus_document *d);
void themes_release(struct themes *themes);

/* Count a whole walk. */
int themes_walk(struct project *p, struct corpus *c, struct themes *themes,
                struct error *err);

/* The BASIS_ bits of one of them, and its column name: "judged". */
unsigned theme_bits(enum theme_basis b);

#endif
