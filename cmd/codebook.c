/* emic-codebook - load, show, check and export the codebook. */
#include "base/buf.h"
#include "base/vec.h"
#include "match/rules.h"
#include "model/codebook_yaml.h"
#include "shared/command.h"
#include "shared/explain.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What the YAML reader refuses is read no further. */
#define FILE_MAX ((size_t)16 << 20)

static bool opt_prune, opt_dry_run, opt_all, opt_explain;
static const char *opt_output;

static const struct option_spec options[] = {
	{ OPT_FLAG, 0, "prune", &opt_prune, NULL,
	  "load: retire codes that the file does not have" },
	{ OPT_FLAG, 'n', "dry-run", &opt_dry_run, NULL,
	  "load: say what would change, and store nothing" },
	{ OPT_FLAG, 'a', "all", &opt_all, NULL, "show: retired codes as well" },
	{ OPT_FLAG, 0, "explain", &opt_explain, NULL,
	  "check: say instead how each term is looked for" },
	{ OPT_STRING, 'o', "output", &opt_output, "FILE",
	  "export: write a new FILE" },
	{ OPT_END },
};

static const char *
plural(size_t n)
{
	return n == 1 ? "" : "s";
}

/* The codebook in the file PATH; "-" is standard input. */
static int
read_file(const char *path, struct codebook **out, struct error *err)
{
	bool is_stdin = strcmp(path, "-") == 0;
	struct buf text = { 0 };
	int rc;

	rc = buf_read_file(&text, path, FILE_MAX, err);
	if (rc == 0)
		rc = codebook_yaml_parse(is_stdin ? "standard input" : path,
		                         buf_str(&text), text.len, out, err);
	buf_release(&text);
	return rc;
}

/* --- examples ------------------------------------------------------------ */

/* What the examples of a codebook gave. */
struct checked {
	size_t codes, expressions, examples, failed, untested;
	struct buf lines;    /* one each that failed */
	struct buf no_tests; /* codes with rules but without examples */
};

/* "FILE:LINE:COLUMN: PATH" or, from the project, "PATH". */
static void
add_place(struct checked *k, const struct codebook *b, const struct code *c,
          const struct code_example *e)
{
	if (b->file && e->line > 0)
		buf_addf(&k->lines, "%s:%d:%d: ", b->file, e->line, e->column);
	buf_addf(&k->lines, "%s: ", c->path);
}

static void
check_example(struct checked *k, struct rules_scan *scan,
              const struct codebook *b, const struct code *c,
              const struct code_example *e)
{
	struct error err = { 0 };
	char sign = '-';

	k->examples++;
	if (rules_example(scan, c->index, e->text, &sign, &err) < 0) {
		k->failed++;
		add_place(k, b, c, e);
		buf_addf(&k->lines, "%s: %s\n", err.msg, e->text);
		return;
	}
	if (sign == e->sign)
		return;
	k->failed++;
	add_place(k, b, c, e);
	buf_addf(&k->lines, "%s, but %s: %s\n",
	         e->sign == '+'   ? "must match"
	         : e->sign == '-' ? "must not match"
	                          : "must match as against",
	         sign == '+'   ? "matched"
	         : sign == '-' ? "did not"
	                       : "matched as against",
	         e->text);
}

/* Run all examples of B with its rules R. */
static void
check_examples(struct checked *k, const struct codebook *b,
               const struct rules *r)
{
	struct rules_scan *scan = rules_scan_new(r);
	size_t i, n;

	for (i = 0; i < b->n_codes; i++) {
		const struct code *c = b->codes[i];

		if (c->retired)
			continue;
		k->codes++;
		k->expressions += c->n_rules;
		for (n = 0; n < c->n_examples; n++)
			check_example(k, scan, b, c, &c->examples[n]);
		if (c->n_rules == 0 || c->n_examples > 0)
			continue;
		buf_addf(&k->no_tests, "%s%s", k->untested ? ", " : "",
		         c->path);
		k->untested++;
	}
	rules_scan_free(scan);
}

static void
checked_release(struct checked *k)
{
	buf_release(&k->lines);
	buf_release(&k->no_tests);
}

