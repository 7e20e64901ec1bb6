/* Where everything was when a text was last in force: the history read back. */
#include "model/revise_private.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "store/history.h"

#include <stdlib.h>
#include <string.h>

/* A place is a revision, a start, an end, and whether it is an orphan's. */
enum { REVISION, START, END, ORPHANED, COLUMNS };

static const struct {
	const char *table;
	int columns[COLUMNS];
} homes[] = {
	{ "coding", { 4, 5, 6, 15 } },
	{ "verdict", { 4, 5, 6, 14 } },
	{ "memo_link", { 6, 7, 8, 11 } },
};

#define DOCUMENT_REVISION 6 /* columns */
#define SPEAKER_LABEL     3

/* An item, ever further back. */
struct track {
	struct revise_item *item;
	int64_t place[COLUMNS];
	int64_t left[COLUMNS]; /* before the next revision came */
	bool is_lost;          /* by hand, or it is not known further back */
};

struct voice {
	int64_t speaker;
	char *now, *then;
	bool is_lost;
};

struct past {
	int64_t document;
	int64_t in_force; /* revision */
	struct {
		int64_t *items; /* revisions with the text */
		size_t n, cap;
	} same;
	struct track *tracks; /* by kind and id */
	size_t n;
	struct {
		struct voice *items;
		size_t n, cap;
	} voices;
};

/* --- now -------------------------------------------------------------------
 */

/* Which revisions have the text, unless it is in force. */
static int
find_same(struct project *p, const struct revise_plan *plan, struct past *past,
          struct error *err)
{
	static const char sql[] =
	    "SELECT r.id, r.text, r.id = d.revision FROM revision r"
	    " JOIN document d ON d.id = r.document WHERE d.id = :document"
	    " ORDER BY r.id = d.revision, r.id";
	sqlite3_stmt *st = NULL;
	char hash[HASH_SIZE] = "";
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":document", past->document);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		bool in_force = db_int(st, 2) != 0;

		if (in_force)
			past->in_force = db_int(st, 0);
		if (in_force && past->same.n == 0)
			break;
		if (!*hash)
			hash_bytes(plan->body, plan->len, hash);
		if (strcmp(db_text(st, 1), hash) != 0)
			continue;
		if (in_force)
			past->same.n = 0;
		else
			vec_push(&past->same, db_int(st, 0));
	}
	db_finish(st);
	return rc < 0 ? rc : 0;
}

static int
read_voices(struct project *p, struct past *past, struct error *err)
{
	static const char sql[] = "SELECT id, label FROM speaker"
	                          " WHERE document = :document ORDER BY id";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":document", past->document);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct voice v = { .speaker = db_int(st, 0),
			           .now = mem_str(db_text(st, 1)),
			           .then = mem_str(db_text(st, 1)) };

		vec_push(&past->voices, v);
	}
	db_finish(st);
	return rc;
}

