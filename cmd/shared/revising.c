#include "shared/revising.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "import/again.h"
#include "model/codebook.h"

#include <stdlib.h>
#include <string.h>

int
revising_is_same(struct project *p, int64_t id, const struct transcript *t,
                 bool *out, struct error *err)
{
	struct transcript_view *v = NULL;
	int rc;

	rc = document_open(p, id, &v, err);
	if (rc < 0)
		return rc;
	*out = v->len == t->text.len &&
	       memcmp(v->text, buf_str(&t->text), v->len) == 0;
	document_close(v);
	return 0;
}

void
revising_count(const struct revise_plan *plan, struct buf *out)
{
	size_t before = out->len;
	int i;

	for (i = REVISE_OUTCOMES; i-- > 0;)
		if (plan->counts[i] > 0)
			buf_addf(out, "%s%zu %s", out->len > before ? ", " : "",
			         plan->counts[i],
			         revise_outcome_name((enum revise_outcome)i));
	if (plan->returned > 0)
		buf_addf(out, " (%zu no longer orphaned)", plan->returned);
	if (plan->n == 0)
		buf_adds(out, "nothing stood on it");
}

static bool
has_times(const struct transcript *t)
{
	size_t i;

	for (i = 0; i < t->turns.n; i++)
		if (t->turns.items[i].start_ms != TURN_NO_TIME)
			return true;
	return false;
}

/* The first speaker with a turn in V who is none of T's, or NULL. */
static const struct speaker *
lost_speaker(const struct transcript_view *v, const struct transcript *t)
{
	const struct speaker *s;
	size_t i, k;

	for (i = 0; i < v->n_turn_speakers; i++) {
		bool found = false;

		s = &v->speakers[v->turn_speakers[i]];
		for (k = 0; k < t->speakers.n && !found; k++)
			found =
			    again_speaker(v, t->speakers.items[k].label) == s;
		if (!found)
			return s;
	}
	return NULL;
}

/* Does somebody speak in T who is not known in V? */
static bool
has_new_speaker(const struct transcript_view *v, const struct transcript *t)
{
	size_t k;

	for (k = 0; k < t->speakers.n; k++)
		if (!again_speaker(v, t->speakers.items[k].label))
			return true;
	return false;
}

int
revising_check_loss(const struct transcript_view *v, const struct transcript *t,
                    struct error *err)
{
	static const char advice[] = "correct a copy of the file that it was "
	                             "imported from, or say --lose";
	const struct speaker *lost = lost_speaker(v, t);
	size_t i;

	for (i = 0; i < v->n_turns && !has_times(t); i++)
		if (v->turns[i].start_ms != TURN_NO_TIME)
			return error_set(
			    err, ERR_CONFLICT,
			    "the turns of %s have times, and those "
			    "of this file have none: %s",
			    v->document.name, advice);
	if (lost && !has_new_speaker(v, t))
		return error_set(err, ERR_CONFLICT,
		                 "%s speaks in %s, and not in this file, so "
		                 "that the words would be others': %s",
		                 lost->label, v->document.name, advice);
	return 0;
}

int
revising_store(struct project *p, int64_t id, const struct transcript *t,
               struct buf *note, struct error *err)
{
	struct transcript_view *v = NULL;
	struct revise_plan plan = { 0 };
	int rc;

	rc = document_open(p, id, &v, err);
	if (rc == 0)
		rc = revising_check_loss(v, t, err);
	document_close(v);
	if (rc == 0)
		rc = revise_plan(p, id, buf_str(&t->text), t->text.len, &plan,
		                 err);
	if (rc == 0)
		rc = revise_store(p, id, t, &plan, err);
	if (rc == 0) {
		buf_adds(note, "revised: ");
		revising_count(&plan, note);
	}
	revise_plan_release(&plan);
	return rc;
}

/* Does the user call somebody an interviewer who is none in V? */
bool
revising_changes_roles(const struct transcript_view *v,
                       const struct string_list *labels)
{
	const struct speaker *s;
	size_t i;

	for (i = 0; i < labels->n; i++) {
		s = again_speaker(v, labels->items[i]);
		if (s && s->role != ROLE_INTERVIEWER)
			return true;
	}
	return false;
}

