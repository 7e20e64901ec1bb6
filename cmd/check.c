/* emic-check - is the project whole, and does every coding have its words? */
#include "model/check.h"
#include "base/buf.h"
#include "model/codebook.h"
#include "shared/command.h"

#include <string.h>

static bool opt_quiet;

static const struct option_spec options[] = {
	{ OPT_FLAG, 'q', "quiet", &opt_quiet, NULL,
	  "print nothing: the exit status says it" },
	{ OPT_END },
};

static void
write_text(struct writer *w, const char *text)
{
	if (text)
		writer_text(w, text);
	else
		writer_none(w);
}

static void
print_problems(struct invocation *in, const struct codebook *b,
               const struct check_problems *problems)
{
	static const struct writer_column columns[] = {
		{ "problem", NULL, 0 },
		{ "document", NULL, 0 },
		{ "item", NULL, 0 },
		{ "code", NULL, 0 },
		{ "by", NULL, 0 },
		{ "text", NULL, WRITER_WRAP },
		{ "where", NULL, WRITER_WRAP },
	};
	struct writer *w = command_writer(in, columns, 7);
	size_t i;

	for (i = 0; i < problems->n; i++) {
		const struct check_problem *problem = &problems->items[i];
		const struct code *code =
		    problem->code ? codebook_by_id(b, problem->code) : NULL;

		writer_text(w, problem->kind);
		write_text(w, problem->document);
		write_text(w, problem->item);
		write_text(w, code ? code->path : NULL);
		write_text(w, problem->by);
		write_text(w, problem->text);
		write_text(w, problem->where);
	}
	writer_finish(w);
}

/* On standard error: how many of what, and what to do about orphans. */
static void
tell(const struct check_problems *problems)
{
	size_t i, orphans = 0;

	for (i = 0; i < problems->n; i++)
		orphans += strcmp(problems->items[i].kind, "orphaned") == 0;
	if (orphans > 0)
		command_note("%zu %s orphaned: 'emic revise --attach ITEM "
		             "DOCUMENT:START-END' says where %s",
		             orphans, orphans == 1 ? "is" : "are",
		             orphans == 1 ? "it stands" : "they stand");
	if (orphans < problems->n)
		command_note(
		    "%zu other problem%s: the project file was damaged, "
		    "or written to by another program; take a copy "
		    "before you do anything",
		    problems->n - orphans,
		    problems->n - orphans == 1 ? "" : "s");
}

static int
check(struct invocation *in, struct error *err)
{
	struct check_problems problems = { 0 };
	struct codebook *b = NULL;
	int rc;

	if (in->argc > 0)
		return error_set(err, ERR_USAGE, "there are no operands");
	rc = check_project(in->project, &problems, err);
	if (rc == 0 && !opt_quiet) {
		/* a damaged file may have no codebook to be read */
		if (problems.n == 0 ||
		    strcmp(problems.items[0].kind, "file") != 0)
			rc = codebook_read(in->project, &b, err);
		if (rc == 0)
			print_problems(in, b, &problems);
		if (rc == 0)
			tell(&problems);
	}
	if (rc == 0)
		rc = problems.n > 0;
	codebook_free(b);
	check_problems_release(&problems);
	return rc;
}

const struct command command = {
	.name = "emic-check",
	.operands = "",
	.summary = "is the project whole, does every coding have its words",
	.options = options,
	.project = PROJECT_READ,
	.lists = true,
	.run = check,
};
