#include "store/history.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/spool.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

const char *const history_tables[] = {
	"project",    "coder",     "coder_attribute", "document",
	"revision",   "case",      "case_member",     "document_case",
	"speaker",    "attribute", "attribute_value", "set",
	"set_member", "codebook",  "term_list",       "code",
	"rule",       "example",   "coding",          "verdict",
	"reading",    "memo",      "memo_link",       "relation",
	NULL,
};

/* Bytes of a changeset that are in memory, and that go to SQLite at once. */
enum { IN_MEMORY = 1 << 20, BLOCK = 1 << 16 };

struct history {
	struct db *db;
	sqlite3_session *session;
};

/*
 * Where a table's rows say which code and document they belong to: column
 * numbers for rows that are new or gone (-1: none), a query for the others
 * (an update's changeset leaves out what did not change).
 */
static const struct home {
	const char *table;
	int code, document;
	const char *sql;
} homes[] = {
	{ "document", -1, 0, "SELECT 0, id FROM document WHERE id = :id" },
	{ "revision", -1, 2,
	  "SELECT 0, document FROM revision WHERE id = :id" },
	{ "document_case", -1, 2,
	  "SELECT 0, document FROM document_case WHERE id = :id" },
	{ "speaker", -1, 2, "SELECT 0, document FROM speaker WHERE id = :id" },
	{ "code", 0, -1, "SELECT id, 0 FROM code WHERE id = :id" },
	{ "rule", 2, -1, "SELECT code, 0 FROM rule WHERE id = :id" },
	{ "example", 2, -1, "SELECT code, 0 FROM example WHERE id = :id" },
	{ "coding", 2, 3, "SELECT code, document FROM coding WHERE id = :id" },
	{ "verdict", 2, 3,
	  "SELECT code, document FROM verdict WHERE id = :id" },
	{ "reading", 5, 3,
	  "SELECT code, document FROM reading WHERE id = :id" },
	{ NULL, 0, 0, NULL },
};

/* Rows added, removed and changed, of one table or one (code, document). */
struct touch {
	int64_t code, document;
	int64_t added, removed, changed;
};

struct touches {
	struct touch *items;
	size_t n, cap;
};

static int
record_error(int sql, struct error *err)
{
	return error_set(err, ERR_DB, "cannot record the history: %s",
	                 sqlite3_errstr(sql));
}

/*
 * The session's notes take a hundred bytes a row, so the cache is given less:
 * what acts add comes in order, and a larger one saves no time.
 */
static const char cache_sql[] = "PRAGMA cache_size = -16384";

int
history_begin(struct db *db, struct history **out, struct error *err)
{
	struct history *h = mem_zero(sizeof(*h));
	int block = BLOCK, rc;
	size_t i;

	*out = NULL;
	h->db = db;
	rc = db_exec(db, cache_sql, err);
	if (rc < 0) {
		history_cancel(h);
		return rc;
	}
	sqlite3session_config(SQLITE_SESSION_CONFIG_STRMSIZE, &block);
	rc = sqlite3session_create(db->handle, "main", &h->session);
	for (i = 0; rc == SQLITE_OK && history_tables[i]; i++)
		rc = sqlite3session_attach(h->session, history_tables[i]);
	if (rc != SQLITE_OK) {
		history_cancel(h);
		return record_error(rc, err);
	}
	*out = h;
	return 0;
}

void
history_cancel(struct history *h)
{
	if (!h)
		return;
	if (h->session)
		sqlite3session_delete(h->session);
	free(h);
}

void
history_look(struct history *h, bool look)
{
	if (h)
		sqlite3session_enable(h->session, look);
}

/* Column N (the id is 0) of the row that is new, or was there; or 0. */
static int64_t
value(sqlite3_changeset_iter *it, int op, int n)
{
	sqlite3_value *v = NULL;

	if (n >= 0 && op == SQLITE_INSERT)
		sqlite3changeset_new(it, n, &v);
	else if (n >= 0)
		sqlite3changeset_old(it, n, &v);
	return v ? sqlite3_value_int64(v) : 0;
}

static const struct home *
find_home(const char *table)
{
	const struct home *h;

	for (h = homes; h->table; h++)
		if (strcmp(h->table, table) == 0)
			return h;
	return NULL;
}

