#include "base/nearest.h"

#include "base/mem.h"
#include "base/unicode.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LONGEST 200 /* bytes; longer names are compared by their start */

static size_t
min3(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

/* Edit distance with swaps of neighbours, in three rows. */
static size_t
distance(const char *a, const char *b)
{
	static size_t rows[3][LONGEST + 1];
	size_t na = strlen(a), nb = strlen(b), i, j;

	if (na > LONGEST)
		na = LONGEST;
	if (nb > LONGEST)
		nb = LONGEST;
	for (j = 0; j <= nb; j++)
		rows[0][j] = j;
	for (i = 1; i <= na; i++) {
		size_t *now = rows[i % 3], *last = rows[(i + 2) % 3];
		const size_t *before = rows[(i + 1) % 3];

		now[0] = i;
		for (j = 1; j <= nb; j++) {
			now[j] = min3(last[j] + 1, now[j - 1] + 1,
			              last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
	}
	return rows[na % 3][nb];
}

void
nearest_start(struct nearest *n, const char *wanted)
{
	memset(n, 0, sizeof(*n));
	n->wanted = unicode_fold(wanted);
}

void
nearest_offer(struct nearest *n, const char *name)
{
	char *folded = unicode_fold(name);
	size_t len = strlen(n->wanted), other = strlen(folded), d, at;
	size_t shorter = len < other ? len : other;
	bool begins;

	for (at = 0; at < n->n; at++) {
		if (strcmp(n->best[at].name, name) == 0) {
			free(folded);
			return; /* offered before */
		}
	}
	d = distance(n->wanted, folded);
	begins = shorter >= 2 && strncmp(n->wanted, folded, shorter) == 0;
	free(folded);
	if (begins)
		d = d < 2 ? d : 2;
	else if (d > 1 + len / 4 || d >= len) /* nothing in common */
		return;
	for (at = n->n; at > 0 && n->best[at - 1].distance > d; at--)
		;
	if (at >= NEAREST_MAX)
		return;
	if (n->n == NEAREST_MAX)
		free(n->best[--n->n].name);
	memmove(&n->best[at + 1], &n->best[at], (n->n - at) * sizeof(*n->best));
	n->best[at].name = mem_str(name);
	n->best[at].distance = d;
	n->n++;
}

const char *
nearest_hint(struct nearest *n)
{
	size_t i, len = 0;

	n->hint[0] = '\0';
	for (i = 0; i < n->n && len < sizeof(n->hint) - 120; i++)
		len += (size_t)snprintf(n->hint + len, sizeof(n->hint) - len,
		                        "%s'%.100s'",
		                        i == 0         ? ": did you mean "
		                        : i + 1 < n->n ? ", "
		                                       : " or ",
		                        n->best[i].name);
	if (len > 0)
		snprintf(n->hint + len, sizeof(n->hint) - len, "?");
	return n->hint;
}

void
nearest_release(struct nearest *n)
{
	size_t i;

	for (i = 0; i < n->n; i++)
		free(n->best[i].name);
	free(n->wanted);
	memset(n, 0, sizeof(*n));
}
