/* Changes to speakers and turns. */
#include "model/document.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/segment.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/layout.h"
#include "model/name.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Nobody is called LABEL: say which labels are near. */
static int
no_label(struct project *p, const char *label, int64_t document,
         struct error *err)
{
	static const char sql[] =
	    "SELECT min(label) FROM speaker"
	    " WHERE :document IS NULL OR document = :document"
	    " GROUP BY label_folded ORDER BY label_folded";
	struct nearest near = { 0 };
	sqlite3_stmt *st = NULL;
	int rc;

	nearest_start(&near, label);
	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_id(st, ":document", document);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0)
		nearest_offer(&near, db_text(st, 0));
	db_finish(st);
	if (rc == 0)
		rc = error_set(err, ERR_NOTFOUND, "no speaker '%s' in %s%s",
		               label,
		               document ? "that document" : "any document",
		               nearest_hint(&near));
	nearest_release(&near);
	return rc;
}

int
document_check_label(struct project *p, const char *label, struct error *err)
{
	static const char sql[] = "SELECT EXISTS (SELECT 1 FROM speaker"
	                          " WHERE label_folded = :label)";
	char *folded = unicode_fold(label);
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		goto out;
	db_bind_text(st, ":label", folded);
	rc = db_step(&p->db, st, err);
	if (rc > 0)
		rc = db_int(st, 0) ? 0 : no_label(p, label, 0, err);
out:
	db_finish(st);
	free(folded);
	return rc;
}

/* Run a prepared UPDATE for LABEL in DOCUMENT (0: all) and count. */
static int
update_speakers(struct project *p, sqlite3_stmt *st, int64_t document,
                const char *label, size_t *n_out, struct error *err)
{
	char *folded = unicode_fold(label);
	int rc;

	db_bind_text(st, ":label", folded);
	db_bind_id(st, ":document", document);
	rc = db_run(&p->db, st, err);
	*n_out = (size_t)db_changes(&p->db);
	if (rc == 0 && *n_out == 0)
		rc = no_label(p, label, document, err);
	free(folded);
	return rc;
}

int
document_set_role(struct project *p, int64_t id, const char *label,
                  enum speaker_role role, size_t *n_out, struct error *err)
{
	static const char sql[] =
	    "UPDATE speaker SET role = :role WHERE label_folded = :label"
	    " AND (:document IS NULL OR document = :document)";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_text(st, ":role", speaker_role_name(role));
	rc = update_speakers(p, st, id, label, n_out, err);
	db_finish(st);
	return rc;
}

int
document_set_case(struct project *p, int64_t id, const char *label,
                  int64_t case_id, size_t *n_out, struct error *err)
{
	static const char sql[] =
	    "UPDATE speaker SET [case] = :case WHERE label_folded = :label"
	    " AND (:document IS NULL OR document = :document)";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		return rc;
	db_bind_id(st, ":case", case_id);
	rc = update_speakers(p, st, id, label, n_out, err);
	db_finish(st);
	return rc;
}

static int
find_turn(const struct transcript_view *v, int ordinal, size_t *out,
          struct error *err)
{
	if (ordinal < 1 || (size_t)ordinal > v->n_turns)
		return error_set(err, ERR_NOTFOUND,
		                 "document '%s' has turns 1 to %zu, no turn %d",
		                 v->document.name, v->n_turns, ordinal);
	*out = (size_t)ordinal - 1;
	return 0;
}

static int
insert_speaker(struct project *p, struct transcript_view *v, const char *label,
               const char *folded, struct error *err)
{
	static const char sql[] =
	    "INSERT INTO speaker(guid, document, label, label_folded, role,"
	    " [case]) VALUES (:guid, :document, :label, :folded,"
	    " 'participant', (SELECT id FROM [case]"
	    " WHERE name_folded = :folded))";
	struct speaker s = { .label = mem_str(label) };
	sqlite3_stmt *st = NULL;
	char guid[GUID_SIZE];
	int rc;

	rc = name_check("a speaker", label, err);
	if (rc < 0)
		goto out;
	rc = db_prepare(&p->db, sql, &st, err);
	if (rc < 0)
		goto out;
	hash_guid(guid);
	db_bind_text(st, ":guid", guid);
	db_bind_int(st, ":document", v->document.id);
	db_bind_text(st, ":label", label);
	db_bind_text(st, ":folded", folded);
	rc = db_run(&p->db, st, err);
	if (rc < 0)
		goto out;
	s.id = db_last_id(&p->db);
	v->speakers =
	    mem_resize(v->speakers, v->n_speakers + 1, sizeof(*v->speakers));
	v->speakers[v->n_speakers++] = s;
	s.label = NULL;
out:
	free(s.label);
	db_finish(st);
	return rc;
}

/* The index of speaker LABEL in V, made if it is new. */
static int
speaker_for(struct project *p, struct transcript_view *v, const char *label,
            size_t *out, struct error *err)
{
	char *folded = unicode_fold(label), *other;
	size_t i = 0;
	int rc = 0;

	*out = SIZE_MAX;
	for (i = 0; i < v->n_speakers && *out == SIZE_MAX; i++) {
		other = unicode_fold(v->speakers[i].label);
		if (strcmp(other, folded) == 0)
			*out = i;
		free(other);
	}
	if (*out == SIZE_MAX) {
		rc = insert_speaker(p, v, label, folded, err);
		*out = v->n_speakers - 1;
	}
	free(folded);
	return rc;
}

