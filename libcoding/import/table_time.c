#include "import/table_time.h"

#include "base/segment.h"
#include "base/utf8.h"
#include "import/column.h"
#include "import/compose.h"
#include "import/cue.h"
#include "import/line.h"

#include <stdlib.h>
#include <string.h>

#define NONE SIZE_MAX

enum {
	SHOWN_CPS = 30,      /* of a cell, in a message */
	NUMBER_BYTES = 32,   /* of a number of seconds */
	WORDS_PER_TEN_S = 1, /* fewer were no speech */
};

/* 83.5 or 83,5 or 83.5s: as many units; negative if FIELD is none. */
static double
read_number(const char *field)
{
	size_t start = 0, end = strlen(field), i;
	char copy[NUMBER_BYTES], *rest;
	double n;

	line_trim(field, &start, &end);
	if (start == end || end - start >= sizeof(copy) ||
	    strspn(field + start, "0123456789.,s") < end - start)
		return -1;
	for (i = start; i < end; i++)
		copy[i - start] = field[i] == ',' ? '.' : field[i];
	copy[end - start] = '\0';
	n = strtod(copy, &rest);
	rest += *rest == 's';
	return rest == copy || *rest ? -1 : n;
}

/* FIELD as a time or a span of time; false if it is neither. */
static bool
read_cell(const char *field, bool ms, int64_t *start_out, int64_t *end_out)
{
	double n = read_number(field);
	struct cue cue;

	*start_out = *end_out = TURN_NO_TIME;
	if (n >= 0) {
		*start_out = compose_ms(ms ? n / 1000 : n);
		return *start_out != TURN_NO_TIME;
	}
	if (cue_read(field, 0, strlen(field), &cue) && cue.kind == CUE_TIME &&
	    line_is_blank(field, cue.speech, strlen(field))) {
		*start_out = cue.start_ms;
		*end_out = cue.end_ms;
		return true;
	}
	return false;
}

void
table_time_row(const struct table_time *x, size_t row, int64_t *start_out,
               int64_t *end_out)
{
	int64_t end, none;

	*start_out = *end_out = TURN_NO_TIME;
	if (x->start != NONE)
		read_cell(records_field(x->records, row, x->start), x->ms,
		          start_out, end_out);
	if (x->end != NONE && read_cell(records_field(x->records, row, x->end),
	                                x->ms, &end, &none))
		*end_out = end;
}

/*
 * Whisper writes milliseconds under names that say nothing of it.  Whole
 * numbers are such if, as seconds, the words would take longer than anybody
 * speaks.
 */
static bool
are_ms(const struct table_time *x)
{
	double seconds = 0, words = 0;
	size_t row;

	for (row = 1; row < x->records->rows; row++) {
		const char *start = records_field(x->records, row, x->start);
		const char *end = records_field(x->records, row, x->end);
		const char *speech = records_field(x->records, row, x->speech);
		double from = read_number(start), to = read_number(end);

		if (start[strspn(start, "0123456789")] ||
		    end[strspn(end, "0123456789")])
			return false;
		if (from < 0 || to < from)
			continue;
		seconds += to - from;
		words += (double)segment_count_words(speech, 0, strlen(speech));
	}
	return words > 0 && words * 10 < seconds * WORDS_PER_TEN_S;
}

void
table_time_prepare(struct table_time *x)
{
	x->ms = x->start != NONE &&
	        column_in_ms(records_field(x->records, 0, x->start));
	if (!x->ms && x->start != NONE && x->end != NONE)
		x->ms = are_ms(x);
}

/* FIELD on one line, its beginning if it is long. */
static void
add_shown(struct buf *out, const char *field)
{
	size_t len = strlen(field), at = 0, cps = 0, i;

	while (at < len && cps++ < SHOWN_CPS)
		utf8_next(field, len, &at);
	for (i = 0; i < at; i++)
		buf_addc(out, (unsigned char)field[i] < ' ' ? ' ' : field[i]);
	buf_adds(out, at < len ? "..." : "");
}

static void
remark_column(const struct table_time *x, size_t column, struct transcript *t)
{
	size_t row, filled = 0, bad = 0, first = 0;
	int64_t start, end;

	for (row = 1; column != NONE && row < x->records->rows; row++) {
		const char *field = records_field(x->records, row, column);

		if (line_is_blank(field, 0, strlen(field)))
			continue;
		filled++;
		if (read_cell(field, x->ms, &start, &end))
			continue;
		first = bad++ ? first : row;
	}
	if (bad == 0)
		return;
	buf_addf(&t->remarks, "%zu of %zu values in the column '", bad, filled);
	add_shown(&t->remarks, records_field(x->records, 0, column));
	buf_addf(&t->remarks, "' %s, the first on line %zu: '",
	         bad == 1 ? "is no time" : "are no times",
	         x->records->lines[first]);
	add_shown(&t->remarks, records_field(x->records, first, column));
	buf_adds(&t->remarks, "'\n");
}

void
table_time_remark(const struct table_time *x, struct transcript *t)
{
	remark_column(x, x->start, t);
	remark_column(x, x->end, t);
}
