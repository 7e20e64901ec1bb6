/* emic-quotes - passages as quotations. */
#include "base/buf.h"
#include "base/mem.h"
#include "base/random.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "shared/freshness.h"
#include "shared/select.h"
#include "shared/spans.h"

#include <stdlib.h>
#include <string.h>

static struct select_options opt_select;
static struct string_list opt_codes;
static const char *opt_basis, *opt_stance;
static int opt_limit = -1, opt_sample = -1, opt_seed = 1;
static bool opt_question, opt_strict;

static const struct option_spec options[] = {
	{ OPT_LIST, 'c', "code", &opt_codes, "CODE",
	  "only CODE and the codes below it (may be repeated)" },
	{ OPT_STRING, 'b', "basis", &opt_basis, "BASIS",
	  "judged, unread, disputed or both (else all)" },
	{ OPT_STRING, 0, "stance", &opt_stance, "STANCE",
	  "only for, against or mixed" },
	{ OPT_FLAG, 'q', "question", &opt_question, NULL,
	  "with the interviewer's words before" },
	{ OPT_INT, 'n', "limit", &opt_limit, "N", "at most the first N" },
	{ OPT_INT, 0, "sample", &opt_sample, "N",
	  "N of them by chance, the same for the same seed" },
	{ OPT_INT, 0, "seed", &opt_seed, "S", "of --sample (default 1)" },
	{ OPT_FLAG, 0, "strict", &opt_strict, NULL,
	  "hits that are out of date are an error" },
	SELECT_OPTIONS(opt_select),
	{ OPT_END },
};

/* One quotation: what is needed to print it after the walk. */
struct quotation {
	size_t code;       /* index */
	size_t document;   /* index in the walk */
	size_t start, end; /* bytes */
	const char *stance;
	char *by;
	const char *basis;
	bool chosen;
};

struct quotations {
	struct quotation *items; /* in the order of the walk */
	size_t n, cap;
};

struct query {
	bool *asked; /* a code each */
	unsigned basis, stance;
};

static int
read_query(struct query *q, const struct codebook *b, struct error *err)
{
	/* what a person judged is quoted as they bounded it, unless asked */
	int basis = opt_basis ? basis_find(opt_basis)
	                      : BASIS_JUDGED | BASIS_UNREAD | BASIS_DISPUTED;
	int stance = opt_stance ? stance_find(opt_stance) : 0;

	if (basis < 0)
		return error_set(err, ERR_USAGE,
		                 "--basis takes judged, unread, disputed or "
		                 "both, not '%s'",
		                 opt_basis);
	if (stance < 0)
		return error_set(err, ERR_USAGE,
		                 "--stance takes for, against or mixed, not "
		                 "'%s'",
		                 opt_stance);
	q->basis = (unsigned)basis;
	q->stance = (unsigned)stance;
	return select_codes(&opt_codes, b, &q->asked, err);
}

/* What a passage's marks say together: all for, all against, or mixed. */
static const char *
stance_of(const struct passages *all, const struct passage *p)
{
	unsigned stance = 0;
	size_t i;

	for (i = p->first_mark; i < p->last_mark; i++)
		stance |= all->marks.items[i]->stance;
	return stance_name(stance);
}

/* A mixed mark is in the joins for and against: it is quoted once. */
static bool
quoted_already(const struct passages *all, const struct passage *p)
{
	size_t i;

	for (i = p->first_mark; i < p->last_mark; i++)
		if (all->marks.items[i]->stance == STANCE_AGAINST)
			return false;
	return true;
}

/* The passages of one code in D that speak for it, or against it. */
static void
collect(const struct query *q, const struct corpus *c,
        const struct corpus_document *d, size_t code, unsigned stance,
        struct passages *scratch, struct quotations *out)
{
	const struct codebook *b = corpus_codebook(c);
	struct passage_filter f = { .code = b->codes[code],
		                    .own = true,
		                    .stance = stance,
		                    .basis = q->basis };
	struct case_indexes cases = { 0 };
	struct buf by = { 0 };
	size_t i;

