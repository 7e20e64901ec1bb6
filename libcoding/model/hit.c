#include "model/hit.h"

#include "base/error.h"
#include "base/vec.h"
#include "model/hit_rows.h"

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

/* --- storing -------------------------------------------------------------- */

static int
insert_hits(struct project *p, const struct hits *lists, size_t n,
            struct error *err)
{
	static const char sql[] =
	    "INSERT INTO hit(code, document, turn, start, length, before,"
	    " after, stance, rule) SELECT code, document, turn, start, length,"
	    " before, after, stance, rule FROM hit_rows";
	struct hit_rows rows = { lists, n };
	sqlite3_stmt *st = NULL;
	int rc;

	rc = hit_rows_attach(&p->db, &rows, err);
	if (rc < 0)
		return rc;
	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		rc = db_step(&p->db, st, err);
	db_finish(st);
	hit_rows_detach(&p->db);
	return rc;
}

/* --- the tally ------------------------------------------------------------ */

/* One cell of the tally. */
struct cell {
	int64_t code, document, speaker;
	bool against;
	size_t hits, words;
};

/* The cells of one code in one document: as many as it has speakers. */
struct cells {
	struct cell *items;
	size_t n, cap;
};

static void
count_hit(struct cells *cells, const struct hit *h)
{
	struct cell new = { .code = h->code,
		            .document = h->document,
		            .speaker = h->speaker,
		            .against = h->against };
	size_t i;

	for (i = 0; i < cells->n; i++)
		if (cells->items[i].speaker == h->speaker &&
		    cells->items[i].against == h->against)
			break;
	if (i == cells->n)
		vec_push(cells, new);
	cells->items[i].hits++;
	cells->items[i].words += h->words;
}

static int
by_cell(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	ORDER(x->speaker, y->speaker);
	ORDER(x->against, y->against);
	return 0;
}

/* Insert the cells and forget them. */
static int
insert_cells(struct project *p, sqlite3_stmt *st, struct cells *cells,
             struct error *err)
{
	size_t i;
	int rc = 0;

	if (cells->n > 1)
		qsort(cells->items, cells->n, sizeof(*cells->items), by_cell);
	for (i = 0; rc == 0 && i < cells->n; i++) {
		const struct cell *c = &cells->items[i];

		sqlite3_bind_int64(st, 1, c->code);
		sqlite3_bind_int64(st, 2, c->document);
		sqlite3_bind_int64(st, 3, c->speaker);
		sqlite3_bind_int64(st, 4, c->against);
		sqlite3_bind_int64(st, 5, (int64_t)c->hits);
		sqlite3_bind_int64(st, 6, (int64_t)c->words);
		rc = db_step(&p->db, st, err);
		sqlite3_reset(st);
	}
	cells->n = 0;
	return rc;
}

/* Hits of one code in one document stand together. */
static int
insert_tally(struct project *p, const struct hits *lists, size_t n,
             struct error *err)
{
	static const char sql[] =
	    "INSERT INTO tally(code, document, speaker, stance, hits, words)"
	    " VALUES (?, ?, ?, ?, ?, ?)";
	struct cells cells = { 0 };
	sqlite3_stmt *st = NULL;
	size_t i, k;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	for (i = 0; i < n; i++)
		for (k = 0; rc == 0 && k < lists[i].n; k++) {
			const struct hit *h = &lists[i].items[k];
			const struct cell *c = cells.items;

			if (cells.n > 0 &&
			    (c->code != h->code || c->document != h->document))
				rc = insert_cells(p, st, &cells, err);
			count_hit(&cells, h);
		}
	if (rc == 0)
		rc = insert_cells(p, st, &cells, err);
	db_finish(st);
	vec_release(&cells);
	return rc;
}

int
hits_store(struct project *p, const struct hits *lists, size_t n,
           struct error *err)
{
	int rc = insert_hits(p, lists, n, err);

	return rc < 0 ? rc : insert_tally(p, lists, n, err);
}

/* --- reading -------------------------------------------------------------- */

int
hits_read(struct project *p, int64_t code, int64_t first, int64_t last,
          struct hits *out, struct error *err)
{
	static const char sql[] =
	    "SELECT document, turn, start, start + length, start + before,"
	    " start + length - after, stance, rule FROM hit"
	    " WHERE code = :code AND document BETWEEN :first AND :last"
	    " ORDER BY document, turn, start, length";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0) {
		db_bind_int(st, ":code", code);
		db_bind_int(st, ":first", first);
		db_bind_int(st, ":last", last);
	}
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct hit h = {
			.code = code,
			.document = db_int(st, 0),
			.turn = (int)db_int(st, 1),
			.start = (uint32_t)db_int(st, 2),
			.end = (uint32_t)db_int(st, 3),
			.anchor_start = (uint32_t)db_int(st, 4),
			.anchor_end = (uint32_t)db_int(st, 5),
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
