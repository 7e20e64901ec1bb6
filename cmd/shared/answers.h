/*
 * answers.h - what a survey says about who answered, put into the project.
 */
#ifndef EMIC_CMD_ANSWERS_H
#define EMIC_CMD_ANSWERS_H

#include "import/answers.h"
#include "store/project.h"

/*
 * Make a case of each row with an answer, which its document is, and give it
 * the other columns as attributes; PATH is for messages.  Errors are those
 * of answers_cases() and case_load().
 */
int answers_load(struct project *p, struct answers *a, const char *path,
                 struct error *err);

#endif
