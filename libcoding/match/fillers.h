/*
 * fillers.h - the codebook's fillers, compiled: words and phrases that may
 * stand in the gaps of phrases and that NEAR does not count.
 */
#ifndef EMIC_MATCH_FILLERS_H
#define EMIC_MATCH_FILLERS_H

#include <stdbool.h>
#include <stddef.h>

struct error;
struct pattern;

/* A zeroed one has none. */
struct fillers {
	char *source;            /* PCRE2: any one of them; NULL if none */
	bool plain;              /* all begin with a word character */
	struct pattern *pattern; /* the same, or NULL */
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
