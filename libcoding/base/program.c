#include "base/program.h"

#include "base/error.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 65536, SAID_MAX = 400, FILES_MAX = 1024 };

bool
program_is_there(const char *name)
{
	const char *path = getenv("PATH"), *end;
	struct buf file = { 0 };
	bool found = false;

	for (; path && *path && !found; path = *end ? end + 1 : end) {
		end = path + strcspn(path, ":");
		buf_clear(&file);
		buf_add(&file, path, (size_t)(end - path));
		buf_addf(&file, "/%s", name);
		found = access(file.data, X_OK) == 0;
	}
	buf_release(&file);
	return found;
}

/* A file without a name that holds INPUT, at its start; or NULL. */
static FILE *
make_input(const struct buf *input)
{
	FILE *f = tmpfile();

	if (f && (fwrite(buf_str(input), 1, input->len, f) != input->len ||
	          fflush(f) != 0 || fseek(f, 0, SEEK_SET) != 0)) {
		fclose(f);
		f = NULL;
	}
	return f;
}

static void
limit(int resource, size_t most)
{
	struct rlimit r = { most, most };

	setrlimit(resource, &r);
}

/* In the child: does not come back. */
static void
become(const char *const argv[], int in, int out, int said,
       const struct program_limits *limits)
{
	int fd;

	setpgid(0, 0); /* so that its children are killed with it */
	limit(RLIMIT_CPU, limits->seconds);
	limit(RLIMIT_CORE, 0);
	setenv("LC_ALL", "C.UTF-8", 1);
	if (dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 &&
	    dup2(said, STDERR_FILENO) >= 0) {
		for (fd = STDERR_FILENO + 1; fd < FILES_MAX; fd++)
			close(fd);
		/* last: nothing here is to ask for memory under it */
		if (limits->memory > 0)
			limit(RLIMIT_AS, limits->memory);
		execvp(argv[0], (char *const *)argv);
	}
	_exit(127);
}

static long
ms_left(const struct timespec *start, unsigned seconds)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)seconds * 1000 - (now.tv_sec - start->tv_sec) * 1000 -
	       (now.tv_nsec - start->tv_nsec) / 1000000;
}

/*
 * Read what comes until the end, the time or the room is over; ERR_LIMIT
 * for the latter two.
 */
static int
read_all(int fd, const char *name, const struct program_limits *limits,
         struct buf *out, struct error *err)
{
	size_t before = out->len;
	struct timespec start;
	struct pollfd p = { .fd = fd, .events = POLLIN };
	ssize_t n;
	long left;

	clock_gettime(CLOCK_MONOTONIC, &start);
	for (;;) {
		left = ms_left(&start, limits->seconds);
		if (left <= 0)
			return error_set(err, ERR_LIMIT,
			                 "%s took more than %u seconds", name,
			                 limits->seconds);
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		n = read(fd, buf_room(out, PIECE), PIECE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return 0;
		out->len += (size_t)n;
		out->data[out->len] = '\0';
		if (out->len - before > limits->output)
			return error_set(err, ERR_LIMIT,
			                 "%s made more than %zu MB of it", name,
			                 limits->output >> 20);
	}
}

/* It failed: with the first line that it SAID, which is the child's. */
static int
failed(const char *name, int status, FILE *said, struct error *err)
{
	char line[SAID_MAX] = "";

	rewind(said);
	while (fgets(line, sizeof(line), said) && line[0] == '\n')
		continue;
	line[strcspn(line, "\r\n")] = '\0';
	if (WIFSIGNALED(status))
		return error_set(err, ERR_LIMIT, "%s was stopped by signal %d",
		                 name, WTERMSIG(status));
	if (WEXITSTATUS(status) == 127 && line[0] == '\0')
		return error_set(err, ERR_IO, "%s cannot be started", name);
	return error_set(err, ERR_FORMAT, "%s cannot read it%s%s", name,
	                 line[0] ? ": " : "", line);
}

int
program_run(const char *const argv[], const struct buf *input,
            const struct program_limits *limits, struct buf *out,
            struct error *err)
{
	FILE *in = make_input(input), *said = tmpfile();
	int fds[2] = { -1, -1 }, status = 0, rc = 0;
	pid_t pid = -1;

	if (!in || !said || pipe(fds) < 0) {
		rc = error_errno(err, ERR_IO, "cannot run %s", argv[0]);
		goto out;
	}
	pid = fork();
	if (pid == 0)
		become(argv, fileno(in), fds[1], fileno(said), limits);
	if (pid < 0) {
		rc = error_errno(err, ERR_IO, "cannot run %s", argv[0]);
		goto out;
	}
	close(fds[1]);
	fds[1] = -1;
	rc = read_all(fds[0], argv[0], limits, out, err);
	if (rc < 0)
		kill(-pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (rc == 0 && status != 0)
		rc = failed(argv[0], status, said, err);
out:
	if (fds[0] >= 0)
		close(fds[0]);
	if (fds[1] >= 0)
		close(fds[1]);
	if (in)
		fclose(in);
	if (said)
		fclose(said);
	return rc;
}
