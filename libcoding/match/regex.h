/*
 * regex.h - what can be said of a PCRE2 regex without PCRE2.
 */
#ifndef EMIC_MATCH_REGEX_H
#define EMIC_MATCH_REGEX_H

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

#endif
