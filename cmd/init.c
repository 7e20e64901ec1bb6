/* emic-init - make a new project file. */
#include "base/mem.h"
#include "model/name.h"
#include "shared/command.h"

#include <stdlib.h>
#include <string.h>

static const char *opt_title;

static const struct option_spec options[] = {
	{ OPT_STRING, 't', "title", &opt_title, "TITLE",
	  "the study's title (else the file's name)" },
	{ OPT_END },
};

/* "folder/study.emic" is titled "study" unless a title is given. */
static char *
title_of(const char *path)
{
	const char *name = strrchr(path, '/');
	size_t len;

	name = name ? name + 1 : path;
	len = strlen(name);
	if (len > 5 && strcmp(name + len - 5, ".emic") == 0)
		len -= 5;
	return mem_strn(name, len);
}

static int
init(struct invocation *in, struct error *err)
{
	const char *path = in->argc > 0 ? in->argv[0] : "study.emic";
	size_t len = strlen(path);
	char *title = NULL;
	int rc;

	if (in->argc > 1)
		return error_set(err, ERR_USAGE, "one FILE at a time");
	if (len < 6 || strcmp(path + len - 5, ".emic") != 0)
		return error_set(err, ERR_USAGE,
		                 "'%s' must end in .emic, so that the other "
		                 "commands find it",
		                 path);
	title = opt_title ? mem_str(opt_title) : title_of(path);
	rc = name_check("a study", title, err);
	if (rc == 0)
		rc = project_create(path, title, in->now, &in->project, err);
	in->committed = rc == 0;
	if (rc == 0)
		spool_addf(&in->out, "%s is ready: next, emic import FILE...\n",
		           path);
	free(title);
	return rc;
}

const struct command command = {
	.name = "emic-init",
	.operands = "[FILE.emic]",
	.summary = "make a new project file (study.emic)",
	.options = options,
	.project = PROJECT_NONE,
	.run = init,
};
