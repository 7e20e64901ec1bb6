/* emic-themes - the tree of codes with what was found for each. */
#include "base/buf.h"
#include "base/mem.h"
#include "report/theme.h"
#include "shared/freshness.h"
#include "shared/select.h"

#include <stdlib.h>

static struct select_options opt_select;
static struct string_list opt_codes;
static const char *opt_basis;
static int opt_min_cases;
static bool opt_percent, opt_strict;

static const struct option_spec options[] = {
	{ OPT_LIST, 'c', "code", &opt_codes, "CODE",
	  "only CODE and the codes below it (may be repeated)" },
	{ OPT_STRING, 'b', "basis", &opt_basis, "BASIS",
	  "judged, unread, disputed or both (else side by side)" },
	{ OPT_INT, 'm', "min-cases", &opt_min_cases, "N",
	  "mark codes that recur in at least N cases" },
	{ OPT_FLAG, 0, "percent", &opt_percent, NULL,
	  "percentages even below 20 cases" },
	{ OPT_FLAG, 0, "strict", &opt_strict, NULL,
	  "hits that are out of date are an error" },
	SELECT_OPTIONS(opt_select),
	{ OPT_END },
};

/* Which bases get columns, in order. */
struct shown {
	enum theme_basis items[THEME_BASES];
	size_t n;
};

static bool
any_disputed(const struct themes *themes)
{
	size_t i;

	for (i = 0; i < themes->n; i++)
		if (themes->items[i].rolled[THEME_DISPUTED].passages +
		        themes->items[i].against[THEME_DISPUTED].passages >
		    0)
			return true;
	return false;
}

static int
read_basis(bool data, const struct themes *themes, struct shown *out,
           struct error *err)
{
	bool any_judged = themes->any_judged;
	int basis, b;

	out->n = 0;
	if (!opt_basis) {
		if (any_judged || data)
			out->items[out->n++] = THEME_JUDGED;
		out->items[out->n++] = THEME_UNREAD;
		if (data || any_disputed(themes))
			out->items[out->n++] = THEME_DISPUTED;
		return 0;
	}
	basis = basis_find(opt_basis);
	if (basis < 0)
		return error_set(err, ERR_USAGE,
		                 "--basis takes judged, unread, disputed or "
		                 "both, not '%s'",
		                 opt_basis);
	for (b = 0; b < THEME_BASES; b++)
		if (theme_bits((enum theme_basis)b) == (unsigned)basis)
			out->items[out->n++] = (enum theme_basis)b;
	return 0;
}

/* --- data formats: every count in a column of its own -------------------- */

static const char *const data_parts[] = { "", "own_", "against_" };

static const struct frequency *
part_of(const struct theme *t, size_t part, enum theme_basis b)
{
	return part == 0   ? &t->rolled[b]
	       : part == 1 ? &t->own[b]
	                   : &t->against[b];
}

/* One code's counts of one basis. */
static void
print_basis(struct writer *w, const struct theme *t, enum theme_basis b)
{
	size_t part;
	int m;

	for (part = 0; part < 3; part++)
		for (m = 0; m <= FREQUENCY_WORDS; m++)
			writer_int(w, (int64_t)frequency_of(
			                  part_of(t, part, b),
			                  (enum frequency_measure)m));
	writer_int(w, (int64_t)t->rolled[b].unattributed);
	writer_int(w, (int64_t)t->against[b].unattributed);
}

static void
print_data(struct invocation *in, const struct themes *themes,
           const bool *asked, const struct shown *shown, size_t n)
{
	struct writer_column columns[6 + THEME_BASES * 14] = {
		{ "code", NULL, 0 },
		{ "name", NULL, 0 },
		{ "kind", NULL, 0 },
		{ "depth", NULL, WRITER_NUMBER },
		{ "of_cases", NULL, WRITER_NUMBER },
		{ "recurs", NULL, 0 },
	};
	struct arena names = { 0 };
	size_t k = 6, i, s, part;
	struct writer *w;
	int m;

	for (s = 0; s < shown->n; s++) {
		const char *basis = basis_name(theme_bits(shown->items[s]));

		for (part = 0; part < 3; part++)
			for (m = 0; m <= FREQUENCY_WORDS; m++) {
				columns[k].name = arena_fmt(
				    &names, "%s%s_%s", data_parts[part], basis,
				    frequency_measure_name(
				        (enum frequency_measure)m));
				columns[k++].flags = WRITER_NUMBER;
			}
		columns[k].name = arena_fmt(&names, "%s_unattributed", basis);
		columns[k++].flags = WRITER_NUMBER;
		columns[k].name =
		    arena_fmt(&names, "against_%s_unattributed", basis);
		columns[k++].flags = WRITER_NUMBER;
	}
	w = command_writer(in, columns, k);
	for (i = 0; i < themes->n; i++) {
		const struct theme *t = &themes->items[i];

		if (!asked[i])
			continue;
		writer_text(w, t->code->path);
		writer_text(w, t->code->name);
		writer_text(w, t->code->kind);
		writer_int(w, t->code->depth);
		writer_int(w, (int64_t)n);
		if (opt_min_cases > 0)
			writer_text(w, t->rolled[THEME_BOTH].cases >=
			                       (size_t)opt_min_cases
			                   ? "yes"
			                   : "no");
		else
			writer_none(w);
		for (s = 0; s < shown->n; s++)
			print_basis(w, t, shown->items[s]);
	}
	writer_finish(w);
	arena_release(&names);
}

