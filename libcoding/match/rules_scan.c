/* rules_scan.c - what the rules find in a document. */
#include "match/rules.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "match/eval.h"
#include "match/resolve.h"
#include "match/rules_private.h"

#include <stdlib.h>
#include <string.h>

struct rules_scan {
	const struct rules *rules;
	struct engine_scan *engine;
	struct eval eval;
	struct term_matches matches;
	struct found_list found;
	bool *needed;       /* codes: wanted, or named by one that is */
	bool *terms;        /* that those look for; not used when all are */
	uint64_t *possible; /* a bit for each place in rules.order: that code
	                       has a term in the turn */
	bool *turns;        /* that anybody looks at */
	bool *fits;         /* of each turn, each audience */
	size_t n_turns;     /* room */
	bool everybody;     /* an example: whoever would have to speak */
	/* the document */
	const struct transcript_view *view;
	const bool *wanted;
	const struct rule_mark *marks;
	size_t n_marks;
	size_t *reach; /* the greatest end of the first i+1 marks */
	/* its hits, turn by turn; to be put in order */
	struct rule_hits hits;
	size_t *places; /* of each code: where its next hit goes */
};

struct rules_scan *
rules_scan_new(const struct rules *r)
{
	struct rules_scan *s = mem_zero(sizeof(*s));

	s->rules = r;
	s->engine = engine_scan_new(r->engine);
	s->eval.text.fillers = &r->fillers;
	s->eval.index = &r->index;
	s->needed = mem_array(r->n, sizeof(*s->needed));
	s->possible = mem_array(r->n / 64 + 1, sizeof(*s->possible));
	s->terms = mem_array(r->terms.n, sizeof(*s->terms));
	s->places = mem_array(r->n + 1, sizeof(*s->places));
	return s;
}

void
rules_scan_free(struct rules_scan *s)
{
	if (!s)
		return;
	engine_scan_free(s->engine);
	eval_release(&s->eval);
	vec_release(&s->matches);
	vec_release(&s->found);
	free(s->needed);
	free(s->possible);
	free(s->terms);
	free(s->turns);
	free(s->fits);
	free(s->reach);
	free(s->places);
	rule_hits_release(&s->hits);
	free(s);
}

void
rule_hits_release(struct rule_hits *h)
{
	vec_release(h);
}

/* --- what to look for, and where ------------------------------------------ */

/* Fill needed and terms; true if some terms need not be looked for. */
static bool
choose_codes(struct rules_scan *s)
{
	const struct rules *r = s->rules;
	size_t i, k;

	for (i = 0; i < r->n; i++)
		s->needed[i] = !s->wanted || s->wanted[i];
	if (!s->wanted)
		return false;
	/* from the last of the order, so that what names comes first */
	memset(s->terms, 0, r->terms.n * sizeof(*s->terms));
	for (i = r->n; i-- > 0;) {
		const struct ruleset *set = &r->sets[r->order[i]];

		if (!s->needed[r->order[i]])
			continue;
		for (k = 0; k < set->n_marks; k++)
			s->needed[set->marks[k]] = true;
		for (k = 0; k < set->n_terms; k++)
			s->terms[set->terms[k]] = true;
	}
	return true;
}

static char **
fold_labels(const struct transcript_view *v)
{
	char **labels = mem_array(v->n_speakers, sizeof(*labels));
	size_t i;

	for (i = 0; i < v->n_speakers; i++)
		labels[i] = unicode_fold(v->speakers[i].label);
	return labels;
}

/* Fill turns and fits. */
static void
choose_turns(struct rules_scan *s)
{
	const struct transcript_view *v = s->view;
	const struct rules *r = s->rules;
	char **labels = fold_labels(v);
	size_t i, k, n = r->n_audiences;

	if (s->n_turns < v->n_turns) {
		s->n_turns = v->n_turns;
		free(s->turns);
		free(s->fits);
		s->turns = mem_array(s->n_turns, sizeof(*s->turns));
		s->fits = mem_array(s->n_turns * (n + 1), sizeof(*s->fits));
	}
	for (i = 0; i < v->n_turns; i++) {
		s->turns[i] = false;
		for (k = 0; k < n; k++) {
			s->fits[i * n + k] =
			    s->everybody || audience_fits(&r->audiences[k], v,
			                                  &v->turns[i], labels);
			s->turns[i] |= s->fits[i * n + k];
		}
	}
	for (i = 0; i < v->n_speakers; i++)
		free(labels[i]);
	free(labels);
}

static void
measure_marks(struct rules_scan *s)
{
	size_t i;

	free(s->reach);
	s->reach = mem_array(s->n_marks, sizeof(*s->reach));
	for (i = 0; i < s->n_marks; i++) {
		s->reach[i] = s->marks[i].end;
		if (i > 0 && s->reach[i] < s->reach[i - 1])
			s->reach[i] = s->reach[i - 1];
	}
}

/* --- one turn ------------------------------------------------------------- */

