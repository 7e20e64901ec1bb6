/*
 * The text is written with marks around what looks different in front of a
 * paragraph, as Markdown writes bold, for detect_turns() knows what they
 * mean; afterwards they are taken out again.
 */
#include "import/paper_private.h"

#include "base/mem.h"
#include "base/segment.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "import/cue.h"
#include "import/detect.h"
#include "import/head.h"
#include "import/label.h"
#include "import/line.h"

#include <stdlib.h>
#include <string.h>

enum {
	LABEL_BYTES_MAX = 4 * CUE_LABEL_MAX,
	DISTINCT_MAX = 200, /* labels without a colon that are told apart */
	TITLES_MAX = 3,     /* that stand before the facts */
	ROW_WORDS_MAX = 40, /* in a cell of a row that is one line */
};

/* What is written, and what detect_turns() is told. */
struct writer {
	const struct paper *p;
	struct transcript *t;
	struct span_list cuts;
	struct span_list marks;  /* to be taken out again */
	struct span_list strong; /* paragraphs that look different */
	bool by_itself;          /* no pattern, and turns are wanted */
	bool whole;              /* paragraphs that look different are names */
	bool colons;             /* labels have none, and are labels */
	bool facts;              /* only facts so far */
	size_t begun;            /* blocks */
};

/* --- labels in front ------------------------------------------------------ */

/* Is [START, END) a label, and does nothing else stand there? */
static bool
is_label(const char *s, size_t start, size_t end)
{
	char *copy;
	size_t at, len;
	int64_t ms;
	bool found;

	if (start >= end || end - start > LABEL_BYTES_MAX ||
	    memchr(s + start, '\n', end - start) ||
	    memchr(s + start, '*', end - start))
		return false;
	copy = mem_strn(s + start, end - start);
	found =
	    grid_label(copy, &at, &len, &ms) && ms == TURN_NO_TIME && at == 0;
	free(copy);
	return found;
}

/* "Maria  0:12": the bytes of a time behind the label; 0 if there is none. */
static size_t
time_behind(const char *s, size_t start, size_t end)
{
	char *copy;
	size_t at, len, n = 0;
	int64_t ms;

	if (end - start > LABEL_BYTES_MAX)
		return 0;
	copy = mem_strn(s + start, end - start);
	if (grid_label(copy, &at, &len, &ms) && ms != TURN_NO_TIME && at == 0 &&
	    copy[end - start - 1] != ':')
		n = end - start - len;
	free(copy);
	return n;
}

/*
 * The label that looks different in front of B: without a time before it,
 * and no further than its colon.
 */
static struct span
find_lead(const struct paper *p, const struct paper_block *b)
{
	const char *s = buf_str(&p->text);
	struct span lead = { b->lead, b->lead_end };
	size_t at = lead.start;

	while (at < lead.end && strchr("0123456789:.,[]()<>-# \t", s[at]))
		at++;
	if (at < lead.end && memchr(s + lead.start, ':', at - lead.start))
		lead.start = at;
	for (at = lead.start; at + 1 < lead.end; at++)
		if (s[at] == ':' && strchr(" \t\n", s[at + 1]))
			lead.end = at + 1;
	line_trim(s, &lead.start, &lead.end);
	lead.end -= time_behind(s, lead.start, lead.end);
	if (!is_label(s, lead.start, lead.end))
		lead.start = lead.end = b->start;
	return lead;
}

/* "Maria <tab> Well ...": what stands before the tab. */
static struct span
find_tabbed(const struct paper *p, const struct paper_block *b)
{
	const char *s = buf_str(&p->text);
	size_t end = line_end(s, b->start, b->end);
	const char *tab = memchr(s + b->start, '\t', end - b->start);
	struct span none = { b->start, b->start };

	if (!tab || !is_label(s, b->start, (size_t)(tab - s)))
		return none;
	return (struct span){ b->start, (size_t)(tab - s) };
}

/* Does a colon end the label or follow it, or a time, or nothing at all? */
static bool
is_complete(const struct paper *p, const struct paper_block *b,
            const struct span *label)
{
	const char *s = buf_str(&p->text);
	size_t at = label->end, end = line_end(s, at, b->end);
	struct cue cue;

	while (at < end && (s[at] == ' ' || s[at] == '\t'))
		at++;
	return s[label->end - 1] == ':' || at == end || s[at] == ':' ||
	       (cue_read(s, at, end, &cue) && cue.start_ms != TURN_NO_TIME);
}

