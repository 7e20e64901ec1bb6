/* The revisions of a document; its turns as a transcript's. */
#include "model/document.h"

#include "base/mem.h"
#include "base/vec.h"
#include "model/layout.h"

#include <stdlib.h>
#include <string.h>

int
revision_list(struct project *p, int64_t id, struct revision_list *out,
              struct error *err)
{
	static const char sql[] =
	    "SELECT r.id, r.ordinal, (SELECT min(o.ordinal) FROM revision o"
	    " WHERE o.document = r.document AND o.text = r.text),"
	    " r.id = d.revision, l.n_turns, r.origin, r.format, r.encoding,"
	    " r.changes, r.at, r.text"
	    " FROM revision r JOIN document d ON d.id = r.document"
	    " JOIN layout l ON l.id = r.layout"
	    " WHERE d.id = :document ORDER BY r.ordinal";
	sqlite3_stmt *st = NULL;
	int rc;

	rc = db_prepare(&p->db, sql, &st, err);
	if (rc == 0)
		db_bind_int(st, ":document", id);
	while (rc >= 0 && (rc = db_step(&p->db, st, err)) > 0) {
		struct revision r = {
			.id = db_int(st, 0),
			.ordinal = (int)db_int(st, 1),
			.same_as = (int)db_int(st, 2),
			.in_force = db_int(st, 3) != 0,
			.turns = (size_t)db_int(st, 4),
			.origin = mem_str(db_text(st, 5)),
			.format = mem_str(db_text(st, 6)),
			.encoding = mem_str(db_text(st, 7)),
			.changes = mem_str(db_text(st, 8)),
			.at = mem_str(db_text(st, 9)),
		};

		if (db_bytes(st, 10) < sizeof(r.sha256))
			memcpy(r.sha256, db_text(st, 10), db_bytes(st, 10));
		vec_push(out, r);
	}
	db_finish(st);
	return rc;
}

void
revision_list_release(struct revision_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		free(list->items[i].origin);
		free(list->items[i].format);
		free(list->items[i].encoding);
		free(list->items[i].changes);
		free(list->items[i].at);
	}
	vec_release(list);
}

void
document_turns(const struct transcript_view *v, struct transcript *out)
{
	size_t i;

	memset(out, 0, sizeof(*out));
	for (i = 0; i < v->n_speakers; i++) {
		struct transcript_speaker s = { mem_str(v->speakers[i].label),
			                        v->speakers[i].role };

		vec_push(&out->speakers, s);
	}
	for (i = 0; i < v->n_turns; i++) {
		const struct turn *from = &v->turns[i];
		struct transcript_turn t = {
			.start = from->start,
			.end = from->end,
			.start_ms = from->start_ms,
			.end_ms = from->end_ms,
			.words = from->words,
			.first_speaker = from->first_speaker,
			.speakers = from->speakers,
		};

		vec_push(&out->turns, t);
	}
	for (i = 0; i < v->n_turn_speakers; i++)
		vec_push(&out->turn_speakers, v->turn_speakers[i]);
	for (i = 0; i < v->n_sections; i++)
		vec_push(&out->sections, v->sections[i]);
}
