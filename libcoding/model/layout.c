#include "model/layout.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/vec.h"
#include "store/history.h"
#include "store/rows.h"

#include <stdlib.h>
#include <string.h>

static const char *const section_kinds[] = { "heading", "question", "note" };

/* --- storing ------------------------------------------------------------- */

static int
insert_layout(struct project *p, int64_t *id_out, struct error *err)
{
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	rc = db_keep(&p->db, "INSERT INTO layout(guid) VALUES (:guid)", &st,
	             err);
	if (rc < 0)
		return rc;
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	rc = db_run(&p->db, st, err);
	*id_out = db_last_id(&p->db);
	db_reset(st);
	return rc;
}

/* Run SQL, which stores R in LAYOUT: no such table is recorded. */
static int
insert_rows(struct project *p, const char *sql, int64_t layout,
            const struct rows *r, struct error *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	if (r->n == 0)
		return 0;
	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":layout", layout);
	rows_bind(st, ":rows", r);
	history_look(p->act, false);
	rc = db_run(&p->db, st, err);
	history_look(p->act, true);
	return rc;
}

static int64_t
turn_value(const void *item, int column)
{
	const struct turn *t = item;

	switch (column) {
	case 0:
		return (int64_t)t->start;
	case 1:
		return (int64_t)t->end;
	case 2:
		return t->start_ms == TURN_NO_TIME ? ROWS_NULL : t->start_ms;
	case 3:
		return t->end_ms == TURN_NO_TIME ? ROWS_NULL : t->end_ms;
	default:
		return (int64_t)t->words;
	}
}

static int
insert_turns(struct project *p, int64_t layout, const struct turn *turns,
             size_t n, struct error *err)
{
	static const char sql[] =
	    "INSERT INTO turn(layout, ordinal, start, \"end\", start_ms,"
	    " end_ms, words) SELECT :layout, rowid, a, b, c, d, e"
	    " FROM rows(:rows)";
	struct rows rows = { turns, n, sizeof(*turns), turn_value };

	return insert_rows(p, sql, layout, &rows, err);
}

/* Who speaks in a turn. */
struct turn_speaker {
	int64_t ordinal, speaker;
};

static int64_t
turn_speaker_value(const void *item, int column)
{
	const struct turn_speaker *s = item;

	return column == 0 ? s->ordinal : s->speaker;
}

