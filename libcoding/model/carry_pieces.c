/* The new text in pieces, and what each of them is to be. */
#include "model/carry_private.h"

#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* --- cutting --------------------------------------------------------------
 */

struct cuts {
	size_t *items;
	size_t n, cap;
};

static int
by_place(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static int
by_old(const void *a, const void *b)
{
	const struct align_run *x = a, *y = b;

	return x->old < y->old ? -1 : x->old > y->old;
}

static int
by_new(const void *a, const void *b)
{
	const struct align_run *x = a, *y = b;

	return x->new < y->new ? -1 : x->new > y->new;
}

/* The runs of W in the order of the old text, or of the new one. */
static struct align_run *
sort_runs(const struct carry_work *w, int (*order)(const void *, const void *))
{
	struct align_run *runs = mem_array(w->al->n, sizeof(*runs));

	if (w->al->n > 0) {
		memcpy(runs, w->al->items, w->al->n * sizeof(*runs));
		qsort(runs, w->al->n, sizeof(*runs), order);
	}
	return runs;
}

/* Byte AT of the old text is an edge of something: cut where it stands. */
static void
cut_at_old(const struct align_run *runs, size_t n, size_t at, struct cuts *cuts)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (runs[mid].old + runs[mid].len <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < n && runs[lo].old < at)
		vec_push(cuts, runs[lo].new + at - runs[lo].old);
}

static void
cut_sheet_old(const struct carry_sheet *s, const struct align_run *runs,
              size_t n, struct cuts *cuts)
{
	size_t i;

	for (i = 0; i < s->n; i++) {
		cut_at_old(runs, n, s->turns[i].start, cuts);
		cut_at_old(runs, n, s->turns[i].end, cuts);
	}
	for (i = 0; i < s->n_sections; i++) {
		cut_at_old(runs, n, s->sections[i].start, cuts);
		cut_at_old(runs, n, s->sections[i].end, cuts);
	}
}

static void
find_cuts(const struct carry_work *w, struct cuts *cuts)
{
	const struct carry_sheet *file = &w->sheets[CARRY_FILE];
	struct align_run *runs = sort_runs(w, by_old);
	size_t i;

	vec_push(cuts, 0);
	vec_push(cuts, w->t->text.len);
	for (i = 0; i < file->n; i++) {
		vec_push(cuts, file->turns[i].start);
		vec_push(cuts, file->turns[i].end);
	}
	for (i = 0; i < file->n_sections; i++) {
		vec_push(cuts, file->sections[i].start);
		vec_push(cuts, file->sections[i].end);
	}
	for (i = 0; i < w->al->n; i++) {
		vec_push(cuts, runs[i].new);
		vec_push(cuts, runs[i].new + runs[i].len);
	}
	cut_sheet_old(&w->sheets[CARRY_BASE], runs, w->al->n, cuts);
	cut_sheet_old(&w->sheets[CARRY_HAND], runs, w->al->n, cuts);
	free(runs);
	qsort(cuts->items, cuts->n, sizeof(*cuts->items), by_place);
}

static uint32_t
turn_at(const struct carry_sheet *s, size_t at)
{
	size_t lo = 0, hi = s->n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->turns[mid].end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < s->n && s->turns[lo].start <= at ? (uint32_t)lo
	                                             : CARRY_NONE;
}

/* Sections follow each other as turns do. */
static uint32_t
section_at(const struct carry_sheet *s, size_t at)
{
	size_t lo = 0, hi = s->n_sections;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->sections[mid].end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < s->n_sections && s->sections[lo].start <= at ? (uint32_t)lo
	                                                         : CARRY_NONE;
}

static void
place_in_old(const struct carry_work *w, struct carry_piece *p, size_t at)
{
	int i;

	p->stands = true;
	for (i = CARRY_BASE; i <= CARRY_HAND; i++) {
		p->turn[i] = turn_at(&w->sheets[i], at);
		p->section[i] = section_at(&w->sheets[i], at);
	}
}

static bool
has_word(const char *s, size_t start, size_t end)
{
	while (start < end)
		if (unicode_is_word(utf8_next(s, end, &start)))
			return true;
	return false;
}

