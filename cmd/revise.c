/* emic-revise - correct a document's text; its codings go along. */
#include "model/revise.h"
#include "base/mem.h"
#include "import/answers.h"
#include "model/redline.h"
#include "shared/address.h"
#include "shared/command.h"
#include "shared/piped.h"
#include "shared/reading.h"
#include "shared/revising.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

static bool opt_dry_run, opt_show, opt_log, opt_attach, opt_lose;
static int opt_restore = -1, opt_from = -1, opt_to = -1;
static const char *opt_turns, *opt_encoding, *opt_as, *opt_id;
static const char *opt_gap;
static struct string_list opt_interviewers, opt_speakers, opt_tiers, opt_texts;

static const struct option_spec options[] = {
	{ OPT_FLAG, 'n', "dry-run", &opt_dry_run, NULL,
	  "show what would become of each coding and store nothing" },
	{ OPT_STRING, 't', "turns", &opt_turns, "HOW",
	  "auto, none, or a pattern that matches each label" },
	{ OPT_LIST, 'i', "interviewer", &opt_interviewers, "LABEL",
	  "LABEL is an interviewer's, if new (may be repeated)" },
	{ OPT_LIST, 0, "tier", &opt_tiers, "NAME",
	  "take the tier NAME for speech (may be repeated)" },
	{ OPT_STRING, 0, "gap", &opt_gap, "SECONDS",
	  "a longer pause in captions starts a paragraph (default 5)" },
	{ OPT_LIST, 0, "speaker", &opt_speakers, "NAME",
	  "NAME is a speaker's (may be repeated); of a table: the column" },
	{ OPT_STRING, 0, "encoding", &opt_encoding, "NAME",
	  "what the file is encoded in, if not UTF-8" },
	{ OPT_STRING, 0, "as", &opt_as, "FORMAT",
	  "read it as FORMAT, whatever its extension" },
	{ OPT_STRING, 0, "id", &opt_id, "COLUMN",
	  "of a survey: the column that names the document" },
	{ OPT_FLAG, 0, "lose", &opt_lose, NULL,
	  "even if speakers or all times are lost" },
	{ OPT_FLAG, 's', "show", &opt_show, NULL,
	  "show what the last revision changed, turn by turn" },
	{ OPT_INT, 0, "from", &opt_from, "N", "with --show: since revision N" },
	{ OPT_INT, 0, "to", &opt_to, "N", "with --show: up to revision N" },
	{ OPT_FLAG, 'l', "log", &opt_log, NULL, "list the revisions" },
	{ OPT_LIST, 0, "text", &opt_texts, "N|COLUMN",
	  "print the text of revision N; of a survey: a column of answers" },
	{ OPT_INT, 0, "restore", &opt_restore, "N",
	  "put the text of revision N in force again" },
	{ OPT_FLAG, 0, "attach", &opt_attach, NULL,
	  "say where a coding that is orphaned stands" },
	{ OPT_END },
};

static struct piped piped;

/* With a file, --text is a column of it. */
static bool
prints_text(int argc)
{
	return opt_texts.n > 0 && !opt_id && argc < 2;
}

static int
mode(int argc, char **argv)
{
	if (opt_show || opt_log || prints_text(argc))
		return PROJECT_READ;
	if (argc == 2 && !opt_attach && opt_restore < 0)
		piped_read(&piped, argv[1], IMPORT_MAX);
	return opt_dry_run ? PROJECT_READ : PROJECT_WRITE;
}

/* --- a corrected text ------------------------------------------------------
 */

/* What PATH says of the document NAME. */
static int
read_file(const char *path, const char *name, const struct import_options *o,
          struct transcript *t, struct error *err)
{
	struct buf bytes = { 0 };
	int rc;