	passages_join(d->view, b, &d->marks, &f, scratch);
	for (i = 0; i < scratch->n; i++) {
		const struct passage *p = &scratch->items[i];
		struct quotation quote = { .code = code,
			                   .document = d->index,
			                   .start = p->start,
			                   .end = p->end,
			                   .stance = stance_of(scratch, p),
			                   .basis = spans_basis(scratch, p),
			                   .chosen = true };

		if (!corpus_cases(d, p->start, p->end, &cases) ||
		    (stance == STANCE_AGAINST && quoted_already(scratch, p)) ||
		    (q->stance &&
		     strcmp(quote.stance, stance_name(q->stance)) != 0))
			continue;
		spans_by(&d->marks, scratch, p, &by);
		quote.by = buf_take(&by);
		vec_push(out, quote);
	}
	vec_release(&cases);
}

static int
by_place(const void *a, const void *b)
{
	const struct quotation *x = a, *y = b;

	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	if (x->code != y->code)
		return x->code < y->code ? -1 : 1;
	return -strcmp(x->stance, y->stance);
}

static int
collect_all(const struct query *q, struct corpus *c, struct quotations *out,
            struct error *err)
{
	const struct corpus_document *d;
	struct passages scratch = { 0 };
	size_t i;
	int rc;

	while ((rc = corpus_next(c, &d, err)) > 0) {
		for (i = 0; i < corpus_codebook(c)->n_codes; i++) {
			if (!q->asked[i])
				continue;
			collect(q, c, d, i, STANCE_FOR, &scratch, out);
			collect(q, c, d, i, STANCE_AGAINST, &scratch, out);
		}
	}
	passages_release(&scratch);
	if (out->n > 0)
		qsort(out->items, out->n, sizeof(*out->items), by_place);
	return rc;
}

/* --sample N: by chance, but printed in their order. */
static void
choose(struct quotations *quotes)
{
	size_t n = quotes->n, left = opt_limit > 0 ? (size_t)opt_limit : 0, i;

	if (opt_sample >= 0 && (size_t)opt_sample < n) {
		struct random r = { .state = (uint64_t)opt_seed };
		size_t *order = mem_array(n, sizeof(*order));

		for (i = 0; i < n; i++) {
			order[i] = i;
			quotes->items[i].chosen = false;
		}
		random_shuffle(&r, order, n);
		for (i = 0; i < (size_t)opt_sample; i++)
			quotes->items[order[i]].chosen = true;
		free(order);
	}
	for (i = 0; opt_limit >= 0 && i < n; i++) {
		if (!quotes->items[i].chosen)
			continue;
		quotes->items[i].chosen = left > 0;
		left -= left > 0;
	}
}

/* --- for people: the words first, then where they stand ------------------ */

/* Print TEXT wrapped to WIDTH columns behind INDENT; line breaks kept. */
static void
print_wrapped(struct spool *out, const char *indent, const char *text,
              size_t len, size_t width)
{
	size_t at = 0, used = 0;
	bool fresh = true;

	while (at < len) {
		size_t word = at, w;

		if (text[at] == ' ' || text[at] == '\t') {
			at++;
			continue;
		}
		if (text[at] == '\n') {
			if (!fresh)
				spool_adds(out, "\n");
			fresh = true;
			at++;
			continue;
		}
		while (at < len && !strchr(" \t\n", text[at]))
			at++;
		w = utf8_width(text + word, at - word);
		if (!fresh && used + 1 + w > width) {
			spool_adds(out, "\n");
			fresh = true;
		}
		spool_adds(out, fresh ? indent : " ");
		used = fresh ? strlen(indent) + w : used + 1 + w;
		spool_add(out, text + word, at - word);
		fresh = false;
	}
	if (!fresh)
		spool_adds(out, "\n");
}

