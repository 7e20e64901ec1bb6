/*
 * codebook_store.c - a codebook file's content into the project.
 *
 * Only rows that differ are written, so that loading the same file again
 * changes none.  A code keeps its row whatever is renamed or moved: marks
 * stay on it.
 */
#include "model/codebook.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "model/codebook_lines.h"
#include "model/codebook_match.h"

#include <stdlib.h>
#include <string.h>

struct store {
	struct db *db;
	struct codebook_match match;
	const struct codebook *file;
	struct codebook *stored;
	bool prune;
	int64_t *ids; /* code.id by code.index in the file, once known */
	struct code_outcomes *out;
	struct error *err;
};

/* --- the codebook's own row, and the lists ------------------------------- */

static int
run_head(struct store *s, bool insert, const char *name, const char *fillers)
{
	static const char insert_sql[] =
	    "INSERT INTO codebook(guid, name, fillers)"
	    " VALUES (:guid, :name, :fillers)";
	static const char update_sql[] =
	    "UPDATE codebook SET name = :name, fillers = :fillers"
	    " WHERE name <> :name OR fillers <> :fillers";
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	rc = db_prepare(s->db, insert ? insert_sql : update_sql, &st, s->err);
	if (rc < 0)
		return rc;
	if (insert) {
		hash_guid(guid);
		db_bind_text(st, ":guid", guid);
	}
	db_bind_text(st, ":name", name);
	db_bind_text(st, ":fillers", fillers);
	rc = db_run(s->db, st, s->err);
	db_finish(st);
	return rc;
}

/* What the file does not say stays as it is; pruned, it goes. */
static int
store_head(struct store *s)
{
	static const char count_sql[] = "SELECT count(*) FROM codebook";
	bool said = s->file->fillers || s->prune;
	const struct codebook *of = said ? s->file : s->stored;
	const char *name = s->file->name[0] ? s->file->name : s->stored->name;
	struct buf fillers = { 0 };
	int64_t rows;
	int rc;

	codebook_lines_join(of->fillers, of->n_fillers, &fillers);
	rc = db_query_int(s->db, count_sql, &rows, s->err);
	if (rc == 0)
		rc = run_head(s, rows == 0, name, buf_str(&fillers));
	buf_release(&fillers);
	return rc;
}

/* --- codes --------------------------------------------------------------- */

static void
bind_code(struct store *s, sqlite3_stmt *st, const struct code *c)
{
	char *folded = unicode_fold(c->name);

	db_bind_text(st, ":slug", c->slug);
	db_bind_id(st, ":parent", c->parent ? s->ids[c->parent->index] : 0);
	db_bind_text(st, ":name", c->name);
	db_bind_text(st, ":name_folded", folded);
	db_bind_text(st, ":kind", c->kind);
	db_bind_text(st, ":definition", c->definition);
	db_bind_text(st, ":include", c->include);
	db_bind_text(st, ":exclude", c->exclude);
	db_bind_text(st, ":colour", c->colour);
	db_bind_text(st, ":source", c->source);
	db_bind_text(st, ":unit", code_unit_name(c->unit));
	db_bind_text(st, ":speakers", c->speakers);
	db_bind_text(st, ":letter_case", c->exact ? "exact" : "fold");
	db_bind_text(st, ":asides", c->match_asides ? "match" : "skip");
	free(folded);
}

static int
insert_code(struct store *s, const struct code *c)
{
	static const char sql[] =
	    "INSERT INTO code(guid, slug, parent, name, name_folded, kind,"
	    " definition, include, exclude, colour, source, unit, speakers,"
	    " letter_case, asides, position)"
	    " VALUES (:guid, :slug, :parent, :name, :name_folded, :kind,"
	    " :definition, :include, :exclude, :colour, :source, :unit,"
	    " :speakers, :letter_case, :asides, 0)";
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	rc = db_prepare(s->db, sql, &st, s->err);
	if (rc < 0)
		return rc;
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	bind_code(s, st, c);
	rc = db_run(s->db, st, s->err);
	if (rc == 0)
		s->ids[c->index] = db_last_id(s->db);
	db_finish(st);
	return rc;
}

static int
update_code(struct store *s, const struct code *c)
{
	static const char sql[] =
	    "UPDATE code SET slug = :slug, parent = :parent, name = :name,"
	    " name_folded = :name_folded, kind = :kind,"
	    " definition = :definition, include = :include,"
	    " exclude = :exclude, colour = :colour, source = :source,"
	    " unit = :unit, speakers = :speakers,"
	    " letter_case = :letter_case, asides = :asides, retired = 0"
	    " WHERE id = :id";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(s->db, sql, &st, s->err);
	if (rc < 0)
		return rc;
	bind_code(s, st, c);
	db_bind_int(st, ":id", s->ids[c->index]);
	rc = db_run(s->db, st, s->err);
	db_finish(st);
	return rc;
}

