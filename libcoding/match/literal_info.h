/*
 * literal_info.h - what is known of the strings that a part of a pattern
 * matches, and how that of two parts gives that of both.
 */
#ifndef EMIC_MATCH_LITERAL_INFO_H
#define EMIC_MATCH_LITERAL_INFO_H

#include "match/literal.h"

/* Filled by one of the functions below; there is nothing to release. */
struct literal_info {
	struct literal_set head; /* each match begins with one of these, */
	struct literal_set tail; /* ends with one of these, */
	struct literal_set best; /* and holds one of these, the rarest seen */
	bool exact;              /* head is all that there is to match */
	bool empty; /* if not exact: nothing may be matched as well, beside
	               what the sets say; then best says nothing */
	bool left;  /* a match that begins with a word character stands at
	               the left edge of a word */
};

/* Nothing is matched: an anchor, a look to one side. */
void literal_info_empty(struct literal_info *i);

/* Something is matched, whatever it be. */
void literal_info_any(struct literal_info *i);

/* One of i->head is matched, exactly. */
void literal_info_exact(struct literal_info *i);

/* The character CP is matched, in any of its forms. */
void literal_info_character(struct literal_info *i, struct cases *c,
                            uint32_t cp);

/* The LEN bytes of ASCII at S are matched. */
void literal_info_ascii(struct literal_info *i, const char *s, size_t len);

/*
 * I, which one of the last two filled, stands at the LEFT or RIGHT edge of a
 * word, or both.
 */
void literal_info_edges(struct literal_info *i, bool left, bool right);

/* I, and B behind it. */
void literal_info_append(struct literal_info *i, const struct literal_info *b);

/* I, or else B. */
void literal_info_either(struct literal_info *i, const struct literal_info *b);

/* I, LEAST to MOST times in a row (UINT32_MAX: any number). */
void literal_info_repeat(struct literal_info *i, unsigned least, unsigned most);

/* The literals of a whole pattern of which I is known. */
void literal_info_choose(const struct literal_info *i, struct literals *out);

/* Nothing is known, because of WHY. */
void literal_info_none(struct literals *out, const char *why);

#endif
