/*
 * case.h - cases, and who belongs to what.
 *
 * A case is what the study compares: a participant, dyad, group,
 * organisation or site.  Its attributes are in attribute.h.
 */
#ifndef EMIC_MODEL_CASE_H
#define EMIC_MODEL_CASE_H

#include "model/attribute.h"
#include "store/project.h"

enum case_kind {
	CASE_PARTICIPANT,
	CASE_DYAD,
	CASE_GROUP,
	CASE_ORGANISATION,
	CASE_SITE,
	CASE_KINDS,
};

struct study_case {
	int64_t id;
	char *name;
	enum case_kind kind;
};

struct case_list {
	struct study_case *items;
	size_t n, cap;
};

/* "participant", ... and back; -1 when NAME is none of them. */
const char *case_kind_name(enum case_kind kind);
int case_kind_find(const char *name);

/* All cases, by name (folded). */
int case_list(struct project *p, struct case_list *out, struct error *err);
void case_list_release(struct case_list *list);

/* Find by name, case folded.  ERR_NOTFOUND: none; near names are shown. */
int case_find(struct project *p, const char *name, int64_t *id_out,
              struct error *err);

/*
 * The id of the case called NAME, made with KIND when it is missing
 * (*MADE_OUT, may be NULL, says so); an existing one keeps its kind.
 *
 * ERR_FORMAT: no name for a case (name.h).
 */
int case_ensure(struct project *p, const char *name, enum case_kind kind,
                int64_t *id_out, bool *made_out, struct error *err);
int case_set_kind(struct project *p, int64_t id, enum case_kind kind,
                  struct error *err);

/*
 * MEMBER belongs to WHOLE; already so is fine.
 *
 * ERR_CONFLICT: WHOLE is MEMBER or belongs to it.
 */
int case_add_member(struct project *p, int64_t whole, int64_t member,
                    struct error *err);

/* Document DOCUMENT as a whole is CASE's; already so is fine. */
int case_add_document(struct project *p, int64_t case_id, int64_t document,
                      struct error *err);

/*
 * Link every participant whose label equals a case's name and who has no
 * case yet.  *N_OUT counts the speakers linked.
 */
int case_link_labels(struct project *p, size_t *n_out, struct error *err);

#endif
