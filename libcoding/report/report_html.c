/*
 * report_html.c - the report as one HTML page that needs nothing else: no
 * script, no network.  A Content-Security-Policy says so to the browser.
 */
#include "report/report_page.h"

#include "report/html.h"

#include <string.h>

#define DEEPEST_LISTED 3 /* level of headings in the table of contents */

/* --- text ---------------------------------------------------------------- */

/* Each line of TEXT as a paragraph; empty ones are passed over. */
static void
add_lines(struct buf *out, const char *class, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		struct buf line = { 0 };

		buf_add(&line, text, len);
		if (len > 0) {
			html_open(out, "p", "class", class, "dir", "auto",
			          NULL);
			html_text(out, buf_str(&line));
			html_end(out, "p");
		}
		buf_release(&line);
		text += len + (text[len] == '\n');
	}
}

static void
html_para(struct report_page *page, enum report_tone tone, const char *text)
{
	static const char *const classes[] = { NULL, "note", "caution" };

	add_lines(&page->body, classes[tone], text);
}

static void
html_term(struct report_page *page, const char *label, const char *text)
{
	struct buf *out = &page->body;

	html_open(out, "p", "class", "term", NULL);
	html_element(out, "b", label);
	buf_addc(out, ' ');
	html_element(out, "bdi", text);
	html_end(out, "p");
}

static void
html_list(struct report_page *page, const char *const *items, size_t n)
{
	struct buf *out = &page->body;
	size_t i;

	html_open(out, "ul", NULL);
	for (i = 0; i < n; i++) {
		html_open(out, "li", "dir", "auto", NULL);
		html_text(out, items[i]);
		html_end(out, "li");
	}
	html_end(out, "ul");
}

/* Rules are numbered: a hit keeps the number of the one that found it. */
static void
html_lines(struct report_page *page, const char *const *lines, size_t n)
{
	struct buf *out = &page->body;
	size_t i;

	html_open(out, "ol", "class", "rules", NULL);
	for (i = 0; i < n; i++) {
		html_open(out, "li", NULL);
		html_element(out, "code", lines[i]);
		html_end(out, "li");
	}
	html_end(out, "ol");
}

/* --- headings ------------------------------------------------------------ */

/* The list of contents goes as deep as the headings do, step by step. */
static void
add_contents(struct report_page *page, const struct report_heading *h)
{
	struct buf *out = &page->contents;
	int depth = h->level - 1;

	if (depth > page->contents_depth + 1)
		depth = page->contents_depth + 1;
	if (depth > page->contents_depth)
		buf_adds(out, "\n<ul>\n");
	for (; page->contents_depth > depth; page->contents_depth--)
		buf_adds(out, "</li>\n</ul>");
	if (out->len > 6 && depth == page->contents_depth)
		buf_adds(out, "</li>\n");
	page->contents_depth = depth;
	buf_adds(out, "<li>");
	html_open(out, "a", "href", arena_fmt(&page->arena, "#%s", h->id),
	          NULL);
	html_element(out, "bdi", h->text);
	html_close(out, "a");
}

static void
html_heading(struct report_page *page, const struct report_heading *h)
{
	struct buf *out = &page->body;
	int level = h->level > 6 ? 6 : h->level;
	char tag[] = { 'h', (char)('0' + level), '\0' };

	html_open(out, tag, "id", h->id, "dir", "auto", NULL);
	html_text(out, h->text);
	if (h->kind && *h->kind) {
		buf_addc(out, ' ');
		html_open(out, "span", "class", "kind", NULL);
		html_text(out, h->kind);
		html_close(out, "span");
	}
	html_end(out, tag);
	if (h->listed && level <= DEEPEST_LISTED)
		add_contents(page, h);
}

/* --- tables -------------------------------------------------------------- */

static void
add_header(struct buf *out, const struct report_table *t)
{
	size_t c;

	html_open(out, "thead", NULL);
	html_open(out, "tr", NULL);
	for (c = 0; c < t->n_columns; c++) {
		html_open(out, "th", "scope", "col", "class",
		          t->columns[c].number ? "n" : NULL, NULL);
		html_text(out, t->columns[c].title);
		html_close(out, "th");
	}
	html_close(out, "tr");
	html_end(out, "thead");
}

static void
add_head(struct report_page *page, const struct report_table *t, size_t row)
{
	static const char *const depths[] = { NULL, "d1", "d2", "d3", "d4" };
	const struct report_row *r = &t->rows.items[row];
	const char *text = t->cells.items[row * t->n_columns];
	struct buf *out = &page->body;

	html_open(out, "th", "scope", "row", "class",
	          depths[r->depth > 4 ? 4 : r->depth], NULL);
	if (r->id)
		html_open(out, "a", "href",
		          arena_fmt(&page->arena, "#%s", r->id), NULL);
	html_element(out, "bdi", text);
	if (r->id)
		html_close(out, "a");
	html_close(out, "th");
}

static void
html_table(struct report_page *page, const struct report_table *t)
{
	const char *id = arena_fmt(&page->arena, "table-%zu", ++page->n_tables);
	struct buf *out = &page->body;
	size_t row, c;

	html_open(out, "div", "class", t->narrow ? "table narrow" : "table",
	          "role", "region", "aria-labelledby", id, "tabindex",
	          t->n_columns > 3 ? "0" : NULL, NULL);
	html_open(out, "table", NULL);
	html_open(out, "caption", "id", id, "class", t->plain ? "unseen" : NULL,
	          NULL);
	html_element(out, "bdi", t->caption);
	html_end(out, "caption");
	add_header(out, t);
	html_open(out, "tbody", NULL);
	buf_addc(out, '\n');
	for (row = 0; row < t->rows.n; row++) {
		html_open(out, "tr", NULL);
		add_head(page, t, row);
		for (c = 1; c < t->n_columns; c++) {
			html_open(out, "td", "class",
			          t->columns[c].number ? "n" : NULL, NULL);
			html_text(out, t->cells.items[row * t->n_columns + c]);
			html_close(out, "td");
		}
		html_end(out, "tr");
	}
	html_close(out, "tbody");
	html_close(out, "table");
	html_end(out, "div");
}

