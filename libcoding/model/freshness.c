#include "model/freshness.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/* --- hashes -------------------------------------------------------------- */

/* Length before text: no two different inputs look alike. */
static void
add_part(struct buf *b, const char *s)
{
	buf_addi(b, (int64_t)strlen(s));
	buf_addc(b, ':');
	buf_adds(b, s);
}

/*
 * Do the N bytes at S, in braces, say how often a regex repeats something?
 * They do not if a code is called so.
 */
static bool
is_repeat(const struct codebook *b, const char *s, size_t n)
{
	size_t i;

	if (n == 0 || strspn(s, "0123456789,") < n)
		return false;
	for (i = 0; i < b->n_codes; i++) {
		const struct code *c = b->codes[i];

		if ((strncmp(c->slug, s, n) == 0 && !c->slug[n]) ||
		    (strncmp(c->name, s, n) == 0 && !c->name[n]))
			return false;
	}
	return true;
}

/* May E name a code? */
static bool
may_name_code(const struct codebook *b, const char *e)
{
	while ((e = strchr(e, '{')) != NULL)
		if (!is_repeat(b, e + 1, strcspn(e + 1, "}")))
			return true;
		else
			e++;
	return false;
}

static void
add_rules(struct buf *b, const struct code *c)
{
	size_t i;

	add_part(b, c->retired ? "retired" : code_unit_name(c->unit));
	add_part(b, c->speakers);
	add_part(b, c->exact ? "exact" : "fold");
	add_part(b, c->match_asides ? "match" : "skip");
	for (i = 0; i < c->n_rules; i++) {
		add_part(b, c->rules[i].against ? "against" : "for");
		add_part(b, c->rules[i].expression);
	}
}

static void
add_lists(struct buf *b, const struct codebook *book)
{
	size_t i, k;

	for (i = 0; i < book->n_lists; i++) {
		add_part(b, book->lists[i].name);
		for (k = 0; k < book->lists[i].n_terms; k++)
			add_part(b, book->lists[i].terms[k]);
		add_part(b, "");
	}
}

static void
add_fillers(struct buf *b, const struct codebook *book)
{
	size_t i;

	for (i = 0; i < book->n_fillers; i++)
		add_part(b, book->fillers[i]);
	add_part(b, "");
}

static void
add_codes(struct buf *b, const struct codebook *book)
{
	size_t i;

	for (i = 0; i < book->n_codes; i++) {
		add_part(b, book->codes[i]->path);
		add_part(b, book->codes[i]->name);
		add_rules(b, book->codes[i]);
	}
}

/* ALL, the hash of all codes of B, is made when it is first asked for. */
static void
hash_code(const struct codebook *b, const struct code *c, char all[HASH_SIZE],
          char out[HASH_SIZE])
{
	bool lists = false, codes = false;
	struct buf parts = { 0 };
	size_t i;

	for (i = 0; i < c->n_rules; i++) {
		const char *e = c->rules[i].expression;

		lists = lists || strchr(e, '$');
		codes = codes || may_name_code(b, e);
	}
	add_rules(&parts, c);
	if (c->n_rules > 0)
		add_fillers(&parts, b);
	/* a {code} may be any, so a rule that names one depends on them all */
	if (codes && !*all)
		freshness_codebook_hash(b, all);
	if (codes)
		add_part(&parts, all);
	if (lists && !codes)
		add_lists(&parts, b);
	hash_bytes(buf_str(&parts), parts.len, out);
	buf_release(&parts);
}

void
freshness_codebook_hash(const struct codebook *b, char out[HASH_SIZE])
{
	struct buf all = { 0 };

	add_codes(&all, b);
	add_fillers(&all, b);
	add_lists(&all, b);
	hash_bytes(buf_str(&all), all.len, out);
	buf_release(&all);
}

/* Add text and layout of the document that ST stands on. */
static void
add_document(struct buf *b, sqlite3_stmt *st)
{
	buf_addf(b, "%s %lld\n", db_text(st, 1), (long long)db_int(st, 2));
}

/* Add who speaks there in what role. */
static void
add_speaker(struct buf *b, sqlite3_stmt *st, bool first)
{
	if (db_int(st, 3) == 0)
		return;
	buf_addf(b, "%s%lld %s ", first ? "" : "\n", (long long)db_int(st, 3),
	         db_text(st, 4));
	buf_adds(b, db_text(st, 5));
}

/* Text, layout and speakers of all documents, which are by id. */
static int
read_states(struct project *p, struct freshness *f, struct error *err)
{
	static const char sql[] =
	    "SELECT d.id, r.text, r.layout, s.id, s.role, s.label_folded"
	    " FROM document d JOIN revision r ON r.id = d.revision"
	    " LEFT JOIN speaker s ON s.document = d.id ORDER BY d.id, s.id";
	sqlite3_stmt *st = NULL;
	struct buf state = { 0 };
	size_t i;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		rc = db_step(&p->db, st, err);
	for (i = 0; rc > 0 && i < f->documents.n; i++) {
		int64_t id = f->documents.items[i].id;
		bool first = true;

		buf_clear(&state);
		add_document(&state, st);
		for (; rc > 0 && db_int(st, 0) == id; first = false) {
			add_speaker(&state, st, first);
			rc = db_step(&p->db, st, err);
		}
		hash_bytes(buf_str(&state), state.len, f->states[i]);
	}
	db_finish(st);
	buf_release(&state);
	return rc < 0 ? rc : 0;
}

