/*
 * resolve.h - from the anchors of one code in one turn to its hits.
 *
 * Of overlapping anchors of one stance the leftmost, then longest, counts.
 * Each grows to the units that it touches; what then overlaps is one hit,
 * against the idea if any of it is.  The anchor and rule of a hit are those
 * of its first anchor, of its first against if it is against.
 */
#ifndef EMIC_MATCH_RESOLVE_H
#define EMIC_MATCH_RESOLVE_H

#include "base/segment.h"

#include <stdbool.h>
#include <stddef.h>

struct found {
	size_t start, end; /* the anchor */
	size_t unit_start, unit_end;
	bool against;
	int rule; /* position within its stance */
};

struct found_list {
	struct found *items;
	size_t n, cap;
};

/*
 * Make of F, in any order, without unit_start and unit_end, the hits, in
 * order.  UNITS NULL: each anchor is its own unit.
 */
void resolve_found(struct found_list *f, const struct span_list *units);

#endif
