/* A document opened for reading. */
#include "model/document.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/layout.h"

#include <stdlib.h>
#include <string.h>

static int
read_text(struct project *p, struct transcript_view *v, int ordinal,
          struct error *err)
{
	static const char sql[] =
	    "SELECT d.name, d.date, r.id, r.layout, t.body"
	    " FROM document d JOIN revision r ON r.document = d.id"
	    " AND iif(:ordinal, r.ordinal = :ordinal, r.id = d.revision)"
	    " JOIN text t ON t.sha256 = r.text WHERE d.id = :id";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":id", v->document.id);
	db_bind_int(st, ":ordinal", ordinal);
	rc = db_step(&p->db, st, err);
	if (rc > 0) {
		v->document.name = mem_str(db_text(st, 0));
		v->document.date =
		    db_is_null(st, 1) ? NULL : mem_str(db_text(st, 1));
		v->document.revision = db_int(st, 2);
		v->document.layout = db_int(st, 3);
		v->text = mem_strn(sqlite3_column_blob(st, 4), db_bytes(st, 4));
		v->len = db_bytes(st, 4);
		rc = 0;
	} else if (rc == 0 && ordinal) {
		rc = error_set(err, ERR_NOTFOUND, "there is no revision %d",
		               ordinal);
	} else if (rc == 0) {
		rc = error_set(err, ERR_NOTFOUND, "there is no document %lld",
		               (long long)v->document.id);
	}
	db_reset(st);
	return rc;
}

static int
read_speakers(struct project *p, struct transcript_view *v, struct error *err)
{
	static const char sql[] = "SELECT id, label, role, [case] FROM speaker"
	                          " WHERE document = :document ORDER BY id";
	struct {
		struct speaker *items;
		size_t n, cap;
	} speakers = { 0 };
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":document", v->document.id);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct speaker s = {
			.id = db_int(st, 0),
			.label = mem_str(db_text(st, 1)),
			.role = (enum speaker_role)speaker_role_find(
			    db_text(st, 2)),
			.case_id = db_int(st, 3),
		};

		vec_push(&speakers, s);
	}
	v->speakers = speakers.items;
	v->n_speakers = speakers.n;
	db_reset(st);
	return rc;
}

/* Does S lie in the text, behind BEFORE, and cut no character? */
static bool
is_place(const struct transcript_view *v, struct span s, size_t before)
{
	return before <= s.start && s.start <= s.end && s.end <= v->len &&
	       ((unsigned char)v->text[s.start] & 0xC0) != 0x80 &&
	       ((unsigned char)v->text[s.end] & 0xC0) != 0x80;
}

/*
 * A file that was damaged, or written to by another program, must not make
 * us read outside the text.
 */
static int
check_view(const struct transcript_view *v, struct error *err)
{
	const char *what = NULL;
	size_t i, before = 0;

	if (!utf8_valid(v->text, v->len, NULL) || strlen(v->text) != v->len)
		what = "its text is not valid";
	for (i = 0; i < v->n_turns && !what; i++) {
		const struct turn *t = &v->turns[i];

		if (!is_place(v, (struct span){ t->start, t->end }, before))
			what = "its turns are not in order";
		else if (t->words > t->end - t->start)
			what = "its turns have more words than letters";
		before = t->end;
	}
	for (before = 0, i = 0; i < v->n_asides && !what; i++) {
		if (!is_place(v, v->asides[i], before))
			what = "its asides are not in order";
		before = v->asides[i].end;
	}
	for (i = 0; i < v->n_sections && !what; i++) {
		const struct transcript_section *s = &v->sections[i];

		if (!is_place(v, (struct span){ s->start, s->end }, 0))
			what = "its sections leave the text";
	}
	if (what)
		return error_set(err, ERR_FORMAT,
		                 "the project file is damaged: document '%s': "
		                 "%s",
		                 v->document.name, what);
	return 0;
}