static int
check(struct invocation *in, struct error *err)
{
	struct checked k = { 0 };
	struct codebook *b = NULL;
	struct rules *r = NULL;
	int rc;

	rc = in->argc > 1 ? read_file(in->argv[1], &b, err)
	                  : codebook_read(in->project, &b, err);
	if (rc == 0)
		rc = rules_compile(b, &r, err);
	if (rc < 0)
		goto out;
	if (opt_explain) {
		explain_terms(in, b, r);
		goto out;
	}
	check_examples(&k, b, r);
	spool_adds(&in->out, buf_str(&k.lines));
	spool_addf(&in->out,
	           "%zu code%s, %zu expression%s, %zu example%s: ", k.codes,
	           plural(k.codes), k.expressions, plural(k.expressions),
	           k.examples, plural(k.examples));
	if (k.failed > 0)
		spool_addf(&in->out, "%zu fail%s\n", k.failed,
		           k.failed == 1 ? "s" : "");
	else
		spool_addf(&in->out, "%s\n",
		           k.examples ? "all pass" : "nothing to check");
	if (k.untested > 0)
		spool_addf(&in->out,
		           "no examples for %zu code%s with rules: "
		           "%s\n",
		           k.untested, plural(k.untested),
		           buf_str(&k.no_tests));
	rc = k.failed > 0;
out:
	rules_free(r);
	codebook_free(b);
	checked_release(&k);
	return rc;
}

/* --- load ---------------------------------------------------------------- */

/*
 * The project's codebook, FILE stored in it, must compile.  If it does not
 * because FILE does not, FILE's message is the better one: it shows the
 * line.
 */
static int
check_stored(struct invocation *in, const struct codebook *file,
             struct error *err)
{
	struct codebook *stored = NULL;
	struct rules *rules = NULL, *file_rules = NULL;
	struct error file_err = { 0 };
	struct checked k = { 0 };
	int rc;

	rc = codebook_read(in->project, &stored, err);
	if (rc < 0)
		return rc;
	rc = rules_compile(stored, &rules, err);
	if (rc == 0) {
		check_examples(&k, stored, rules);
		if (k.failed > 0)
			command_note("%zu of %zu example%s fail%s: see 'emic "
			             "codebook check%s%s'",
			             k.failed, k.examples, plural(k.examples),
			             k.failed == 1 ? "s" : "",
			             opt_dry_run ? " " : "",
			             opt_dry_run ? in->argv[1] : "");
	} else if (rules_compile(file, &file_rules, &file_err) < 0) {
		*err = file_err;
	} else {
		error_wrap(err, "with this file the project's codebook would "
		                "not be well formed");
	}
	checked_release(&k);
	rules_free(file_rules);
	rules_free(rules);
	codebook_free(stored);
	return rc;
}

/* ROWS: of the project, that were written. */
static void
print_outcomes(struct invocation *in, const struct code_outcomes *o, int rows)
{
	static const struct writer_column columns[] = {
		{ "change", NULL, 0 },
		{ "code", NULL, 0 },
		{ "before", NULL, 0 },
		{ "fields", NULL, WRITER_WRAP },
	};
	static const char *const words[] = {
		[CODE_ADDED] = "added",     [CODE_CHANGED] = "changed",
		[CODE_RENAMED] = "renamed", [CODE_SAME] = "same",
		[CODE_KEPT] = "kept",       [CODE_RETIRED] = "retired",
	};
	struct writer *w = command_writer(in, columns, 4);
	size_t i, same = 0, kept = 0;

	for (i = 0; i < o->n; i++) {
		const struct code_outcome *c = &o->items[i];

		same += c->change == CODE_SAME;
		kept += c->change == CODE_KEPT;
		if (c->change == CODE_SAME)
			continue;
		writer_text(w, words[c->change]);
		writer_text(w, c->path);
		if (c->before)
			writer_text(w, c->before);
		else
			writer_none(w);
		if (c->fields)
			writer_text(w, c->fields);
		else
			writer_none(w);
	}
	if (same > 0)
		writer_footnote(w, "%zu code%s as before", same, plural(same));
	if (kept > 0)
		writer_footnote(w, "what is kept is not in the file; --prune "
		                   "retires it");
	writer_finish(w);
	if (rows == 0)
		command_note("nothing to change: the codebook is as in the "
		             "file");
	else if (same == o->n)
		command_note("the codes are as before, but not their order, "
		             "the lists, the fillers or the name");
}

