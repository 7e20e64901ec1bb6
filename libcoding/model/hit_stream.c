#include "model/hit_stream.h"

#include "base/error.h"
#include "base/gather.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/hit.h"

#include <stdlib.h>

#define BATCH  2000000  /* hits read at once, about */
#define FIRST  128      /* so many times fewer turns in the first batch */
#define GROWTH 8        /* at most so many times more in the next */
#define TURNS  10000000 /* more than any document has */

struct place {
	int64_t document;
	size_t turns;
	size_t first; /* group of its turn 1, in the batch */
};

struct hit_stream {
	struct project *p;
	const int64_t *codes;
	size_t n_codes;
	bool against;
	size_t batch, turns_wanted; /* hits, turns */
	struct {
		struct place *items; /* by document */
		size_t n, cap;
	} documents;
	size_t from, to;     /* documents of this batch: half-open */
	struct gather turns; /* codes by turn */
	size_t document;     /* that the next turn may be of */
	size_t turn;         /* the next one, from 0, if it has hits */
};

/* --- which documents ------------------------------------------------------ */

static int
read_documents(struct hit_stream *s, struct error *err)
{
	static const char sql[] =
	    "SELECT d.id, l.n_turns FROM document d"
	    " JOIN revision r ON r.id = d.revision"
	    " JOIN layout l ON l.id = r.layout ORDER BY d.id";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&s->p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&s->p->db, st, err)) > 0) {
		struct place d = { .document = db_int(st, 0),
			           .turns = (size_t)db_int(st, 1) };

		vec_push(&s->documents, d);
		if (d.turns <= TURNS)
			continue;
		rc = error_set(err, ERR_FORMAT,
		               "the project file is damaged: a document has "
		               "%lld turns",
		               (long long)db_int(st, 1));
	}
	db_finish(st);
	return rc;
}

int
hit_stream_open(struct project *p, const int64_t *codes, size_t n, bool against,
                struct hit_stream **out, struct error *err)
{
	struct hit_stream *s = mem_zero(sizeof(*s));
	int rc;

	*out = NULL;
	s->p = p;
	s->codes = codes;
	s->n_codes = n;
	s->against = against;
	hit_stream_batch(s, BATCH);
	rc = read_documents(s, err);
	if (rc < 0) {
		hit_stream_close(s);
		return rc;
	}
	*out = s;
	return 0;
}

void
hit_stream_close(struct hit_stream *s)
{
	if (!s)
		return;
	vec_release(&s->documents);
	gather_release(&s->turns);
	free(s);
}

void
hit_stream_batch(struct hit_stream *s, size_t hits)
{
	s->batch = hits;
	s->turns_wanted = hits / FIRST;
}

/* --- a batch -------------------------------------------------------------- */

/*
 * Read one code's hits in a block, which come in order.  D is the first
 * document of the batch that is in the block or behind it.
 */
static int
read_code(struct hit_stream *s, sqlite3_stmt *st, int64_t block, size_t d,
          size_t code, struct error *err)
{
	int rc;

	db_bind_int(st, ":block", block);
	db_bind_int(st, ":code", s->codes[code]);
	db_bind_int(st, ":against", s->against);
	while ((rc = db_step(&s->p->db, st, err)) > 0) {
		int64_t document =
		    block * HIT_BLOCK + sqlite3_column_int64(st, 0);
		int64_t turn = sqlite3_column_int64(st, 1);
		const struct place *in;

		while (d + 1 < s->to &&
		       s->documents.items[d].document < document)
			d++;
		in = &s->documents.items[d];
		/* left over from a document, or turns, that are gone */
		if (in->document != document || turn < 1 ||
		    (uint64_t)turn > in->turns)
			continue;
		gather_add(&s->turns, in->first + (size_t)turn - 1, code);
	}
	db_reset(st);
	return rc;
}

/* The first document of the batch that is not in the block of D. */
static size_t
block_end(const struct hit_stream *s, size_t d)
{
	int64_t block = s->documents.items[d].document / HIT_BLOCK;

	while (d < s->to && s->documents.items[d].document / HIT_BLOCK == block)
		d++;
	return d;
}

/* Read the hits in the block of document D, the first of the batch there. */
static int
read_block(struct hit_stream *s, sqlite3_stmt *st, size_t d, struct error *err)
{
	int64_t block = s->documents.items[d].document / HIT_BLOCK;
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < s->n_codes; i++)
		if (s->codes[i] != 0)
			rc = read_code(s, st, block, d, i, err);
	return rc;
}

/*
 * Choose the documents of the next batch; false when there are no more.  How
 * many hits they have is not known before they are read, but most likely
 * they have as many in a turn as those before.
 */
static bool
choose_documents(struct hit_stream *s)
{
	size_t turns = 0, i;

	for (i = s->from; i < s->to; i++)
		turns += s->documents.items[i].turns;
	if (turns > 0) {
		s->turns_wanted = turns * GROWTH;
		if (s->turns.n > s->batch / GROWTH)
			s->turns_wanted =
			    (size_t)((double)s->batch * (double)turns /
			             (double)s->turns.n);
	}
	s->from = s->document = s->to;
	s->turn = 0;
	for (turns = 0; s->to < s->documents.n &&
	                (s->to == s->from || turns < s->turns_wanted);
	     s->to++) {
		s->documents.items[s->to].first = turns;
		turns += s->documents.items[s->to].turns;
	}
	return s->to > s->from;
}

/* Read the next documents: 1, or 0 when there are no more. */
static int
read_batch(struct hit_stream *s, struct error *err)
{
	static const char sql[] =
	    "SELECT slot, turn FROM packed_hit WHERE block = :block"
	    " AND code = :code AND (rule < 0) = :against"
	    " ORDER BY slot, turn";
	sqlite3_stmt *st = NULL;
	size_t d;
	int rc;

	if (!choose_documents(s))
		return 0;
	gather_clear(&s->turns);
	rc = db_prepare(&s->p->db, sql, &st, err);
	for (d = s->from; rc == 0 && d < s->to; d = block_end(s, d))
		rc = read_block(s, st, d, err);
	db_finish(st);
	if (rc < 0)
		return rc;
	gather_sort(&s->turns);
	return 1;
}

/* The next turn of the batch that has hits; false at its end. */
static bool
next_in_batch(struct hit_stream *s, struct hit_turn *out)
{
	for (; s->document < s->to; s->document++, s->turn = 0) {
		const struct place *in = &s->documents.items[s->document];

		while (s->turn < in->turns &&
		       in->first + s->turn < s->turns.n_groups) {
			out->document = in->document;
			out->n = gather_group(&s->turns, in->first + s->turn,
			                      &out->codes);
			out->ordinal = (int)++s->turn;
			if (out->n > 0)
				return true;
		}
	}
	return false;
}

int
hit_stream_next(struct hit_stream *s, struct hit_turn *out, struct error *err)
{
	while (!next_in_batch(s, out)) {
		int rc = read_batch(s, err);

		if (rc <= 0)
			return rc;
	}
	return 1;
}
