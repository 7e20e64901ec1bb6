/* emic-cases - the cases of the study and their attributes. */
#include "base/buf.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "model/attribution.h"
#include "model/case_load.h"
#include "model/corpus.h"
#include "shared/command.h"

#include <stdlib.h>
#include <string.h>

#define TABLE_MAX ((size_t)64 << 20)

static const char *opt_key, *opt_kind, *opt_wave, *opt_document;

static const struct option_spec options[] = {
	{ OPT_STRING, 'k', "key", &opt_key, "COLUMN",
	  "load: the column that names the case (else the first)" },
	{ OPT_STRING, 0, "kind", &opt_kind, "KIND",
	  "list: only this kind; set: make the case one" },
	{ OPT_STRING, 0, "wave", &opt_wave, "WAVE",
	  "set: the values are of this wave" },
	{ OPT_STRING, 'd', "document", &opt_document, "DOC",
	  "set: the values are of this document, no case is named" },
	{ OPT_END },
};

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

/* --- load ---------------------------------------------------------------- */

static int
load(struct invocation *in, struct error *err)
{
	const char *file = in->argv[1];
	struct case_load done = { 0 };
	struct records r = { 0 };
	struct buf text = { 0 };
	size_t i;
	int rc;

	rc = buf_read_file(&text, file, TABLE_MAX, err);
	if (rc == 0)
		rc = records_parse(&r, file, buf_str(&text), text.len, err);
	if (rc == 0)
		rc = case_load(in->project, &r, file, opt_key, &done, err);
	if (rc < 0)
		goto out;
	spool_addf(&in->out,
	           "%zu row%s: %zu new case%s, %zu value%s set, %zu link%s to "
	           "speakers and documents\n",
	           done.rows, plural(done.rows), done.cases_new,
	           plural(done.cases_new), done.values_changed,
	           plural(done.values_changed), done.links, plural(done.links));
	if (done.missing.n > 0) {
		struct buf names = { 0 };

		for (i = 0; i < done.missing.n && i < 5; i++)
			buf_addf(&names, "%s%s", i ? ", " : "",
			         done.missing.items[i]);
		command_note(
		    "%zu document%s not imported yet (%s%s): load the "
		    "file again when they are",
		    done.missing.n, done.missing.n == 1 ? " is" : "s are",
		    buf_str(&names), done.missing.n > 5 ? ", ..." : "");
		buf_release(&names);
	}
out:
	case_load_release(&done);
	records_release(&r);
	buf_release(&text);
	return rc;
}

/* --- list and show ------------------------------------------------------- */

/* Words and documents of each counted case, by one walk. */
struct totals {
	size_t *words, *documents, *last;
};

static int
count_words(struct corpus *c, struct totals *t, struct error *err)
{
	bool *none = mem_array(corpus_codebook(c)->n_codes, sizeof(*none));
	size_t n = attribution_cases(corpus_attribution(c)), i, k;
	const struct corpus_document *d;
	int rc;

	t->words = mem_array(n, sizeof(*t->words));
	t->documents = mem_array(n, sizeof(*t->documents));
	t->last = mem_array(n, sizeof(*t->last));
	/* whose words there are the voices say, without a text */
	rc = corpus_use_tally(c, none, true, err);
	while (rc >= 0 && (rc = corpus_next(c, &d, err)) > 0) {
		for (i = 0; i < d->view->n_turns; i++) {
			for (k = 0; k < d->cases[i].n; k++) {
				size_t who = d->cases[i].items[k];

				t->words[who] += d->view->turns[i].words;
				t->documents[who] +=
				    t->last[who] != d->index + 1;
				t->last[who] = d->index + 1;
			}
		}
	}
	free(none);
	return rc;
}

/* All values of one attribute of a case: "3", or "before: 3; after: 5". */
static void
add_values(const struct attribute_values *all, int64_t attribute,
           int64_t case_id, struct buf *out)
{
	size_t i;

	for (i = 0; i < all->n; i++) {
		const struct attribute_value *v = &all->items[i];

		if (v->attribute != attribute || v->case_id != case_id)
			continue;
		if (out->len > 0)
			buf_adds(out, "; ");
		if (v->wave)
			buf_addf(out, "%s: ", v->wave);
		buf_adds(out, v->value);
	}
}

