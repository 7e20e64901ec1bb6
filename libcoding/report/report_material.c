/* report_material.c - the section on the corpus: who speaks, which cases. */
#include "report/report_data.h"

#include "report/report_page.h"

#define LISTED 12 /* values of an attribute that are still shown */

static const char *
kind_of(const struct report *r)
{
	return case_kind_name(r->o.selection->kind);
}

static void
add_names(struct buf *b, const char *what, const char *const *names, size_t n)
{
	size_t i;

	if (n == 0)
		return;
	buf_addf(b, "%s%s ", b->len > 0 ? "; " : "", what);
	for (i = 0; i < n; i++)
		buf_addf(b, "%s%s", i > 0 ? ", " : "", names[i]);
}

/* The kind of the cases counted, where it is not the usual one. */
static void
add_kind(struct buf *b, const struct report *r)
{
	if (r->o.selection->kind != CASE_PARTICIPANT)
		buf_addf(b, "%scases of kind %s are counted",
		         b->len > 0 ? "; " : "", kind_of(r));
}

/* Documents and speakers are named only where the report names them. */
const char *
report_scope(struct arena *a, const struct report *r)
{
	const struct selection *s = r->o.selection;
	struct buf b = { 0 };
	const char *out = NULL;
	bool part;

	if (r->o.documents)
		add_names(&b, "documents", s->documents, s->n_documents);
	else if (s->n_documents > 0)
		buf_addf(&b, "%s of %zu",
		         report_many(a, r->n_documents, "document"),
		         r->documents.n);
	add_names(&b, "cases", s->cases, s->n_cases);
	add_names(&b, "only where", s->where, s->n_where);
	if (r->o.labels)
		add_names(&b, "speakers", s->speakers, s->n_speakers);
	else if (s->n_speakers > 0)
		buf_addf(&b, "%s%s that were named", b.len > 0 ? "; " : "",
		         report_many(a, s->n_speakers, "speaker"));
	add_names(&b, "codes", r->o.codes, r->o.n_codes);
	part = b.len > 0;
	add_kind(&b, r);
	if (b.len > 0)
		out = arena_fmt(a, "%s%s.",
		                part ? "Only a part of the project is "
		                       "reported: "
		                     : "Selected: ",
		                buf_str(&b));
	buf_release(&b);
	return out;
}

static void
write_attribution(struct report_page *page, const struct report *r)
{
	size_t loose = corpus_unattributed_words(r->corpus);
	size_t n = corpus_n(r->corpus);
	struct arena *a = &page->arena;

	if (n == 0)
		page->format->para(
		    page, REPORT_CAUTION,
		    arena_fmt(a,
		              "No case of kind %s has words in it: documents, "
		              "passages and words are counted, cases are not.",
		              kind_of(r)));
	else if (loose > 0)
		page->format->para(
		    page, REPORT_CAUTION,
		    arena_fmt(
		        a,
		        "%s (%.0f%% of all but the interviewers\xE2\x80\x99) "
		        "are by speakers who have no case of kind %s. "
		        "Passages in them are counted apart, as passages of no "
		        "case.",
		        report_many(a, loose, "word"),
		        100.0 * (double)loose /
		            (double)(r->n_words - r->n_asked),
		        kind_of(r)));
	else
		page->format->para(page, REPORT_PLAIN,
		                   "Every word of the participants belongs to "
		                   "a case.");
}

static void
write_roles(struct report_page *page, const struct report *r)
{
	static const char *const names[] = { "Participants",
		                             "Interviewers",
		                             "Interpreters",
		                             "Others",
		                             "Several of these at once",
		                             "Not known" };
	struct report_table t = {
		.caption = "Who speaks",
		.narrow = true,
		.columns = { { "Role", false },
		             { "Labels", true },
		             { "Turns", true },
		             { "Words", true } },
		.n_columns = 4,
	};
	struct arena *a = &page->arena;
	size_t i;

	for (i = 0; i < REPORT_ROLES; i++) {
		const struct report_role *role = &r->roles[i];

		if (role->speakers + role->turns == 0)
			continue;
		report_row(&t, 0, NULL, names[i]);
		report_cell(&t, i < REPORT_ROLE_SEVERAL
		                    ? report_number(a, role->speakers)
		                    : "-");
		report_cell(&t, report_number(a, role->turns));
		report_cell(&t, report_number(a, role->words));
	}
	page->format->table(page, &t);
	report_table_release(&t);
}

