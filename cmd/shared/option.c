#include "shared/option.h"

#include "base/buf.h"
#include "base/vec.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_OPTIONS 48
#define LONG_ONLY   256 /* values of options without a letter start here */

static const struct option_spec project_option = {
	OPT_STRING, 'p', "project", NULL, "FILE", "the project file"
};
static const struct option_spec format_option = {
	OPT_STRING, 0, "format", NULL, "FMT", "table, tsv, csv, jsonl or md"
};
static const struct option_spec help_option = { OPT_FLAG, 'h',  "help",
	                                        NULL,     NULL, "print this" };
static const struct option_spec version_option = {
	OPT_FLAG, 0, "version", NULL, NULL, "print the version"
};

/* All options of C: its own, then the shared ones that it takes. */
static size_t
collect(const struct command *c, const struct option_spec **out)
{
	const struct option_spec *o;
	size_t n = 0;

	for (o = c->options; o && o->type != OPT_END; o++)
		out[n++] = o;
	if (c->lists)
		out[n++] = &format_option;
	if (c->project != PROJECT_NONE)
		out[n++] = &project_option;
	out[n++] = &help_option;
	out[n++] = &version_option;
	return n;
}

static int
set_int(const char *name, const char *arg, int *out, struct error *err)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(arg, &end, 10);
	if (errno || end == arg || *end || n < 0 || n > INT_MAX)
		return error_set(err, ERR_USAGE,
		                 "--%s takes a whole number, not '%s'", name,
		                 arg);
	*out = (int)n;
	return 0;
}

static int
set_option(const struct option_spec *o, struct shared_options *shared,
           const char *arg, struct error *err)
{
	if (o == &project_option) {
		shared->project = arg;
	} else if (o == &format_option) {
		shared->format = arg;
	} else if (o == &help_option) {
		shared->help = true;
	} else if (o == &version_option) {
		shared->version = true;
	} else if (o->type == OPT_FLAG) {
		*(bool *)o->value = true;
	} else if (o->type == OPT_STRING) {
		*(const char **)o->value = arg;
	} else if (o->type == OPT_LIST) {
		vec_push((struct string_list *)o->value, arg);
	} else {
		return set_int(o->name, arg, o->value, err);
	}
	return 0;
}

/* What getopt_long could not read, in our words. */
static int
usage_error(int c, int argc, char **argv, struct error *err)
{
	const char *what = optind > 0 && optind <= argc ? argv[optind - 1] : "";

	if (c == ':' && optopt < LONG_ONLY)
		return error_set(err, ERR_USAGE, "-%c takes a value", optopt);
	if (c == ':')
		return error_set(err, ERR_USAGE, "%s takes a value", what);
	if (optopt > 0 && optopt < LONG_ONLY && strncmp(what, "--", 2) != 0)
		return error_set(err, ERR_USAGE, "unknown option -%c", optopt);
	return error_set(err, ERR_USAGE, "unknown option %s", what);
}

int
option_parse(const struct command *c, struct shared_options *shared, int argc,
             char **argv, int *first_out, struct error *err)
{
	const struct option_spec *all[MAX_OPTIONS];
	struct option longs[MAX_OPTIONS + 1];
	bool seen[MAX_OPTIONS] = { false };
	size_t i, n = collect(c, all);
	struct buf letters = { 0 };
	int rc = 0, got;

	memset(longs, 0, sizeof(longs));
	buf_adds(&letters, ":");
	for (i = 0; i < n; i++) {
		longs[i].name = all[i]->name;
		longs[i].has_arg = all[i]->type != OPT_FLAG;
		longs[i].val = LONG_ONLY + (int)i;
		if (!all[i]->letter)
			continue;
		buf_addc(&letters, all[i]->letter);
		if (all[i]->type != OPT_FLAG)
			buf_addc(&letters, ':');
	}
	opterr = 0;
	while (rc == 0 && (got = getopt_long(argc, argv, buf_str(&letters),
	                                     longs, NULL)) != -1) {
		const struct option_spec *o = NULL;

		if (got == '?' || got == ':') {
			rc = usage_error(got, argc, argv, err);
			break;
		}
		for (i = 0; i < n && !o; i++)
			if (got == LONG_ONLY + (int)i ||
			    (got < LONG_ONLY && all[i]->letter == got))
				o = all[i];
		/* the loop has gone one on; a flag may be said again */
		if (seen[i - 1] && o->type != OPT_FLAG && o->type != OPT_LIST)
			rc = error_set(err, ERR_USAGE, "--%s is given twice",
			               o->name);
		else
			rc = set_option(o, shared, optarg, err);
		seen[i - 1] = true;
	}
	*first_out = optind;
	buf_release(&letters);
	return rc;
}

void
option_help(const struct command *c, struct spool *out)
{
	const struct option_spec *all[MAX_OPTIONS];
	size_t i, n = collect(c, all);
	const char *line = c->operands;

	for (;;) {
		size_t len = strcspn(line, "\n");

		spool_addf(out, "%s %s [OPTION ...]%s%.*s\n",
		           line == c->operands ? "usage:" : "      ", c->name,
		           len ? " " : "", (int)len, line);
		if (!line[len])
			break;
		line += len + 1;
	}
	spool_addf(out, "%s\n\n", c->summary);
	for (i = 0; i < n; i++) {
		char left[64];
		int len = 0;

		if (all[i]->letter)
			len = snprintf(left, sizeof(left), "-%c, ",
			               all[i]->letter);
		else
			len = snprintf(left, sizeof(left), "    ");
		snprintf(left + len, sizeof(left) - (size_t)len, "--%s%s%s",
		         all[i]->name, all[i]->arg ? " " : "",
		         all[i]->arg ? all[i]->arg : "");
		spool_addf(out, "  %-28s %s\n", left, all[i]->help);
	}
}
