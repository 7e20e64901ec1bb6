#include "model/mark.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"
#include "model/hit.h"

#include <stdlib.h>
#include <string.h>

struct verdict {
	size_t code;
	size_t start, end;
	bool accepted;
	size_t coder;
};

struct verdicts {
	struct verdict *items; /* by code, then start */
	size_t n, cap;
};

/* Marks of codings as read, before their basis is settled. */
struct codings {
	struct mark *items; /* by code, then start */
	size_t n, cap;
};

/* --- names --------------------------------------------------------------- */

static const struct {
	unsigned bits;
	const char *name;
} bases[] = { { BASIS_JUDGED, "judged" },
	      { BASIS_UNREAD, "unread" },
	      { BASIS_DISPUTED, "disputed" },
	      { BASIS_BOTH, "both" } },
  stances[] = { { STANCE_FOR, "for" },
	        { STANCE_AGAINST, "against" },
	        { STANCE_MIXED, "mixed" } };

const char *
basis_name(unsigned basis)
{
	size_t i;

	if (basis & BASIS_DISPUTED)
		basis = BASIS_DISPUTED;
	for (i = 0; i < sizeof(bases) / sizeof(*bases); i++)
		if (bases[i].bits == basis)
			return bases[i].name;
	return "both";
}

int
basis_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(bases) / sizeof(*bases); i++)
		if (strcmp(bases[i].name, name) == 0)
			return (int)bases[i].bits;
	return -1;
}

const char *
stance_name(unsigned stance)
{
	size_t i;

	for (i = 0; i < sizeof(stances) / sizeof(*stances); i++)
		if (stances[i].bits == stance)
			return stances[i].name;
	return "";
}

int
stance_find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(stances) / sizeof(*stances); i++)
		if (strcmp(stances[i].name, name) == 0)
			return (int)stances[i].bits;
	return -1;
}

/* --- reading ------------------------------------------------------------- */

static size_t
coder_index(struct marks *m, const char *name)
{
	size_t i;

	for (i = 0; i < m->coders.n; i++)
		if (strcmp(m->coders.items[i], name) == 0)
			return i;
	vec_push(&m->coders, mem_str(name));
	return m->coders.n - 1;
}

/* Of which codes marks are read. */
struct wanted {
	const struct codebook *codebook;
	const bool *codes; /* NULL: all */
};

static bool
is_wanted(const struct wanted *w, const struct code *c)
{
	return !c->retired && (!w->codes || w->codes[c->index]);
}

/* The index of the wanted code with this id, or SIZE_MAX. */
static size_t
code_index(const struct wanted *w, int64_t id)
{
	const struct code *c = codebook_by_id(w->codebook, id);

	return c && is_wanted(w, c) ? c->index : SIZE_MAX;
}

static int
read_codings(struct project *p, const struct wanted *w,
             const struct transcript_view *v, struct marks *m,
             struct codings *out, struct error *err)
{
	static const char sql[] =
	    "SELECT c.code, c.start, c.\"end\", c.stance, c.how, k.name"
	    " FROM coding c JOIN coder k ON k.id = c.coder"
	    " WHERE c.document = :document AND c.revision = :revision"
	    " AND c.orphaned = 0"
	    " ORDER BY c.code, c.start, c.\"end\", k.name_folded, c.id";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc == 0) {
		db_bind_int(st, ":document", v->document.id);
		db_bind_int(st, ":revision", v->document.revision);
	}
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct mark k = {
			.code = code_index(w, db_int(st, 0)),
			.start = (size_t)db_int(st, 1),
			.end = (size_t)db_int(st, 2),
			.stance = (unsigned)stance_find(db_text(st, 3)),
			.basis = strcmp(db_text(st, 4), "piped") == 0
			             ? BASIS_UNREAD
			             : BASIS_JUDGED,
			.coder = coder_index(m, db_text(st, 5)),
		};

		k.anchor_start = k.start;
		k.anchor_end = k.end;
		if (k.code != SIZE_MAX && k.end <= v->len)
			vec_push(out, k);
	}
	db_reset(st);
	return rc;
}