/* --- comparing ----------------------------------------------------------- */

/* Which things (by id) run RUN holds with the value that they have now. */
static int
read_run(struct project *p, const char *sql, int64_t run,
         size_t (*find)(const struct freshness *, int64_t),
         char (*now)[HASH_SIZE], const struct freshness *f, bool *out,
         struct error *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":run", run);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		size_t i = find(f, db_int(st, 0));

		if (i != SIZE_MAX && strcmp(now[i], db_text(st, 1)) == 0)
			out[i] = true;
	}
	db_finish(st);
	return rc;
}

static size_t
find_code(const struct freshness *f, int64_t id)
{
	const struct code *c = codebook_by_id(f->codebook, id);

	return c ? c->index : SIZE_MAX;
}

static size_t
find_document(const struct freshness *f, int64_t id)
{
	size_t lo = 0, hi = f->documents.n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (f->documents.items[mid].id < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < f->documents.n && f->documents.items[lo].id == id
	           ? lo
	           : SIZE_MAX;
}

/* What one run holds is up to date, if both code and document still are. */
static int
apply_run(struct project *p, struct freshness *f, int64_t run,
          struct error *err)
{
	static const char codes_sql[] =
	    "SELECT code, hash FROM run_code WHERE run = :run";
	static const char documents_sql[] =
	    "SELECT document, state FROM run_document WHERE run = :run";
	size_t n = f->codebook->n_codes, i, k;
	bool *codes = mem_array(n, sizeof(*codes));
	bool *documents = mem_array(f->documents.n, sizeof(*documents));
	int rc;

	rc = read_run(p, codes_sql, run, find_code, f->codes, f, codes, err);
	if (rc == 0)
		rc = read_run(p, documents_sql, run, find_document, f->states,
		              f, documents, err);
	for (i = 0; rc == 0 && i < n; i++)
		for (k = 0; codes[i] && k < f->documents.n; k++)
			if (documents[k])
				f->stale[i * f->documents.n + k] = false;
	free(codes);
	free(documents);
	return rc;
}

static int
apply_runs(struct project *p, struct freshness *f, struct error *err)
{
	static const char sql[] = "SELECT id, engine, pcre2, unicode, at"
	                          " FROM run ORDER BY id";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		free(f->engine);
		free(f->pcre2);
		free(f->unicode);
		free(f->at);
		f->engine = mem_str(db_text(st, 1));
		f->pcre2 = mem_str(db_text(st, 2));
		f->unicode = mem_str(db_text(st, 3));
		f->at = mem_str(db_text(st, 4));
		f->tagged = true;
		rc = apply_run(p, f, db_int(st, 0), err);
	}
	db_finish(st);
	return rc;
}

/* Codes that have no rules and never had: nothing to look for. */
static int
forgive_ruleless(struct project *p, struct freshness *f, struct error *err)
{
	static const char sql[] = "SELECT EXISTS (SELECT 1 FROM tally"
	                          " WHERE code = :code AND cells <> x'')";
	sqlite3_stmt *st = NULL;
	size_t i, k;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < f->codebook->n_codes; i++) {
		const struct code *c = f->codebook->codes[i];

		if (c->n_rules > 0 && !c->retired)
			continue;
		db_bind_int(st, ":code", c->id);
		rc = db_step(&p->db, st, err);
		if (rc <= 0)
			break;
		rc = 0;
		if (db_int(st, 0) == 0)
			for (k = 0; k < f->documents.n; k++)
				f->stale[i * f->documents.n + k] = false;
		db_reset(st);
	}
	db_finish(st);
	return rc;
}

