#include "import/ids.h"

#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CAP_FIRST 64

/* FNV-1a (Fowler, Noll and Vo, 1991), its high half folded into the low. */
static size_t
hash(const char *id)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (; *id; id++)
		h = (h ^ (unsigned char)*id) * UINT64_C(1099511628211);
	return (size_t)(h ^ h >> 32);
}

/* Where ID stands, or the free place where it would. */
static struct id *
place(const struct ids *ids, const char *id)
{
	size_t i = hash(id) & (ids->cap - 1);

	while (ids->items[i].id && strcmp(ids->items[i].id, id) != 0)
		i = (i + 1) & (ids->cap - 1);
	return &ids->items[i];
}

static void
grow(struct ids *ids)
{
	struct ids old = *ids;
	size_t i;

	ids->cap = old.cap ? old.cap * 2 : CAP_FIRST;
	ids->items = mem_array(ids->cap, sizeof(*ids->items));
	for (i = 0; i < old.cap; i++)
		if (old.items[i].id)
			*place(ids, old.items[i].id) = old.items[i];
	free(old.items);
}

void
ids_add(struct ids *ids, const char *id, size_t value)
{
	struct id *at;

	if (2 * ids->n >= ids->cap)
		grow(ids);
	at = place(ids, id);
	if (at->id)
		return;
	at->id = id;
	at->value = value;
	ids->n++;
}

bool
ids_find(const struct ids *ids, const char *id, size_t *value_out)
{
	const struct id *at = ids->n > 0 ? place(ids, id) : NULL;

	if (!at || !at->id)
		return false;
	*value_out = at->value;
	return true;
}

void
ids_release(struct ids *ids)
{
	free(ids->items);
	memset(ids, 0, sizeof(*ids));
}
