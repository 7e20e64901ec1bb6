/* What became of all that stands on a document, as a list. */
#include "shared/revising.h"

#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "model/codebook.h"

#include <stdlib.h>

/* Byte offsets of one text as characters; asked for in any order. */
struct places {
	const char *text;
	size_t len;
	size_t *marks; /* characters before each BLOCK bytes */
};

#define BLOCK 4096

static struct places
places_new(const char *text, size_t len)
{
	struct places p = { text, len, NULL };
	size_t i, n = len / BLOCK + 1;

	p.marks = mem_array(n, sizeof(*p.marks));
	for (i = 1; i < n; i++)
		p.marks[i] =
		    p.marks[i - 1] + utf8_count(text + (i - 1) * BLOCK, BLOCK);
	return p;
}

static size_t
places_cp(const struct places *p, size_t byte)
{
	size_t mark = byte / BLOCK;

	return p->marks[mark] +
	       utf8_count(p->text + mark * BLOCK, byte - mark * BLOCK);
}

/* One row; OLD is what its text was, NULL if that is not there. */
static void
write_item(struct writer *w, const struct codebook *b,
           const struct revise_plan *plan, const struct revise_item *item,
           const struct places *old, const struct places *new)
{
	const struct code *code =
	    item->code ? codebook_by_id(b, item->code) : NULL;
	bool gone = item->outcome == REVISE_ORPHANED;
	struct buf name = { 0 };

	buf_addf(&name, "%s:%lld", revise_kind_name(item->kind),
	         (long long)item->id);
	writer_text(w, revise_outcome_name(item->outcome));
	writer_bytes(w, buf_str(&name), name.len);
	writer_text(w, code ? code->path : "");
	writer_text(w, plan->coders.items[item->by]);
	if (gone) {
		writer_none(w);
		writer_none(w);
	} else {
		writer_int(w, (int64_t)places_cp(new, item->now.start));
		writer_int(w, (int64_t)places_cp(new, item->now.end));
	}
	if (old && item->was.start < item->was.end && item->was.end <= old->len)
		writer_bytes(w, old->text + item->was.start,
		             item->was.end - item->was.start);
	else
		writer_none(w);
	if (!gone)
		writer_bytes(w, plan->body + item->now.start,
		             item->now.end - item->now.start);
	else if (item->is_twin)
		writer_text(w, "(the same as another now)");
	else
		writer_none(w);
	buf_release(&name);
}

int
revising_list(struct invocation *in, const struct revise_plan *plan,
              struct error *err)
{
	static const struct writer_column columns[] = {
		{ "outcome", NULL, 0 },
		{ "item", NULL, 0 },
		{ "code", NULL, 0 },
		{ "by", NULL, 0 },
		{ "start", NULL, WRITER_NUMBER },
		{ "end", NULL, WRITER_NUMBER },
		{ "was", NULL, WRITER_WRAP },
		{ "text", NULL, WRITER_WRAP },
	};
	struct places new = places_new(plan->body, plan->len), old;
	struct codebook *b = NULL;
	struct writer *w;
	size_t i;
	int rc;

	rc = codebook_read(in->project, &b, err);
	if (rc < 0)
		goto out;
	w = command_writer(in, columns, 8);
	for (i = 0; i < plan->n; i++) {
		const struct revise_text *t =
		    revise_text_of(plan, &plan->items[i]);

		if (t)
			old = (struct places){ t->body, t->len, NULL };
		write_item(w, b, plan, &plan->items[i], t ? &old : NULL, &new);
	}
	writer_finish(w);
out:
	free(new.marks);
	codebook_free(b);
	return rc;
}

/* --- in words --------------------------------------------------------------
 */

#define QUOTED 120 /* characters */

/* The words [START, END) of TEXT in quotes, on one line. */
static void
quote(const char *text, struct span s, struct buf *out)
{
	size_t next, n = 0;
	bool space = false;

	buf_adds(out, "\"");
	for (; s.start < s.end && n < QUOTED; s.start = next, n++) {
		next = s.start;
		if (unicode_is_space(utf8_next(text, s.end, &next))) {
			if (!space)
				buf_addc(out, ' ');
			space = true;
			continue;
		}
		buf_add(out, text + s.start, next - s.start);
		space = false;
	}
	buf_adds(out, s.start < s.end ? "...\"" : "\"");
}

static void
tell_item(const struct revising *r, const struct revise_item *item,
          const struct codebook *b, struct buf *lines)
{
	const struct revise_text *t = revise_text_of(&r->plan, item);
	const struct code *code =
	    item->code ? codebook_by_id(b, item->code) : NULL;

	buf_addf(lines, "%s: %s %s:%lld (%s%s%s)", r->v->document.name,
	         revise_outcome_name(item->outcome),
	         revise_kind_name(item->kind), (long long)item->id,
	         code ? code->path : "", code ? ", " : "",
	         r->plan.coders.items[item->by]);
	if (t && item->was.end <= t->len) {
		buf_adds(lines, ": ");
		quote(t->body, item->was, lines);
	}
	if (item->outcome == REVISE_CHANGED) {
		buf_adds(lines, " is ");
		quote(r->plan.body, item->now, lines);
	}
	buf_addc(lines, '\n');
}

int
revising_tell_items(struct project *p, const struct revising *r,
                    struct buf *lines, struct error *err)
{
	struct codebook *b = NULL;
	size_t i;
	int rc;

	if (r->plan.counts[REVISE_CHANGED] == 0 &&
	    r->plan.counts[REVISE_ORPHANED] == 0)
		return 0;
	rc = codebook_read(p, &b, err);
	for (i = 0; rc == 0 && i < r->plan.n; i++) {
		const struct revise_item *item = &r->plan.items[i];

		if (item->outcome == REVISE_CHANGED ||
		    (item->outcome == REVISE_ORPHANED && !item->was_orphaned))
			tell_item(r, item, b, lines);
	}
	codebook_free(b);
	return rc;
}
