/*
 * table.h - CSV and TSV with a turn a row: who, when, what.
 *
 * The column of speech and those of speakers and times are known by their
 * names, or by the options.  Surveys, with a document a row, are in
 * answers.h.
 */
#ifndef EMIC_IMPORT_TABLE_H
#define EMIC_IMPORT_TABLE_H

#include "base/records.h"
#include "import/import.h"

extern const struct importer table_importer;

/*
 * Read BYTES, which may be taken over, as records; T gets the encoding and
 * what was changed.  ERR_FORMAT: it is no table: with line.
 */
int table_read(struct buf *bytes, const struct import_options *o,
               struct transcript *t, struct records *out, struct error *err);

/* The column called NAME.  ERR_USAGE: there is none; those there are, are. */
int table_column(const struct records *r, const char *name, size_t *out,
                 struct error *err);

/* Is the field nothing but white space? */
bool table_is_empty(const char *field);

#endif
