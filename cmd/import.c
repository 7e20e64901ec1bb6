/* emic-import - put transcripts into the project. */
#include "import/import.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/again.h"
#include "import/files.h"
#include "import/survey.h"
#include "model/document.h"
#include "shared/command.h"

#include <stdlib.h>
#include <string.h>

#define START_CP     60 /* of a turn, with --dry-run */
#define OTHERS_NAMED 3

static bool opt_recursive, opt_dry_run, opt_formats, opt_strict, opt_reread;
static const char *opt_turns, *opt_name, *opt_encoding, *opt_as;
static struct string_list opt_interviewers, opt_tiers;

static const struct option_spec options[] = {
	{ OPT_FLAG, 'r', "recursive", &opt_recursive, NULL,
	  "look into folders of folders too" },
	{ OPT_FLAG, 'n', "dry-run", &opt_dry_run, NULL,
	  "show the speakers found in each file and store nothing" },
	{ OPT_STRING, 't', "turns", &opt_turns, "HOW",
	  "auto, none, or a pattern that matches each label" },
	{ OPT_LIST, 'i', "interviewer", &opt_interviewers, "LABEL",
	  "LABEL is an interviewer's (may be repeated)" },
	{ OPT_LIST, 0, "tier", &opt_tiers, "NAME",
	  "take the tier NAME for speech (may be repeated)" },
	{ OPT_FLAG, 0, "reread", &opt_reread, NULL,
	  "find turns and speakers anew in a text that is stored" },
	{ OPT_STRING, 0, "name", &opt_name, "NAME",
	  "what the document is called (one file only)" },
	{ OPT_STRING, 0, "encoding", &opt_encoding, "NAME",
	  "what the file is encoded in, if not UTF-8" },
	{ OPT_STRING, 0, "as", &opt_as, "FORMAT",
	  "read it as FORMAT, whatever its extension" },
	{ OPT_FLAG, 0, "formats", &opt_formats, NULL,
	  "list the formats that can be read" },
	{ OPT_FLAG, 0, "strict", &opt_strict, NULL,
	  "if one file cannot be imported, import none" },
	{ OPT_END },
};

/* One call of the command. */
struct run {
	struct invocation *in;
	struct writer *w;
	struct import_options options;
	struct file_list files;
	struct {
		char **items; /* messages, one a file that failed */
		size_t n, cap;
	} failed;
	struct survey survey;
	struct import_doubts doubts; /* of the file being imported */
};

/*
 * Standard input is read before the transaction begins: what writes to it
 * may be an emic command that waits for the project.
 */
static struct buf input;
static struct error input_error;
static int input_rc;

static int
mode(int argc, char **argv)
{
	int i;

	for (i = 0; i < argc && !opt_formats; i++)
		if (strcmp(argv[i], "-") == 0 && input.len == 0)
			input_rc = buf_read_file(&input, "-", IMPORT_MAX,
			                         &input_error);
	return opt_dry_run || opt_formats ? PROJECT_NONE : PROJECT_WRITE;
}

static int
list_formats(struct invocation *in)
{
	static const struct writer_column columns[] = {
		{ "format", NULL, 0 },
		{ "extensions", NULL, 0 },
		{ "description", NULL, 0 },
	};
	struct writer *w = command_writer(in, columns, 3);
	const struct importer *importer;
	size_t i;

	for (i = 0; (importer = import_format(i)) != NULL; i++) {
		writer_text(w, importer->name);
		writer_text(w, importer->extensions);
		writer_text(w, importer->description);
	}
	writer_finish(w);
	return 0;
}

/* --- storing -------------------------------------------------------------- */

static size_t
count_words(const struct transcript *t)
{
	size_t i, words = 0;

	for (i = 0; i < t->turns.n; i++)
		words += t->turns.items[i].words;
	return words;
}

static void
print_document(struct run *r, const char *name, const struct transcript *t,
               const char *note)
{
	struct buf b = { 0 };

	writer_text(r->w, name);
	writer_int(r->w, (int64_t)t->turns.n);
	writer_int(r->w, (int64_t)t->speakers.n);
	writer_int(r->w, (int64_t)count_words(t));
	writer_text(r->w, t->format);
	buf_adds(&b, note);
	if (strcmp(t->encoding, "UTF-8") != 0)
		buf_addf(&b, "%sread as %s%s", b.len ? "; " : "", t->encoding,
		         t->guessed ? ", a guess: --encoding overrides it"
		                    : "");
	writer_text(r->w, buf_str(&b));
	buf_release(&b);
}

/* How many have a turn?  After --reread some may have none. */
static size_t
count_speakers(const struct transcript_view *v)
{
	bool *speaks = mem_array(v->n_speakers, sizeof(*speaks));
	size_t i, n = 0;

	for (i = 0; i < v->n_turn_speakers; i++) {
		n += !speaks[v->turn_speakers[i]];
		speaks[v->turn_speakers[i]] = true;
	}
	free(speaks);
	return n;
}

