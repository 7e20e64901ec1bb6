#include "model/layout_text.h"

#include "base/vec.h"

#include <string.h>

#define DIGITS 18 /* of a number that surely fits into 64 bits */

static const char *const section_kinds[] = { "heading", "question", "note" };

#define N_KINDS (sizeof(section_kinds) / sizeof(*section_kinds))

/* --- writing -------------------------------------------------------------- */

static void
add_number(struct buf *out, int64_t n, char before)
{
	char digits[24], *at = digits + sizeof(digits);
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do
		*--at = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (n < 0)
		*--at = '-';
	*--at = before;
	buf_add(out, at, (size_t)(digits + sizeof(digits) - at));
}

static void
add_time(struct buf *out, int64_t ms)
{
	if (ms == TURN_NO_TIME)
		buf_add(out, ",null", 5);
	else
		add_number(out, ms, ',');
}

/* Those of N speakers that are greater than LAST: the least, or 0. */
static int64_t
next_speaker(const size_t *indexes, size_t n, const int64_t *ids, int64_t last)
{
	int64_t least = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		int64_t id = ids[indexes[i]];

		if (id > last && (least == 0 || id < least))
			least = id;
	}
	return least;
}

static void
begin_item(struct buf *out, size_t i, size_t start, size_t end)
{
	if (i > 0)
		buf_addc(out, ',');
	add_number(out, (int64_t)start, '[');
	add_number(out, (int64_t)end, ',');
}

void
layout_text_turns(struct buf *out, const struct turn *turns, size_t n,
                  const size_t *indexes, const int64_t *ids)
{
	size_t i;

	buf_addc(out, '[');
	for (i = 0; i < n; i++) {
		const struct turn *t = &turns[i];
		int64_t id = 0;

		begin_item(out, i, t->start, t->end);
		add_time(out, t->start_ms);
		add_time(out, t->end_ms);
		add_number(out, (int64_t)t->words, ',');
		if (t->speakers == 1)
			add_number(out, ids[indexes[t->first_speaker]], ',');
		while (t->speakers > 1 &&
		       (id = next_speaker(indexes + t->first_speaker,
		                          t->speakers, ids, id)) > 0)
			add_number(out, id, ',');
		buf_addc(out, ']');
	}
	buf_addc(out, ']');
}

void
layout_text_asides(struct buf *out, const struct span *asides, size_t n)
{
	size_t i;

	buf_addc(out, '[');
	for (i = 0; i < n; i++) {
		begin_item(out, i, asides[i].start, asides[i].end);
		buf_addc(out, ']');
	}
	buf_addc(out, ']');
}

void
layout_text_sections(struct buf *out, const struct transcript_section *sections,
                     size_t n)
{
	size_t i;

	buf_addc(out, '[');
	for (i = 0; i < n; i++) {
		begin_item(out, i, sections[i].start, sections[i].end);
		add_number(out, sections[i].level, ',');
		buf_adds(out, ",\"");
		buf_adds(out, section_kinds[sections[i].kind]);
		buf_adds(out, "\"]");
	}
	buf_addc(out, ']');
}

/* --- reading -------------------------------------------------------------- */

/* Step over C at *AT, if it stands there. */
static bool
take(const char **at, char c)
{
	if (**at != c)
		return false;
	++*at;
	return true;
}

static bool
take_word(const char **at, const char *word)
{
	size_t n = strlen(word);

	if (strncmp(*at, word, n) != 0)
		return false;
	*at += n;
	return true;
}

static bool
take_number(const char **at, int64_t *out)
{
	bool negative = take(at, '-');
	const char *first = *at, *s = first;
	int64_t n = 0;

	for (; *s >= '0' && *s <= '9' && s - first < DIGITS; s++)
		n = n * 10 + (*s - '0');
	*at = s;
	*out = negative ? -n : n;
	return s > first;
}

/* A place: a comma (but for the first), and no less than 0. */
static bool
take_size(const char **at, char before, size_t *out)
{
	int64_t n;

	if (!take(at, before) || !take_number(at, &n) || n < 0)
		return false;
	*out = (size_t)n;
	return true;
}

