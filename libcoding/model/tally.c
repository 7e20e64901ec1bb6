#include "model/tally.h"

#include "base/error.h"
#include "base/vec.h"
#include "model/passage.h"

#include <stdlib.h>

#define ORDER(x, y)     \
	if ((x) != (y)) \
	return (x) < (y) ? -1 : 1

/* --- what a hit adds ------------------------------------------------------ */

/* The passage of a stance that the next hit may belong to. */
struct growing {
	int turn; /* 0: there is none yet */
	size_t start, end, words;
};

static void
measure_hit(const struct transcript_view *v, struct growing *g, struct hit *h)
{
	size_t all;

	if (g->turn != h->turn ||
	    (h->start >= g->end && !passage_touch(v, g->end, h->start))) {
		*g = (struct growing){ h->turn, h->start, h->end,
			               (size_t)h->words };
		h->joined = false;
		return;
	}
	if (h->end > g->end)
		g->end = h->end;
	all = passage_words(v, g->start, g->end, SIZE_MAX);
	h->joined = true;
	h->words = (int32_t)all - (int32_t)g->words;
	g->words = all;
}

void
tally_measure(const struct transcript_view *v, struct hit *hits, size_t n)
{
	struct growing growing[2] = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		const struct turn *t = &v->turns[hits[i].turn - 1];

		hits[i].speaker =
		    t->speakers == 1 ? document_speaker(v, t, 0)->id : 0;
		measure_hit(v, &growing[hits[i].against], &hits[i]);
	}
}

/* --- cells as bytes ------------------------------------------------------- */

static void
put(struct buf *b, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		buf_addc(b, (char)(n | 0x80));
	buf_addc(b, (char)n);
}

static bool
get(const unsigned char **at, const unsigned char *end, uint64_t *out)
{
	unsigned shift;

	*out = 0;
	for (shift = 0; *at < end && shift < 63; shift += 7) {
		unsigned char c = *(*at)++;

		*out |= (uint64_t)(c & 0x7F) << shift;
		if (c < 0x80)
			return true;
	}
	return false;
}

static void
pack(const struct tally_cells *cells, int64_t block, struct buf *out)
{
	size_t i;

	for (i = 0; i < cells->n; i++) {
		const struct tally_cell *c = &cells->items[i];

		put(out, (uint64_t)(c->document - block * HIT_BLOCK) * 2 +
		             c->against);
		put(out, (uint64_t)c->speaker);
		put(out, c->hits);
		put(out, c->passages);
		put(out, c->words);
	}
}

/* Append the cells of the row that ST stands on; its bytes are COLUMN. */
static int
unpack(sqlite3_stmt *st, int column, int64_t code, int64_t block,
       struct tally_cells *out, struct error *err)
{
	const unsigned char *at = sqlite3_column_blob(st, column);
	const unsigned char *end = at + sqlite3_column_bytes(st, column);
	uint64_t n[5];
	int i;

	while (at < end) {
		struct tally_cell c = { .code = code };

		for (i = 0; i < 5; i++)
			if (!get(&at, end, &n[i]))
				break;
		if (i < 5 || n[0] >= 2 * HIT_BLOCK)
			return error_set(err, ERR_FORMAT,
			                 "the project file is damaged: its "
			                 "tally cannot be read; 'emic tag "
			                 "--all' makes it anew");
		c.document = block * HIT_BLOCK + (int64_t)(n[0] / 2);
		c.against = n[0] % 2 != 0;
		c.speaker = (int64_t)n[1];
		c.hits = (size_t)n[2];
		c.passages = (size_t)n[3];
		c.words = (size_t)n[4];
		vec_push(out, c);
	}
	return 0;
}

/* --- storing -------------------------------------------------------------- */

/* The statements that change rows, and the row that is being filled. */
struct filling {
	struct project *p;
	sqlite3_stmt *read, *write;
	bool empty; /* there is no row yet: none has to be read */
	int64_t code, block;
	struct tally_cells cells; /* new ones; then all of the row */
	size_t first;             /* of the document that is being added up */
	struct buf bytes;
};

static int
filling_open(struct filling *f, struct project *p, struct error *err)
{
	int rc;

	f->p = p;
	rc = db_prepare(&p->db,
	                "SELECT cells FROM tally"
	                " WHERE code = :code AND block = :block",
	                &f->read, err);
	if (rc == 0)
		rc = db_prepare(&p->db,
		                "REPLACE INTO tally(code, block, cells)"
		                " VALUES (:code, :block, :cells)",
		                &f->write, err);
	return rc;
}

static void
filling_close(struct filling *f)
{
	db_finish(f->read);
	db_finish(f->write);
	vec_release(&f->cells);
	buf_release(&f->bytes);
}

/* Append what the row holds already. */
static int
read_row(struct filling *f, struct error *err)
{
	int rc;

	db_bind_int(f->read, ":code", f->code);
	db_bind_int(f->read, ":block", f->block);
	rc = db_step(&f->p->db, f->read, err);
	if (rc > 0)
		rc = unpack(f->read, 0, f->code, f->block, &f->cells, err);
	db_reset(f->read);
	return rc;
}