/* A document that was imported before, as the project has it now. */
static void
print_stored(struct run *r, const struct transcript_view *v,
             const struct transcript *t, const char *note)
{
	size_t i, words = 0;

	for (i = 0; i < v->n_turns; i++)
		words += v->turns[i].words;
	writer_text(r->w, v->document.name);
	writer_int(r->w, (int64_t)v->n_turns);
	writer_int(r->w, (int64_t)count_speakers(v));
	writer_int(r->w, (int64_t)words);
	writer_text(r->w, t->format);
	writer_text(r->w, note);
}

/* Does the user call somebody an interviewer who is none in V? */
static bool
changes_roles(const struct transcript_view *v)
{
	const struct speaker *s;
	size_t i;

	for (i = 0; i < opt_interviewers.n; i++) {
		s = again_speaker(v, opt_interviewers.items[i]);
		if (s && s->role != ROLE_INTERVIEWER)
			return true;
	}
	return false;
}

/* Who the user says asks does, whatever role the project had. */
static int
set_interviewers(struct project *p, const struct transcript_view *v,
                 struct error *err)
{
	size_t i, n;
	int rc = 0;

	for (i = 0; rc == 0 && i < opt_interviewers.n; i++) {
		const struct speaker *s =
		    again_speaker(v, opt_interviewers.items[i]);

		if (s && s->role != ROLE_INTERVIEWER)
			rc = document_set_role(p, v->document.id, s->label,
			                       ROLE_INTERVIEWER, &n, err);
	}
	return rc;
}

static int
reread(struct run *r, struct transcript_view **v, const struct transcript *t,
       struct error *err)
{
	struct project *p = r->in->project;
	int64_t id = (*v)->document.id;
	int rc;

	document_close(*v);
	*v = NULL;
	rc = document_reread(p, id, t, err);
	if (rc == 0)
		rc = document_open(p, id, v, err);
	if (rc == 0)
		rc = set_interviewers(p, *v, err);
	if (rc < 0)
		return rc;
	print_stored(r, *v, t, "read again");
	survey_doubt(&r->survey, (*v)->document.name, &r->doubts);
	return 0;
}

/*
 * The name of file I is taken.  It may be by the very text of the file;
 * else ERR_CONFLICT.
 */
static int
keep(struct run *r, size_t i, const struct transcript *t, struct error *err)
{
	struct project *p = r->in->project;
	struct transcript_view *v = NULL;
	int64_t id;
	int rc;

	rc = document_find(p, r->files.items[i].name, &id, err);
	if (rc == 0)
		rc = document_open(p, id, &v, err);
	if (rc < 0)
		return rc;
	if (v->len != t->text.len ||
	    memcmp(v->text, buf_str(&t->text), v->len) != 0)
		rc = error_set(err, ERR_CONFLICT,
		               "there is a document '%s' already, with other "
		               "text: import it under another name with --name",
		               v->document.name);
	else if (!again_differs(v, t) && !changes_roles(v))
		print_stored(r, v, t, "unchanged");
	else if (opt_reread)
		rc = reread(r, &v, t, err);
	else
		print_stored(r, v, t,
		             "unchanged; other turns or roles are found now: "
		             "--reread takes them");
	document_close(v);
	return rc;
}

static int
store(struct run *r, size_t i, const struct transcript *t, struct error *err)
{
	const char *name = r->files.items[i].name;
	struct project *p = r->in->project;
	struct buf note = { 0 };
	char *twin = NULL;
	int64_t id;
	int rc;

	rc = document_by_origin(p, t->origin_sha256, &id, &twin, err);
	if (rc < 0)
		goto out;
	rc = document_add(p, name, t, &id, err);
	if (rc == ERR_CONFLICT) {
		rc = keep(r, i, t, err);
		goto out;
	}
	if (rc < 0)
		goto out;
	if (twin)
		buf_addf(&note, "the same file as %s", twin);
	print_document(r, name, t, buf_str(&note));
	survey_add(&r->survey, name, t);
	survey_doubt(&r->survey, name, &r->doubts);
out:
	buf_release(&note);
	free(twin);
	return rc;
}

/* --- dry run -------------------------------------------------------------- */

/* What one speaker says; the last of a document's is nobody. */
struct part {
	size_t turns, words;
	struct span first; /* turn */
};

static void
add_part(struct part *part, const struct transcript_turn *turn)
{
	if (part->turns++ == 0)
		part->first = (struct span){ turn->start, turn->end };
	part->words += turn->words;
}

/* The start of a turn, enough to tell whether it is one. */
static void
print_start(struct writer *w, const char *s, size_t len)
{
	size_t cut = utf8_offset(s, len, START_CP);
	struct buf b = { 0 };

	buf_add(&b, s, cut);
	if (cut < len)
		buf_adds(&b, " ...");
	writer_text(w, buf_str(&b));
	buf_release(&b);
}