static int
read_verdicts(struct project *p, const struct wanted *w,
              const struct transcript_view *v, struct marks *m,
              struct verdicts *out, struct error *err)
{
	static const char sql[] =
	    "SELECT c.code, c.start, c.\"end\", c.answer, k.name"
	    " FROM verdict c JOIN coder k ON k.id = c.coder"
	    " WHERE c.document = :document AND c.revision = :revision"
	    " AND c.orphaned = 0 ORDER BY c.code, c.start, c.\"end\", c.id";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc == 0) {
		db_bind_int(st, ":document", v->document.id);
		db_bind_int(st, ":revision", v->document.revision);
	}
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct verdict d = {
			.code = code_index(w, db_int(st, 0)),
			.start = (size_t)db_int(st, 1),
			.end = (size_t)db_int(st, 2),
			.accepted = strcmp(db_text(st, 3), "accepted") == 0,
			.coder = coder_index(m, db_text(st, 4)),
		};

		if (d.code != SIZE_MAX)
			vec_push(out, d);
	}
	db_reset(st);
	return rc;
}

/* --- what each rests on -------------------------------------------------- */

/* Who accepted and who rejected the words [start, end) for CODE. */
static void
ask(const struct verdicts *verdicts, size_t code, size_t start, size_t end,
    bool *accepted, bool *rejected)
{
	size_t i;

	*accepted = *rejected = false;
	for (i = 0; i < verdicts->n; i++) {
		const struct verdict *d = &verdicts->items[i];

		if (d->code != code || d->start > start || d->end < end)
			continue;
		*accepted = *accepted || d->accepted;
		*rejected = *rejected || !d->accepted;
	}
}

/* Has someone else rejected words that this coding covers? */
static bool
rejected_by_another(const struct verdicts *verdicts, const struct mark *k)
{
	size_t i;

	for (i = 0; i < verdicts->n; i++) {
		const struct verdict *d = &verdicts->items[i];

		if (d->code == k->code && !d->accepted &&
		    d->coder != k->coder && d->start < k->end &&
		    k->start < d->end)
			return true;
	}
	return false;
}

/*
 * What the judged codings that cover [start, end) make of an unread mark
 * there: BASIS_ANSWERED if one takes STANCE too, 0 if none of them does,
 * BASIS_UNREAD if there is none.
 */
static unsigned
answer(const struct codings *codings, size_t code, size_t start, size_t end,
       unsigned stance)
{
	unsigned basis = BASIS_UNREAD;
	size_t i;

	for (i = 0; i < codings->n; i++) {
		const struct mark *k = &codings->items[i];

		if (k->code != code || k->basis != BASIS_JUDGED ||
		    k->start > start || k->end < end)
			continue;
		if (k->stance & stance)
			return BASIS_ANSWERED;
		basis = 0;
	}
	return basis;
}

/* Settle what people read first: it answers what came through a pipe. */
static void
settle_codings(const struct verdicts *verdicts, struct codings *codings,
               struct marks *out)
{
	bool accepted, rejected;
	size_t i;

	for (i = 0; i < codings->n; i++) {
		struct mark *k = &codings->items[i];

		if (k->basis == BASIS_JUDGED &&
		    rejected_by_another(verdicts, k))
			k->basis = BASIS_DISPUTED;
	}
	for (i = 0; i < codings->n; i++) {
		struct mark k = codings->items[i];

		if (k.basis == BASIS_UNREAD) {
			ask(verdicts, k.code, k.start, k.end, &accepted,
			    &rejected);
			if (accepted || rejected ||
			    answer(codings, k.code, k.start, k.end, k.stance) !=
			        BASIS_UNREAD)
				continue;
		}
		vec_push(out, k);
	}
}

/*
 * What K, a hit, rests on; false if it is none any more: rejected, accepted
 * as a coding, or covered by codings that take the other stance.
 */
static bool
settle_hit(const struct verdicts *verdicts, const struct codings *codings,
           struct mark *k)
{
	bool accepted, rejected;

