/* emic-count - a matrix of codes by attribute, document, case or speaker. */
#include "base/buf.h"
#include "base/mem.h"
#include "report/matrix.h"
#include "shared/freshness.h"
#include "shared/select.h"

#include <stdlib.h>
#include <string.h>

static struct select_options opt_select;
static struct string_list opt_codes;
static const char *opt_by, *opt_measure, *opt_basis, *opt_stance, *opt_per;
static bool opt_own, opt_long, opt_percent, opt_strict;

static const struct option_spec options[] = {
	{ OPT_STRING, 'b', "by", &opt_by, "WHAT",
	  "document (default), case, speaker or an attribute's name" },
	{ OPT_STRING, 'm', "measure", &opt_measure, "WHAT",
	  "cases, documents, passages (default) or words" },
	{ OPT_LIST, 'c', "code", &opt_codes, "CODE",
	  "only CODE and the codes below it (may be repeated)" },
	{ OPT_STRING, 0, "basis", &opt_basis, "BASIS",
	  "judged, unread, disputed or both" },
	{ OPT_STRING, 0, "stance", &opt_stance, "STANCE",
	  "for (default) or against" },
	{ OPT_FLAG, 0, "own", &opt_own, NULL,
	  "the code itself, without the codes below it" },
	{ OPT_STRING, 0, "per", &opt_per, "N-words",
	  "per N words spoken, such as 1000-words" },
	{ OPT_FLAG, 0, "percent", &opt_percent, NULL,
	  "with cases: percentages even below 20 cases" },
	{ OPT_FLAG, 'l', "long", &opt_long, NULL,
	  "one record for each code and group" },
	{ OPT_FLAG, 0, "strict", &opt_strict, NULL,
	  "hits that are out of date are an error" },
	SELECT_OPTIONS(opt_select),
	{ OPT_END },
};

enum { ROWS = 16 }; /* read at once, to be printed */

/* What was asked for. */
struct question {
	enum frequency_measure measure;
	size_t per;      /* 0: counts, no rate */
	bool *asked;     /* a code each */
	bool any_judged; /* does the project hold codings or verdicts? */
	struct matrix matrix;
};

/* --- options ------------------------------------------------------------- */

static int
read_per(size_t *out, struct error *err)
{
	char *end;
	long n;

	if (!opt_per)
		return 0;
	n = strtol(opt_per, &end, 10);
	if (n < 1 || n > 1000000000 || strcmp(end, "-words") != 0)
		return error_set(err, ERR_USAGE,
		                 "--per takes N-words, such as 1000-words, "
		                 "not '%s'",
		                 opt_per);
	*out = (size_t)n;
	return 0;
}

static int
read_options(struct question *q, const struct corpus *c, struct error *err)
{
	struct matrix *m = &q->matrix;
	int measure = opt_measure ? frequency_measure_find(opt_measure)
	                          : FREQUENCY_PASSAGES;
	int basis = opt_basis       ? basis_find(opt_basis)
	            : q->any_judged ? BASIS_JUDGED
	                            : BASIS_UNREAD;
	int stance = opt_stance ? stance_find(opt_stance) : STANCE_FOR;

	if (measure < 0)
		return error_set(err, ERR_USAGE,
		                 "--measure takes cases, documents, passages "
		                 "or words, not '%s'",
		                 opt_measure);
	if (basis < 0)
		return error_set(err, ERR_USAGE,
		                 "--basis takes judged, unread, disputed or "
		                 "both, not '%s'",
		                 opt_basis);
	if (stance != STANCE_FOR && stance != STANCE_AGAINST)
		return error_set(err, ERR_USAGE,
		                 "--stance takes for or against, not '%s'",
		                 opt_stance);
	q->measure = (enum frequency_measure)measure;
	m->filter.basis = (unsigned)basis;
	m->filter.stance = (unsigned)stance;
	m->filter.own = opt_own;
	m->attribute = opt_by;
	m->by = MATRIX_BY_ATTRIBUTE;
	if (!opt_by || strcmp(opt_by, "document") == 0)
		m->by = MATRIX_BY_DOCUMENT;
	else if (strcmp(opt_by, "case") == 0)
		m->by = MATRIX_BY_CASE;
	else if (strcmp(opt_by, "speaker") == 0)
		m->by = MATRIX_BY_SPEAKER;
	else if (!attribution_knows(corpus_attribution(c), opt_by))
		return error_set(err, ERR_NOTFOUND,
		                 "--by takes document, case, speaker or an "
		                 "attribute; there is no attribute '%s'",
		                 opt_by);
	if (opt_per && q->measure != FREQUENCY_PASSAGES &&
	    q->measure != FREQUENCY_WORDS)
		return error_set(err, ERR_USAGE,
		                 "--per is for passages and words: %s do not "
		                 "grow with the words spoken",
		                 frequency_measure_name(q->measure));
	return read_per(&q->per, err);
}

/* --- output -------------------------------------------------------------- */

static void
print_cell(struct writer *w, const struct question *q,
           const struct matrix_group *g, size_t count, bool people)
{
	struct buf b = { 0 };

	if (q->per > 0) {
		writer_real(w, frequency_rate(count, g->words, q->per), 2);
	} else if (q->measure == FREQUENCY_CASES && people && g->n == 0) {
		writer_none(w);
	} else if (q->measure == FREQUENCY_CASES && people) {
		select_share(&b, count, g->n, opt_percent);
		writer_text(w, buf_str(&b));
	} else {
		writer_int(w, (int64_t)count);
	}
	buf_release(&b);
}