/* --- for people ---------------------------------------------------------- */

/* Put COUNTS into one cell, as "3", or side by side as "3 / 0 / 1". */
static void
print_counts(struct writer *w, const size_t *counts, size_t n)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < n; i++)
		buf_addf(&b, "%s%zu", i ? " / " : "", counts[i]);
	writer_text(w, buf_str(&b));
	buf_release(&b);
}

/* The same of N cases: "3 of 12", "3 / 0 of 12", "6 (30%) / 2 (10%) of 20". */
static void
print_cases(struct writer *w, const size_t *counts, size_t n_counts, size_t n)
{
	struct buf b = { 0 };
	size_t i;

	if (n == 0) {
		writer_none(w);
		return;
	}
	if (n_counts == 1)
		select_share(&b, counts[0], n, opt_percent);
	for (i = 0; n_counts > 1 && i < n_counts; i++) {
		buf_addf(&b, "%s%zu", i ? " / " : "", counts[i]);
		if (opt_percent || n >= 20)
			buf_addf(&b, " (%.0f%%)",
			         100.0 * (double)counts[i] / (double)n);
	}
	if (n_counts > 1)
		buf_addf(&b, " of %zu", n);
	writer_text(w, buf_str(&b));
	buf_release(&b);
}

/* The columns of passages that are no case's. */
struct loose {
	bool any, any_against;
};

/* One row: each measure with its bases side by side. */
static void
print_row(struct writer *w, const struct theme *t, const struct shown *shown,
          size_t n, const struct loose *loose)
{
	size_t counts[THEME_BASES], s;
	int m;

	writer_indent(w, t->code->depth);
	writer_text(w, t->code->name);
	for (m = FREQUENCY_CASES; m <= FREQUENCY_WORDS; m++) {
		for (s = 0; s < shown->n; s++)
			counts[s] = frequency_of(&t->rolled[shown->items[s]],
			                         (enum frequency_measure)m);
		if (m == FREQUENCY_CASES)
			print_cases(w, counts, shown->n, n);
		else
			print_counts(w, counts, shown->n);
	}
	for (s = 0; s < shown->n; s++)
		counts[s] = t->own[shown->items[s]].passages;
	print_counts(w, counts, shown->n);
	for (s = 0; s < shown->n; s++)
		counts[s] = t->against[shown->items[s]].passages;
	print_counts(w, counts, shown->n);
	for (s = 0; s < shown->n; s++)
		counts[s] = t->rolled[shown->items[s]].unattributed;
	if (loose->any)
		print_counts(w, counts, shown->n);
	for (s = 0; s < shown->n; s++)
		counts[s] = t->against[shown->items[s]].unattributed;
	if (loose->any_against)
		print_counts(w, counts, shown->n);
	if (opt_min_cases > 0)
		writer_text(w,
		            t->rolled[THEME_BOTH].cases >= (size_t)opt_min_cases
		                ? "recurs"
		                : "");
}

/* What the numbers rest on, in a line above the table. */
static void
note_basis(struct writer *w, const struct themes *themes,
           const struct shown *shown)
{
	if (!themes->any_judged && !themes->any_tagged)
		writer_note(w, "Nothing has been tagged or coded yet.");
	else if (!themes->any_judged && shown->items[0] != THEME_UNREAD &&
	         shown->items[0] != THEME_BOTH)
		writer_note(w, "Basis: %s; nothing has been coded yet.",
		            basis_name(theme_bits(shown->items[0])));
	else if (!themes->any_judged)
		writer_note(w, "Found by rule, not read.");
	else if (shown->n == 3)
		writer_note(w, "Side by side: judged / unread / disputed.");
	else if (shown->n == 2)
		writer_note(w, "Side by side: judged / unread.");
	else if (shown->items[0] == THEME_BOTH)
		writer_note(w, "Basis: both, judged and unread joined.");
	else
		writer_note(w, "Basis: %s.",
		            basis_name(theme_bits(shown->items[0])));
}

