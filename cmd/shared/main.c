/*
 * main.c - what every command does the same way: options, project,
 * transaction, spans from standard input, output after the commit.
 */
#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/name.h"
#include "shared/command.h"
#include "shared/option.h"
#include "store/history.h"

#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#ifndef EMIC_VERSION
#error "EMIC_VERSION is set by the Makefile"
#endif

/*
 * Names from files and from the command line stand in messages: what could
 * steer a terminal is shown as \x1b or \u202e.  Line breaks stay, for
 * messages that show a line of a file.
 */
static void
print_safely(const char *s)
{
	size_t len = strlen(s), at = 0;
	bool valid = utf8_valid(s, len, NULL);

	while (at < len) {
		size_t from = at;
		uint32_t cp = (unsigned char)s[at];

		if (valid)
			cp = utf8_next(s, len, &at);
		else
			at++;
		if ((cp < 0x20 && cp != '\n' && cp != '\t') || cp == 0x7F ||
		    (!valid && cp >= 0x80))
			fprintf(stderr, "\\x%02x", (unsigned)cp);
		else if ((cp >= 0x80 && cp < 0xA0) ||
		         (cp >= 0x200E && cp <= 0x200F) ||
		         (cp >= 0x202A && cp <= 0x202E) ||
		         (cp >= 0x2066 && cp <= 0x2069))
			fprintf(stderr, "\\u%04x", (unsigned)cp);
		else
			fwrite(s + from, 1, at - from, stderr);
	}
}

/*
 * What is said of work that is not yet committed waits, for it may come to
 * nothing: strings, each with its NUL.
 */
static struct buf held;
static bool holds;

static void
say(const char *s)
{
	fprintf(stderr, "%s: ", command.name);
	print_safely(s);
	fputc('\n', stderr);
}

static void
say_held(void)
{
	size_t at;

	for (at = 0; at < held.len; at += strlen(held.data + at) + 1)
		say(held.data + at);
	buf_release(&held);
	holds = false;
}

void
command_note(const char *fmt, ...)
{
	struct error line;
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line.msg, sizeof(line.msg), fmt, ap);
	va_end(ap);
	if (holds)
		buf_add(&held, line.msg, strlen(line.msg) + 1);
	else
		say(line.msg);
}

struct writer *
command_writer(struct invocation *in, const struct writer_column *columns,
               size_t n)
{
	return writer_new(in->format, &in->out, in->width, columns, n);
}

static int
fail(const struct error *err)
{
	say(err->msg);
	if (err->code == ERR_USAGE)
		fprintf(stderr, "try '%s --help'\n", command.name);
	return 2;
}

/* The act's time: SOURCE_DATE_EPOCH, else the clock; UTC. */
static int
set_now(char out[24], struct error *err)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	time_t t = time(NULL);
	struct tm tm;
	char *end;

	if (epoch && *epoch) {
		long long n;

		errno = 0;
		n = strtoll(epoch, &end, 10);
		/* four-digit years only: times are compared as text */
		if (errno || *end || n < 0 || n > 253402300799LL)
			return error_set(err, ERR_USAGE,
			                 "SOURCE_DATE_EPOCH is no time: '%s'",
			                 epoch);
		t = (time_t)n;
	}
	gmtime_r(&t, &tm);
	strftime(out, 24, "%Y-%m-%dT%H:%M:%SZ", &tm);
	return 0;
}

/* Who acts: EMIC_CODER, else the login name.  Acts are told apart by it. */
static int
find_coder(const char **out, struct error *err)
{
	const char *name = getenv("EMIC_CODER");
	const struct passwd *pw;

	*out = name;
	if (name && *name)
		return name_check("a coder (EMIC_CODER)", name, err);
	pw = getpwuid(getuid());
	*out = pw && pw->pw_name[0] ? pw->pw_name : "unknown";
	return 0;
}

/* The command line as it would be typed, for the history. */
static char *
command_line(int argc, char **argv)
{
	struct buf b = { 0 };
	int i;

	buf_adds(&b, "emic ");
	buf_adds(&b, command.name + strlen("emic-"));
	for (i = 1; i < argc; i++) {
		const char *s = argv[i];

		if (!utf8_valid(s, strlen(s), NULL))
			s = "?";
		buf_addc(&b, ' ');
		if (*s && !strpbrk(s, " \t\n'\"\\$`*?[]{}()<>|&;#~!")) {
			buf_adds(&b, s);
			continue;
		}
		buf_addc(&b, '\'');
		for (; *s; s++) {
			if (*s == '\'')
				buf_adds(&b, "'\\''");
			else
				buf_addc(&b, *s);
		}
		buf_addc(&b, '\'');
	}
	return buf_take(&b);
}

