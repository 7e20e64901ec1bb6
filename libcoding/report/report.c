#include "report/report.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"
#include "report/report_data.h"

#include <stdlib.h>

/* --- what is reported ---------------------------------------------------- */

static bool
is_wanted(struct code *const *roots, size_t n, const struct code *c)
{
	size_t i;

	if (c->retired)
		return false;
	for (i = 0; i < n; i++)
		if (code_covers(roots[i], c))
			return true;
	return n == 0;
}

/*
 * A code stands one step deeper than the nearest code above it that is
 * reported too: no heading is ever skipped.
 */
static void
add_codes(struct report *r, struct code *const *roots, size_t n)
{
	const struct codebook *b = corpus_codebook(r->corpus);
	int *below = mem_array(b->n_codes, sizeof(*below)); /* depth there */
	size_t i;

	for (i = 0; i < b->n_codes; i++) {
		const struct code *c = b->codes[i];
		struct report_code one = { .code = c,
			                   .theme = &r->themes.items[i] };
		bool wanted = is_wanted(roots, n, c);

		one.depth = c->parent ? below[c->parent->index] : 0;
		below[i] = one.depth + wanted;
		if (wanted)
			vec_push(&r->codes, one);
	}
	for (i = 0; i + 1 < r->codes.n; i++)
		r->codes.items[i].has_below =
		    r->codes.items[i + 1].depth > r->codes.items[i].depth;
	free(below);
}

int
report_find_codes(struct report *r, struct error *err)
{
	const struct codebook *b = corpus_codebook(r->corpus);
	struct code **roots = mem_array(r->o.n_codes, sizeof(*roots));
	size_t i;
	int rc = 0;

	for (i = 0; rc == 0 && i < r->o.n_codes; i++) {
		rc = codebook_find(b, r->o.codes[i], &roots[i], err);
		if (rc == 0 && roots[i]->retired)
			rc = error_set(err, ERR_NOTFOUND,
			               "code '%s' is retired", roots[i]->path);
	}
	r->themes.n = b->n_codes;
	r->themes.items = mem_array(b->n_codes, sizeof(*r->themes.items));
	for (i = 0; i < b->n_codes; i++)
		r->themes.items[i].code = b->codes[i];
	if (rc == 0)
		add_codes(r, roots, r->o.n_codes);
	free(roots);
	return rc;
}

/* All documents by name: their numbers do not depend on the selection. */
static int
read_documents(struct report *r, struct error *err)
{
	static const char sql[] = "SELECT id, name, language FROM document"
	                          " ORDER BY name_folded, id";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&r->p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&r->p->db, st, err)) > 0) {
		struct report_document d = { .id = db_int(st, 0) };

		d.name = arena_str(&r->arena, db_text(st, 1));
		if (!db_is_null(st, 2))
			d.language = arena_str(&r->arena, db_text(st, 2));
		vec_push(&r->documents, d);
	}
	db_finish(st);
	return rc;
}

static int
read_title(struct report *r, struct error *err)
{
	char *title = NULL;
	int rc = 0;

	if (!r->o.title)
		rc = project_title(r->p, &title, err);
	if (rc == 0)
		r->title =
		    arena_str(&r->arena, r->o.title ? r->o.title : title);
	free(title);
	return rc;
}

/* --- the walk ------------------------------------------------------------ */

/* The walk goes by name, as the list does. */
static struct report_document *
document_of(struct report *r, const struct corpus_document *d, size_t *at)
{
	while (r->documents.items[*at].id != d->view->document.id)
		++*at;
	return &r->documents.items[*at];
}

static int
walk(struct report *r, struct error *err)
{
	const struct corpus_document *d;
	size_t at = 0;
	int rc;

	rc = marks_any_judged(r->p, &r->themes.any_judged, err);
	while (rc >= 0 && (rc = corpus_next(r->corpus, &d, err)) > 0) {
		struct report_document *doc = document_of(r, d, &at);

		themes_add(&r->themes, r->corpus, d);
		report_add_sample(r, d, doc);
		report_add_passages(r, d, doc);
	}
	return rc;
}

int
report_read(struct project *p, const struct report_options *o,
            struct report **out, struct error *err)
{
	struct report *r = mem_zero(sizeof(*r));
	int rc;

	*out = NULL;
	r->p = p;
	r->o = *o;
	rc = corpus_open(p, o->selection, &r->corpus, err);
	if (rc == 0)
		rc = report_find_codes(r, err);
	if (rc == 0)
		rc = report_check_attributes(r, err);
	if (rc == 0)
		rc = read_title(r, err);
	if (rc == 0)
		rc = read_documents(r, err);
	if (rc == 0)
		rc = walk(r, err);
	if (rc == 0)
		rc = report_check_combos(r, err);
	if (rc == 0)
		rc = report_choose(r, err);
	if (rc == 0)
		rc = report_read_origin(r, err);
	if (rc < 0) {
		report_free(r);
		return rc;
	}
	report_sum_sample(r);
	*out = r;
	return 0;
}

static void
side_release(struct report_side *s)
{
	vec_release(&s->candidates);
	vec_release(&s->piped);
	free(s->quotes);
	quotation_release(&s->choice);
}

void
report_free(struct report *r)
{
	size_t i;

	if (!r)
		return;
	for (i = 0; i < r->codes.n; i++) {
		side_release(&r->codes.items[i].sides[REPORT_FOR]);
		side_release(&r->codes.items[i].sides[REPORT_AGAINST]);
	}
	vec_release(&r->codes);
	vec_release(&r->documents);
	vec_release(&r->facts);
	vec_release(&r->combos);
	vec_release(&r->coders);
	themes_release(&r->themes);
	freshness_release(&r->freshness);
	corpus_close(r->corpus);
	arena_release(&r->arena);
	free(r);
}

const struct corpus *
report_corpus(const struct report *r)
{
	return r->corpus;
}

size_t
report_documents(const struct report *r)
{
	return r->n_documents;
}

size_t
report_codes(const struct report *r)
{
	return r->codes.n;
}

size_t
report_quotations(const struct report *r)
{
	size_t i, n = 0;

	for (i = 0; i < r->codes.n; i++)
		n += r->codes.items[i].sides[REPORT_FOR].choice.n +
		     r->codes.items[i].sides[REPORT_AGAINST].choice.n;
	return n;
}
