/*
 * command.h - what a command is: one const struct that declares it.
 *
 * main() (main.c) reads the options from the table, finds and opens the
 * project as declared, begins the transaction, reads spans from standard
 * input, runs the command, commits, and only then copies the output.
 */
#ifndef EMIC_CMD_COMMAND_H
#define EMIC_CMD_COMMAND_H

#include "base/error.h"
#include "base/progress.h"
#include "base/spool.h"
#include "report/writer.h"
#include "store/project.h"

#include <stdbool.h>

enum option_type {
	OPT_END,    /* ends the table */
	OPT_FLAG,   /* bool: set to true */
	OPT_STRING, /* const char *: borrowed from argv */
	OPT_INT,    /* int: a whole number >= 0 */
	OPT_LIST,   /* struct string_list: may be given again and again */
};

struct string_list {
	const char **items;
	size_t n, cap;
};

struct option_spec {
	enum option_type type;
	char letter;      /* 0: none */
	const char *name; /* without -- */
	void *value;      /* where it goes */
	const char *arg;  /* "CODE"; NULL for a flag */
	const char *help; /* no capital, no full stop */
};

enum command_project {
	PROJECT_NONE,   /* opens none */
	PROJECT_READ,   /* one, for reading */
	PROJECT_WRITE,  /* one; a transaction recorded in the history */
	PROJECT_DERIVE, /* one; a transaction that only changes derived data */
};

/* What the shared main hands to a command. */
struct invocation {
	struct project *project; /* NULL with PROJECT_NONE */
	int argc;                /* operands only */
	char **argv;
	struct spool out;          /* standard output, after the commit */
	enum writer_format format; /* from --format, or as DESIGN says */
	size_t width;              /* of the terminal; 0: not one */
	const char *project_path;  /* from -p, or found; may be NULL */
	const char *now;           /* "2026-11-21T20:00:00Z" */
	const char *coder;         /* who acts */
	const char *command_line;  /* for the history */
	struct progress progress;  /* says nothing unless a terminal */
	bool committed;            /* set by main: the work is done */
};

struct command {
	const char *name;     /* "emic-quotes" */
	const char *operands; /* "[EXPR ...]"; lines split by \n: usages */
	const char *summary;  /* "list passages as quotations" */
	const struct option_spec *options;
	enum command_project project;
	bool lists; /* takes --format */
	/*
	 * Given the operands before the project is opened, which mode this
	 * call needs; NULL: always .project.  For commands whose first
	 * operand says what to do (list or load).
	 */
	int (*mode)(int argc, char **argv);
	/* 0: done; 1: the answer is "no"; negative: ERR_, ERR explains. */
	int (*run)(struct invocation *in, struct error *err);
};

extern const struct command command; /* each cmd/NAME.c defines one */

/*
 * A line for the person, on stderr, "emic-tag: ..."; not an error.  From a
 * command that writes it comes after the commit, and not if that fails.
 */
void command_note(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* A writer for IN's format and output. */
struct writer *command_writer(struct invocation *in,
                              const struct writer_column *columns, size_t n);

#endif
