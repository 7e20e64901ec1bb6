/* emic-grep - search with the rules' language and print spans. */
#include "base/buf.h"
#include "base/mem.h"
#include "base/vec.h"
#include "match/rules.h"
#include "shared/select.h"
#include "shared/spans.h"

#include <stdlib.h>
#include <string.h>

static struct select_options opt_select;
static const char *opt_unit, *opt_role;
static int opt_context = -1;
static bool opt_exact, opt_count;

static const struct option_spec options[] = {
	{ OPT_STRING, 'u', "unit", &opt_unit, "UNIT",
	  "sentence (default), match, paragraph or turn" },
	{ OPT_INT, 'C', "context", &opt_context, "N",
	  "a concordance: N words left and right of the match" },
	{ OPT_FLAG, 'x', "exact", &opt_exact, NULL,
	  "upper and lower case differ" },
	{ OPT_STRING, 'r', "role", &opt_role, "ROLE",
	  "participant (default), interviewer, all, or a label" },
	{ OPT_FLAG, 'n', "count", &opt_count, NULL,
	  "print only how many documents and hits" },
	SELECT_OPTIONS(opt_select),
	{ OPT_END },
};

struct search {
	struct rules *rules;
	struct rules_scan *scan;
	size_t hits, documents;
};

static int
by_start(const void *a, const void *b)
{
	const struct rule_mark *x = a, *y = b;

	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return x->code < y->code ? -1 : x->code > y->code;
}

/*
 * What lies on the text already, for {code}: as in a rule, what speaks
 * against the code is no mark of it.
 */
static struct rule_mark *
marks_for(const struct marks *m, size_t *n_out)
{
	struct rule_mark *out = mem_array(m->n, sizeof(*out));
	size_t i, n = 0;

	for (i = 0; i < m->n; i++) {
		if (!(m->items[i].stance & STANCE_FOR))
			continue;
		out[n].code = m->items[i].code;
		out[n].start = m->items[i].anchor_start;
		out[n++].end = m->items[i].anchor_end;
	}
	if (n > 0)
		qsort(out, n, sizeof(*out), by_start);
	*n_out = n;
	return out;
}

static int
search_document(struct search *s, const struct corpus *c,
                const struct corpus_document *d, struct writer *w,
                struct error *err)
{
	struct rule_hits hits = { 0 };
	size_t i, n_marks, before = s->hits;
	struct rule_mark *marks = marks_for(&d->marks, &n_marks);
	int rc;

	rc = rules_scan_document(s->scan, d->view, NULL, marks, n_marks, &hits,
	                         err);
	for (i = 0; rc == 0 && i < hits.n; i++) {
		const struct rule_hit *h = &hits.items[i];
		struct span_record record = {
			.start = opt_context >= 0 ? h->anchor_start : h->start,
			.end = opt_context >= 0 ? h->anchor_end : h->end,
			.code = "",
			.stance = "for",
			.by = "query",
			.basis = "",
			.words = opt_context > 0 ? (size_t)opt_context : 0,
		};

		if (!d->selected[h->turn - 1])
			continue;
		s->hits++;
		if (w)
			spans_write(w, c, d, &record,
			            opt_context >= 0 ? SPANS_CONTEXT : 0);
	}
	s->documents += s->hits > before;
	rule_hits_release(&hits);
	free(marks);
	return rc;
}

/* A label that nobody has would find nothing, and nobody would see why. */
static int
check_role(struct project *p, struct error *err)
{
	static const char *const roles[] = { "participant", "interviewer",
		                             "all" };
	size_t i;

	for (i = 0; opt_role && i < sizeof(roles) / sizeof(*roles); i++)
		if (strcmp(roles[i], opt_role) == 0)
			return 0;
	return opt_role ? document_check_label(p, opt_role, err) : 0;
}

static int
compile(struct search *s, const struct codebook *b, struct invocation *in,
        struct error *err)
{
	int unit = opt_unit           ? code_unit_find(opt_unit)
	           : opt_context >= 0 ? UNIT_MATCH
	                              : UNIT_SENTENCE;
	int rc;

	if (unit < 0)
		return error_set(err, ERR_USAGE,
		                 "--unit takes sentence, match, paragraph or "
		                 "turn, not '%s'",
		                 opt_unit);
	rc = rules_compile_query(b, (const char *const *)in->argv,
	                         (size_t)in->argc, (enum code_unit)unit,
	                         opt_role ? opt_role : "participant", opt_exact,
	                         &s->rules, err);
	if (rc == 0)
		s->scan = rules_scan_new(s->rules);
	return rc;
}

/*
 * Operators are upper-case; a small "and" is a word like any other.  Said
 * only when nothing was found, for then it may be why.
 */
static void
note_operators(int argc, char **argv)
{
	static const char *const operators[] = { "and", "or", "not", "near",
		                                 "before" };
	size_t k;
	int i;

	for (i = 0; i < argc; i++) {
		for (k = 0; k < sizeof(operators) / sizeof(*operators); k++) {
			const char *at = strstr(argv[i], operators[k]);
			size_t len = strlen(operators[k]);

			if (!at || at == argv[i] || at[-1] != ' ' ||
			    (at[len] != ' ' && at[len] != '/'))
				continue;
			command_note("'%s' is a word here: operators are "
			             "upper-case",
			             operators[k]);
			return;
		}
	}
}

/* Marks are read only for what may name a code. */
static void
want_marks(struct corpus *c, int argc, char **argv)
{
	bool *none = mem_array(corpus_codebook(c)->n_codes, sizeof(*none));
	int i;

	for (i = 0; i < argc; i++)
		if (strchr(argv[i], '{') || strchr(argv[i], '$'))
			break;
	if (i == argc)
		corpus_want(c, none, true);
	free(none);
}

static int
grep(struct invocation *in, struct error *err)
{
	const struct corpus_document *d;
	struct selection selection = { 0 };
	struct corpus *c = NULL;
	struct writer *w = NULL;
	struct search s = { 0 };
	size_t done = 0;
	int rc;

	if (in->argc == 0)
		return error_set(err, ERR_USAGE, "no expression given");
	rc = select_read(&opt_select, &selection, err);
	if (rc == 0)
		rc = corpus_open(in->project, &selection, &c, err);
	if (rc == 0)
		rc = check_role(in->project, err);
	if (rc == 0)
		rc = compile(&s, corpus_codebook(c), in, err);
	if (rc < 0)
		goto out;
	want_marks(c, in->argc, in->argv);
	if (!opt_count)
		w = spans_writer(in, opt_context >= 0 ? SPANS_CONTEXT : 0);
	progress_start(&in->progress, "documents", corpus_documents(c));
	while ((rc = corpus_next(c, &d, err)) > 0) {
		rc = search_document(&s, c, d, w, err);
		progress_show(&in->progress, ++done);
		if (rc < 0)
			break;
	}
	progress_end(&in->progress);
	if (w)
		writer_finish(w);
	else if (rc == 0)
		spool_addf(&in->out, "%zu hits in %zu documents\n", s.hits,
		           s.documents);
	if (rc == 0)
		rc = s.hits == 0;
	if (rc == 1)
		note_operators(in->argc, in->argv);
out:
	rules_scan_free(s.scan);
	rules_free(s.rules);
	corpus_close(c);
	return rc;
}

const struct command command = {
	.name = "emic-grep",
	.operands = "EXPRESSION ...",
	.summary = "search the text with the rules' language",
	.options = options,
	.project = PROJECT_READ,
	.lists = true,
	.run = grep,
};
