/* emic-cooccur - which codes are found together, in one turn or passage. */
#include "base/buf.h"
#include "base/mem.h"
#include "report/together.h"
#include "shared/freshness.h"
#include "shared/select.h"

#include <stdlib.h>
#include <string.h>

static struct select_options opt_select;
static struct string_list opt_codes;
static const char *opt_in, *opt_measure, *opt_basis, *opt_stance;
static bool opt_own, opt_long, opt_strict;

static const struct option_spec options[] = {
	{ OPT_STRING, 'i', "in", &opt_in, "UNIT",
	  "found in one turn (default), passage, document or case" },
	{ OPT_STRING, 'm', "measure", &opt_measure, "WHAT",
	  "together (default), jaccard, dice or overlap" },
	{ OPT_LIST, 'c', "code", &opt_codes, "CODE",
	  "only CODE and the codes below it (may be repeated)" },
	{ OPT_STRING, 0, "basis", &opt_basis, "BASIS",
	  "judged, unread, disputed or both" },
	{ OPT_STRING, 0, "stance", &opt_stance, "STANCE",
	  "for (default) or against" },
	{ OPT_FLAG, 0, "own", &opt_own, NULL,
	  "the code itself, without the codes below it" },
	{ OPT_FLAG, 'l', "long", &opt_long, NULL,
	  "one record for each pair of codes" },
	{ OPT_FLAG, 0, "strict", &opt_strict, NULL,
	  "hits that are out of date are an error" },
	SELECT_OPTIONS(opt_select),
	{ OPT_END },
};

/* What was asked for. */
struct question {
	enum cooccurrence_measure measure;
	bool *asked;     /* a code each */
	bool any_judged; /* does the project hold codings or verdicts? */
	bool stale;      /* are hits out of date? */
	struct together together;
};

/* --- options ------------------------------------------------------------- */

static int
read_options(struct question *q, struct error *err)
{
	int unit = opt_in ? together_unit_find(opt_in) : TOGETHER_TURN;
	int measure = opt_measure ? cooccurrence_measure_find(opt_measure)
	                          : COOCCURRENCE_TOGETHER;
	int basis = opt_basis       ? basis_find(opt_basis)
	            : q->any_judged ? BASIS_JUDGED
	                            : BASIS_UNREAD;
	int stance = opt_stance ? stance_find(opt_stance) : STANCE_FOR;

	if (unit < 0)
		return error_set(err, ERR_USAGE,
		                 "--in takes turn, passage, document or case, "
		                 "not '%s'",
		                 opt_in);
	if (measure < 0)
		return error_set(err, ERR_USAGE,
		                 "--measure takes together, jaccard, dice or "
		                 "overlap, not '%s'",
		                 opt_measure);
	if (opt_measure && opt_long)
		return error_set(err, ERR_USAGE,
		                 "--measure is for the matrix: --long has "
		                 "them all");
	if (basis < 0)
		return error_set(err, ERR_USAGE,
		                 "--basis takes judged, unread, disputed or "
		                 "both, not '%s'",
		                 opt_basis);
	if (stance != STANCE_FOR && stance != STANCE_AGAINST)
		return error_set(err, ERR_USAGE,
		                 "--stance takes for or against, not '%s'",
		                 opt_stance);
	q->measure = (enum cooccurrence_measure)measure;
	q->together.unit = (enum together_unit)unit;
	q->together.filter.basis = (unsigned)basis;
	q->together.filter.stance = (unsigned)stance;
	q->together.filter.own = opt_own;
	return 0;
}

/*
 * Can the stored hits answer alone?  Not when a judgement, a selection, or a
 * text that has changed since may take one away; and not whose they are.
 */
static bool
hits_suffice(const struct question *q, const struct selection *s)
{
	bool all = s->n_documents == 0 && s->n_cases == 0 && s->n_where == 0 &&
	           s->n_speakers == 0;
	enum together_unit unit = q->together.unit;

	return all && !q->any_judged && !q->stale &&
	       (q->together.filter.basis & BASIS_UNREAD) &&
	       (unit == TOGETHER_TURN || unit == TOGETHER_DOCUMENT);
}

/* --- output -------------------------------------------------------------- */

