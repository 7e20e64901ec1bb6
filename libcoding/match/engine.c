#include "match/engine.h"

#include "base/mem.h"
#include "base/pattern.h"
#include "base/vec.h"
#include "match/speech.h"

#include <stdlib.h>
#include <string.h>

/*
 * The filter.  A turn's text, its capitals made small, is cut into all its
 * runs of three bytes, and each sets one bit of a table.  A term whose
 * literals hold a run with no bit set is not in the turn, and PCRE2 is not
 * asked.  What may look different from the literals and still match (a long
 * s, a Kelvin sign, a soft hyphen inside a word) switches the filter off for
 * the turn.
 */
enum {
	RUNS_MAX = 6,       /* looked at for one term */
	BITS_MIN = 1 << 12, /* in the table of a small turn */
	BITS_MAX = 1 << 20, /* and of a large one */
	BITS_BYTE = 8,      /* for each byte of text */
};

struct filter {
	uint32_t runs[RUNS_MAX]; /* hashes */
	size_t n;
};

struct engine {
	const struct term *terms;
	struct filter *filters; /* of each term */
	size_t n;
};

struct engine_scan {
	const struct engine *engine;
	struct pattern_scratch *scratch;
	struct speech speech, aside;
	uint64_t *bits;
	uint32_t mask; /* bits of the table, less one */
	bool open;     /* the filter is off: anything may be there */
	/* the turn that is searched */
	const struct transcript_view *view;
	uint32_t turn;
	size_t first_aside, end_aside; /* in the view's asides */
};

const char *
engine_name(void)
{
	return "plain 1";
}

/* --- the filter ----------------------------------------------------------- */

static uint32_t
fold(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? c | 0x20u : c;
}

static uint32_t
run_hash(uint32_t run)
{
	return (run & 0xFFFFFF) * 0x9E3779B1u >> 12;
}

static struct filter
make_filter(const struct term *t)
{
	struct filter f = { 0 };
	size_t i, k;

	for (i = 0; i < t->n_literals; i++) {
		const char *s = t->literals[i];
		size_t len = strlen(s);

		/* every third byte, and the end */
		for (k = 0; len >= 3 && k < len && f.n < RUNS_MAX; k += 3) {
			size_t at = k + 3 <= len ? k : len - 3;

			f.runs[f.n++] =
			    run_hash((uint32_t)(unsigned char)s[at] << 16 |
			             (uint32_t)(unsigned char)s[at + 1] << 8 |
			             (unsigned char)s[at + 2]);
		}
	}
	return f;
}

static bool
may_be_here(const struct engine_scan *s, const struct filter *f)
{
	size_t i;

	if (s->open)
		return true;
	for (i = 0; i < f->n; i++) {
		uint32_t bit = f->runs[i] & s->mask;

		if (!(s->bits[bit >> 6] >> (bit & 63) & 1))
			return false;
	}
	return true;
}

/* Fill the table from TEXT. */
static void
read_turn(struct engine_scan *s, const char *text, size_t len)
{
	uint32_t bits = BITS_MIN, run = 0;
	size_t i;

	while (bits < BITS_MAX && bits / BITS_BYTE < len)
		bits *= 2;
	s->mask = bits - 1;
	s->open = false;
	memset(s->bits, 0, bits / 8);
	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		uint32_t bit;

		run = run << 8 | fold(c);
		bit = run_hash(run) & s->mask;
		s->bits[bit >> 6] |= (uint64_t)1 << (bit & 63);
		if (c >= 0x80 &&
		    ((run & 0xFFFF) == 0xC2AD || (run & 0xFFFF) == 0xC5BF ||
		     (run & 0xFFFFFF) == 0xE284AA))
			s->open = true;
	}
}

/* --- searching ------------------------------------------------------------ */

struct engine *
engine_new(const struct term *terms, size_t n)
{
	struct engine *e = mem_zero(sizeof(*e));
	size_t i;

	e->terms = terms;
	e->n = n;
	e->filters = mem_array(n, sizeof(*e->filters));
	for (i = 0; i < n; i++)
		e->filters[i] = make_filter(&terms[i]);
	return e;
}

void
engine_free(struct engine *e)
{
	if (!e)
		return;
	free(e->filters);
	free(e);
}

