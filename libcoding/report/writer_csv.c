/*
 * RFC 4180, but that lines end in LF, as everywhere in emic: a field that
 * holds a quote, a comma or a line break stands in quotes, and its quotes
 * are doubled.  Nothing else is changed, so a spreadsheet may take a text
 * that begins with "=" for a formula.
 */
#include "report/writer_format.h"

#include <string.h>

static bool
needs_quotes(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (s[i] == '"' || s[i] == ',' || s[i] == '\n' || s[i] == '\r')
			return true;
	return false;
}

static void
add_field(const struct writer *w, struct buf *out, const char *s, size_t len)
{
	size_t i;

	/* A lone empty field would be an empty line, which readers skip. */
	if (!needs_quotes(s, len) && !(len == 0 && w->n_columns == 1)) {
		buf_add(out, s, len);
		return;
	}
	buf_addc(out, '"');
	for (i = 0; i < len; i++) {
		if (s[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, s[i]);
	}
	buf_addc(out, '"');
}

static void
csv_header(const struct writer *w, struct buf *out)
{
	size_t c;

	for (c = 0; c < w->n_columns; c++) {
		const char *name = w->columns[c].name;

		if (c > 0)
			buf_addc(out, ',');
		add_field(w, out, name, strlen(name));
	}
	buf_addc(out, '\n');
}

static void
csv_row(const struct writer *w, const struct writer_cell *row, struct buf *out)
{
	size_t c;

	for (c = 0; c < w->n_columns; c++) {
		if (c > 0)
			buf_addc(out, ',');
		add_field(w, out, writer_cell_text(w, &row[c]), row[c].len);
	}
	buf_addc(out, '\n');
}

const struct writer_backend writer_csv = {
	.name = "csv",
	.header = csv_header,
	.row = csv_row,
};