/* The marks of a query that lie on turn T, cut to it. */
static void
take_marks(struct rules_scan *s, const struct turn *t)
{
	size_t lo = 0, hi = s->n_marks;

	s->eval.marks.n = 0;
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->reach[mid] <= t->start)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < s->n_marks && s->marks[lo].start < t->end; lo++) {
		const struct rule_mark *m = &s->marks[lo];
		struct eval_mark mark = { (uint32_t)m->code, m->start, m->end };

		if (m->end <= t->start || m->end <= m->start)
			continue;
		if (mark.start < t->start)
			mark.start = t->start;
		if (mark.end > t->end)
			mark.end = t->end;
		vec_push(&s->eval.marks, mark);
	}
}

/* Take the turn's matches, and see which codes look for one of them. */
static void
take_matches(struct rules_scan *s, const struct term_match *m, size_t n)
{
	const struct rules *r = s->rules;
	size_t i, k;

	eval_matches(&s->eval, m, n);
	memset(s->possible, 0, (r->n / 64 + 1) * sizeof(*s->possible));
	for (i = 0; i < n; i++) {
		size_t term = m[i].term;

		if (i > 0 && m[i - 1].term == term)
			continue;
		for (k = r->first_user[term]; k < r->first_user[term + 1]; k++)
			s->possible[r->users[k] / 64] |= (uint64_t)1
			                                 << r->users[k] % 64;
	}
}

/* Where it happened: "P07, turn 12". */
static int
place_error(const struct rules_scan *s, const struct ruleset *set,
            const struct rule *rule, const struct turn *t, struct error *err)
{
	const struct code_rule *from = rule->from;
	struct error why;

	if (!err)
		return ERR_LIMIT;
	why = *err;
	if (s->rules->query)
		return error_set(err, ERR_LIMIT,
		                 "'%.200s': %.500s (%s, turn %d)",
		                 from->expression, why.msg,
		                 s->view->document.name, t->ordinal);
	return error_set(err, ERR_LIMIT,
	                 "%.500s, %s %d, '%.200s': %.500s (%s, turn %d)",
	                 set->code->path, from->against ? "against" : "match",
	                 from->position, from->expression, why.msg,
	                 s->view->document.name, t->ordinal);
}

/* Find the anchors of SET's rules in turn T, and from them its hits. */
static int
eval_code(struct rules_scan *s, const struct ruleset *set, const struct turn *t,
          struct error *err)
{
	enum code_unit unit = set->code->unit;
	struct eval *e = &s->eval;
	size_t i, k;

	s->found.n = 0;
	e->unit = unit;
	e->asides = set->code->match_asides;
	for (i = 0; i < set->n; i++) {
		const struct rule *rule = &set->items[i];

		if (!eval_possible(e, rule->plan))
			continue;
		if (eval_plan(e, rule->plan, err) < 0)
			return place_error(s, set, rule, t, err);
		for (k = 0; k < e->stack.n; k++) {
			struct found f = { .start = e->stack.items[k].start,
				           .end = e->stack.items[k].end,
				           .against = rule->from->against,
				           .rule = rule->from->position };

			vec_push(&s->found, f);
		}
	}
	if (s->found.n > 0)
		resolve_found(&s->found, unit == UNIT_MATCH
		                             ? NULL
		                             : turn_text_units(&e->text, unit));
	return 0;
}

/* Give the hits of code CODE out, and let other rules see them. */
static void
add_hits(struct rules_scan *s, size_t code, const struct turn *t)
{
	size_t i;

	for (i = 0; i < s->found.n; i++) {
		const struct found *f = &s->found.items[i];
		struct rule_hit hit = { .code = code,
			                .turn = t->ordinal,
			                .start = f->unit_start,
			                .end = f->unit_end,
			                .anchor_start = f->start,
			                .anchor_end = f->end,
			                .against = f->against,
			                .rule = f->rule };
		struct eval_mark mark = { (uint32_t)code, f->start, f->end };

		if (!s->wanted || s->wanted[code])
			vec_push(&s->hits, hit);
		if (!s->rules->query && !f->against)
			vec_push(&s->eval.marks, mark);
	}
}

/*
 * The first place in rules.order, from PLACE on, of a code that may be in
 * the turn: it has a term there, or names marks and there are some by now.
 */
static size_t
next_possible(const struct rules_scan *s, size_t place)
{
	const struct rules *r = s->rules;
	uint64_t before = ((uint64_t)1 << place % 64) - 1;
	size_t i;

	for (i = place / 64; i < r->n / 64 + 1; i++) {
		uint64_t bits = s->possible[i];

		if (s->eval.marks.n > 0)
			bits |= r->with_marks[i];
		bits &= ~before;
		before = 0;
		if (bits == 0)
			continue;
		return i * 64 + (size_t)__builtin_ctzll(bits);
	}
	return r->n;
}