struct engine_scan *
engine_scan_new(const struct engine *e)
{
	struct engine_scan *s = mem_zero(sizeof(*s));

	s->engine = e;
	s->scratch = pattern_scratch_new();
	s->bits = mem_zero(BITS_MAX / 8);
	return s;
}

void
engine_scan_free(struct engine_scan *s)
{
	if (!s)
		return;
	pattern_scratch_free(s->scratch);
	speech_release(&s->speech);
	speech_release(&s->aside);
	free(s->bits);
	free(s);
}

static void
add_match(struct engine_scan *s, uint32_t term, struct span place,
          struct term_matches *out)
{
	const struct span *asides = s->view->asides;
	struct term_match m = { .turn = s->turn,
		                .term = term,
		                .start = place.start,
		                .end = place.end };
	size_t i;

	if (s->first_aside < s->end_aside) {
		i = s->first_aside +
		    speech_first_span(asides + s->first_aside,
		                      s->end_aside - s->first_aside, m.start);
		m.aside = i < s->end_aside && asides[i].start <= m.start;
	}
	vec_push(out, m);
}

/* Append all matches of TERM in IN. */
static int
search(struct engine_scan *s, uint32_t term, const struct speech *in,
       struct term_matches *out, struct error *err)
{
	const struct pattern *p = s->engine->terms[term].pattern;
	size_t at = 0, start, end;
	int rc = 0;

	while (at <= in->len) {
		rc = pattern_search(p, s->scratch, in->text, in->len, at,
		                    &start, &end, err);
		if (rc <= 0)
			break;
		rc = 0;
		at = end;
		if (start < end) {
			add_match(s, term, speech_place(in, start, end), out);
			continue;
		}
		/* nothing matched: go on behind the next character */
		for (at++; at < in->len &&
		           ((unsigned char)in->text[at] & 0xC0) == 0x80;)
			at++;
	}
	return rc;
}

static int
compare_start(const void *a, const void *b)
{
	const struct term_match *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

/* Append the matches of TERM inside the turn's asides, in order. */
static int
search_asides(struct engine_scan *s, uint32_t term, size_t first,
              struct term_matches *out, struct error *err)
{
	const struct transcript_view *v = s->view;
	size_t i, n = out->n;
	int rc = 0;

	for (i = s->first_aside; i < s->end_aside && rc == 0; i++) {
		speech_set(&s->aside, v->text, v->asides[i].start,
		           v->asides[i].end, NULL, 0);
		rc = search(s, term, &s->aside, out, err);
	}
	if (out->n > n && n > first)
		qsort(out->items + first, out->n - first, sizeof(*out->items),
		      compare_start);
	return rc;
}

static int
search_turn(struct engine_scan *s, const struct turn *t, const bool *terms,
            struct term_matches *out, struct engine_place *place,
            struct error *err)
{
	const struct transcript_view *v = s->view;
	struct speech raw = { .text = v->text + t->start,
		              .len = t->end - t->start,
		              .base = t->start };
	uint32_t i;
	int rc;

	read_turn(s, raw.text, raw.len);
	speech_set(&s->speech, v->text, t->start, t->end, v->asides,
	           v->n_asides);
	s->first_aside = speech_first_span(v->asides, v->n_asides, t->start);
	for (s->end_aside = s->first_aside; s->end_aside < v->n_asides;)
		if (v->asides[s->end_aside++].start >= t->end) {
			s->end_aside--;
			break;
		}
	for (i = 0; i < s->engine->n; i++) {
		const struct term *term = &s->engine->terms[i];
		size_t first = out->n;

		if ((terms && !terms[i]) ||
		    !may_be_here(s, &s->engine->filters[i]))
			continue;
		rc = search(s, i, term->regex ? &raw : &s->speech, out, err);
		if (rc == 0 && term->asides && !term->regex)
			rc = search_asides(s, i, first, out, err);
		if (rc < 0) {
			place->term = i;
			return rc;
		}
	}
	return 0;
}

int
engine_find(struct engine_scan *s, const struct transcript_view *v,
            const bool *turns, const bool *terms, struct term_matches *out,
            struct engine_place *place_out, struct error *err)
{
	size_t i;
	int rc = 0;

	s->view = v;
	for (i = 0; i < v->n_turns && rc == 0; i++) {
		if (turns && !turns[i])
			continue;
		s->turn = (uint32_t)i;
		place_out->turn = i;
		rc = search_turn(s, &v->turns[i], terms, out, place_out, err);
	}
	return rc;
}
