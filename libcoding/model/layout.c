#include "model/layout.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "model/layout_text.h"

#include <stdlib.h>

/* A layout to be stored; speakers are by index into IDS. */
struct parts {
	const struct turn *turns;
	size_t n_turns;
	const size_t *turn_speakers;
	const int64_t *ids;
	size_t n_speakers;
	const struct span *asides;
	size_t n_asides;
	const struct transcript_section *sections;
	size_t n_sections;
};

/* --- storing ------------------------------------------------------------- */

/* Bind TEXT, which stays where it is until the statement has run. */
static void
bind_text(sqlite3_stmt *st, const char *name, const struct buf *text)
{
	sqlite3_bind_text64(st, sqlite3_bind_parameter_index(st, name),
	                    buf_str(text), text->len, SQLITE_STATIC,
	                    SQLITE_UTF8);
}

static int
insert_layout(struct project *p, const struct parts *l, int64_t *id_out,
              struct error *err)
{
	static const char sql[] =
	    "INSERT INTO layout(guid, n_turns, turns, asides, sections)"
	    " VALUES (:guid, :n, :turns, :asides, :sections)";
	struct buf turns = { 0 }, asides = { 0 }, sections = { 0 };
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	layout_text_turns(&turns, l->turns, l->n_turns, l->turn_speakers,
	                  l->ids);
	layout_text_asides(&asides, l->asides, l->n_asides);
	layout_text_sections(&sections, l->sections, l->n_sections);
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	db_bind_int(st, ":n", (int64_t)l->n_turns);
	bind_text(st, ":turns", &turns);
	bind_text(st, ":asides", &asides);
	bind_text(st, ":sections", &sections);
	rc = db_run(&p->db, st, err);
	*id_out = db_last_id(&p->db);
	buf_release(&turns);
	buf_release(&asides);
	buf_release(&sections);
	return rc;
}

/* The turns of one speaker, added up. */
struct voice {
	size_t first, turns, words;
};

/* Of speaker I in OUT[I], nobody's behind the last, of several behind that. */
static void
add_voices(const struct turn *turns, size_t n, const size_t *indexes,
           size_t n_speakers, struct voice *out)
{
	size_t i;

	for (i = 0; i < n; i++) {
		const struct turn *t = &turns[i];
		struct voice *v =
		    &out[t->speakers == 0   ? n_speakers
		         : t->speakers == 1 ? indexes[t->first_speaker]
		                            : n_speakers + 1];

		if (v->turns == 0 || (v->words == 0 && t->words > 0))
			v->first = i + 1;
		v->turns++;
		v->words += t->words;
	}
}

static int
insert_voices(struct project *p, int64_t layout, const struct parts *l,
              struct error *err)
{
	static const char sql[] =
	    "INSERT INTO voice(layout, speaker, first, turns, words)"
	    " VALUES (:layout, :speaker, :first, :turns, :words)";
	struct voice *voices = mem_array(l->n_speakers + 2, sizeof(*voices));
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	add_voices(l->turns, l->n_turns, l->turn_speakers, l->n_speakers,
	           voices);
	rc = db_keep(&p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < l->n_speakers + 2; i++) {
		const struct voice *v = &voices[i];

		if (v->turns == 0)
			continue;
		db_bind_int(st, ":layout", layout);
		db_bind_int(st, ":speaker",
		            i < l->n_speakers    ? l->ids[i]
		            : i == l->n_speakers ? LAYOUT_NOBODY
		                                 : LAYOUT_SEVERAL);
		db_bind_int(st, ":first", (int64_t)v->first);
		db_bind_int(st, ":turns", (int64_t)v->turns);
		db_bind_int(st, ":words", (int64_t)v->words);
		rc = db_run(&p->db, st, err);
	}
	db_reset(st);
	free(voices);
	return rc;
}

static int
insert(struct project *p, const struct parts *l, int64_t *id_out,
       struct error *err)
{
	int rc;

	rc = insert_layout(p, l, id_out, err);
	return rc < 0 ? rc : insert_voices(p, *id_out, l, err);
}

int
layout_add_transcript(struct project *p, const struct transcript *t,
                      const int64_t *speakers, int64_t *id_out,
                      struct error *err)
{
	struct turn *turns = mem_array(t->turns.n, sizeof(*turns));
	struct parts l = { .turns = turns,
		           .n_turns = t->turns.n,
		           .turn_speakers = t->turn_speakers.items,
		           .ids = speakers,
		           .n_speakers = t->speakers.n,
		           .asides = t->asides.items,
		           .n_asides = t->asides.n,
		           .sections = t->sections.items,
		           .n_sections = t->sections.n };
	size_t i;
	int rc;

	for (i = 0; i < t->turns.n; i++) {
		const struct transcript_turn *from = &t->turns.items[i];

		turns[i].start = from->start;
		turns[i].end = from->end;
		turns[i].start_ms = from->start_ms;
		turns[i].end_ms = from->end_ms;
		turns[i].first_speaker = from->first_speaker;
		turns[i].speakers = from->speakers;
		turns[i].words = from->words;
	}
	rc = insert(p, &l, id_out, err);
	free(turns);
	return rc;
}

static int
point_revision(struct project *p, int64_t revision, int64_t layout,
               struct error *err)
{
	static const char sql[] =
	    "UPDATE revision SET layout = :layout WHERE id = :revision";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":layout", layout);
	db_bind_int(st, ":revision", revision);
	rc = db_run(&p->db, st, err);
	db_finish(st);
	return rc;
}

int
layout_replace(struct project *p, const struct transcript_view *v,
               struct error *err)
{
	int64_t *ids = mem_array(v->n_speakers, sizeof(*ids)), layout;
	struct parts l = { .turns = v->turns,
		           .n_turns = v->n_turns,
		           .turn_speakers = v->turn_speakers,
		           .ids = ids,
		           .n_speakers = v->n_speakers,
		           .asides = v->asides,
		           .n_asides = v->n_asides,
		           .sections = v->sections,
		           .n_sections = v->n_sections };
	size_t i;
	int rc;

	for (i = 0; i < v->n_speakers; i++)
		ids[i] = v->speakers[i].id;
	rc = insert(p, &l, &layout, err);
	if (rc == 0)
		rc = point_revision(p, v->document.revision, layout, err);
	free(ids);
	return rc;
}

/* --- reading ------------------------------------------------------------- */

static int
damaged(const struct transcript_view *v, const char *what, struct error *err)
{
	return error_set(err, ERR_FORMAT,
	                 "the project file is damaged: document '%s': %s",
	                 v->document.name, what);
}

int
layout_read(struct project *p, struct transcript_view *v, struct error *err)
{
	static const char sql[] = "SELECT n_turns, turns, asides, sections"
	                          " FROM layout WHERE id = :layout";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":layout", v->document.layout);
	rc = db_step(&p->db, st, err);
	if (rc == 0)
		rc = damaged(v, "its turns are gone", err);
	if (rc > 0) {
		rc = 0;
		if (!layout_text_read_turns(db_text(st, 1), v) ||
		    db_int(st, 0) != (int64_t)v->n_turns)
			rc = damaged(v, "its turns cannot be read", err);
		else if (!layout_text_read_asides(db_text(st, 2), v))
			rc = damaged(v, "its asides cannot be read", err);
		else if (!layout_text_read_sections(db_text(st, 3), v))
			rc = damaged(v, "its sections cannot be read", err);
	}
	db_reset(st);
	return rc;
}