	rc = piped_take(&piped, path, IMPORT_MAX, &bytes, err);
	if (rc == 0)
		rc = o->id ? answers_find(path, &bytes, name, o, t, err)
		           : import_bytes(path, &bytes, o, t, err);
	if (rc < 0 && rc != ERR_USAGE && !strstr(err->msg, path))
		error_wrap(err, "%s", path);
	buf_release(&bytes);
	return rc;
}

/* One note a line. */
static void
note_lines(const struct buf *lines)
{
	const char *at;

	for (at = buf_str(lines); *at; at += strcspn(at, "\n") + 1)
		command_note("%.*s", (int)strcspn(at, "\n"), at);
}

/* What became of all, in one line, and what to do about it. */
static void
tell(const struct revise_plan *plan, const char *name)
{
	struct buf b = { 0 };

	revising_count(plan, &b);
	command_note("%s%s: %s", name, opt_dry_run ? " would be revised" : "",
	             buf_str(&b));
	if (plan->counts[REVISE_ORPHANED] > 0 && !opt_dry_run)
		command_note(
		    "'emic check' lists what is orphaned, 'emic revise "
		    "--attach' says where it stands");
	if (plan->readings > 0 && !opt_dry_run)
		command_note("%zu finished reading%s of it went along: what is "
		             "new in it has been read by nobody",
		             plan->readings, plan->readings == 1 ? "" : "s");
	buf_release(&b);
}

static int
revise(struct invocation *in, struct error *err)
{
	struct import_options o = {
		.turns = opt_turns,
		.encoding = opt_encoding,
		.format = opt_as,
		.interviewers = opt_interviewers.items,
		.n_interviewers = opt_interviewers.n,
		.tiers = opt_tiers.items,
		.n_tiers = opt_tiers.n,
		.speakers = opt_speakers.items,
		.n_speakers = opt_speakers.n,
		.id = opt_id,
		.texts = opt_texts.items,
		.n_texts = opt_texts.n,
	};
	struct project *p = in->project;
	struct transcript t = { 0 };
	struct revising r = { 0 };
	struct buf lines = { 0 };
	int64_t id = 0;
	int rc;

	if (in->argc != 2)
		return error_set(err, ERR_USAGE,
		                 "a document and a file are needed");
	if (opt_texts.n > 0 && !opt_id)
		return error_set(err, ERR_USAGE,
		                 "--text COLUMN of a survey needs --id COLUMN, "
		                 "which says in what row the document is");
	if (opt_id && opt_speakers.n > 0)
		return error_set(err, ERR_USAGE,
		                 "--speaker is for interviews, and --id for a "
		                 "survey, in which each row is by one person");
	rc = reading_gap(opt_gap, &o.gap_ms, err);
	if (rc == 0)
		rc = document_find(p, in->argv[0], &id, err);
	if (rc == 0)
		rc = read_file(in->argv[1], in->argv[0], &o, &t, err);
	if (rc == 0)
		rc = revising_plan(p, id, &t, &o, opt_lose, &r, err);
	if (rc < 0)
		goto out;
	if (r.is_same) {
		command_note("%s has this text already, and these turns",
		             r.v->document.name);
		goto out;
	}
	if (!opt_dry_run)
		rc = revising_store(p, &r, &t, err);
	if (rc == 0)
		rc = revising_list(in, &r.plan, err);
	if (rc == 0) {
		if (t.guessed)
			command_note("%s: read as %s, a guess: --encoding "
			             "overrides it",
			             in->argv[1], t.encoding);
		revising_tell(&r, &t, &lines);
		note_lines(&lines);
		tell(&r.plan, r.v->document.name);
	}
out:
	buf_release(&lines);
	revising_release(&r);
	transcript_release(&t);
	return rc;
}

/* --- older revisions -------------------------------------------------------
 */

/* The only operand is a document. */
static int
find_document(struct invocation *in, int64_t *id_out, struct error *err)
{
	if (in->argc != 1)
		return error_set(err, ERR_USAGE, "one document is needed");
	return document_find(in->project, in->argv[0], id_out, err);
}

