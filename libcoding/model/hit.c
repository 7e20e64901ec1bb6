#include "model/hit.h"

#include "base/error.h"
#include "base/vec.h"
#include "model/hit_rows.h"
#include "model/tally.h"

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
drop_hits(struct project *p, int64_t code, const int64_t *documents, size_t n,
          struct error *err)
{
	static const char all[] = "DELETE FROM hit WHERE code = :code";
	static const char some[] = "DELETE FROM hit WHERE code = :code"
	                           " AND document = :document";
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_prepare(&p->db, documents ? some : all, &st, err);
	for (i = 0; rc == 0 && i < (documents ? n : 1); i++) {
		db_bind_int(st, ":code", code);
		if (documents)
			db_bind_int(st, ":document", documents[i]);
		rc = db_run(&p->db, st, err);
	}
	db_finish(st);
	return rc;
}

int
hits_drop(struct project *p, int64_t code, const int64_t *documents, size_t n,
          struct error *err)
{
	int rc = drop_hits(p, code, documents, n, err);

	return rc < 0 ? rc : tally_drop(p, code, documents, n, err);
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

int
hits_store(struct project *p, const struct hits *lists, size_t n,
           struct error *err)
{
	int rc = insert_hits(p, lists, n, err);

	return rc < 0 ? rc : tally_add(p, lists, n, err);
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

	rc = db_keep(&p->db, sql, &st, err);
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
	db_reset(st);
	return rc;
}

int
hits_total(struct project *p, int64_t code, struct hit_totals *out,
           struct error *err)
{
	struct tally_cells cells = { 0 };
	size_t i;
	int rc;

	rc = tally_read(p, code, &cells, err);
	*out = (struct hit_totals){ 0 };
	for (i = 0; rc == 0 && i < cells.n; i++) {
		const struct tally_cell *c = &cells.items[i];

		out->hits += c->hits;
		out->against += c->against ? c->hits : 0;
		out->documents +=
		    i == 0 || c->document != cells.items[i - 1].document;
	}
	vec_release(&cells);
	return rc;
}
