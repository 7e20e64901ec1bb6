/*
 * regex.h - what can be said of a PCRE2 regex without PCRE2.
 */
#ifndef EMIC_MATCH_REGEX_H
#define EMIC_MATCH_REGEX_H

#include "base/arena.h"
#include "base/buf.h"

#include <stddef.h>

struct error;

/*
 * Refuse what PCRE2 would take and no engine could bound or anchor: \K, \C,
 * \G, callouts and verbs.  Brackets and such that do not close are left to
 * PCRE2.
 *
 * ERR_FORMAT: *OFFSET_OUT is the byte of S where it stands.
 */
int regex_check(const char *s, size_t len, size_t *offset_out,
                struct error *err);

/*
 * The literals of the regex S, which compiles, as in struct term: those that
 * stand outside all groups.  None where that cannot be told, as with an
 * alternative outside groups or with syntax that is seldom used.
 */
void regex_literals(struct arena *a, const char *s, size_t len,
                    const char ***out, size_t *n_out);

#endif