/* INDEXES[...] of each turn say which of IDS speak in it. */
static int
insert_turn_speakers(struct project *p, int64_t layout,
                     const struct turn *turns, size_t n, const size_t *indexes,
                     const int64_t *ids, struct error *err)
{
	static const char sql[] =
	    "INSERT OR IGNORE INTO turn_speaker(layout, ordinal, speaker)"
	    " SELECT :layout, a, b FROM rows(:rows)";
	struct {
		struct turn_speaker *items;
		size_t n, cap;
	} pairs = { 0 };
	struct rows rows = { .size = sizeof(struct turn_speaker),
		             .value = turn_speaker_value };
	size_t i, k;
	int rc;

	for (i = 0; i < n; i++) {
		for (k = 0; k < turns[i].speakers; k++) {
			size_t at = turns[i].first_speaker + k;
			struct turn_speaker s = { (int64_t)i + 1,
				                  ids[indexes[at]] };

			vec_push(&pairs, s);
		}
	}
	rows.items = pairs.items;
	rows.n = pairs.n;
	rc = insert_rows(p, sql, layout, &rows, err);
	vec_release(&pairs);
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
insert_voices(struct project *p, int64_t layout, const struct turn *turns,
              size_t n, const size_t *indexes, const int64_t *ids,
              size_t n_speakers, struct error *err)
{
	static const char sql[] =
	    "INSERT INTO voice(layout, speaker, first, turns, words)"
	    " VALUES (:layout, :speaker, :first, :turns, :words)";
	struct voice *voices = mem_array(n_speakers + 2, sizeof(*voices));
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	add_voices(turns, n, indexes, n_speakers, voices);
	rc = db_keep(&p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < n_speakers + 2; i++) {
		const struct voice *v = &voices[i];

		if (v->turns == 0)
			continue;
		db_bind_int(st, ":layout", layout);
		db_bind_int(st, ":speaker",
		            i < n_speakers    ? ids[i]
		            : i == n_speakers ? LAYOUT_NOBODY
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

static int64_t
span_value(const void *item, int column)
{
	const struct span *s = item;

	return (int64_t)(column == 0 ? s->start : s->end);
}

static int
insert_asides(struct project *p, int64_t layout, const struct span *asides,
              size_t n, struct error *err)
{
	static const char sql[] = "INSERT INTO aside(layout, start, \"end\")"
	                          " SELECT :layout, a, b FROM rows(:rows)";
	struct rows rows = { asides, n, sizeof(*asides), span_value };

	return insert_rows(p, sql, layout, &rows, err);
}

static int
insert_sections(struct project *p, int64_t layout,
                const struct transcript_section *sections, size_t n,
                struct error *err)
{
	static const char sql[] =
	    "INSERT INTO section(layout, start, \"end\", level, kind)"
	    " VALUES (:layout, :start, :end, :level, :kind)";
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < n; i++) {
		db_bind_int(st, ":layout", layout);
		db_bind_int(st, ":start", (int64_t)sections[i].start);
		db_bind_int(st, ":end", (int64_t)sections[i].end);
		db_bind_int(st, ":level", sections[i].level);
		db_bind_text(st, ":kind", section_kinds[sections[i].kind]);
		rc = db_run(&p->db, st, err);
	}
	db_reset(st);
	return rc;
}

int
layout_add_transcript(struct project *p, const struct transcript *t,
                      const int64_t *speakers, int64_t *id_out,
                      struct error *err)
{
	struct turn *turns = mem_array(t->turns.n, sizeof(*turns));
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
	rc = insert_layout(p, id_out, err);
	if (rc == 0)
		rc = insert_turns(p, *id_out, turns, t->turns.n, err);
	if (rc == 0)
		rc =
		    insert_turn_speakers(p, *id_out, turns, t->turns.n,
		                         t->turn_speakers.items, speakers, err);
	if (rc == 0)
		rc = insert_voices(p, *id_out, turns, t->turns.n,
		                   t->turn_speakers.items, speakers,
		                   t->speakers.n, err);
	if (rc == 0)
		rc = insert_asides(p, *id_out, t->asides.items, t->asides.n,
		                   err);
	if (rc == 0)
		rc = insert_sections(p, *id_out, t->sections.items,
		                     t->sections.n, err);
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
	size_t i;
	int rc;

	for (i = 0; i < v->n_speakers; i++)
		ids[i] = v->speakers[i].id;
	rc = insert_layout(p, &layout, err);
	if (rc == 0)
		rc = insert_turns(p, layout, v->turns, v->n_turns, err);
	if (rc == 0)
		rc = insert_turn_speakers(p, layout, v->turns, v->n_turns,
		                          v->turn_speakers, ids, err);
	if (rc == 0)
		rc = insert_voices(p, layout, v->turns, v->n_turns,
		                   v->turn_speakers, ids, v->n_speakers, err);
	if (rc == 0)
		rc = insert_asides(p, layout, v->asides, v->n_asides, err);
	if (rc == 0)
		rc =
		    insert_sections(p, layout, v->sections, v->n_sections, err);
	if (rc == 0)
		rc = point_revision(p, v->document.revision, layout, err);
	free(ids);
	return rc;
}

/* --- reading ------------------------------------------------------------- */

static int64_t
time_column(sqlite3_stmt *st, int column)
{
	return db_is_null(st, column) ? TURN_NO_TIME : db_int(st, column);
}

static int
read_turns(struct project *p, struct transcript_view *v, struct error *err)
{
	static const char sql[] =
	    "SELECT ordinal, start, \"end\", start_ms, end_ms, words"
	    " FROM turn WHERE layout = :layout ORDER BY ordinal";
	struct {
		struct turn *items;
		size_t n, cap;
	} turns = { 0 };
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":layout", v->document.layout);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct turn t = {
			.ordinal = (int)db_int(st, 0),
			.start = (size_t)db_int(st, 1),
			.end = (size_t)db_int(st, 2),
			.start_ms = time_column(st, 3),
			.end_ms = time_column(st, 4),
			.words = (size_t)db_int(st, 5),
		};

		vec_push(&turns, t);
	}
	v->turns = turns.items;
	v->n_turns = turns.n;
	db_reset(st);
	return rc;
}

static size_t
speaker_index(const struct transcript_view *v, int64_t id)
{
	size_t lo = 0, hi = v->n_speakers;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (v->speakers[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < v->n_speakers && v->speakers[lo].id == id ? lo : SIZE_MAX;
}

static int
read_turn_speakers(struct project *p, struct transcript_view *v,
                   struct error *err)
{
	static const char sql[] =
	    "SELECT ordinal, speaker FROM turn_speaker"
	    " WHERE layout = :layout ORDER BY ordinal, speaker";
	struct {
		size_t *items;
		size_t n, cap;
	} found = { 0 };
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":layout", v->document.layout);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		size_t turn = (size_t)db_int(st, 0) - 1;
		size_t speaker = speaker_index(v, db_int(st, 1));

		if (turn >= v->n_turns || speaker == SIZE_MAX)
			continue;
		if (v->turns[turn].speakers++ == 0)
			v->turns[turn].first_speaker = found.n;
		vec_push(&found, speaker);
	}
	v->turn_speakers = found.items;
	v->n_turn_speakers = found.n;
	db_reset(st);
	return rc;
}

static int
read_asides(struct project *p, struct transcript_view *v, struct error *err)
{
	static const char sql[] = "SELECT start, \"end\" FROM aside"
	                          " WHERE layout = :layout ORDER BY start";
	struct span_list asides = { 0 };
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":layout", v->document.layout);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct span s = { (size_t)db_int(st, 0),
			          (size_t)db_int(st, 1) };

		vec_push(&asides, s);
	}
	v->asides = asides.items;
	v->n_asides = asides.n;
	db_reset(st);
	return rc;
}

static int
read_sections(struct project *p, struct transcript_view *v, struct error *err)
{
	static const char sql[] = "SELECT start, \"end\", level, kind"
	                          " FROM section WHERE layout = :layout"
	                          " ORDER BY start";
	struct {
		struct transcript_section *items;
		size_t n, cap;
	} sections = { 0 };
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":layout", v->document.layout);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct transcript_section s = {
			.start = (size_t)db_int(st, 0),
			.end = (size_t)db_int(st, 1),
			.level = (int)db_int(st, 2),
		};
		int kind = 0;

		while (kind < 2 &&
		       strcmp(section_kinds[kind], db_text(st, 3)) != 0)
			kind++;
		s.kind = (enum section_kind)kind;
		vec_push(&sections, s);
	}
	v->sections = sections.items;
	v->n_sections = sections.n;
	db_reset(st);
	return rc;
}

int
layout_read(struct project *p, struct transcript_view *v, struct error *err)
{
	int rc;

	rc = read_turns(p, v, err);
	if (rc == 0)
		rc = read_turn_speakers(p, v, err);
	if (rc == 0)
		rc = read_asides(p, v, err);
	if (rc == 0)
		rc = read_sections(p, v, err);
	return rc;
}