static void
tell_renames(const struct carry *carry, const char *name)
{
	size_t i;

	for (i = 0; i < carry->renames.n; i++)
		command_note("%s of %s %s called %s again, with role and case",
		             carry->renames.items[i].was, name,
		             opt_dry_run ? "would be" : "is",
		             carry->renames.items[i].now);
}

static int
restore(struct invocation *in, struct error *err)
{
	struct transcript_view *now = NULL, *then = NULL;
	struct revise_plan plan = { 0 };
	struct carry carry = { 0 };
	const struct carry *renames;
	int64_t id = 0;
	int rc;

	rc = find_document(in, &id, err);
	if (rc == 0)
		rc = document_open(in->project, id, &now, err);
	if (rc == 0)
		rc = opt_restore == 0
		         ? error_set(err, ERR_NOTFOUND,
		                     "revisions are counted from 1")
		         : document_open_at(in->project, id, opt_restore, &then,
		                            err);
	if (rc < 0)
		goto out;
	if (now->document.revision == then->document.revision) {
		command_note("revision %d of %s is in force already",
		             opt_restore, now->document.name);
		goto out;
	}
	rc = revise_plan(in->project, id, then->text, then->len, &plan, err);
	if (rc == 0 && !plan.is_recalled)
		revising_old_labels(then, &carry);
	renames = plan.is_recalled ? &plan.then : &carry;
	if (rc == 0 && !opt_dry_run)
		rc = revise_restore(in->project, id, opt_restore, renames,
		                    &plan, err);
	if (rc == 0)
		rc = revising_list(in, &plan, err);
	if (rc == 0) {
		tell_renames(renames, now->document.name);
		tell(&plan, now->document.name);
	}
out:
	carry_release(&carry);
	revise_plan_release(&plan);
	document_close(now);
	document_close(then);
	return rc;
}

/* A whole number from 0 on. */
static int
parse_ordinal(const char *s, int *out, struct error *err)
{
	char *end = NULL;
	long n;

	errno = 0;
	n = strtol(s, &end, 10);
	if (end == s || *end || errno || n < 0 || n > INT_MAX)
		return error_set(err, ERR_USAGE,
		                 "--text takes the number of a revision, and "
		                 "'%s' is none; 'emic revise --log' lists them",
		                 s);
	*out = (int)n;
	return 0;
}

static int
print_text(struct invocation *in, struct error *err)
{
	struct transcript_view *v = NULL;
	int64_t id = 0;
	int rc, ordinal = 0;

	if (opt_texts.n > 1)
		return error_set(err, ERR_USAGE, "one --text is enough");
	rc = parse_ordinal(opt_texts.items[0], &ordinal, err);
	if (rc == 0)
		rc = find_document(in, &id, err);
	if (rc == 0)
		rc = document_open_at(in->project, id, ordinal, &v, err);
	if (rc == 0)
		spool_add(&in->out, v->text, v->len);
	document_close(v);
	return rc;
}

static int
list_revisions(struct invocation *in, struct error *err)
{
	static const struct writer_column columns[] = {
		{ "revision", NULL, WRITER_NUMBER },
		{ "state", NULL, 0 },
		{ "at", NULL, 0 },
		{ "origin", NULL, 0 },
		{ "format", NULL, 0 },
		{ "encoding", NULL, 0 },
		{ "changes", NULL, 0 },
		{ "turns", NULL, WRITER_NUMBER },
		{ "sha256", NULL, 0 },
	};
	struct revision_list list = { 0 };
	struct buf state = { 0 };
	struct writer *w;
	int64_t id = 0;
	size_t i;
	int rc;

	rc = find_document(in, &id, err);
	if (rc == 0)
		rc = revision_list(in->project, id, &list, err);
	if (rc < 0)
		goto out;
	w = command_writer(in, columns, 9);
	for (i = 0; i < list.n; i++) {
		const struct revision *r = &list.items[i];

		buf_clear(&state);
		if (r->same_as != r->ordinal)
			buf_addf(&state, "text of %d%s", r->same_as,
			         r->in_force ? ", " : "");
		buf_adds(&state, r->in_force ? "in force" : "");
		writer_int(w, r->ordinal);
		writer_text(w, buf_str(&state));
		writer_text(w, r->at);
		writer_text(w, r->origin);
		writer_text(w, r->format);
		writer_text(w, r->encoding);
		writer_text(w, r->changes);
		writer_int(w, (int64_t)r->turns);
		writer_text(w, r->sha256);
	}
	writer_finish(w);
out:
	buf_release(&state);
	revision_list_release(&list);
	return rc;
}

