#include "model/tally_book.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/layout.h"
#include "model/tally.h"

#include <stdlib.h>

enum { SUMS = 32 }; /* of a document, at least: to grow seldom */

struct voice {
	int64_t speaker; /* speaker.id, or LAYOUT_NOBODY */
	size_t words;
};

struct entry {
	bool known;
	size_t first_voice, n_voices;
	size_t first_speaker, n_speakers;
	struct {
		struct tally_sum *items;
		size_t n, cap;
	} sums;
};

/* A document by its id. */
struct key {
	int64_t id;
	size_t index;
};

/* The code whose hits were the last seen below (or of) some code. */
struct below {
	size_t document, code; /* indexes + 1 */
};

struct tally_book {
	const struct codebook *codebook;
	const struct document_list *documents;
	const bool *needed, *joined;
	struct entry *entries; /* a document each */
	struct key *keys;      /* a document each, by id */
	struct {
		struct voice *items; /* by document, then first turn */
		size_t n, cap;
	} voices;
	struct {
		struct speaker *items; /* by document, then id */
		size_t n, cap;
	} speakers;
	struct below *below; /* two a code: for, against */
};

/* A run, and in which documents all is as it was then. */
struct run {
	int64_t id;
	bool *same; /* a document each */
};

struct runs {
	struct run *items; /* by id */
	size_t n, cap;
};

/* --- documents ------------------------------------------------------------ */

static int
by_id(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static void
index_documents(struct tally_book *t)
{
	size_t n = t->documents->n, i;

	t->entries = mem_array(n, sizeof(*t->entries));
	t->keys = mem_array(n, sizeof(*t->keys));
	for (i = 0; i < n; i++) {
		t->keys[i].id = t->documents->items[i].id;
		t->keys[i].index = i;
	}
	if (n > 0)
		qsort(t->keys, n, sizeof(*t->keys), by_id);
}

/* The index of the document with this id, or SIZE_MAX. */
static size_t
find_document(const struct tally_book *t, int64_t id)
{
	struct key wanted = { .id = id };
	const struct key *k = NULL;

	if (t->documents->n > 0)
		k = bsearch(&wanted, t->keys, t->documents->n, sizeof(*t->keys),
		            by_id);
	return k ? k->index : SIZE_MAX;
}

/* A document has voices, each of one speaker or nobody, or is not known. */
static int
read_voices(struct project *p, struct tally_book *t, struct error *err)
{
	static const char sql[] =
	    "SELECT speaker, words FROM voice WHERE layout = :layout"
	    " ORDER BY first, speaker";
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < t->documents->n; i++) {
		struct entry *e = &t->entries[i];

		e->first_voice = t->voices.n;
		e->known = true;
		db_bind_int(st, ":layout", t->documents->items[i].layout);
		while ((rc = db_step(&p->db, st, err)) > 0) {
			struct voice v = { db_int(st, 0),
				           (size_t)db_int(st, 1) };

			if (v.speaker == LAYOUT_SEVERAL)
				e->known = false;
			vec_push(&t->voices, v);
		}
		e->n_voices = t->voices.n - e->first_voice;
		if (e->n_voices == 0)
			e->known = false;
		db_reset(st);
	}
	db_finish(st);
	return rc;
}

static int
read_speakers(struct project *p, struct tally_book *t, struct error *err)
{
	static const char sql[] = "SELECT id, label, role, [case] FROM speaker"
	                          " WHERE document = :document ORDER BY id";
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < t->documents->n; i++) {
		struct entry *e = &t->entries[i];

		e->first_speaker = t->speakers.n;
		db_bind_int(st, ":document", t->documents->items[i].id);
		while ((rc = db_step(&p->db, st, err)) > 0) {
			struct speaker s = {
				.id = db_int(st, 0),
				.label = mem_str(db_text(st, 1)),
				.role = (enum speaker_role)speaker_role_find(
				    db_text(st, 2)),
				.case_id = db_int(st, 3),
			};

			vec_push(&t->speakers, s);
		}
		e->n_speakers = t->speakers.n - e->first_speaker;
		db_reset(st);
	}
	db_finish(st);
	return rc;
}

/* What people did is in no tally. */
static int
read_judged(struct project *p, struct tally_book *t, struct error *err)
{
	static const char sql[] =
	    "SELECT document FROM coding UNION SELECT document FROM verdict";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		size_t d = find_document(t, db_int(st, 0));

		if (d != SIZE_MAX)
			t->entries[d].known = false;
	}
	db_finish(st);
	return rc;
}

