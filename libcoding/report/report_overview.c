/* report_overview.c - all themes at a glance: a chart, and a table of it. */
#include "report/report_data.h"

#include "base/vec.h"
#include "report/report_page.h"

#define MOST_BARS 24 /* in the chart */

static void
write_basis(struct report_page *page, const struct report *r)
{
	struct arena *a = &page->arena;

	if (!r->themes.any_judged)
		page->format->para(
		    page, REPORT_CAUTION,
		    "Found by rule, not read. Everything counted and quoted "
		    "here was found by the rules of the codebook; nobody has "
		    "judged yet whether a passage means what its code says.");
	else
		page->format->para(
		    page, REPORT_CAUTION,
		    "Judged and unread passages are counted apart. Judged "
		    "ones were read and coded by a person. Unread ones were "
		    "found by a rule, or piped in, and nobody has answered "
		    "them. Disputed ones were accepted by one coder and "
		    "rejected by another.");
	if (r->n_stale > 0)
		page->format->para(
		    page, REPORT_CAUTION,
		    r->freshness.tagged
		        ? arena_fmt(a,
		                    "Out of date: %s had other rules, or text, "
		                    "when rules were last applied.",
		                    report_many(a, r->n_stale, "code"))
		        : "The rules have never been applied to the text.");
}

/* The deepest level at which the chart does not grow too long. */
static int
chart_depth(const struct report *r)
{
	int depth = 0;

	for (;;) {
		size_t n = 0, i, deeper = 0;

		for (i = 0; i < r->codes.n; i++) {
			n += r->codes.items[i].depth <= depth + 1;
			deeper += r->codes.items[i].depth == depth + 1;
		}
		if (n > MOST_BARS || deeper == 0)
			return depth;
		depth++;
	}
}

/*
 * Where there are no cases, documents are all that can be counted: what is
 * counted, and how many there are.
 */
static const char *
unit_of(const struct report *r, size_t *n_out)
{
	bool cases = corpus_n(r->corpus) > 0;

	*n_out = cases ? corpus_n(r->corpus) : r->n_documents;
	return cases ? "Cases" : "Documents";
}

static size_t
count_of(const struct report *r, const struct frequency *f)
{
	return corpus_n(r->corpus) > 0 ? f->cases : f->documents;
}

static void
write_chart(struct report_page *page, const struct report *r)
{
	struct report_chart chart = {
		.series = { "Found by rule, not read" },
		.n_series = 1,
	};
	const char *unit = unit_of(r, &chart.of);
	int depth = chart_depth(r);
	size_t i;

	if (r->themes.any_judged) {
		chart.series[0] = "Judged";
		chart.series[1] = "Unread";
		chart.n_series = 2;
	}
	chart.title = arena_fmt(&page->arena, "%s by theme", unit);
	chart.description =
	    arena_fmt(&page->arena,
	              "A bar for each theme: how many of %zu it was found in. "
	              "The table below has the same numbers.",
	              chart.of);
	for (i = 0; i < r->codes.n; i++) {
		const struct report_code *c = &r->codes.items[i];
		const struct frequency *f = c->theme->rolled;
		struct report_bar bar = { c->code->name, c->depth, { 0 } };

		bar.counts[0] = count_of(r, &f[THEME_UNREAD]);
		if (r->themes.any_judged) {
			bar.counts[0] = count_of(r, &f[THEME_JUDGED]);
			bar.counts[1] = count_of(r, &f[THEME_UNREAD]);
		}
		if (c->depth <= depth)
			vec_push(&chart.bars, bar);
	}
	page->format->chart(page, &chart);
	vec_release(&chart.bars);
}

/* Of each basis: cases and passages for it, then cases against it. */
static void
add_columns(struct report_page *page, struct report_table *t, const char *unit,
            const enum theme_basis *bases, size_t n)
{
	const char *against =
	    arena_fmt(&page->arena, "%s with passages against", unit);
	const char *const what[] = { unit, "Passages", against };
	size_t i, b;

	t->columns[t->n_columns++].title = "Theme";
	for (i = 0; i < 3; i++) {
		for (b = 0; b < n; b++) {
			struct report_column *c = &t->columns[t->n_columns++];

			c->number = true;
			c->title = what[i];
			if (n > 1)
				c->title =
				    arena_fmt(&page->arena, "%s, %s", what[i],
				              basis_name(theme_bits(bases[b])));
		}
	}
}

static void
write_table(struct report_page *page, const struct report *r)
{
	static const enum theme_basis all[] = { THEME_JUDGED, THEME_UNREAD };
	const enum theme_basis *bases = r->themes.any_judged ? all : all + 1;
	size_t n, i, b, n_bases = r->themes.any_judged ? 2 : 1;
	const char *unit = unit_of(r, &n);
	struct arena *a = &page->arena;
	struct report_table t = {
		.caption = "Themes; each counts with all codes below it",
	};

	add_columns(page, &t, unit, bases, n_bases);
	for (i = 0; i < r->codes.n; i++) {
		const struct report_code *c = &r->codes.items[i];
		const struct frequency *rolled = c->theme->rolled;
		const struct frequency *against = c->theme->against;

		report_row(&t, c->depth, report_code_id(a, "code-", c->code),
		           c->code->name);
		for (b = 0; b < n_bases; b++)
			report_cell(
			    &t,
			    report_share(a, count_of(r, &rolled[bases[b]]), n));
		for (b = 0; b < n_bases; b++)
			report_cell(
			    &t, report_number(a, rolled[bases[b]].passages));
		for (b = 0; b < n_bases; b++)
			report_cell(
			    &t, report_share(a, count_of(r, &against[bases[b]]),
			                     n));
	}
	page->format->table(page, &t);
	report_table_release(&t);
}

void
report_write_overview(struct report_page *page, const struct report *r)
{
	struct report_heading h = { 2, "overview", "Themes at a glance", NULL,
		                    true };

	if (report_is_blank(r) && r->codes.n > 0)
		return;
	page->format->heading(page, &h);
	if (r->codes.n == 0) {
		page->format->para(page, REPORT_PLAIN,
		                   "There are no codes to report.");
		return;
	}
	write_basis(page, r);
	if (page->format->chart)
		write_chart(page, r);
	write_table(page, r);
}
