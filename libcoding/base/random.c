#include "base/random.h"

#include <assert.h>

uint64_t
random_next(struct random *r)
{
	uint64_t z = (r->state += 0x9E3779B97F4A7C15u);

	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

size_t
random_below(struct random *r, size_t n)
{
	uint64_t limit, x;

	assert(n > 0);
	limit = UINT64_MAX - UINT64_MAX % n;
	do
		x = random_next(r);
	while (x >= limit);
	return (size_t)(x % n);
}

void
random_shuffle(struct random *r, size_t *items, size_t n)
{
	size_t i;

	for (i = n; i > 1; i--) {
		size_t k = random_below(r, i), swap = items[i - 1];

		items[i - 1] = items[k];
		items[k] = swap;
	}
}
