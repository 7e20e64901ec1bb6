#include "import/paper_private.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/segment.h"
#include "base/unicode.h"
#include "import/caption.h"
#include "import/compose.h"
#include "import/line.h"
#include "import/srt.h"

#include <stdlib.h>
#include <string.h>

/* --- headings that are names ---------------------------------------------- */

static int
compare_texts(const char *a, size_t a_len, const char *b, size_t b_len)
{
	int c = memcmp(a, b, a_len < b_len ? a_len : b_len);

	return c ? c : a_len < b_len ? -1 : a_len > b_len;
}

struct heading {
	const char *s;
	size_t len;
};

static int
compare_headings(const void *a, const void *b)
{
	const struct heading *x = a, *y = b;

	return compare_texts(x->s, x->len, y->s, y->len);
}

/* How many of the N headings say what another one says too. */
static size_t
count_again(struct heading *h, size_t n)
{
	size_t i, again = 0;

	if (n > 0)
		qsort(h, n, sizeof(*h), compare_headings);
	for (i = 0; i < n; i++)
		again += (i > 0 && compare_headings(&h[i - 1], &h[i]) == 0) ||
		         (i + 1 < n && compare_headings(&h[i], &h[i + 1]) == 0);
	return again;
}

static bool
ends_with_time(const char *s, size_t len)
{
	char *copy = mem_strn(s, len);
	size_t start, n;
	int64_t ms = TURN_NO_TIME;
	bool found = grid_label(copy, &start, &n, &ms) && ms != TURN_NO_TIME;

	free(copy);
	return found;
}

/*
 * Some write each speaker's name in the style of a heading.  Where a third
 * of all paragraphs are headings and most of those come back, or hold a
 * time, they are names: paragraphs that look different.
 */
static void
drop_headings(struct paper *p)
{
	struct heading *h = mem_array(p->blocks.n, sizeof(*h));
	size_t i, n = 0, all = 0, names = 0;

	for (i = 0; i < p->blocks.n; i++) {
		const struct paper_block *b = &p->blocks.items[i];
		struct heading one;

		one.s = paper_block_text(p, i, &one.len);
		all += one.len > 0 && !b->note;
		if (b->level == 0 || one.len == 0)
			continue;
		if (ends_with_time(one.s, one.len))
			names++;
		else
			h[n++] = one;
	}
	i = n + names; /* headings */
	names += count_again(h, n);
	free(h);
	if (names < 3 || 2 * names < i || 3 * i < all)
		return;
	for (i = 0; i < p->blocks.n; i++) {
		struct paper_block *b = &p->blocks.items[i];

		if (b->level == 0)
			continue;
		b->level = 0;
		b->lead = b->start;
		b->lead_end = b->end;
	}
}

/* --- rows as turns -------------------------------------------------------- */

static bool
is_label(const struct paper_table *table, const char *s, size_t len)
{
	char *part = mem_strn(s, len), *folded = unicode_fold(part);
	bool found = false;
	size_t i;

	for (i = 0; i < table->labels.n && !found; i++)
		found = strcmp(table->labels.items[i], folded) == 0;
	free(part);
	free(folded);
	return found;
}

/* The length of what parts two names at S: "&", " and "; 0 if nothing. */
static size_t
joint_at(const char *s, size_t len)
{
	static const char *const joints[] = { " & ", " + ", " and ",
		                              " / ", "/",   ", " };
	size_t i;

	for (i = 0; i < sizeof(joints) / sizeof(*joints); i++) {
		size_t n = strlen(joints[i]);

		if (n < len && memcmp(s, joints[i], n) == 0)
			return n;
	}
	return 0;
}

/*
 * Walk over the parts of "Ann & Ben": are all of them speakers by
 * themselves?  With C, add them to the turn.
 */
static bool
each_part(const struct paper_table *table, const char *s, size_t len,
          struct composer *c)
{
	size_t start = 0, at = 0, n, parts = 0;

