#include "import/ids.h"

#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

void
ids_add(struct ids *ids, const char *id, size_t value)
{
	struct id item = { id, value };

	vec_push(ids, item);
	ids->sorted = false;
}

static int
compare(const void *a, const void *b)
{
	const struct id *x = a, *y = b;
	int c = strcmp(x->id, y->id);

	if (c != 0)
		return c;
	return x->value < y->value ? -1 : x->value > y->value;
}

bool
ids_find(struct ids *ids, const char *id, size_t *value_out)
{
	size_t low = 0, high = ids->n;

	if (!ids->sorted && ids->n > 0)
		qsort(ids->items, ids->n, sizeof(*ids->items), compare);
	ids->sorted = true;
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(ids->items[mid].id, id) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == ids->n || strcmp(ids->items[low].id, id) != 0)
		return false;
	*value_out = ids->items[low].value;
	return true;
}

void
ids_release(struct ids *ids)
{
	vec_release(ids);
	ids->sorted = false;
}