static bool
take_time(const char **at, int64_t *out)
{
	if (!take(at, ','))
		return false;
	*out = TURN_NO_TIME;
	return take_word(at, "null") || take_number(at, out);
}

/* Is there an item I?  OK is false if there should be and is none. */
static bool
take_item(const char **at, size_t i, bool *ok)
{
	if (!*ok || (i == 0 && !(*ok = take(at, '['))))
		return false;
	if (take(at, ']')) {
		*ok = **at == '\0';
		return false;
	}
	*ok = i == 0 || take(at, ',');
	return *ok;
}

static size_t
speaker_index(const struct transcript_view *v, int64_t id)
{
	size_t lo = 0, hi = v->n_speakers;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (v->speakers[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < v->n_speakers && v->speakers[lo].id == id ? lo : SIZE_MAX;
}

struct turn_list {
	struct turn *items;
	size_t n, cap;
};

struct index_list {
	size_t *items;
	size_t n, cap;
};

/* What follows the words: speakers, up to the end of the turn. */
static bool
take_speakers(const char **at, const struct transcript_view *v, struct turn *t,
              struct index_list *indexes)
{
	t->first_speaker = indexes->n;
	while (take(at, ',')) {
		size_t index;
		int64_t id;

		if (!take_number(at, &id))
			return false;
		index = speaker_index(v, id);
		if (index == SIZE_MAX)
			continue;
		t->speakers++;
		vec_push(indexes, index);
	}
	if (t->speakers == 0)
		t->first_speaker = 0;
	return take(at, ']');
}

bool
layout_text_read_turns(const char *text, struct transcript_view *v)
{
	struct index_list indexes = { 0 };
	struct turn_list turns = { 0 };
	const char *at = text;
	bool ok = true;

	while (take_item(&at, turns.n, &ok)) {
		struct turn t = { .ordinal = (int)turns.n + 1 };

		ok = take_size(&at, '[', &t.start) &&
		     take_size(&at, ',', &t.end) &&
		     take_time(&at, &t.start_ms) && take_time(&at, &t.end_ms) &&
		     take_size(&at, ',', &t.words) &&
		     take_speakers(&at, v, &t, &indexes);
		if (ok)
			vec_push(&turns, t);
	}
	v->turns = turns.items;
	v->n_turns = turns.n;
	v->turn_speakers = indexes.items;
	v->n_turn_speakers = indexes.n;
	return ok;
}

bool
layout_text_read_asides(const char *text, struct transcript_view *v)
{
	struct span_list asides = { 0 };
	const char *at = text;
	bool ok = true;

	while (take_item(&at, asides.n, &ok)) {
		struct span s;

		ok = take_size(&at, '[', &s.start) &&
		     take_size(&at, ',', &s.end) && take(&at, ']');
		if (ok)
			vec_push(&asides, s);
	}
	v->asides = asides.items;
	v->n_asides = asides.n;
	return ok;
}

static bool
take_kind(const char **at, enum section_kind *out)
{
	size_t i;

	if (!take_word(at, ",\""))
		return false;
	for (i = 0; i < N_KINDS; i++) {
		if (!take_word(at, section_kinds[i]))
			continue;
		*out = (enum section_kind)i;
		return take(at, '"');
	}
	return false;
}

bool
layout_text_read_sections(const char *text, struct transcript_view *v)
{
	struct {
		struct transcript_section *items;
		size_t n, cap;
	} sections = { 0 };
	const char *at = text;
	bool ok = true;

	while (take_item(&at, sections.n, &ok)) {
		struct transcript_section s = { 0 };
		size_t level = 0;

		ok = take_size(&at, '[', &s.start) &&
		     take_size(&at, ',', &s.end) &&
		     take_size(&at, ',', &level) && level >= 1 && level <= 6 &&
		     take_kind(&at, &s.kind) && take(&at, ']');
		s.level = (int)level;
		if (ok)
			vec_push(&sections, s);
	}
	v->sections = sections.items;
	v->n_sections = sections.n;
	return ok;
}
