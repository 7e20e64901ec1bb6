#include "import/paper_private.h"

#include "base/mem.h"
#include "base/segment.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "import/label.h"
#include "model/transcript.h"

#include <stdlib.h>
#include <string.h>

enum { LABELS_MAX = 200 };

/* --- cells ---------------------------------------------------------------- */

/* Append S with white space as single blanks. */
static void
add_flat(struct buf *out, const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		buf_addc(out, strchr("\t\n", s[i]) ? ' ' : s[i]);
}

static void
measure(const struct paper *p, struct paper_table *t)
{
	struct grid *g = &t->grid;
	size_t i;
	bool top = true;

	for (i = t->first; i < t->end; i++) {
		const struct paper_block *b = &p->blocks.items[i];

		if (b->note || b->start == b->end)
			continue;
		if (b->row > g->rows)
			g->rows = b->row;
		if (b->column >= g->columns)
			g->columns = b->column + 1;
		top = top && b->header;
		if (top)
			g->header = b->row;
	}
}

/* Give the grid its cells: the blocks of each, one behind the other. */
static void
fill(const struct paper *p, struct paper_table *t)
{
	struct grid *g = &t->grid;
	size_t n = g->rows * g->columns, i, at = SIZE_MAX, len;
	size_t *starts = mem_array(n, sizeof(*starts));

	buf_addc(&t->text, '\0'); /* the empty cell */
	for (i = t->first; i < t->end; i++) {
		const struct paper_block *b = &p->blocks.items[i];
		const char *s = paper_block_text(p, i, &len);
		size_t cell = (b->row - 1) * g->columns + b->column;

		if (b->note || len == 0)
			continue;
		if (cell == at) {
			buf_addc(&t->text, ' ');
		} else {
			buf_addc(&t->text, '\0');
			starts[cell] = t->text.len;
			at = cell;
		}
		add_flat(&t->text, s, len);
	}
	g->cells = mem_array(n, sizeof(*g->cells));
	for (i = 0; i < n; i++)
		g->cells[i] = t->text.data + starts[i];
	free(starts);
}

/* --- what it is ----------------------------------------------------------- */

/* "Date | 3 May", "Place | Leeds": most rows are facts about the whole. */
static bool
holds_facts(const struct grid *g)
{
	size_t row, n = 0;

	for (row = 0; g->columns == 2 && row < g->rows; row++) {
		char *folded = unicode_fold(g->cells[2 * row]);
		size_t len = strlen(folded);

		if (len > 0 && folded[len - 1] == ':')
			folded[len - 1] = '\0';
		n += label_is_fact(folded);
		free(folded);
	}
	return n >= 2 && 2 * n >= g->rows && g->rows <= 32;
}

static void
add_label(struct paper_table *t, const char *cell)
{
	size_t start, len, i;
	char *label, *folded;
	int64_t ms;

	if (t->labels.n == LABELS_MAX || !grid_label(cell, &start, &len, &ms))
		return;
	label = mem_strn(cell + start, len);
	folded = unicode_fold(label);
	free(label);
	for (i = 0; i < t->labels.n; i++)
		if (strcmp(t->labels.items[i], folded) == 0)
			break;
	if (i == t->labels.n)
		vec_push(&t->labels, folded);
	else
		free(folded);
}

static void
count_words(struct paper_table *t)
{
	const struct grid *g = &t->grid;
	size_t speech = grid_column(g, GRID_SPEECH);
	size_t speaker = grid_column(g, GRID_SPEAKER), row;

	if (speaker == SIZE_MAX)
		return;
	for (row = g->header; row < g->rows; row++) {
		const char *s = g->cells[row * g->columns + speech];

		add_label(t, g->cells[row * g->columns + speaker]);
		t->words += segment_count_words(s, 0, strlen(s));
	}
}

static void
read_table(const struct paper *p, struct paper_table *t)
{
	measure(p, t);
	/* rows of nothing would cost more than all the rest */
	if (t->grid.rows == 0 || t->grid.columns > GRID_COLUMNS ||
	    t->grid.rows / 4 > t->end - t->first + 1000)
		return;
	fill(p, t);
	t->facts = holds_facts(&t->grid);
	t->turns = !t->facts && grid_read(&t->grid);
	if (t->turns)
		count_words(t);
}

void
paper_tables_find(const struct paper *p, struct paper_tables *out)
{
	size_t i = 0, n = p->blocks.n;

	while (i < n) {
		struct paper_table t = { .first = i };
		uint32_t id = p->blocks.items[i].table;

		while (i < n && p->blocks.items[i].table == id)
			i++;
		t.end = i;
		if (id == 0)
			continue;
		read_table(p, &t);
		vec_push(out, t);
	}
}

void
paper_tables_release(struct paper_tables *tables)
{
	size_t i, j;

	for (i = 0; i < tables->n; i++) {
		struct paper_table *t = &tables->items[i];

		for (j = 0; j < t->labels.n; j++)
			free(t->labels.items[j]);
		vec_release(&t->labels);
		free(t->grid.cells);
		buf_release(&t->text);
	}
	vec_release(tables);
}