/* With the turns of LAYOUT; 0: those of the revision. */
static int
open_view(struct project *p, int64_t id, int ordinal, int64_t layout,
          struct transcript_view **out, struct error *err)
{
	struct transcript_view *v = mem_zero(sizeof(*v));
	int rc;

	*out = NULL;
	v->document.id = id;
	rc = read_text(p, v, ordinal, err);
	if (layout)
		v->document.layout = layout;
	if (rc == 0)
		rc = read_speakers(p, v, err);
	if (rc == 0)
		rc = layout_read(p, v, err);
	if (rc == 0)
		rc = check_view(v, err);
	if (rc < 0) {
		document_close(v);
		return rc;
	}
	*out = v;
	return 0;
}

int
document_open_at(struct project *p, int64_t id, int ordinal,
                 struct transcript_view **out, struct error *err)
{
	return open_view(p, id, ordinal, 0, out, err);
}

int
document_imported(struct project *p, const struct transcript_view *v,
                  struct transcript_view **out, struct error *err)
{
	static const char sql[] =
	    "SELECT ordinal, imported FROM revision WHERE id = :revision"
	    " AND imported <> layout";
	sqlite3_stmt *st = NULL;
	int64_t layout = 0;
	int rc, ordinal = 0;

	*out = NULL;
	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":revision", v->document.revision);
	rc = db_step(&p->db, st, err);
	if (rc > 0) {
		ordinal = (int)db_int(st, 0);
		layout = db_int(st, 1);
	}
	db_finish(st);
	if (rc <= 0)
		return rc;
	rc = open_view(p, v->document.id, ordinal, layout, out, err);
	return rc < 0 ? rc : 1;
}

int
document_open(struct project *p, int64_t id, struct transcript_view **out,
              struct error *err)
{
	return document_open_at(p, id, 0, out, err);
}

void
document_close(struct transcript_view *v)
{
	size_t i;

	if (!v)
		return;
	for (i = 0; i < v->n_speakers; i++)
		free(v->speakers[i].label);
	free(v->document.name);
	free(v->document.date);
	free(v->text);
	free(v->turns);
	free(v->speakers);
	free(v->turn_speakers);
	free(v->asides);
	free(v->sections);
	free(v);
}

size_t
document_turn_from(const struct transcript_view *v, size_t at)
{
	size_t lo = 0, hi = v->n_turns;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (v->turns[mid].end <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

const struct turn *
document_turn_at(const struct transcript_view *v, size_t at)
{
	size_t i = document_turn_from(v, at);

	return i < v->n_turns && v->turns[i].start <= at ? &v->turns[i] : NULL;
}

const struct speaker *
document_speaker(const struct transcript_view *v, const struct turn *t,
                 size_t n)
{
	return &v->speakers[v->turn_speakers[t->first_speaker + n]];
}

void
document_turn_label(const struct transcript_view *v, const struct turn *t,
                    struct buf *out)
{
	size_t i;

	for (i = 0; i < t->speakers; i++) {
		if (i > 0)
			buf_adds(out, " + ");
		buf_adds(out, document_speaker(v, t, i)->label);
	}
}

bool
document_turn_is_interviewer(const struct transcript_view *v,
                             const struct turn *t)
{
	size_t i;

	for (i = 0; i < t->speakers; i++) {
		enum speaker_role role = document_speaker(v, t, i)->role;

		if (role != ROLE_INTERVIEWER && role != ROLE_INTERPRETER)
			return false;
	}
	return t->speakers > 0;
}

size_t
document_cp(const struct transcript_view *v, size_t byte)
{
	return utf8_count(v->text, byte);
}

int
document_byte(const struct transcript_view *v, size_t cp, size_t *byte_out,
              struct error *err)
{
	size_t n;

	*byte_out = utf8_offset(v->text, v->len, cp);
	if (*byte_out < v->len)
		return 0;
	n = utf8_count(v->text, v->len);
	if (cp > n)
		return error_set(err, ERR_CONFLICT,
		                 "position %zu leaves document '%s', which has "
		                 "%zu characters",
		                 cp, v->document.name, n);
	return 0;
}
