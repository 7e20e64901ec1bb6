/*
 * case_load.h - cases and attributes from a table (emic-cases.1).
 *
 * One row is one case, or one case in one document or wave.  The columns
 * document, speaker, kind, member_of and wave are understood; date,
 * interviewer, mode and language belong to the row's document when it names
 * one; the others are attributes of the case (at the row's wave, if any).
 */
#ifndef EMIC_MODEL_CASE_LOAD_H
#define EMIC_MODEL_CASE_LOAD_H

#include "base/records.h"
#include "store/project.h"

#include <stdbool.h>

struct case_load {
	size_t rows;
	size_t cases_new;
	size_t values_changed; /* attribute values set or changed */
	size_t links;          /* speakers and documents linked */
	size_t by_label;       /* of them: label equals the case's name */
	struct {
		char **items; /* documents named that are not imported */
		size_t n, cap;
	} missing;
};

/*
 * Load R, which was read from FILE.  KEY names the column of the case; NULL:
 * the first.  An empty cell leaves what there is.
 *
 * ERR_FORMAT, ERR_NOTFOUND, ERR_CONFLICT: with file and line: no such
 * column, an empty name, an unknown kind, a speaker the document does not
 * have, two rows that contradict each other, a circle of members.
 */
int case_load(struct project *p, const struct records *r, const char *file,
              const char *key, struct case_load *out, struct error *err);
void case_load_release(struct case_load *l);

/*
 * Is NAME (case folded) a column with a meaning of its own: case, document,
 * speaker, kind, member_of?  No attribute can have it.
 */
bool case_load_reserved(const char *name);

#endif
