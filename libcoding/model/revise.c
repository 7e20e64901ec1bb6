#include "model/revise_private.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

static const char *const outcomes[] = { "orphaned", "changed", "moved",
	                                "kept" };
static const char *const kinds[] = { "coding", "verdict", "memo" };

const char *
revise_outcome_name(enum revise_outcome outcome)
{
	return outcomes[outcome];
}

const char *
revise_kind_name(enum revise_kind kind)
{
	return kinds[kind];
}

int
revise_kind_find(const char *name)
{
	int i;

	for (i = 0; i < 3; i++)
		if (strcmp(name, kinds[i]) == 0)
			return i;
	return -1;
}

/* --- reading -------------------------------------------------------------- */

static size_t
coder_index(struct revise_plan *plan, const char *name)
{
	size_t i;

	for (i = 0; i < plan->coders.n; i++)
		if (strcmp(plan->coders.items[i], name) == 0)
			return i;
	vec_push(&plan->coders, mem_str(name));
	return plan->coders.n - 1;
}

/* In the order of revisions, so that each is aligned once. */
static int
read_items(struct project *p, int64_t id, struct revise_plan *plan,
           struct error *err)
{
	static const char sql[] =
	    "SELECT 0, c.id, c.code, k.name, c.revision AS revision, c.start,"
	    " c.\"end\", c.orphaned, instr('for against mixed', c.stance)"
	    " FROM coding c JOIN coder k ON k.id = c.coder"
	    " WHERE c.document = :document"
	    " UNION ALL"
	    " SELECT 1, v.id, v.code, k.name, v.revision, v.start, v.\"end\","
	    " v.orphaned, 0 FROM verdict v JOIN coder k ON k.id = v.coder"
	    " WHERE v.document = :document"
	    " UNION ALL"
	    " SELECT 2, l.id, l.code, k.name, l.revision, l.start, l.\"end\","
	    " l.orphaned, 0 FROM memo_link l JOIN memo m ON m.id = l.memo"
	    " JOIN coder k ON k.id = m.coder"
	    " WHERE l.document = :document AND l.start IS NOT NULL"
	    " ORDER BY revision, 1, 2";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":document", id);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct revise_item item = {
			.kind = (enum revise_kind)db_int(st, 0),
			.id = db_int(st, 1),
			.code = db_int(st, 2),
			.by = coder_index(plan, db_text(st, 3)),
			.revision = db_int(st, 4),
			.was = { (size_t)db_int(st, 5), (size_t)db_int(st, 6) },
			.was_orphaned = db_int(st, 7) != 0,
			.stance = (size_t)db_int(st, 8),
		};

		vec_push(plan, item);
	}
	db_finish(st);
	return rc;
}

static int
count_readings(struct project *p, int64_t id, struct revise_plan *plan,
               struct error *err)
{
	static const char sql[] =
	    "SELECT count(*) FROM reading WHERE document = :document";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":document", id);
	if (rc == 0 && (rc = db_step(&p->db, st, err)) > 0) {
		plan->readings = (size_t)db_int(st, 0);
		rc = 0;
	}
	db_finish(st);
	return rc;
}

/* Nothing is read if the project has no such revision or it is damaged. */
static int
read_text(struct project *p, int64_t revision, struct revise_text *out,
          struct error *err)
{
	static const char sql[] = "SELECT t.body FROM revision r JOIN text t"
	                          " ON t.sha256 = r.text WHERE r.id = :id";
	sqlite3_stmt *st = NULL;
	int rc;

	out->revision = revision;
	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":id", revision);
	if (rc == 0 && (rc = db_step(&p->db, st, err)) > 0) {
		rc = 0;
		if (utf8_valid(db_text(st, 0), db_bytes(st, 0), NULL) &&
		    strlen(db_text(st, 0)) == db_bytes(st, 0)) {
			out->len = db_bytes(st, 0);
			out->body = mem_strn(db_text(st, 0), out->len);
		}
	}
	db_finish(st);
	return rc;
}

const struct revise_text *
revise_text_of(const struct revise_plan *plan, const struct revise_item *item)
{
	size_t lo = 0, hi = plan->texts.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (plan->texts.items[mid].revision < item->revision)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < plan->texts.n &&
	               plan->texts.items[lo].revision == item->revision &&
	               plan->texts.items[lo].body
	           ? &plan->texts.items[lo]
	           : NULL;
}

/* --- where it goes -------------------------------------------------------- */

static bool
is_span(const struct revise_text *t, struct span s)
{
	return s.start < s.end && s.end <= t->len &&
	       ((unsigned char)t->body[s.start] & 0xC0) != 0x80 &&
	       ((unsigned char)t->body[s.end] & 0xC0) != 0x80;
}

static size_t
skip_space(const char *s, struct span at)
{
	size_t next = at.start;

	while (next < at.end) {
		at.start = next;
		if (!unicode_is_space(utf8_next(s, at.end, &next)))
			return at.start;
	}
	return at.end;
}

/* Do they say the same?  Where lines are broken says nothing. */
static bool
same_words(const char *a, struct span x, const char *b, struct span y)
{
	while (x.start < x.end && y.start < y.end) {
		uint32_t one = utf8_next(a, x.end, &x.start);
		uint32_t other = utf8_next(b, y.end, &y.start);

		if (unicode_is_space(one) && unicode_is_space(other)) {
			x.start = skip_space(a, x);
			y.start = skip_space(b, y);
		} else if (one != other) {
			return false;
		}
	}
	return x.start == x.end && y.start == y.end;
}

