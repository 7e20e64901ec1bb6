#include "import/table.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "import/caption.h"
#include "import/column.h"
#include "import/compose.h"
#include "import/decode.h"
#include "import/grid.h"
#include "import/line.h"
#include "import/table_time.h"

#include <stdlib.h>
#include <string.h>

#define NONE SIZE_MAX

enum {
	SNIFF_BYTES = 65536, /* that the first two rows may have */
	CELL_BYTES = 64,     /* of a title or a time */
};

/* --- reading ----------------------------------------------------------------
 */

int
table_read(struct buf *bytes, const struct import_options *o,
           struct transcript *t, struct records *out, struct error *err)
{
	int rc = decode_text(bytes, o->encoding, t, err);

	if (rc == 0)
		rc = records_parse(out, t->origin, buf_str(&t->text),
		                   t->text.len, err);
	buf_release(&t->text);
	return rc;
}

int
table_column(const struct records *r, const char *name, size_t *out,
             struct error *err)
{
	int column = records_column(r, name);
	struct buf names = { 0 };
	size_t i;
	int rc;

	if (column >= 0) {
		*out = (size_t)column;
		return 0;
	}
	for (i = 0; i < r->columns; i++)
		buf_addf(&names, "%s%s", i ? ", " : "", records_field(r, 0, i));
	rc = error_set(err, ERR_USAGE,
	               "no column is called '%s'; the columns are: %s", name,
	               buf_str(&names));
	buf_release(&names);
	return rc;
}

bool
table_is_empty(const char *field)
{
	return line_is_blank(field, 0, strlen(field));
}

/* --- a transcript ------------------------------------------------------------
 */

struct columns {
	size_t speech, speaker;
	size_t first; /* row of the transcript: 1, or 0 if there is no header */
	struct table_time time;
};

/* The first column of R that is called as those of KIND are, or NONE. */
static size_t
find_column(const struct records *r, enum column_kind kind)
{
	const char *const *names = column_names(kind);
	int column;

	for (; *names; names++) {
		column = records_column(r, *names);
		if (column >= 0)
			return (size_t)column;
	}
	return NONE;
}

static int
no_transcript(const struct records *r, const struct columns *c,
              struct error *err)
{
	struct buf names = { 0 };
	size_t i;
	int rc;

	for (i = 0; i < r->columns; i++)
		buf_addf(&names, "%s%s", i ? ", " : "", records_field(r, 0, i));
	rc = error_set(err, ERR_FORMAT,
	               "%s: --text COLUMN says what was said, --speaker COLUMN "
	               "by whom; if each row is a document of its own, --id "
	               "COLUMN says what it is called; the columns are: %s",
	               c->speech == NONE
	                   ? "no column is called text, speech or the like"
	                   : "no column is called speaker, name or the like",
	               buf_str(&names));
	buf_release(&names);
	return rc;
}

/*
 * No header, as ELAN exports tables: the first row has a time as all others
 * have, and there are columns of who and what.
 */
static bool
find_headless(const struct records *r, struct columns *c)
{
	struct grid g = { .rows = r->rows, .columns = r->columns };
	size_t from, who;
	int64_t start, end;

	if (g.columns > GRID_COLUMNS)
		return false;
	g.cells = r->fields;
	if (!grid_read(&g) || g.header > 0)
		return false;
	from = grid_column(&g, GRID_START);
	who = grid_column(&g, GRID_SPEAKER);
	if (who == NONE || from == NONE ||
	    !grid_time(records_field(r, 0, from), &start, &end))
		return false;
	*c = (struct columns){ .speech = grid_column(&g, GRID_SPEECH),
		               .speaker = who,
		               .time = { .records = r,
		                         .start = from,
		                         .end = grid_column(&g, GRID_END) } };
	c->time.speech = c->speech;
	return true;
}

/* The --speaker that is a column; in a folder others may be labels. */
static int
find_speaker(const struct records *r, const struct import_options *o,
             size_t *out, struct error *err)
{
	size_t i;

	for (i = 0; i < o->n_speakers; i++)
		if (records_column(r, o->speakers[i]) >= 0)
			break;
	if (o->n_speakers == 0)
		return 0;
	return table_column(r, o->speakers[i < o->n_speakers ? i : 0], out,
	                    err);
}

static int
find_columns(const struct records *r, const struct import_options *o,
             struct columns *c, struct error *err)
{
	int rc = 0;

	c->first = 1;
	c->speech = find_column(r, COLUMN_SPEECH);
	c->speaker = find_column(r, COLUMN_SPEAKER);
	c->time = (struct table_time){ .records = r,
		                       .start = find_column(r, COLUMN_START),
		                       .end = find_column(r, COLUMN_END) };
	if (o->n_texts == 0 && o->n_speakers == 0 && c->speech == NONE &&
	    find_headless(r, c))
		return 0;
	if (o->n_texts > 1)
		return error_set(err, ERR_USAGE,
		                 "a transcript has one --text column; several "
		                 "are for a survey, with --id");
	if (o->n_texts == 1)
		rc = table_column(r, o->texts[0], &c->speech, err);
	if (rc == 0)
		rc = find_speaker(r, o, &c->speaker, err);
	if (c->speaker == c->speech)
		c->speaker = NONE;
	if (rc == 0 &&
	    (c->speech == NONE ||
	     (c->speaker == NONE && c->time.start == NONE && o->n_texts == 0)))
		rc = no_transcript(r, c, err);
	c->time.speech = c->speech;
	if (rc == 0)
		table_time_prepare(&c->time);
	return rc;
}

/* A row and when it starts. */
struct row {
	int64_t start;
	size_t n;
};