static void
print_for_people(struct invocation *in, const struct corpus *c,
                 const struct corpus_document *d, const struct quotation *quote)
{
	size_t width = in->width ? in->width : 80;
	const struct transcript_view *v = d->view;
	const struct code *code = corpus_codebook(c)->codes[quote->code];
	struct buf who = { 0 };
	struct span question;

	spans_cases(c, d, quote->start, quote->end, &who);
	if (who.len == 0)
		spans_speakers(d, quote->start, quote->end, &who);
	spool_addf(&in->out, "%s%s%s\n", code->name,
	           strcmp(quote->stance, "for") ? ", " : "",
	           strcmp(quote->stance, "for") ? quote->stance : "");
	if (opt_question && spans_question(d, quote->start, &question))
		print_wrapped(&in->out, "  ? ", v->text + question.start,
		              question.end - question.start, width);
	print_wrapped(&in->out, "    ", v->text + quote->start,
	              quote->end - quote->start, width);
	spool_addf(&in->out, "  %s%s%s:%zu-%zu, %s", buf_str(&who),
	           who.len ? ", " : "", v->document.name,
	           document_cp(v, quote->start), document_cp(v, quote->end),
	           quote->basis);
	if (strcmp(quote->basis, "judged") == 0)
		spool_addf(&in->out, " by %s\n\n", quote->by);
	else
		spool_addf(&in->out, " (%s %s)\n\n",
		           strcmp(quote->by, "rule") ? "by" : "found by",
		           quote->by);
	buf_release(&who);
}

/* --- for pipes ----------------------------------------------------------- */

static void
print_record(struct writer *w, const struct corpus *c,
             const struct corpus_document *d, const struct quotation *quote)
{
	struct span_record record = {
		.start = quote->start,
		.end = quote->end,
		.code = corpus_codebook(c)->codes[quote->code]->path,
		.stance = quote->stance,
		.by = quote->by,
		.basis = quote->basis,
	};

	spans_write(w, c, d, &record, opt_question ? SPANS_QUESTION : 0);
}

/* The second walk: texts are opened one after the other, as in the first. */
static int
print_all(struct invocation *in, const struct selection *selection,
          const struct query *q, const struct quotations *quotes,
          struct error *err)
{
	bool people = in->format == WRITER_TABLE;
	struct writer *w = NULL;
	const struct corpus_document *d;
	struct corpus *c = NULL;
	size_t i = 0;
	int rc;

	rc = corpus_open(in->project, selection, &c, err);
	if (rc == 0)
		rc = corpus_want_marked(c, q->asked, true, err);
	if (rc < 0)
		goto out;
	if (!people)
		w = spans_writer(in, opt_question ? SPANS_QUESTION : 0);
	while ((rc = corpus_next(c, &d, err)) > 0) {
		for (; i < quotes->n && quotes->items[i].document == d->index;
		     i++) {
			if (!quotes->items[i].chosen)
				continue;
			if (people)
				print_for_people(in, c, d, &quotes->items[i]);
			else
				print_record(w, c, d, &quotes->items[i]);
		}
	}
	if (w)
		writer_finish(w);
out:
	corpus_close(c);
	return rc;
}

static int
quotes_run(struct invocation *in, struct error *err)
{
	struct selection selection = { 0 };
	struct quotations quotes = { 0 };
	struct query q = { 0 };
	struct corpus *c = NULL;
	size_t i;
	int rc;

	if (in->argc > 0)
		return error_set(err, ERR_USAGE,
		                 "no operands: name a code "
		                 "with -c CODE");
	rc = select_read(&opt_select, &selection, err);
	if (rc == 0)
		rc = corpus_open(in->project, &selection, &c, err);
	if (rc == 0)
		rc = read_query(&q, corpus_codebook(c), err);
	if (rc == 0)
		rc = freshness_check(in->project, corpus_codebook(c),
		                     opt_strict, err);
	if (rc == 0)
		rc = corpus_want_marked(c, q.asked, true, err);
	if (rc == 0)
		rc = collect_all(&q, c, &quotes, err);
	if (rc < 0)
		goto out;
	choose(&quotes);
	rc = print_all(in, &selection, &q, &quotes, err);
	if (rc == 0 && quotes.n == 0)
		rc = 1;
out:
	for (i = 0; i < quotes.n; i++)
		free(quotes.items[i].by);
	vec_release(&quotes);
	free(q.asked);
	corpus_close(c);
	return rc;
}

const struct command command = {
	.name = "emic-quotes",
	.operands = "",
	.summary = "passages as quotations",
	.options = options,
	.project = PROJECT_READ,
	.lists = true,
	.run = quotes_run,
};
