/*
 * case.h - cases, who belongs to what, and their attributes.
 *
 * A case is what the study compares: a participant, dyad, group,
 * organisation or site.  Attribute values belong to a case, to a case at a
 * wave, or to a document.
 */
#ifndef EMIC_MODEL_CASE_H
#define EMIC_MODEL_CASE_H

#include "store/project.h"

enum case_kind {
	CASE_PARTICIPANT,
	CASE_DYAD,
	CASE_GROUP,
	CASE_ORGANISATION,
	CASE_SITE,
	CASE_KINDS,
};

enum attribute_type {
	ATTRIBUTE_TEXT,
	ATTRIBUTE_NUMBER,
	ATTRIBUTE_DATE,
	ATTRIBUTE_BOOLEAN,
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

struct attribute {
	int64_t id;
	char *name;
	enum attribute_type type;
};

struct attribute_list {
	struct attribute *items;
	size_t n, cap;
};

struct attribute_value {
	int64_t attribute;         /* attribute.id */
	int64_t case_id, document; /* one of them is 0 */
	char *wave;                /* NULL: at every wave */
	char *value;
};

struct attribute_values {
	struct attribute_value *items;
	size_t n, cap;
};

/* "participant", ... and back; -1 when NAME is none of them. */
const char *case_kind_name(enum case_kind kind);
int case_kind_find(const char *name);

/* "text", "number", "date", "boolean". */
const char *attribute_type_name(enum attribute_type type);

/* All cases by name (folded); attributes in order of appearance. */
int case_list(struct project *p, struct case_list *out, struct error *err);
void case_list_release(struct case_list *list);
int attribute_list(struct project *p, struct attribute_list *out,
                   struct error *err);
void attribute_list_release(struct attribute_list *list);

/* The attribute called NAME (case folded), or NULL. */
const struct attribute *attribute_list_find(const struct attribute_list *list,
                                            const char *name);

/* All values, by attribute, case, document, wave. */
int attribute_values(struct project *p, struct attribute_values *out,
                     struct error *err);
void attribute_values_release(struct attribute_values *v);

/* Find by name, case folded.  ERR_NOTFOUND: none; near names are shown. */
int case_find(struct project *p, const char *name, int64_t *id_out,
              struct error *err);

/*
 * The id of the case called NAME, made with KIND when it is missing
 * (*MADE_OUT, may be NULL, says so); an existing one keeps its kind.
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

/* The attribute called NAME, made with TYPE when it is missing. */
int attribute_ensure(struct project *p, const char *name,
                     enum attribute_type type, int64_t *id_out,
                     struct error *err);
int attribute_set_type(struct project *p, int64_t id, enum attribute_type type,
                       struct error *err);

/*
 * Set one value: of a case (DOCUMENT 0), at WAVE unless that is NULL, or of
 * a document (CASE 0).  An empty value takes it away.  *CHANGED_OUT (may be
 * NULL) says whether anything changed.
 */
int attribute_set(struct project *p, int64_t attribute, int64_t case_id,
                  int64_t document, const char *wave, const char *value,
                  bool *changed_out, struct error *err);

/* The narrowest type that all of VALUES (empty ones left out) have. */
enum attribute_type attribute_guess(const char *const *values, size_t n);

/* Is VALUE of TYPE? */
bool attribute_fits(enum attribute_type type, const char *value);

#endif