/* The revisions to compare: by default the one in force and the one before. */
static int
choose(struct project *p, int64_t id, int *from_out, int *to_out,
       struct error *err)
{
	struct revision_list list = { 0 };
	size_t i;
	int rc;

	rc = revision_list(p, id, &list, err);
	*to_out = opt_to;
	for (i = 0; i < list.n && opt_to < 0; i++)
		if (list.items[i].in_force)
			*to_out = list.items[i].ordinal;
	*from_out = opt_from >= 0 ? opt_from : *to_out - 1;
	revision_list_release(&list);
	if (rc == 0 && opt_from < 0 && *to_out == 1)
		rc = error_set(err, ERR_NOTFOUND,
		               "there is nothing before revision 1");
	if (rc == 0 && (*from_out == 0 || *to_out == 0))
		rc = error_set(err, ERR_NOTFOUND,
		               "revisions are counted from 1");
	return rc;
}

static void
print_redlines(struct invocation *in, const struct redlines *lines)
{
	static const struct writer_column columns[] = {
		{ "turn", NULL, WRITER_NUMBER },
		{ "was", NULL, WRITER_NUMBER },
		{ "speaker", NULL, 0 },
		{ "text", NULL, WRITER_WRAP },
	};
	struct writer *w = command_writer(in, columns, 4);
	size_t i;

	for (i = 0; i < lines->n; i++) {
		const struct redline *l = &lines->items[i];

		if (l->turn)
			writer_int(w, l->turn);
		else
			writer_none(w);
		if (l->was)
			writer_int(w, l->was);
		else
			writer_none(w);
		writer_text(w, l->label);
		writer_bytes(w, buf_str(&l->text), l->text.len);
	}
	writer_finish(w);
}

/* 1: there is no difference. */
static int
show(struct invocation *in, struct error *err)
{
	struct transcript_view *old = NULL, *new = NULL;
	struct redlines lines = { 0 };
	int64_t id = 0;
	int rc, from, to;

	rc = find_document(in, &id, err);
	if (rc == 0)
		rc = choose(in->project, id, &from, &to, err);
	if (rc == 0)
		rc = document_open_at(in->project, id, from, &old, err);
	if (rc == 0)
		rc = document_open_at(in->project, id, to, &new, err);
	if (rc < 0)
		goto out;
	redline_compare(old, new, &lines);
	print_redlines(in, &lines);
	rc = lines.n == 0;
out:
	redlines_release(&lines);
	document_close(old);
	document_close(new);
	return rc;
}

/* --- by hand ---------------------------------------------------------------
 */

/* "coding:12" */
static int
parse_item(const char *s, enum revise_kind *kind_out, int64_t *id_out,
           struct error *err)
{
	const char *colon = strchr(s, ':');
	char *name = mem_strn(s, colon ? (size_t)(colon - s) : 0), *end = NULL;
	int kind = revise_kind_find(name);
	long long id = 0;

	free(name);
	errno = 0;
	if (colon)
		id = strtoll(colon + 1, &end, 10);
	if (kind < 0 || errno || id < 1 || *end)
		return error_set(err, ERR_USAGE,
		                 "'%s' is no coding:N, verdict:N or memo:N; "
		                 "'emic check' lists those that are orphaned",
		                 s);
	*kind_out = (enum revise_kind)kind;
	*id_out = id;
	return 0;
}