/* A range, the values, or only how many there are of them. */
static void
write_attribute(struct report_page *page, const struct report_attribute *at,
                size_t n)
{
	struct arena *a = &page->arena;
	struct report_table t = {
		.caption = at->attribute->name,
		.narrow = true,
		.columns = { { "Value", false }, { "Cases", true } },
		.n_columns = 2,
	};
	size_t i, listed = at->n_values <= LISTED ? at->n_values : 0;

	if (at->lowest) {
		t.columns[0].title = "Range";
		t.columns[1].title = "Value";
		report_row(&t, 0, NULL, "Lowest");
		report_cell(&t, at->lowest);
		if (at->median) {
			report_row(&t, 0, NULL, "Median");
			report_cell(&t, at->median);
		}
		report_row(&t, 0, NULL, "Highest");
		report_cell(&t, at->highest);
		report_row(&t, 0, NULL,
		           at->several > 0 ? "Values (a case has several)"
		                           : "Values");
		report_cell(&t, arena_fmt(a, "%s, of %s",
		                          report_number(a, at->all_values),
		                          report_many(a, at->cases, "case")));
		listed = at->n_values;
	}
	for (i = 0; i < listed && !at->lowest; i++) {
		report_row(&t, 0, NULL, at->values[i].value);
		report_cell(&t, report_number(a, at->values[i].cases));
	}
	if (listed == 0) {
		report_row(&t, 0, NULL,
		           arena_fmt(a, "%zu different values", at->n_values));
		report_cell(&t, report_number(a, at->cases));
	}
	if (at->several > 0 && !at->lowest) {
		report_row(&t, 0, NULL, "More than one of these");
		report_cell(&t, report_number(a, at->several));
	}
	if (at->cases < n) {
		report_row(&t, 0, NULL, "Not known");
		report_cell(&t, report_number(a, n - at->cases));
	}
	page->format->table(page, &t);
	report_table_release(&t);
}

static void
write_documents(struct report_page *page, const struct report *r)
{
	struct report_table t = {
		.caption = "Documents",
		.columns = { { "Document", false },
		             { "Turns", true },
		             { "Words", true } },
		.n_columns = 3,
	};
	size_t i;

	for (i = 0; i < r->documents.n; i++) {
		const struct report_document *d = &r->documents.items[i];

		if (!d->selected)
			continue;
		report_row(&t, 0, NULL, d->name);
		report_cell(&t, report_number(&page->arena, d->turns));
		report_cell(&t, report_number(&page->arena, d->words));
	}
	page->format->table(page, &t);
	report_table_release(&t);
}

void
report_write_sample(struct report_page *page, const struct report *r)
{
	struct report_heading h = { 2, "material", "The material", NULL, true };
	struct arena *a = &page->arena;
	size_t n = corpus_n(r->corpus), i;

	page->format->heading(page, &h);
	page->format->para(
	    page, REPORT_PLAIN,
	    arena_fmt(a,
	              "%s with %s and %s. Cases are %ss with at least one "
	              "word in the documents: N = %s. A label is a "
	              "speaker's name in one document: whoever speaks in "
	              "three of them has three.",
	              report_many(a, r->n_documents, "document"),
	              report_many(a, r->n_turns, "turn"),
	              report_many(a, r->n_words, "word"), kind_of(r),
	              report_number(a, n)));
	write_attribution(page, r);
	write_roles(page, r);
	if (r->o.documents)
		write_documents(page, r);
	if (r->n_attributes == 0)
		return;
	h = (struct report_heading){ 3, "attributes", "Cases by attribute",
		                     NULL, false };
	page->format->heading(page, &h);
	for (i = 0; i < r->n_attributes; i++)
		write_attribute(page, &r->attributes[i], n);
}
