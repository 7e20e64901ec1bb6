#include "model/carry.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "model/carry_private.h"

#include <stdlib.h>
#include <string.h>

/* What is made of the pieces. */
struct making {
	struct carry_work *w;
	struct carry *out;
	/* by turn of each layout: its first and last piece of speech */
	size_t *first[CARRY_SHEETS], *last[CARRY_SHEETS];
	struct transcript made; /* no text, no speakers' labels */
	uint32_t *numbers;      /* by speaker in names: in made, CARRY_NONE */
};

static bool
has_times(const struct transcript *t)
{
	size_t i;

	for (i = 0; i < t->turns.n; i++)
		if (t->turns.items[i].start_ms != TURN_NO_TIME)
			return true;
	return false;
}

/* --- where turns begin and end ---------------------------------------------
 */

static bool
limits(const struct carry_piece *a, const struct carry_piece *b, int sheet)
{
	return a->turn[sheet] != b->turn[sheet];
}

/* Do two pieces of speech that follow each other belong to two turns? */
static bool
parts(const struct carry_work *w, const struct carry_piece *x,
      const struct carry_piece *y, bool *taken)
{
	const struct carry_piece *a, *b;
	bool file = limits(x, y, CARRY_FILE), base, hand;

	*taken = false;
	if (x->like == CARRY_NONE || y->like == CARRY_NONE)
		return file || x->who != y->who;
	if (x->like == y->like)
		return false;
	a = &w->pieces.items[x->like];
	b = &w->pieces.items[y->like];
	base = limits(a, b, CARRY_BASE);
	hand = limits(a, b, CARRY_HAND);
	if (x->who != y->who)
		return true;
	if (!w->takes_turns || file == base)
		return hand;
	*taken = file != hand;
	return file;
}

/* The first and the last piece of each turn, of those that stand in it. */
static void
find_ends(struct making *m)
{
	const struct carry_work *w = m->w;
	size_t i;
	int s;

	for (s = 0; s < CARRY_SHEETS; s++) {
		m->first[s] = mem_array(w->sheets[s].n, sizeof(size_t));
		m->last[s] = mem_array(w->sheets[s].n, sizeof(size_t));
		for (i = 0; i < w->sheets[s].n; i++)
			m->first[s][i] = SIZE_MAX;
	}
	for (i = 0; i < w->pieces.n; i++) {
		const struct carry_piece *p = &w->pieces.items[i];

		for (s = 0; s < CARRY_SHEETS && p->is_speech; s++) {
			uint32_t turn = p->turn[s];

			if (turn == CARRY_NONE ||
			    (s != CARRY_FILE && !p->stands))
				continue;
			if (m->first[s][turn] == SIZE_MAX)
				m->first[s][turn] = i;
			m->last[s][turn] = i;
		}
	}
}

/* Piece I's turn in a layout begins, or ends, there. */
static bool
is_end(const struct making *m, int sheet, size_t i, bool begins)
{
	uint32_t turn =
	    i == SIZE_MAX ? CARRY_NONE : m->w->pieces.items[i].turn[sheet];

	return turn != CARRY_NONE &&
	       i == (begins ? m->first[sheet][turn] : m->last[sheet][turn]);
}

static int64_t
time_of(const struct making *m, int sheet, size_t i, bool begins)
{
	const struct carry_turn *t;

	if (!is_end(m, sheet, i, begins))
		return TURN_NO_TIME;
	t = &m->w->sheets[sheet].turns[m->w->pieces.items[i].turn[sheet]];
	return begins ? t->start_ms : t->end_ms;
}

/*
 * When a turn begins, or ends, whose piece at that end is EDGE, and STANDING
 * the one of those that stand somewhere (SIZE_MAX: none).
 */
static int64_t
settle_time(const struct making *m, size_t edge, size_t standing, bool begins,
            bool *taken)
{
	int64_t file = time_of(m, CARRY_FILE, edge, begins);
	int64_t base = time_of(m, CARRY_BASE, standing, begins);
	int64_t hand = time_of(m, CARRY_HAND, standing, begins);

	if (!m->w->takes_times || file == TURN_NO_TIME ||
	    (file == base && is_end(m, CARRY_HAND, standing, begins)))
		return hand;
	*taken = *taken || (standing != SIZE_MAX && file != hand);
	return file;
}

/* --- making ----------------------------------------------------------------
 */

static void
add_speakers(struct making *m, uint32_t set, struct transcript_turn *turn)
{
	const struct carry_names *names = &m->w->names;
	const struct carry_set *s = &names->sets.items[set];
	size_t i;

	turn->first_speaker = m->made.turn_speakers.n;
	turn->speakers = s->n;
	for (i = 0; i < s->n; i++) {
		uint32_t who = names->members.items[s->first + i];

		if (m->numbers[who] == CARRY_NONE) {
			struct transcript_speaker speaker = {
				mem_str(names->items[who].label),
				names->items[who].role
			};

			m->numbers[who] = (uint32_t)m->made.speakers.n;
			vec_push(&m->made.speakers, speaker);
		}
		vec_push(&m->made.turn_speakers, m->numbers[who]);
	}
}

