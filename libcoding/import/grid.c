#include "import/grid.h"

#include "base/mem.h"
#include "base/segment.h"
#include "base/unicode.h"
#include "import/column.h"
#include "import/cue.h"
#include "import/label.h"
#include "model/transcript.h"

#include <stdlib.h>
#include <string.h>

enum { LABELS_MAX = 200 }; /* different ones, looked at in a column */

/* What is known of a column. */
struct column {
	size_t filled, words;
	size_t times, numbers, labels;
	size_t known;    /* labels that look like a speaker's by themselves */
	size_t distinct; /* labels, without case */
	long last;       /* number */
	bool named;      /* the header calls it the speakers' */
	bool subject;    /* ... or the themes', so that it is not theirs */
};

/* --- cells ---------------------------------------------------------------- */

bool
grid_time(const char *cell, int64_t *start_out, int64_t *end_out)
{
	size_t len = strlen(cell);
	struct cue cue;

	if (!cue_read(cell, 0, len, &cue) || cue.kind != CUE_TIME ||
	    cue.speech < len)
		return false;
	*start_out = cue.start_ms;
	*end_out = cue.end_ms;
	return true;
}

bool
grid_label(const char *cell, size_t *start_out, size_t *len_out,
           int64_t *ms_out)
{
	size_t len = strlen(cell);
	struct cue cue;

	if (!cue_read(cell, 0, len, &cue) || cue.label == cue.label_end ||
	    cue.speech < len)
		return false;
	*start_out = cue.label;
	*len_out = cue.label_end - cue.label;
	*ms_out = cue.start_ms;
	return true;
}

/* "12" or "12.": the number; -1 if it is none. */
static long
read_number(const char *cell)
{
	char *end;
	long n;

	if (*cell < '0' || *cell > '9')
		return -1;
	n = strtol(cell, &end, 10);
	end += *end == '.' || *end == ')';
	return *end ? -1 : n;
}

static const char *
cell_at(const struct grid *g, size_t row, size_t column)
{
	return g->cells[row * g->columns + column];
}

/* --- the header ----------------------------------------------------------- */

/* Is the first row one of names of columns? */
static bool
is_header(const struct grid *g)
{
	size_t i, words = 0, filled = 0;

	for (i = 0; i < g->columns; i++) {
		const char *cell = cell_at(g, 0, i);

		filled += *cell != '\0';
		words += column_is_known(cell);
	}
	return words >= 2 && 2 * words >= filled;
}

/* --- columns -------------------------------------------------------------- */

/* "F1, F2": several labels, with commas between them. */
static bool
is_list(const char *cell)
{
	bool all = strchr(cell, ',') != NULL;
	size_t start, len;
	int64_t ms;

	while (all && *cell) {
		size_t n = strcspn(cell, ",");
		char *part = mem_strn(cell, n);

		all = grid_label(part, &start, &len, &ms);
		free(part);
		cell += n + (cell[n] == ',');
	}
	return all;
}

static void
count_label(struct column *c, const char *cell, char **seen)
{
	size_t start, len, i = 0;
	char *label, *folded;
	int64_t ms;
	bool asks;

	if (!grid_label(cell, &start, &len, &ms)) {
		c->labels += is_list(cell);
		return;
	}
	c->labels++;
	label = mem_strn(cell + start, len);
	folded = unicode_fold(label);
	c->known += label_classify(label, folded, &asks) >= LABEL_PAIR;
	while (i < c->distinct && i < LABELS_MAX &&
	       strcmp(seen[i], folded) != 0)
		i++;
	if (i == c->distinct && i < LABELS_MAX) {
		seen[c->distinct++] = folded;
		folded = NULL;
	} else if (i == LABELS_MAX) {
		c->distinct++;
	}
	free(label);
	free(folded);
}

static void
read_column(const struct grid *g, size_t column, struct column *c)
{
	char *seen[LABELS_MAX] = { NULL };
	int64_t start, end;
	size_t row, i;

	*c = (struct column){ .last = -1 };
	for (i = 0; i < g->header; i++) {
		c->named |= column_is(cell_at(g, i, column), COLUMN_SPEAKER);
		c->subject |= column_is(cell_at(g, i, column), COLUMN_SUBJECT);
	}
	for (row = g->header; row < g->rows; row++) {
		const char *cell = cell_at(g, row, column);
		long number = read_number(cell);

		if (!*cell)
			continue;
		c->filled++;
		c->words += segment_count_words(cell, 0, strlen(cell));
		c->times += grid_time(cell, &start, &end);
		c->numbers += number > c->last;
		c->last = number > c->last ? number : c->last;
		count_label(c, cell, seen);
	}
	for (i = 0; i < LABELS_MAX; i++)
		free(seen[i]);
}

/* Are nearly all of the column's cells such? */
static bool
mostly(const struct column *c, size_t n)
{
	return c->filled > 0 && 10 * n >= 9 * c->filled;
}

/* Speakers come back, are called so, or look like it by themselves. */
static bool
holds_speakers(const struct column *c)
{
	if (!mostly(c, c->labels) || c->subject)
		return false;
	return c->named || 2 * c->known >= c->filled ||
	       (c->filled >= 4 && 2 * c->distinct <= c->filled);
}

static void
assign(struct grid *g, const struct column *columns)
{
	size_t i, best = SIZE_MAX;
	bool start = false, speaker = false;

	for (i = 0; i < g->columns; i++) {
		const struct column *c = &columns[i];

		g->roles[i] = GRID_OTHER;
		if (mostly(c, c->times)) {
			g->roles[i] = start ? GRID_END : GRID_START;
			start = true;
		} else if (mostly(c, c->numbers)) {
			g->roles[i] = GRID_NUMBER;
		} else if (c->filled > 0 && (best == SIZE_MAX ||
		                             c->words > columns[best].words)) {
			best = i;
		}
	}
	if (best == SIZE_MAX)
		return;
	g->roles[best] = GRID_SPEECH;
	for (i = 0; i < g->columns && !speaker; i++)
		if (g->roles[i] == GRID_OTHER && holds_speakers(&columns[i])) {
			g->roles[i] = GRID_SPEAKER;
			speaker = true;
		}
}

size_t
grid_column(const struct grid *g, enum grid_role role)
{
	size_t i;

	for (i = 0; i < g->columns; i++)
		if (g->roles[i] == role)
			return i;
	return SIZE_MAX;
}

bool
grid_read(struct grid *g)
{
	struct column columns[GRID_COLUMNS];
	size_t i, time;
	int64_t start, end;

	if (g->columns < 2 || g->columns > GRID_COLUMNS || g->rows == 0)
		return false;
	if (g->header == 0)
		g->header = is_header(g);
	if (g->header >= g->rows)
		return false;
	for (i = 0; i < g->columns; i++)
		read_column(g, i, &columns[i]);
	assign(g, columns);
	time = grid_column(g, GRID_START);
	if (g->header == 0 && time != SIZE_MAX && *cell_at(g, 0, time) &&
	    !grid_time(cell_at(g, 0, time), &start, &end))
		g->header = 1; /* named in words that are not listed */
	return grid_column(g, GRID_SPEECH) != SIZE_MAX &&
	       (time != SIZE_MAX || grid_column(g, GRID_NUMBER) != SIZE_MAX ||
	        grid_column(g, GRID_SPEAKER) != SIZE_MAX);
}
