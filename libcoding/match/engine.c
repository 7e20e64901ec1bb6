#include "match/engine.h"

#include "base/mem.h"
#include "base/pattern.h"
#include "base/vec.h"
#include "match/engine_private.h"

#include <stdlib.h>
#include <string.h>

enum {
	FEW = 32,         /* items that are sorted without qsort */
	READY = 64 << 10, /* bytes of turns that are made ready together: as
	                     much as stays near the processor */
};

const char *
engine_name(enum engine_kind kind)
{
	return kind == ENGINE_PLAIN ? "plain 1" : "literal 1";
}

/* --- engines -------------------------------------------------------------- */

struct engine *
engine_new(const struct term *terms, size_t n, enum engine_kind kind)
{
	struct engine *e = mem_zero(sizeof(*e));
	size_t i;

	e->terms = terms;
	e->n = n;
	e->kind = kind;
	for (i = 0; i < n; i++) {
		e->has_regexes |= !terms[i].phrase;
		e->has_phrases |= terms[i].phrase != NULL;
		e->has_asides |= terms[i].phrase && terms[i].asides;
	}
	pthread_mutex_init(&e->lock, NULL);
	return e;
}

void
engine_free(struct engine *e)
{
	if (!e)
		return;
	literal_index_free(e->index);
	pthread_mutex_destroy(&e->lock);
	free(e);
}

struct engine_scan *
engine_scan_new(struct engine *e)
{
	struct engine_scan *s = mem_zero(sizeof(*s));

	s->engine = e;
	s->scratch = pattern_scratch_new();
	if (e->kind == ENGINE_LITERAL) {
		pthread_mutex_lock(&e->lock);
		if (!e->index)
			e->index = literal_index_new(e->terms, e->n);
		pthread_mutex_unlock(&e->lock);
		s->literals = literal_scan_new(e->index);
	}
	return s;
}

void
engine_scan_free(struct engine_scan *s)
{
	size_t i;

	if (!s)
		return;
	pattern_scratch_free(s->scratch);
	literal_scan_free(s->literals);
	for (i = 0; i < s->cap_ready; i++)
		speech_release(&s->ready[i].speech);
	free(s->ready);
	speech_release(&s->aside);
	buf_release(&s->even);
	vec_release(&s->ahead);
	free(s->places);
	free(s);
}

/* --- what both engines do ------------------------------------------------- */

bool
engine_wants(const struct engine *e, const struct engine_subject *x,
             uint32_t term)
{
	return (literal_kinds(&e->terms[term]) & x->kinds) &&
	       (!x->wanted || x->wanted[term]);
}

void
engine_add(struct engine_scan *s, const struct engine_subject *x, uint32_t term,
           size_t start, size_t end, struct term_matches *out)
{
	const struct span *asides = s->view->asides;
	const struct engine_turn *t = s->now;
	struct span place = speech_place(x->speech, start, end);
	struct term_match m = { .turn = t->turn,
		                .term = term,
		                .start = place.start,
		                .end = place.end };
	size_t i;

	if (t->first_aside < t->end_aside) {
		i = t->first_aside +
		    speech_first_span(asides + t->first_aside,
		                      t->end_aside - t->first_aside, m.start);
		m.aside = i < t->end_aside && asides[i].start <= m.start;
	}
	vec_push(out, m);
}

int
engine_search(struct engine_scan *s, const struct engine_subject *x,
              uint32_t term, struct term_matches *out, struct error *err)
{
	const char *text = x->speech->text;
	size_t len = x->speech->len, at = 0, start, end;
	const struct pattern *p;
	int rc;

	s->term = term;
	rc = term_pattern(&s->engine->terms[term], false, &p, err);
	while (rc == 0 && at <= len) {
		rc = pattern_search(p, s->scratch, text, len, at, &start, &end,
		                    err);
		if (rc <= 0)
			break;
		rc = 0;
		at = end;
		if (start < end) {
			engine_add(s, x, term, start, end, out);
			continue;
		}
		/* nothing matched: go on behind the next character */
		for (at++;
		     at < len && ((unsigned char)text[at] & 0xC0) == 0x80;)
			at++;
	}
	return rc;
}

/* --- turns ---------------------------------------------------------------- */

static int
find(struct engine_scan *s, const struct engine_subject *x,
     struct term_matches *out, struct error *err)
{
	if (s->engine->kind == ENGINE_PLAIN)
		return engine_plain_find(s, x, out, err);
	return engine_literal_find(s, x, out, err);
}

