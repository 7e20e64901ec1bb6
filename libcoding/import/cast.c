#include "import/cast.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "import/once.h"

#include <stdlib.h>
#include <string.h>

#define LABEL_BYTES (CUE_LABEL_MAX * 4 + 1)

/* --- the table of labels ------------------------------------------------- */

static uint32_t
hash(const char *s)
{
	uint32_t h = 2166136261u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	return h;
}

static void
grow_slots(struct cast *c)
{
	size_t n = c->n_slots ? c->n_slots * 2 : 64, i, at;

	free(c->slots);
	c->slots = mem_array(n, sizeof(*c->slots));
	c->n_slots = n;
	for (i = 0; i < c->n; i++) {
		at = hash(c->items[i].folded) & (n - 1);
		while (c->slots[at])
			at = (at + 1) & (n - 1);
		c->slots[at] = (uint32_t)i + 1;
	}
}

/* The slot of the label FOLDED, or the free one where it would be. */
static size_t
find_slot(const struct cast *c, const char *folded)
{
	size_t at = hash(folded) & (c->n_slots - 1);

	while (c->slots[at] &&
	       strcmp(c->items[c->slots[at] - 1].folded, folded) != 0)
		at = (at + 1) & (c->n_slots - 1);
	return at;
}

/* The index of the label NAME, folded in FOLDED, added if it is new. */
static uint32_t
find_label(struct cast *c, const char *name, const char *folded)
{
	struct cast_label l = { .speaker = SIZE_MAX };
	size_t at;

	if (c->n_slots < 2 * (c->n + 1))
		grow_slots(c);
	at = find_slot(c, folded);
	if (c->slots[at]) {
		struct cast_label *old = &c->items[c->slots[at] - 1];

		if (!old->seen) { /* known from the command line only */
			free(old->name);
			old->name = mem_str(name);
		}
		return c->slots[at] - 1;
	}
	l.name = mem_str(name);
	l.folded = mem_str(folded);
	l.class = label_classify(name, folded, &l.asks);
	vec_push(c, l);
	c->slots[at] = (uint32_t)c->n;
	return (uint32_t)c->n - 1;
}

/* The same for LEN bytes of S, with their white space made single. */
static uint32_t
add_label(struct cast *c, const char *s, size_t len)
{
	char name[LABEL_BYTES], lower[LABEL_BYTES], *folded;
	bool ascii = true;
	size_t i, n = 0;
	uint32_t index;

	for (i = 0; i < len && n + 1 < sizeof(name); i++) {
		bool nbsp = i + 1 < len && memcmp(s + i, "\xC2\xA0", 2) == 0;

		i += nbsp;
		if (nbsp || s[i] == ' ' || s[i] == '\t') {
			if (n == 0 || name[n - 1] == ' ')
				continue;
			name[n++] = ' ';
			continue;
		}
		ascii &= (unsigned char)s[i] < 0x80;
		name[n++] = s[i];
	}
	name[n] = '\0';
	if (!ascii) {
		folded = unicode_fold(name);
		index = find_label(c, name, folded);
		free(folded);
		return index;
	}
	for (i = 0; i <= n; i++)
		lower[i] = name[i] >= 'A' && name[i] <= 'Z'
		               ? (char)(name[i] + 'a' - 'A')
		               : name[i];
	return find_label(c, name, lower);
}

void
cast_expect(struct cast *c, const char *label, bool asks)
{
	size_t len = strlen(label);
	struct cast_label *l;
	uint32_t index;

	if (len >= LABEL_BYTES) /* longer than any label can be */
		return;
	index = add_label(c, label, len);
	l = &c->items[index];
	l->class = LABEL_KNOWN;
	l->expected = true;
	l->asks |= asks;
}

uint32_t
cast_invent(struct cast *c, const char *label)
{
	uint32_t index = add_label(c, label, strlen(label));

	c->items[index].speaks = c->items[index].seen = true;
	return index;
}

