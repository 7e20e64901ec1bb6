#include "shared/answers.h"

#include "model/case_change.h"
#include "model/case_load.h"
#include "shared/command.h"

/* A note for each value that is another now. */
static void
tell_changes(const struct case_changes *changes, const char *path)
{
	size_t i;

	for (i = 0; i < changes->n; i++) {
		const struct case_change *c = &changes->items[i];

		command_note("%s: %s%s%s, %s: '%s' in place of '%s'", path,
		             c->name, *c->wave ? " at " : "", c->wave,
		             c->attribute, c->now, c->was);
	}
}

/*
 * Make a case of each row with an answer, which its document is, and give it
 * the other columns as attributes; PATH is for messages.  With DRY_RUN only
 * tell which values would be others.
 */
static int
load(struct project *p, struct answers *a, const char *path, bool dry_run,
     struct error *err)
{
	struct case_changes changes = { 0 };
	struct case_load done = { 0 };
	struct records cases = { 0 };
	int rc;

	rc = answers_cases(a, &cases, err);
	if (rc == 0)
		rc = case_changes_find(p, &cases, 0, &changes, err);
	if (rc == 0 && !dry_run)
		rc = case_load(p, &cases, path, NULL, &done, err);
	if (rc == 0 && !dry_run)
		command_note(
		    "%s: %zu new case%s, %zu value%s of attributes", path,
		    done.cases_new, done.cases_new == 1 ? "" : "s",
		    done.values_changed, done.values_changed == 1 ? "" : "s");
	if (rc == 0)
		tell_changes(&changes, path);
	case_changes_release(&changes);
	case_load_release(&done);
	records_release(&cases);
	return rc;
}

int
answers_take(struct intake *in, const struct import_options *o,
             const char *path, struct buf *bytes, struct error *err)
{
	struct answers a = { 0 };
	size_t row, empty = 0;
	int rc;

	rc = answers_read(&a, path, bytes, o, err);
	for (row = 1; rc == 0 && row < a.records.rows; row++) {
		struct transcript t = { 0 };

		rc = answers_row(&a, row, o, &t, err);
		if (rc == 0 && t.turns.n > 0)
			rc = intake_take(in, answers_name(&a, row), &t, err);
		else
			empty += rc == 0;
		if (rc < 0)
			error_wrap(err, "line %zu", a.records.lines[row]);
		transcript_release(&t);
	}
	if (rc == 0 && empty > 0)
		command_note("%s: %zu row%s without an answer left out", path,
		             empty, empty == 1 ? "" : "s");
	if (rc == 0 && in->project)
		rc = load(in->project, &a, path, in->dry_run, err);
	answers_release(&a);
	return rc;
}
