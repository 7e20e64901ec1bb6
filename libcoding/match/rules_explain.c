/* rules_explain.c - how the engine looks for each term, in words. */
#include "match/rules.h"

#include "base/buf.h"
#include "base/mem.h"
#include "match/literal.h"
#include "match/rules_private.h"

#include <stdlib.h>

/* Literals that are shown; of the others only how many there are. */
enum { SHOWN = 6 };

struct rules_explainer {
	const struct rules *rules;
	struct cases cases;
	struct literals literals;
	struct buf by;
};

struct rules_explainer *
rules_explainer_new(const struct rules *r)
{
	struct rules_explainer *x = mem_zero(sizeof(*x));

	x->rules = r;
	return x;
}

void
rules_explainer_free(struct rules_explainer *x)
{
	if (!x)
		return;
	cases_release(&x->cases);
	buf_release(&x->by);
	free(x);
}

/* Folded, what is beyond ASCII is no text any more. */
static void
show_literal(struct buf *out, const struct literal *l)
{
	bool dots = false;
	size_t i;

	buf_addc(out, '"');
	for (i = 0; i < l->len; i++) {
		unsigned char c = (unsigned char)l->s[i];

		if (c >= ' ' && c < 0x7F)
			buf_addc(out, (char)c);
		else if (!dots)
			buf_adds(out, "\xE2\x80\xA6");
		dots = c < ' ' || c >= 0x7F;
	}
	buf_addc(out, '"');
}

static void
show_set(struct buf *out, const struct literal_set *s)
{
	size_t i;

	for (i = 0; i < s->n && i < SHOWN; i++) {
		if (i > 0)
			buf_adds(out, ", ");
		show_literal(out, &s->items[i]);
	}
	if (s->n > SHOWN)
		buf_addf(out, " and %zu more", s->n - SHOWN);
}

/* A code whose marks the rules name: nothing is looked for in the text. */
static void
explain_mark(const struct rules *r, const struct ruleset *set, size_t n,
             struct rules_term *out)
{
	out->text = r->book->codes[set->marks[n]]->path;
	out->regex = false;
	out->how = RULES_TERM_MARK;
	out->by = set->n_terms > 0 ? "where that code is found"
	                           : "where that code is found; there is no "
	                             "term to look for";
}

bool
rules_explain(struct rules_explainer *x, size_t code, size_t n,
              struct rules_term *out)
{
	const struct ruleset *set = &x->rules->sets[code];
	const struct literals *l = &x->literals;
	const struct term *t;

	if (n >= set->n_terms && n - set->n_terms < set->n_marks) {
		explain_mark(x->rules, set, n - set->n_terms, out);
		return true;
	}
	if (n >= set->n_terms)
		return false;
	t = &x->rules->terms.items[set->terms[n]];
	literal_of_term(&x->cases, t, &x->literals);
	out->text = t->text;
	out->regex = !t->phrase;
	buf_clear(&x->by);
	if (l->class == LITERAL_STARTS) {
		out->how = RULES_TERM_START;
		show_set(&x->by, &l->start);
	} else if (l->class == LITERAL_CONTAINS) {
		out->how = RULES_TERM_PART;
		show_set(&x->by, &l->inside);
	} else if (l->class == LITERAL_DOUBLED) {
		out->how = RULES_TERM_START;
		buf_adds(&x->by, "a word that stands twice");
	} else {
		out->how = RULES_TERM_EVERYWHERE;
		buf_adds(&x->by, l->why);
	}
	out->by = buf_str(&x->by);
	return true;
}