bool
cast_add(struct cast *c, const char *text, struct cue *cue)
{
	struct cast_label *l;
	bool sure;

	if (cue->kind == CUE_TIME) {
		cue->name = UINT32_MAX;
		return true;
	}
	cue->name =
	    add_label(c, text + cue->label, cue->label_end - cue->label);
	l = &c->items[cue->name];
	sure = l->class == LABEL_KNOWN || l->class == LABEL_ID ||
	       (cue->kind == CUE_BRACKET && l->class == LABEL_NAME &&
	        label_is_person(l->name, l->folded));
	if (!sure && (cue->kind == CUE_ALONE || cue->kind == CUE_BRACKET)) {
		/* a short line of speech; a time before it may count */
		c->asides += cue->kind == CUE_BRACKET;
		cue->name = UINT32_MAX;
		cue_drop_label(cue);
		return cue->led > 0;
	}
	l->seen = true;
	l->n[cue->kind]++;
	l->heading += cue->kind == CUE_SPACED && cue->paragraph;
	l->opening += cue->kind == CUE_PLAIN && cue->paragraph;
	return true;
}

void
cast_trust(struct cast *c, const struct cue *cue)
{
	struct cast_label *l = &c->items[cue->name];

	if (l->class == LABEL_NAME && label_is_person(l->name, l->folded))
		l->class = LABEL_KNOWN;
}

void
cast_release(struct cast *c)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		free(c->items[i].name);
		free(c->items[i].folded);
	}
	free(c->items);
	free(c->slots);
	memset(c, 0, sizeof(*c));
}

/* --- the decision -------------------------------------------------------- */

static size_t
colons(const struct cast_label *l)
{
	return l->n[CUE_PLAIN] + l->n[CUE_TIMED] + l->n[CUE_BOLD];
}

/* How many of the cues of STYLE that L has may count. */
static size_t
count(const struct cast *c, const struct cast_label *l, enum cast_style style)
{
	switch (style) {
	case CAST_COLON:
		if (c->opening && l->class <= LABEL_NAME)
			return colons(l) - l->n[CUE_PLAIN] + l->opening;
		return colons(l);
	case CAST_SPACED:
		return l->n[CUE_SPACED];
	case CAST_ALONE:
		return l->n[CUE_ALONE] + l->n[CUE_HEAD];
	case CAST_BRACKET:
		return l->n[CUE_BRACKET];
	default:
		return 0;
	}
}

/* Do most plain labels open a paragraph?  Then a name elsewhere is speech. */
static bool
labels_open_paragraphs(const struct cast *c)
{
	size_t i, n = 0, opening = 0;

	for (i = 0; i < c->n; i++) {
		if (c->items[i].class == LABEL_NEVER)
			continue;
		n += c->items[i].n[CUE_PLAIN];
		opening += c->items[i].opening;
	}
	return 2 * opening >= n;
}

/* What each label has to show by itself. */
static void
judge_labels(struct cast *c, enum cast_style style)
{
	size_t i, n, pairs = 0, total = 0;

	for (i = 0; i < c->n; i++) {
		const struct cast_label *l = &c->items[i];

		n = count(c, l, style);
		pairs += n > 0 && l->class == LABEL_PAIR;
		if (l->class >= LABEL_PAIR || n >= 2)
			total += l->class == LABEL_NEVER ? 0 : n;
	}
	for (i = 0; i < c->n; i++) {
		struct cast_label *l = &c->items[i];

		n = count(c, l, style);
		l->speaks = n > 0;
		if (l->class == LABEL_NEVER)
			l->speaks = false;
		else if (l->class == LABEL_OTHER)
			l->speaks = n >= 2 && 5 * n >= total;
		else if (l->class == LABEL_NAME)
			l->speaks = n >= 2;
		else if (l->class == LABEL_PAIR)
			l->speaks =
			    n >= 2 || (pairs >= 2 && n > 0 &&
			               (!c->opening || l->n[CUE_PLAIN] == 0 ||
			                l->opening > 0));
	}
}

/* How many cues the labels that speak have; those of one kind or all. */
static size_t
total_cues(const struct cast *c, enum cast_style style, int kind)
{
	size_t i, n = 0;

	for (i = 0; i < c->n; i++)
		if (c->items[i].speaks)
			n += kind < 0 ? count(c, &c->items[i], style)
			              : c->items[i].n[kind];
	return n;
}

/*
 * Where most are bold, or most have a time, every label written so speaks,
 * and one that is never written so has to speak often.  Are most so?
 */