/* Does the stored code stand below another parent than in the file? */
static bool
is_moved(const struct store *s, const struct code *file,
         const struct code *stored)
{
	const struct code *parent =
	    file->parent ? s->match.stored_of[file->parent->index] : NULL;

	return parent != stored->parent || (file->parent && !parent);
}

/*
 * First give every code that changes its name, id or parent a name and id
 * that no other has: two codes may swap theirs.
 */
static int
set_aside(struct store *s)
{
	static const char sql[] =
	    "UPDATE code SET slug = char(1) || id, name_folded = char(1) || id"
	    " WHERE id = :id";
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	rc = db_prepare(s->db, sql, &st, s->err);
	for (i = 0; i < s->file->n_codes && rc == 0; i++) {
		const struct code *c = s->file->codes[i];
		const struct code *old = s->match.stored_of[i];

		if (!old ||
		    (strcmp(old->name, c->name) == 0 &&
		     strcmp(old->slug, c->slug) == 0 && !is_moved(s, c, old)))
			continue;
		db_bind_int(st, ":id", old->id);
		rc = db_run(s->db, st, s->err);
	}
	db_finish(st);
	return rc;
}

static void
note_field(struct buf *fields, bool changed, const char *name)
{
	if (changed)
		buf_addf(fields, "%s%s", fields->len ? ", " : "", name);
}

static bool
differs(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") != 0;
}

/* The keys of the file whose values differ between OLD and C. */
static void
compare_codes(const struct code *old, const struct code *c, struct buf *fields)
{
	note_field(fields, differs(old->name, c->name), "name");
	note_field(fields, differs(old->kind, c->kind), "kind");
	note_field(fields, differs(old->definition, c->definition),
	           "definition");
	note_field(fields, differs(old->include, c->include), "include");
	note_field(fields, differs(old->exclude, c->exclude), "exclude");
	note_field(fields, differs(old->colour, c->colour), "colour");
	note_field(fields, differs(old->source, c->source), "source");
	note_field(fields, old->unit != c->unit, "unit");
	note_field(fields, differs(old->speakers, c->speakers), "speakers");
	note_field(fields, old->exact != c->exact, "case");
	note_field(fields, old->match_asides != c->match_asides, "asides");
}

static void
add_outcome(struct store *s, enum code_change change, const char *path,
            const char *before, struct buf *fields)
{
	struct code_outcome o = { .change = change, .path = mem_str(path) };

	if (before && strcmp(before, path) != 0)
		o.before = mem_str(before);
	if (fields && fields->len > 0)
		o.fields = mem_str(buf_str(fields));
	vec_push(s->out, o);
}

/* Store code I of the file, its rules and its examples. */
static int
store_code(struct store *s, size_t i)
{
	const struct code *c = s->file->codes[i];
	const struct code *old = s->match.stored_of[i];
	enum code_change change = CODE_SAME;
	struct buf fields = { 0 };
	bool place = false;
	int rc = 0;

	if (!old) {
		rc = insert_code(s, c);
		change = CODE_ADDED;
	} else {
		s->ids[i] = old->id;
		compare_codes(old, c, &fields);
		note_field(&fields, old->retired, "brought back");
		place = is_moved(s, c, old) || differs(old->slug, c->slug);
		if (fields.len > 0 || place)
			rc = update_code(s, c);
	}
	if (rc == 0 && codebook_lines_rules_differ(old, c)) {
		note_field(&fields, true, "rules");
		rc = codebook_lines_rules(s->db, s->ids[i], c, s->err);
	}
	if (rc == 0 && codebook_lines_examples_differ(old, c)) {
		note_field(&fields, true, "examples");
		rc = codebook_lines_examples(s->db, s->ids[i], c, s->err);
	}
	if (place)
		change = CODE_RENAMED;
	else if (old && fields.len > 0)
		change = CODE_CHANGED;
	add_outcome(s, change, c->path, old ? old->path : NULL,
	            old ? &fields : NULL);
	buf_release(&fields);
	return rc;
}

/* --- codes that the file does not have ----------------------------------- */

