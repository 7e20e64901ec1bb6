/* engine_plain.c - every term is searched everywhere: slow and plain. */
#include "match/engine_private.h"

int
engine_plain_find(struct engine_scan *s, const struct engine_subject *x,
                  struct term_matches *out, struct error *err)
{
	uint32_t i;
	int rc = 0;

	for (i = 0; i < s->engine->n && rc == 0; i++)
		if (engine_wants(s->engine, x, i))
			rc = engine_search(s, x, i, out, err);
	return rc;
}