static bool
judge_dressed(struct cast *c)
{
	size_t total = total_cues(c, CAST_COLON, -1), i;
	int kind = -1;

	if (2 * total_cues(c, CAST_COLON, CUE_BOLD) > total)
		kind = CUE_BOLD;
	else if (2 * total_cues(c, CAST_COLON, CUE_TIMED) > total)
		kind = CUE_TIMED;
	for (i = 0; kind >= 0 && i < c->n; i++) {
		struct cast_label *l = &c->items[i];

		if (l->n[kind] > 0)
			l->speaks = true;
		else if (l->class <= LABEL_NAME)
			l->speaks &= 5 * colons(l) >= total;
	}
	return kind >= 0;
}

/* Names beside a time, once some of them speak: each of them does. */
static void
judge_spaced(struct cast *c)
{
	bool speak = total_cues(c, CAST_SPACED, -1) > 0;
	size_t i;

	for (i = 0; speak && i < c->n; i++)
		c->items[i].speaks |=
		    c->items[i].class == LABEL_NAME && c->items[i].heading > 0;
}

/* Somebody must have answered the interviewer, be it only once. */
static void
find_answerer(struct cast *c, enum cast_style style)
{
	struct cast_label *best = NULL;
	size_t i, n, most = 0;
	bool asked = false;

	for (i = 0; i < c->n; i++) {
		struct cast_label *l = &c->items[i];

		if (l->speaks && !l->asks)
			return;
		asked |= l->speaks;
		n = l->speaks ? 0 : count(c, l, style);
		if (l->class >= LABEL_NAME && n > most) {
			best = l;
			most = n;
		}
	}
	if (asked && best)
		best->speaks = true;
}

/* Of two turns in a row, are at least half by different labels? */
static bool
take_turns(const struct cast *c, const struct cue *cues, size_t n)
{
	size_t i, pairs = 0, changes = 0;
	uint32_t last = UINT32_MAX;

	for (i = 0; i < n; i++) {
		if (!cast_takes(c, &cues[i]))
			continue;
		if (last != UINT32_MAX) {
			pairs++;
			changes += cues[i].name != last;
		}
		last = cues[i].name;
	}
	return 2 * changes >= pairs;
}

/* Do most of the labels that speak have a time? */
static bool
have_times(const struct cast *c)
{
	size_t timed = total_cues(c, c->style, CUE_TIMED);

	return c->style == CAST_SPACED ||
	       (c->style == CAST_COLON &&
	        2 * timed > total_cues(c, c->style, -1));
}

/* Is this a conversation at all? */
static bool
is_conversation(const struct cast *c, const struct cue *cues, size_t n_cues,
                const struct cast_text *text)
{
	size_t paragraphs = text->paragraphs;
	size_t n = total_cues(c, c->style, -1), labels = 0, i;
	enum label_class best = LABEL_NEVER;
	bool opens, expected = false;

	if (n == 0)
		return false;
	for (i = 0; i < c->n; i++) {
		const struct cast_label *l = &c->items[i];

		if (!l->speaks)
			continue;
		labels++;
		expected |= l->expected;
		best = l->class > best ? l->class : best;
	}
	if (expected)
		return true;
	opens = cues[0].line <= text->first && cast_takes(c, &cues[0]);
	if (c->style == CAST_ALONE && (labels < 2 || n < 3))
		return false; /* a short line is soon mistaken */
	if (c->style == CAST_BRACKET)
		return 2 * n >= paragraphs &&
		       (best != LABEL_NAME || (labels >= 2 && n > c->asides &&
		                               take_turns(c, cues, n_cues)));
	if (best >= LABEL_ID && opens)
		return true;
	if (best == LABEL_PAIR || best == LABEL_KNOWN)
		return n >= 2;
	if (best == LABEL_ID)
		return 5 * n >= paragraphs;
	if (labels == 1)
		return 2 * n >= paragraphs;
	return 5 * n >= paragraphs &&
	       (have_times(c) || take_turns(c, cues, n_cues));
}

