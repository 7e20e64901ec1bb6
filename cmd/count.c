/* emic-count - a matrix of codes by attribute, document, case or speaker. */
#include "base/buf.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "report/theme.h"
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

enum by { BY_DOCUMENT, BY_CASE, BY_SPEAKER, BY_ATTRIBUTE };

/* A column of the matrix. */
struct group {
	char *name;
	char *folded;
	size_t words;             /* spoken in the selection */
	bool *seen;               /* a case each, with a word in this group */
	size_t n;                 /* how many of them */
	struct frequency *counts; /* a code each */
};

struct matrix {
	enum by by;
	enum frequency_measure measure;
	struct passage_filter filter; /* all but the code */
	size_t per;                   /* 0: counts, no rate */
	bool *asked;                  /* a code each */
	struct {
		struct group *items;
		size_t n, cap;
	} groups;
	size_t last; /* the group asked for last: mostly the next one too */
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
read_options(struct matrix *m, const struct corpus *c, bool any_judged,
             struct error *err)
{
	int measure = opt_measure ? frequency_measure_find(opt_measure)
	                          : FREQUENCY_PASSAGES;
	int basis = opt_basis    ? basis_find(opt_basis)
	            : any_judged ? BASIS_JUDGED
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
	m->measure = (enum frequency_measure)measure;
	m->filter.basis = (unsigned)basis;
	m->filter.stance = (unsigned)stance;
	m->filter.own = opt_own;
	m->by = BY_ATTRIBUTE;
	if (!opt_by || strcmp(opt_by, "document") == 0)
		m->by = BY_DOCUMENT;
	else if (strcmp(opt_by, "case") == 0)
		m->by = BY_CASE;
	else if (strcmp(opt_by, "speaker") == 0)
		m->by = BY_SPEAKER;
	else if (!attribute_list_find(
	             attribution_attributes(corpus_attribution(c)), opt_by))
		return error_set(err, ERR_NOTFOUND,
		                 "--by takes document, case, speaker or an "
		                 "attribute; there is no attribute '%s'",
		                 opt_by);
	return read_per(&m->per, err);
}

static int
read_codes(struct matrix *m, const struct codebook *b, struct error *err)
{
	size_t i, k;

	m->asked = mem_array(b->n_codes, sizeof(*m->asked));
	for (i = 0; i < b->n_codes; i++)
		m->asked[i] = opt_codes.n == 0 && !b->codes[i]->retired;
	for (k = 0; k < opt_codes.n; k++) {
		struct code *c;
		int rc = codebook_find(b, opt_codes.items[k], &c, err);

		if (rc < 0)
			return rc;
		for (i = 0; i < b->n_codes; i++)
			if (code_covers(c, b->codes[i]))
				m->asked[i] = !b->codes[i]->retired;
	}
	return 0;
}

/* --- counting ------------------------------------------------------------ */

static struct group *
group_for(struct matrix *m, const struct corpus *c, const char *name)
{
	struct group fresh = { 0 };
	char *folded;
	size_t i;

	if (m->last < m->groups.n &&
	    strcmp(m->groups.items[m->last].name, name) == 0)
		return &m->groups.items[m->last];
	folded = unicode_fold(name);
	for (i = 0; i < m->groups.n; i++) {
		if (strcmp(m->groups.items[i].folded, folded) == 0) {
			free(folded);
			m->last = i;
			return &m->groups.items[i];
		}
	}
	fresh.name = mem_str(name);
	fresh.folded = folded;
	fresh.seen =
	    mem_array(attribution_cases(corpus_attribution(c)), sizeof(bool));
	fresh.counts =
	    mem_array(corpus_codebook(c)->n_codes, sizeof(struct frequency));
	vec_push(&m->groups, fresh);
	return &m->groups.items[m->groups.n - 1];
}

/* Names of the groups that turn T belongs to, each once; borrowed. */
struct names {
	const char **items;
	size_t n, cap;
};

static void
add_name(struct names *names, const char *name)
{
	size_t i;

	for (i = 0; i < names->n; i++)
		if (strcmp(names->items[i], name) == 0)
			return;
	vec_push(names, name);
}

static void
turn_groups(const struct matrix *m, const struct corpus *c,
            const struct corpus_document *d, size_t turn, struct names *out)
{
	const struct attribution *a = corpus_attribution(c);
	const struct turn *t = &d->view->turns[turn];
	const struct case_indexes *cases = &d->cases[turn];
	size_t i;

	if (!d->selected[turn])
		return;
	/* an interviewer's words go to no case and to no case's attribute */
	if (d->interviewer[turn] && (m->by == BY_CASE || m->by == BY_ATTRIBUTE))
		return;
	if (m->by == BY_DOCUMENT)
		add_name(out, d->view->document.name);
	for (i = 0; m->by == BY_SPEAKER && i < t->speakers; i++)
		add_name(out, document_speaker(d->view, t, i)->label);
	for (i = 0; m->by == BY_CASE && i < cases->n; i++)
		add_name(out, attribution_case(a, cases->items[i])->name);
	for (i = 0; m->by == BY_ATTRIBUTE && i < cases->n; i++) {
		const char *v = attribution_value(a, opt_by, cases->items[i],
		                                  &d->view->document);

		add_name(out, v ? v : "(none)");
	}
	if (cases->n == 0 && m->by == BY_ATTRIBUTE) {
		const char *v =
		    attribution_value(a, opt_by, SIZE_MAX, &d->view->document);

		if (v)
			add_name(out, v);
	}
	if (out->n == 0)
		add_name(out, m->by == BY_SPEAKER ? "(nobody known)"
		                                  : "(unattributed)");
}

/* Does case I belong to group NAME here?  By attribute its value must. */
static bool
case_in_group(const struct matrix *m, const struct corpus *c,
              const struct corpus_document *d, size_t i, const char *name)
{
	const struct attribution *a = corpus_attribution(c);
	const char *v;

	if (m->by == BY_CASE)
		return strcmp(attribution_case(a, i)->name, name) == 0;
	if (m->by != BY_ATTRIBUTE)
		return true;
	v = attribution_value(a, opt_by, i, &d->view->document);
	return strcmp(v ? v : "(none)", name) == 0;
}

/* What was spoken: words and cases of each group. */
static void
count_words(struct matrix *m, const struct corpus *c,
            const struct corpus_document *d)
{
	struct names names = { 0 };
	size_t i, k, g;

	for (i = 0; i < d->view->n_turns; i++) {
		const struct turn *t = &d->view->turns[i];

		if (!d->selected[i] || d->interviewer[i] || t->words == 0)
			continue;
		names.n = 0;
		turn_groups(m, c, d, i, &names);
		for (g = 0; g < names.n; g++) {
			struct group *to = group_for(m, c, names.items[g]);

			to->words += t->words;
			for (k = 0; k < d->cases[i].n; k++) {
				size_t who = d->cases[i].items[k];

				if (to->seen[who] ||
				    !case_in_group(m, c, d, who,
				                   names.items[g]))
					continue;
				to->seen[who] = true;
				to->n++;
			}
		}
	}
	vec_release(&names);
}

/* Count one passage in each group that it touches, with its words there. */
static void
count_passage(struct matrix *m, const struct corpus *c,
              const struct corpus_document *d, size_t code,
              const struct passage *p)
{
	size_t all = attribution_cases(corpus_attribution(c)), i, k, g;
	size_t from = document_turn_from(d->view, p->start);
	struct names names = { 0 }, here = { 0 };
	struct case_indexes cases = { 0 };

	for (i = from; i < d->view->n_turns && d->view->turns[i].start < p->end;
	     i++)
		turn_groups(m, c, d, i, &names);
	for (g = 0; g < names.n; g++) {
		size_t words = 0;

		cases.n = 0;
		for (i = from;
		     i < d->view->n_turns && d->view->turns[i].start < p->end;
		     i++) {
			bool in = false;

			here.n = 0;
			turn_groups(m, c, d, i, &here);
			for (k = 0; k < here.n; k++)
				in = in ||
				     strcmp(here.items[k], names.items[g]) == 0;
			if (!in)
				continue;
			words += passage_words(d->view, p->start, p->end, i);
			for (k = 0; k < d->cases[i].n; k++)
				if (case_in_group(m, c, d, d->cases[i].items[k],
				                  names.items[g]))
					vec_push(&cases, d->cases[i].items[k]);
		}
		frequency_add(&group_for(m, c, names.items[g])->counts[code],
		              d->index, cases.items, cases.n, all, words);
	}
	vec_release(&names);
	vec_release(&here);
	vec_release(&cases);
}

static int
count_all(struct matrix *m, struct corpus *c, struct error *err)
{
	const struct codebook *b = corpus_codebook(c);
	const struct corpus_document *d;
	struct passages passages = { 0 };
	size_t i, k;
	int rc;

	while ((rc = corpus_next(c, &d, err)) > 0) {
		count_words(m, c, d);
		for (i = 0; i < b->n_codes; i++) {
			if (!m->asked[i])
				continue;
			m->filter.code = b->codes[i];
			passages_join(d->view, b, &d->marks, &m->filter,
			              &passages);
			for (k = 0; k < passages.n; k++)
				count_passage(m, c, d, i, &passages.items[k]);
		}
	}
	passages_release(&passages);
	return rc;
}

/* --- output -------------------------------------------------------------- */

/* Numbers in their order, "(none)" last, the rest by folded name. */
static int
by_name(const void *a, const void *b)
{
	const struct group *x = a, *y = b;
	char *end_x, *end_y;
	double m = strtod(x->name, &end_x), n = strtod(y->name, &end_y);

	if ((x->name[0] == '(') != (y->name[0] == '('))
		return x->name[0] == '(' ? 1 : -1;
	if (*x->name && *y->name && !*end_x && !*end_y && m != n)
		return m < n ? -1 : 1;
	return strcmp(x->folded, y->folded);
}

static void
print_cell(struct writer *w, const struct matrix *m, const struct group *g,
           size_t code, bool people)
{
	size_t count = frequency_of(&g->counts[code], m->measure);
	struct buf b = { 0 };

	if (m->per > 0) {
		writer_real(w, frequency_rate(count, g->words, m->per), 2);
	} else if (m->measure == FREQUENCY_CASES && people && g->n > 0) {
		select_share(&b, count, g->n, opt_percent);
		writer_text(w, buf_str(&b));
	} else {
		writer_int(w, (int64_t)count);
	}
	buf_release(&b);
}

static void
print_notes(struct writer *w, const struct matrix *m, bool any_judged)
{
	writer_note(w, "%s%s%s by %s%s.%s", frequency_measure_name(m->measure),
	            m->per ? " per " : "", m->per ? opt_per : "",
	            opt_by ? opt_by : "document",
	            m->filter.stance == STANCE_AGAINST ? ", against" : "",
	            any_judged ? "" : "  Found by rule, not read.");
	if (any_judged)
		writer_note(w, "Basis: %s.", basis_name(m->filter.basis));
}

static void
print_matrix(struct invocation *in, const struct matrix *m,
             const struct codebook *b, bool any_judged)
{
	bool people = in->format == WRITER_TABLE || in->format == WRITER_MD;
	struct writer_column *columns =
	    mem_array(m->groups.n + 1, sizeof(*columns));
	struct writer *w;
	size_t i, g;

	columns[0].name = "code";
	columns[0].flags = WRITER_TREE;
	for (g = 0; g < m->groups.n; g++) {
		columns[g + 1].name = m->groups.items[g].name;
		columns[g + 1].flags = WRITER_NUMBER;
	}
	w = command_writer(in, columns, m->groups.n + 1);
	print_notes(w, m, any_judged);
	for (i = 0; i < b->n_codes; i++) {
		if (!m->asked[i])
			continue;
		writer_indent(w, b->codes[i]->depth);
		writer_text(w, people ? b->codes[i]->name : b->codes[i]->path);
		for (g = 0; g < m->groups.n; g++)
			print_cell(w, m, &m->groups.items[g], i, people);
	}
	writer_finish(w);
	free(columns);
}

static void
print_long(struct invocation *in, const struct matrix *m,
           const struct codebook *b, bool any_judged)
{
	const struct writer_column columns[] = {
		{ "code", NULL, 0 },
		{ "group", NULL, 0 },
		{ frequency_measure_name(m->measure), NULL, WRITER_NUMBER },
		{ "of_cases", NULL, WRITER_NUMBER },
		{ "of_words", NULL, WRITER_NUMBER },
		{ "rate", NULL, WRITER_NUMBER },
		{ "basis", NULL, 0 },
	};
	struct writer *w = command_writer(in, columns, 7);
	size_t i, g;

	print_notes(w, m, any_judged);
	for (i = 0; i < b->n_codes; i++) {
		for (g = 0; m->asked[i] && g < m->groups.n; g++) {
			const struct group *to = &m->groups.items[g];
			size_t count = frequency_of(&to->counts[i], m->measure);

			writer_text(w, b->codes[i]->path);
			writer_text(w, to->name);
			writer_int(w, (int64_t)count);
			writer_int(w, (int64_t)to->n);
			writer_int(w, (int64_t)to->words);
			if (m->per > 0)
				writer_real(
				    w, frequency_rate(count, to->words, m->per),
				    2);
			else
				writer_none(w);
			writer_text(w, basis_name(m->filter.basis));
		}
	}
	writer_finish(w);
}

static void
release(struct matrix *m, size_t n_codes)
{
	size_t g, i;

	for (g = 0; g < m->groups.n; g++) {
		struct group *group = &m->groups.items[g];

		for (i = 0; i < n_codes; i++)
			frequency_release(&group->counts[i]);
		free(group->counts);
		free(group->seen);
		free(group->name);
		free(group->folded);
	}
	vec_release(&m->groups);
	free(m->asked);
}

static int
count(struct invocation *in, struct error *err)
{
	struct selection selection = { 0 };
	struct matrix m = { 0 };
	struct corpus *c = NULL;
	bool any_judged = false;
	size_t n_codes = 0;
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
		rc = marks_any_judged(in->project, &any_judged, err);
	if (rc == 0)
		rc = read_options(&m, c, any_judged, err);
	if (rc < 0)
		goto out;
	n_codes = corpus_codebook(c)->n_codes;
	rc = read_codes(&m, corpus_codebook(c), err);
	if (rc == 0)
		rc = count_all(&m, c, err);
	if (rc < 0)
		goto out;
	if (m.groups.n > 0)
		qsort(m.groups.items, m.groups.n, sizeof(*m.groups.items),
		      by_name);
	if (opt_long)
		print_long(in, &m, corpus_codebook(c), any_judged);
	else
		print_matrix(in, &m, corpus_codebook(c), any_judged);
	select_notes(c, selection.kind);
	rc = m.groups.n == 0;
out:
	release(&m, n_codes);
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
