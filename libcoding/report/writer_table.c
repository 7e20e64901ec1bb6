/*
 * A table for people: columns aligned by the width of their characters and
 * set apart by two spaces.  Where a WRITER_WRAP column would leave the
 * terminal, its text goes on in the next line, broken between words.
 */
#include "report/writer_format.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

#define GAP               2        /* spaces between columns */
#define MIN_WRAP          16       /* a wrapped column is never narrower */
#define ENDLESS           SIZE_MAX /* a width that nothing reaches */
#define INDENT_FOR(depth) ((size_t)(depth)*2)

/* One line of a cell's text. */
struct piece {
	size_t start, len; /* bytes of table.shown */
	size_t width;      /* columns */
};

/* The cells of the row that is being printed. */
struct table {
	struct buf shown; /* their text, controls made visible */
	struct {
		struct piece *items;
		size_t n, cap;
	} pieces;
	size_t *first;  /* per column, index of its first piece; and the end */
	size_t *indent; /* per column */
	size_t *widths; /* per column */
	struct buf line;
};

/*
 * Where the line that starts at byte START of S ends, if it may be WIDTH
 * columns wide; *NEXT_OUT is where the next one starts.
 */
static size_t
line_end(const char *s, size_t len, size_t start, size_t width,
         size_t *next_out)
{
	size_t at = start, used = 0;
	size_t end = start, next = start; /* the last gap between words */

	while (at < len && s[at] != '\n') {
		size_t here = at;

		if (s[at] == ' ') {
			while (at < len && s[at] == ' ')
				at++;
			used += at - here;
			end = here;
			next = at;
			continue;
		}
		utf8_next(s, len, &at);
		used += utf8_width(s + here, at - here);
		if (used <= width || here == start)
			continue;
		if (end == start) /* a word wider than the line */
			end = next = here;
		*next_out = next;
		return end;
	}
	*next_out = at < len ? at + 1 : at;
	while (at > start && s[at - 1] == ' ')
		at--;
	return at;
}

/* Cut what stands in T's text from START on into pieces. */
static void
cut(struct table *t, size_t start, size_t width)
{
	const char *s = buf_str(&t->shown);
	size_t len = t->shown.len;

	while (start < len) {
		size_t next, end = line_end(s, len, start, width, &next);
		struct piece p = { .start = start,
			           .len = end - start,
			           .width =
			               utf8_width(s + start, end - start) };

		vec_push(&t->pieces, p);
		start = next;
	}
}

static bool
wraps(const struct writer *w, size_t c)
{
	return w->width > 0 && (w->columns[c].flags & WRITER_WRAP);
}

/* Put the text of column C, at most WIDTH columns wide, into T. */
static void
show(struct table *t, const struct writer *w, size_t c, const char *s,
     size_t len, int depth, size_t width)
{
	size_t start = t->shown.len;
	size_t indent = 0;

	if (w->columns[c].flags & WRITER_TREE)
		indent = INDENT_FOR(depth);
	if (width != ENDLESS && indent > width / 2)
		indent = width / 2;
	t->first[c] = t->pieces.n;
	t->indent[c] = indent;
	writer_visible(&t->shown, s, len, wraps(w, c));
	cut(t, start, width == ENDLESS ? ENDLESS : width - indent);
	t->first[c + 1] = t->pieces.n;
}

/*
 * Put row R into T, cut to the widths in T, or not cut at all if MEASURE.
 * Row 0 is the header.
 */
static void
show_row(struct table *t, const struct writer *w, size_t r, bool measure)
{
	size_t c;

	buf_clear(&t->shown);
	t->pieces.n = 0;
	for (c = 0; c < w->n_columns; c++) {
		size_t width = measure || !wraps(w, c) ? ENDLESS : t->widths[c];
		const struct writer_cell *cell;

		if (r == 0) {
			const char *title = writer_title(w, c);

			show(t, w, c, title, strlen(title), 0, width);
			continue;
		}
		cell = &w->cells.items[(r - 1) * w->n_columns + c];
		if (cell->kind == WRITER_KIND_NONE)
			show(t, w, c, "-", 1, cell->depth, width);
		else
			show(t, w, c, writer_cell_text(w, cell), cell->len,
			     cell->depth, width);
	}
}

/* Set T's widths to those that the columns would like to have. */
static void
measure_all(struct table *t, const struct writer *w)
{
	size_t r, c, i;

	for (r = 0; r <= w->rows; r++) {
		show_row(t, w, r, true);
		for (c = 0; c < w->n_columns; c++) {
			for (i = t->first[c]; i < t->first[c + 1]; i++) {
				size_t width =
				    t->indent[c] + t->pieces.items[i].width;

				if (width > t->widths[c])
					t->widths[c] = width;
			}
		}
	}
}