/* Which code and document the changed row belongs to; 0 for none. */
static int
find_target(struct db *db, sqlite3_changeset_iter *it, const char *table,
            int op, struct touch *t, struct error *err)
{
	const struct home *home = find_home(table);
	sqlite3_stmt *st = NULL;
	int rc;

	t->code = t->document = 0;
	if (!home)
		return 0;
	if (op != SQLITE_UPDATE) {
		t->code = value(it, op, home->code);
		t->document = value(it, op, home->document);
		return 0;
	}
	rc = db_keep(db, home->sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_int(st, ":id", value(it, op, 0));
	rc = db_step(db, st, err);
	if (rc > 0) {
		t->code = db_int(st, 0);
		t->document = db_int(st, 1);
		rc = 0;
	}
	db_reset(st);
	return rc;
}

static void
count(struct touch *t, int op)
{
	t->added += op == SQLITE_INSERT;
	t->removed += op == SQLITE_DELETE;
	t->changed += op == SQLITE_UPDATE;
}

static int
compare_touch(const void *a, const void *b)
{
	const struct touch *x = a, *y = b;

	if (x->code != y->code)
		return x->code < y->code ? -1 : 1;
	if (x->document != y->document)
		return x->document < y->document ? -1 : 1;
	return 0;
}

/* Sort by (code, document) and add up equal ones. */
static void
fold_touches(struct touches *t)
{
	size_t i, n = 0;

	if (t->n == 0)
		return;
	qsort(t->items, t->n, sizeof(*t->items), compare_touch);
	for (i = 1; i < t->n; i++) {
		if (compare_touch(&t->items[n], &t->items[i]) != 0) {
			t->items[++n] = t->items[i];
			continue;
		}
		t->items[n].added += t->items[i].added;
		t->items[n].removed += t->items[i].removed;
		t->items[n].changed += t->items[i].changed;
	}
	t->n = n + 1;
}

/* A changeset that is read from a spool. */
struct source {
	const struct spool *spool;
	uint64_t at;
	struct error *err;
};

/* SQLite asks for the next bytes of a changeset. */
static int
on_input(void *arg, void *data, int *size)
{
	struct source *s = arg;
	int rc = spool_read(s->spool, s->at, data, *size, s->err);

	*size = rc < 0 ? 0 : rc;
	s->at += (uint64_t)*size;
	return rc < 0 ? SQLITE_IOERR : SQLITE_OK;
}

/* A JSON object with [added, removed, changed] rows for each table. */
static void
summarise(const struct touch *tables, struct buf *summary)
{
	const char *sep = "";
	size_t i;

	buf_addc(summary, '{');
	for (i = 0; history_tables[i]; i++) {
		const struct touch *t = &tables[i];

		if (t->added + t->removed + t->changed == 0)
			continue;
		buf_addf(summary, "%s\"%s\":[%lld,%lld,%lld]", sep,
		         history_tables[i], (long long)t->added,
		         (long long)t->removed, (long long)t->changed);
		sep = ",";
	}
	buf_addc(summary, '}');
}

/* Walk the changeset: what was touched, and the summary by table. */
static int
describe(struct db *db, const struct spool *changeset, struct touches *touches,
         struct buf *summary, struct error *err)
{
	struct touch tables[sizeof(history_tables) / sizeof(*history_tables)];
	struct source source = { .spool = changeset, .err = err };
	sqlite3_changeset_iter *it = NULL;
	size_t i;
	int rc = 0, sql;

	memset(tables, 0, sizeof(tables));
	sql = sqlite3changeset_start_strm(&it, on_input, &source);
	while (rc == 0 && sql == SQLITE_OK &&
	       sqlite3changeset_next(it) == SQLITE_ROW) {
		struct touch t = { 0 };
		const char *table;
		int columns, op, indirect;

		sqlite3changeset_op(it, &table, &columns, &op, &indirect);
		for (i = 0; history_tables[i]; i++)
			if (strcmp(history_tables[i], table) == 0)
				count(&tables[i], op);
		rc = find_target(db, it, table, op, &t, err);
		count(&t, op);
		if (t.code || t.document)
			vec_push(touches, t);
	}
	if (it)
		sql = sqlite3changeset_finalize(it);
	if (rc == 0 && sql != SQLITE_OK)
		rc = sql == SQLITE_IOERR ? err->code : record_error(sql, err);
	if (rc < 0)
		return rc;
	summarise(tables, summary);
	fold_touches(touches);
	return 0;
}

static int
insert_touches(struct db *db, int64_t act, const struct touches *touches,
               struct error *err)
{
	static const char sql[] =
	    "INSERT INTO history_touch(act, code, document, added, removed,"
	    " changed) VALUES (:act, :code, :document, :added, :removed,"
	    " :changed)";
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_prepare(db, sql, &st, err);
	for (i = 0; rc == 0 && i < touches->n; i++) {
		const struct touch *t = &touches->items[i];

		db_bind_int(st, ":act", act);
		db_bind_int(st, ":code", t->code);
		db_bind_int(st, ":document", t->document);
		db_bind_int(st, ":added", t->added);
		db_bind_int(st, ":removed", t->removed);
		db_bind_int(st, ":changed", t->changed);
		rc = db_run(db, st, err);
	}
	db_finish(st);
	return rc;
}

/* Fill the empty room for the act's changeset, block by block. */
static int
write_changeset(struct db *db, int64_t act, const struct spool *changeset,
                struct error *err)
{
	sqlite3_blob *blob = NULL;
	char block[BLOCK];
	int rc, n, at = 0;

	rc = sqlite3_blob_open(db->handle, "main", "history", "changeset", act,
	                       1, &blob);
	while (rc == SQLITE_OK) {
		n = spool_read(changeset, (uint64_t)at, block, BLOCK, err);
		if (n <= 0) {
			sqlite3_blob_close(blob);
			return n;
		}
		rc = sqlite3_blob_write(blob, block, n, at);
		at += n;
	}
	rc = db_error(db, err, "write");
	sqlite3_blob_close(blob);
	return rc;
}

static int
insert_act(struct db *db, const char *at, const char *coder,
           const char *command, int64_t undoes, const char *summary,
           const struct spool *changeset, int64_t *id_out, struct error *err)
{
	static const char sql[] =
	    "INSERT INTO history(guid, at, coder, command, undoes,"
	    " schema_step, summary, changeset) VALUES (:guid, :at, :coder,"
	    " :command, :undoes, (SELECT user_version FROM"
	    " pragma_user_version), :summary, :changeset)";
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	rc = db_prepare(db, sql, &st, err);
	if (rc < 0)
		return rc;
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	db_bind_text(st, ":at", at);
	db_bind_text(st, ":coder", coder);
	db_bind_text(st, ":command", command);
	db_bind_id(st, ":undoes", undoes);
	db_bind_text(st, ":summary", summary);
	sqlite3_bind_zeroblob(st,
	                      sqlite3_bind_parameter_index(st, ":changeset"),
	                      (int)spool_size(changeset));
	rc = db_run(db, st, err);
	db_finish(st);
	*id_out = db_last_id(db);
	return rc < 0 ? rc : write_changeset(db, *id_out, changeset, err);
}

/* SQLite gives the next bytes of a changeset. */
static int
on_output(void *spool, const void *data, int size)
{
	spool_add(spool, data, (size_t)size);
	return SQLITE_OK;
}

/* What the session has seen; its notes are not needed beside what follows. */
static int
take_changeset(struct history *h, struct spool *out, struct error *err)
{
	int most = sqlite3_limit(h->db->handle, SQLITE_LIMIT_LENGTH, -1);
	int rc = sqlite3session_changeset_strm(h->session, on_output, out);

	history_cancel(h);
	if (rc != SQLITE_OK)
		return record_error(rc, err);
	if (spool_size(out) > (uint64_t)most)
		return error_set(err, ERR_LIMIT,
		                 "too much for one act: what was changed "
		                 "takes %llu MB of the history, and %d MB is "
		                 "the most; do it in parts",
		                 (unsigned long long)(spool_size(out) >> 20),
		                 most >> 20);
	return 0;
}

int
history_end(struct history *h, const char *at, const char *coder,
            const char *command, int64_t undoes, struct error *err)
{
	struct spool changeset = { .most = IN_MEMORY };
	struct touches touches = { 0 };
	struct buf summary = { 0 };
	struct db *db = h->db;
	int64_t act = 0;
	int rc;

	rc = take_changeset(h, &changeset, err);
	if (rc < 0 || spool_size(&changeset) == 0)
		goto out;
	rc = describe(db, &changeset, &touches, &summary, err);
	if (rc < 0)
		goto out;
	rc = insert_act(db, at, coder, command, undoes, buf_str(&summary),
	                &changeset, &act, err);
	if (rc < 0)
		goto out;
	rc = insert_touches(db, act, &touches, err);
out:
	spool_release(&changeset);
	buf_release(&summary);
	vec_release(&touches);
	return rc;
}
