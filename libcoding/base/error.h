/*
 * error.h - why a call failed, in one line for a person.
 *
 * Functions that can fail return int: 0 (or 1 for "a row") is success, a
 * negative value is one of the ERR_ codes, and the last argument says why.
 * A struct error lives on the caller's stack; there is nothing to free.
 * The message has no capital and no full stop: "cannot open 'x'".
 */
#ifndef EMIC_BASE_ERROR_H
#define EMIC_BASE_ERROR_H

enum {
	ERR_IO = -1,       /* the file system or a pipe said no */
	ERR_DB = -2,       /* SQLite said no */
	ERR_FORMAT = -3,   /* a file or an expression is not well formed */
	ERR_NOTFOUND = -4, /* no such thing in the project */
	ERR_CONFLICT = -5, /* it contradicts what the project holds */
	ERR_VERSION = -6,  /* the project file is newer than this program */
	ERR_BUSY = -7,     /* another program is writing the project */
	ERR_LIMIT = -8,    /* a bound on size or work was reached */
	ERR_USAGE = -9,    /* the command line is not well formed */
};

struct error {
	int code;       /* one of ERR_, 0 if nothing failed */
	char msg[2048]; /* one line, or several for a file excerpt */
};

/* Set ERR (may be NULL) and return CODE. */
int error_set(struct error *err, int code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* As error_set with ": " and the text of errno after the message. */
int error_errno(struct error *err, int code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Put "context: " before the message; returns the code that ERR holds. */
int error_wrap(struct error *err, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
