/*
 * import.h - files in, transcripts out.
 *
 * Every format is one row of a table and one file.  A row's parse() gets
 * the file's bytes; formats that are plain text in some way call
 * decode_text() first, and those whose speakers are written into the text
 * call detect_turns() last.
 */
#ifndef EMIC_IMPORT_IMPORT_H
#define EMIC_IMPORT_IMPORT_H

#include "base/buf.h"
#include "model/transcript.h"

#include <stdbool.h>
#include <stddef.h>

struct error;

#define IMPORT_MAX          ((size_t)950 << 20) /* bytes: SQLite holds 10^9 */
#define IMPORT_TURNS_MAX    4000000             /* in a document */
#define IMPORT_SPEAKERS_MAX 1000                /* more are no names */

/* Labels that look like names and were not taken for speakers. */
struct import_doubt {
	char *label;
	size_t n; /* how often it stands where a label would */
};

struct import_doubts {
	struct import_doubt *items;
	size_t n, cap;
};

struct import_options {
	const char *turns;         /* "none", "auto" (NULL), or a pattern */
	const char *encoding;      /* iconv's name; NULL: UTF-8, or by BOM */
	const char *format;        /* importer's name; NULL: by file name */
	const char **interviewers; /* labels that are interviewers' */
	size_t n_interviewers;
	const char *
	    *speakers; /* labels that speak; of tables: columns of who */
	size_t n_speakers;
	const char **tiers; /* names of those that are speech; none: find out */
	size_t n_tiers;
	const char **texts; /* of tables: columns of what was said */
	size_t n_texts;
	const char *id;     /* of surveys: the column of names */
	const char *prefix; /* of surveys: of the documents' names, or NULL */
	struct import_doubts *doubts; /* to be added to; NULL: not asked for */
	const char **known; /* labels of the speakers that a document has */
	size_t n_known;
	int64_t gap_ms; /* a longer pause starts a paragraph; 0: 5 seconds */
};

/* What a file's bytes say, before its name is asked. */
enum import_fit {
	IMPORT_NO,
	IMPORT_MAYBE, /* if its name says nothing */
	IMPORT_SURE,  /* whatever its name says */
};

struct importer {
	const char *name;        /* "text" */
	const char *extensions;  /* "txt text", lower case */
	const char *description; /* "plain text" */
	bool as_it_is; /* the text is that of the file, nothing else */
	/* Does a file that begins with these bytes look like one?  NULL: no */
	enum import_fit (*sniff)(const char *data, size_t len);
	/*
	 * Fill T from BYTES, which it may take over (they are the caller's
	 * to release).  Everything but format, origin and origin_sha256.
	 */
	int (*parse)(struct buf *bytes, const struct import_options *o,
	             struct transcript *t, struct error *err);
};

/* Row N of the table of importers; NULL behind the last. */
const struct importer *import_format(size_t n);

/* The importer called NAME, or NULL. */
const struct importer *import_format_find(const char *name);

/* The importer that knows PATH by its extension, or NULL. */
const struct importer *import_format_of(const char *path);

/*
 * Import the file PATH ("-" is standard input).  T is the caller's to
 * release, also after an error.
 *
 * ERR_LIMIT: larger than IMPORT_MAX, or more turns than a document may have.
 * ERR_FORMAT: it is not what its importer reads.
 * ERR_USAGE: an option names no encoding, format or pattern there is.
 */
int import_file(const char *path, const struct import_options *o,
                struct transcript *t, struct error *err);

/* The same for bytes in memory, which came from PATH. */
int import_bytes(const char *path, struct buf *bytes,
                 const struct import_options *o, struct transcript *t,
                 struct error *err);

void import_doubts_release(struct import_doubts *d);

#endif