static int
by_item(const void *a, const void *b)
{
	const struct revise_item *x = ((const struct track *)a)->item;
	const struct revise_item *y = ((const struct track *)b)->item;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* Going back, the last that is seen of a period is how it ended. */
static void
start_period(struct past *past)
{
	size_t i;

	for (i = 0; i < past->n; i++)
		memcpy(past->tracks[i].left, past->tracks[i].place,
		       sizeof(past->tracks[i].left));
}

static void
start_tracks(struct revise_plan *plan, struct past *past)
{
	size_t i;

	past->n = plan->n;
	past->tracks = mem_array(past->n, sizeof(*past->tracks));
	for (i = 0; i < past->n; i++) {
		struct revise_item *item = &plan->items[i];
		struct track *t = &past->tracks[i];

		t->item = item;
		t->place[REVISION] = item->revision;
		t->place[START] = (int64_t)item->was.start;
		t->place[END] = (int64_t)item->was.end;
		t->place[ORPHANED] = item->was_orphaned;
	}
	start_period(past);
	if (past->n > 0)
		qsort(past->tracks, past->n, sizeof(*past->tracks), by_item);
}

/* --- back ------------------------------------------------------------------
 */

/*
 * The act has put another revision of the document in force, if it did: which
 * one was it before?
 */
static int
find_before(const struct past *past, struct history_acts *acts,
            int64_t *before_out, struct error *err)
{
	struct history_row row;
	int64_t was, now;
	int rc;

	*before_out = 0;
	while ((rc = history_row_next(acts, &row, err)) > 0)
		if (row.id == past->document &&
		    strcmp(row.table, "document") == 0 &&
		    history_row_int(&row, DOCUMENT_REVISION, &was, &now) &&
		    now == past->in_force)
			*before_out = was;
	return rc;
}

static struct track *
find_track(const struct past *past, enum revise_kind kind, int64_t id)
{
	struct revise_item item = { .kind = kind, .id = id };
	struct track key = { .item = &item };

	return past->n == 0
	           ? NULL
	           : bsearch(&key, past->tracks, past->n, sizeof(key), by_item);
}

/* Before ROW. */
static void
track_item(struct past *past, enum revise_kind kind,
           const struct history_row *row)
{
	struct track *t = find_track(past, kind, row->id);
	int64_t was, now;
	int i;

	if (!t)
		return;
	if (row->op != HISTORY_CHANGED)
		t->is_lost = true;
	for (i = 0; i < COLUMNS; i++) {
		if (!history_row_int(row, homes[kind].columns[i], &was, &now))
			continue;
		if (now != t->place[i])
			t->is_lost = true;
		t->place[i] = was;
	}
}

static void
track_voice(struct past *past, const struct history_row *row, bool revises)
{
	const char *was, *now;
	size_t i;

	for (i = 0; i < past->voices.n; i++) {
		struct voice *v = &past->voices.items[i];

		if (v->speaker != row->id)
			continue;
		if (row->op != HISTORY_CHANGED)
			v->is_lost = true;
		if (!history_row_text(row, SPEAKER_LABEL, &was, &now))
			continue;
		if (!revises || !was || !now || strcmp(now, v->then) != 0)
			v->is_lost = true;
		free(v->then);
		v->then = mem_str(was ? was : "");
	}
}

/*
 * A revision came in force here.  What stood elsewhere when the one before it
 * came, or stands elsewhere now, was put there by hand.
 */
static void
end_period(struct past *past)
{
	size_t i;

	for (i = 0; i < past->n; i++) {
		struct track *t = &past->tracks[i];

		if (memcmp(t->place, t->left, sizeof(t->left)) != 0)
			t->is_lost = true;
	}
}

static int
go_back(struct past *past, struct history_acts *acts, bool revises,
        struct error *err)
{
	struct history_row row;
	int rc, k;

	while ((rc = history_row_next(acts, &row, err)) > 0) {
		for (k = REVISE_CODING; k <= REVISE_MEMO; k++)
			if (strcmp(row.table, homes[k].table) == 0)
				track_item(past, (enum revise_kind)k, &row);
		if (strcmp(row.table, "speaker") == 0)
			track_voice(past, &row, revises);
	}
	return rc;
}

static bool
has_text(const struct past *past, int64_t revision)
{
	size_t i;

	for (i = 0; i < past->same.n; i++)
		if (past->same.items[i] == revision)
			return true;
	return false;
}

/* 1: the text is in force; 0: it never was, or not as far back as is known. */
static int
walk(struct project *p, struct past *past, struct error *err)
{
	struct history_acts *acts = NULL;
	struct error gone;
	int64_t before = 0;
	int rc;

	rc = history_open(&p->db, past->document, &acts, err);
	if (rc < 0)
		return rc;
	while (!has_text(past, past->in_force) &&
	       (rc = history_next(acts, &gone)) > 0) {
		rc = find_before(past, acts, &before, &gone);
		if (rc == 0 && before)
			end_period(past);
		if (rc == 0)
			rc = go_back(past, acts, before != 0, &gone);
		if (rc < 0)
			break;
		if (before) {
			past->in_force = before;
			start_period(past);
		}
	}
	history_close(acts);
	if (rc < 0 && rc != ERR_CONFLICT) {
		*err = gone;
		return rc;
	}
	return rc >= 0 && has_text(past, past->in_force);
}

/* --- then ------------------------------------------------------------------
 */

static void
recall_items(struct past *past)
{
	size_t i;

	for (i = 0; i < past->n; i++) {
		struct track *t = &past->tracks[i];

		if (t->is_lost)
			continue;
		if (t->place[ORPHANED])
			t->item->outcome = REVISE_ORPHANED;
		else if (has_text(past, t->place[REVISION]))
			t->item->outcome = REVISE_KEPT;
		else
			continue;
		t->item->is_recalled = true;
		t->item->now = (struct span){ (size_t)t->place[START],
			                      (size_t)t->place[END] };
	}
}

/* Has somebody that label now, in any case? */
static bool
is_taken(const struct past *past, const char *label, size_t but)
{
	char *folded = unicode_fold(label);
	bool taken = false;
	size_t i;

	for (i = 0; i < past->voices.n && !taken; i++) {
		char *other = unicode_fold(past->voices.items[i].now);

		taken = i != but && strcmp(other, folded) == 0;
		free(other);
	}
	free(folded);
	return taken;
}

/* In an order in which each label is free; who has it for good keeps it. */
static void
recall_voices(struct past *past, struct carry *out)
{
	bool more = true;
	size_t i;

	while (more) {
		more = false;
		for (i = 0; i < past->voices.n; i++) {
			struct voice *v = &past->voices.items[i];
			struct carry_rename r = { .speaker = v->speaker };

			if (v->is_lost || strcmp(v->now, v->then) == 0 ||
			    is_taken(past, v->then, i))
				continue;
			r.was = v->now;
			r.now = mem_str(v->then);
			vec_push(&out->renames, r);
			v->now = mem_str(v->then);
			more = true;
		}
	}
}

static void
past_release(struct past *past)
{
	size_t i;

	for (i = 0; i < past->voices.n; i++) {
		free(past->voices.items[i].now);
		free(past->voices.items[i].then);
	}
	vec_release(&past->voices);
	vec_release(&past->same);
	free(past->tracks);
}

int
revise_past_recall(struct project *p, int64_t id, struct revise_plan *plan,
                   struct error *err)
{
	struct past past = { .document = id };
	int rc;

	rc = find_same(p, plan, &past, err);
	if (rc < 0 || past.same.n == 0)
		goto out;
	rc = read_voices(p, &past, err);
	if (rc < 0)
		goto out;
	start_tracks(plan, &past);
	rc = walk(p, &past, err);
	if (rc > 0) {
		recall_items(&past);
		recall_voices(&past, &plan->then);
		plan->is_recalled = true;
		rc = 0;
	}
out:
	past_release(&past);
	return rc;
}