static int
load(struct invocation *in, struct error *err)
{
	struct code_outcomes outcomes = { 0 };
	sqlite3 *db = in->project->db.handle;
	struct codebook *file = NULL;
	int rc, rows = sqlite3_total_changes(db);

	rc = read_file(in->argv[1], &file, err);
	if (rc == 0)
		rc = project_savepoint(in->project, err);
	if (rc < 0)
		goto out;
	rc = codebook_store(in->project, file, opt_prune, &outcomes, err);
	rows = sqlite3_total_changes(db) - rows;
	if (rc == 0 && rows > 0)
		rc = check_stored(in, file, err);
	if (rc < 0 || opt_dry_run)
		project_savepoint_undo(in->project);
	else
		rc = project_savepoint_keep(in->project, err);
	if (rc < 0)
		goto out;
	print_outcomes(in, &outcomes, rows);
	if (opt_dry_run)
		command_note("dry run: nothing was stored");
out:
	code_outcomes_release(&outcomes);
	codebook_free(file);
	return rc;
}

/* --- show ---------------------------------------------------------------- */

static size_t
count_rules(const struct code *c, bool against)
{
	size_t i, n = 0;

	for (i = 0; i < c->n_rules; i++)
		n += c->rules[i].against == against;
	return n;
}

/* In a table the id, indented, stands for the path. */
static int
show_all(struct invocation *in, const struct codebook *b)
{
	static const struct writer_column columns[] = {
		{ "code", NULL, WRITER_TREE },
		{ "name", NULL, 0 },
		{ "kind", NULL, 0 },
		{ "match", NULL, WRITER_NUMBER },
		{ "against", NULL, WRITER_NUMBER },
		{ "examples", NULL, WRITER_NUMBER },
		{ "definition", NULL, WRITER_WRAP },
		{ "retired", NULL, 0 },
	};
	struct writer *w = command_writer(in, columns, opt_all ? 8 : 7);
	size_t i, retired = 0, rows;

	if (b->name[0])
		writer_note(w, "%s", b->name);
	for (i = 0; i < b->n_codes; i++) {
		const struct code *c = b->codes[i];

		retired += c->retired;
		if (c->retired && !opt_all)
			continue;
		writer_indent(w, c->depth);
		writer_text(w, in->format == WRITER_TABLE ? c->slug : c->path);
		writer_text(w, c->name);
		writer_text(w, c->kind);
		writer_int(w, (int64_t)count_rules(c, false));
		writer_int(w, (int64_t)count_rules(c, true));
		writer_int(w, (int64_t)c->n_examples);
		writer_text(w, c->definition);
		if (opt_all)
			writer_text(w, c->retired ? "yes" : "no");
	}
	if (retired > 0 && !opt_all)
		writer_footnote(w, "%zu retired code%s not shown (--all)",
		                retired, plural(retired));
	rows = writer_rows(w);
	writer_finish(w);
	if (b->n_codes == 0)
		command_note("the codebook is empty: emic codebook load FILE");
	return rows == 0;
}

static void
row(struct writer *w, const char *field, const char *value)
{
	if (!value || !value[0])
		return;
	writer_text(w, field);
	writer_text(w, value);
}

static void
show_code(struct invocation *in, const struct codebook *b, const struct code *c)
{
	static const struct writer_column columns[] = {
		{ "field", NULL, 0 },
		{ "value", NULL, WRITER_WRAP },
	};
	struct writer *w = command_writer(in, columns, 2);
	char example[] = "example ?";
	size_t i;

	row(w, "path", c->path);
	row(w, "name", c->name);
	row(w, "kind", c->kind);
	row(w, "definition", c->definition);
	row(w, "include", c->include);
	row(w, "exclude", c->exclude);
	row(w, "colour", c->colour);
	row(w, "source", c->source);
	row(w, "unit", code_unit_name(c->unit));
	row(w, "speakers", c->speakers);
	row(w, "case", c->exact ? "exact" : NULL);
	row(w, "asides", c->match_asides ? "match" : NULL);
	row(w, "retired", c->retired ? "yes" : NULL);
	for (i = 0; i < c->n_rules; i++)
		row(w, c->rules[i].against ? "against" : "match",
		    c->rules[i].expression);
	for (i = 0; i < c->n_examples; i++) {
		example[8] = c->examples[i].sign;
		row(w, example, c->examples[i].text);
	}
	for (i = 0; i < b->n_codes; i++)
		if (b->codes[i]->parent == c && !b->codes[i]->retired)
			row(w, "below", b->codes[i]->path);
	writer_finish(w);
}

static int
show(struct invocation *in, struct error *err)
{
	struct codebook *b = NULL;
	struct code *c;
	int rc;

	rc = codebook_read(in->project, &b, err);
	if (rc == 0 && in->argc > 1) {
		rc = codebook_find(b, in->argv[1], &c, err);
		if (rc == 0)
			show_code(in, b, c);
	} else if (rc == 0) {
		rc = show_all(in, b);
	}
	codebook_free(b);
	return rc;
}