/* Is TURN, of WHO, just what the file says? */
static bool
as_file(const struct making *m, const struct transcript_turn *turn,
        uint32_t who, uint32_t file)
{
	const struct carry_turn *t;

	if (file == CARRY_NONE)
		return false;
	t = &m->w->sheets[CARRY_FILE].turns[file];
	return t->start == turn->start && t->end == turn->end &&
	       t->start_ms == turn->start_ms && t->end_ms == turn->end_ms &&
	       t->who == who;
}

/*
 * Is piece I speech only because turns were joined over it, and is now at the
 * edge of one?
 */
static bool
is_left_over(const struct making *m, size_t i, bool begins)
{
	const struct carry_piece *p = &m->w->pieces.items[i];

	return !p->is_speech ||
	       (p->stands && p->turn[CARRY_FILE] == CARRY_NONE &&
	        p->turn[CARRY_BASE] == CARRY_NONE &&
	        !is_end(m, CARRY_HAND, i, begins));
}

/* The pieces [FIRST, LAST] are a turn, but those that are no speech. */
static void
add_turn(struct making *m, size_t first, size_t last, bool taken)
{
	const struct carry_piece *p = m->w->pieces.items;
	size_t from = SIZE_MAX, to = SIZE_MAX, i;
	struct transcript_turn turn = { 0 };
	bool overruled = false;

	while (first < last && is_left_over(m, first, true))
		first++;
	while (first < last && is_left_over(m, last, false))
		last--;
	for (i = first; i <= last; i++) {
		if (!p[i].is_speech)
			continue;
		if (p[i].stands) {
			from = from == SIZE_MAX ? i : from;
			to = i;
		}
		taken = taken || p[i].taken;
		overruled = overruled || p[i].overruled;
	}
	turn.start = p[first].start;
	turn.end = p[last].end;
	turn.start_ms = settle_time(m, first, from, true, &taken);
	turn.end_ms = settle_time(m, last, to, false, &taken);
	add_speakers(m, p[first].who, &turn);
	vec_push(&m->made.turns, turn);
	m->out->taken += taken;
	m->out->kept +=
	    !as_file(m, &turn, p[first].who, p[first].turn[CARRY_FILE]);
	if (overruled && m->out->overruled++ == 0)
		m->out->first_overruled = (int)m->made.turns.n;
}

static void
make_turns(struct making *m)
{
	const struct carry_work *w = m->w;
	size_t i, first = SIZE_MAX, last = SIZE_MAX;
	bool taken = false, next = false;

	for (i = 0; i < w->pieces.n; i++) {
		const struct carry_piece *p = &w->pieces.items[i];

		if (!p->is_speech)
			continue;
		if (first == SIZE_MAX) {
			first = i;
		} else if (parts(w, &w->pieces.items[last], p, &next)) {
			add_turn(m, first, last, taken);
			first = i;
			taken = next;
		} else {
			taken = taken || next;
		}
		last = i;
	}
	if (first != SIZE_MAX)
		add_turn(m, first, last, taken);
}

static void
make_sections(struct making *m)
{
	const struct carry_work *w = m->w;
	const struct carry_piece *last = NULL;
	size_t i;

	for (i = 0; i < w->pieces.n; i++) {
		const struct carry_piece *p = &w->pieces.items[i];
		struct transcript_section s;

		if (p->in == CARRY_NONE) {
			last = NULL;
			continue;
		}
		if (last && last->in == p->in && last->in_file == p->in_file) {
			m->made.sections.items[m->made.sections.n - 1].end =
			    p->end;
			continue;
		}
		s = w->sheets[p->in_file ? CARRY_FILE : CARRY_HAND]
		        .sections[p->in];
		s.start = p->start;
		s.end = p->end;
		vec_push(&m->made.sections, s);
		last = p;
	}
}

/* --- what came of it --------------------------------------------------------
 */

/* Does LABEL stand somewhere in [START, END) of TEXT? */
static bool
has_label(const char *text, size_t start, size_t end, const char *label)
{
	char *part = mem_strn(text + start, end - start);
	char *folded = unicode_fold(part), *other = unicode_fold(label);
	bool found = strstr(folded, other) != NULL;

	free(part);
	free(folded);
	free(other);
	return found;
}

/*
 * Piece AT began TURN, which stood behind LABEL in the text.  Does its line go
 * on in it now with words that were said before, without that label?  Then
 * somebody has put the two together; a paragraph by itself may only lack its
 * label, and in captions no label is missed.
 */
static bool
was_joined(const struct carry_work *w, size_t at, size_t turn,
           const char *label)
{
	const struct carry_piece *p = w->pieces.items, *before;
	const struct turn *old = &w->old->turns[turn];
	const char *text = buf_str(&w->t->text);
	size_t i = at;

	while (i > 0 && !p[i - 1].stands)
		i--;
	if (i == 0)
		return false;
	before = &p[i - 1];
	return before->is_speech && before->turn[CARRY_HAND] != CARRY_NONE &&
	       has_label(w->old->text, turn > 0 ? old[-1].end : 0, old->start,
	                 label) &&
	       !memchr(text + before->end, '\n', p[at].start - before->end) &&
	       !has_label(text, before->end, p[at].start, label);
}