/* The label of B without a colon, which may be one; empty if there is none. */
static struct span
find_bare(const struct paper *p, const struct paper_block *b)
{
	struct span label = find_lead(p, b);

	if (label.start == label.end)
		label = find_tabbed(p, b);
	if (label.start < label.end && is_complete(p, b, &label))
		label.end = label.start;
	return label;
}

static bool
is_speech(const struct paper_block *b)
{
	return !b->note && b->level == 0 && b->start < b->end;
}

/*
 * Labels without a colon are labels if they open half of the paragraphs and
 * come back, or look like speakers' by themselves.
 */
static bool
have_no_colons(const struct paper *p)
{
	size_t paragraphs = 0, n = 0, known = 0, distinct = 0, i, j;
	char *seen[DISTINCT_MAX] = { NULL };

	for (i = 0; i < p->blocks.n; i++) {
		const struct paper_block *b = &p->blocks.items[i];
		struct span label = find_bare(p, b);
		char *name, *folded;
		bool asks;

		paragraphs += is_speech(b);
		if (!is_speech(b) || label.start == label.end)
			continue;
		n++;
		name = mem_strn(p->text.data + label.start,
		                label.end - label.start);
		folded = unicode_fold(name);
		known += label_classify(name, folded, &asks) >= LABEL_PAIR;
		free(name);
		for (j = 0; j < distinct && strcmp(seen[j], folded) != 0;)
			j++;
		if (j == distinct && j < DISTINCT_MAX)
			seen[distinct++] = folded;
		else
			free(folded);
	}
	for (i = 0; i < distinct; i++)
		free(seen[i]);
	return n >= 3 && 2 * n >= paragraphs &&
	       (2 * distinct <= n || 2 * known >= n);
}

/* Of the paragraphs that look different from end to end, are most names? */
static bool
are_names(const struct paper *p)
{
	size_t i, n = 0, names = 0;

	for (i = 0; i < p->blocks.n; i++) {
		const struct paper_block *b = &p->blocks.items[i];

		if (!is_speech(b) || b->lead != b->start ||
		    b->lead_end != b->end)
			continue;
		n++;
		names += is_label(buf_str(&p->text), b->start, b->end);
	}
	return 5 * names >= 4 * n;
}

/* --- writing -------------------------------------------------------------- */

static void
add_mark(struct writer *w, const char *mark)
{
	struct span span = { w->t->text.len, w->t->text.len + strlen(mark) };

	if (!w->by_itself)
		return;
	buf_adds(&w->t->text, mark);
	vec_push(&w->marks, span);
}

/* "Date: ..." and the like, on a line of its own. */
static bool
is_fact(const struct paper *p, const struct paper_block *b)
{
	const char *s = buf_str(&p->text);
	char *label, *folded;
	struct cue cue;
	bool fact;

	if (memchr(s + b->start, '\n', b->end - b->start) ||
	    !cue_read(s, b->start, b->end, &cue) || cue.kind != CUE_PLAIN)
		return false;
	label = mem_strn(s + cue.label, cue.label_end - cue.label);
	folded = unicode_fold(label);
	fact = label_is_fact(folded);
	free(label);
	free(folded);
	return fact;
}

/*
 * Begin block N.  Paragraphs are parted by an empty line; but facts that the
 * text begins with, each a paragraph to Word, are lines of one.
 */
static void
begin_block(struct writer *w, size_t n)
{
	const struct paper_block *b = &w->p->blocks.items[n];
	bool goes_on = w->facts && !b->gap && b->level == 0 && b->table == 0;
	bool opening = w->begun++ <= TITLES_MAX;

	if (w->t->text.len > 0)
		buf_adds(&w->t->text, goes_on ? "\n" : "\n\n");
	w->facts = (opening || goes_on) && is_fact(w->p, b);
}

/* A heading, a note, facts: no speech. */
static void
add_section(struct writer *w, size_t start, enum section_kind kind, int level)
{
	struct transcript_section s = { .start = start,
		                        .end = w->t->text.len,
		                        .kind = kind,
		                        .level = level };
	struct span cut = { s.start, s.end };

	if (s.start == s.end)
		return;
	vec_push(&w->t->sections, s);
	vec_push(&w->cuts, cut);
}

/* A heading is one line; a note as many as it has. */
static void
add_apart(struct writer *w, size_t n)
{
	const struct paper_block *b = &w->p->blocks.items[n];
	struct buf *text = &w->t->text;
	size_t start, i, len;
	const char *s = paper_block_text(w->p, n, &len);

	begin_block(w, n);
	start = text->len;
	for (i = 0; i < len; i++)
		buf_addc(text, s[i] == '\n' && !b->note ? ' ' : s[i]);
	add_section(w, start, b->note ? SECTION_NOTE : SECTION_HEADING,
	            b->note ? 1 : b->level);
}