/* --- runs ----------------------------------------------------------------- */

static int
read_runs(struct project *p, const struct tally_book *t, struct runs *out,
          struct error *err)
{
	static const char sql[] = "SELECT run, document, revision, layout"
	                          " FROM run_document ORDER BY run, document";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct run fresh = { .id = db_int(st, 0) };
		size_t d = find_document(t, db_int(st, 1));
		const struct document *now;

		if (out->n == 0 || out->items[out->n - 1].id != fresh.id) {
			fresh.same =
			    mem_array(t->documents->n, sizeof(*fresh.same));
			vec_push(out, fresh);
		}
		if (d == SIZE_MAX)
			continue;
		now = &t->documents->items[d];
		out->items[out->n - 1].same[d] =
		    now->revision == db_int(st, 2) &&
		    now->layout == db_int(st, 3);
	}
	db_finish(st);
	return rc;
}

static void
runs_release(struct runs *runs)
{
	size_t i;

	for (i = 0; i < runs->n; i++)
		free(runs->items[i].same);
	vec_release(runs);
}

/* In which documents is all as it was when each code was looked for last? */
static int
read_run_codes(struct project *p, const struct tally_book *t,
               const struct runs *runs, const bool **same, struct error *err)
{
	static const char sql[] = "SELECT code, run FROM run_code ORDER BY run";
	sqlite3_stmt *st = NULL;
	size_t i = 0;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		const struct code *c =
		    codebook_by_id(t->codebook, db_int(st, 0));

		while (i < runs->n && runs->items[i].id < db_int(st, 1))
			i++;
		if (c && i < runs->n && runs->items[i].id == db_int(st, 1))
			same[c->index] = runs->items[i].same;
	}
	db_finish(st);
	return rc;
}

/* --- cells ---------------------------------------------------------------- */

/* The turn of SPEAKER in the view of E, or SIZE_MAX. */
static size_t
find_voice(const struct tally_book *t, const struct entry *e, int64_t speaker)
{
	size_t i;

	for (i = 0; i < e->n_voices; i++)
		if (t->voices.items[e->first_voice + i].speaker == speaker)
			return i;
	return SIZE_MAX;
}

/* Cells come by document id, and so do keys. */
static void
add_cells(struct tally_book *t, const struct code *code, const bool *same,
          const struct tally_cells *cells)
{
	size_t i, k = 0;

	for (i = 0; i < cells->n; i++) {
		const struct tally_cell *c = &cells->items[i];
		struct tally_sum s = { .code = (uint32_t)code->index,
			               .passages = (uint32_t)c->passages,
			               .words = (uint32_t)c->words,
			               .against = c->against };
		struct entry *e;
		size_t turn;

		while (k < t->documents->n && t->keys[k].id < c->document)
			k++;
		if (k == t->documents->n || t->keys[k].id != c->document)
			continue;
		e = &t->entries[t->keys[k].index];
		if (!same || !same[t->keys[k].index])
			e->known = false;
		turn = e->known ? find_voice(t, e, c->speaker) : SIZE_MAX;
		e->known = turn != SIZE_MAX;
		s.turn = (uint32_t)turn & INT32_MAX;
		if (!e->known)
			continue;
		if (e->sums.n == 0)
			vec_reserve(&e->sums, SUMS);
		vec_push(&e->sums, s);
	}
}

static int
read_cells(struct project *p, struct tally_book *t, struct error *err)
{
	const struct codebook *b = t->codebook;
	const bool **same = mem_array(b->n_codes, sizeof(*same));
	struct tally_cells cells = { 0 };
	struct runs runs = { 0 };
	size_t i;
	int rc;

	rc = read_runs(p, t, &runs, err);
	if (rc == 0)
		rc = read_run_codes(p, t, &runs, same, err);
	for (i = 0; rc == 0 && i < b->n_codes; i++) {
		if (!t->needed[i] || b->codes[i]->retired)
			continue;
		cells.n = 0;
		rc = tally_read(p, b->codes[i]->id, &cells, err);
		if (rc == 0)
			add_cells(t, b->codes[i], same[i], &cells);
	}
	vec_release(&cells);
	runs_release(&runs);
	free(same);
	return rc;
}

