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

/* What there was to load, if there was anything. */
static void
tell_loaded(const struct case_load *done, const char *path)
{
	struct buf b = { 0 };

	if (done->cases_new > 0)
		buf_addf(&b, "%zu new case%s", done->cases_new,
		         done->cases_new == 1 ? "" : "s");
	if (done->values_changed > 0)
		buf_addf(&b, "%s%zu value%s of attributes", b.len ? ", " : "",
		         done->values_changed,
		         done->values_changed == 1 ? "" : "s");
	if (b.len > 0)
		command_note("%s: %s", path, buf_str(&b));
	buf_release(&b);
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
	if (rc == 0)
		tell_loaded(&done, path);
	if (rc == 0)
		tell_changes(&changes, path);
	case_changes_release(&changes);
	case_load_release(&done);
	records_release(&cases);
	return rc;
}

#define NAMED 3

/* Rows without an answer. */
struct unanswered {
	size_t n;         /* in all */
	size_t were;      /* of them: documents of the project, kept */
	struct buf names; /* of the first of these */
};

static int
leave_out(struct intake *in, struct answers *a, size_t row, const char *format,
          struct unanswered *u, struct error *err)
{
	const char *name = answers_name(a, row);
	int rc =
	    intake_keep(in, name, format, "no answer now; kept as it was", err);

	u->n++;
	if (rc <= 0)
		return rc;
	if (u->were++ < NAMED)
		buf_addf(&u->names, "%s%s", u->names.len ? ", " : "", name);
	return 0;
}

static void
tell_unanswered(const struct unanswered *u, const char *path)
{
	if (u->n > u->were)
		command_note("%s: %zu row%s without an answer left out", path,
		             u->n - u->were, u->n - u->were == 1 ? "" : "s");
	if (u->were > NAMED)
		command_note("%s: %s and %zu more have no answer now, and are "
		             "kept as they were: the list names all",
		             path, buf_str(&u->names), u->were - NAMED);
	else if (u->were > 0)
		command_note("%s: %s ha%s no answer now, and %s kept as %s",
		             path, buf_str(&u->names),
		             u->were == 1 ? "s" : "ve",
		             u->were == 1 ? "is" : "are",
		             u->were == 1 ? "it was" : "they were");
}

int
answers_take(struct intake *in, const struct import_options *o,
             const char *path, struct buf *bytes, struct error *err)
{
	struct answers a = { 0 };
	struct unanswered unanswered = { 0 };
	size_t row;
	int rc;

	rc = answers_read(&a, path, bytes, o, err);
	for (row = 1; rc == 0 && row < a.records.rows; row++) {
		struct transcript t = { 0 };

		rc = answers_row(&a, row, o, &t, err);
		if (rc == 0 && t.turns.n > 0)
			rc = intake_take(in, answers_name(&a, row), &t, err);
		else if (rc == 0)
			rc = leave_out(in, &a, row, t.format, &unanswered, err);
		if (rc < 0)
			error_wrap(err, "line %zu", a.records.lines[row]);
		transcript_release(&t);
	}
	if (rc == 0 && a.read.guessed && !in->project)
		command_note("%s: read as %s, a guess: --encoding overrides it",
		             path, a.read.encoding);
	if (rc == 0)
		tell_unanswered(&unanswered, path);
	if (rc == 0 && in->project)
		rc = load(in->project, &a, path, in->dry_run, err);
	buf_release(&unanswered.names);
	answers_release(&a);
	return rc;
}