/* Who the user says asks does, whatever role the project had. */
int
revising_interviewers(struct project *p, const struct transcript_view *v,
                      const struct string_list *labels, struct error *err)
{
	size_t i, n;
	int rc = 0;

	for (i = 0; rc == 0 && i < labels->n; i++) {
		const struct speaker *s = again_speaker(v, labels->items[i]);

		if (s && s->role != ROLE_INTERVIEWER)
			rc = document_set_role(p, v->document.id, s->label,
			                       ROLE_INTERVIEWER, &n, err);
	}
	return rc;
}

/* --- the list ------------------------------------------------------------- */

/* Byte offsets of one text as characters; asked for in any order. */
struct places {
	const char *text;
	size_t len;
	size_t *marks; /* characters before each BLOCK bytes */
};

#define BLOCK 4096

static struct places
places_new(const char *text, size_t len)
{
	struct places p = { text, len, NULL };
	size_t i, n = len / BLOCK + 1;

	p.marks = mem_array(n, sizeof(*p.marks));
	for (i = 1; i < n; i++)
		p.marks[i] =
		    p.marks[i - 1] + utf8_count(text + (i - 1) * BLOCK, BLOCK);
	return p;
}

static size_t
places_cp(const struct places *p, size_t byte)
{
	size_t mark = byte / BLOCK;

	return p->marks[mark] +
	       utf8_count(p->text + mark * BLOCK, byte - mark * BLOCK);
}

/* One row; OLD is what its text was, NULL if that is not there. */
static void
write_item(struct writer *w, const struct codebook *b,
           const struct revise_plan *plan, const struct revise_item *item,
           const struct places *old, const struct places *new)
{
	const struct code *code =
	    item->code ? codebook_by_id(b, item->code) : NULL;
	bool gone = item->outcome == REVISE_ORPHANED;
	struct buf name = { 0 };

	buf_addf(&name, "%s:%lld", revise_kind_name(item->kind),
	         (long long)item->id);
	writer_text(w, revise_outcome_name(item->outcome));
	writer_bytes(w, buf_str(&name), name.len);
	writer_text(w, code ? code->path : "");
	writer_text(w, plan->coders.items[item->by]);
	if (gone) {
		writer_none(w);
		writer_none(w);
	} else {
		writer_int(w, (int64_t)places_cp(new, item->now.start));
		writer_int(w, (int64_t)places_cp(new, item->now.end));
	}
	if (old && item->was.start < item->was.end && item->was.end <= old->len)
		writer_bytes(w, old->text + item->was.start,
		             item->was.end - item->was.start);
	else
		writer_none(w);
	if (!gone)
		writer_bytes(w, plan->body + item->now.start,
		             item->now.end - item->now.start);
	else if (item->is_twin)
		writer_text(w, "(the same as another now)");
	else
		writer_none(w);
	buf_release(&name);
}

int
revising_list(struct invocation *in, const struct revise_plan *plan,
              struct error *err)
{
	static const struct writer_column columns[] = {
		{ "outcome", NULL, 0 },
		{ "item", NULL, 0 },
		{ "code", NULL, 0 },
		{ "by", NULL, 0 },
		{ "start", NULL, WRITER_NUMBER },
		{ "end", NULL, WRITER_NUMBER },
		{ "was", NULL, WRITER_WRAP },
		{ "text", NULL, WRITER_WRAP },
	};
	struct places new = places_new(plan->body, plan->len), old;
	struct codebook *b = NULL;
	struct writer *w;
	size_t i;
	int rc;

	rc = codebook_read(in->project, &b, err);
	if (rc < 0)
		goto out;
	w = command_writer(in, columns, 8);
	for (i = 0; i < plan->n; i++) {
		const struct revise_text *t =
		    revise_text_of(plan, &plan->items[i]);

		if (t)
			old = (struct places){ t->body, t->len, NULL };
		write_item(w, b, plan, &plan->items[i], t ? &old : NULL, &new);
	}
	writer_finish(w);
out:
	free(new.marks);
	codebook_free(b);
	return rc;
}
