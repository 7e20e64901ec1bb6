/*
 * project.h - a study in one file.
 *
 * The file is SQLite with application_id 0x656D6963 ("emic"); user_version
 * counts the schema steps applied.  Who acts and when is told by the
 * caller: the library reads neither the environment nor the clock.
 */
#ifndef EMIC_STORE_PROJECT_H
#define EMIC_STORE_PROJECT_H

#include "store/db.h"

#include <stdbool.h>
#include <stdint.h>

#define PROJECT_SCHEMA 1 /* steps this program knows */

struct error;
struct history;

struct project {
	struct db db;
	char *path;
	const char *coder;   /* name of who acts; borrowed */
	char now[24];        /* "2026-11-21T20:00:00Z": the act's time */
	bool writable;       /* opened so that it may be changed */
	struct history *act; /* being recorded; NULL: none */
	const char *command; /* the act's command line; borrowed */
};

enum project_mode {
	PROJECT_OPEN_READ,  /* an older file is upgraded first if writable */
	PROJECT_OPEN_WRITE, /* upgraded first */
};

/*
 * Make a new project file at PATH and open it for writing.
 *
 * ERR_CONFLICT: something stands at PATH already.
 */
int project_create(const char *path, const char *title, const char *now,
                   struct project **out, struct error *err);

/*
 * Open the project file at PATH.
 *
 * ERR_NOTFOUND: no such file.  ERR_FORMAT: not a project of ours.
 * ERR_VERSION: written by a newer emic.  ERR_BUSY: being written.
 */
int project_open(const char *path, enum project_mode mode, struct project **out,
                 struct error *err);

/* Close; what was not committed is rolled back.  NULL is fine. */
void project_close(struct project *p);

/*
 * Find the project file from folder DIR: the only *.emic there, or in the
 * nearest parent that has one.  *OUT is the caller's.
 *
 * ERR_NOTFOUND: none.  ERR_CONFLICT: several in one folder.
 */
int project_search(const char *dir, char **out, struct error *err);

/*
 * One transaction.  Begin waits up to ten seconds for another writer, then
 * fails with ERR_BUSY and names it.  With ACT (the command line) everything
 * done to human work until the commit is recorded as one act of history;
 * NULL records nothing (derived data only).
 */
int project_begin(struct project *p, const char *act, struct error *err);
int project_commit(struct project *p, struct error *err);
void project_rollback(struct project *p);

/* A savepoint within the transaction, for import: one a file. */
int project_savepoint(struct project *p, struct error *err);
int project_savepoint_keep(struct project *p, struct error *err);
void project_savepoint_undo(struct project *p);

/* The id of the acting coder's row, made when it is missing. */
int project_coder_id(struct project *p, int64_t *id_out, struct error *err);

/* The study's title; the caller frees it. */
int project_title(struct project *p, char **out, struct error *err);

#endif
