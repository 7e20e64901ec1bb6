/* emic-themes - the tree of codes with what was found for each. */
#include "base/buf.h"
#include "base/mem.h"
#include "report/theme.h"
#include "shared/freshness.h"
#include "shared/select.h"

#include <stdlib.h>

static struct select_options opt_select;
static const char *opt_code;
static const char *opt_basis;
static int opt_min_cases;
static bool opt_percent, opt_strict;

static const struct option_spec options[] = {
	{ OPT_STRING, 'c', "code", &opt_code, "CODE",
	  "only CODE and the codes below it" },
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

static int
read_basis(bool data, bool any_judged, struct shown *out, struct error *err)
{
	int basis, b;

	out->n = 0;
	if (!opt_basis) {
		if (any_judged || data)
			out->items[out->n++] = THEME_JUDGED;
		out->items[out->n++] = THEME_UNREAD;
		if (any_judged || data)
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

static void
print_data(struct invocation *in, const struct themes *themes,
           const struct code *root, const struct shown *shown, size_t n)
{
	struct writer_column columns[8 + THEME_BASES * 3 * 5] = {
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

	for (s = 0; s < shown->n; s++)
		for (part = 0; part < 3; part++)
			for (m = 0; m <= FREQUENCY_WORDS; m++) {
				columns[k].name = arena_fmt(
				    &names, "%s%s_%s", data_parts[part],
				    basis_name(theme_bits(shown->items[s])),
				    frequency_measure_name(
				        (enum frequency_measure)m));
				columns[k++].flags = WRITER_NUMBER;
			}
	w = command_writer(in, columns, k);
	for (i = 0; i < themes->n; i++) {
		const struct theme *t = &themes->items[i];

		if (t->code->retired || (root && !code_covers(root, t->code)))
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
			for (part = 0; part < 3; part++)
				for (m = 0; m <= FREQUENCY_WORDS; m++)
					writer_int(
					    w, (int64_t)frequency_of(
					           part_of(t, part,
					                   shown->items[s]),
					           (enum frequency_measure)m));
	}
	writer_finish(w);
	arena_release(&names);
}

/* --- for people ---------------------------------------------------------- */

static void
print_share(struct writer *w, size_t count, size_t n)
{
	struct buf b = { 0 };

	select_share(&b, count, n, opt_percent);
	if (b.len > 0)
		writer_text(w, buf_str(&b));
	else
		writer_none(w);
	buf_release(&b);
}

/* One row: each measure's bases side by side. */
static void
print_row(struct writer *w, const struct theme *t, const struct shown *shown,
          size_t n)
{
	size_t s;
	int m;

	writer_indent(w, t->code->depth);
	writer_text(w, t->code->name);
	for (m = FREQUENCY_CASES; m <= FREQUENCY_WORDS; m++) {
		for (s = 0; s < shown->n; s++) {
			enum theme_basis b = shown->items[s];
			size_t count = frequency_of(&t->rolled[b],
			                            (enum frequency_measure)m);

			if (m == FREQUENCY_CASES)
				print_share(w, count, n);
			else
				writer_int(w, (int64_t)count);
		}
	}
	for (s = 0; s < shown->n; s++)
		writer_int(w, (int64_t)t->own[shown->items[s]].passages);
	for (s = 0; s < shown->n; s++)
		writer_int(w, (int64_t)t->against[shown->items[s]].passages);
	if (opt_min_cases > 0)
		writer_text(w,
		            t->rolled[THEME_BOTH].cases >= (size_t)opt_min_cases
		                ? "recurs"
		                : "");
}

static size_t
people_columns(struct writer_column *columns, struct arena *names,
               const struct shown *shown)
{
	static const char *const measures[] = { "cases",    "documents",
		                                "passages", "words",
		                                "own",      "against" };
	size_t k = 0, m, s;

	columns[k++] = (struct writer_column){ "code", NULL, WRITER_TREE };
	for (m = 0; m < 6; m++) {
		for (s = 0; s < shown->n; s++) {
			const char *basis =
			    basis_name(theme_bits(shown->items[s]));

			columns[k].name =
			    shown->n == 1
			        ? measures[m]
			        : arena_fmt(names, "%s %s", measures[m], basis);
			columns[k++].flags = WRITER_NUMBER;
		}
	}
	if (opt_min_cases > 0)
		columns[k++].name = "recurs";
	return k;
}

static void
print_people(struct invocation *in, const struct themes *themes,
             const struct code *root, const struct shown *shown, size_t n,
             enum case_kind kind)
{
	struct writer_column columns[2 + 6 * THEME_BASES] = { 0 };
	struct arena names = { 0 };
	size_t k = people_columns(columns, &names, shown), i;
	struct writer *w = command_writer(in, columns, k);

	if (!themes->any_judged)
		writer_note(w, "Found by rule, not read.");
	else if (shown->n == 1)
		writer_note(w, "Basis: %s.",
		            basis_name(theme_bits(shown->items[0])));
	if (n > 0)
		writer_note(w,
		            "Cases are of kind %s; N = %zu with words in "
		            "the selection.",
		            case_kind_name(kind), n);
	writer_note(w, "Counts are of a code and all below it; own: passages "
	               "of the code itself.");
	for (i = 0; i < themes->n; i++) {
		const struct theme *t = &themes->items[i];

		if (!t->code->retired && (!root || code_covers(root, t->code)))
			print_row(w, t, shown, n);
	}
	if (opt_min_cases > 0)
		writer_footnote(w,
		                "recurs: in at least %d cases, judged and "
		                "unread together.",
		                opt_min_cases);
	writer_finish(w);
	arena_release(&names);
}

static int
themes_run(struct invocation *in, struct error *err)
{
	bool data = in->format != WRITER_TABLE && in->format != WRITER_MD;
	struct selection selection = { 0 };
	struct corpus *c = NULL;
	struct themes themes = { 0 };
	struct code *root = NULL;
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
	if (rc == 0 && opt_code)
		rc = codebook_find(corpus_codebook(c), opt_code, &root, err);
	if (rc == 0)
		rc = themes_walk(in->project, c, &themes, err);
	if (rc == 0)
		rc = read_basis(data, themes.any_judged, &shown, err);
	if (rc < 0)
		goto out;
	if (data)
		print_data(in, &themes, root, &shown, corpus_n(c));
	else
		print_people(in, &themes, root, &shown, corpus_n(c),
		             selection.kind);
	select_notes(c, selection.kind);
	if (themes.n == 0)
		rc = 1;
out:
	themes_release(&themes);
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
