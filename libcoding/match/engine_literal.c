/*
 * engine_literal.c - a match is looked for where the literals of its term
 * say that it may begin.
 *
 * Of one term the places come from left to right, and those inside the last
 * match are passed over: a match that is anchored at each of them is what a
 * search from left to right finds.
 */
#include "match/engine_private.h"

#include "base/mem.h"
#include "base/pattern.h"
#include "base/vec.h"
#include "match/confirm.h"

#include <stdlib.h>
#include <string.h>

/* --- odd characters ------------------------------------------------------- */

/*
 * U+017F is an s and U+212A a k when case does not matter.  A text that has
 * one is read for literals in a copy with those letters.
 */
static void
make_even(struct engine_scan *s, const char *text, size_t len)
{
	size_t i;

	buf_clear(&s->even);
	buf_room(&s->even, len);
	if (s->cap < len) {
		s->cap = len;
		free(s->places);
		s->places = mem_array(len, sizeof(*s->places));
	}
	for (i = 0; i < len;) {
		char c = text[i];
		size_t n = 1;

		if (len - i >= 2 && memcmp(text + i, "\xC5\xBF", 2) == 0) {
			c = 's';
			n = 2;
		} else if (len - i >= 3 &&
		           memcmp(text + i, "\xE2\x84\xAA", 3) == 0) {
			c = 'k';
			n = 3;
		}
		s->places[s->even.len] = i;
		buf_addc(&s->even, c);
		i += n;
	}
}

/* --- one term ------------------------------------------------------------- */

/* Does TERM match at AT?  1 with *END_OUT, 0, or ERR_LIMIT. */
static int
match_at(struct engine_scan *s, const struct engine_subject *x, uint32_t term,
         bool odd, size_t at, size_t *end_out, struct error *err)
{
	const struct term *t = &s->engine->terms[term];
	const struct speech *text = x->speech;
	enum confirm answer = CONFIRM_ASK;
	const struct pattern *p;
	size_t start;
	int rc;

	if (t->simple && !odd)
		answer = confirm_phrase(t->phrase, t->fillers, t->exact,
		                        text->text, text->len, at, end_out);
	if (answer != CONFIRM_ASK)
		return answer == CONFIRM_YES;
	rc = term_pattern(t, true, &p, err);
	if (rc < 0)
		return rc;
	return pattern_search(p, s->scratch, text->text, text->len, at, &start,
	                      end_out, err);
}

/* Append the matches of TERM that begin at one of N places. */
static int
try_places(struct engine_scan *s, const struct engine_subject *x, uint32_t term,
           const size_t *places, size_t n, bool odd, struct term_matches *out,
           struct error *err)
{
	size_t i, at, end = 0, next;
	int rc;

	for (i = 0; i < n; i++) {
		at = odd ? s->places[places[i]] : places[i];
		if (at < end)
			continue;
		rc = match_at(s, x, term, odd, at, &next, err);
		if (rc < 0)
			return rc;
		if (rc == 0 || next == at)
			continue;
		engine_add(s, x, term, at, next, out);
		end = next;
	}
	return 0;
}

/*
 * Append the matches of TERM.  What reaches a limit when it is anchored is
 * tried again without literals, so that the answer is the plain engine's.
 */
static int
find_term(struct engine_scan *s, const struct engine_subject *x, uint32_t term,
          bool odd, struct term_matches *out, struct error *err)
{
	const size_t *places;
	size_t before = out->n, n;

	s->term = term;
	if (literal_scan_places(s->literals, term, &places, &n)) {
		if (try_places(s, x, term, places, n, odd, out, NULL) == 0)
			return 0;
		out->n = before;
	}
	return engine_search(s, x, term, out, err);
}

static void
add_ahead(struct engine_scan *s, const struct speech *speech)
{
	struct automaton_text text = { speech->text, speech->len };

	vec_push(&s->ahead, text);
}

void
engine_literal_ahead(struct engine_scan *s)
{
	size_t i;

	s->ahead.n = 0;
	for (i = 0; i < s->n_ready; i++) {
		struct engine_turn *t = &s->ready[i];

		t->ahead = s->ahead.n;
		add_ahead(s, &t->raw);
		if (!t->same)
			add_ahead(s, &t->speech);
	}
	literal_scan_ahead(s->literals, s->ahead.items, s->ahead.n);
}

int
engine_literal_find(struct engine_scan *s, const struct engine_subject *x,
                    struct term_matches *out, struct error *err)
{
	const char *text = x->speech->text;
	size_t len = x->speech->len, n, i;
	const uint32_t *terms;
	bool odd;
	int rc = 0;

	if (x->ahead != ENGINE_NOT_AHEAD)
		n = literal_scan_take(s->literals, x->ahead, x->kinds,
		                      x->wanted, &terms);
	else
		n = literal_scan_read(s->literals, text, len, x->kinds,
		                      x->wanted, &terms);
	odd = literal_scan_is_odd(s->literals);
	if (odd) {
		make_even(s, text, len);
		n = literal_scan_read(s->literals, buf_str(&s->even),
		                      s->even.len, x->kinds, x->wanted, &terms);
	}
	for (i = 0; i < n && rc == 0; i++)
		rc = find_term(s, x, terms[i], odd, out, err);
	return rc;
}