static int
find_in_asides(struct engine_scan *s, const bool *wanted,
               struct term_matches *out, struct error *err)
{
	const struct transcript_view *v = s->view;
	struct engine_subject x = { &s->aside, LITERAL_ASIDES, wanted,
		                    ENGINE_NOT_AHEAD };
	size_t i;
	int rc = 0;

	for (i = s->now->first_aside; i < s->now->end_aside && rc == 0; i++) {
		speech_set(&s->aside, v->text, v->asides[i].start,
		           v->asides[i].end, NULL, 0);
		rc = find(s, &x, out, err);
	}
	return rc;
}

static int
compare_match(const void *a, const void *b)
{
	const struct term_match *x = a, *y = b;

	if (x->term != y->term)
		return x->term < y->term ? -1 : 1;
	return (x->start > y->start) - (x->start < y->start);
}

/* Sort N matches of one turn; a few, or nearly in order, most often. */
static void
sort_matches(struct term_match *m, size_t n)
{
	size_t i, k;

	if (n > FEW) {
		qsort(m, n, sizeof(*m), compare_match);
		return;
	}
	for (i = 1; i < n; i++) {
		struct term_match x = m[i];

		for (k = i; k > 0 && compare_match(&m[k - 1], &x) > 0; k--)
			m[k] = m[k - 1];
		m[k] = x;
	}
}

/* Search the turn T, which is ready. */
static int
find_in_turn(struct engine_scan *s, const struct engine_turn *t,
             const bool *wanted, struct term_matches *out, struct error *err)
{
	const struct engine *e = s->engine;
	struct engine_subject raw = { &t->raw, LITERAL_REGEXES, wanted,
		                      t->ahead };
	struct engine_subject speech = { &t->speech, LITERAL_PHRASES, wanted,
		                         t->ahead + 1 };
	size_t before = out->n;
	int rc = 0;

	s->now = t;
	if (t->same)
		raw.kinds |= LITERAL_PHRASES;
	if (t->same || e->has_regexes)
		rc = find(s, &raw, out, err);
	if (rc == 0 && !t->same && e->has_phrases)
		rc = find(s, &speech, out, err);
	if (rc == 0 && e->has_asides)
		rc = find_in_asides(s, wanted, out, err);
	if (rc == 0 && out->n > before)
		sort_matches(out->items + before, out->n - before);
	return rc;
}

/* --- turns made ready ------------------------------------------------------
 */

/* Room for one more, with what a speech had before. */
static struct engine_turn *
next_ready(struct engine_scan *s)
{
	size_t had = s->cap_ready;

	if (s->n_ready == had) {
		s->cap_ready = had * 2 + 64;
		s->ready =
		    mem_resize(s->ready, s->cap_ready, sizeof(*s->ready));
		memset(s->ready + had, 0,
		       (s->cap_ready - had) * sizeof(*s->ready));
	}
	return &s->ready[s->n_ready++];
}

/* Make TURN ready; of the asides, none before *ASIDE matters any more. */
static void
make_ready(struct engine_scan *s, size_t turn, size_t *aside)
{
	const struct transcript_view *v = s->view;
	const struct turn *t = &v->turns[turn];
	struct engine_turn *r = next_ready(s);
	size_t end;

	while (*aside < v->n_asides && v->asides[*aside].end <= t->start)
		++*aside;
	for (end = *aside; end < v->n_asides && v->asides[end].start < t->end;)
		end++;
	r->turn = (uint32_t)turn;
	r->first_aside = *aside;
	r->end_aside = end;
	r->raw = (struct speech){ .text = v->text + t->start,
		                  .len = t->end - t->start,
		                  .base = t->start };
	speech_set(&r->speech, v->text, t->start, t->end,
	           end > *aside ? v->asides + *aside : NULL, end - *aside);
	r->same = r->speech.text == r->raw.text;
}

int
engine_find(struct engine_scan *s, const struct transcript_view *v,
            const bool *turns, const bool *terms, struct term_matches *out,
            struct engine_place *place_out, struct error *err)
{
	size_t i, k, bytes, aside = 0;
	int rc = 0;

	s->view = v;
	for (i = 0; i < v->n_turns && rc == 0;) {
		s->n_ready = 0;
		for (bytes = 0; i < v->n_turns && bytes < READY; i++) {
			if (turns && !turns[i])
				continue;
			make_ready(s, i, &aside);
			bytes += v->turns[i].end - v->turns[i].start;
		}
		if (s->literals)
			engine_literal_ahead(s);
		for (k = 0; k < s->n_ready && rc == 0; k++) {
			rc = find_in_turn(s, &s->ready[k], terms, out, err);
			place_out->turn = s->ready[k].turn;
			place_out->term = s->term;
		}
	}
	return rc;
}
