#include "match/literal_info.h"

#include "base/utf8.h"

/* A repeat is written out up to this often. */
enum { COPIES_MAX = LITERAL_LENGTH };

/*
 * A set of which more than this share of all places is a string does not
 * pay: looking at each of them costs more than a search.
 */
static const double frequency_max = 0.06;

/*
 * Where matches begin is worth more than what they hold, unless that is
 * rarer by so much.  (The guess is far too low for the words that people
 * use most, so it does not say when the beginnings are rare enough.)
 */
static const double rarer = 4;

static void
set_empty(struct literal_set *s)
{
	literal_set_string(s, "", 0);
}

static void
keep_rarer(struct literal_set *best, const struct literal_set *other)
{
	if (literal_set_frequency(other) < literal_set_frequency(best))
		*best = *other;
}

/* Drop the empty string; was it there? */
static bool
drop_empty(struct literal_set *s)
{
	size_t i, n = 0;

	for (i = 0; i < s->n; i++)
		if (s->items[i].len > 0)
			s->items[n++] = s->items[i];
	i = s->n - n;
	s->n = n;
	return i > 0;
}

void
literal_info_empty(struct literal_info *i)
{
	set_empty(&i->head);
	literal_info_exact(i);
}

void
literal_info_any(struct literal_info *i)
{
	literal_info_empty(i);
	i->exact = false;
}

void
literal_info_exact(struct literal_info *i)
{
	i->tail = i->best = i->head;
	i->exact = true;
	i->empty = i->left = false;
}

void
literal_info_character(struct literal_info *i, struct cases *c, uint32_t cp)
{
	const struct cases_letter ascii = { .n = 1, .forms = { cp } };
	const struct cases_letter *letter = &ascii;
	struct literal_set one;
	char utf8[4];
	size_t k;

	if (cp >= 0x80)
		letter = cases_forms(c, cp);
	if (letter->n == 0) {
		literal_info_any(i);
		return;
	}
	i->head.n = 0;
	for (k = 0; k < letter->n; k++) {
		size_t n = utf8_put(letter->forms[k], utf8);

		literal_set_string(&one, utf8, n);
		literal_set_add(&i->head, &one);
	}
	literal_info_exact(i);
}

void
literal_info_ascii(struct literal_info *i, const char *s, size_t len)
{
	size_t n = len < LITERAL_LENGTH ? len : LITERAL_LENGTH;

	literal_set_string(&i->head, s, n);
	literal_info_exact(i);
	if (n == len)
		return;
	literal_set_string(&i->tail, s + len - n, n);
	i->exact = false;
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Ask for edges beside the strings that begin or end in a letter. */
static void
set_edges(struct literal_set *s, bool left, bool right)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		struct literal *l = &s->items[i];

		if (l->len == 0)
			continue;
		l->left = l->left || (left && is_word(l->s[0]));
		l->right = l->right || (right && is_word(l->s[l->len - 1]));
	}
}

void
literal_info_edges(struct literal_info *i, bool left, bool right)
{
	set_edges(&i->head, left, right && i->exact);
	set_edges(&i->tail, left && i->exact, right);
	i->best = i->head;
	keep_rarer(&i->best, &i->tail);
}

static bool
matches_nothing(const struct literal_info *i)
{
	return i->exact && i->head.n == 1 && i->head.items[0].len == 0;
}

/* The two are no longer told apart from others. */
static void
forget_exact(struct literal_info *i)
{
	if (!i->exact)
		return;
	i->exact = false;
	i->empty = drop_empty(&i->head);
	if (i->empty) {
		set_empty(&i->tail);
		set_empty(&i->best);
	}
}

/* --- one behind the other ------------------------------------------------- */

/* Both are exact. */
static void
append_exact(struct literal_info *i, const struct literal_info *b)
{
	struct literal_set tail;
	bool cut, tail_cut;

	if (!literal_set_join(&i->head, &b->head, LITERAL_KEEP_END, &tail,
	                      &tail_cut)) {
		i->tail = b->head;
		keep_rarer(&i->best, &b->best);
		i->exact = i->empty = false;
		return;
	}
	literal_set_join(&i->head, &b->head, LITERAL_KEEP_START, &i->head,
	                 &cut);
	i->tail = tail;
	if (!cut) {
		i->best = i->head;
		return;
	}
	keep_rarer(&i->best, &b->best);
	keep_rarer(&i->best, &i->head);
	keep_rarer(&i->best, &tail);
	i->exact = i->empty = false;
}

