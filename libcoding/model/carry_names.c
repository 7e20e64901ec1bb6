/* Who speaks: labels of three layouts as one list, and who was renamed. */
#include "model/carry_private.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

static uint32_t
add_name(struct carry_names *names, const char *label, enum speaker_role role)
{
	char *folded = unicode_fold(label);
	uint32_t i;

	for (i = 0; i < names->n; i++)
		if (strcmp(names->items[i].folded, folded) == 0)
			break;
	if (i == names->n) {
		vec_reserve(names, 1);
		memset(&names->items[i], 0, sizeof(*names->items));
		names->items[i].label = mem_str(label);
		names->items[i].folded = folded;
		names->items[i].role = role;
		names->items[i].now = i;
		names->n++;
		folded = NULL;
	}
	free(folded);
	return i;
}

static uint32_t *
add_names(struct carry_names *names, const struct transcript *t)
{
	uint32_t *map = mem_array(t->speakers.n, sizeof(*map));
	size_t i;

	for (i = 0; i < t->speakers.n; i++)
		map[i] = add_name(names, t->speakers.items[i].label,
		                  t->speakers.items[i].role);
	return map;
}

static void
read_transcript(struct carry_sheet *s, const struct transcript *t)
{
	size_t i;

	s->n = t->turns.n;
	s->turns = mem_array(s->n, sizeof(*s->turns));
	for (i = 0; i < s->n; i++) {
		const struct transcript_turn *from = &t->turns.items[i];

		s->turns[i].start = from->start;
		s->turns[i].end = from->end;
		s->turns[i].start_ms = from->start_ms;
		s->turns[i].end_ms = from->end_ms;
	}
	s->sections = t->sections.items;
	s->n_sections = t->sections.n;
}

static void
read_view(struct carry_sheet *s, const struct transcript_view *v)
{
	size_t i;

	s->n = v->n_turns;
	s->turns = mem_array(s->n, sizeof(*s->turns));
	for (i = 0; i < s->n; i++) {
		const struct turn *from = &v->turns[i];

		s->turns[i].start = from->start;
		s->turns[i].end = from->end;
		s->turns[i].start_ms = from->start_ms;
		s->turns[i].end_ms = from->end_ms;
	}
	s->sections = v->sections;
	s->n_sections = v->n_sections;
}

void
carry_names_read(struct carry_work *w)
{
	struct carry_names *names = &w->names;
	size_t i;

	for (i = 0; i < w->old->n_speakers; i++)
		add_name(names, w->old->speakers[i].label,
		         w->old->speakers[i].role);
	names->n_old = names->n;
	if (w->base)
		names->base = add_names(names, w->base);
	names->file = add_names(names, w->t);
	read_transcript(&w->sheets[CARRY_FILE], w->t);
	if (w->base)
		read_transcript(&w->sheets[CARRY_BASE], w->base);
	else
		read_view(&w->sheets[CARRY_BASE], w->old);
	read_view(&w->sheets[CARRY_HAND], w->old);
}

/* --- sets ------------------------------------------------------------------
 */

/* The set of the N speakers in WHO, which is put in order. */
static uint32_t
find_set(struct carry_names *names, uint32_t *who, size_t n)
{
	struct carry_set set = { names->members.n, 0 };
	size_t i, k;

	for (i = 1; i < n; i++)
		for (k = i; k > 0 && who[k - 1] > who[k]; k--) {
			uint32_t other = who[k];

			who[k] = who[k - 1];
			who[k - 1] = other;
		}
	for (i = 0; i < n; i++)
		if (i == 0 || who[i] != who[i - 1])
			who[set.n++] = who[i];
	if (set.n == 0 && names->sets.n > 0)
		return CARRY_NOBODY;
	if (set.n == 1 && names->items[who[0]].set)
		return names->items[who[0]].set;
	for (i = 0; i < names->sets.n && set.n > 1; i++) {
		const struct carry_set *other = &names->sets.items[i];

		if (other->n == set.n &&
		    memcmp(names->members.items + other->first, who,
		           set.n * sizeof(*who)) == 0)
			return (uint32_t)i;
	}
	for (i = 0; i < set.n; i++)
		vec_push(&names->members, who[i]);
	if (set.n == 1)
		names->items[who[0]].set = (uint32_t)names->sets.n;
	vec_push(&names->sets, set);
	return (uint32_t)names->sets.n - 1;
}

/*
 * The set of a turn of N speakers, which stand in AT from FIRST on: numbers
 * by MAP, or, without one, by themselves.
 */
static uint32_t
name_turn(struct carry_names *names, const size_t *at, size_t first, size_t n,
          const uint32_t *map)
{
	uint32_t *who = mem_array(n, sizeof(*who)), set;
	size_t i;

	for (i = 0; i < n; i++) {
		size_t speaker = at[first + i];

		who[i] =
		    names->items[map ? map[speaker] : (uint32_t)speaker].now;
	}
	set = find_set(names, who, n);
	free(who);
	return set;
}

