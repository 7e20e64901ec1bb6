/* emic-tag - apply the rules of the codebook to the text. */
#include "base/mem.h"
#include "base/pattern.h"
#include "base/queue.h"
#include "base/trace.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "match/crew.h"
#include "match/rules.h"
#include "model/freshness.h"
#include "model/hit.h"
#include "shared/command.h"

#include <stdlib.h>
#include <string.h>

/* So many hits are stored before their block is whole; or compared. */
enum { BATCH = 1000000, BATCH_DRY = 50000 };

static struct string_list opt_codes;
static bool opt_dry_run, opt_all, opt_exhaustive;
static int opt_jobs;

static const struct option_spec options[] = {
	{ OPT_LIST, 'c', "code", &opt_codes, "CODE",
	  "only CODE and the codes below it (may be repeated)" },
	{ OPT_FLAG, 'n', "dry-run", &opt_dry_run, NULL,
	  "say what would change, and store nothing" },
	{ OPT_FLAG, 'a', "all", &opt_all, NULL,
	  "scan everything, up to date or not" },
	{ OPT_FLAG, 0, "exhaustive", &opt_exhaustive, NULL,
	  "search every turn for every term; finds the same, slowly" },
	{ OPT_INT, 'j', "jobs", &opt_jobs, "N",
	  "scan N documents at once; as many as there are cores without" },
	{ OPT_END },
};

/* What a run is about; arrays have one element a code. */
struct tagging {
	struct project *p;
	struct codebook *codebook;
	struct freshness freshness;
	struct rules *rules;
	struct crew *crew;
	size_t *order;                      /* codes by id */
	bool *asked;                        /* by --code; all, without */
	size_t *scanned;                    /* in how many documents */
	size_t *hits, *documents, *against; /* found */
	size_t *added, *gone;               /* against what is stored */
	size_t documents_scanned, documents_done;
	struct hits *found; /* not stored yet; sorted */
	size_t n_found;
	int64_t taken;   /* the last document whose hits were */
	int64_t settled; /* documents up to this are stored, or compared */
	struct progress *progress;
};

static int
read_asked(struct tagging *t, struct error *err)
{
	const struct codebook *b = t->codebook;
	size_t i, k;

	for (i = 0; i < b->n_codes; i++)
		t->asked[i] = opt_codes.n == 0;
	for (k = 0; k < opt_codes.n; k++) {
		struct code *c;
		int rc = codebook_find(b, opt_codes.items[k], &c, err);

		if (rc < 0)
			return rc;
		for (i = 0; i < b->n_codes; i++)
			t->asked[i] =
			    t->asked[i] || code_covers(c, b->codes[i]);
	}
	return 0;
}

/* Another engine or other tables may find other things: say so, scan all. */
static void
check_versions(struct tagging *t)
{
	struct freshness *f = &t->freshness;

	if (opt_all) {
		freshness_forget(f);
		return;
	}
	if (!f->tagged || (rules_engine_finds_same(f->engine) &&
	                   strcmp(f->pcre2, pattern_version()) == 0 &&
	                   strcmp(f->unicode, unicode_version()) == 0))
		return;
	command_note("the last run was by engine %s, PCRE2 %s, Unicode %s; "
	             "now %s, %s, %s: everything is scanned again",
	             f->engine, f->pcre2, f->unicode, rules_engine(t->rules),
	             pattern_version(), unicode_version());
	freshness_forget(f);
}

/* Hits are stored by the ids of their codes. */
static void
find_order(struct tagging *t)
{
	const struct codebook *b = t->codebook;
	size_t i, k;

	for (i = 0; i < b->n_codes; i++) {
		for (k = i;
		     k > 0 && b->codes[t->order[k - 1]]->id > b->codes[i]->id;
		     k--)
			t->order[k] = t->order[k - 1];
		t->order[k] = i;
	}
}