/* Is there a case that has this attribute?  Documents' have no column. */
static bool
of_cases(const struct attribute_values *all, int64_t attribute)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->items[i].attribute == attribute &&
		    all->items[i].case_id)
			return true;
	return false;
}

static int
list_kind(struct project *p, enum case_kind kind,
          const struct attribute_list *attributes,
          const struct attribute_values *values, struct writer *w,
          size_t *n_out, struct error *err)
{
	struct selection selection = { .kind = kind };
	const struct attribution *a;
	struct totals totals = { 0 };
	struct corpus *c = NULL;
	struct buf b = { 0 };
	size_t i, k;
	int rc;

	rc = corpus_open(p, &selection, &c, err);
	if (rc == 0)
		rc = count_words(c, &totals, err);
	if (rc < 0)
		goto out;
	a = corpus_attribution(c);
	for (i = 0; i < attribution_cases(a); i++, (*n_out)++) {
		const struct study_case *s = attribution_case(a, i);

		writer_text(w, s->name);
		writer_text(w, case_kind_name(kind));
		writer_int(w, (int64_t)totals.documents[i]);
		writer_int(w, (int64_t)totals.words[i]);
		for (k = 0; k < attributes->n; k++) {
			int64_t id = attributes->items[k].id;

			if (!of_cases(values, id))
				continue;
			buf_clear(&b);
			add_values(values, id, s->id, &b);
			if (b.len > 0)
				writer_text(w, buf_str(&b));
			else
				writer_none(w);
		}
	}
out:
	buf_release(&b);
	free(totals.words);
	free(totals.documents);
	free(totals.last);
	corpus_close(c);
	return rc;
}

static struct writer *
list_writer(struct invocation *in, const struct attribute_list *attributes,
            const struct attribute_values *values)
{
	struct writer_column *columns =
	    mem_array(4 + attributes->n, sizeof(*columns));
	struct writer *w;
	size_t k, n = 4;

	columns[0].name = "case";
	columns[1].name = "kind";
	columns[2].name = "documents";
	columns[2].flags = WRITER_NUMBER;
	columns[3].name = "words";
	columns[3].flags = WRITER_NUMBER;
	for (k = 0; k < attributes->n; k++) {
		const struct attribute *a = &attributes->items[k];

		if (!of_cases(values, a->id))
			continue;
		columns[n].name = a->name;
		columns[n++].flags =
		    a->type == ATTRIBUTE_NUMBER ? WRITER_NUMBER : 0;
	}
	w = command_writer(in, columns, n);
	free(columns);
	return w;
}

static int
list(struct invocation *in, struct error *err)
{
	int only = opt_kind ? case_kind_find(opt_kind) : -1, kind, rc;
	struct attribute_list attributes = { 0 };
	struct attribute_values values = { 0 };
	struct writer *w;
	size_t n = 0;

	if (opt_kind && only < 0)
		return error_set(err, ERR_USAGE,
		                 "--kind takes participant, dyad, group, "
		                 "organisation or site, not '%s'",
		                 opt_kind);
	rc = attribute_list(in->project, &attributes, err);
	if (rc == 0)
		rc = attribute_values(in->project, &values, err);
	if (rc < 0)
		goto out;
	w = list_writer(in, &attributes, &values);
	for (kind = 0; rc == 0 && kind < CASE_KINDS; kind++)
		if (only < 0 || only == kind)
			rc = list_kind(in->project, (enum case_kind)kind,
			               &attributes, &values, w, &n, err);
	writer_finish(w);
	if (rc == 0)
		rc = n == 0;
out:
	attribute_values_release(&values);
	attribute_list_release(&attributes);
	return rc;
}

/* Rows of a query that takes :id, as lines "name  value". */
static int
show_rows(struct project *p, struct writer *w, const char *what,
          const char *sql, int64_t id, struct error *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":id", id);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		writer_text(w, what ? what : db_text(st, 1));
		writer_text(w, db_text(st, 0));
	}
	db_finish(st);
	return rc;
}

