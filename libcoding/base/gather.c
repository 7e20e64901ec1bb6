#include "base/gather.h"

#include "base/mem.h"
#include "base/vec.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void
gather_add(struct gather *g, size_t group, size_t member)
{
	struct gather_pair fresh = { (uint32_t)group, (uint32_t)member };

	assert(group < UINT32_MAX && member < UINT32_MAX);
	vec_push(g, fresh);
}

/* Where each group starts, when its members stand one behind the other. */
static void
find_starts(struct gather *g)
{
	uint32_t at = 0, here;
	size_t i;

	g->n_groups = 0;
	for (i = 0; i < g->n; i++)
		if (g->items[i].group >= g->n_groups)
			g->n_groups = (size_t)g->items[i].group + 1;
	g->starts = mem_resize(g->starts, g->n_groups + 1, sizeof(*g->starts));
	memset(g->starts, 0, (g->n_groups + 1) * sizeof(*g->starts));
	for (i = 0; i < g->n; i++)
		g->starts[g->items[i].group]++;
	for (i = 0; i <= g->n_groups; i++) {
		here = g->starts[i];
		g->starts[i] = at;
		at += here;
	}
}

/*
 * While members are put where they belong, starts[i] is where the next one
 * of group i goes; in the end that is where group i + 1 starts.
 */
static void
place_members(struct gather *g)
{
	size_t i;

	g->members = mem_resize(g->members, g->n + 1, sizeof(*g->members));
	for (i = 0; i < g->n; i++)
		g->members[g->starts[g->items[i].group]++] = g->items[i].member;
	memmove(g->starts + 1, g->starts, g->n_groups * sizeof(*g->starts));
	g->starts[0] = 0;
}

/* Close up where a member follows itself. */
static void
drop_repeated(struct gather *g)
{
	uint32_t kept = 0, i, first, end = 0;
	size_t k;

	for (k = 0; k < g->n_groups; k++) {
		i = end;
		end = g->starts[k + 1];
		first = kept;
		for (; i < end; i++)
			if (kept == first ||
			    g->members[kept - 1] != g->members[i])
				g->members[kept++] = g->members[i];
		g->starts[k] = first;
	}
	g->starts[g->n_groups] = kept;
}

void
gather_sort(struct gather *g)
{
	assert(g->n < UINT32_MAX);
	find_starts(g);
	place_members(g);
	drop_repeated(g);
}

size_t
gather_group(const struct gather *g, size_t group, const uint32_t **members_out)
{
	assert(group < g->n_groups);
	*members_out = g->members + g->starts[group];
	return g->starts[group + 1] - g->starts[group];
}

void
gather_clear(struct gather *g)
{
	g->n = g->n_groups = 0;
}

void
gather_release(struct gather *g)
{
	free(g->starts);
	free(g->members);
	g->starts = g->members = NULL;
	g->n_groups = 0;
	vec_release(g);
}