static int
scan_turn(struct rules_scan *s, size_t turn, const struct term_match *m,
          size_t n, struct error *err)
{
	const struct turn *t = &s->view->turns[turn];
	const struct rules *r = s->rules;
	const bool *fits = s->fits + turn * r->n_audiences;
	size_t i;
	int rc = 0;

	take_marks(s, t);
	if (n == 0 && s->eval.marks.n == 0)
		return 0;
	take_matches(s, m, n);
	turn_text_set(&s->eval.text, s->view, t);
	for (i = 0; rc == 0; i++) {
		const struct ruleset *set;
		size_t code;

		i = next_possible(s, i);
		if (i >= r->n)
			break;
		code = r->order[i];
		set = &r->sets[code];
		if (!s->needed[code] || !fits[set->audience])
			continue;
		rc = eval_code(s, set, t, err);
		if (rc == 0)
			add_hits(s, code, t);
	}
	return rc;
}

/* --- one document --------------------------------------------------------- */

/* Name the first rule that looks for the term. */
static int
engine_error(const struct rules_scan *s, const struct engine_place *place,
             struct error *err)
{
	const struct rules *r = s->rules;
	const struct ruleset *set = NULL;
	const struct rule *rule = NULL;
	size_t i, k;

	for (i = 0; i < r->n && !rule; i++) {
		set = &r->sets[i];
		for (k = 0; k < set->n && !rule && s->needed[i]; k++)
			if (plan_uses_term(set->items[k].plan,
			                   (uint32_t)place->term))
				rule = &set->items[k];
	}
	return place_error(s, set, rule, &s->view->turns[place->turn], err);
}

/*
 * Append the hits in the order of their codes.  They came turn by turn, and
 * those of one code in a turn from left to right: each code's own are in
 * order.
 */
static void
order_hits(struct rules_scan *s, struct rule_hits *out)
{
	const struct rule_hit *hits = s->hits.items;
	size_t n = s->hits.n, i;

	if (n == 0)
		return;
	memset(s->places, 0, (s->rules->n + 1) * sizeof(*s->places));
	for (i = 0; i < n; i++)
		s->places[hits[i].code + 1]++;
	for (i = 1; i < s->rules->n; i++)
		s->places[i] += s->places[i - 1];
	vec_reserve(out, n);
	for (i = 0; i < n; i++)
		out->items[out->n + s->places[hits[i].code]++] = hits[i];
	out->n += n;
}

int
rules_scan_document(struct rules_scan *s, const struct transcript_view *v,
                    const bool *wanted, const struct rule_mark *marks,
                    size_t n_marks, struct rule_hits *out, struct error *err)
{
	struct engine_place place = { 0 };
	size_t i, from, at = 0;
	bool some;
	int rc;

	s->view = v;
	s->wanted = wanted;
	s->marks = marks;
	s->n_marks = n_marks;
	s->hits.n = 0;
	some = choose_codes(s);
	choose_turns(s);
	measure_marks(s);
	s->matches.n = 0;
	rc = engine_find(s->engine, v, s->turns, some ? s->terms : NULL,
	                 &s->matches, &place, err);
	if (rc < 0)
		return engine_error(s, &place, err);
	for (i = 0; i < v->n_turns && rc == 0; i++) {
		from = at;
		while (at < s->matches.n && s->matches.items[at].turn == i)
			at++;
		if (s->turns[i])
			rc = scan_turn(s, i, s->matches.items + from, at - from,
			               err);
	}
	if (rc == 0)
		order_hits(s, out);
	return rc;
}

/* --- examples ------------------------------------------------------------- */

int
rules_example(struct rules_scan *s, size_t code, const char *text,
              char *sign_out, struct error *err)
{
	struct buf nfc = { 0 };
	struct turn turn = { .ordinal = 1 };
	struct span_list asides = { 0 };
	struct rule_hits hits = { 0 };
	bool *wanted = mem_array(s->rules->n, sizeof(*wanted));
	struct transcript_view v = { .turns = &turn, .n_turns = 1 };
	static char name[] = "example";
	struct span aside;
	size_t i, at = 0;
	int rc;

	unicode_nfc(&nfc, text, strlen(text));
	buf_adds(&nfc, "");
	v.document.name = name;
	v.text = nfc.data;
	v.len = turn.end = nfc.len;
	for (; segment_next_aside(v.text, v.len, at, &aside); at = aside.end)
		vec_push(&asides, aside);
	v.asides = asides.items;
	v.n_asides = asides.n;
	wanted[code] = true;
	s->everybody = true;
	rc = rules_scan_document(s, &v, wanted, NULL, 0, &hits, err);
	s->everybody = false;
	*sign_out = hits.n > 0 ? '+' : '-';
	for (i = 0; i < hits.n; i++)
		if (hits.items[i].against)
			*sign_out = '!';
	rule_hits_release(&hits);
	vec_release(&asides);
	buf_release(&nfc);
	free(wanted);
	return rc;
}
