/*
 * attribution.h - whose words are whose: from turns to the cases counted.
 *
 * Counts use one kind of case.  A participant who belongs to an
 * organisation speaks for it when organisations are counted.  A turn is
 *
 *   - nobody's, when all who speak in it are interviewers or interpreters;
 *   - the case of each of its speakers who has one;
 *   - when it has no speaker at all: the document's only case, if it has
 *     just one (through the document itself or through its speakers);
 *   - when its speakers have no case: the document's only case, if the
 *     document as a whole was given to just one;
 *   - else unattributed.
 */
#ifndef EMIC_MODEL_ATTRIBUTION_H
#define EMIC_MODEL_ATTRIBUTION_H

#include "model/case.h"
#include "model/document.h"

struct attribution;

/* Indexes of counted cases: sorted, each once. */
struct case_indexes {
	size_t *items;
	size_t n, cap;
};

/* Read it for cases of KIND. */
int attribution_load(struct project *p, enum case_kind kind,
                     struct attribution **out, struct error *err);
void attribution_free(struct attribution *a); /* NULL is fine */

/* The cases counted: those of the kind, by name. */
size_t attribution_cases(const struct attribution *a);
const struct study_case *attribution_case(const struct attribution *a,
                                          size_t i);

/* The index of the case called NAME (folded), or SIZE_MAX. */
size_t attribution_find(const struct attribution *a, const char *name);

/* Add the cases of TURN to OUT (which is kept sorted, each once). */
void attribution_turn(const struct attribution *a,
                      const struct transcript_view *v, const struct turn *t,
                      struct case_indexes *out);

/*
 * The value of attribute NAME for case I (SIZE_MAX: no case) in document D:
 * the document's, else the case's at the document's wave, else the case's,
 * else NULL.  Borrowed.
 */
const char *attribution_value(const struct attribution *a, const char *name,
                              size_t i, const struct document *d);

/*
 * Is there an attribute NAME?  A document's date is one even if no table
 * ever gave it: it may come with the text.
 */
bool attribution_knows(const struct attribution *a, const char *name);

/*
 * Has any case or document VALUE (case folded) for attribute NAME?  What
 * near values there are goes into ERR: ERR_NOTFOUND.
 */
int attribution_check_value(const struct attribution *a, const char *name,
                            const char *value, struct error *err);

/* The attributes there are. */
const struct attribute_list *
attribution_attributes(const struct attribution *a);

#endif