/* Block N, with marks around its label, and a colon that is none of its. */
static void
add_speech(struct writer *w, size_t n)
{
	const struct paper_block *b = &w->p->blocks.items[n];
	const char *s = buf_str(&w->p->text);
	struct span label = find_lead(w->p, b);
	struct buf *text = &w->t->text;
	bool bare = false;

	if (w->colons && label.start == label.end)
		label = find_tabbed(w->p, b);
	if (label.start < label.end)
		bare = !is_complete(w->p, b, &label);
	if (!w->by_itself || label.start == label.end || (bare && !w->colons) ||
	    (label.start == b->start && label.end == b->end && !w->whole)) {
		buf_add(text, s + b->start, b->end - b->start);
		return;
	}
	buf_add(text, s + b->start, label.start - b->start);
	add_mark(w, "**");
	buf_add(text, s + label.start, label.end - label.start);
	add_mark(w, bare ? ":**" : "**");
	buf_add(text, s + label.end, b->end - label.end);
}

/* The same, if it may be a question that looks different from the answers. */
static void
add_paragraph(struct writer *w, size_t n)
{
	const struct paper_block *b = &w->p->blocks.items[n];
	struct span span = { .start = w->t->text.len };

	add_speech(w, n);
	span.end = w->t->text.len;
	if (!w->whole && b->lead == b->start && b->lead_end == b->end)
		vec_push(&w->strong, span);
}

/* --- tables --------------------------------------------------------------- */

/* The cells of blocks [FIRST, END), a row, that have ROLE. */
static bool
add_cells(struct writer *w, const struct grid *g, size_t first, size_t end,
          enum grid_role role, bool begun)
{
	size_t i, len;
	bool any = false;

	for (i = first; i < end; i++) {
		const struct paper_block *b = &w->p->blocks.items[i];
		const char *s = paper_block_text(w->p, i, &len);

		if (b->note || len == 0 || g->roles[b->column] != role)
			continue;
		if (!begun && !any)
			begin_block(w, i);
		else
			buf_adds(&w->t->text, any ? "\n" : "\t");
		if (role == GRID_SPEAKER)
			add_mark(w, "**");
		buf_add(&w->t->text, s, len);
		if (role == GRID_SPEAKER)
			add_mark(w, s[len - 1] == ':' ? "**" : ":**");
		any = true;
	}
	return begun || any;
}

/* A row that is a turn: time, label and speech in this order. */
static void
add_turn_row(struct writer *w, const struct grid *g, size_t first, size_t end)
{
	static const enum grid_role order[] = { GRID_START, GRID_SPEAKER,
		                                GRID_SPEECH, GRID_OTHER };
	bool begun = false;
	size_t i;

	if (w->p->blocks.items[first].row <= g->header)
		return;
	for (i = 0; i < sizeof(order) / sizeof(*order); i++)
		begun = add_cells(w, g, first, end, order[i], begun);
}

/* Is the row short enough to be read as one line? */
static bool
is_line(const struct paper *p, size_t first, size_t end)
{
	uint32_t column = UINT32_MAX;
	size_t i, len;

	for (i = first; i < end; i++) {
		const struct paper_block *b = &p->blocks.items[i];
		const char *s = paper_block_text(p, i, &len);

		if (b->note || len == 0)
			continue;
		if (b->column == column || memchr(s, '\n', len) ||
		    segment_count_words(s, 0, len) > ROW_WORDS_MAX)
			return false;
		column = b->column;
	}
	return true;
}

/* Any other row: a line, with tabs; or its paragraphs one by one. */
static void
add_plain_row(struct writer *w, size_t first, size_t end, bool line)
{
	bool begun = false;
	size_t i, len;

	line = line && is_line(w->p, first, end);
	for (i = first; i < end; i++) {
		const char *s = paper_block_text(w->p, i, &len);

		if (w->p->blocks.items[i].note || len == 0)
			continue;
		if (!begun || !line)
			begin_block(w, i);
		if (begun && line) {
			buf_addc(&w->t->text, '\t');
			buf_add(&w->t->text, s, len);
		} else {
			add_speech(w, i);
		}
		begun = true;
	}
}

