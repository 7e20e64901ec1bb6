/*
 * codebook_lines.h - rules, examples and lists of terms in the project: what
 * stands one a line in the codebook file.
 */
#ifndef EMIC_MODEL_CODEBOOK_LINES_H
#define EMIC_MODEL_CODEBOOK_LINES_H

#include "base/buf.h"
#include "model/codebook.h"

struct db;
struct error;

/* N terms, one a line. */
void codebook_lines_join(const char *const *terms, size_t n, struct buf *out);

/* Is A (what is stored, or NULL) other than B? */
bool codebook_lines_rules_differ(const struct code *a, const struct code *b);
bool codebook_lines_examples_differ(const struct code *a, const struct code *b);

/* Replace the stored rules (or examples) of the code with this code.id. */
int codebook_lines_rules(struct db *db, int64_t id, const struct code *c,
                         struct error *err);
int codebook_lines_examples(struct db *db, int64_t id, const struct code *c,
                            struct error *err);

/*
 * Make the project's lists those of the file.  Lists that only the project
 * has are kept, with PRUNE deleted.
 */
int codebook_lines_lists(struct db *db, const struct codebook *stored,
                         const struct codebook *file, bool prune,
                         struct error *err);

#endif
