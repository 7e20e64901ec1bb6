/*
 * gather.h - members gathered by the group that each belongs to.
 *
 *	gather_add(&g, turn, code);	as they come, millions of them
 *	gather_sort(&g);
 *	n = gather_group(&g, turn, &codes);
 *
 * A counting sort: it looks at each pair three times whatever the order, and
 * within a group the members stay in the order in which they came.  A
 * member that comes again right after itself is kept once; so members that
 * come in ascending order come out ascending, each once.
 *
 * A zeroed one is empty.  12 bytes a pair, and 4 a group.
 */
#ifndef EMIC_BASE_GATHER_H
#define EMIC_BASE_GATHER_H

#include <stddef.h>
#include <stdint.h>

struct gather_pair {
	uint32_t group, member;
};

struct gather {
	struct gather_pair *items; /* as they came; may be changed before the
	                              sort */
	size_t n, cap;
	uint32_t *starts;  /* a group each, and one: index into members */
	uint32_t *members; /* sorted */
	size_t n_groups;   /* the highest group, and one */
};

void gather_add(struct gather *g, size_t group, size_t member);

/* Sort; the groups are then 0 to n_groups - 1. */
void gather_sort(struct gather *g);

/* The members of GROUP, borrowed until the next call but this one. */
size_t gather_group(const struct gather *g, size_t group,
                    const uint32_t **members_out);

/* Empty it, to be filled again. */
void gather_clear(struct gather *g);

void gather_release(struct gather *g);

#endif