/* A table of facts: one note, a line a row; its date is the interview's. */
static void
add_facts(struct writer *w, const struct paper_table *table)
{
	const struct grid *g = &table->grid;
	size_t start, row;

	begin_block(w, table->first);
	start = w->t->text.len;
	for (row = 0; row < g->rows; row++) {
		const char *key = g->cells[2 * row],
		           *value = g->cells[2 * row + 1];
		char *folded = unicode_fold(key);

		if (w->t->text.len > start)
			buf_addc(&w->t->text, '\n');
		buf_adds(&w->t->text, key);
		buf_addc(&w->t->text, '\t');
		buf_adds(&w->t->text, value);
		if (strstr(folded, "date"))
			head_date(w->t, value, strlen(value));
		free(folded);
	}
	add_section(w, start, SECTION_NOTE, 1);
}

static void
add_table(struct writer *w, const struct paper_table *table)
{
	size_t i = table->first, first;

	if (table->facts) {
		add_facts(w, table);
		return;
	}
	while (i < table->end) {
		first = i;
		while (i < table->end && w->p->blocks.items[i].row ==
		                             w->p->blocks.items[first].row)
			i++;
		if (table->turns)
			add_turn_row(w, &table->grid, first, i);
		else
			add_plain_row(w, first, i, table->grid.columns > 1);
	}
}

static void
write_all(struct writer *w, const struct paper_tables *tables)
{
	const struct paper *p = w->p;
	size_t i = 0, at = 0;

	while (i < p->blocks.n) {
		const struct paper_block *b = &p->blocks.items[i];

		while (at < tables->n && tables->items[at].end <= i)
			at++;
		if (at < tables->n && tables->items[at].first == i) {
			add_table(w, &tables->items[at]);
			i = tables->items[at].end;
			continue;
		}
		if (b->start < b->end && !b->note && b->level > 0) {
			add_apart(w, i);
		} else if (is_speech(b)) {
			begin_block(w, i);
			add_paragraph(w, i);
		}
		i++;
	}
	for (i = 0; i < p->blocks.n; i++)
		if (p->blocks.items[i].note &&
		    p->blocks.items[i].start < p->blocks.items[i].end)
			add_apart(w, i);
}

/* --- taking the marks out ------------------------------------------------- */

/* Where what stands at AT stands without the marks; BEFORE: their bytes. */
static size_t
moved(const struct span_list *marks, const size_t *before, size_t at)
{
	size_t low = 0, high = marks->n;

	/* the marks that begin before AT */
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (marks->items[middle].start < at)
			low = middle + 1;
		else
			high = middle;
	}
	if (low > 0 && at < marks->items[low - 1].end)
		at = marks->items[--low].start;
	return at - before[low];
}

static void
move_turns(struct transcript *t, const struct span_list *marks,
           const size_t *before)
{
	size_t i, n = 0;

	for (i = 0; i < t->turns.n; i++) {
		struct transcript_turn turn = t->turns.items[i];

		turn.start = moved(marks, before, turn.start);
		turn.end = moved(marks, before, turn.end);
		line_trim(buf_str(&t->text), &turn.start, &turn.end);
		if (turn.start < turn.end)
			t->turns.items[n++] = turn;
	}
	t->turns.n = n;
	for (i = 0; i < t->asides.n; i++) {
		struct span *s = &t->asides.items[i];

		s->start = moved(marks, before, s->start);
		s->end = moved(marks, before, s->end);
	}
	for (i = 0; i < t->sections.n; i++) {
		struct transcript_section *s = &t->sections.items[i];

		s->start = moved(marks, before, s->start);
		s->end = moved(marks, before, s->end);
	}
}

static void
take_out(struct transcript *t, const struct span_list *marks)
{
	size_t *before = mem_array(marks->n + 1, sizeof(*before));
	size_t i, at = 0;
	struct buf text = { 0 };

	for (i = 0; i < marks->n; i++) {
		const struct span *m = &marks->items[i];

		before[i + 1] = before[i] + (m->end - m->start);
		buf_add(&text, t->text.data + at, m->start - at);
		at = m->end;
	}
	buf_add(&text, buf_str(&t->text) + at, t->text.len - at);
	buf_release(&t->text);
	t->text = text;
	move_turns(t, marks, before);
	free(before);
}

int
paper_detect(const struct paper *p, const struct paper_tables *tables,
             const struct import_options *o, struct transcript *t,
             struct error *err)
{
	struct writer w = { .p = p, .t = t };
	int rc;

	w.by_itself = !o->turns || strcmp(o->turns, "auto") == 0;
	w.whole = are_names(p);
	w.colons = have_no_colons(p);
	write_all(&w, tables);
	rc = detect_turns_beside(t, &w.cuts, &w.strong, o, err);
	if (rc == 0 && w.marks.n > 0)
		take_out(t, &w.marks);
	vec_release(&w.cuts);
	vec_release(&w.marks);
	vec_release(&w.strong);
	return rc;
}