static int
compare_rows(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->n < y->n ? -1 : x->n > y->n;
}

static void
compose_rows(struct composer *c, const struct records *r,
             const struct columns *columns)
{
	int64_t start, end;
	struct row *order = mem_array(r->rows, sizeof(*order));
	size_t i;

	for (i = 0; i < r->rows; i++) {
		order[i].n = i;
		table_time_row(&columns->time, i, &order[i].start, &end);
	}
	/* a tier behind the other, as the table has them, is no talk */
	if (columns->first == 0)
		qsort(order, r->rows, sizeof(*order), compare_rows);
	for (i = columns->first; i < r->rows; i++) {
		size_t row = order[i].n;
		const char *speech = records_field(r, row, columns->speech);
		const char *who = "";

		if (table_is_empty(speech))
			continue;
		table_time_row(&columns->time, row, &start, &end);
		if (columns->speaker != NONE)
			who = records_field(r, row, columns->speaker);
		compose_turn(c, start, end);
		compose_speaker(c, who, strlen(who));
		compose_text(c, speech, strlen(speech));
	}
	free(order);
}

/*
 * Nobody is named and each row has a start and an end, as recognisers write
 * their tables: rows are no turns there but where somebody takes a breath.
 */
static int
join_rows(const struct records *r, const struct columns *columns,
          struct transcript *t, const struct import_options *o,
          struct error *err)
{
	struct captions captions = { 0 };
	size_t row;
	int rc;

	for (row = 1; row < r->rows; row++) {
		const char *speech = records_field(r, row, columns->speech);
		int64_t start, end;

		table_time_row(&columns->time, row, &start, &end);
		captions.cues++;
		caption_add(&captions, start, end, "", 0, speech,
		            strlen(speech));
	}
	rc = caption_turns(&captions, "row", t, o, err);
	caption_release(&captions);
	return rc;
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct composer c = { .t = t, .options = o };
	struct records r = { 0 };
	struct columns columns;
	int rc;

	rc = table_read(bytes, o, t, &r, err);
	if (rc < 0)
		return rc;
	rc = find_columns(&r, o, &columns, err);
	if (rc == 0 && columns.speaker == NONE && columns.time.start != NONE &&
	    columns.time.end != NONE) {
		rc = join_rows(&r, &columns, t, o, err);
	} else if (rc == 0) {
		compose_rows(&c, &r, &columns);
		rc = compose_end(&c, err);
	}
	if (rc == 0 && columns.first == 1)
		table_time_remark(&columns.time, t);
	records_release(&r);
	return rc;
}

/* The cells of the line [AT, END): how many, and what they hold. */
struct line_cells {
	size_t n, times;
	bool speech, who; /* is called so */
};

static struct line_cells
read_cells(const char *data, size_t at, size_t end)
{
	struct line_cells out = { 0 };
	size_t stop;

	for (; at <= end; at = stop + 1) {
		char cell[CELL_BYTES];
		const char *tab = memchr(data + at, '\t', end - at);
		int64_t start_ms, end_ms;

		stop = tab ? (size_t)(tab - data) : end;
		out.n++;
		if (stop - at >= sizeof(cell))
			continue;
		memcpy(cell, data + at, stop - at);
		cell[stop - at] = '\0';
		if (!utf8_valid(cell, stop - at, NULL))
			continue;
		out.times += grid_time(cell, &start_ms, &end_ms);
		out.speech |= column_is(cell, COLUMN_SPEECH);
		out.who |= column_is(cell, COLUMN_SPEAKER) ||
		           column_is(cell, COLUMN_START);
	}
	return out;
}

/*
 * A line of prose among the rows: then it is a text with a table in it.  What
 * stands in quotes may have lines of its own.
 */
static bool
has_prose(const char *data, size_t at, size_t end)
{
	size_t stop;

	if (memchr(data + at, '"', end - at))
		return false;
	for (; at < end; at = stop + 1) {
		stop = line_end(data, at, end);
		if (!line_is_blank(data, at, stop) &&
		    !memchr(data + at, '\t', stop - at))
			return true;
	}
	return false;
}

/* Are the whole lines of [AT, END) what parse() takes without a header? */
static bool
is_headless(const char *data, size_t at, size_t end)
{
	struct records r = { 0 };
	struct columns columns;
	struct error err;
	bool yes;

	while (end > at && data[end - 1] != '\n')
		end--;
	yes = records_parse(&r, "", data + at, end - at, &err) == 0 &&
	      find_headless(&r, &columns);
	records_release(&r);
	return yes;
}

/* A text whose first lines are rows: of titles, or with two times each. */
static enum import_fit
sniff(const char *data, size_t len)
{
	size_t at = len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	size_t limit = len < SNIFF_BYTES ? len : SNIFF_BYTES;
	size_t first = line_end(data, at, limit), second;
	struct line_cells a, b;

	if (first == limit || !memchr(data + at, '\t', first - at))
		return IMPORT_NO;
	second = line_end(data, first + 1, limit);
	a = read_cells(data, at, first - (data[first - 1] == '\r'));
	b = read_cells(data, first + 1, second - (data[second - 1] == '\r'));
	if (a.n < 3 || a.n != b.n || has_prose(data, at, limit))
		return IMPORT_NO;
	return (a.speech && a.who) || (a.n > 3 && a.times > 1 && b.times > 1 &&
	                               is_headless(data, at, limit))
	           ? IMPORT_SURE
	           : IMPORT_NO;
}

const struct importer table_importer = {
	.name = "csv",
	.extensions = "csv tsv tab",
	.description = "tables: a turn a row, or (--id) a document a row",
	.sniff = sniff,
	.parse = parse,
};