	while (at <= len) {
		n = at < len ? joint_at(s + at, len - at) : 0;
		if (n == 0 && at < len) {
			at++;
			continue;
		}
		if (c)
			compose_speaker(c, s + start, at - start);
		else if (!is_label(table, s + start, at - start))
			return false;
		parts++;
		at += n + (at == len);
		start = at;
	}
	return parts > 1;
}

static void
add_speakers(const struct paper_table *table, struct composer *c,
             const char *cell)
{
	size_t start = 0, len = strlen(cell);
	int64_t ms;

	grid_label(cell, &start, &len, &ms);
	if (each_part(table, cell + start, len, NULL))
		each_part(table, cell + start, len, c);
	else
		compose_speaker(c, cell + start, len);
}

/* The cell of G in ROW whose column has ROLE; "" if there is none. */
static const char *
cell_of(const struct grid *g, size_t row, enum grid_role role)
{
	size_t column = grid_column(g, role);

	return column == SIZE_MAX ? "" : g->cells[row * g->columns + column];
}

/*
 * Begin the turn of ROW.  A row without time and speaker goes on with the
 * turn before; one without a speaker is by the same.
 */
static void
begin_row(const struct paper_table *table, size_t row, struct composer *c,
          const char **who)
{
	const struct grid *g = &table->grid;
	const char *cell = cell_of(g, row, GRID_SPEAKER);
	int64_t start = TURN_NO_TIME, end = TURN_NO_TIME, ms = TURN_NO_TIME;
	int64_t none;
	size_t at, len;

	grid_time(cell_of(g, row, GRID_START), &start, &end);
	grid_time(cell_of(g, row, GRID_END), &end, &none);
	grid_label(cell, &at, &len, &ms);
	if (start == TURN_NO_TIME)
		start = ms;
	if (!*cell && start == TURN_NO_TIME && c->open) {
		compose_paragraph(c);
		return;
	}
	compose_turn(c, start, end);
	*who = *cell ? cell : *who;
	if (**who)
		add_speakers(table, c, *who);
}

static void
add_row(const struct paper *p, const struct paper_table *table, size_t first,
        size_t end, struct composer *c, const char **who)
{
	const struct grid *g = &table->grid;
	size_t row = p->blocks.items[first].row - 1, i, len, said = 0;

	for (i = first; row >= g->header && i < end; i++) {
		const struct paper_block *b = &p->blocks.items[i];
		const char *s = paper_block_text(p, i, &len);

		if (b->note || len == 0 || g->roles[b->column] != GRID_SPEECH)
			continue;
		if (said++ == 0)
			begin_row(table, row, c, who);
		else
			compose_paragraph(c);
		compose_text(c, s, len);
	}
	for (i = first; i < end; i++) {
		const struct paper_block *b = &p->blocks.items[i];
		const char *s = paper_block_text(p, i, &len);

		if (!b->note && row >= g->header &&
		    g->roles[b->column] == GRID_OTHER)
			compose_section(c, SECTION_NOTE, 1, s, len);
	}
}

static void
add_rows(const struct paper *p, const struct paper_table *table,
         struct composer *c)
{
	const char *who = "";
	size_t i = table->first, first;

	while (i < table->end) {
		first = i;
		while (i < table->end &&
		       p->blocks.items[i].row == p->blocks.items[first].row)
			i++;
		add_row(p, table, first, i, c, &who);
	}
}

static int
compose_tables(const struct paper *p, const struct paper_tables *tables,
               const struct import_options *o, struct transcript *t,
               struct error *err)
{
	struct composer c = { .t = t, .options = o };
	size_t i = 0, at = 0, len;

