/*
 * document.h - documents, their text, turns and speakers.
 *
 * A document has revisions; a revision's text never changes.  A layout says
 * how a text falls into turns; it never changes either: splitting a turn
 * makes a new layout and points the revision at it.
 */
#ifndef EMIC_MODEL_DOCUMENT_H
#define EMIC_MODEL_DOCUMENT_H

#include "model/transcript.h"
#include "store/project.h"

struct document {
	int64_t id;
	int64_t revision; /* revision.id in force */
	int64_t layout;
	char *name;
	char *date; /* NULL: not known */
};

struct document_list {
	struct document *items;
	size_t n, cap;
};

struct speaker {
	int64_t id;
	char *label;
	enum speaker_role role;
	int64_t case_id; /* 0: none */
};

struct turn {
	int ordinal; /* from 1 */
	size_t start, end;
	int64_t start_ms, end_ms; /* TURN_NO_TIME: not known */
	size_t words;
	size_t first_speaker; /* index into turn_speakers */
	size_t speakers;      /* how many */
};

/* A document opened for reading: its text and everything that lies on it. */
struct transcript_view {
	struct document document; /* strings owned */
	char *text;
	size_t len;
	struct turn *turns; /* in order */
	size_t n_turns;
	struct speaker *speakers; /* by id */
	size_t n_speakers;
	size_t *turn_speakers; /* indexes into speakers */
	size_t n_turn_speakers;
	struct span *asides; /* in order */
	size_t n_asides;
	struct transcript_section *sections; /* in order */
	size_t n_sections;
};

/*
 * Store T as a new document called NAME.
 *
 * ERR_FORMAT: no name for a document (name.h).
 * ERR_CONFLICT: the name is taken.
 */
int document_add(struct project *p, const char *name,
                 const struct transcript *t, int64_t *id_out,
                 struct error *err);

/*
 * Give document ID the turns of T, which has its text: a new layout.  A
 * speaker that exists keeps id, role and case, also one without a turn now;
 * new ones are made.
 *
 * ERR_CONFLICT: T has another text.
 */
int document_reread(struct project *p, int64_t id, const struct transcript *t,
                    struct error *err);

/* One state of a document's text. */
struct revision {
	int64_t id;
	int ordinal; /* from 1 */
	int same_as; /* the first revision with this text; may be itself */
	bool in_force;
	size_t turns;
	char *origin, *format, *encoding, *changes, *at;
	char sha256[65]; /* of the text */
};

struct revision_list {
	struct revision *items; /* by ordinal */
	size_t n, cap;
};

/* All revisions of document ID. */
int revision_list(struct project *p, int64_t id, struct revision_list *out,
                  struct error *err);
void revision_list_release(struct revision_list *list);

/*
 * Store T as a new revision of document ID and put it in force; marks and
 * hits are the caller's to move (revise.h).  A speaker that exists keeps id,
 * role and case; new ones are made.  FILE is the layout that files gave it,
 * if T has another by hand, else NULL.
 */
int revision_add(struct project *p, int64_t id, const struct transcript *t,
                 const struct transcript *file, int64_t *revision_out,
                 struct error *err);

/*
 * Open V's document with the turns that files gave its revision, if V shows
 * others, because some were given away, split or joined by hand: 1 with OUT,
 * which document_close() takes, or 0.
 */
int document_imported(struct project *p, const struct transcript_view *v,
                      struct transcript_view **out, struct error *err);

/* The turns, speakers and sections of V as a transcript without a text. */
void document_turns(const struct transcript_view *v, struct transcript *out);

/* The same with the text and the turns of revision ORDINAL. */
int revision_repeat(struct project *p, int64_t id, int ordinal,
                    int64_t *revision_out, struct error *err);

/* Find by name, case ignored.  ERR_NOTFOUND: none; near names are shown. */
int document_find(struct project *p, const char *name, int64_t *id_out,
                  struct error *err);

/* The same, but *ID_OUT is 0 if there is none; NAME is valid UTF-8. */
int document_by_name(struct project *p, const char *name, int64_t *id_out,
                     struct error *err);

/* All documents, by name (folded). */
int document_list(struct project *p, struct document_list *out,
                  struct error *err);
void document_list_release(struct document_list *list);

/*
 * Find the document whose revision in force was made from a file with this
 * sha256; *ID_OUT is 0 if there is none, *NAME_OUT is the caller's.
 */
int document_by_origin(struct project *p, const char *sha256, int64_t *id_out,
                       char **name_out, struct error *err);

/* Open document ID.  The view is the caller's to close. */
int document_open(struct project *p, int64_t id, struct transcript_view **out,
                  struct error *err);
void document_close(struct transcript_view *v); /* NULL is fine */

/*
 * Open it as it was at revision ORDINAL; 0: the one in force.
 *
 * ERR_NOTFOUND: it has no such revision.
 */
int document_open_at(struct project *p, int64_t id, int ordinal,
                     struct transcript_view **out, struct error *err);

/* The turn that holds byte AT (of its speech), or NULL. */
const struct turn *document_turn_at(const struct transcript_view *v, size_t at);

/*
 * The turn with byte AT, or the first behind it, as index into turns;
 * n_turns if there is none.
 */
size_t document_turn_from(const struct transcript_view *v, size_t at);

/* Speaker N (from 0) of turn T. */
const struct speaker *document_speaker(const struct transcript_view *v,
                                       const struct turn *t, size_t n);

/* Labels of a turn's speakers, joined by " + "; "" if nobody is known. */
void document_turn_label(const struct transcript_view *v, const struct turn *t,
                         struct buf *out);

/* Is every speaker of T an interviewer (or interpreter)? */
bool document_turn_is_interviewer(const struct transcript_view *v,
                                  const struct turn *t);

/* Bytes to code points and back, within the document's text. */
size_t document_cp(const struct transcript_view *v, size_t byte);
int document_byte(const struct transcript_view *v, size_t cp, size_t *byte_out,
                  struct error *err);

/* ERR_NOTFOUND: no document has a speaker LABEL; near ones are shown. */
int document_check_label(struct project *p, const char *label,
                         struct error *err);

/* --- changes to speakers and turns (text and marks stay as they are) --- */

/*
 * Give LABEL in document ID (0: in all that have it) ROLE.  *N_OUT counts
 * the speakers changed.  ERR_NOTFOUND: no document has that label.
 */
int document_set_role(struct project *p, int64_t id, const char *label,
                      enum speaker_role role, size_t *n_out, struct error *err);

/* The same for the case (case.id; 0 takes it away). */
int document_set_case(struct project *p, int64_t id, const char *label,
                      int64_t case_id, size_t *n_out, struct error *err);

/*
 * Turn ORDINAL is LABEL's (made a speaker if new, as participant); LABEL
 * may be "A + B" for several at once, "" for nobody.
 *
 * ERR_NOTFOUND: no such turn.  ERR_FORMAT: no name for a speaker (name.h).
 */
int document_move_turn(struct project *p, int64_t id, int ordinal,
                       const char *label, struct error *err);

/* Split turn ORDINAL at byte AT, which lies inside it. */
int document_split_turn(struct project *p, int64_t id, int ordinal, size_t at,
                        struct error *err);

/* Join turn ORDINAL with the next one: what lies between becomes speech. */
int document_join_turn(struct project *p, int64_t id, int ordinal,
                       struct error *err);

#endif
