/*
 * codebook_yaml.h - the codebook file (emic-codebook.5): YAML, read strictly
 * and written so that reading it again gives the same.
 */
#ifndef EMIC_MODEL_CODEBOOK_YAML_H
#define EMIC_MODEL_CODEBOOK_YAML_H

#include "base/buf.h"
#include "model/codebook.h"

/*
 * Parse LEN bytes of TEXT, which was read from FILE.  Expressions are kept
 * as text: match/ parses them.
 *
 * ERR_FORMAT: with file, line, column, the line itself and a caret.
 * ERR_LIMIT: more than 16 MB.
 */
int codebook_yaml_parse(const char *file, const char *text, size_t len,
                        struct codebook **out, struct error *err);

/* Write B (retired codes left out). */
void codebook_yaml_write(const struct codebook *b, struct buf *out);

/*
 * Put "FILE:LINE:COLUMN: ", the message in ERR, the line and a caret under
 * COLUMN into ERR: the one form of a message about a file's text.
 */
int codebook_yaml_error(const struct codebook *b, int line, int column,
                        struct error *err);

#endif