/* "p1 & p2": the parts of L, if each is a speaker.  How many; 0: it is one. */
static size_t
find_parts(const struct cast *c, const struct cast_label *l,
           uint32_t parts[CAST_PARTS_MAX])
{
	static const char *const joints[] = { " & ", " + ", " and ", ", ",
		                              "/" };
	const char *s = l->folded;
	size_t n = 0;

	for (;;) {
		const char *cut = NULL, *end = s + strlen(s);
		char part[LABEL_BYTES];
		size_t i, joint = 0, slot;

		for (i = 0; i < sizeof(joints) / sizeof(*joints); i++) {
			cut = strstr(s, joints[i]);
			if (cut && cut < end) {
				end = cut;
				joint = strlen(joints[i]);
			}
		}
		if (n == CAST_PARTS_MAX || (n == 0 && joint == 0) ||
		    end - s >= (ptrdiff_t)sizeof(part))
			return 0;
		memcpy(part, s, (size_t)(end - s));
		part[end - s] = '\0';
		slot = find_slot(c, part);
		if (!c->slots[slot] || !c->items[c->slots[slot] - 1].speaks)
			return 0;
		parts[n++] = c->slots[slot] - 1;
		if (joint == 0)
			return n;
		s = end + joint;
	}
}

/* Labels that name several speakers at once are those speakers'. */
static void
split_labels(struct cast *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		c->items[i].n_parts =
		    find_parts(c, &c->items[i], c->items[i].parts);
	for (i = 0; i < c->n; i++)
		c->items[i].speaks |= c->items[i].n_parts > 0;
}

/* Decide as if STYLE were the document's; how many cues then speak. */
static size_t
try_style(struct cast *c, enum cast_style style, const struct cue *cues,
          size_t n, const struct cast_text *text)
{
	bool dressed = false;
	size_t i;

	c->style = style;
	judge_labels(c, style);
	if (style == CAST_COLON)
		dressed = judge_dressed(c);
	if (style == CAST_SPACED)
		judge_spaced(c);
	find_answerer(c, style);
	if (style == CAST_COLON && !dressed)
		once_judge(c, text);
	if (!is_conversation(c, cues, n, text))
		for (i = 0; i < c->n; i++)
			c->items[i].speaks = false;
	return total_cues(c, style, -1);
}

void
cast_decide(struct cast *c, const struct cue *cues, size_t n,
            const struct cast_text *text)
{
	enum cast_style style, best = CAST_NOBODY;
	size_t most = 0, times = 0, i;

	c->opening = labels_open_paragraphs(c);
	for (style = CAST_COLON; style <= CAST_BRACKET; style++) {
		size_t speak = try_style(c, style, cues, n, text);

		if (speak > most) {
			most = speak;
			best = style;
		}
	}
	for (i = 0; i < n; i++)
		times += cues[i].led > 0;
	if (best != CAST_NOBODY)
		try_style(c, best, cues, n, text);
	else if (times >= 2 && 2 * times >= text->paragraphs)
		best = CAST_TIMES;
	c->style = best;
	split_labels(c);
}

void
cast_take_all(struct cast *c)
{
	size_t i;

	c->style = CAST_COLON;
	for (i = 0; i < c->n; i++)
		c->items[i].speaks = true;
	split_labels(c);
}

bool
cast_takes(const struct cast *c, const struct cue *cue)
{
	const struct cast_label *l;

	if (c->style == CAST_TIMES)
		return cue->led > 0;
	if (c->style == CAST_NOBODY || cue->kind == CUE_TIME)
		return false;
	l = &c->items[cue->name];
	if (!l->speaks)
		return false;
	switch (cue->kind) {
	case CUE_SPACED:
		return c->style == CAST_SPACED;
	case CUE_ALONE:
	case CUE_HEAD:
		return c->style == CAST_ALONE;
	case CUE_BRACKET:
		return c->style == CAST_BRACKET;
	default:
		return cue->kind != CUE_PLAIN || cue->paragraph ||
		       !c->opening || l->class > LABEL_NAME;
	}
}

enum speaker_role
cast_role(const struct cast *c, const struct cast_label *l)
{
	size_t i;

	if (l->asks)
		return ROLE_INTERVIEWER;
	if (strncmp(l->folded, "interpreter", strlen("interpreter")) == 0)
		return ROLE_INTERPRETER;
	if (l->class == LABEL_NEVER)
		return ROLE_OTHER;
	if (strcmp(l->folded, "i") != 0)
		return ROLE_PARTICIPANT;
	/* "I" asks where the others are IDs, letters or single names */
	for (i = 0; i < c->n; i++)
		if (c->items[i].speaks && c->items[i].class <= LABEL_NAME &&
		    strchr(c->items[i].folded, ' '))
			return ROLE_PARTICIPANT;
	return ROLE_INTERVIEWER;
}