/* [START, END), which is in RUN or, if that is NULL, in none. */
static void
add_piece(struct carry_work *w, size_t start, size_t end,
          const struct align_run *run)
{
	const struct carry_sheet *file = &w->sheets[CARRY_FILE];
	const char *text = buf_str(&w->t->text);
	struct carry_piece p = { .old = SIZE_MAX, .like = CARRY_NONE };
	size_t at;
	int i;

	for (at = start; start < end; start = at)
		if (!unicode_is_space(utf8_next(text, end, &at)))
			break;
	for (at = end; end > start; end = at)
		if (!unicode_is_space(utf8_prev(text, &at)))
			break;
	if (start >= end)
		return;
	p.start = start;
	p.end = end;
	for (i = 0; i < CARRY_SHEETS; i++)
		p.turn[i] = p.section[i] = CARRY_NONE;
	p.turn[CARRY_FILE] = turn_at(file, start);
	p.section[CARRY_FILE] = section_at(file, start);
	/* marks that are the same by themselves may be any */
	if (run && (run->words > 0 || has_word(text, start, end))) {
		p.old = run->old + start - run->new;
		place_in_old(w, &p, p.old);
	}
	vec_push(&w->pieces, p);
}

void
carry_pieces_cut(struct carry_work *w)
{
	struct align_run *runs = sort_runs(w, by_new);
	struct cuts cuts = { 0 };
	size_t i, run = 0;

	find_cuts(w, &cuts);
	for (i = 0; i + 1 < cuts.n; i++) {
		size_t start = cuts.items[i];
		bool inside;

		while (run < w->al->n && runs[run].new + runs[run].len <= start)
			run++;
		inside = run < w->al->n && runs[run].new <= start;
		if (start < cuts.items[i + 1])
			add_piece(w, start, cuts.items[i + 1],
			          inside ? &runs[run] : NULL);
	}
	vec_release(&cuts);
	free(runs);
}

/* --- what was known of it ----------------------------------------------------
 */

static uint32_t
who_is(const struct carry_work *w, const struct carry_piece *p, int sheet)
{
	return p->turn[sheet] == CARRY_NONE
	           ? CARRY_NOBODY
	           : w->sheets[sheet].turns[p->turn[sheet]].who;
}

static const struct transcript_section *
section_of(const struct carry_work *w, const struct carry_piece *p, int sheet)
{
	return p->section[sheet] == CARRY_NONE
	           ? NULL
	           : &w->sheets[sheet].sections[p->section[sheet]];
}

static bool
same_section(const struct transcript_section *a,
             const struct transcript_section *b)
{
	return a && b ? a->kind == b->kind && a->level == b->level : a == b;
}

/* Rules 1 and 2 of carry.h, for a piece that stands somewhere. */
static void
decide(const struct carry_work *w, struct carry_piece *p)
{
	bool now = p->turn[CARRY_FILE] != CARRY_NONE;
	bool was = p->turn[CARRY_BASE] != CARRY_NONE;
	uint32_t who = who_is(w, p, CARRY_FILE);

	p->is_speech = p->turn[CARRY_HAND] != CARRY_NONE;
	p->who = who_is(w, p, CARRY_HAND);
	p->in = p->section[CARRY_HAND];
	if (w->takes_turns && now != was) {
		p->taken = p->is_speech != now;
		p->is_speech = now;
		if (now && p->turn[CARRY_HAND] == CARRY_NONE)
			p->who = who;
	}
	if (w->takes_turns && !same_section(section_of(w, p, CARRY_FILE),
	                                    section_of(w, p, CARRY_BASE))) {
		p->in = p->section[CARRY_FILE];
		p->in_file = true;
	}
	if (w->takes_speakers && now && was && who != CARRY_NOBODY &&
	    who != who_is(w, p, CARRY_BASE) && who != p->who) {
		p->taken = true;
		p->overruled = p->who != who_is(w, p, CARRY_BASE);
		p->who = who;
	}
}

/* As the file has it. */
static void
decide_new(const struct carry_work *w, struct carry_piece *p)
{
	p->is_speech = p->turn[CARRY_FILE] != CARRY_NONE;
	p->who = who_is(w, p, CARRY_FILE);
	p->in = p->section[CARRY_FILE];
	p->in_file = true;
}

/* --- rule 3 -----------------------------------------------------------------
 */

/* Are they in one turn, or section, of the file? */
static bool
together(const struct carry_piece *a, const struct carry_piece *b)
{
	return a->turn[CARRY_FILE] == b->turn[CARRY_FILE] &&
	       a->section[CARRY_FILE] == b->section[CARRY_FILE] &&
	       (a->turn[CARRY_FILE] != CARRY_NONE ||
	        a->section[CARRY_FILE] != CARRY_NONE);
}

/* Can new words go with P?  With a label they would be lost. */
static bool
can_lead(const struct carry_piece *p)
{
	return p->stands && (p->is_speech || p->in != CARRY_NONE);
}

