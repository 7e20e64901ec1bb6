#include "match/literal_set.h"

#include "match/automaton.h"

#include <assert.h>
#include <string.h>

void
literal_set_string(struct literal_set *s, const char *bytes, size_t len)
{
	struct literal *l = &s->items[0];
	size_t i;

	assert(len <= LITERAL_LENGTH);
	*l = (struct literal){ .len = (unsigned char)len };
	for (i = 0; i < len; i++)
		l->s[i] = (char)automaton_fold((unsigned char)bytes[i]);
	s->n = 1;
}

bool
literal_set_has_empty(const struct literal_set *s)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->items[i].len == 0)
			return true;
	return false;
}

static bool
equal(const struct literal *a, const struct literal *b)
{
	return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
}

/* Add L; the edges of one that is there already hold only if L's do. */
static bool
add(struct literal_set *s, const struct literal *l)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		struct literal *old = &s->items[i];

		if (!equal(old, l))
			continue;
		old->left = old->left && l->left;
		old->right = old->right && l->right;
		return true;
	}
	if (s->n == LITERAL_MAX)
		return false;
	s->items[s->n++] = *l;
	return true;
}

bool
literal_set_add(struct literal_set *s, const struct literal_set *from)
{
	struct literal_set sum = *s;
	size_t i;

	for (i = 0; i < from->n; i++)
		if (!add(&sum, &from->items[i]))
			return false;
	*s = sum;
	return true;
}

static struct literal
join(const struct literal *a, const struct literal *b, enum literal_keep keep,
     bool *cut_out)
{
	char s[2 * LITERAL_LENGTH];
	size_t len = (size_t)a->len + b->len, from = 0;
	struct literal l = { .left = a->len ? a->left : b->left,
		             .right = b->len ? b->right : a->right };

	memcpy(s, a->s, a->len);
	memcpy(s + a->len, b->s, b->len);
	if (len > LITERAL_LENGTH) {
		*cut_out = true;
		if (keep == LITERAL_KEEP_END) {
			from = len - LITERAL_LENGTH;
			l.left = false;
		} else {
			l.right = false;
		}
		len = LITERAL_LENGTH;
	}
	l.len = (unsigned char)len;
	memcpy(l.s, s + from, len);
	return l;
}

bool
literal_set_join(const struct literal_set *a, const struct literal_set *b,
                 enum literal_keep keep, struct literal_set *out, bool *cut_out)
{
	struct literal_set product = { 0 };
	size_t i, k;

	*cut_out = false;
	if (a->n * b->n > LITERAL_MAX)
		return false;
	for (i = 0; i < a->n; i++)
		for (k = 0; k < b->n; k++) {
			struct literal l =
			    join(&a->items[i], &b->items[k], keep, cut_out);

			add(&product, &l);
		}
	*out = product;
	return true;
}

/* Is A in B: at its start, or anywhere? */
static bool
is_in(const struct literal *a, const struct literal *b, bool inside)
{
	size_t at;

	/* edges ask for more: then B may be there and A not */
	if ((a->left && !b->left) || a->right || a->len > b->len)
		return false;
	for (at = 0; at + a->len <= b->len; at++) {
		if (memcmp(b->s + at, a->s, a->len) == 0 &&
		    (at == 0 || !a->left))
			return true;
		if (!inside)
			break;
	}
	return false;
}

void
literal_set_reduce(struct literal_set *s, bool inside)
{
	size_t i, k, n = 0;

	for (i = 0; i < s->n; i++) {
		for (k = 0; k < s->n; k++)
			if (k != i && is_in(&s->items[k], &s->items[i], inside))
				break;
		/* the other may have moved down, but it stays */
		if (k == s->n)
			s->items[n++] = s->items[i];
	}
	s->n = n;
}

/*
 * The share of each letter in a text, in thousandths: roughly those of
 * English; what matters is that z is not e.  Of bytes beyond ASCII half
 * begin a character, and say little, so each counts for a common letter.
 */
static double
byte_frequency(unsigned char c)
{
	static const unsigned char letters[26] = {
		65, 12, 22, 34, 100, 17, 16, 48, 56, 1,  7, 32, 19,
		55, 60, 15, 1,  48,  50, 72, 22, 8,  19, 1, 16, 1,
	};

	if (c >= 'a' && c <= 'z')
		return letters[c - 'a'] / 1000.0;
	if (c == ' ')
		return 0.18;
	return c >= 0x80 ? 0.1 : 0.01;
}

double
literal_set_frequency(const struct literal_set *s)
{
	double sum = 0;
	size_t i, k;

	for (i = 0; i < s->n; i++) {
		const struct literal *l = &s->items[i];
		double p = 1;

		for (k = 0; k < l->len; k++)
			p *= byte_frequency((unsigned char)l->s[k]);
		/* one byte in five begins a word, and one ends one */
		if (l->left)
			p *= 0.25;
		if (l->right)
			p *= 0.25;
		sum += p;
	}
	return sum;
}