static size_t
terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize ws;

	if (!isatty(STDOUT_FILENO))
		return 0;
	if (columns && *columns) {
		long n = strtol(columns, NULL, 10);

		if (n >= 40 && n <= 1000)
			return (size_t)n;
	}
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_col >= 40)
		return ws.ws_col;
	return 80;
}

static int
find_format(const char *name, struct invocation *in, struct error *err)
{
	int format = in->width ? WRITER_TABLE : WRITER_TSV;

	if (name)
		format = writer_format_find(name);
	if (format < 0)
		return error_set(err, ERR_USAGE,
		                 "--format takes table, tsv, csv, jsonl or md, "
		                 "not '%s'",
		                 name);
	in->format = (enum writer_format)format;
	return 0;
}

/* -p FILE, EMIC_PROJECT, or the nearest *.emic; *PATH_OUT is the caller's. */
static int
find_project(const char *option, char **path_out, struct error *err)
{
	const char *path = option ? option : getenv("EMIC_PROJECT");
	char cwd[PATH_MAX];

	if (path && *path) {
		*path_out = mem_str(path);
		return 0;
	}
	if (!getcwd(cwd, sizeof(cwd)))
		return error_errno(err, ERR_IO, "cannot tell the folder");
	return project_search(cwd, path_out, err);
}

/* Open, begin, run, commit.  The answer of run, or an error. */
static int
run_on_project(struct invocation *in, enum command_project mode,
               struct error *err)
{
	bool writes = mode != PROJECT_READ;
	int rc, answer;

	rc = project_open(in->project_path,
	                  writes ? PROJECT_OPEN_WRITE : PROJECT_OPEN_READ,
	                  &in->project, err);
	if (rc < 0)
		return rc;
	memcpy(in->project->now, in->now, strlen(in->now) + 1);
	in->project->coder = in->coder;
	if (writes)
		rc = project_begin(
		    in->project,
		    mode == PROJECT_WRITE ? in->command_line : NULL, err);
	if (rc < 0)
		return rc;
	holds = writes;
	answer = command.run(in, err);
	if (answer < 0) {
		say_held();
		return answer;
	}
	if (writes)
		rc = project_commit(in->project, err);
	if (rc < 0) {
		buf_release(&held);
		return rc;
	}
	say_held();
	in->committed = writes;
	return answer;
}

static int
run_command(struct invocation *in, const struct shared_options *shared,
            struct error *err)
{
	int mode = command.project;
	char *path = NULL;
	int rc;

	if (command.mode)
		mode = command.mode(in->argc, in->argv);
	if (mode == PROJECT_NONE) {
		in->project_path = shared->project;
		rc = command.run(in, err);
	} else {
		rc = find_project(shared->project, &path, err);
		in->project_path = path;
		if (rc == 0)
			rc =
			    run_on_project(in, (enum command_project)mode, err);
	}
	project_close(in->project);
	in->project = NULL;
	free(path);
	return rc;
}

/* Standard output last: a failure to print must not undo the work. */
static int
print_output(struct invocation *in, struct error *err)
{
	int rc = spool_copy(&in->out, STDOUT_FILENO, err);

	if (rc == 0 && close(STDOUT_FILENO) < 0)
		rc = error_errno(err, ERR_IO, "cannot write the output");
	if (rc < 0 && in->committed)
		error_wrap(err, "done, but the output could not be written");
	return rc;
}

int
main(int argc, char **argv)
{
	struct shared_options shared = { 0 };
	struct invocation in = { 0 };
	struct error err = { 0 };
	char now[24], *line = NULL;
	int first = 1, rc;

	/* a file too large is an error to report, not a signal to die of */
	signal(SIGXFSZ, SIG_IGN);
	rc = option_parse(&command, &shared, argc, argv, &first, &err);
	if (rc == 0)
		rc = set_now(now, &err);
	in.width = terminal_width();
	if (rc == 0)
		rc = find_format(shared.format, &in, &err);
	if (rc < 0)
		return fail(&err);
	if (shared.help) {
		option_help(&command, &in.out);
	} else if (shared.version) {
		spool_addf(&in.out, "%s %s\n", command.name, EMIC_VERSION);
	} else {
		line = command_line(argc, argv);
		in.argc = argc - first;
		in.argv = argv + first;
		in.now = now;
		in.command_line = line;
		in.progress.out = isatty(STDERR_FILENO) ? stderr : NULL;
		rc = find_coder(&in.coder, &err);
		if (rc == 0)
			rc = run_command(&in, &shared, &err);
	}
	if (rc >= 0) {
		int answer = rc;

		rc = print_output(&in, &err);
		rc = rc < 0 ? rc : answer;
	}
	spool_release(&in.out);
	free(line);
	return rc < 0 ? fail(&err) : rc;
}
