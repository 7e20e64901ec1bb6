/*
 * One JSON object (RFC 8259) a line.  Characters that could confuse a
 * terminal are written as escapes too: that is the same text to whoever
 * parses it.
 */
#include "report/writer_format.h"

#include "base/utf8.h"

#include <string.h>

static void
add_escape(struct buf *out, uint32_t cp)
{
	switch (cp) {
	case '"':
		buf_adds(out, "\\\"");
		break;
	case '\\':
		buf_adds(out, "\\\\");
		break;
	case '\n':
		buf_adds(out, "\\n");
		break;
	case '\r':
		buf_adds(out, "\\r");
		break;
	case '\t':
		buf_adds(out, "\\t");
		break;
	default:
		buf_addf(out, "\\u%04x", (unsigned)cp);
	}
}

static void
add_string(struct buf *out, const char *s, size_t len)
{
	size_t at = 0, done = 0;

	buf_addc(out, '"');
	while (at < len) {
		size_t here = at;
		uint32_t cp = utf8_next(s, len, &at);

		if (cp != '"' && cp != '\\' && !writer_is_control(cp))
			continue;
		buf_add(out, s + done, here - done);
		add_escape(out, cp);
		done = at;
	}
	buf_add(out, s + done, len - done);
	buf_addc(out, '"');
}

/* There is no header: the names stand in each object. */
static void
jsonl_header(const struct writer *w, struct buf *out)
{
	(void)w;
	(void)out;
}

static void
jsonl_row(const struct writer *w, const struct writer_cell *row,
          struct buf *out)
{
	size_t c;

	for (c = 0; c < w->n_columns; c++) {
		const char *name = w->columns[c].name;
		const char *text = writer_cell_text(w, &row[c]);

		buf_addc(out, c > 0 ? ',' : '{');
		add_string(out, name, strlen(name));
		buf_addc(out, ':');
		if (row[c].kind == WRITER_KIND_NONE)
			buf_adds(out, "null");
		else if (row[c].kind == WRITER_KIND_NUMBER)
			buf_add(out, text, row[c].len);
		else
			add_string(out, text, row[c].len);
	}
	buf_adds(out, "}\n");
}

const struct writer_backend writer_jsonl = {
	.name = "jsonl",
	.header = jsonl_header,
	.row = jsonl_row,
};
