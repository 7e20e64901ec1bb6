/*
 * answers.h - a survey: a table with a document a row.
 *
 * The options name the columns of the answers and the one of the id, which
 * is what the document and its case are called; all other columns are
 * attributes of the case.  A second survey of the same people has a prefix
 * for its documents; the cases are the same.
 */
#ifndef EMIC_IMPORT_ANSWERS_H
#define EMIC_IMPORT_ANSWERS_H

#include "base/arena.h"
#include "base/records.h"
#include "import/import.h"

/* A survey that was read; zeroed, released at the end. */
struct answers {
	struct records records;
	size_t id;     /* its column */
	size_t *texts; /* the columns of answers, in the order asked for */
	size_t n_texts;
	const char *prefix; /* of the documents' names; NULL: none; borrowed */
	struct arena names; /* with the prefix */
	struct transcript read; /* how the file was read; no text */
};

/*
 * Read BYTES, which came from PATH and may be taken over.
 *
 * ERR_FORMAT: no table; a row without an id, or with that of another: with
 *             its line.  ERR_USAGE: there is no such column.
 */
int answers_read(struct answers *a, const char *path, struct buf *bytes,
                 const struct import_options *o, struct error *err);
void answers_release(struct answers *a);

/* The id of ROW, from 1 to records.rows - 1. */
const char *answers_id(const struct answers *a, size_t row);

/* What its document is called: "R1", or with the prefix "wave 2" "wave 2/R1".
 */
const char *answers_name(struct answers *a, size_t row);

/*
 * The answers of ROW as a document: each under its question if several are
 * asked for, by nobody known, for the whole document is one person's.  It
 * has no turn if nothing was answered.
 */
int answers_row(const struct answers *a, size_t row,
                const struct import_options *o, struct transcript *t,
                struct error *err);

/*
 * Read BYTES as answers_read() does, and give the answers of the row that is
 * about the document NAME: its id is that name, or what stands behind a
 * prefix and a slash in it, in any case.
 *
 * ERR_NOTFOUND: there is none, or nothing was answered in it.
 */
int answers_find(const char *path, struct buf *bytes, const char *name,
                 const struct import_options *o, struct transcript *t,
                 struct error *err);

/*
 * What case_load() (model/case_load.h) is to know of the rows with an
 * answer: the id, as case and as document, and the other columns.  The
 * fields stay A's; OUT is the caller's to release.
 *
 * ERR_FORMAT: a column is called what means something else there.
 */
int answers_cases(struct answers *a, struct records *out, struct error *err);

#endif