static int
show(struct invocation *in, struct error *err)
{
	static const struct writer_column columns[] = {
		{ "what", NULL, 0 }, { "value", NULL, WRITER_WRAP }
	};
	static const struct {
		const char *what, *sql;
	} parts[] = {
		{ "case", "SELECT name FROM [case] WHERE id = :id" },
		{ "kind", "SELECT kind FROM [case] WHERE id = :id" },
		{ "member of", "SELECT c.name FROM case_member m JOIN [case] c"
		               " ON c.id = m.[case] WHERE m.member = :id"
		               " ORDER BY c.name_folded" },
		{ "member", "SELECT c.name FROM case_member m JOIN [case] c"
		            " ON c.id = m.member WHERE m.[case] = :id"
		            " ORDER BY c.name_folded" },
		{ "speaks as",
		  "SELECT s.label || ' in ' || d.name FROM speaker s"
		  " JOIN document d ON d.id = s.document WHERE s.[case] = :id"
		  " ORDER BY d.name_folded, s.label_folded" },
		{ "document",
		  "SELECT d.name FROM document_case x JOIN document d"
		  " ON d.id = x.document WHERE x.[case] = :id"
		  " ORDER BY d.name_folded" },
		{ NULL,
		  "SELECT v.value, a.name || coalesce(' (' || v.wave || ')',"
		  " '') FROM attribute_value v JOIN attribute a"
		  " ON a.id = v.attribute WHERE v.[case] = :id"
		  " ORDER BY a.position, v.wave" },
	};
	struct writer *w;
	int64_t id;
	size_t i;
	int rc;

	rc = case_find(in->project, in->argv[1], &id, err);
	if (rc < 0)
		return rc;
	w = command_writer(in, columns, 2);
	for (i = 0; rc == 0 && i < sizeof(parts) / sizeof(*parts); i++)
		rc = show_rows(in->project, w, parts[i].what, parts[i].sql, id,
		               err);
	writer_finish(w);
	return rc;
}

/* --- set ----------------------------------------------------------------- */

/* ATTRIBUTE=VALUE; an empty value takes it away. */
static int
set_value(struct project *p, const char *assignment, int64_t case_id,
          int64_t document, struct error *err)
{
	const char *eq = strchr(assignment, '='), *value;
	char *name;
	int64_t id;
	int rc;

	if (!eq || eq == assignment)
		return error_set(err, ERR_USAGE, "'%s' is not ATTRIBUTE=VALUE",
		                 assignment);
	value = eq + 1;
	name = mem_strn(assignment, (size_t)(eq - assignment));
	if (case_load_reserved(name)) {
		rc = error_set(err, ERR_USAGE,
		               "'%s' is a column of 'cases load', no attribute",
		               name);
		free(name);
		return rc;
	}
	rc = attribute_ensure(p, name, attribute_guess(&value, 1), &id, err);
	if (rc == 0)
		rc = attribute_set(p, id, case_id, document, opt_wave, value,
		                   NULL, err);
	free(name);
	return rc;
}

static int
set(struct invocation *in, struct error *err)
{
	int kind = opt_kind ? case_kind_find(opt_kind) : CASE_PARTICIPANT;
	int64_t id = 0, document = 0;
	int i = opt_document ? 1 : 2, rc;
	bool made = false;

	if (kind < 0)
		return error_set(err, ERR_USAGE,
		                 "--kind takes participant, dyad, group, "
		                 "organisation or site, not '%s'",
		                 opt_kind);
	if (opt_document && opt_wave)
		return error_set(err, ERR_USAGE,
		                 "a document's values have no wave: its wave "
		                 "is wave=...");
	if (opt_document)
		rc = document_find(in->project, opt_document, &document, err);
	else
		rc = case_ensure(in->project, in->argv[1], (enum case_kind)kind,
		                 &id, &made, err);
	if (rc == 0 && opt_kind && !opt_document)
		rc = case_set_kind(in->project, id, (enum case_kind)kind, err);
	for (; rc == 0 && i < in->argc; i++)
		rc = set_value(in->project, in->argv[i], id, document, err);
	if (rc == 0)
		spool_addf(&in->out, "%s: %s\n",
		           opt_document ? opt_document : in->argv[1],
		           made ? "a new case" : "set");
	return rc;
}