/* What the history says of it, unless there is no such place. */
static bool
is_recalled(const struct revise_plan *plan, struct revise_item *item)
{
	struct revise_text new = { 0, plan->body, plan->len };

	item->is_recalled =
	    item->is_recalled &&
	    (item->outcome == REVISE_ORPHANED || is_span(&new, item->now));
	return item->is_recalled;
}

static void
place(struct revise_plan *plan, const struct alignment *al,
      const struct revise_text *t, struct revise_item *item)
{
	bool recalled = is_recalled(plan, item);

	if (recalled && item->outcome == REVISE_ORPHANED)
		return;
	item->outcome = REVISE_ORPHANED;
	if (!recalled && (!t->body || !is_span(t, item->was) ||
	                  !align_span(al, t->body, plan->body, plan->len,
	                              item->was, &item->now)))
		return;
	if (!t->body || !is_span(t, item->was) ||
	    !same_words(t->body, item->was, plan->body, item->now))
		item->outcome = REVISE_CHANGED;
	else if (item->was.start != item->now.start ||
	         item->was.end != item->now.end)
		item->outcome = REVISE_MOVED;
	else
		item->outcome = REVISE_KEPT;
}

/* Items come by revision: align each text once. */
static int
place_all(struct project *p, struct revise_plan *plan, struct error *err)
{
	struct alignment al = { 0 };
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < plan->n; i++) {
		struct revise_item *item = &plan->items[i];
		struct revise_text t = { 0 };

		if (i == 0 || item[-1].revision != item->revision) {
			rc = read_text(p, item->revision, &t, err);
			vec_push(&plan->texts, t);
			align_release(&al);
			if (rc == 0 && t.body)
				align_texts(t.body, t.len, plan->body,
				            plan->len, &al);
			plan->bounded = plan->bounded || al.bounded;
		}
		place(plan, &al, &plan->texts.items[plan->texts.n - 1], item);
	}
	align_release(&al);
	return rc;
}

static bool
has_its_words(const struct revise_item *item)
{
	return item->outcome > REVISE_CHANGED;
}

/*
 * By what may be there once only, then those that the history puts there,
 * those whose words are what they were, and those that were there first.
 */
static int
by_key(const void *a, const void *b)
{
	const struct revise_item *x = a, *y = b;

#define ORDER(field)              \
	if (x->field != y->field) \
	return x->field < y->field ? -1 : 1
	ORDER(kind);
	ORDER(code);
	ORDER(by);
	ORDER(stance);
	ORDER(now.start);
	ORDER(now.end);
	if (x->is_recalled != y->is_recalled)
		return x->is_recalled ? -1 : 1;
	if (has_its_words(x) != has_its_words(y))
		return has_its_words(x) ? -1 : 1;
	ORDER(was_orphaned);
	ORDER(id);
	return 0;
}

static int
by_outcome(const void *a, const void *b)
{
	const struct revise_item *x = a, *y = b;
	bool gone = x->outcome == REVISE_ORPHANED;

	ORDER(outcome);
	if (gone) {
		ORDER(was.start);
		ORDER(was.end);
	} else {
		ORDER(now.start);
		ORDER(now.end);
	}
	ORDER(kind);
	ORDER(id);
	return 0;
#undef ORDER
}

static bool
same_key(const struct revise_item *a, const struct revise_item *b)
{
	return a->kind == b->kind && a->code == b->code && a->by == b->by &&
	       a->stance == b->stance && a->now.start == b->now.start &&
	       a->now.end == b->now.end;
}

/*
 * A coder puts a code on a span once.  Where two that were apart would
 * become one, that whose words changed, or else the later, is kept as an
 * orphan: it is a person's to drop.
 */
static void
part_twins(struct revise_plan *plan)
{
	const struct revise_item *last = NULL;
	size_t i;

	if (plan->n == 0)
		return;
	qsort(plan->items, plan->n, sizeof(*plan->items), by_key);
	for (i = 0; i < plan->n; i++) {
		struct revise_item *item = &plan->items[i];

		if (item->outcome == REVISE_ORPHANED ||
		    item->kind == REVISE_MEMO)
			continue;
		if (last && same_key(last, item)) {
			item->outcome = REVISE_ORPHANED;
			item->is_twin = true;
		} else {
			last = item;
		}
	}
	qsort(plan->items, plan->n, sizeof(*plan->items), by_outcome);
}

int
revise_plan(struct project *p, int64_t id, const char *body, size_t len,
            struct revise_plan *out, struct error *err)
{
	size_t i;
	int rc;

	memset(out, 0, sizeof(*out));
	out->body = mem_strn(body, len);
	out->len = len;
	rc = read_items(p, id, out, err);
	if (rc == 0)
		rc = count_readings(p, id, out, err);
	if (rc == 0)
		rc = revise_past_recall(p, id, out, err);
	if (rc == 0)
		rc = place_all(p, out, err);
	part_twins(out);
	for (i = 0; i < out->n; i++) {
		out->counts[out->items[i].outcome]++;
		out->returned += out->items[i].was_orphaned &&
		                 out->items[i].outcome != REVISE_ORPHANED;
	}
	return rc;
}

void
revise_plan_release(struct revise_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->coders.n; i++)
		free(plan->coders.items[i]);
	for (i = 0; i < plan->texts.n; i++)
		free(plan->texts.items[i].body);
	vec_release(&plan->coders);
	vec_release(&plan->texts);
	carry_release(&plan->then);
	free(plan->body);
	vec_release(plan);
	memset(plan, 0, sizeof(*plan));
}
