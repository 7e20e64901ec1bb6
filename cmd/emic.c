/*
 * emic - the driver: `emic NAME` runs `emic-NAME`.
 *
 * Commands are looked for beside this program, then in ../libexec/emic,
 * then on the PATH, so that a foreign emic-tag never shadows ours and a
 * user's own emic-foo works too.
 */
#include "base/buf.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct names {
	char **items; /* "emic-tag" */
	size_t n, cap;
};

/* --- where commands are -------------------------------------------------- */

/* The folder of this program, or "" if the system does not say. */
static void
own_folder(struct buf *out)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *slash;

	if (n <= 0)
		return;
	path[n] = '\0';
	slash = strrchr(path, '/');
	if (slash)
		buf_add(out, path, (size_t)(slash - path));
}

/* The folders in which commands are looked for, in order. */
static void
folders(struct names *out)
{
	const char *path = getenv("PATH");
	struct buf own = { 0 };

	own_folder(&own);
	if (own.len > 0) {
		struct buf libexec = { 0 };

		buf_addf(&libexec, "%s/../libexec/emic", buf_str(&own));
		vec_push(out, mem_str(buf_str(&own)));
		vec_push(out, buf_take(&libexec));
	}
	while (path && *path) {
		size_t len = strcspn(path, ":");

		if (len > 0)
			vec_push(out, mem_strn(path, len));
		path += len + (path[len] == ':');
	}
	buf_release(&own);
}

static void
release(struct names *names)
{
	size_t i;

	for (i = 0; i < names->n; i++)
		free(names->items[i]);
	vec_release(names);
}

