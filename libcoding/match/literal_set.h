/*
 * literal_set.h - sets of short strings, of which a match holds one.
 *
 * The strings are bytes of UTF-8, folded as automaton.h does it.  A set with
 * the empty string says nothing: every match holds that.
 */
#ifndef EMIC_MATCH_LITERAL_SET_H
#define EMIC_MATCH_LITERAL_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	LITERAL_MAX = 96,   /* strings in a set */
	LITERAL_LENGTH = 8, /* bytes in a string */
};

struct literal {
	unsigned char len;
	bool left;  /* no ASCII word character stands before it */
	bool right; /* nor behind it */
	char s[LITERAL_LENGTH];
};

/* A zeroed one is empty: no match at all. */
struct literal_set {
	size_t n;
	struct literal items[LITERAL_MAX];
};

/* The set of the LEN bytes at S alone, folded; LEN <= LITERAL_LENGTH. */
void literal_set_string(struct literal_set *s, const char *bytes, size_t len);

/* Does S hold the empty string? */
bool literal_set_has_empty(const struct literal_set *s);

/*
 * Add what FROM has and S has not; false, with S as it was, when that is
 * more than a set can hold.
 */
bool literal_set_add(struct literal_set *s, const struct literal_set *from);

/* What is kept of strings that become too long. */
enum literal_keep { LITERAL_KEEP_START, LITERAL_KEEP_END };

/*
 * Put each string of B behind each of A: *CUT_OUT says whether any was too
 * long.  False, with OUT untouched, when there are too many.  OUT may be A.
 */
bool literal_set_join(const struct literal_set *a, const struct literal_set *b,
                      enum literal_keep keep, struct literal_set *out,
                      bool *cut_out);

/*
 * Drop strings that begin with another one of the set (INSIDE: that hold
 * another one): the other is found where they are.
 */
void literal_set_reduce(struct literal_set *s, bool inside);

/*
 * How often one of the strings stands in a text, a guess, for each of its
 * bytes: for comparing sets.  1 or more: everywhere.
 */
double literal_set_frequency(const struct literal_set *s);

#endif
