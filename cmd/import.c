/* emic-import - put transcripts into the project. */
#include "import/import.h"
#include "base/mem.h"
#include "base/queue.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/files.h"
#include "import/reader.h"
#include "shared/answers.h"
#include "shared/command.h"
#include "shared/intake.h"
#include "shared/piped.h"
#include "shared/preview.h"
#include "shared/reading.h"

#include <stdlib.h>
#include <string.h>

#define OTHERS_NAMED 3

static bool opt_recursive, opt_dry_run, opt_formats, opt_strict, opt_reread;
static bool opt_revise, opt_folders;
static int opt_jobs;
static const char *opt_gap, *opt_turns, *opt_name, *opt_encoding, *opt_as;
static const char *opt_id;
static struct string_list opt_interviewers, opt_speakers, opt_tiers, opt_texts;

static const struct option_spec options[] = {
	{ OPT_FLAG, 'r', "recursive", &opt_recursive, NULL,
	  "look into folders of folders too" },
	{ OPT_FLAG, 0, "folders", &opt_folders, NULL,
	  "folders are part of the names of documents" },
	{ OPT_FLAG, 'n', "dry-run", &opt_dry_run, NULL,
	  "show the speakers found in each file and store nothing" },
	{ OPT_STRING, 't', "turns", &opt_turns, "HOW",
	  "auto, none, or a pattern that matches each label" },
	{ OPT_LIST, 'i', "interviewer", &opt_interviewers, "LABEL",
	  "LABEL is an interviewer's (may be repeated)" },
	{ OPT_LIST, 0, "tier", &opt_tiers, "NAME",
	  "take the tier NAME for speech (may be repeated)" },
	{ OPT_STRING, 0, "gap", &opt_gap, "SECONDS",
	  "a longer pause in captions starts a paragraph (default 5)" },
	{ OPT_FLAG, 0, "reread", &opt_reread, NULL,
	  "find turns and speakers anew in a text that is stored" },
	{ OPT_FLAG, 0, "revise", &opt_revise, NULL,
	  "a document with other text is revised; its codings go along" },
	{ OPT_STRING, 0, "name", &opt_name, "NAME",
	  "what the document is called; with --id, what goes before" },
	{ OPT_STRING, 0, "encoding", &opt_encoding, "NAME",
	  "what the file is encoded in, if not UTF-8" },
	{ OPT_STRING, 0, "as", &opt_as, "FORMAT",
	  "read it as FORMAT, whatever its extension" },
	{ OPT_LIST, 0, "text", &opt_texts, "COLUMN",
	  "of a table: what was said (several with --id)" },
	{ OPT_LIST, 0, "speaker", &opt_speakers, "NAME",
	  "NAME is a speaker's (may be repeated); of a table: the column" },
	{ OPT_STRING, 0, "id", &opt_id, "COLUMN",
	  "each row of a table is a document, called what COLUMN says" },
	{ OPT_FLAG, 0, "formats", &opt_formats, NULL,
	  "list the formats that can be read" },
	{ OPT_FLAG, 0, "strict", &opt_strict, NULL,
	  "if one file cannot be imported, import none" },
	{ OPT_INT, 'j', "jobs", &opt_jobs, "N",
	  "read N files at once; as many as there are cores without" },
	{ OPT_END },
};

/* One call of the command. */
struct run {
	struct invocation *in;
	struct intake intake;
	struct import_options options;
	struct file_list files;
	struct reader *reader;
	size_t ahead; /* files up to here have been handed to it */
	struct {
		char **items; /* messages, one a file that failed */
		size_t n, cap;
	} failed;
};

static struct piped piped;

static int
mode(int argc, char **argv)
{
	int i;

	for (i = 0; i < argc && !opt_formats; i++)
		piped_read(&piped, argv[i], IMPORT_MAX);
	if (opt_dry_run && opt_revise && !opt_formats)
		return PROJECT_READ;
	return opt_dry_run || opt_formats ? PROJECT_NONE : PROJECT_WRITE;
}

/* --- all files ------------------------------------------------------------ */

/* Is it a file of one document, which may be read before its turn? */
static bool
is_read_ahead(const struct file_entry *file)
{
	return !file->why && !opt_id && !piped_has(&piped, file->path);
}

/* Hand the reader what it has room for. */
static void
read_ahead(struct run *r)
{
	for (; r->ahead < r->files.n; r->ahead++) {
		const struct file_entry *file = &r->files.items[r->ahead];

		if (!is_read_ahead(file))
			continue;
		if (!reader_has_room(r->reader, file->path))
			return;
		reader_put(r->reader, file->path);
	}
}

