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

/* How many blocks there are, the first to the last that has hits. */
static int
count_blocks(struct project *p, int64_t *out, struct error *err)
{
	static const char sql[] = "SELECT max(block) + 1 FROM packed_hit";
	sqlite3_stmt *st = NULL;
	int rc;

	*out = 0;
	rc = db_keep(&p->db, sql, &st, err);
	if (rc == 0)
		rc = db_step(&p->db, st, err);
	if (rc > 0)
		*out = db_int(st, 0);
	db_reset(st);
	return rc < 0 ? rc : 0;
}

static int
drop_everywhere(struct project *p, int64_t code, struct error *err)
{
	static const char sql[] = "DELETE FROM packed_hit"
	                          " WHERE block = :block AND code = :code";
	sqlite3_stmt *st = NULL;
	int64_t blocks, i;
	int rc;

	rc = count_blocks(p, &blocks, err);
	if (rc == 0)
		rc = db_keep(&p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < blocks; i++) {
		db_bind_int(st, ":block", i);
		db_bind_int(st, ":code", code);
		rc = db_run(&p->db, st, err);
	}
	return rc;
}

static int
drop_some(struct project *p, int64_t code, const int64_t *documents, size_t n,
          struct error *err)
{
	static const char sql[] = "DELETE FROM packed_hit WHERE block = :block"
	                          " AND code = :code AND slot = :slot";
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < n; i++) {
		db_bind_int(st, ":block", documents[i] / HIT_BLOCK);
		db_bind_int(st, ":code", code);
		db_bind_int(st, ":slot", documents[i] % HIT_BLOCK);
		rc = db_run(&p->db, st, err);
	}
	return rc;
}

int
hits_drop(struct project *p, int64_t code, const int64_t *documents, size_t n,
          struct error *err)
{
	int rc = documents ? drop_some(p, code, documents, n, err)
	                   : drop_everywhere(p, code, err);

	return rc < 0 ? rc : tally_drop(p, code, documents, n, err);
}

/* --- storing -------------------------------------------------------------- */

static int
insert_hits(struct project *p, const struct hits *lists, size_t n,
            struct error *err)
{
	static const char sql[] =
	    "INSERT INTO packed_hit(block, code, slot, turn, start, length,"
	    " before, after, rule) SELECT block, code, slot, turn, start,"
	    " length, before, after, rule FROM hit_rows";
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

/* The hit of CODE in BLOCK that ST stands on; columns as in hits_read(). */
static struct hit
read_hit(sqlite3_stmt *st, int64_t code, int64_t block)
{
	struct hit h = {
		.code = code,
		.document = block * HIT_BLOCK + db_int(st, 0),
		.turn = (int)db_int(st, 1),
		.start = (uint32_t)db_int(st, 2),
		.rule = (int)db_int(st, 6),
	};

	h.end = h.start + (uint32_t)db_int(st, 3);
	h.anchor_start = h.start + (uint32_t)db_int(st, 4);
	h.anchor_end = h.end - (uint32_t)db_int(st, 5);
	h.against = h.rule < 0;
	if (h.against)
		h.rule = -h.rule;
	return h;
}

int
hits_read(struct project *p, int64_t code, int64_t first, int64_t last,
          struct hits *out, struct error *err)
{
	static const char sql[] =
	    "SELECT slot, turn, start, length, before, after, rule"
	    " FROM packed_hit WHERE block = :block AND code = :code"
	    " ORDER BY slot, turn, start, length";
	sqlite3_stmt *st = NULL;
	int64_t block, blocks;
	int rc;

	rc = count_blocks(p, &blocks, err);
	if (rc == 0)
		rc = db_keep(&p->db, sql, &st, err);
	for (block = first / HIT_BLOCK;
	     rc == 0 && block < blocks && block <= last / HIT_BLOCK; block++) {
		db_bind_int(st, ":block", block);
		db_bind_int(st, ":code", code);
		while ((rc = db_step(&p->db, st, err)) > 0) {
			struct hit h = read_hit(st, code, block);

			if (h.document >= first && h.document <= last)
				vec_push(out, h);
		}
		db_reset(st);
	}
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