static int
write_row(struct filling *f, struct error *err)
{
	int at = sqlite3_bind_parameter_index(f->write, ":cells");

	buf_clear(&f->bytes);
	pack(&f->cells, f->block, &f->bytes);
	db_bind_int(f->write, ":code", f->code);
	db_bind_int(f->write, ":block", f->block);
	sqlite3_bind_blob64(f->write, at, buf_str(&f->bytes), f->bytes.len,
	                    SQLITE_STATIC);
	return db_run(&f->p->db, f->write, err);
}

static int
by_cell(const void *a, const void *b)
{
	const struct tally_cell *x = a, *y = b;

	ORDER(x->document, y->document);
	ORDER(x->speaker, y->speaker);
	ORDER(x->against, y->against);
	return 0;
}

/* Put the new cells among those of the row, and forget them. */
static int
flush(struct filling *f, struct error *err)
{
	int rc;

	if (f->cells.n == 0)
		return 0;
	rc = f->empty ? 0 : read_row(f, err);
	if (rc == 0) {
		qsort(f->cells.items, f->cells.n, sizeof(*f->cells.items),
		      by_cell);
		rc = write_row(f, err);
	}
	f->cells.n = f->first = 0;
	return rc;
}

static void
count_hit(struct filling *f, const struct hit *h)
{
	struct tally_cell new = { .code = h->code,
		                  .document = h->document,
		                  .speaker = h->speaker,
		                  .against = h->against };
	struct tally_cell *c;
	size_t i;

	for (i = f->first; i < f->cells.n; i++)
		if (f->cells.items[i].speaker == h->speaker &&
		    f->cells.items[i].against == h->against)
			break;
	if (i == f->cells.n)
		vec_push(&f->cells, new);
	c = &f->cells.items[i];
	c->hits++;
	c->passages += !h->joined;
	c->words += (size_t)(int64_t)h->words;
}

static int
is_empty(struct project *p, bool *out, struct error *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, "SELECT 1 FROM tally LIMIT 1", &st, err);
	if (rc == 0)
		rc = db_step(&p->db, st, err);
	*out = rc == 0;
	db_finish(st);
	return rc < 0 ? rc : 0;
}

/* Hits of one code in one document stand together. */
int
tally_add(struct project *p, const struct hits *lists, size_t n,
          struct error *err)
{
	struct filling f = { 0 };
	int64_t document = 0;
	size_t i, k;
	int rc;

	rc = filling_open(&f, p, err);
	if (rc == 0)
		rc = is_empty(p, &f.empty, err);
	for (i = 0; i < n; i++) {
		for (k = 0; rc == 0 && k < lists[i].n; k++) {
			const struct hit *h = &lists[i].items[k];
			int64_t block = h->document / HIT_BLOCK;

			if (h->code != f.code || block != f.block)
				rc = flush(&f, err);
			if (h->code != f.code || h->document != document)
				f.first = f.cells.n;
			f.code = h->code;
			f.block = block;
			document = h->document;
			count_hit(&f, h);
		}
	}
	if (rc == 0)
		rc = flush(&f, err);
	filling_close(&f);
	return rc;
}

/* Drop the cells of DOCUMENTS, all of one row, from it. */
static int
drop_from_row(struct filling *f, const int64_t *documents, size_t n,
              struct error *err)
{
	size_t i, k = 0, left = 0;
	int rc;

	f->cells.n = 0;
	rc = read_row(f, err);
	if (rc < 0 || f->cells.n == 0)
		return rc;
	for (i = 0; i < f->cells.n; i++) {
		const struct tally_cell *c = &f->cells.items[i];

		while (k < n && documents[k] < c->document)
			k++;
		if (k == n || documents[k] != c->document)
			f->cells.items[left++] = *c;
	}
	if (left == f->cells.n)
		return 0;
	f->cells.n = left;
	return write_row(f, err);
}

static int
drop_code(struct project *p, int64_t code, struct error *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, "DELETE FROM tally WHERE code = :code", &st,
	                err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":code", code);
	rc = db_run(&p->db, st, err);
	db_finish(st);
	return rc;
}

int
tally_drop(struct project *p, int64_t code, const int64_t *documents, size_t n,
           struct error *err)
{
	struct filling f = { .code = code };
	size_t i, k;
	int rc;

	if (!documents)
		return drop_code(p, code, err);
	rc = filling_open(&f, p, err);
	for (i = 0; rc == 0 && i < n; i = k) {
		f.block = documents[i] / HIT_BLOCK;
		for (k = i; k < n && documents[k] / HIT_BLOCK == f.block; k++)
			;
		rc = drop_from_row(&f, documents + i, k - i, err);
	}
	filling_close(&f);
	return rc;
}

/* --- reading -------------------------------------------------------------- */

int
tally_read(struct project *p, int64_t code, struct tally_cells *out,
           struct error *err)
{
	static const char sql[] = "SELECT code, block, cells FROM tally"
	                          " WHERE code BETWEEN :first AND :last"
	                          " ORDER BY code, block";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc == 0) {
		db_bind_int(st, ":first", code);
		db_bind_int(st, ":last", code ? code : INT64_MAX);
	}
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0)
		rc = unpack(st, 2, db_int(st, 0), db_int(st, 1), out, err);
	db_reset(st);
	return rc;
}