/* One row a speaker: nothing is stored. */
static void
show(struct run *r, size_t i, const struct transcript *t)
{
	struct part *parts = mem_array(t->speakers.n + 1, sizeof(*parts));
	const char *text = buf_str(&t->text);
	size_t k, s;

	for (k = 0; k < t->turns.n; k++) {
		const struct transcript_turn *turn = &t->turns.items[k];
		const size_t *who = t->turn_speakers.items;

		for (s = 0; s < turn->speakers; s++)
			add_part(&parts[who[turn->first_speaker + s]], turn);
		if (turn->speakers == 0)
			add_part(&parts[t->speakers.n], turn);
	}
	for (s = 0; s <= t->speakers.n; s++) {
		if (parts[s].turns == 0)
			continue;
		writer_text(r->w, r->files.items[i].name);
		if (s == t->speakers.n) {
			writer_none(r->w);
			writer_none(r->w);
		} else {
			writer_text(r->w, t->speakers.items[s].label);
			writer_text(
			    r->w, speaker_role_name(t->speakers.items[s].role));
		}
		writer_int(r->w, (int64_t)parts[s].turns);
		writer_int(r->w, (int64_t)parts[s].words);
		print_start(r->w, text + parts[s].first.start,
		            parts[s].first.end - parts[s].first.start);
	}
	survey_add(&r->survey, r->files.items[i].name, t);
	survey_doubt(&r->survey, r->files.items[i].name, &r->doubts);
	free(parts);
}

/* --- all files ------------------------------------------------------------ */

/* Import file I within a savepoint of its own. */
static int
import_one(struct run *r, size_t i, struct error *err)
{
	const char *path = r->files.items[i].path;
	struct project *p = r->in->project;
	struct transcript t = { 0 };
	int rc;

	if (strcmp(path, "-") == 0) {
		rc = input_rc;
		if (rc < 0)
			*err = input_error;
		else
			rc = import_bytes(path, &input, &r->options, &t, err);
	} else {
		rc = import_file(path, &r->options, &t, err);
	}
	if (rc == 0 && !p) {
		show(r, i, &t);
	} else if (rc == 0) {
		rc = project_savepoint(p, err);
		if (rc == 0) {
			rc = store(r, i, &t, err);
			if (rc == 0)
				rc = project_savepoint_keep(p, err);
			else
				project_savepoint_undo(p);
		}
	}
	import_doubts_release(&r->doubts);
	transcript_release(&t);
	return rc;
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
		rc = import_one(r, i, err);
		if (rc == 0)
			continue;
		if (rc != ERR_USAGE &&
		    !strstr(err->msg, r->files.items[i].path))
			error_wrap(err, "%s", r->files.items[i].path);
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

	for (i = 0; i < n && i < OTHERS_NAMED; i++)
		buf_addf(&names, "%s%s", i ? ", " : "", files->others.items[i]);
	if (n > 0)
		command_note("%zu file%s of no format that is read: %s%s", n,
		             n == 1 ? " is" : "s are", buf_str(&names),
		             n > OTHERS_NAMED ? ", ..." : "");
	buf_release(&names);
}

/* On standard error, after all files: what to know, and what failed. */
static void
tell(struct run *r)
{
	struct buf lines = { 0 };
	const char *at;
	size_t i;

	survey_tell(&r->survey, &lines);
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

static int
find_files(struct invocation *in, struct file_list *files, struct error *err)
{
	int i, rc = 0;

	if (in->argc == 0)
		return error_set(err, ERR_USAGE, "no file is named");
	for (i = 0; rc == 0 && i < in->argc; i++) {
		if (strcmp(in->argv[i], "-") == 0 && !opt_name)
			return error_set(err, ERR_USAGE,
			                 "what comes from standard input needs "
			                 "a --name");
		rc = files_add(files, in->argv[i], opt_recursive, err);
	}
	if (rc == 0 && opt_name && files->n != 1)
		return error_set(err, ERR_USAGE,
		                 "--name is for one file, and these are %zu",
		                 files->n);
	if (rc == 0 && opt_name)
		files_name(files, opt_name);
	return rc < 0 ? rc : files_check(files, err);
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
	struct run r = { .in = in };
	size_t i;
	int rc;

	if (opt_formats)
		return list_formats(in);
	r.options.turns = opt_turns;
	r.options.encoding = opt_encoding;
	r.options.format = opt_as;
	r.options.interviewers = opt_interviewers.items;
	r.options.tiers = opt_tiers.items;
	r.options.n_tiers = opt_tiers.n;
	r.options.doubts = &r.doubts;
	r.options.n_interviewers = opt_interviewers.n;
	rc = find_files(in, &r.files, err);
	if (rc < 0)
		goto out;
	r.w = command_writer(in, in->project ? stored : shown, 6);
	rc = import_all(&r, err);
	if (rc >= 0)
		tell(&r);
out:
	writer_finish(r.w);
	for (i = 0; i < r.failed.n; i++)
		free(r.failed.items[i]);
	vec_release(&r.failed);
	survey_release(&r.survey);
	files_release(&r.files);
	buf_release(&input);
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
