/* report_words.c - numbers and names as a report prints them. */
#include "report/report_data.h"

#include "base/vec.h"
#include "report/html.h"
#include "report/report_page.h"

const char *
report_number(struct arena *a, size_t n)
{
	if (n < 1000)
		return arena_fmt(a, "%zu", n);
	return arena_fmt(a, "%s,%03zu", report_number(a, n / 1000), n % 1000);
}

const char *
report_share(struct arena *a, size_t count, size_t n)
{
	if (n == 0)
		return "-";
	if (n < 20)
		return arena_fmt(a, "%zu of %zu", count, n);
	return arena_fmt(a, "%s of %s (%.0f%%)", report_number(a, count),
	                 report_number(a, n),
	                 100.0 * (double)count / (double)n);
}

const char *
report_many(struct arena *a, size_t n, const char *what)
{
	return arena_fmt(a, "%s %s%s", report_number(a, n), what,
	                 n == 1 ? "" : "s");
}

const char *
report_basis(const struct report_quote *q)
{
	if (q->judged)
		return "read";
	return q->piped ? "piped in, not read" : "found by rule, not read";
}

const char *
report_code_id(struct arena *a, const char *prefix, const struct code *c)
{
	struct buf b = { 0 };
	const char *out;

	buf_adds(&b, prefix);
	html_id(&b, c->path);
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

void
report_row(struct report_table *t, int depth, const char *id, const char *head)
{
	struct report_row row = { depth, id };

	vec_push(&t->rows, row);
	report_cell(t, head);
}

void
report_cell(struct report_table *t, const char *text)
{
	vec_push(&t->cells, text);
}

void
report_table_release(struct report_table *t)
{
	vec_release(&t->cells);
	vec_release(&t->rows);
}
