/*
 * codebook_match.h - which code of a file is which code of the project.
 *
 * A code is the same when it has the same id below the same parent; else
 * when its `was` names the former path; else when it is the only one with
 * its id that is without a partner, on both sides: then it was moved.  A
 * code found takes the codes below it along, so that renaming a theme
 * renames nothing else.
 */
#ifndef EMIC_MODEL_CODEBOOK_MATCH_H
#define EMIC_MODEL_CODEBOOK_MATCH_H

#include "model/codebook.h"

struct codebook_match {
	const struct codebook *file, *stored;
	struct code **stored_of; /* by code.index in the file; NULL: new */
	struct code **file_of;   /* by code.index in the project; or NULL */
};

/* Fill M, which is the caller's to release. */
void codebook_match(struct codebook_match *m, const struct codebook *file,
                    const struct codebook *stored);
void codebook_match_release(struct codebook_match *m);

/*
 * ERR_CONFLICT: a code of the file has the name or id of a code of the
 *               project that stays beside it.
 */
int codebook_match_check(const struct codebook_match *m, struct error *err);

#endif