/* Kept codes may stand below renamed ones: their paths are made anew. */
static int
store_kept(struct store *s)
{
	static const char sql[] = "UPDATE code SET retired = 1 WHERE id = :id";
	struct arena paths = { 0 };
	const char **path;
	sqlite3_stmt *st = NULL;
	size_t i;
	int rc;

	path = mem_array(s->stored->n_codes + 1, sizeof(*path));
	rc = db_prepare(s->db, sql, &st, s->err);
	for (i = 0; i < s->stored->n_codes && rc == 0; i++) {
		const struct code *c = s->stored->codes[i];
		const struct code *now = s->match.file_of[i];

		path[i] = now ? now->path
		          : c->parent
		              ? arena_fmt(&paths, "%s/%s",
		                          path[c->parent->index], c->slug)
		              : c->slug;
		if (now || c->retired)
			continue;
		add_outcome(s, s->prune ? CODE_RETIRED : CODE_KEPT, path[i],
		            c->path, NULL);
		if (!s->prune)
			continue;
		db_bind_int(st, ":id", c->id);
		rc = db_run(s->db, st, s->err);
	}
	db_finish(st);
	free(path);
	arena_release(&paths);
	return rc;
}

/* --- order --------------------------------------------------------------- */

/* The codes below one code of the file, or at the top. */
struct group {
	bool renumber;
	size_t last; /* code.index in the project of the last one, + 1 */
	int next;    /* position to give */
};

static int
set_position(struct store *s, sqlite3_stmt *st, struct group *g, int64_t id)
{
	if (!g->renumber)
		return 0;
	db_bind_int(st, ":id", id);
	db_bind_int(st, ":position", ++g->next);
	return db_run(s->db, st, s->err);
}

/*
 * Where codes below one parent are new, moved, or in another order than
 * before, all are numbered anew: first the file's, then those kept.
 */
static int
store_positions(struct store *s)
{
	static const char sql[] = "UPDATE code SET position = :position"
	                          " WHERE id = :id AND position <> :position";
	struct group *groups = mem_array(s->file->n_codes + 1, sizeof(*groups));
	sqlite3_stmt *st = NULL;
	struct group *g;
	size_t i;
	int rc;

	for (i = 0; i < s->file->n_codes; i++) {
		const struct code *c = s->file->codes[i];
		const struct code *old = s->match.stored_of[i];

		g = &groups[c->parent ? c->parent->index + 1 : 0];
		if (!old || is_moved(s, c, old) || old->index + 1 < g->last)
			g->renumber = true;
		else
			g->last = old->index + 1;
	}
	rc = db_prepare(s->db, sql, &st, s->err);
	for (i = 0; i < s->file->n_codes && rc == 0; i++) {
		const struct code *c = s->file->codes[i];

		g = &groups[c->parent ? c->parent->index + 1 : 0];
		rc = set_position(s, st, g, s->ids[i]);
	}
	for (i = 0; i < s->stored->n_codes && rc == 0; i++) {
		const struct code *c = s->stored->codes[i], *above = NULL;

		if (c->parent)
			above = s->match.file_of[c->parent->index];
		if (s->match.file_of[i] || c->retired || s->prune ||
		    (c->parent && !above))
			continue;
		g = &groups[above ? above->index + 1 : 0];
		rc = set_position(s, st, g, c->id);
	}
	db_finish(st);
	free(groups);
	return rc;
}

int
codebook_store(struct project *p, const struct codebook *b, bool prune,
               struct code_outcomes *out, struct error *err)
{
	struct store s = {
		.db = &p->db,
		.file = b,
		.prune = prune,
		.out = out,
		.err = err,
	};
	size_t i;
	int rc;

	rc = codebook_read(p, &s.stored, err);
	if (rc < 0)
		return rc;
	codebook_match(&s.match, b, s.stored);
	s.ids = mem_array(b->n_codes + 1, sizeof(*s.ids));
	rc = codebook_match_check(&s.match, err);
	if (rc == 0)
		rc = store_head(&s);
	if (rc == 0)
		rc = codebook_lines_lists(&p->db, s.stored, b, prune, err);
	if (rc == 0)
		rc = set_aside(&s);
	for (i = 0; i < b->n_codes && rc == 0; i++)
		rc = store_code(&s, i);
	if (rc == 0)
		rc = store_kept(&s);
	if (rc == 0)
		rc = store_positions(&s);
	codebook_match_release(&s.match);
	codebook_free(s.stored);
	free(s.ids);
	return rc;
}

void
code_outcomes_release(struct code_outcomes *o)
{
	size_t i;

	for (i = 0; i < o->n; i++) {
		free(o->items[i].path);
		free(o->items[i].before);
		free(o->items[i].fields);
	}
	vec_release(o);
}