/*
 * Share ROOM columns among the N columns that wrap: those that want less
 * than their share get what they want, the others the rest in equal parts.
 */
static void
share_room(struct table *t, const struct writer *w, size_t room, size_t n)
{
	bool *settled = mem_array(w->n_columns, sizeof(*settled));
	bool again = true;
	size_t c;

	while (again && n > 0) {
		again = false;
		for (c = 0; c < w->n_columns && n > 0; c++) {
			if (settled[c] || !wraps(w, c) ||
			    t->widths[c] > room / n)
				continue;
			settled[c] = again = true;
			room -= t->widths[c];
			n--;
		}
	}
	for (c = 0; c < w->n_columns; c++) {
		size_t part;

		if (settled[c] || !wraps(w, c))
			continue;
		part = room / n;
		room -= part;
		n--;
		if (part < MIN_WRAP)
			part = MIN_WRAP;
		if (part < t->widths[c])
			t->widths[c] = part;
	}
	free(settled);
}

/* Make the columns that wrap so narrow that the table fits. */
static void
fit(struct table *t, const struct writer *w)
{
	size_t fixed = GAP * (w->n_columns - 1), wanted = 0, n = 0, c;

	for (c = 0; c < w->n_columns; c++) {
		if (wraps(w, c)) {
			wanted += t->widths[c];
			n++;
		} else {
			fixed += t->widths[c];
		}
	}
	if (n > 0 && fixed + wanted > w->width)
		share_room(t, w, w->width > fixed ? w->width - fixed : 0, n);
}

static void
add_spaces(struct buf *b, size_t n)
{
	while (n-- > 0)
		buf_addc(b, ' ');
}

/* Print line I of the row in T; spaces only before something. */
static void
print_line(struct table *t, const struct writer *w, size_t i)
{
	size_t c, left = 0, at = 0; /* left edge of the column; where we are */

	buf_clear(&t->line);
	for (c = 0; c < w->n_columns; left += t->widths[c++] + GAP) {
		const struct piece *p;
		size_t want = left + t->indent[c];

		if (t->first[c] + i >= t->first[c + 1])
			continue;
		p = &t->pieces.items[t->first[c] + i];
		if (p->len == 0)
			continue;
		if (w->columns[c].flags & WRITER_NUMBER)
			want = left + t->widths[c] - p->width;
		add_spaces(&t->line, want > at ? want - at : 0);
		buf_add(&t->line, t->shown.data + p->start, p->len);
		at = want + p->width;
	}
	buf_addc(&t->line, '\n');
	spool_add(w->out, t->line.data, t->line.len);
}

static void
print_row(struct table *t, const struct writer *w, size_t r)
{
	size_t lines = 1, c, i;

	show_row(t, w, r, false);
	for (c = 0; c < w->n_columns; c++)
		if (t->first[c + 1] - t->first[c] > lines)
			lines = t->first[c + 1] - t->first[c];
	for (i = 0; i < lines; i++)
		print_line(t, w, i);
}

static void
print_notes(struct table *t, const struct writer *w,
            const struct writer_notes *notes)
{
	size_t i, k;

	for (i = 0; i < notes->n; i++) {
		const char *s = notes->items[i];

		buf_clear(&t->shown);
		t->pieces.n = 0;
		writer_visible(&t->shown, s, strlen(s), true);
		cut(t, 0, w->width > 0 ? w->width : ENDLESS);
		for (k = 0; k < t->pieces.n; k++) {
			const struct piece *p = &t->pieces.items[k];

			spool_add(w->out, t->shown.data + p->start, p->len);
			spool_add(w->out, "\n", 1);
		}
	}
}

static void
table_page(struct writer *w)
{
	struct table t = { 0 };
	size_t r;

	t.first = mem_array(w->n_columns + 1, sizeof(*t.first));
	t.indent = mem_array(w->n_columns, sizeof(*t.indent));
	t.widths = mem_array(w->n_columns, sizeof(*t.widths));
	print_notes(&t, w, &w->above);
	if (w->above.n > 0)
		spool_add(w->out, "\n", 1);
	measure_all(&t, w);
	if (w->width > 0)
		fit(&t, w);
	for (r = 0; r <= w->rows; r++)
		print_row(&t, w, r);
	if (w->below.n > 0)
		spool_add(w->out, "\n", 1);
	print_notes(&t, w, &w->below);
	buf_release(&t.shown);
	buf_release(&t.line);
	vec_release(&t.pieces);
	free(t.first);
	free(t.indent);
	free(t.widths);
}

const struct writer_backend writer_table = {
	.name = "table",
	.page = table_page,
};