/* --- export -------------------------------------------------------------- */

/* A file that exists may hold comments, which an export has not. */
static int
write_file(const char *path, const struct buf *text, struct error *err)
{
	size_t at = 0;
	int fd, rc = 0;

	fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
	if (fd < 0 && errno == EEXIST)
		return error_set(err, ERR_CONFLICT,
		                 "'%s' exists already: --output writes new "
		                 "files only",
		                 path);
	if (fd < 0)
		return error_errno(err, ERR_IO, "cannot create '%s'", path);
	while (at < text->len) {
		ssize_t n = write(fd, text->data + at, text->len - at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		at += (size_t)n;
	}
	if (at < text->len)
		rc = error_errno(err, ERR_IO, "cannot write '%s'", path);
	if (close(fd) < 0 && rc == 0)
		rc = error_errno(err, ERR_IO, "cannot write '%s'", path);
	if (rc < 0)
		unlink(path);
	return rc;
}

static int export(struct invocation *in, struct error *err)
{
	struct codebook *b = NULL;
	struct buf text = { 0 };
	size_t i, retired = 0;
	int rc;

	rc = codebook_read(in->project, &b, err);
	if (rc < 0)
		return rc;
	for (i = 0; i < b->n_codes; i++)
		retired += b->codes[i]->retired;
	codebook_yaml_write(b, &text);
	if (opt_output && strcmp(opt_output, "-") != 0)
		rc = write_file(opt_output, &text, err);
	else
		spool_add(&in->out, text.data, text.len);
	if (rc == 0 && retired > 0)
		command_note("%zu retired code%s left out", retired,
		             plural(retired));
	buf_release(&text);
	codebook_free(b);
	return rc;
}

/* --- the command --------------------------------------------------------- */

static const struct verb {
	const char *name;
	int least, most;     /* operands, the verb included */
	int mode, file_mode; /* without, and with an operand behind it */
	int (*run)(struct invocation *in, struct error *err);
} verbs[] = {
	{ "show", 1, 2, PROJECT_READ, PROJECT_READ, show },
	{ "load", 2, 2, PROJECT_WRITE, PROJECT_WRITE, load },
	{ "check", 1, 2, PROJECT_READ, PROJECT_NONE, check },
	{ "export", 1, 1, PROJECT_READ, PROJECT_READ, export },
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

/* Options that V does not take would be passed over in silence. */
static int
check_usage(const struct invocation *in, const struct verb *v,
            struct error *err)
{
	if (!v)
		return error_set(err, ERR_USAGE, "no such verb '%s'",
		                 in->argv[0]);
	if (in->argc > v->most || (in->argc > 0 && in->argc < v->least))
		return error_set(err, ERR_USAGE, "'%s' takes %s", v->name,
		                 v->least == 2  ? "one FILE"
		                 : v->most == 1 ? "no operand"
		                                : "at most one operand");
	if ((opt_prune || opt_dry_run) && v->run != load)
		return error_set(err, ERR_USAGE,
		                 "--prune and --dry-run are for load");
	if (opt_output && v->run != export)
		return error_set(err, ERR_USAGE, "--output is for export");
	if (opt_explain && v->run != check)
		return error_set(err, ERR_USAGE, "--explain is for check");
	if (opt_all && (v->run != show || in->argc > 1))
		return error_set(err, ERR_USAGE,
		                 "--all is for show without a CODE");
	return 0;
}

static int
codebook(struct invocation *in, struct error *err)
{
	const struct verb *v = find_verb(in->argc, in->argv);
	int rc = check_usage(in, v, err);

	return rc < 0 ? rc : v->run(in, err);
}

static int
codebook_mode(int argc, char **argv)
{
	const struct verb *v = find_verb(argc, argv);

	if (!v || argc > v->most || (argc > 0 && argc < v->least))
		return PROJECT_NONE; /* it ends in a message on usage */
	return argc > 1 ? v->file_mode : v->mode;
}

const struct command command = {
	.name = "emic-codebook",
	.operands = "[show [CODE]]\n"
	            "load FILE|-\n"
	            "check [FILE|-]\n"
	            "export",
	.summary = "load, show, check and export the codebook",
	.options = options,
	.project = PROJECT_READ,
	.lists = true,
	.mode = codebook_mode,
	.run = codebook,
};