/* The program for command NAME ("tag"), or NULL; the caller frees it. */
static char *
find_command(const char *name)
{
	struct names where = { 0 };
	char *found = NULL;
	size_t i;

	if (strchr(name, '/'))
		return NULL;
	folders(&where);
	for (i = 0; i < where.n && !found; i++) {
		struct buf path = { 0 };

		buf_addf(&path, "%s/emic-%s", where.items[i], name);
		if (access(buf_str(&path), X_OK) == 0)
			found = buf_take(&path);
		buf_release(&path);
	}
	release(&where);
	return found;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool
holds(const struct names *names, const char *name)
{
	size_t i;

	for (i = 0; i < names->n; i++)
		if (strcmp(names->items[i], name) == 0)
			return true;
	return false;
}

/* The names of all commands ("tag"), sorted, each once. */
static void
all_commands(struct names *out)
{
	struct names where = { 0 };
	struct dirent *e;
	size_t i;

	folders(&where);
	for (i = 0; i < where.n; i++) {
		DIR *d = opendir(where.items[i]);

		while (d && (e = readdir(d)) != NULL)
			if (strncmp(e->d_name, "emic-", 5) == 0 &&
			    !strchr(e->d_name, '.') &&
			    !holds(out, e->d_name + 5))
				vec_push(out, mem_str(e->d_name + 5));
		if (d)
			closedir(d);
	}
	if (out->n > 0)
		qsort(out->items, out->n, sizeof(*out->items), by_name);
	release(&where);
}

/* --- listing ------------------------------------------------------------- */

/*
 * The one line that a command says of itself: the first of its --help that
 * is no usage line.
 */
static void
print_summary(const char *name)
{
	char *path = find_command(name), line[512];
	bool found = false;
	int fds[2];
	FILE *f;
	pid_t pid;

	if (!path || pipe(fds) < 0) {
		free(path);
		return;
	}
	pid = fork();
	if (pid == 0) {
		dup2(fds[1], STDOUT_FILENO);
		close(fds[0]);
		close(fds[1]);
		execl(path, path, "--help", (char *)NULL);
		_exit(127);
	}
	close(fds[1]);
	f = fdopen(fds[0], "r");
	while (f && fgets(line, sizeof(line), f)) {
		if (found || line[0] == ' ' || line[0] == '\n' ||
		    strncmp(line, "usage:", 6) == 0)
			continue; /* read on, so that it can finish */
		printf("  %-12s %s", name, line);
		found = true;
	}
	if (!found)
		printf("  %s\n", name);
	if (f)
		fclose(f);
	if (pid > 0)
		waitpid(pid, NULL, 0);
	free(path);
}

static void
list_commands(void)
{
	struct names names = { 0 };
	size_t i;

	puts("usage: emic COMMAND [OPTION ...] [OPERAND ...]\n\n"
	     "Small commands for coding interviews, over one project file.\n");
	fflush(stdout);
	all_commands(&names);
	for (i = 0; i < names.n; i++)
		print_summary(names.items[i]);
	puts("\n  -h, --help   print this\n"
	     "      --version  print the version\n\n"
	     "'emic help COMMAND' opens its manual, 'emic COMMAND --help' "
	     "lists its options.");
	release(&names);
}

/* --- help ---------------------------------------------------------------- */

/*
 * The source of PAGE ("emic-tag.1") in the tree that this program was built
 * in, for use before it is installed; NULL if there is none.
 */
static char *
source_page(const char *page)
{
	struct buf dir = { 0 };
	int up;

	own_folder(&dir);
	for (up = 0; up < 4 && dir.len > 0; up++) {
		struct buf path = { 0 };
		char *slash;

		buf_addf(&path, "%s/man/%s", buf_str(&dir), page);
		if (access(buf_str(&path), R_OK) == 0) {
			buf_release(&dir);
			return buf_take(&path);
		}
		buf_release(&path);
		slash = strrchr(dir.data, '/');
		if (!slash)
			break;
		*slash = '\0';
		dir.len = (size_t)(slash - dir.data);
	}
	buf_release(&dir);
	return NULL;
}

static int
help(const char *name)
{
	char *command = name ? find_command(name) : NULL, *source;
	const char *section = name ? "1" : "7";
	struct buf page = { 0 }, file = { 0 };

	if (name && !command) {
		fprintf(stderr, "emic: no command '%s'\n", name);
		return 2;
	}
	buf_adds(&page, name ? "emic-" : "emic");
	buf_adds(&page, name ? name : "");
	buf_addf(&file, "%s.%s", buf_str(&page), section);
	source = source_page(buf_str(&file));
	fflush(stdout);
	if (source) {
		execlp("man", "man", "-l", source, (char *)NULL);
		execlp("mandoc", "mandoc", "-a", source, (char *)NULL);
	} else {
		execlp("man", "man", section, buf_str(&page), (char *)NULL);
	}
	/* no reader of manuals here: what the command says of itself */
	if (command)
		execl(command, command, "--help", (char *)NULL);
	free(source);
	free(command);
	buf_release(&page);
	buf_release(&file);
	list_commands();
	return 0;
}

/* --- running ------------------------------------------------------------- */

static int
unknown(const char *name)
{
	struct names names = { 0 };
	struct nearest near = { 0 };
	size_t i;

	all_commands(&names);
	nearest_start(&near, name);
	for (i = 0; i < names.n; i++)
		nearest_offer(&near, names.items[i]);
	fprintf(stderr, "emic: no command '%s'%s\n", name, nearest_hint(&near));
	fputs("'emic' lists the commands\n", stderr);
	nearest_release(&near);
	release(&names);
	return 2;
}

int
main(int argc, char **argv)
{
	char *path;

	if (argc < 2 || strcmp(argv[1], "--help") == 0 ||
	    strcmp(argv[1], "-h") == 0) {
		list_commands();
		return fflush(stdout) == EOF ? 2 : 0;
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("emic %s\n", EMIC_VERSION);
		return fflush(stdout) == EOF ? 2 : 0;
	}
	if (strcmp(argv[1], "help") == 0)
		return help(argc > 2 ? argv[2] : NULL);
	path = find_command(argv[1]);
	if (!path)
		return unknown(argv[1]);
	argv[1] = path;
	execv(path, argv + 1);
	fprintf(stderr, "emic: cannot run '%s': %s\n", path, strerror(errno));
	free(path);
	return 2;
}
