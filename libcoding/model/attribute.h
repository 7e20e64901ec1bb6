/*
 * attribute.h - attributes and their values.
 *
 * An attribute is a variable of the study: role, years in post.  A value
 * belongs to a case, to a case at a wave, or to a document.
 */
#ifndef EMIC_MODEL_ATTRIBUTE_H
#define EMIC_MODEL_ATTRIBUTE_H

#include "store/project.h"

enum attribute_type {
	ATTRIBUTE_TEXT,
	ATTRIBUTE_NUMBER,
	ATTRIBUTE_DATE,
	ATTRIBUTE_BOOLEAN,
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

/* "text", "number", "date", "boolean". */
const char *attribute_type_name(enum attribute_type type);

/* All attributes, in order of appearance. */
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

/*
 * The attribute called NAME, made with TYPE when it is missing.
 *
 * ERR_FORMAT: no name for an attribute (name.h).
 */
int attribute_ensure(struct project *p, const char *name,
                     enum attribute_type type, int64_t *id_out,
                     struct error *err);
int attribute_set_type(struct project *p, int64_t id, enum attribute_type type,
                       struct error *err);

/*
 * Set one value: of a case (DOCUMENT 0), at WAVE unless that is NULL, or of
 * a document (CASE 0).  An empty value takes it away.  *CHANGED_OUT (may be
 * NULL) says whether anything changed.
 *
 * ERR_FORMAT: VALUE or WAVE is not valid UTF-8.
 */
int attribute_set(struct project *p, int64_t attribute, int64_t case_id,
                  int64_t document, const char *wave, const char *value,
                  bool *changed_out, struct error *err);

/* The narrowest type that all of VALUES (empty ones left out) have. */
enum attribute_type attribute_guess(const char *const *values, size_t n);

/* Is VALUE of TYPE? */
bool attribute_fits(enum attribute_type type, const char *value);

#endif
