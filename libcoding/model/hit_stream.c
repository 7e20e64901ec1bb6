#include "model/hit_stream.h"

#include "base/error.h"
#include "base/gather.h"
#include "base/mem.h"
#include "base/vec.h"

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

/* Read one code's hits in the documents of the batch, which come in order. */
static int
read_code(struct hit_stream *s, sqlite3_stmt *st, size_t code,
          struct error *err)
{
	size_t d = s->from;
	int rc;

	db_bind_int(st, ":code", s->codes[code]);
	db_bind_int(st, ":first", s->documents.items[s->from].document);
	db_bind_int(st, ":last", s->documents.items[s->to - 1].document);
	db_bind_int(st, ":stance", s->against);
	while ((rc = db_step(&s->p->db, st, err)) > 0) {
		int64_t document = sqlite3_column_int64(st, 0);
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
	    "SELECT document, turn FROM hit WHERE code = :code"
	    " AND document BETWEEN :first AND :last AND stance = :stance"
	    " ORDER BY document, turn";
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	if (!choose_documents(s))
		return 0;
	gather_clear(&s->turns);
	rc = db_prepare(&s->p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < s->n_codes; i++)
		if (s->codes[i] != 0)
			rc = read_code(s, st, i, err);
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
