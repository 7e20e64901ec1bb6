/* report_origin.c - what a report rests on: runs of the rules, coders. */
#include "report/report_data.h"

#include "base/vec.h"

/* The codebook's hash when rules were last applied. */
static int
read_run(struct report *r, struct error *err)
{
	static const char sql[] =
	    "SELECT codebook FROM run ORDER BY id DESC LIMIT 1";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&r->p->db, sql, &st, err);
	if (rc == 0)
		rc = db_step(&r->p->db, st, err);
	if (rc > 0) {
		r->run_hash = arena_str(&r->arena, db_text(st, 0));
		rc = 0;
	}
	db_finish(st);
	return rc;
}

static int
read_coders(struct report *r, struct error *err)
{
	static const char sql[] =
	    "SELECT name,"
	    " (SELECT count(*) FROM coding c WHERE c.coder = k.id),"
	    " (SELECT count(*) FROM verdict v WHERE v.coder = k.id),"
	    " (SELECT count(*) FROM reading g WHERE g.coder = k.id)"
	    " FROM coder k ORDER BY name_folded, id";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&r->p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&r->p->db, st, err)) > 0) {
		struct report_coder c = { arena_str(&r->arena, db_text(st, 0)),
			                  db_int(st, 1), db_int(st, 2),
			                  db_int(st, 3) };

		if (c.codings + c.verdicts + c.readings > 0)
			vec_push(&r->coders, c);
	}
	db_finish(st);
	return rc;
}

int
report_read_origin(struct report *r, struct error *err)
{
	size_t i;
	int rc;

	rc = freshness_read(r->p, corpus_codebook(r->corpus), &r->freshness,
	                    err);
	if (rc == 0)
		rc = read_run(r, err);
	if (rc == 0)
		rc = read_coders(r, err);
	for (i = 0; rc == 0 && i < r->codes.n; i++) {
		struct report_code *c = &r->codes.items[i];

		c->stale =
		    freshness_stale_documents(&r->freshness, c->code->index);
		r->n_stale += c->stale > 0;
	}
	return rc;
}