	ask(verdicts, k->code, k->anchor_start, k->anchor_end, &accepted,
	    &rejected);
	k->basis =
	    answer(codings, k->code, k->anchor_start, k->anchor_end, k->stance);
	if (accepted && rejected)
		k->basis = BASIS_DISPUTED;
	else if (rejected || (accepted && k->basis == BASIS_UNREAD))
		return false;
	return k->basis != 0;
}

/* A seek a code: hits stand by block, then by code. */
static int
read_hits(struct project *p, const struct wanted *w,
          const struct transcript_view *v, const struct verdicts *verdicts,
          const struct codings *codings, struct marks *out, struct error *err)
{
	static const char sql[] =
	    "SELECT start, length, before, after, rule FROM packed_hit"
	    " WHERE block = :block AND code = :code AND slot = :slot"
	    " ORDER BY turn, start, length";
	const struct codebook *b = w->codebook;
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_keep(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":block", v->document.id / HIT_BLOCK);
	db_bind_int(st, ":slot", v->document.id % HIT_BLOCK);
	for (i = 0; rc == 0 && i < b->n_codes; i++) {
		if (!is_wanted(w, b->codes[i]))
			continue;
		db_bind_int(st, ":code", b->codes[i]->id);
		while ((rc = db_step(&p->db, st, err)) > 0) {
			struct mark k = {
				.code = i,
				.start = (size_t)db_int(st, 0),
				.coder = SIZE_MAX,
				.rule = abs((int)db_int(st, 4)),
				.stance = db_int(st, 4) < 0 ? STANCE_AGAINST
				                            : STANCE_FOR,
			};

			k.end = k.start + (size_t)db_int(st, 1);
			k.anchor_start = k.start + (size_t)db_int(st, 2);
			k.anchor_end = k.end - (size_t)db_int(st, 3);
			/* hits of a text that has changed are not read */
			if (k.end <= v->len && k.start < k.end &&
			    settle_hit(verdicts, codings, &k))
				vec_push(out, k);
		}
		sqlite3_reset(st);
	}
	db_reset(st);
	return rc;
}

static int
compare_marks(const void *a, const void *b)
{
	const struct mark *x = a, *y = b;

	if (x->code != y->code)
		return x->code < y->code ? -1 : 1;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	if (x->coder != y->coder)
		return x->coder < y->coder ? -1 : 1;
	return x->stance < y->stance ? -1 : x->stance > y->stance;
}

/* Where nobody coded anything, they are. */
static bool
in_order(const struct marks *m)
{
	size_t i;

	for (i = 1; i < m->n; i++)
		if (compare_marks(&m->items[i - 1], &m->items[i]) > 0)
			return false;
	return true;
}

int
marks_read(struct project *p, const struct codebook *b,
           const struct transcript_view *v, const bool *wanted,
           struct marks *out, struct error *err)
{
	struct wanted w = { b, wanted };
	struct verdicts verdicts = { 0 };
	struct codings codings = { 0 };
	int rc;

	rc = read_codings(p, &w, v, out, &codings, err);
	if (rc == 0)
		rc = read_verdicts(p, &w, v, out, &verdicts, err);
	if (rc < 0)
		goto out;
	settle_codings(&verdicts, &codings, out);
	rc = read_hits(p, &w, v, &verdicts, &codings, out, err);
	if (!in_order(out))
		qsort(out->items, out->n, sizeof(*out->items), compare_marks);
out:
	vec_release(&verdicts);
	vec_release(&codings);
	return rc;
}

void
marks_release(struct marks *m)
{
	size_t i;

	for (i = 0; i < m->coders.n; i++)
		free(m->coders.items[i]);
	vec_release(&m->coders);
	vec_release(m);
}

int
marks_any_judged(struct project *p, bool *out, struct error *err)
{
	int64_t n;
	int rc;

	rc = db_query_int(&p->db,
	                  "SELECT EXISTS (SELECT 1 FROM coding)"
	                  " OR EXISTS (SELECT 1 FROM verdict)",
	                  &n, err);
	*out = n != 0;
	return rc;
}

int
marks_any_tagged(struct project *p, bool *out, struct error *err)
{
	int64_t n;
	int rc;

	rc = db_query_int(&p->db, "SELECT EXISTS (SELECT 1 FROM run)", &n, err);
	*out = n != 0;
	return rc;
}