static void
print_notes(struct writer *w, const struct question *q)
{
	static const char *const measures[] = { "Cases", "Documents",
		                                "Passages", "Words" };
	const struct passage_filter *f = &q->matrix.filter;
	struct buf b = { 0 };

	buf_adds(&b, measures[q->measure]);
	if (f->stance == STANCE_AGAINST)
		buf_adds(&b, " against");
	if (q->per > 0)
		buf_addf(&b, " per %zu words spoken", q->per);
	buf_addf(&b, " by %s", opt_by ? opt_by : "document");
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

/* "passages", or "passages per 1000 words". */
static void
print_measure(struct writer *w, const struct question *q)
{
	struct buf b = { 0 };

	buf_adds(&b, frequency_measure_name(q->measure));
	if (q->per > 0)
		buf_addf(&b, " per %zu words", q->per);
	writer_text(w, buf_str(&b));
	buf_release(&b);
}

/*
 * The counts of ROWS codes from FIRST, row by row.  They stand group by
 * group: a row alone would go through all of the memory for each of its cells.
 */
static void
read_rows(const struct question *q, size_t first, size_t *out)
{
	const struct matrix *m = &q->matrix;
	size_t g, i;

	for (g = 0; g < m->groups.n; g++)
		for (i = 0; i < ROWS && first + i < m->n_codes; i++)
			out[i * m->groups.n + g] = frequency_of(
			    &m->groups.items[g].counts[first + i], q->measure);
}

/* In data formats each record says what it counts: there are no notes. */
static void
print_matrix(struct invocation *in, const struct question *q,
             const struct codebook *b)
{
	bool people = in->format == WRITER_TABLE || in->format == WRITER_MD;
	const struct matrix *m = &q->matrix;
	struct writer_column *columns =
	    mem_array(m->groups.n + 4, sizeof(*columns));
	size_t *rows = mem_array(m->groups.n * ROWS, sizeof(*rows));
	struct writer *w;
	size_t i, g, k = 0;

	columns[k++] = (struct writer_column){ "code", NULL, WRITER_TREE };
	if (!people) {
		columns[k++].name = "measure";
		columns[k++].name = "stance";
		columns[k++].name = "basis";
	}
	for (g = 0; g < m->groups.n; g++) {
		columns[k].name = m->groups.items[g].name;
		columns[k++].flags = WRITER_NUMBER;
	}
	w = command_writer(in, columns, k);
	print_notes(w, q);
	for (i = 0; i < b->n_codes; i++) {
		const size_t *row = rows + i % ROWS * m->groups.n;

		if (i % ROWS == 0)
			read_rows(q, i, rows);
		if (!q->asked[i])
			continue;
		writer_indent(w, b->codes[i]->depth);
		writer_text(w, people ? b->codes[i]->name : b->codes[i]->path);
		if (!people) {
			print_measure(w, q);
			writer_text(w, stance_name(m->filter.stance));
			writer_text(w, basis_name(m->filter.basis));
		}
		for (g = 0; g < m->groups.n; g++)
			print_cell(w, q, &m->groups.items[g], row[g], people);
	}
	writer_finish(w);
	free(rows);
	free(columns);
}

static void
print_long(struct invocation *in, const struct question *q,
           const struct codebook *b)
{
	const struct writer_column columns[] = {
		{ "code", NULL, 0 },
		{ "group", NULL, 0 },
		{ frequency_measure_name(q->measure), NULL, WRITER_NUMBER },
		{ "of_cases", NULL, WRITER_NUMBER },
		{ "of_words", NULL, WRITER_NUMBER },
		{ "rate", NULL, WRITER_NUMBER },
		{ "stance", NULL, 0 },
		{ "basis", NULL, 0 },
	};
	struct writer *w = command_writer(in, columns, 8);
	const struct matrix *m = &q->matrix;
	size_t i, g;

	print_notes(w, q);
	for (i = 0; i < b->n_codes; i++) {
		for (g = 0; q->asked[i] && g < m->groups.n; g++) {
			const struct matrix_group *to = &m->groups.items[g];
			size_t n = frequency_of(&to->counts[i], q->measure);

			writer_text(w, b->codes[i]->path);
			writer_text(w, to->name);
			writer_int(w, (int64_t)n);
			writer_int(w, (int64_t)to->n);
			writer_int(w, (int64_t)to->words);
			if (q->per > 0)
				writer_real(
				    w, frequency_rate(n, to->words, q->per), 2);
			else
				writer_none(w);
			writer_text(w, stance_name(m->filter.stance));
			writer_text(w, basis_name(m->filter.basis));
		}
	}
	writer_finish(w);
}

static int
count(struct invocation *in, struct error *err)
{
	struct selection selection = { 0 };
	struct question q = { 0 };
	struct corpus *c = NULL;
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
		rc = marks_any_judged(in->project, &q.any_judged, err);
	if (rc == 0)
		rc = read_options(&q, c, err);
	if (rc == 0)
		rc =
		    select_codes(&opt_codes, corpus_codebook(c), &q.asked, err);
	q.matrix.asked = q.asked;
	if (rc == 0 && q.measure == FREQUENCY_CASES &&
	    !select_has_cases(c, selection.kind)) {
		rc = 1;
		goto out;
	}
	if (rc == 0)
		rc = matrix_count(&q.matrix, c, err);
	if (rc < 0)
		goto out;
	if (opt_long)
		print_long(in, &q, corpus_codebook(c));
	else
		print_matrix(in, &q, corpus_codebook(c));
	select_notes(c, selection.kind);
	rc = q.matrix.groups.n == 0;
out:
	matrix_release(&q.matrix);
	free(q.asked);
	corpus_close(c);
	return rc;
}

const struct command command = {
	.name = "emic-count",
	.operands = "",
	.summary = "codes by attribute, document, case or speaker",
	.options = options,
	.project = PROJECT_READ,
	.lists = true,
	.run = count,
};
