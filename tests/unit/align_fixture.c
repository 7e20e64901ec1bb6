#include "align_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

void
align_fixture_sound(const struct alignment *al, const char *old,
                    const char *new)
{
	size_t old_len = strlen(old), new_len = strlen(new);
	size_t last = 0, i, k;

	for (i = 0; i < al->n; i++) {
		const struct align_run *r = &al->items[i];

		cr_assert_gt(r->len, 0);
		cr_assert_geq(r->old, last, "runs are in order");
		last = r->old + r->len;
		cr_assert_leq(last, old_len);
		cr_assert_leq(r->new + r->len, new_len);
		cr_assert_eq(memcmp(old + r->old, new + r->new, r->len), 0);
		cr_assert_neq((unsigned char)old[r->old] & 0xC0, 0x80);
		cr_assert_neq((unsigned char)old[last] & 0xC0, 0x80);
		for (k = i; k-- > 0;)
			if (al->items[k].block == r->block)
				break;
		if (k != SIZE_MAX)
			cr_assert_geq(r->new,
			              al->items[k].new + al->items[k].len,
			              "a block is in order");
	}
}
