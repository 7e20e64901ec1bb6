#include "shared/intake.h"

#include "base/mem.h"
#include "import/again.h"
#include "model/document.h"
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

static void
print_document(struct intake *in, const char *name, const struct transcript *t,
               const char *note)
{
	struct buf b = { 0 };

	writer_text(in->w, name);
	writer_int(in->w, (int64_t)t->turns.n);
	writer_int(in->w, (int64_t)t->speakers.n);
	writer_int(in->w, (int64_t)count_words(t));
	writer_text(in->w, t->format);
	buf_adds(&b, note);
	if (t->counted[0])
		buf_addf(&b, "%s%s", b.len ? "; " : "", t->counted);
	if (strcmp(t->encoding, "UTF-8") != 0)
		buf_addf(&b, "%sread as %s%s", b.len ? "; " : "", t->encoding,
		         t->guessed ? ", a guess: --encoding overrides it"
		                    : "");
	writer_text(in->w, buf_str(&b));
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
	writer_text(in->w, v->document.name);
	writer_int(in->w, (int64_t)v->n_turns);
	writer_int(in->w, (int64_t)count_speakers(v));
	writer_int(in->w, (int64_t)words);
	writer_text(in->w, t->format);
	writer_text(in->w, note);
}

/* Store T as the document's TEXT (--revise), or only its turns (--reread). */
static int
renew(struct intake *in, struct transcript_view **v, const struct transcript *t,
      bool text, struct error *err)
{
	struct project *p = in->project;
	int64_t id = (*v)->document.id;
	struct buf note = { 0 };
	int rc;

	document_close(*v);
	*v = NULL;
	rc = text ? revising_store(p, id, t, &note, err)
	          : document_reread(p, id, t, err);
	if (rc == 0)
		rc = document_open(p, id, v, err);
	if (rc == 0)
		rc = revising_interviewers(p, *v, in->interviewers, err);
	if (rc == 0) {
		print_stored(in, *v, t, text ? buf_str(&note) : "read again");
		survey_doubt(&in->known, (*v)->document.name, &in->doubts);
	}
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
 * NAME is taken.  It may be by the very text of the file;
 * else ERR_CONFLICT.
 */
static int
keep(struct intake *in, const char *name, const struct transcript *t,
     struct error *err)
{
	struct project *p = in->project;
	struct transcript_view *v = NULL;
	bool same = false;
	int64_t id;
	int rc;

	rc = document_find(p, name, &id, err);
	if (rc == 0)
		rc = document_open(p, id, &v, err);
	if (rc < 0)
		return rc;
	if (v->len == t->text.len &&
	    memcmp(v->text, buf_str(&t->text), v->len) == 0)
		same = true;
	if (!same && in->revise)
		rc = renew(in, &v, t, true, err);
	else if (!same)
		rc = other_text(in, v->document.name, err);
	else if (!again_differs(v, t) &&
	         !revising_changes_roles(v, in->interviewers))
		print_stored(in, v, t, "unchanged");
	else if (in->reread)
		rc = renew(in, &v, t, false, err);
	else
		print_stored(in, v, t,
		             "unchanged; other turns or roles are found now: "
		             "--reread takes them");
	document_close(v);
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
store(struct intake *in, const char *name, const struct transcript *t,
      struct error *err)
{
	struct project *p = in->project;
	struct buf note = { 0 };
	char *twin = NULL;
	int64_t id;
	int rc;

	rc = document_by_origin(p, t->origin_sha256, &id, &twin, err);
	if (rc < 0)
		goto out;
	rc = document_add(p, name, t, &id, err);
	if (rc == ERR_CONFLICT) {
		rc = keep(in, name, t, err);
		goto out;
	}
	if (rc < 0)
		goto out;
	if (twin)
		buf_addf(&note, "the same file as %s", twin);
	print_document(in, name, t, buf_str(&note));
	survey(in, name, t);
out:
	buf_release(&note);
	free(twin);
	return rc;
}

int
intake_take(struct intake *in, const char *name, const struct transcript *t,
            struct error *err)
{
	if (in->project)
		return store(in, name, t, err);
	preview_print(in->w, name, t);
	survey(in, name, t);
	return 0;
}

void
intake_release(struct intake *in)
{
	import_doubts_release(&in->doubts);
	survey_release(&in->known);
}