/* "Turns with both codes, ...", "Jaccard coefficients of turns with ...". */
static void
print_notes(struct writer *w, const struct question *q)
{
	static const char *const what[] = { "Turns", "Passages", "Documents",
		                            "Cases" };
	static const char *const coefficients[] = { "", "Jaccard", "Dice",
		                                    "Overlap" };
	const struct passage_filter *f = &q->together.filter;
	enum together_unit unit = q->together.unit;
	const char *against = f->stance == STANCE_AGAINST ? " against" : "";
	struct buf b = { 0 };

	if (q->measure == COOCCURRENCE_TOGETHER)
		buf_adds(&b, what[unit]);
	else
		buf_addf(&b, "%s coefficients of %ss", coefficients[q->measure],
		         together_unit_name(unit));
	if (unit == TOGETHER_PASSAGE)
		buf_addf(&b, "%s that overlap", against);
	else
		buf_addf(&b, " with both codes%s", against);
	buf_adds(&b, f->own ? ", of the code itself."
	                    : ", of a code and all below it.");
	writer_note(w, "%s", buf_str(&b));
	if (q->any_judged)
		writer_note(w, "Basis: %s.", basis_name(f->basis));
	else if (!(f->basis & BASIS_UNREAD))
		writer_note(w, "Basis: %s; nothing has been coded yet.",
		            basis_name(f->basis));
	else
		writer_note(w, "Found by rule, not read.");
	buf_release(&b);
}

/* What cannot be read off the table. */
static void
print_footnotes(struct writer *w, const struct question *q,
                const struct codebook *b)
{
	const struct together *t = &q->together;
	bool trivial = false;
	size_t i;

	for (i = 1; i < t->n && !trivial; i++)
		trivial = together_trivial(t, b, i - 1, i);
	if (t->n == 0)
		return;
	if (q->measure == COOCCURRENCE_TOGETHER)
		writer_footnote(w,
		                "Where a code meets itself: the %ss that "
		                "it is found in.",
		                together_unit_name(t->unit));
	if (trivial)
		writer_footnote(w, "-: one code is below the other.%s",
		                q->measure == COOCCURRENCE_TOGETHER
		                    ? ""
		                    : "  Also: undefined.");
	else if (q->measure != COOCCURRENCE_TOGETHER)
		writer_footnote(w, "-: undefined.");
}

static void
print_cell(struct writer *w, const struct question *q, const struct codebook *b,
           size_t x, size_t y)
{
	const struct together *t = &q->together;
	size_t both = cooccurrence_both(&t->counts, x, y);

	if (x != y && together_trivial(t, b, x, y))
		writer_none(w);
	else if (q->measure == COOCCURRENCE_TOGETHER)
		writer_int(w, (int64_t)both);
	else
		writer_real(w,
		            cooccurrence_coefficient(
		                q->measure, cooccurrence_alone(&t->counts, x),
		                cooccurrence_alone(&t->counts, y), both),
		            3);
}

/*
 * For people the columns have the numbers of the rows: names would not fit.
 * In data formats each record says what it counts: there are no notes.
 */
static void
print_matrix(struct invocation *in, const struct question *q,
             const struct codebook *b)
{
	bool people = in->format == WRITER_TABLE || in->format == WRITER_MD;
	const struct together *t = &q->together;
	struct writer_column *columns = mem_array(t->n + 5, sizeof(*columns));
	struct arena names = { 0 };
	struct writer *w;
	size_t i, j, k = 0;

	columns[k++] = (struct writer_column){ "code", NULL, WRITER_TREE };
	if (people) {
		columns[k++] =
		    (struct writer_column){ "no.", NULL, WRITER_NUMBER };
	} else {
		columns[k++].name = "unit";
		columns[k++].name = "measure";
		columns[k++].name = "stance";
		columns[k++].name = "basis";
	}
	for (i = 0; i < t->n; i++) {
		columns[k].name = people ? arena_fmt(&names, "%zu", i + 1)
		                         : b->codes[t->codes[i]]->path;
		columns[k++].flags = WRITER_NUMBER;
	}
	w = command_writer(in, columns, k);
	print_notes(w, q);
	for (i = 0; i < t->n; i++) {
		const struct code *c = b->codes[t->codes[i]];

		writer_indent(w, c->depth);
		writer_text(w, people ? c->name : c->path);
		if (people) {
			writer_int(w, (int64_t)i + 1);
		} else {
			writer_text(w, together_unit_name(t->unit));
			writer_text(w, cooccurrence_measure_name(q->measure));
			writer_text(w, stance_name(t->filter.stance));
			writer_text(w, basis_name(t->filter.basis));
		}
		for (j = 0; j < t->n; j++)
			print_cell(w, q, b, i, j);
	}
	print_footnotes(w, q, b);
	writer_finish(w);
	arena_release(&names);
	free(columns);
}