/*
 * Somebody who spoke, and speaks no longer though words of theirs are still
 * there, in the midst of others': whoever made the file did not say so.
 */
static void
find_lost(struct making *m)
{
	const struct carry_work *w = m->w;
	bool *begins = mem_array(w->pieces.n, sizeof(*begins));
	const char *label;
	size_t i, k, at = 0;

	for (i = 0; i < m->made.turns.n; i++) {
		while (w->pieces.items[at].start < m->made.turns.items[i].start)
			at++;
		begins[at] = true;
	}
	for (i = 0; i < w->sheets[CARRY_HAND].n && !m->out->lost; i++) {
		const struct turn *t = &w->old->turns[i];

		at = m->first[CARRY_HAND][i];
		if (at == SIZE_MAX || begins[at])
			continue;
		for (k = 0; k < t->speakers && !m->out->lost; k++) {
			size_t who =
			    w->old->turn_speakers[t->first_speaker + k];

			label = w->old->speakers[who].label;
			if (m->numbers[who] == CARRY_NONE &&
			    !was_joined(w, at, i, label))
				m->out->lost = mem_str(label);
		}
	}
	free(begins);
}

static bool
same_turn(const struct making *m, size_t i)
{
	const struct transcript_turn *a = &m->made.turns.items[i];
	const struct turn *b = &m->w->old->turns[i];
	size_t k, n;

	if (a->start != b->start || a->end != b->end ||
	    a->start_ms != b->start_ms || a->end_ms != b->end_ms ||
	    a->speakers != b->speakers)
		return false;
	for (k = 0; k < b->speakers; k++) {
		size_t who = m->w->old->turn_speakers[b->first_speaker + k];

		for (n = 0; n < a->speakers; n++)
			if (m->made.turn_speakers.items[a->first_speaker + n] ==
			    m->numbers[who])
				break;
		if (n == a->speakers)
			return false;
	}
	return true;
}

/* Are the sections made those of S, N of them? */
static bool
same_sections(const struct making *m, const struct transcript_section *s,
              size_t n)
{
	size_t i;

	if (m->made.sections.n != n)
		return false;
	for (i = 0; i < n; i++) {
		const struct transcript_section *made =
		    &m->made.sections.items[i];

		if (made->start != s[i].start || made->end != s[i].end ||
		    made->level != s[i].level || made->kind != s[i].kind)
			return false;
	}
	return true;
}

static bool
differs(const struct making *m)
{
	const struct transcript_view *old = m->w->old;
	bool same = m->made.turns.n == old->n_turns && m->out->renames.n == 0;
	size_t i;

	for (i = 0; i < m->made.turns.n && same; i++)
		same = same_turn(m, i);
	return !same || !same_sections(m, old->sections, old->n_sections);
}

static void
compare(struct making *m)
{
	const struct transcript_view *old = m->w->old;
	size_t i;

	find_lost(m);
	m->out->differs = differs(m);
	for (i = 0; i < old->n_turns && !has_times(&m->made); i++)
		m->out->has_lost_times = m->out->has_lost_times ||
		                         old->turns[i].start_ms != TURN_NO_TIME;
}

/* --- all -------------------------------------------------------------------
 */

void
carry_turns(const struct transcript_view *old, const struct transcript *base,
            bool is_alike, const struct alignment *al, struct transcript *t,
            struct carry *out)
{
	struct carry_work w = { .old = old, .base = base, .t = t, .al = al };
	struct making m = { .w = &w, .out = out };
	size_t i;

	memset(out, 0, sizeof(*out));
	w.takes_speakers = t->turn_speakers.n > 0;
	w.takes_times = has_times(t);
	w.takes_turns = is_alike || w.takes_speakers || w.takes_times;
	carry_names_read(&w);
	carry_pieces_cut(&w);
	carry_names_rename(&w, out);
	carry_pieces_settle(&w);
	m.numbers = mem_array(w.names.n, sizeof(*m.numbers));
	memset(m.numbers, 0xFF, w.names.n * sizeof(*m.numbers));
	find_ends(&m);
	make_turns(&m);
	make_sections(&m);
	compare(&m);
	transcript_exchange(t, &m.made);
	transcript_release(&m.made);
	transcript_find_asides(t);
	for (i = 0; i < CARRY_SHEETS; i++) {
		free(m.first[i]);
		free(m.last[i]);
	}
	free(m.numbers);
	vec_release(&w.pieces);
	carry_names_release(&w);
}

void
carry_release(struct carry *c)
{
	size_t i;

	for (i = 0; i < c->renames.n; i++) {
		free(c->renames.items[i].was);
		free(c->renames.items[i].now);
	}
	vec_release(&c->renames);
	free(c->lost);
	memset(c, 0, sizeof(*c));
}