/* --- figures ------------------------------------------------------------- */

static void
html_chart(struct report_page *page, const struct report_chart *c)
{
	struct buf *out = &page->body;
	size_t i;

	html_open(out, "figure", "class", "chart", NULL);
	buf_addc(out, '\n');
	report_chart_svg(out, c);
	html_open(out, "figcaption", NULL);
	html_text(out,
	          arena_fmt(&page->arena, "%s: a whole bar would be all %zu.",
	                    c->title, c->of));
	for (i = 0; i < c->n_series; i++) {
		buf_addc(out, ' ');
		html_open(out, "span", "class",
		          c->n_series == 2 && i == 0 ? "key judged" : "key",
		          NULL);
		html_text(out, c->series[i]);
		html_close(out, "span");
	}
	html_close(out, "figcaption");
	html_end(out, "figure");
}

/* The passage is marked where it is shown with context. */
static void
add_run(struct buf *out, const struct report_quote *q,
        const struct report_run *run)
{
	if (run->context) {
		html_open(out, "span", "class", "context", NULL);
		html_text(out, run->text);
		html_close(out, "span");
	} else if (q->grown) {
		html_element(out, "mark", run->text);
	} else {
		html_text(out, run->text);
	}
}

static void
add_piece(struct buf *out, const struct report_quote *q,
          const struct report_piece *p)
{
	size_t i;

	if (p->left_out) {
		add_lines(out, NULL, "[\xE2\x80\xA6]");
		return;
	}
	for (i = 0; i < p->n_runs; i++) {
		const struct report_run *run = &p->runs[i];

		if (run->begins && i > 0)
			html_end(out, "p");
		if (run->begins)
			html_open(out, "p", "dir", "auto", NULL);
		if (i == 0 && q->several) {
			html_open(out, "b", "class", "who", NULL);
			html_element(out, "bdi", p->who);
			html_close(out, "b");
			buf_addc(out, ' ');
		}
		add_run(out, q, run);
	}
	if (p->n_runs > 0)
		html_end(out, "p");
}

static void
html_quote(struct report_page *page, const struct report_quote *q)
{
	struct buf *out = &page->body;
	size_t i;

	html_open(out, "figure", "class", "quote", NULL);
	html_open(out, "blockquote", "lang", q->language, NULL);
	buf_addc(out, '\n');
	for (i = 0; i < q->n_pieces; i++)
		add_piece(out, q, &q->pieces[i]);
	html_end(out, "blockquote");
	html_open(out, "figcaption", NULL);
	html_open(out, "bdi", "class", "by", NULL);
	html_text(out, q->by);
	html_close(out, "bdi");
	buf_addc(out, ' ');
	html_open(out, "bdi", "class", "where", NULL);
	html_text(out, q->where);
	html_close(out, "bdi");
	buf_addc(out, ' ');
	html_open(out, "span", "class", q->judged ? "badge read" : "badge",
	          NULL);
	html_text(out, report_basis(q));
	html_close(out, "span");
	html_close(out, "figcaption");
	html_end(out, "figure");
}

/* --- the page ------------------------------------------------------------ */

static void
html_finish(struct report_page *page, struct buf *out)
{
	const char *title = *page->title ? page->title : "Report";

	buf_adds(out,
	         "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	         "<meta charset=\"utf-8\">\n"
	         "<meta name=\"viewport\" content=\"width=device-width,"
	         " initial-scale=1\">\n"
	         "<meta http-equiv=\"Content-Security-Policy\""
	         " content=\"default-src 'none'; style-src 'unsafe-inline';"
	         " base-uri 'none'; form-action 'none'\">\n"
	         "<meta name=\"color-scheme\" content=\"light dark\">\n"
	         "<meta name=\"generator\" content=\"emic\">\n");
	html_element(out, "title", title);
	buf_addf(out, "\n<style>\n%s</style>\n</head>\n<body>\n", report_style);
	buf_adds(out, "<a class=\"skip\" href=\"#main\">Skip to the report</a>"
	              "\n<header>\n");
	html_open(out, "h1", "dir", "auto", NULL);
	html_text(out, title);
	html_end(out, "h1");
	add_lines(out, "lead", page->lead);
	if (page->scope)
		add_lines(out, "caution", page->scope);
	buf_adds(out, "</header>\n<nav aria-label=\"Contents\">");
	for (; page->contents_depth > 0; page->contents_depth--)
		buf_adds(&page->contents, "</li>\n</ul>");
	buf_add(out, buf_str(&page->contents), page->contents.len);
	buf_adds(out, "\n</nav>\n<main id=\"main\">\n");
	buf_add(out, buf_str(&page->body), page->body.len);
	buf_adds(out, "</main>\n</body>\n</html>\n");
}

const struct report_format report_html = {
	.endings = { ".html", ".htm" },
	.passage = "marked, and what is around it is grey",
	.heading = html_heading,
	.para = html_para,
	.term = html_term,
	.list = html_list,
	.lines = html_lines,
	.table = html_table,
	.chart = html_chart,
	.quote = html_quote,
	.finish = html_finish,
};