static void
name_turns(struct carry_names *names, struct carry_sheet *s,
           const struct transcript *t, const uint32_t *map)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		s->turns[i].who = name_turn(names, t->turn_speakers.items,
		                            t->turns.items[i].first_speaker,
		                            t->turns.items[i].speakers, map);
}

static void
name_view(struct carry_names *names, struct carry_sheet *s,
          const struct transcript_view *v)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		s->turns[i].who = name_turn(names, v->turn_speakers,
		                            v->turns[i].first_speaker,
		                            v->turns[i].speakers, NULL);
}

/* --- who was renamed -------------------------------------------------------
 */

/* Whom each label of the file stands for, and by which each one goes. */
struct links {
	uint32_t *of; /* CARRY_NONE: not known yet; CLASH: several */
	uint32_t *by;
};

#define CLASH (UINT32_MAX - 1)

static void
link_to(uint32_t *place, uint32_t who)
{
	if (*place == CARRY_NONE)
		*place = who;
	else if (*place != who)
		*place = CLASH;
}

/* The only speaker of turn I of the file, or CLASH. */
static uint32_t
of_file(const struct carry_work *w, size_t i)
{
	const struct transcript_turn *t = &w->t->turns.items[i];

	return t->speakers != 1
	           ? CLASH
	           : w->names.file[w->t->turn_speakers.items[t->first_speaker]];
}

static uint32_t
of_base(const struct carry_work *w, size_t i)
{
	const struct transcript_turn *t;

	if (!w->base)
		return w->old->turns[i].speakers != 1
		           ? CLASH
		           : (uint32_t)
		                 w->old->turn_speakers[w->old->turns[i]
		                                           .first_speaker];
	t = &w->base->turns.items[i];
	return t->speakers != 1
	           ? CLASH
	           : w->names
	                 .base[w->base->turn_speakers.items[t->first_speaker]];
}

/* Who is in the base, or is one of the document's, is no new label. */
static void
rule_out(const struct carry_work *w, struct links *l)
{
	size_t i;

	for (i = 0; i < w->names.n_old; i++)
		l->of[i] = CLASH;
	for (i = 0; w->base && i < w->base->speakers.n; i++)
		l->of[w->names.base[i]] = CLASH;
	for (i = 0; i < w->t->speakers.n; i++)
		l->by[w->names.file[i]] = CLASH;
}

static void
find_links(const struct carry_work *w, struct links *l)
{
	size_t i;

	for (i = 0; i < w->pieces.n; i++) {
		const struct carry_piece *p = &w->pieces.items[i];
		uint32_t now, was;

		if (!p->stands || p->turn[CARRY_FILE] == CARRY_NONE ||
		    p->turn[CARRY_BASE] == CARRY_NONE)
			continue;
		now = of_file(w, p->turn[CARRY_FILE]);
		was = of_base(w, p->turn[CARRY_BASE]);
		if (now < CLASH)
			link_to(&l->of[now], was);
		if (was < CLASH)
			link_to(&l->by[was], now);
	}
}

void
carry_names_rename(struct carry_work *w, struct carry *out)
{
	struct carry_names *names = &w->names;
	struct links l = { mem_array(names->n, sizeof(*l.of)),
		           mem_array(names->n, sizeof(*l.by)) };
	size_t i;

	memset(l.of, 0xFF, names->n * sizeof(*l.of));
	memset(l.by, 0xFF, names->n * sizeof(*l.by));
	rule_out(w, &l);
	find_links(w, &l);
	for (i = 0; i < names->n_old; i++) {
		uint32_t now = l.by[i];
		struct carry_rename r = { .speaker = w->old->speakers[i].id };

		if (now >= CLASH || l.of[now] != i)
			continue;
		names->items[now].now = (uint32_t)i;
		r.was = mem_str(names->items[i].label);
		r.now = mem_str(names->items[now].label);
		vec_push(&out->renames, r);
		free(names->items[i].label);
		names->items[i].label = mem_str(r.now);
	}
	free(l.of);
	free(l.by);
	find_set(names, NULL, 0);
	name_turns(names, &w->sheets[CARRY_FILE], w->t, names->file);
	if (w->base)
		name_turns(names, &w->sheets[CARRY_BASE], w->base, names->base);
	else
		name_view(names, &w->sheets[CARRY_BASE], w->old);
	name_view(names, &w->sheets[CARRY_HAND], w->old);
}

void
carry_names_release(struct carry_work *w)
{
	struct carry_names *names = &w->names;
	size_t i;

	for (i = 0; i < names->n; i++) {
		free(names->items[i].label);
		free(names->items[i].folded);
	}
	for (i = 0; i < CARRY_SHEETS; i++)
		free(w->sheets[i].turns);
	free(names->file);
	free(names->base);
	vec_release(&names->members);
	vec_release(&names->sets);
	vec_release(names);
}