static void
print_pair(struct writer *w, const struct question *q, const struct codebook *b,
           size_t x, size_t y)
{
	const struct together *t = &q->together;
	size_t n_x = cooccurrence_alone(&t->counts, x);
	size_t n_y = cooccurrence_alone(&t->counts, y);
	size_t both = cooccurrence_both(&t->counts, x, y);
	int m;

	writer_text(w, b->codes[t->codes[x]]->path);
	writer_text(w, b->codes[t->codes[y]]->path);
	writer_int(w, (int64_t)both);
	writer_int(w, (int64_t)n_x);
	writer_int(w, (int64_t)n_y);
	for (m = COOCCURRENCE_JACCARD; m < COOCCURRENCE_MEASURES; m++)
		writer_real(w,
		            cooccurrence_coefficient(
		                (enum cooccurrence_measure)m, n_x, n_y, both),
		            6);
	writer_text(w, together_unit_name(t->unit));
	writer_text(w, stance_name(t->filter.stance));
	writer_text(w, basis_name(t->filter.basis));
}

static void
print_long(struct invocation *in, const struct question *q,
           const struct codebook *b)
{
	static const struct writer_column columns[] = {
		{ "code", NULL, 0 },
		{ "with", NULL, 0 },
		{ "n", NULL, WRITER_NUMBER },
		{ "n_code", NULL, WRITER_NUMBER },
		{ "n_with", NULL, WRITER_NUMBER },
		{ "jaccard", NULL, WRITER_NUMBER },
		{ "dice", NULL, WRITER_NUMBER },
		{ "overlap", NULL, WRITER_NUMBER },
		{ "unit", NULL, 0 },
		{ "stance", NULL, 0 },
		{ "basis", NULL, 0 },
	};
	struct writer *w = command_writer(in, columns, 11);
	const struct together *t = &q->together;
	size_t i, j;

	print_notes(w, q);
	for (i = 0; i < t->n; i++)
		for (j = i + 1; j < t->n; j++)
			if (!together_trivial(t, b, i, j))
				print_pair(w, q, b, i, j);
	writer_finish(w);
}

/* Are any two codes found together, and not just because one is below? */
static bool
any_together(const struct together *t, const struct codebook *b)
{
	size_t i, j;

	for (i = 0; i < t->n; i++)
		for (j = i + 1; j < t->n; j++)
			if (cooccurrence_both(&t->counts, i, j) > 0 &&
			    !together_trivial(t, b, i, j))
				return true;
	return false;
}

static int
cooccur(struct invocation *in, struct error *err)
{
	struct selection selection = { 0 };
	struct question q = { 0 };
	const struct codebook *b;
	struct corpus *c = NULL;
	int rc;

	if (in->argc > 0)
		return error_set(err, ERR_USAGE,
		                 "no operands: name a code "
		                 "with -c CODE");
	rc = select_read(&opt_select, &selection, err);
	if (rc == 0)
		rc = corpus_open(in->project, &selection, &c, err);
	if (rc < 0)
		return rc;
	b = corpus_codebook(c);
	rc = marks_any_judged(in->project, &q.any_judged, err);
	if (rc == 0)
		rc = read_options(&q, err);
	if (rc == 0)
		rc = select_codes(&opt_codes, b, &q.asked, err);
	if (rc == 0)
		rc = freshness_check_stale(in->project, b, opt_strict, &q.stale,
		                           err);
	q.together.asked = q.asked;
	if (rc == 0 && q.together.unit == TOGETHER_CASE &&
	    !select_has_cases(c, selection.kind)) {
		rc = 1;
		goto out;
	}
	if (rc == 0)
		rc = hits_suffice(&q, &selection)
		         ? together_count_hits(&q.together, in->project, b, err)
		         : together_count(&q.together, c, err);
	if (rc < 0)
		goto out;
	if (opt_long)
		print_long(in, &q, b);
	else
		print_matrix(in, &q, b);
	if (q.together.unit == TOGETHER_CASE)
		select_notes(c, selection.kind);
	rc = !any_together(&q.together, b);
out:
	together_release(&q.together);
	free(q.asked);
	corpus_close(c);
	return rc;
}

const struct command command = {
	.name = "emic-cooccur",
	.operands = "",
	.summary = "codes found together in a turn, passage, document or case",
	.options = options,
	.project = PROJECT_READ,
	.lists = true,
	.run = cooccur,
};