/* The file that the reader gives next. */
static int
take_read(struct run *r, const struct file_entry *file, struct error *err)
{
	struct reader_result result = { 0 };
	int rc;

	rc = reader_take(r->reader, &result, err);
	r->intake.doubts = result.doubts;
	if (rc > 0)
		rc = intake_take(&r->intake, file->name, &result.transcript,
		                 err);
	r->intake.doubts = (struct import_doubts){ 0 };
	reader_result_release(&result);
	return rc;
}

static int
take_file(struct run *r, size_t i, struct error *err)
{
	const struct file_entry *file = &r->files.items[i];
	struct buf bytes = { 0 };
	struct transcript t = { 0 };
	int rc;

	if (file->why)
		return error_set(err, file->code, "%s", file->why);
	if (is_read_ahead(file))
		return take_read(r, file, err);
	rc = piped_take(&piped, file->path, IMPORT_MAX, &bytes, err);
	if (rc == 0 && opt_id)
		rc = answers_take(&r->intake, &r->options, file->path, &bytes,
		                  err);
	else if (rc == 0)
		rc = import_bytes(file->path, &bytes, &r->options, &t, err);
	if (rc == 0 && !opt_id)
		rc = intake_take(&r->intake, file->name, &t, err);
	import_doubts_release(&r->intake.doubts);
	transcript_release(&t);
	buf_release(&bytes);
	return rc;
}

/* Import file I within a savepoint of its own. */
static int
import_one(struct run *r, size_t i, struct error *err)
{
	struct project *p = opt_dry_run ? NULL : r->in->project;
	int rc;

	rc = p ? project_savepoint(p, err) : 0;
	if (rc < 0)
		return rc;
	rc = take_file(r, i, err);
	if (p && rc == 0)
		rc = project_savepoint_keep(p, err);
	else if (p)
		project_savepoint_undo(p);
	intake_end(&r->intake, rc == 0);
	return rc;
}

/* Names of files may hold line breaks, and messages are one line. */
static void
keep_to_a_line(char *message)
{
	while ((message = strchr(message, '\n')) != NULL)
		*message = '?';
}

/* Is RC about one file, so that the others may go in? */
static bool
spares_others(int rc)
{
	return rc == ERR_FORMAT || rc == ERR_CONFLICT || rc == ERR_LIMIT ||
	       rc == ERR_IO;
}

/* 0, or 2 if some could not be imported. */
static int
import_all(struct run *r, struct error *err)
{
	struct progress *progress = &r->in->progress;
	size_t i;
	int rc = 0;

	progress_start(progress, "documents", r->files.n);
	for (i = 0; i < r->files.n; i++) {
		progress_show(progress, i);
		read_ahead(r);
		rc = import_one(r, i, err);
		if (rc == 0)
			continue;
		if (rc != ERR_USAGE &&
		    !strstr(err->msg, r->files.items[i].path))
			error_wrap(err, "%s", r->files.items[i].path);
		keep_to_a_line(err->msg);
		if (!spares_others(rc) || opt_strict || r->files.n == 1)
			break;
		vec_push(&r->failed, mem_str(err->msg));
		rc = 0;
	}
	progress_end(progress);
	return rc < 0 ? rc : r->failed.n > 0 ? 2 : 0;
}

/* Which files of the folders were passed over. */
static void
tell_others(const struct file_list *files)
{
	size_t n = files->others.n, i;
	struct buf names = { 0 };

	for (i = 0; i < n && i < OTHERS_NAMED; i++) {
		keep_to_a_line(files->others.items[i]);
		buf_addf(&names, "%s%s", i ? ", " : "", files->others.items[i]);
	}
	if (n > 0)
		command_note("%zu file%s of no format that is read: %s%s", n,
		             n == 1 ? " is" : "s are", buf_str(&names),
		             n > OTHERS_NAMED ? ", ..." : "");
	if (files->passed > 0)
		command_note("%zu folder%s passed over: --recursive looks into "
		             "%s, too",
		             files->passed,
		             files->passed == 1 ? " is" : "s are",
		             files->passed == 1 ? "it" : "them");
	buf_release(&names);
}

/* On standard error, after all files: what to know, and what failed. */
static void
tell(struct run *r)
{
	struct buf lines = { 0 };
	const char *at;
	size_t i;

	buf_add(&lines, buf_str(&r->intake.said), r->intake.said.len);
	survey_tell(&r->intake.known, &lines);
	for (at = buf_str(&lines); *at; at += strcspn(at, "\n") + 1)
		command_note("%.*s", (int)strcspn(at, "\n"), at);
	tell_others(&r->files);
	for (i = 0; i < r->failed.n; i++)
		command_note("%s", r->failed.items[i]);
	if (r->failed.n > 0)
		command_note("%zu of %zu files could not be imported",
		             r->failed.n, r->files.n);
	buf_release(&lines);
}

