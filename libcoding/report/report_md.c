/*
 * report_md.c - the report in Markdown (CommonMark, tables as on GitHub).
 *
 * Text shows as it is and never becomes markup.  The chart is left out: the
 * table below it has the same numbers.
 */
#include "report/report_page.h"

#include "report/html.h"

#include <string.h>

/* Two no-break spaces: a cell's leading spaces would be dropped. */
#define INDENT "\xC2\xA0\xC2\xA0"

#define JOINER "\xE2\x81\xA0"

/* --- text ---------------------------------------------------------------- */

/* ":word:" is a picture on GitHub; "16:00:00" is none. */
static bool
is_emoji(const char *s, char before)
{
	size_t n = strspn(s + 1, "abcdefghijklmnopqrstuvwxyz0123456789_+-");

	return *s == ':' && n > 0 && s[1 + n] == ':' &&
	       !(before >= '0' && before <= '9');
}

/*
 * Append S, cleaned, with what could be markup within a line escaped; bare
 * addresses ("://", "www.") would become links.
 */
static void
add_text(struct buf *out, const char *s)
{
	static const char special[] = "\\`*_<>[]{}&|~$^@#";
	struct buf clean = { 0 };
	const char *at;

	html_clean(&clean, s);
	for (at = buf_str(&clean); *at; at++) {
		bool www = *at == '.' && at - clean.data >= 3 &&
		           strncmp(at - 3, "www", 3) == 0;

		if (strchr(special, *at) || strncmp(at, "://", 3) == 0 || www ||
		    is_emoji(at, at > clean.data ? at[-1] : ' '))
			buf_addc(out, '\\');
		buf_addc(out, *at);
	}
	buf_release(&clean);
}

/*
 * As add_text at the beginning of a line, where some characters make a
 * heading, a list, a rule or a definition.
 */
static void
add_line(struct buf *out, const char *s)
{
	size_t digits;

	s += strspn(s, " \t\n");
	digits = strspn(s, "0123456789");
	if (*s && strchr("-+=:(%", *s)) {
		buf_addc(out, '\\');
		buf_addc(out, *s++);
	} else if (digits > 0 && (s[digits] == '.' || s[digits] == ')')) {
		buf_add(out, s, digits);
		buf_addc(out, '\\');
		s += digits;
	}
	add_text(out, s);
}

/* Each line of TEXT as a paragraph, all of it behind PREFIX. */
static void
add_paragraphs(struct buf *out, const char *prefix, const char *text)
{
	bool first = true;

	while (*text) {
		size_t len = strcspn(text, "\n");
		struct buf line = { 0 };

		buf_add(&line, text, len);
		if (len > 0) {
			if (!first)
				buf_addf(out, "%s\n", *prefix ? ">" : "");
			buf_adds(out, prefix);
			add_line(out, buf_str(&line));
			buf_addc(out, '\n');
			first = false;
		}
		buf_release(&line);
		text += len + (text[len] == '\n');
	}
}

static void
add_note(struct buf *out, const char *text)
{
	buf_adds(out, "**Note:** ");
	add_text(out, text);
	buf_addc(out, '\n');
}

static void
md_para(struct report_page *page, enum report_tone tone, const char *text)
{
	struct buf *out = &page->body;

	if (tone == REPORT_CAUTION) {
		add_note(out, text);
	} else {
		add_paragraphs(out, "", text);
	}
	buf_addc(out, '\n');
}

static void
md_term(struct report_page *page, const char *label, const char *text)
{
	struct buf *out = &page->body;

	buf_adds(out, "**");
	add_text(out, label);
	buf_adds(out, ":** ");
	add_text(out, text);
	buf_adds(out, "\n\n");
}

static void
md_list(struct report_page *page, const char *const *items, size_t n)
{
	struct buf *out = &page->body;
	size_t i;

	for (i = 0; i < n; i++) {
		buf_adds(out, "- ");
		add_line(out, items[i]);
		buf_addc(out, '\n');
	}
	buf_addc(out, '\n');
}

/* A fence longer than any run of its marks inside. */
static void
md_lines(struct report_page *page, const char *const *lines, size_t n)
{
	struct buf body = { 0 }, fence = { 0 };
	size_t i, run = 0;

	for (i = 0; i < n; i++) {
		html_clean(&body, lines[i]);
		buf_addc(&body, '\n');
	}
	buf_adds(&fence, "```");
	for (i = 0; i < body.len; i++) {
		run = body.data[i] == '`' ? run + 1 : 0;
		if (run >= fence.len)
			buf_addc(&fence, '`');
	}
	buf_addf(&page->body, "%s\n%s%s\n\n", buf_str(&fence), buf_str(&body),
	         buf_str(&fence));
	buf_release(&body);
	buf_release(&fence);
}