static void
go_with_neighbours(struct carry_work *w)
{
	struct carry_piece *pieces = w->pieces.items;
	size_t i, last = SIZE_MAX;

	for (i = 0; i < w->pieces.n; i++) {
		if (pieces[i].stands)
			pieces[i].like = (uint32_t)i;
		if (can_lead(&pieces[i]))
			last = i;
		else if (!pieces[i].stands && last != SIZE_MAX &&
		         together(&pieces[i], &pieces[last]))
			pieces[i].like = (uint32_t)last;
	}
	for (last = SIZE_MAX; i-- > 0;) {
		struct carry_piece *p = &pieces[i];

		if (can_lead(p))
			last = i;
		else if (!p->stands && last != SIZE_MAX &&
		         together(p, &pieces[last]) &&
		         (p->like == CARRY_NONE || !pieces[p->like].is_speech))
			p->like = (uint32_t)last;
	}
}

/* Does piece I begin a turn of the file of which nothing stood anywhere? */
static bool
begins_turn(const struct carry_work *w, size_t first, size_t i)
{
	const struct carry_piece *p = &w->pieces.items[i];

	if (p->like != CARRY_NONE || p->turn[CARRY_FILE] == CARRY_NONE)
		return false;
	while (i-- > first)
		if (w->pieces.items[i].turn[CARRY_FILE] != CARRY_NONE)
			return w->pieces.items[i].turn[CARRY_FILE] !=
			       p->turn[CARRY_FILE];
	return true;
}

/*
 * The pieces [FIRST, END) are new; [FROM, TO) of the old text is what stood
 * there.  As many turns as were there are put in their places, unless one
 * of those STANDS elsewhere.
 */
static void
replace(struct carry_work *w, const bool *stands, size_t first, size_t end,
        size_t from, size_t to)
{
	const struct carry_sheet *hand = &w->sheets[CARRY_HAND];
	size_t i, n = 0, there = 0, turn;

	for (turn = 0, i = hand->n; turn < i;) {
		size_t mid = turn + (i - turn) / 2;

		if (hand->turns[mid].start < from)
			turn = mid + 1;
		else
			i = mid;
	}
	while (turn + there < hand->n && hand->turns[turn + there].end <= to)
		if (stands[turn + there++])
			return;
	for (i = first; i < end; i++)
		n += begins_turn(w, first, i);
	if (n != there || n == 0)
		return;
	for (i = first; i < end; i++) {
		struct carry_piece *p = &w->pieces.items[i];

		if (begins_turn(w, first, i) && n-- < there)
			turn++;
		if (p->like != CARRY_NONE || p->turn[CARRY_FILE] == CARRY_NONE)
			continue;
		place_in_old(w, p, hand->turns[turn].start);
		decide(w, p);
	}
}

/* All pieces between those that stood somewhere, in the order of both. */
static void
replace_all(struct carry_work *w)
{
	struct carry_piece *pieces = w->pieces.items;
	bool *stands = mem_array(w->sheets[CARRY_HAND].n, sizeof(*stands));
	size_t i, from = 0, first = 0;

	for (i = 0; i < w->pieces.n; i++)
		if (pieces[i].stands &&
		    pieces[i].turn[CARRY_HAND] != CARRY_NONE)
			stands[pieces[i].turn[CARRY_HAND]] = true;
	for (i = 0; i <= w->pieces.n; i++) {
		size_t to = i < w->pieces.n ? pieces[i].old : w->old->len;

		if (to == SIZE_MAX)
			continue;
		/* another text altogether is in nobody's place */
		if (first < i && from <= to && (first > 0 || i < w->pieces.n))
			replace(w, stands, first, i, from, to);
		if (i < w->pieces.n)
			from = to + pieces[i].end - pieces[i].start;
		first = i + 1;
	}
	free(stands);
}

void
carry_pieces_settle(struct carry_work *w)
{
	struct carry_piece *pieces = w->pieces.items;
	size_t i;

	for (i = 0; i < w->pieces.n; i++) {
		if (pieces[i].stands)
			decide(w, &pieces[i]);
	}
	go_with_neighbours(w);
	replace_all(w);
	for (i = 0; i < w->pieces.n; i++) {
		struct carry_piece *p = &pieces[i];

		if (p->stands) {
			p->like = (uint32_t)i;
		} else if (p->like == CARRY_NONE) {
			decide_new(w, p);
		} else {
			p->is_speech = pieces[p->like].is_speech;
			p->who = pieces[p->like].who;
			p->in = pieces[p->like].in;
			p->in_file = pieces[p->like].in_file;
		}
	}
}