/* What makes no sense together. */
static int
check_options(struct error *err)
{
	if (opt_id && opt_speakers.n > 0)
		return error_set(
		    err, ERR_USAGE,
		    "--speaker is for a transcript, and --id for "
		    "a survey, in which each row is by one person");
	if (opt_name && !*opt_name)
		return error_set(err, ERR_USAGE, "--name is given no name");
	if (opt_folders && (opt_name || opt_id))
		return error_set(err, ERR_USAGE,
		                 "--folders is for documents that are called "
		                 "what their files are, not with %s",
		                 opt_name ? "--name" : "--id");
	return 0;
}

/* "-" and "/dev/fd/63" are no names. */
static int
check_named(const char *path, struct error *err)
{
	if (opt_name || opt_id)
		return 0;
	if (strcmp(path, "-") == 0)
		return error_set(err, ERR_USAGE,
		                 "what comes from standard input needs a "
		                 "--name");
	if (strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0)
		return error_set(err, ERR_USAGE,
		                 "what comes from a pipe needs a --name, as "
		                 "'%s' is none",
		                 path);
	return 0;
}

static int
find_files(struct invocation *in, struct file_list *files, struct error *err)
{
	int i, rc = 0;

	if (in->argc == 0)
		return error_set(err, ERR_USAGE, "no file is named");
	files->recursive = opt_recursive;
	files->folders = opt_folders;
	for (i = 0; rc == 0 && i < in->argc; i++) {
		rc = check_named(in->argv[i], err);
		if (rc == 0)
			rc = files_add(files, in->argv[i], err);
	}
	if (rc < 0)
		return rc;
	/* the rows of surveys have names of their own */
	if (!opt_id)
		files_check(files);
	if (opt_name && files->n != 1)
		return error_set(err, ERR_USAGE,
		                 "--name is for one file, and these are %zu",
		                 files->n);
	if (opt_name)
		files_name(files, opt_name);
	return 0;
}

static int
import(struct invocation *in, struct error *err)
{
	static const struct writer_column stored[] = {
		{ "document", NULL, 0 },
		{ "turns", NULL, WRITER_NUMBER },
		{ "speakers", NULL, WRITER_NUMBER },
		{ "words", NULL, WRITER_NUMBER },
		{ "format", NULL, 0 },
		{ "note", NULL, 0 },
	};
	static const struct writer_column shown[] = {
		{ "document", NULL, 0 },
		{ "speaker", NULL, 0 },
		{ "role", NULL, 0 },
		{ "turns", NULL, WRITER_NUMBER },
		{ "words", NULL, WRITER_NUMBER },
		{ "first", "first turn", WRITER_WRAP },
	};
	struct run r = {
		.in = in,
		.intake = {
			.project = in->project,
			.reread = opt_reread,
			.revise = opt_revise,
			.dry_run = opt_dry_run,
			.options = &r.options,
			.rows = opt_id != NULL,
			.interviewers = &opt_interviewers,
		},
	};
	size_t i;
	int rc;

	if (opt_formats)
		return preview_formats(in);
	r.options.turns = opt_turns;
	r.options.encoding = opt_encoding;
	r.options.format = opt_as;
	r.options.interviewers = opt_interviewers.items;
	r.options.tiers = opt_tiers.items;
	r.options.n_tiers = opt_tiers.n;
	r.options.doubts = &r.intake.doubts;
	r.options.texts = opt_texts.items;
	r.options.n_texts = opt_texts.n;
	r.options.speakers = opt_speakers.items;
	r.options.n_speakers = opt_speakers.n;
	r.options.id = opt_id;
	r.options.prefix = opt_name;
	r.options.n_interviewers = opt_interviewers.n;
	rc = reading_gap(opt_gap, &r.options.gap_ms, err);
	if (rc == 0)
		rc = check_options(err);
	if (rc == 0)
		rc = find_files(in, &r.files, err);
	if (rc < 0)
		goto out;
	r.reader = reader_new(&r.options,
	                      opt_jobs > 0 ? (size_t)opt_jobs : queue_cores());
	r.intake.w = command_writer(in, in->project ? stored : shown, 6);
	rc = import_all(&r, err);
	if (rc >= 0)
		tell(&r);
out:
	reader_free(r.reader);
	writer_finish(r.intake.w);
	for (i = 0; i < r.failed.n; i++)
		free(r.failed.items[i]);
	vec_release(&r.failed);
	intake_release(&r.intake);
	files_release(&r.files);
	piped_release(&piped);
	return rc;
}

const struct command command = {
	.name = "emic-import",
	.operands = "FILE|DIR ...\n"
	            "--name NAME -\n"
	            "--formats",
	.summary = "put transcripts into the project",
	.options = options,
	.project = PROJECT_WRITE,
	.lists = true,
	.mode = mode,
	.run = import,
};
