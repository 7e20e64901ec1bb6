/*
 * case_change.h - what a table would put in place of values that are there.
 */
#ifndef EMIC_MODEL_CASE_CHANGE_H
#define EMIC_MODEL_CASE_CHANGE_H

#include "base/records.h"
#include "store/project.h"

struct case_change {
	char *name;      /* of the case, as the project has it */
	char *wave;      /* "": at every one */
	char *attribute; /* as the project calls it */
	char *was, *now;
};

struct case_changes {
	struct case_change *items; /* by row, then column */
	size_t n, cap;
};

/*
 * The values of cases that case_load() would overwrite, loading R with the
 * column KEY for the names of cases; nothing is stored.  Values of documents
 * are not among them.
 */
int case_changes_find(struct project *p, const struct records *r, size_t key,
                      struct case_changes *out, struct error *err);
void case_changes_release(struct case_changes *c);

#endif