static int
by_id(const void *a, const void *b)
{
	const struct document *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

int
freshness_read(struct project *p, const struct codebook *b, struct freshness *f,
               struct error *err)
{
	char all[HASH_SIZE] = "";
	size_t i;
	int rc;

	memset(f, 0, sizeof(*f));
	f->codebook = b;
	rc = document_list(p, &f->documents, err);
	if (rc < 0)
		return rc;
	if (f->documents.n > 0)
		qsort(f->documents.items, f->documents.n,
		      sizeof(*f->documents.items), by_id);
	f->codes = mem_array(b->n_codes, sizeof(*f->codes));
	f->states = mem_array(f->documents.n, sizeof(*f->states));
	f->stale = mem_array(b->n_codes * f->documents.n, sizeof(*f->stale));
	memset(f->stale, 1, b->n_codes * f->documents.n * sizeof(*f->stale));
	for (i = 0; i < b->n_codes; i++)
		hash_code(b, b->codes[i], all, f->codes[i]);
	rc = read_states(p, f, err);
	if (rc == 0)
		rc = apply_runs(p, f, err);
	if (rc == 0)
		rc = forgive_ruleless(p, f, err);
	if (rc < 0)
		freshness_release(f);
	return rc;
}

void
freshness_release(struct freshness *f)
{
	document_list_release(&f->documents);
	free(f->codes);
	free(f->states);
	free(f->stale);
	free(f->engine);
	free(f->pcre2);
	free(f->unicode);
	free(f->at);
	memset(f, 0, sizeof(*f));
}

bool
freshness_stale(const struct freshness *f, size_t code, size_t d)
{
	return f->stale[code * f->documents.n + d];
}

bool
freshness_stale_id(const struct freshness *f, size_t code, int64_t document)
{
	size_t d = find_document(f, document);

	return d == SIZE_MAX || freshness_stale(f, code, d);
}

size_t
freshness_stale_documents(const struct freshness *f, size_t code)
{
	size_t d, n = 0;

	for (d = 0; d < f->documents.n; d++)
		n += freshness_stale(f, code, d);
	return n;
}

void
freshness_forget(struct freshness *f)
{
	size_t i, d;

	for (i = 0; i < f->codebook->n_codes; i++)
		for (d = 0;
		     f->codebook->codes[i]->n_rules > 0 && d < f->documents.n;
		     d++)
			f->stale[i * f->documents.n + d] = true;
}

/* --- writing down -------------------------------------------------------- */

static int
insert_run(struct project *p, const struct freshness *f, const char *engine,
           const char *pcre2, const char *unicode, int64_t *run_out,
           struct error *err)
{
	static const char sql[] =
	    "INSERT INTO run(at, codebook, engine, pcre2, unicode)"
	    " VALUES (:at, :codebook, :engine, :pcre2, :unicode)";
	sqlite3_stmt *st = NULL;
	char hash[HASH_SIZE];
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	freshness_codebook_hash(f->codebook, hash);
	db_bind_text(st, ":at", p->now);
	db_bind_text(st, ":codebook", hash);
	db_bind_text(st, ":engine", engine);
	db_bind_text(st, ":pcre2", pcre2);
	db_bind_text(st, ":unicode", unicode);
	rc = db_run(&p->db, st, err);
	*run_out = db_last_id(&p->db);
	db_finish(st);
	return rc;
}

/* The run's codes; what older runs said of them is of no use any more. */
static int
insert_run_codes(struct project *p, const struct freshness *f, int64_t run,
                 const bool *done, struct error *err)
{
	static const char drop[] = "DELETE FROM run_code WHERE code = :code";
	static const char add[] = "INSERT INTO run_code(run, code, hash)"
	                          " VALUES (:run, :code, :hash)";
	sqlite3_stmt *dropping = NULL, *adding = NULL;
	size_t i;
	int rc;

	rc = db_prepare(&p->db, drop, &dropping, err);
	if (rc == 0)
		rc = db_prepare(&p->db, add, &adding, err);
	for (i = 0; rc == 0 && i < f->codebook->n_codes; i++) {
		if (!done[i])
			continue;
		db_bind_int(dropping, ":code", f->codebook->codes[i]->id);
		rc = db_run(&p->db, dropping, err);
		if (rc < 0)
			break;
		db_bind_int(adding, ":run", run);
		db_bind_int(adding, ":code", f->codebook->codes[i]->id);
		db_bind_text(adding, ":hash", f->codes[i]);
		rc = db_run(&p->db, adding, err);
	}
	db_finish(dropping);
	db_finish(adding);
	return rc;
}

static int
insert_run_documents(struct project *p, const struct freshness *f, int64_t run,
                     struct error *err)
{
	static const char sql[] =
	    "INSERT INTO run_document(run, document, state, revision, layout)"
	    " VALUES (:run, :document, :state, :revision, :layout)";
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	for (i = 0; rc == 0 && i < f->documents.n; i++) {
		db_bind_int(st, ":run", run);
		db_bind_int(st, ":document", f->documents.items[i].id);
		db_bind_text(st, ":state", f->states[i]);
		db_bind_int(st, ":revision", f->documents.items[i].revision);
		db_bind_int(st, ":layout", f->documents.items[i].layout);
		rc = db_run(&p->db, st, err);
	}
	db_finish(st);
	return rc;
}

int
freshness_write(struct project *p, const struct freshness *f, const bool *done,
                const char *engine, const char *pcre2, const char *unicode,
                struct error *err)
{
	static const char tidy[] = "DELETE FROM run_document WHERE run NOT IN"
	                           " (SELECT run FROM run_code)";
	int64_t run;
	int rc;

	rc = insert_run(p, f, engine, pcre2, unicode, &run, err);
	if (rc == 0)
		rc = insert_run_codes(p, f, run, done, err);
	if (rc == 0)
		rc = insert_run_documents(p, f, run, err);
	if (rc == 0)
		rc = db_exec(&p->db, tidy, err);
	return rc;
}

int
freshness_drop(struct project *p, int64_t document, struct error *err)
{
	static const char sql[] =
	    "DELETE FROM run_document WHERE document = :document";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":document", document);
	rc = db_run(&p->db, st, err);
	db_finish(st);
	return rc;
}
