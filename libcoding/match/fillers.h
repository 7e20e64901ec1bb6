/*
 * fillers.h - the codebook's fillers, compiled: words and phrases that may
 * stand in the gaps of phrases and that NEAR does not count.
 */
#ifndef EMIC_MATCH_FILLERS_H
#define EMIC_MATCH_FILLERS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

struct error;
struct pattern;
struct phrase;

/* A zeroed one has none. */
struct fillers {
	char *source;            /* PCRE2: any one of them; NULL if none */
	bool plain;              /* all their words must begin with a word
	                            character */
	struct pattern *pattern; /* the same, or NULL */
	struct phrase **phrases; /* the same, in the order of the pattern */
	size_t n;
	struct phrase **begins[256]; /* those that may begin with this byte, in
	                                the same order, then NULL; or NULL */
	struct arena arena;          /* where they live */
};

/*
 * Compile N fillers.
 *
 * ERR_FORMAT: one of them is no word or phrase; the message names it.
 */
int fillers_compile(struct fillers *f, const char *const *fillers, size_t n,
                    struct error *err);
void fillers_release(struct fillers *f);

#endif