/* A copy of [S, S+LEN) without the spaces around it. */
static char *
trimmed(const char *s, size_t len)
{
	while (len > 0 && *s == ' ') {
		s++;
		len--;
	}
	while (len > 0 && s[len - 1] == ' ')
		len--;
	return mem_strn(s, len);
}

int
document_move_turn(struct project *p, int64_t id, int ordinal,
                   const char *label, struct error *err)
{
	struct transcript_view *v = NULL;
	const char *part = label;
	size_t at = 0, n = 0;
	int rc;

	rc = document_open(p, id, &v, err);
	if (rc == 0)
		rc = find_turn(v, ordinal, &at, err);
	if (rc < 0)
		goto out;
	/* the new speakers of this turn stand behind all the others */
	v->turns[at].first_speaker = v->n_turn_speakers;
	while (rc == 0 && *part) {
		const char *end = strstr(part, " + ");
		size_t len = end ? (size_t)(end - part) : strlen(part), who;
		char *one = trimmed(part, len);

		rc = speaker_for(p, v, one, &who, err);
		if (rc < 0) {
			free(one);
			break;
		}
		v->turn_speakers =
		    mem_resize(v->turn_speakers, v->n_turn_speakers + 1,
		               sizeof(*v->turn_speakers));
		v->turn_speakers[v->n_turn_speakers++] = who;
		n++;
		free(one);
		part += end ? len + 3 : len;
	}
	v->turns[at].speakers = n;
	if (rc == 0)
		rc = layout_replace(p, v, err);
out:
	document_close(v);
	return rc;
}

/* Trim white space off both ends of the turn and count its words. */
static void
settle_turn(const struct transcript_view *v, struct turn *t)
{
	while (t->start < t->end) {
		size_t next = t->start;

		if (!unicode_is_space(utf8_next(v->text, t->end, &next)))
			break;
		t->start = next;
	}
	while (t->end > t->start) {
		size_t before = t->end;

		if (!unicode_is_space(utf8_prev(v->text, &before)))
			break;
		t->end = before;
	}
	t->words = segment_count_words(v->text, t->start, t->end);
}

static bool
inside_aside(const struct transcript_view *v, size_t at)
{
	size_t i;

	for (i = 0; i < v->n_asides; i++)
		if (v->asides[i].start < at && at < v->asides[i].end)
			return true;
	return false;
}

/* Is there a word character on both sides of byte AT? */
static bool
inside_word(const struct transcript_view *v, size_t at)
{
	size_t before = at, after = at;

	return at > 0 && at < v->len &&
	       unicode_is_word(utf8_prev(v->text, &before)) &&
	       unicode_is_word(utf8_next(v->text, v->len, &after));
}

int
document_split_turn(struct project *p, int64_t id, int ordinal, size_t at,
                    struct error *err)
{
	struct transcript_view *v = NULL;
	struct turn second;
	size_t i = 0;
	int rc;

	rc = document_open(p, id, &v, err);
	if (rc == 0)
		rc = find_turn(v, ordinal, &i, err);
	if (rc < 0)
		goto out;
	second = v->turns[i];
	if (inside_word(v, at) || inside_aside(v, at)) {
		rc = error_set(err, ERR_CONFLICT,
		               "position %zu of '%s' lies inside a word or an "
		               "aside",
		               document_cp(v, at), v->document.name);
		goto out;
	}
	if (at > second.start && at < second.end) {
		second.start = at;
		second.start_ms = TURN_NO_TIME;
		v->turns[i].end = at;
		v->turns[i].end_ms = TURN_NO_TIME;
		settle_turn(v, &v->turns[i]);
		settle_turn(v, &second);
	} else {
		second.end = second.start; /* no speech on one side */
	}
	if (second.start >= second.end ||
	    v->turns[i].start >= v->turns[i].end) {
		rc = error_set(err, ERR_CONFLICT,
		               "turn %d of '%s' cannot be split there: both "
		               "parts must hold speech",
		               ordinal, v->document.name);
		goto out;
	}
	v->turns = mem_resize(v->turns, v->n_turns + 1, sizeof(*v->turns));
	memmove(&v->turns[i + 2], &v->turns[i + 1],
	        (v->n_turns - i - 1) * sizeof(*v->turns));
	v->turns[i + 1] = second;
	v->n_turns++;
	rc = layout_replace(p, v, err);
out:
	document_close(v);
	return rc;
}

int
document_join_turn(struct project *p, int64_t id, int ordinal,
                   struct error *err)
{
	struct transcript_view *v = NULL;
	size_t i = 0;
	int rc;

	rc = document_open(p, id, &v, err);
	if (rc == 0)
		rc = find_turn(v, ordinal, &i, err);
	if (rc < 0)
		goto out;
	if (i + 1 >= v->n_turns) {
		rc = error_set(err, ERR_CONFLICT,
		               "turn %d of '%s' is the last: there is none to "
		               "join it with",
		               ordinal, v->document.name);
		goto out;
	}
	v->turns[i].end = v->turns[i + 1].end;
	v->turns[i].end_ms = v->turns[i + 1].end_ms;
	settle_turn(v, &v->turns[i]);
	memmove(&v->turns[i + 1], &v->turns[i + 2],
	        (v->n_turns - i - 2) * sizeof(*v->turns));
	v->n_turns--;
	rc = layout_replace(p, v, err);
out:
	document_close(v);
	return rc;
}