/* Is any passage of a code that is shown no case's? */
static struct loose
find_loose(const struct themes *themes, const bool *asked)
{
	struct loose loose = { false, false };
	size_t i;

	for (i = 0; i < themes->n; i++) {
		const struct theme *t = &themes->items[i];

		loose.any |= asked[i] && t->rolled[THEME_BOTH].unattributed > 0;
		loose.any_against |=
		    asked[i] && t->against[THEME_BOTH].unattributed > 0;
	}
	return loose;
}

static void
print_people(struct invocation *in, const struct themes *themes,
             const bool *asked, const struct shown *shown, size_t n,
             enum case_kind kind)
{
	struct writer_column columns[10] = {
		{ "code", NULL, WRITER_TREE },
		{ "cases", NULL, WRITER_NUMBER },
		{ "documents", NULL, WRITER_NUMBER },
		{ "passages", NULL, WRITER_NUMBER },
		{ "words", NULL, WRITER_NUMBER },
		{ "own", NULL, WRITER_NUMBER },
		{ "against", NULL, WRITER_NUMBER },
	};
	struct loose loose = find_loose(themes, asked);
	struct writer *w;
	size_t i, k = 7;

	if (loose.any)
		columns[k++] =
		    (struct writer_column){ "no case", NULL, WRITER_NUMBER };
	if (loose.any_against)
		columns[k++] = (struct writer_column){ "no case against", NULL,
			                               WRITER_NUMBER };
	if (opt_min_cases > 0)
		columns[k++] = (struct writer_column){ "recurs", NULL, 0 };
	w = command_writer(in, columns, k);

	note_basis(w, themes, shown);
	if (n > 0)
		writer_note(w,
		            "Cases are of kind %s; N = %zu with words in "
		            "the selection.",
		            case_kind_name(kind), n);
	writer_note(w, "Counts are of a code and all below it; own and "
	               "against are passages, own those of the code itself.");
	if (loose.any || loose.any_against)
		writer_footnote(w,
		                "no case: passages that are no %s's; the other "
		                "columns leave them out.",
		                case_kind_name(kind));
	for (i = 0; i < themes->n; i++) {
		const struct theme *t = &themes->items[i];

		if (asked[i])
			print_row(w, t, shown, n, &loose);
	}
	if (opt_min_cases > 0)
		writer_footnote(w,
		                "recurs: in at least %d cases, judged and "
		                "unread together.",
		                opt_min_cases);
	writer_finish(w);
}

static int
themes_run(struct invocation *in, struct error *err)
{
	bool data = in->format != WRITER_TABLE && in->format != WRITER_MD;
	struct selection selection = { 0 };
	struct corpus *c = NULL;
	struct themes themes = { 0 };
	bool *asked = NULL;
	struct shown shown;
	int rc;

	if (in->argc > 0)
		return error_set(err, ERR_USAGE,
		                 "no operands: name a code "
		                 "with -c CODE");
	rc = select_read(&opt_select, &selection, err);
	if (rc == 0)
		rc = corpus_open(in->project, &selection, &c, err);
	if (rc == 0)
		rc = freshness_check(in->project, corpus_codebook(c),
		                     opt_strict, err);
	if (rc == 0)
		rc = select_codes(&opt_codes, corpus_codebook(c), &asked, err);
	if (rc == 0)
		rc = themes_walk(in->project, c, &themes, err);
	if (rc == 0)
		rc = read_basis(data, &themes, &shown, err);
	if (rc < 0)
		goto out;
	if (data)
		print_data(in, &themes, asked, &shown, corpus_n(c));
	else
		print_people(in, &themes, asked, &shown, corpus_n(c),
		             selection.kind);
	select_notes(c, selection.kind);
	if (themes.n == 0)
		rc = 1;
out:
	themes_release(&themes);
	free(asked);
	corpus_close(c);
	return rc;
}

const struct command command = {
	.name = "emic-themes",
	.operands = "",
	.summary = "the tree of codes: cases, documents, passages, words",
	.options = options,
	.project = PROJECT_READ,
	.lists = true,
	.run = themes_run,
};
