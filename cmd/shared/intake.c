#include "shared/intake.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "import/again.h"
#include "model/document.h"
#include "model/name.h"
#include "shared/preview.h"
#include "shared/revising.h"

#include <stdlib.h>
#include <string.h>

static size_t
count_words(const struct transcript *t)
{
	size_t i, words = 0;

	for (i = 0; i < t->turns.n; i++)
		words += t->turns.items[i].words;
	return words;
}

/* A row of what was done: printed when its file is in. */
static void
add_row(struct intake *in, const char *name, size_t turns, size_t speakers,
        size_t words, const char *format, const char *note)
{
	struct intake_row row = {
		.name = mem_str(name),
		.turns = turns,
		.speakers = speakers,
		.words = words,
		.format = format,
		.note = mem_str(note),
	};

	vec_push(&in->done, row);
}

static void
forget_rows(struct intake *in)
{
	size_t i;

	for (i = 0; i < in->done.n; i++) {
		free(in->done.items[i].name);
		free(in->done.items[i].note);
	}
	in->done.n = 0;
}

void
intake_end(struct intake *in, bool kept)
{
	size_t i;

	for (i = 0; kept && i < in->done.n; i++) {
		const struct intake_row *row = &in->done.items[i];

		writer_text(in->w, row->name);
		writer_int(in->w, (int64_t)row->turns);
		writer_int(in->w, (int64_t)row->speakers);
		writer_int(in->w, (int64_t)row->words);
		writer_text(in->w, row->format);
		writer_text(in->w, row->note);
	}
	forget_rows(in);
}

/* How T was read goes into the note B. */
static void
add_encoding(struct buf *b, const struct transcript *t)
{
	if (strcmp(t->encoding, "UTF-8") != 0)
		buf_addf(b, "%sread as %s%s", b->len ? "; " : "", t->encoding,
		         t->guessed ? ", a guess: --encoding overrides it"
		                    : "");
}

