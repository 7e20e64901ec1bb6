/*
 * A header line, then one record a line.  There are no quotes: tab, line
 * feed, carriage return and backslash are written \t \n \r \\.
 */
#include "report/writer_format.h"

#include <string.h>

static void
add_field(struct buf *out, const char *s, size_t len)
{
	size_t i, done = 0;

	for (i = 0; i < len; i++) {
		const char *escape;

		/* of nearly all bytes no more needs to be known */
		if ((unsigned char)s[i] > '\r' && s[i] != '\\')
			continue;
		switch (s[i]) {
		case '\t':
			escape = "\\t";
			break;
		case '\n':
			escape = "\\n";
			break;
		case '\r':
			escape = "\\r";
			break;
		case '\\':
			escape = "\\\\";
			break;
		default:
			continue;
		}
		buf_add(out, s + done, i - done);
		buf_adds(out, escape);
		done = i + 1;
	}
	buf_add(out, s + done, len - done);
}

static void
tsv_header(const struct writer *w, struct buf *out)
{
	size_t c;

	for (c = 0; c < w->n_columns; c++) {
		const char *name = w->columns[c].name;

		if (c > 0)
			buf_addc(out, '\t');
		add_field(out, name, strlen(name));
	}
	buf_addc(out, '\n');
}

static void
tsv_row(const struct writer *w, const struct writer_cell *row, struct buf *out)
{
	size_t c;

	for (c = 0; c < w->n_columns; c++) {
		if (c > 0)
			buf_addc(out, '\t');
		add_field(out, writer_cell_text(w, &row[c]), row[c].len);
	}
	buf_addc(out, '\n');
}

const struct writer_backend writer_tsv = {
	.name = "tsv",
	.header = tsv_header,
	.row = tsv_row,
};