static int
prepare(struct tagging *t, struct error *err)
{
	size_t n;
	int rc;

	rc = codebook_read(t->p, &t->codebook, err);
	if (rc < 0)
		return rc;
	n = t->codebook->n_codes;
	if (n == 0)
		return error_set(err, ERR_NOTFOUND,
		                 "the project has no codebook: 'emic codebook "
		                 "load FILE' brings one");
	t->order = mem_array(n, sizeof(*t->order));
	t->found = mem_array(n, sizeof(*t->found));
	t->asked = mem_array(n, sizeof(*t->asked));
	t->scanned = mem_array(n, sizeof(*t->scanned));
	t->hits = mem_array(n, sizeof(*t->hits));
	t->documents = mem_array(n, sizeof(*t->documents));
	t->against = mem_array(n, sizeof(*t->against));
	t->added = mem_array(n, sizeof(*t->added));
	t->gone = mem_array(n, sizeof(*t->gone));
	rc = read_asked(t, err);
	if (rc == 0)
		rc = rules_compile(t->codebook, &t->rules, err);
	if (rc == 0 && opt_exhaustive)
		rules_use_plain(t->rules);
	if (rc == 0)
		rc = freshness_read(t->p, t->codebook, &t->freshness, err);
	if (rc < 0)
		return rc;
	find_order(t);
	check_versions(t);
	return 0;
}

static void
finish(struct tagging *t)
{
	size_t i;

	crew_free(t->crew);
	rules_free(t->rules);
	freshness_release(&t->freshness);
	for (i = 0; t->found && i < t->codebook->n_codes; i++)
		hits_release(&t->found[i]);
	codebook_free(t->codebook);
	free(t->order);
	free(t->found);
	free(t->asked);
	free(t->scanned);
	free(t->hits);
	free(t->documents);
	free(t->against);
	free(t->added);
	free(t->gone);
}

/* --- scanning ------------------------------------------------------------ */

/* Put the hits of one document among the others. */
static void
take_hits(struct tagging *t, const struct crew_result *r)
{
	size_t i;

	for (i = 0; i < r->n_runs; i++) {
		const struct crew_run *run = &r->runs[i];
		struct hits *found = &t->found[run->code];

		vec_reserve(found, run->n);
		memcpy(found->items + found->n, r->hits + run->first,
		       run->n * sizeof(*r->hits));
		found->n += run->n;
		t->hits[run->code] += run->n;
		t->against[run->code] += run->against;
		t->documents[run->code]++;
	}
}

/*
 * Compare the stored hits of one code in the documents FIRST to LAST with
 * those found there, both sorted.
 */
static int
compare_code(struct tagging *t, size_t code, int64_t first, int64_t last,
             struct error *err)
{
	const struct hits *found = &t->found[code];
	struct hits stored = { 0 };
	size_t i = 0, k = 0;
	int rc, order;

	rc = hits_read(t->p, t->codebook->codes[code]->id, first, last, &stored,
	               err);
	while (rc == 0) {
		while (i < stored.n &&
		       !freshness_stale_id(&t->freshness, code,
		                           stored.items[i].document))
			i++;
		if (k == found->n && i == stored.n)
			break;
		if (k == found->n || i == stored.n)
			order = k == found->n ? 1 : -1;
		else
			order = hit_compare(&found->items[k], &stored.items[i]);
		t->added[code] += order < 0;
		t->gone[code] += order > 0;
		k += order <= 0;
		i += order >= 0;
	}
	hits_release(&stored);
	return rc;
}

static int
store(struct tagging *t, struct error *err)
{
	size_t n = t->codebook->n_codes, i;
	struct hits *lists = mem_array(n, sizeof(*lists));
	int rc;

	for (i = 0; i < n; i++)
		lists[i] = t->found[t->order[i]];
	rc = hits_store(t->p, lists, n, err);
	free(lists);
	return rc;
}

/*
 * Store what has been found up to document LAST; of a dry run, see what of
 * it would be new, and what would go.
 */
static int
settle(struct tagging *t, int64_t last, struct error *err)
{
	size_t i;
	int rc = 0;

	if (!opt_dry_run)
		rc = store(t, err);
	for (i = 0; i < t->codebook->n_codes; i++) {
		if (rc == 0 && opt_dry_run && t->scanned[i])
			rc = compare_code(t, i, t->settled + 1, last, err);
		t->found[i].n = 0;
	}
	t->settled = last;
	t->n_found = 0;
	return rc;
}