/* What B begins with, when it stands behind something: it may be nothing. */
static struct literal_set
head_behind(const struct literal_info *b)
{
	struct literal_set head = b->head, nothing;

	set_empty(&nothing);
	if (!b->exact && b->empty && !literal_set_add(&head, &nothing))
		head = nothing;
	return head;
}

/* I may be nothing, and then the two begin with what B begins with. */
static void
add_heads(struct literal_info *i, const struct literal_info *b)
{
	struct literal_info other = *b;

	forget_exact(&other);
	i->empty = other.empty;
	if (!literal_set_add(&i->head, &other.head))
		set_empty(&i->head);
}

void
literal_info_append(struct literal_info *i, const struct literal_info *b)
{
	struct literal_set head, joined, tail;
	bool cut, left = i->left;

	if (matches_nothing(i)) {
		*i = *b;
		i->left = b->left || left;
		return;
	}
	if (matches_nothing(b))
		return;
	if (i->exact && b->exact) {
		append_exact(i, b);
		return;
	}
	head = head_behind(b);
	keep_rarer(&i->best, &b->best);
	if (literal_set_join(&i->tail, &head, LITERAL_KEEP_START, &joined,
	                     &cut))
		keep_rarer(&i->best, &joined);
	if (!b->exact)
		tail = b->tail;
	else if (!literal_set_join(&i->tail, &b->head, LITERAL_KEEP_END, &tail,
	                           &cut))
		tail = b->head;
	if (i->exact)
		literal_set_join(&i->head, &head, LITERAL_KEEP_START, &i->head,
		                 &cut);
	else if (i->empty)
		add_heads(i, b);
	if (i->exact)
		i->empty = false;
	i->exact = false;
	i->tail = tail;
}

/* --- one or the other ----------------------------------------------------- */

/* Add B's strings to S; where they do not fit, S says nothing. */
static void
unite(struct literal_set *s, const struct literal_set *b)
{
	if (!literal_set_add(s, b))
		set_empty(s);
}

void
literal_info_either(struct literal_info *i, const struct literal_info *b)
{
	struct literal_info other = *b;

	i->left = i->left && b->left;
	if (i->exact && b->exact && literal_set_add(&i->head, &b->head)) {
		i->tail = i->best = i->head;
		return;
	}
	forget_exact(i);
	forget_exact(&other);
	i->empty = i->empty || other.empty;
	unite(&i->head, &other.head);
	unite(&i->tail, &other.tail);
	unite(&i->best, &other.best);
}

/* --- again and again ------------------------------------------------------ */

static void
repeat_exact(struct literal_info *i, unsigned times)
{
	struct literal_info one = *i;

	while (--times > 0)
		literal_info_append(i, &one);
}

void
literal_info_repeat(struct literal_info *i, unsigned least, unsigned most)
{
	struct literal_set nothing;

	set_empty(&nothing);
	if (least == 0)
		i->left = false;
	if (matches_nothing(i) || (least == 1 && most == 1))
		return;
	if (i->exact && least == most && least >= 1 && least <= COPIES_MAX) {
		repeat_exact(i, least);
		return;
	}
	if (i->exact && least == 0 && most == 1 &&
	    literal_set_add(&i->head, &nothing)) {
		i->tail = i->best = i->head;
		return;
	}
	forget_exact(i);
	if (least > 0)
		return;
	i->empty = true;
	set_empty(&i->tail);
	set_empty(&i->best);
}

/* --- the choice ----------------------------------------------------------- */

void
literal_info_none(struct literals *out, const char *why)
{
	out->class = LITERAL_NONE;
	out->start.n = out->inside.n = 0;
	out->back = false;
	out->why = why;
}

void
literal_info_choose(const struct literal_info *i, struct literals *out)
{
	double start = 1, inside;

	literal_info_none(out, "no string is in all its matches");
	out->start = i->head;
	out->inside = i->best;
	/* matches of nothing are dropped: they need not be found */
	if (i->exact)
		drop_empty(&out->start);
	if (literal_set_has_empty(&out->start))
		out->start.n = 0;
	if (out->start.n > 0 && i->left)
		set_edges(&out->start, true, false);
	literal_set_reduce(&out->start, false);
	literal_set_reduce(&out->inside, true);
	if (out->start.n > 0)
		start = literal_set_frequency(&out->start);
	inside = literal_set_frequency(&out->inside);
	if (inside * rarer < start && inside < frequency_max) {
		out->class = LITERAL_CONTAINS;
		/* too many beginnings are no help */
		if (start >= frequency_max)
			out->start.n = 0;
		return;
	}
	out->inside.n = 0;
	if (out->start.n > 0 && start < frequency_max)
		out->class = LITERAL_STARTS;
	else
		out->start.n = 0;
}