int
tally_book_read(struct project *p, const struct codebook *b,
                const struct document_list *documents, const bool *needed,
                const bool *joined, struct tally_book **out, struct error *err)
{
	struct tally_book *t = mem_zero(sizeof(*t));
	int rc;

	*out = NULL;
	t->codebook = b;
	t->documents = documents;
	t->needed = needed;
	t->joined = joined;
	t->below = mem_array(b->n_codes, 2 * sizeof(*t->below));
	index_documents(t);
	rc = read_voices(p, t, err);
	if (rc == 0)
		rc = read_speakers(p, t, err);
	if (rc == 0)
		rc = read_judged(p, t, err);
	if (rc == 0)
		rc = read_cells(p, t, err);
	if (rc < 0) {
		tally_book_free(t);
		return rc;
	}
	*out = t;
	return 0;
}

void
tally_book_free(struct tally_book *t)
{
	size_t i;

	if (!t)
		return;
	for (i = 0; i < t->documents->n; i++)
		vec_release(&t->entries[i].sums);
	for (i = 0; i < t->speakers.n; i++)
		free(t->speakers.items[i].label);
	vec_release(&t->voices);
	vec_release(&t->speakers);
	free(t->entries);
	free(t->keys);
	free(t->below);
	free(t);
}

/* --- one document --------------------------------------------------------- */

/* Have two codes that are wanted joined hits of one stance in document D? */
static bool
must_join(struct tally_book *t, size_t d)
{
	const struct entry *e = &t->entries[d];
	size_t i;

	for (i = 0; i < e->sums.n; i++) {
		const struct tally_sum *s = &e->sums.items[i];
		const struct code *c = t->codebook->codes[s->code];

		for (; c; c = c->parent) {
			struct below *w = &t->below[2 * c->index + s->against];

			if (!t->joined[c->index])
				continue;
			if (w->document == d + 1 && w->code != s->code + 1)
				return true;
			w->document = d + 1;
			w->code = s->code + 1;
		}
	}
	return false;
}

/* The index of SPEAKER among the N speakers of V, or SIZE_MAX. */
static size_t
find_speaker(const struct transcript_view *v, int64_t id)
{
	size_t i;

	for (i = 0; i < v->n_speakers; i++)
		if (v->speakers[i].id == id)
			return i;
	return SIZE_MAX;
}

static struct transcript_view *
make_view(const struct tally_book *t, size_t d)
{
	const struct document *from = &t->documents->items[d];
	struct transcript_view *v = mem_zero(sizeof(*v));
	const struct entry *e = &t->entries[d];
	size_t i;

	v->document = *from;
	v->document.name = mem_str(from->name);
	v->document.date = from->date ? mem_str(from->date) : NULL;
	v->n_speakers = e->n_speakers;
	v->speakers = mem_array(e->n_speakers, sizeof(*v->speakers));
	for (i = 0; i < e->n_speakers; i++) {
		v->speakers[i] = t->speakers.items[e->first_speaker + i];
		v->speakers[i].label = mem_str(v->speakers[i].label);
	}
	v->n_turns = e->n_voices;
	v->turns = mem_array(e->n_voices, sizeof(*v->turns));
	v->turn_speakers = mem_array(e->n_voices, sizeof(*v->turn_speakers));
	for (i = 0; i < e->n_voices; i++) {
		const struct voice *voice =
		    &t->voices.items[e->first_voice + i];
		size_t who = find_speaker(v, voice->speaker);

		v->turns[i] =
		    (struct turn){ .ordinal = (int)i + 1,
			           .start_ms = TURN_NO_TIME,
			           .end_ms = TURN_NO_TIME,
			           .words = voice->words,
			           .first_speaker = v->n_turn_speakers };
		/* who is not among the speakers is nobody (layout_read) */
		if (who == SIZE_MAX)
			continue;
		v->turns[i].speakers = 1;
		v->turn_speakers[v->n_turn_speakers++] = who;
	}
	return v;
}

bool
tally_book_open(struct tally_book *t, size_t d, struct transcript_view **view,
                const struct tally_sum **sums, size_t *n_sums)
{
	const struct entry *e = &t->entries[d];

	if (!e->known || must_join(t, d))
		return false;
	*view = make_view(t, d);
	*sums = e->sums.items;
	*n_sums = e->sums.n;
	return true;
}