/* Is what was found to be settled before more hits come? */
static bool
is_time_to_settle(const struct tagging *t)
{
	const struct transcript_view *next = crew_next(t->crew);

	if (!next || t->n_found == 0)
		return false;
	if (opt_dry_run)
		return t->n_found >= BATCH_DRY;
	return t->n_found >= BATCH ||
	       next->document.id / HIT_BLOCK != t->taken / HIT_BLOCK;
}

/*
 * Take the hits of the next document: 1, or 0 when none is being scanned.
 * Documents come in order, so each code's hits are sorted.
 */
static int
take_document(struct tagging *t, struct error *err)
{
	struct crew_result r;
	int rc = 0;

	if (is_time_to_settle(t))
		rc = settle(t, t->taken, err);
	if (rc < 0)
		return rc;
	rc = crew_take(t->crew, &r, err);
	if (rc > 0) {
		take_hits(t, &r);
		t->n_found += r.n;
		t->taken = r.view->document.id;
		trace("tag", "%s: %zu hits", r.view->document.name, r.n);
		progress_show(t->progress, ++t->documents_done);
	}
	document_close(r.view);
	return rc;
}

/* Have document D scanned for the codes with WANTED. */
static int
scan_document(struct tagging *t, size_t d, const bool *wanted,
              struct error *err)
{
	struct transcript_view *v = NULL;
	size_t jobs = opt_jobs > 0 ? (size_t)opt_jobs : queue_cores();
	int rc = 0;

	if (!t->crew)
		t->crew = crew_new(t->rules, jobs, !opt_dry_run);
	while (rc >= 0 && !crew_has_room(t->crew, is_time_to_settle(t)))
		rc = take_document(t, err);
	if (rc < 0)
		return rc;
	rc = document_open(t->p, t->freshness.documents.items[d].id, &v, err);
	if (rc == 0)
		crew_put(t->crew, v, wanted);
	return rc;
}

/* Drop the hits that are about to be found again. */
static int
drop_stale(struct tagging *t, struct error *err)
{
	const struct freshness *f = &t->freshness;
	size_t i, d, n = f->documents.n, k;
	int64_t *stale = mem_array(n, sizeof(*stale));
	int rc = 0;

	for (i = 0; rc == 0 && i < t->codebook->n_codes; i++) {
		if (!t->asked[i])
			continue;
		for (d = k = 0; d < n; d++)
			if (freshness_stale(f, i, d))
				stale[k++] = f->documents.items[d].id;
		rc = hits_drop(t->p, t->codebook->codes[i]->id,
		               k < n ? stale : NULL, k, err);
	}
	free(stale);
	return rc;
}

/* Which codes document D is to be scanned for; false: for none. */
static bool
choose_codes(struct tagging *t, size_t d, bool *wanted)
{
	size_t i;
	bool any = false;

	for (i = 0; i < t->codebook->n_codes; i++) {
		const struct code *c = t->codebook->codes[i];

		wanted[i] = t->asked[i] && freshness_stale(&t->freshness, i, d);
		t->scanned[i] += wanted[i];
		wanted[i] = wanted[i] && !c->retired && c->n_rules > 0;
		any = any || wanted[i];
	}
	return any;
}

static int
scan_all(struct tagging *t, struct error *err)
{
	size_t n = t->freshness.documents.n, d;
	bool *wanted = mem_array(t->codebook->n_codes, sizeof(*wanted));
	int rc = 0;

	progress_start(t->progress, "documents", n);
	for (d = 0; rc >= 0 && d < n; d++) {
		if (!choose_codes(t, d, wanted)) {
			t->documents_done++;
			continue;
		}
		t->documents_scanned++;
		rc = scan_document(t, d, wanted, err);
	}
	while (rc >= 0 && t->crew) {
		rc = take_document(t, err);
		if (rc == 0)
			break;
	}
	progress_end(t->progress);
	free(wanted);
	return rc;
}