/* --- member, from-speakers ------------------------------------------------ */

static int
member(struct invocation *in, struct error *err)
{
	int64_t whole, part;
	int rc;

	rc = case_find(in->project, in->argv[1], &whole, err);
	if (rc == 0)
		rc = case_find(in->project, in->argv[2], &part, err);
	if (rc == 0)
		rc = case_add_member(in->project, whole, part, err);
	if (rc == 0)
		spool_addf(&in->out, "%s belongs to %s\n", in->argv[2],
		           in->argv[1]);
	return rc;
}

/*
 * A case for each participant's label without one: the same label in two
 * documents becomes one case, which is why this is never done unasked.
 */
static int
from_speakers(struct invocation *in, struct error *err)
{
	static const char sql[] =
	    "SELECT min(label) FROM speaker WHERE role = 'participant'"
	    " AND [case] IS NULL GROUP BY label_folded ORDER BY label_folded";
	sqlite3_stmt *st = NULL;
	struct {
		char **items;
		size_t n, cap;
	} labels = { 0 };
	size_t i, made = 0, linked = 0;
	int64_t id;
	bool fresh;
	int rc;

	rc = db_prepare(&in->project->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&in->project->db, st, err)) > 0)
		vec_push(&labels, mem_str(db_text(st, 0)));
	db_finish(st);
	for (i = 0; rc == 0 && i < labels.n; i++) {
		rc = case_ensure(in->project, labels.items[i], CASE_PARTICIPANT,
		                 &id, &fresh, err);
		made += fresh;
	}
	if (rc == 0)
		rc = case_link_labels(in->project, &linked, err);
	if (rc == 0)
		spool_addf(&in->out, "%zu new case%s, %zu speaker%s linked\n",
		           made, plural(made), linked, plural(linked));
	for (i = 0; i < labels.n; i++)
		free(labels.items[i]);
	vec_release(&labels);
	return rc;
}

/* --- verbs --------------------------------------------------------------- */

static const struct verb {
	const char *name;
	int operands; /* the verb included */
	bool more;
	int mode;
	int (*run)(struct invocation *in, struct error *err);
} verbs[] = {
	{ "list", 1, false, PROJECT_READ, list },
	{ "load", 2, false, PROJECT_WRITE, load },
	{ "show", 2, false, PROJECT_READ, show },
	{ "set", 2, true, PROJECT_WRITE, set },
	{ "member", 3, false, PROJECT_WRITE, member },
	{ "from-speakers", 1, false, PROJECT_WRITE, from_speakers },
};

static const struct verb *
find_verb(int argc, char **argv)
{
	size_t i;

	if (argc == 0)
		return &verbs[0];
	for (i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		if (strcmp(verbs[i].name, argv[0]) == 0)
			return &verbs[i];
	return NULL;
}

static int
cases(struct invocation *in, struct error *err)
{
	const struct verb *v = find_verb(in->argc, in->argv);

	if (!v)
		return error_set(err, ERR_USAGE, "no such verb '%s'",
		                 in->argv[0]);
	if (in->argc > 0 &&
	    (in->argc < v->operands || (in->argc > v->operands && !v->more)))
		return error_set(err, ERR_USAGE, "'%s' takes %s%d operand%s",
		                 v->name, v->more ? "at least " : "",
		                 v->operands - 1, v->operands == 2 ? "" : "s");
	return v->run(in, err);
}

static int
cases_mode(int argc, char **argv)
{
	const struct verb *v = find_verb(argc, argv);

	return v ? v->mode : PROJECT_READ;
}

const struct command command = {
	.name = "emic-cases",
	.operands = "[list]\n"
	            "load FILE\n"
	            "show CASE\n"
	            "set CASE [ATTRIBUTE=VALUE ...]\n"
	            "set -d DOC ATTRIBUTE=VALUE ...\n"
	            "member WHOLE CASE\n"
	            "from-speakers",
	.summary = "the cases that the study compares, and their attributes",
	.options = options,
	.project = PROJECT_READ,
	.lists = true,
	.mode = cases_mode,
	.run = cases,
};
