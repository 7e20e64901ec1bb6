/*
 * answers.h - a survey taken into the project: answers, and who gave them.
 */
#ifndef EMIC_CMD_ANSWERS_H
#define EMIC_CMD_ANSWERS_H

#include "import/answers.h"
#include "shared/intake.h"

/*
 * Take BYTES, a survey that came from PATH and may be taken over, row by row,
 * and make a case of each row with an answer, which its document is; the
 * other columns are its attributes, and values that are others then are told.
 * Without a project the rows are shown.
 * Errors are those of answers_read(), intake_take(), answers_cases() and
 * case_load().
 */
int answers_take(struct intake *in, const struct import_options *o,
                 const char *path, struct buf *bytes, struct error *err);

#endif