	while (i < p->blocks.n) {
		const struct paper_block *b = &p->blocks.items[i];
		const char *s = paper_block_text(p, i, &len);

		while (at < tables->n && tables->items[at].end <= i)
			at++;
		if (at < tables->n && tables->items[at].first == i &&
		    tables->items[at].words > 0) {
			add_rows(p, &tables->items[at], &c);
			i = tables->items[at].end;
			continue;
		}
		if (!b->note)
			compose_section(
			    &c, b->level ? SECTION_HEADING : SECTION_NOTE,
			    b->level ? b->level : 1, s, len);
		i++;
	}
	for (i = 0; i < p->blocks.n; i++) {
		const char *s = paper_block_text(p, i, &len);

		if (p->blocks.items[i].note)
			compose_section(&c, SECTION_NOTE, 1, s, len);
	}
	return compose_end(&c, err);
}

/* --- captions ------------------------------------------------------------- */

/* Does block N begin with the times of a caption? */
static bool
is_caption(const struct paper *p, size_t n)
{
	int64_t start, end;
	size_t len;
	const char *s = paper_block_text(p, n, &len);

	return caption_read_times(s, line_end(s, 0, len), &start, &end);
}

/*
 * Teams once wrote captions into Word documents: a paragraph each with the
 * times, the name and the speech on lines of their own, or three paragraphs.
 */
static bool
are_captions(const struct paper *p)
{
	size_t i, n = 0, all = 0;

	for (i = 0; i < p->blocks.n; i++) {
		const struct paper_block *b = &p->blocks.items[i];

		if (b->note || b->start == b->end)
			continue;
		all++;
		n += is_caption(p, i);
	}
	return n >= 2 && 4 * n >= all;
}

static int
caption_blocks(const struct paper *p, const struct import_options *o,
               struct transcript *t, struct error *err)
{
	struct buf text = { 0 };
	size_t i, len;
	int rc;

	for (i = 0; i < p->blocks.n; i++) {
		const char *s = paper_block_text(p, i, &len);

		if (p->blocks.items[i].note || len == 0)
			continue;
		buf_adds(&text, is_caption(p, i) ? "\n" : "");
		buf_add(&text, s, len);
		buf_addc(&text, '\n');
	}
	rc = srt_turns(buf_str(&text), text.len, o, t, err);
	buf_release(&text);
	return rc;
}

/* --- which way ------------------------------------------------------------ */

/* Are most words in the rows of TABLES that are turns? */
static bool
are_tables(const struct paper *p, const struct paper_tables *tables)
{
	size_t i, at = 0, words = 0, beside = 0;

	for (i = 0; i < tables->n; i++)
		words += tables->items[i].words;
	for (i = 0; words > 0 && words >= beside && i < p->blocks.n; i++) {
		const struct paper_block *b = &p->blocks.items[i];

		while (at < tables->n && tables->items[at].end <= i)
			at++;
		if (b->note || b->level > 0 ||
		    (at < tables->n && tables->items[at].first <= i &&
		     (tables->items[at].words > 0 || tables->items[at].facts)))
			continue;
		beside +=
		    segment_count_words(buf_str(&p->text), b->start, b->end);
	}
	return words > 0 && words >= beside;
}

int
paper_turns(struct paper *p, const struct import_options *o,
            struct transcript *t, struct error *err)
{
	bool by_itself = !o->turns || strcmp(o->turns, "auto") == 0;
	struct paper_tables tables = { 0 };
	int rc;

	while (p->open > 0)
		paper_end(p, 0);
	memcpy(t->encoding, "UTF-8", sizeof("UTF-8"));
	drop_headings(p);
	paper_tables_find(p, &tables);
	if (by_itself && are_tables(p, &tables))
		rc = compose_tables(p, &tables, o, t, err);
	else if (by_itself && are_captions(p))
		rc = caption_blocks(p, o, t, err);
	else
		rc = paper_detect(p, &tables, o, t, err);
	if (p->composed)
		transcript_changed(t, "NFC");
	if (p->dropped)
		transcript_changed(t, "control characters");
	paper_tables_release(&tables);
	return rc;
}
