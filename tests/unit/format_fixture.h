/*
 * format_fixture.h - files of a format, and what becomes of them, in words.
 *
 * A transcript is described a line each:
 *
 *	# a heading
 *	! a note
 *	Ann+Ben 500-1500: words of the turn / its second line // a paragraph
 *	: somebody unknown speaks, nobody knows when
 */
#ifndef EMIC_TEST_FORMAT_FIXTURE_H
#define EMIC_TEST_FORMAT_FIXTURE_H

#include "import/import.h"

/* A file called PATH that holds DATA is described as EXPECTED. */
void format_expect(const char *path, const char *data, const char *expected);

/* The same with options, and the transcript, which is the caller's. */
void format_import(const char *path, const char *data,
                   const struct import_options *o, struct transcript *t);
void format_describe(const struct transcript *t, struct buf *out);

/* It is refused, in words that hold EXPECTED. */
void format_refuse(const char *path, const char *data, const char *expected);

/*
 * The file PATH of tests/data/import, cut off before every byte up to 3000
 * and then before every 97th, is refused or is as transcript.h promises.
 */
void format_truncate(const char *path);

#endif