static void
print_document(struct intake *in, const char *name, const struct transcript *t,
               const char *note)
{
	struct buf b = { 0 };

	buf_adds(&b, note);
	if (t->counted[0])
		buf_addf(&b, "%s%s", b.len ? "; " : "", t->counted);
	add_encoding(&b, t);
	add_row(in, name, t->turns.n, t->speakers.n, count_words(t), t->format,
	        buf_str(&b));
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
print_stored(struct intake *in, const struct transcript_view *v,
             const struct transcript *t, const char *note)
{
	size_t i, words = 0;

	for (i = 0; i < v->n_turns; i++)
		words += v->turns[i].words;
	add_row(in, v->document.name, v->n_turns, count_speakers(v), words,
	        t->format, note);
}

/* Store the turns of T, which has the document's text. */
static int
reread(struct intake *in, struct transcript_view **v,
       const struct transcript *t, struct error *err)
{
	struct project *p = in->project;
	int64_t id = (*v)->document.id;
	int rc;

	document_close(*v);
	*v = NULL;
	rc = document_reread(p, id, t, err);
	if (rc == 0)
		rc = document_open(p, id, v, err);
	if (rc == 0)
		rc = revising_interviewers(p, *v, in->interviewers, err);
	if (rc == 0) {
		print_stored(in, *v, t, "read again");
		survey_doubt(&in->known, (*v)->document.name, &in->doubts);
	}
	return rc;
}

/* What is to become of its codings; words only of those to be looked at. */
static int
tell_revised(struct intake *in, const struct revising *doc,
             const struct transcript *t, struct buf *note, struct error *err)
{
	buf_adds(note, in->dry_run ? "would be revised: " : "revised: ");
	revising_count(&doc->plan, note);
	revising_tell(doc, t, &in->said);
	return revising_tell_items(in->project, doc, &in->said, err);
}

/* Make V what T says, which is something else. */
static int
store_revised(struct intake *in, const struct revising *doc,
              struct transcript_view **v, const struct transcript *t,
              struct error *err)
{
	int64_t id = (*v)->document.id;
	int rc;

	document_close(*v);
	*v = NULL;
	rc = revising_store(in->project, doc, t, err);
	if (rc == 0)
		rc = document_open(in->project, id, v, err);
	if (rc == 0)
		rc = revising_interviewers(in->project, *v, in->interviewers,
		                           err);
	return rc;
}

/* Tell what is in doubt in V's file; who speaks in V is not. */
static void
doubt_rest(struct intake *in, const struct transcript_view *v)
{
	struct import_doubts rest = { 0 }; /* labels are IN's */
	size_t i;

	for (i = 0; i < in->doubts.n; i++)
		if (!again_speaker(v, in->doubts.items[i].label))
			vec_push(&rest, in->doubts.items[i]);
	survey_doubt(&in->known, v->document.name, &rest);
	vec_release(&rest);
}

static int
revise(struct intake *in, struct transcript_view **v, struct transcript *t,
       struct error *err)
{
	struct revising doc = { 0 };
	struct buf note = { 0 };
	int rc;

	rc = revising_plan(in->project, (*v)->document.id, t, in->options,
	                   false, &doc, err);
	if (rc < 0)
		goto out;
	if (!doc.is_same)
		rc = tell_revised(in, &doc, t, &note, err);
	else if (revising_changes_roles(*v, in->interviewers))
		buf_adds(&note, "unchanged; other roles are found now: "
		                "--reread takes them");
	else
		buf_adds(&note, "unchanged");
	if (rc == 0 && !doc.is_same && in->dry_run) {
		print_document(in, (*v)->document.name, t, buf_str(&note));
		goto out;
	}
	if (rc == 0 && !doc.is_same) {
		rc = store_revised(in, &doc, v, t, err);
		add_encoding(&note, t);
	}
	if (rc == 0) {
		print_stored(in, *v, t, buf_str(&note));
		doubt_rest(in, *v);
	}
out:
	revising_release(&doc);
	buf_release(&note);
	return rc;
}

/* What to do about a document that is there. */
static int
other_text(const struct intake *in, const char *name, struct error *err)
{
	return error_set(
	    err, ERR_CONFLICT,
	    in->rows ? "there is a document '%s' already, with other text: "
	               "--revise corrects it; --name, as in --name 'wave 2', "
	               "goes before the names of these"
	             : "there is a document '%s' already, with other text: "
	               "--revise corrects it, --name gives this one another "
	               "name",
	    name);
}

/*
 * Document ID is called so.  It may have the very text of the file; else
 * ERR_CONFLICT.
 */
static int
keep(struct intake *in, int64_t id, struct transcript *t, struct error *err)
{
	struct transcript_view *v = NULL;
	bool same;
	int rc;

	rc = document_open(in->project, id, &v, err);
	if (rc < 0)
		return rc;
	same = v->len == t->text.len &&
	       memcmp(v->text, buf_str(&t->text), v->len) == 0;
	if (in->revise && !(same && in->reread))
		rc = revise(in, &v, t, err);
	else if (!same)
		rc = other_text(in, v->document.name, err);
	else if (!again_differs(v, t) &&
	         !revising_changes_roles(v, in->interviewers))
		print_stored(in, v, t, "unchanged");
	else if (in->reread)
		rc = reread(in, &v, t, err);
	else
		print_stored(in, v, t,
		             "unchanged; other turns or roles are found now: "
		             "--reread takes them");
	document_close(v);
	return rc;
}

/* The document called NAME, as names are stored; 0: none. */
static int
find_document(const struct intake *in, const char *name, int64_t *id_out,
              struct error *err)
{
	struct buf nfc = { 0 };
	int rc;

	*id_out = 0;
	rc = name_check("a document", name, err);
	if (rc == 0) {
		unicode_nfc(&nfc, name, strlen(name));
		rc = document_by_name(in->project, buf_str(&nfc), id_out, err);
	}
	buf_release(&nfc);
	return rc;
}

/* What people should know of T; of a survey's rows there is nothing. */
static void
survey(struct intake *in, const char *name, const struct transcript *t)
{
	if (in->rows)
		return;
	survey_add(&in->known, name, t);
	survey_doubt(&in->known, name, &in->doubts);
}

static int
store(struct intake *in, const char *name, struct transcript *t,
      struct error *err)
{
	struct project *p = in->project;
	struct buf note = { 0 };
	char *twin = NULL;
	int64_t id;
	int rc;

	rc = document_by_origin(p, t->origin_sha256, &id, &twin, err);
	if (rc == 0)
		rc = find_document(in, name, &id, err);
	if (rc == 0 && id != 0) {
		rc = keep(in, id, t, err);
		goto out;
	}
	if (rc == 0 && !in->dry_run)
		rc = document_add(p, name, t, &id, err);
	if (rc < 0)
		goto out;
	if (in->dry_run)
		buf_adds(&note, "new");
	if (twin)
		buf_addf(&note, "%sthe same file as %s", note.len ? "; " : "",
		         twin);
	print_document(in, name, t, buf_str(&note));
	survey(in, name, t);
out:
	buf_release(&note);
	free(twin);
	return rc;
}

static int
add_advice(struct error *err, const char *advice)
{
	struct error old = *err;

	return error_set(err, old.code, "%s; %s", old.msg, advice);
}

int
intake_take(struct intake *in, const char *name, struct transcript *t,
            struct error *err)
{
	int rc = name_check("a document", name, err);

	if (rc < 0 && in->rows)
		return rc;
	if (rc < 0)
		return add_advice(err, "--name NAME gives it another");
	if (in->project)
		return store(in, name, t, err);
	preview_print(in->w, name, t);
	/* there is no note beside the document in which to say it */
	if (t->guessed)
		buf_addf(&t->remarks,
		         "read as %s, a guess: --encoding overrides it\n",
		         t->encoding);
	survey(in, name, t);
	return 0;
}

int
intake_keep(struct intake *in, const char *name, const char *format,
            const char *note, struct error *err)
{
	const struct transcript none = { .format = format };
	struct transcript_view *v = NULL;
	int64_t id = 0;
	int rc;

	/* no document is called what is no name */
	if (!in->project || name_check("a document", name, err) < 0)
		return 0;
	rc = find_document(in, name, &id, err);
	if (rc < 0 || id == 0)
		return rc;
	rc = document_open(in->project, id, &v, err);
	if (rc < 0)
		return rc;
	print_stored(in, v, &none, note);
	document_close(v);
	return 1;
}

void
intake_release(struct intake *in)
{
	forget_rows(in);
	vec_release(&in->done);
	import_doubts_release(&in->doubts);
	buf_release(&in->said);
	survey_release(&in->known);
}
