/*
 * option.h - the option table, turned into getopt_long and into --help.
 */
#ifndef EMIC_CMD_OPTION_H
#define EMIC_CMD_OPTION_H

#include "shared/command.h"

/* Options that main() gives to every command, or to some. */
struct shared_options {
	const char *project; /* -p FILE */
	const char *format;  /* --format FORMAT */
	bool help, version;
};

/*
 * Parse ARGV by the table of C and the shared options.  *FIRST_OUT is the
 * index of the first operand.
 *
 * ERR_USAGE: an unknown option, a missing or malformed value.
 */
int option_parse(const struct command *c, struct shared_options *shared,
                 int argc, char **argv, int *first_out, struct error *err);

/* Print what --help prints. */
void option_help(const struct command *c, struct spool *out);

#endif