/* What was scanned, and what had no need to be. */
static void
note_scanned(const struct tagging *t)
{
	size_t all = t->freshness.documents.n, i, done = 0, same = 0;

	for (i = 0; i < t->codebook->n_codes; i++) {
		const struct code *c = t->codebook->codes[i];

		if (c->n_rules == 0 || c->retired || !t->asked[i])
			continue;
		done += t->scanned[i] > 0;
		same += t->scanned[i] == 0;
	}
	if (done == 0)
		command_note("nothing to scan: %zu code%s up to date in %zu "
		             "document%s",
		             same, same == 1 ? " is" : "s are", all,
		             all == 1 ? "" : "s");
	else if (same > 0)
		command_note("%zu code%s looked for in %zu of %zu documents; "
		             "%zu up to date",
		             done, done == 1 ? "" : "s", t->documents_scanned,
		             all, same);
	else
		command_note("%zu code%s looked for in %zu of %zu documents",
		             done, done == 1 ? "" : "s", t->documents_scanned,
		             all);
}

/* The hits that are stored now; of a dry run, those that were found. */
static int
print(struct invocation *in, const struct tagging *t, struct error *err)
{
	static const struct writer_column columns[] = {
		{ "code", NULL, 0 },
		{ "hits", NULL, WRITER_NUMBER },
		{ "against", NULL, WRITER_NUMBER },
		{ "documents", NULL, WRITER_NUMBER },
		{ "new", NULL, WRITER_NUMBER },
		{ "gone", NULL, WRITER_NUMBER },
	};
	struct writer *w = command_writer(in, columns, opt_dry_run ? 6 : 4);
	size_t i;
	int rc = 0;

	if (opt_dry_run)
		writer_note(w, "Nothing is stored (--dry-run).  Hits are those "
		               "of the documents that would be scanned.");
	else
		writer_note(w, "Found by rule, not read.");
	for (i = 0; rc == 0 && i < t->codebook->n_codes; i++) {
		const struct code *c = t->codebook->codes[i];
		struct hit_totals n = { t->hits[i], t->against[i],
			                t->documents[i] };

		if (!t->scanned[i])
			continue;
		if (!opt_dry_run && t->scanned[i] < t->freshness.documents.n)
			rc = hits_total(t->p, c->id, &n, err);
		writer_text(w, c->path);
		writer_int(w, (int64_t)n.hits);
		writer_int(w, (int64_t)n.against);
		writer_int(w, (int64_t)n.documents);
		if (opt_dry_run) {
			writer_int(w, (int64_t)t->added[i]);
			writer_int(w, (int64_t)t->gone[i]);
		}
	}
	writer_finish(w);
	if (rc == 0)
		note_scanned(t);
	return rc;
}

static int
tag(struct invocation *in, struct error *err)
{
	struct tagging t = { .p = in->project, .progress = &in->progress };
	size_t i;
	int rc;

	if (in->argc > 0)
		return error_set(err, ERR_USAGE,
		                 "no operands: name a code "
		                 "with -c CODE");
	rc = prepare(&t, err);
	if (rc == 0 && !opt_dry_run)
		rc = drop_stale(&t, err);
	if (rc == 0)
		rc = scan_all(&t, err);
	if (rc == 0)
		rc = settle(&t, INT64_MAX, err);
	for (i = 0; rc == 0 && i < t.codebook->n_codes; i++)
		if (t.scanned[i])
			break;
	if (rc == 0 && !opt_dry_run && i < t.codebook->n_codes)
		rc = freshness_write(t.p, &t.freshness, t.asked,
		                     rules_engine(t.rules), pattern_version(),
		                     unicode_version(), err);
	if (rc == 0)
		rc = print(in, &t, err);
	finish(&t);
	return rc;
}

static int
tag_mode(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return opt_dry_run ? PROJECT_READ : PROJECT_DERIVE;
}

const struct command command = {
	.name = "emic-tag",
	.operands = "",
	.summary = "apply the codebook's rules to the text",
	.options = options,
	.project = PROJECT_DERIVE,
	.mode = tag_mode,
	.lists = true,
	.run = tag,
};
