/*
 * reader.h - files read and understood by threads, ahead of who stores them.
 *
 * Paths go in and transcripts come out, in the same order, and what is wrong
 * with a file comes out in its turn, so that nothing depends on how many
 * threads there are.  Few files are inside at a time, and a large one is
 * alone, so that more threads take no more memory than the largest file.
 */
#ifndef EMIC_IMPORT_READER_H
#define EMIC_IMPORT_READER_H

#include "import/import.h"

struct reader;

/* What became of a file. */
struct reader_result {
	struct transcript transcript;
	struct import_doubts doubts; /* if O asks for them */
};

/* THREADS, or as many as can be had; O must outlive it, and be left alone. */
struct reader *reader_new(const struct import_options *o, size_t threads);

/* What was not taken is dropped.  NULL is fine. */
void reader_free(struct reader *r);

/* Is there room for PATH?  If not, take a result first. */
bool reader_has_room(const struct reader *r, const char *path);

/* Hand in PATH, a regular file; it is borrowed until its result is taken. */
void reader_put(struct reader *r, const char *path);

/*
 * Take the result of the file that was handed in before all others inside,
 * and wait for it if need be: 1 with *OUT, which is the caller's to release,
 * also after an error; 0 when none is inside.  Errors as import_file().
 */
int reader_take(struct reader *r, struct reader_result *out, struct error *err);

void reader_result_release(struct reader_result *result);

#endif
