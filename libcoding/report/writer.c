#include "report/writer.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "report/writer_format.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* In the order of enum writer_format. */
static const struct writer_backend *const backends[] = {
	[WRITER_TABLE] = &writer_table, [WRITER_TSV] = &writer_tsv,
	[WRITER_CSV] = &writer_csv,     [WRITER_JSONL] = &writer_jsonl,
	[WRITER_MD] = &writer_md,
};

#define N_BACKENDS (sizeof(backends) / sizeof(backends[0]))

int
writer_format_find(const char *name)
{
	size_t i;

	for (i = 0; i < N_BACKENDS; i++)
		if (!strcmp(backends[i]->name, name))
			return (int)i;
	return -1;
}

const char *
writer_format_name(enum writer_format format)
{
	assert((size_t)format < N_BACKENDS);
	return backends[format]->name;
}

/* Append [S, S+LEN); each byte that is not UTF-8 becomes U+FFFD. */
static void
add_clean(struct buf *out, const char *s, size_t len)
{
	size_t bad = 0;

	while (!utf8_valid(s, len, &bad)) {
		buf_add(out, s, bad);
		buf_adds(out, "\xEF\xBF\xBD");
		s += bad + 1;
		len -= bad + 1;
	}
	buf_add(out, s, len);
}

static char *
clean(const char *s)
{
	struct buf b = { 0 };

	add_clean(&b, s, strlen(s));
	return buf_take(&b);
}

struct writer *
writer_new(enum writer_format format, struct spool *out, size_t width,
           const struct writer_column *columns, size_t n)
{
	struct writer *w = mem_zero(sizeof(*w));
	size_t i;

	assert((size_t)format < N_BACKENDS);
	assert(n > 0);
	w->backend = backends[format];
	w->out = out;
	w->width = width;
	w->columns = mem_array(n, sizeof(*w->columns));
	w->n_columns = n;
	for (i = 0; i < n; i++) {
		const struct writer_column *c = &columns[i];

		w->columns[i].name = clean(c->name);
		w->columns[i].title = clean(c->title ? c->title : c->name);
		w->columns[i].flags = c->flags;
	}
	return w;
}

/* Keep the note FMT if the format shows notes. */
static void __attribute__((format(printf, 3, 0)))
add_note(const struct writer *w, struct writer_notes *notes, const char *fmt,
         va_list ap)
{
	va_list again;
	struct buf b = { 0 };
	int n;

	if (!w->backend->page)
		return;
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	assert(n >= 0);
	vsnprintf(buf_room(&b, (size_t)n), (size_t)n + 1, fmt, ap);
	vec_push(notes, clean(b.data));
	buf_release(&b);
}

void
writer_note(struct writer *w, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_note(w, &w->above, fmt, ap);
	va_end(ap);
}

void
writer_footnote(struct writer *w, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_note(w, &w->below, fmt, ap);
	va_end(ap);
}

void
writer_indent(struct writer *w, int depth)
{
	assert(depth >= 0);
	w->depth = depth;
}

static void
print_header(struct writer *w)
{
	if (w->has_header)
		return;
	w->has_header = true;
	buf_clear(&w->line);
	w->backend->header(w, &w->line);
	spool_add(w->out, w->line.data, w->line.len);
}

/* The row is complete: print it, unless the format wants them all. */
static void
end_row(struct writer *w)
{
	size_t first = w->cells.n - w->n_columns, i;

	w->rows++;
	if (w->backend->page) {
		for (i = first; i < w->cells.n; i++)
			w->cells.items[i].depth = w->depth;
	} else {
		print_header(w);
		buf_clear(&w->line);
		w->backend->row(w, w->cells.items, &w->line);
		spool_add(w->out, w->line.data, w->line.len);
		w->cells.n = 0;
		buf_clear(&w->text);
	}
	w->depth = 0;
}

/* A value was appended to the text from START on. */
static void
add_cell(struct writer *w, enum writer_kind kind, size_t start)
{
	struct writer_cell cell = { .kind = kind,
		                    .start = start,
		                    .len = w->text.len - start };

	vec_push(&w->cells, cell);
	if (w->cells.n % w->n_columns == 0)
		end_row(w);
}

void
writer_bytes(struct writer *w, const char *s, size_t len)
{
	size_t start = w->text.len;

	add_clean(&w->text, s, len);
	add_cell(w, WRITER_KIND_TEXT, start);
}

void
writer_text(struct writer *w, const char *s)
{
	writer_bytes(w, s, strlen(s));
}

void
writer_int(struct writer *w, int64_t n)
{
	size_t start = w->text.len;

	buf_addi(&w->text, n);
	add_cell(w, WRITER_KIND_NUMBER, start);
}

void
writer_real(struct writer *w, double x, int decimals)
{
	size_t start = w->text.len;

	assert(decimals >= 0 && decimals <= 15);
	if (!isfinite(x)) {
		writer_none(w);
		return;
	}
	buf_addf(&w->text, "%.*f", decimals, x);
	/* What was rounded to nothing has no sign. */
	if (w->text.data[start] == '-' &&
	    strspn(w->text.data + start + 1, "0.") == w->text.len - start - 1) {
		w->text.len = start;
		buf_addf(&w->text, "%.*f", decimals, 0.0);
	}
	add_cell(w, WRITER_KIND_NUMBER, start);
}

void
writer_none(struct writer *w)
{
	add_cell(w, WRITER_KIND_NONE, w->text.len);
}

static void
release_notes(struct writer_notes *notes)
{
	size_t i;

	for (i = 0; i < notes->n; i++)
		free(notes->items[i]);
	vec_release(notes);
}

void
writer_finish(struct writer *w)
{
	size_t i;

	if (!w)
		return;
	w->cells.n -= w->cells.n % w->n_columns;
	if (w->backend->page)
		w->backend->page(w);
	else
		print_header(w);
	for (i = 0; i < w->n_columns; i++) {
		free((char *)w->columns[i].name);
		free((char *)w->columns[i].title);
	}
	free(w->columns);
	buf_release(&w->text);
	buf_release(&w->line);
	vec_release(&w->cells);
	release_notes(&w->above);
	release_notes(&w->below);
	free(w);
}

size_t
writer_rows(const struct writer *w)
{
	return w->rows;
}

const char *
writer_cell_text(const struct writer *w, const struct writer_cell *cell)
{
	return buf_str(&w->text) + cell->start;
}

const char *
writer_title(const struct writer *w, size_t c)
{
	return w->columns[c].title;
}

bool
writer_is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 ||
	       cp == 0x2029 || (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069);
}

/* Append the visible form of the control character CP. */
static void
add_escape(struct buf *out, uint32_t cp)
{
	if (cp == '\n')
		buf_adds(out, "\\n");
	else if (cp == '\t')
		buf_adds(out, "\\t");
	else if (cp == '\r')
		buf_adds(out, "\\r");
	else
		buf_addf(out, cp < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)cp);
}

void
writer_visible(struct buf *out, const char *s, size_t len, bool breaks)
{
	size_t at = 0, done = 0; /* [done, at) is to be copied */

	while (at < len) {
		size_t here = at;
		uint32_t cp = utf8_next(s, len, &at);

		if (!writer_is_control(cp) || (breaks && cp == '\n'))
			continue;
		buf_add(out, s + done, here - done);
		add_escape(out, cp);
		done = at;
	}
	buf_add(out, s + done, len - done);
}