static void
md_heading(struct report_page *page, const struct report_heading *h)
{
	struct buf *out = &page->body;
	int level;

	for (level = h->level > 6 ? 6 : h->level; level > 0; level--)
		buf_addc(out, '#');
	buf_addc(out, ' ');
	add_text(out, h->text);
	if (h->kind && *h->kind) {
		buf_adds(out, " (");
		add_text(out, h->kind);
		buf_addc(out, ')');
	}
	buf_adds(out, "\n\n");
}

/* --- tables and quotations ------------------------------------------------ */

static void
md_table(struct report_page *page, const struct report_table *t)
{
	struct buf *out = &page->body;
	size_t c, row;
	int i;

	if (!t->plain) {
		buf_adds(out, "**");
		add_text(out, t->caption);
		buf_adds(out, "**\n\n");
	}
	for (c = 0; c < t->n_columns; c++) {
		buf_adds(out, "| ");
		add_text(out, t->columns[c].title);
		buf_addc(out, ' ');
	}
	buf_adds(out, "|\n");
	for (c = 0; c < t->n_columns; c++)
		buf_adds(out, t->columns[c].number ? "| ---: " : "| --- ");
	buf_adds(out, "|\n");
	for (row = 0; row < t->rows.n; row++) {
		for (c = 0; c < t->n_columns; c++) {
			buf_adds(out, "| ");
			for (i = 0; c == 0 && i < t->rows.items[row].depth; i++)
				buf_adds(out, INDENT);
			add_text(out, t->cells.items[row * t->n_columns + c]);
			buf_addc(out, ' ');
		}
		buf_adds(out, "|\n");
	}
	buf_addc(out, '\n');
}

/*
 * The passage is bold where it is shown with context.  Bold that begins or
 * ends without a space would be read as asterisks beside some punctuation:
 * a word joiner (U+2060) within stands for a letter.
 */
static void
add_run(struct buf *out, const struct report_run *run, bool bold,
        const struct report_run *next)
{
	if (bold)
		buf_addf(out, "**%s", run->joined ? JOINER : "");
	if (run->begins)
		add_line(out, run->text);
	else
		add_text(out, run->text);
	if (bold)
		buf_addf(out, "%s**", next && next->joined ? JOINER : "");
}

static void
add_runs(struct buf *out, const struct report_quote *q,
         const struct report_piece *p)
{
	size_t i;

	for (i = 0; i < p->n_runs; i++) {
		const struct report_run *run = &p->runs[i];

		if (run->begins)
			buf_adds(out, i > 0 ? "\n>\n> " : "> ");
		add_run(out, run, q->grown && !run->context,
		        i + 1 < p->n_runs ? run + 1 : NULL);
	}
	buf_addc(out, '\n');
}

static void
md_quote(struct report_page *page, const struct report_quote *q)
{
	struct buf *out = &page->body;
	size_t i;

	for (i = 0; i < q->n_pieces; i++) {
		const struct report_piece *p = &q->pieces[i];

		if (p->left_out) {
			add_paragraphs(out, "> ", "[\xE2\x80\xA6]");
		} else if (q->several) {
			buf_adds(out, "> **");
			add_text(out, p->who);
			buf_adds(out, "**\n>\n");
		}
		if (!p->left_out)
			add_runs(out, q, p);
		buf_adds(out, ">\n");
	}
	buf_adds(out, "> \xE2\x80\x94 ");
	add_text(out, q->by);
	buf_adds(out, " \xC2\xB7 ");
	add_text(out, q->where);
	buf_addf(out, " \xC2\xB7 %s\n\n", report_basis(q));
}

static void
md_finish(struct report_page *page, struct buf *out)
{
	buf_adds(out, "# ");
	add_text(out, *page->title ? page->title : "Report");
	buf_adds(out, "\n\n");
	add_paragraphs(out, "", page->lead);
	buf_addc(out, '\n');
	if (page->scope) {
		add_note(out, page->scope);
		buf_addc(out, '\n');
	}
	while (page->body.len > 1 &&
	       page->body.data[page->body.len - 2] == '\n')
		page->body.len--;
	buf_add(out, buf_str(&page->body), page->body.len);
}

const struct report_format report_md = {
	.endings = { ".md", ".markdown" },
	.passage = "bold",
	.heading = md_heading,
	.para = md_para,
	.term = md_term,
	.list = md_list,
	.lines = md_lines,
	.table = md_table,
	.quote = md_quote,
	.finish = md_finish,
};
