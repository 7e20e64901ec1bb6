/*
 * A table in GitHub's Markdown.  User text shows as it is and never becomes
 * markup: what could begin some is escaped, a line break becomes <br>.
 */
#include "report/writer_format.h"

#include <string.h>

/* Two no-break spaces: a cell's leading spaces would be dropped. */
#define INDENT "\xC2\xA0\xC2\xA0"

static bool
begins(const char *s, size_t len, const char *with)
{
	size_t n = strlen(with);

	return len >= n && !strncmp(s, with, n);
}

/*
 * Append TEXT with its markup escaped.  Within a line these characters can
 * begin markup; "://" and "www." make links of bare addresses.
 */
static void
add_inline(struct buf *out, const char *s, size_t len)
{
	static const char special[] = "\\`*_<>[]&|~$^@";
	size_t i;

	for (i = 0; i < len; i++) {
		if (s[i] == '\n') {
			buf_adds(out, "<br>");
			continue;
		}
		if (s[i] && strchr(special, s[i]))
			buf_addc(out, '\\');
		else if (begins(s + i, len - i, "://"))
			buf_addc(out, '\\');
		else if (s[i] == '.' && i >= 3 && !strncmp(s + i - 3, "www", 3))
			buf_addc(out, '\\');
		buf_addc(out, s[i]);
	}
}

/* As add_inline, with control characters made visible. */
static void
add_text(struct buf *out, const char *s, size_t len)
{
	struct buf shown = { 0 };

	writer_visible(&shown, s, len, true);
	add_inline(out, buf_str(&shown), shown.len);
	buf_release(&shown);
}

/*
 * A note is a paragraph.  What makes a heading, a list or code of a line
 * stands at its beginning: "#", "-", "+", "=", "1." "1)", spaces.
 */
static void
add_note(struct buf *out, const char *s)
{
	size_t digits;

	s += strspn(s, " \n");
	digits = strspn(s, "0123456789");
	if (*s && strchr("#-+=", *s)) {
		buf_addc(out, '\\');
	} else if (digits && (s[digits] == '.' || s[digits] == ')')) {
		buf_add(out, s, digits);
		buf_addc(out, '\\');
		s += digits;
	}
	add_text(out, s, strlen(s));
	buf_addc(out, '\n');
}

static void
add_header(const struct writer *w, struct buf *out)
{
	size_t c;

	for (c = 0; c < w->n_columns; c++) {
		const char *title = writer_title(w, c);

		buf_adds(out, "| ");
		add_text(out, title, strlen(title));
		buf_addc(out, ' ');
	}
	buf_adds(out, "|\n");
	for (c = 0; c < w->n_columns; c++)
		buf_adds(out, w->columns[c].flags & WRITER_NUMBER ? "| ---: "
		                                                  : "| --- ");
	buf_adds(out, "|\n");
}

static void
add_row(const struct writer *w, const struct writer_cell *row, struct buf *out)
{
	size_t c;
	int i;

	for (c = 0; c < w->n_columns; c++) {
		const struct writer_cell *cell = &row[c];

		buf_adds(out, "| ");
		if (w->columns[c].flags & WRITER_TREE)
			for (i = 0; i < cell->depth; i++)
				buf_adds(out, INDENT);
		if (cell->kind == WRITER_KIND_NONE)
			buf_addc(out, '-');
		else
			add_text(out, writer_cell_text(w, cell), cell->len);
		buf_addc(out, ' ');
	}
	buf_adds(out, "|\n");
}

static void
md_page(struct writer *w)
{
	struct buf *line = &w->line;
	size_t i;

	for (i = 0; i < w->above.n; i++) {
		add_note(line, w->above.items[i]);
		buf_addc(line, '\n');
	}
	add_header(w, line);
	for (i = 0; i < w->rows; i++) {
		spool_add(w->out, line->data, line->len);
		buf_clear(line);
		add_row(w, w->cells.items + i * w->n_columns, line);
	}
	for (i = 0; i < w->below.n; i++) {
		buf_addc(line, '\n');
		add_note(line, w->below.items[i]);
	}
	spool_add(w->out, line->data, line->len);
}

const struct writer_backend writer_md = {
	.name = "md",
	.page = md_page,
};