/* Where the words of WHERE stand, whole ones. */
static int
find_place(struct invocation *in, const char *where, struct transcript_view **v,
           struct span *out, struct error *err)
{
	struct address a = { 0 };
	struct span asked = { 0, 0 };
	int64_t id = 0;
	int rc;

	rc = address_parse(where, &a, err);
	if (rc == 0 && (!a.span || a.start == a.end))
		rc = error_set(err, ERR_USAGE,
		               "'%s' is no span: write DOCUMENT:START-END",
		               where);
	if (rc == 0)
		rc = document_find(in->project, a.document, &id, err);
	if (rc == 0)
		rc = document_open(in->project, id, v, err);
	if (rc == 0)
		rc = document_byte(*v, a.start, &asked.start, err);
	if (rc == 0)
		rc = document_byte(*v, a.end, &asked.end, err);
	if (rc == 0)
		*out = revise_whole_words((*v)->text, (*v)->len, asked);
	address_release(&a);
	return rc;
}

static int
attach(struct invocation *in, struct error *err)
{
	enum revise_kind kind = REVISE_CODING;
	struct transcript_view *v = NULL;
	struct span span = { 0, 0 };
	int64_t item = 0;
	int rc;

	if (in->argc != 2)
		return error_set(err, ERR_USAGE,
		                 "an item and a place are needed");
	rc = parse_item(in->argv[0], &kind, &item, err);
	if (rc == 0)
		rc = find_place(in, in->argv[1], &v, &span, err);
	if (rc == 0)
		rc = opt_dry_run ? revise_check_place(in->project, kind, item,
		                                      v->document.id, span, err)
		                 : revise_attach(in->project, kind, item,
		                                 v->document.id, span, err);
	if (rc == 0)
		spool_addf(&in->out, "%s %s on %s:%zu-%zu: %.*s\n", in->argv[0],
		           opt_dry_run ? "would stand" : "stands",
		           v->document.name, document_cp(v, span.start),
		           document_cp(v, span.end),
		           (int)(span.end - span.start), v->text + span.start);
	document_close(v);
	return rc;
}

/* --- all -------------------------------------------------------------------
 */

static int
run(struct invocation *in, struct error *err)
{
	bool text = opt_texts.n > 0 && !opt_id &&
	            (in->argc < 2 || opt_attach || opt_restore >= 0);
	int verbs = opt_show + opt_log + opt_attach + text + (opt_restore >= 0);
	int rc;

	if (verbs > 1)
		return error_set(err, ERR_USAGE,
		                 "only one of --show, --log, --text, --restore "
		                 "and --attach can be done at once");
	if (opt_id && verbs > 0)
		return error_set(err, ERR_USAGE, "--id is for a survey");
	if (!opt_show && (opt_from >= 0 || opt_to >= 0))
		return error_set(err, ERR_USAGE,
		                 "--from and --to are for --show");
	if (opt_dry_run && verbs > 0 && opt_restore < 0 && !opt_attach)
		return error_set(err, ERR_USAGE,
		                 "--dry-run is for a file, --restore or "
		                 "--attach");
	rc = opt_show           ? show(in, err)
	     : opt_log          ? list_revisions(in, err)
	     : opt_attach       ? attach(in, err)
	     : text             ? print_text(in, err)
	     : opt_restore >= 0 ? restore(in, err)
	                        : revise(in, err);
	piped_release(&piped);
	return rc;
}

const struct command command = {
	.name = "emic-revise",
	.operands = "DOCUMENT FILE|-\n"
	            "--restore N DOCUMENT\n"
	            "--show DOCUMENT\n"
	            "--log DOCUMENT\n"
	            "--text N DOCUMENT\n"
	            "--attach ITEM DOCUMENT:START-END",
	.summary = "correct a document's text; its codings go along",
	.options = options,
	.project = PROJECT_WRITE,
	.lists = true,
	.mode = mode,
	.run = run,
};
