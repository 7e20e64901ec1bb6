#include "model/hit.h"

#include "base/error.h"
#include "base/vec.h"

#include <stdlib.h>

#define ORDER(x, y)     \
	if ((x) != (y)) \
	return (x) < (y) ? -1 : 1

static int
compare_place(const struct hit *a, const struct hit *b)
{
	ORDER(a->code, b->code);
	ORDER(a->document, b->document);
	ORDER(a->turn, b->turn);
	ORDER(a->start, b->start);
	ORDER(a->end, b->end);
	return 0;
}

int
hit_compare(const struct hit *a, const struct hit *b)
{
	int order = compare_place(a, b);

	if (order != 0)
		return order;
	ORDER(a->against, b->against);
	return 0;
}

static int
by_place(const void *a, const void *b)
{
	return compare_place(a, b);
}

void
hits_sort(struct hits *hits)
{
	if (hits->n > 0)
		qsort(hits->items, hits->n, sizeof(*hits->items), by_place);
}

void
hits_release(struct hits *hits)
{
	vec_release(hits);
}

static int
drop_from(struct project *p, const char *sql, int64_t code, int64_t document,
          struct error *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":code", code);
	if (document)
		db_bind_int(st, ":document", document);
	rc = db_run(&p->db, st, err);
	db_finish(st);
	return rc;
}

int
hits_drop(struct project *p, int64_t code, int64_t document, struct error *err)
{
	int rc;

	if (!document) {
		rc = drop_from(p, "DELETE FROM hit WHERE code = :code", code, 0,
		               err);
		if (rc == 0)
			rc =
			    drop_from(p, "DELETE FROM tally WHERE code = :code",
			              code, 0, err);
		return rc;
	}
	rc = drop_from(
	    p, "DELETE FROM hit WHERE code = :code AND document = :document",
	    code, document, err);
	if (rc == 0)
		rc = drop_from(p,
		               "DELETE FROM tally WHERE code = :code"
		               " AND document = :document",
		               code, document, err);
	return rc;
}

static int
insert_hits(struct project *p, const struct hits *hits, struct error *err)
{
	static const char sql[] =
	    "INSERT INTO hit(code, document, turn, start, \"end\","
	    " anchor_start, anchor_end, stance, rule) VALUES (?, ?, ?, ?, ?,"
	    " ?, ?, ?, ?)";
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < hits->n; i++) {
		const struct hit *h = &hits->items[i];

		/* by number: the one statement that runs a million times */
		sqlite3_bind_int64(st, 1, h->code);
		sqlite3_bind_int64(st, 2, h->document);
		sqlite3_bind_int64(st, 3, h->turn);
		sqlite3_bind_int64(st, 4, (int64_t)h->start);
		sqlite3_bind_int64(st, 5, (int64_t)h->end);
		sqlite3_bind_int64(st, 6, (int64_t)h->anchor_start);
		sqlite3_bind_int64(st, 7, (int64_t)h->anchor_end);
		sqlite3_bind_int64(st, 8, h->against);
		sqlite3_bind_int64(st, 9, h->rule);
		rc = db_step(&p->db, st, err);
		sqlite3_reset(st);
	}
	db_finish(st);
	return rc;
}

/* One cell of the tally. */
struct cell {
	int64_t code, document, speaker;
	bool against;
	size_t hits, words;
};

static int
by_cell(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	ORDER(x->code, y->code);
	ORDER(x->document, y->document);
	ORDER(x->speaker, y->speaker);
	ORDER(x->against, y->against);
	return 0;
}

static int
insert_cells(struct project *p, const struct cell *cells, size_t n,
             struct error *err)
{
	static const char sql[] =
	    "INSERT INTO tally(code, document, speaker, stance, hits, words)"
	    " VALUES (:code, :document, :speaker, :stance, :hits, :words)";
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < n; i++) {
		db_bind_int(st, ":code", cells[i].code);
		db_bind_int(st, ":document", cells[i].document);
		db_bind_int(st, ":speaker", cells[i].speaker);
		db_bind_int(st, ":stance", cells[i].against);
		db_bind_int(st, ":hits", (int64_t)cells[i].hits);
		db_bind_int(st, ":words", (int64_t)cells[i].words);
		rc = db_run(&p->db, st, err);
	}
	db_finish(st);
	return rc;
}

/* Hits of one (code, document) stand together, so cells are summed there. */
static int
insert_tally(struct project *p, const struct hits *hits, struct error *err)
{
	struct {
		struct cell *items;
		size_t n, cap;
	} cells = { 0 };
	size_t i, n;
	int rc;

	for (i = 0; i < hits->n; i++) {
		const struct hit *h = &hits->items[i];
		struct cell c = { h->code,    h->document, h->speaker,
			          h->against, 1,           h->words };

		vec_push(&cells, c);
	}
	if (cells.n == 0)
		return 0;
	qsort(cells.items, cells.n, sizeof(*cells.items), by_cell);
	for (i = 1, n = 0; i < cells.n; i++) {
		if (by_cell(&cells.items[n], &cells.items[i]) != 0) {
			cells.items[++n] = cells.items[i];
			continue;
		}
		cells.items[n].hits += cells.items[i].hits;
		cells.items[n].words += cells.items[i].words;
	}
	rc = insert_cells(p, cells.items, n + 1, err);
	vec_release(&cells);
	return rc;
}

int
hits_store(struct project *p, const struct hits *hits, struct error *err)
{
	int rc = insert_hits(p, hits, err);

	return rc < 0 ? rc : insert_tally(p, hits, err);
}

int
hits_read(struct project *p, int64_t code, struct hits *out, struct error *err)
{
	static const char sql[] =
	    "SELECT document, turn, start, \"end\", anchor_start, anchor_end,"
	    " stance, rule FROM hit WHERE code = :code"
	    " ORDER BY document, turn, start, \"end\"";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":code", code);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct hit h = {
			.code = code,
			.document = db_int(st, 0),
			.turn = (int)db_int(st, 1),
			.start = (size_t)db_int(st, 2),
			.end = (size_t)db_int(st, 3),
			.anchor_start = (size_t)db_int(st, 4),
			.anchor_end = (size_t)db_int(st, 5),
			.against = db_int(st, 6) != 0,
			.rule = (int)db_int(st, 7),
		};

		vec_push(out, h);
	}
	db_finish(st);
	return rc;
}

int
hits_total(struct project *p, int64_t code, struct hit_totals *out,
           struct error *err)
{
	static const char sql[] =
	    "SELECT coalesce(sum(hits), 0),"
	    " coalesce(sum(hits * (stance <> 0)), 0),"
	    " count(DISTINCT document) FROM tally WHERE code = :code";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":code", code);
	rc = db_step(&p->db, st, err);
	if (rc > 0) {
		out->hits = (size_t)db_int(st, 0);
		out->against = (size_t)db_int(st, 1);
		out->documents = (size_t)db_int(st, 2);
		rc = 0;
	}
	db_finish(st);
	return rc;
}
