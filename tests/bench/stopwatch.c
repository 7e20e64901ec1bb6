/*
 * stopwatch RESULTS NAME COMMAND ... - run a command and append a line to
 * the file RESULTS: NAME, seconds, seconds of processor time, and the peak
 * memory of its largest process in kB, between tabs.
 *
 * What the command prints goes into RESULTS.out, complaints to RESULTS.err:
 * some tools stop early when their output is /dev/null.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

/* Make FD the file RESULTS with ENDING. */
static void
redirect(int fd, const char *results, const char *ending)
{
	char path[4096];
	int file;

	snprintf(path, sizeof(path), "%s%s", results, ending);
	file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (file < 0 || dup2(file, fd) < 0)
		_exit(126);
	close(file);
}

/* Run ARGV; its status, or -1. */
static int
run(char **argv, const char *results, struct rusage *used)
{
	int status;
	pid_t child = fork();

	if (child < 0)
		return -1;
	if (child == 0) {
		redirect(STDOUT_FILENO, results, ".out");
		redirect(STDERR_FILENO, results, ".err");
		execvp(argv[0], argv);
		perror(argv[0]);
		_exit(127);
	}
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	getrusage(RUSAGE_CHILDREN, used);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

int
main(int argc, char **argv)
{
	struct rusage used = { 0 };
	double start = now(), end;
	FILE *f;
	int status;

	if (argc < 4) {
		fprintf(stderr, "usage: stopwatch RESULTS NAME COMMAND ...\n");
		return 2;
	}
	status = run(argv + 3, argv[1], &used);
	end = now();
	if (status < 0) {
		perror("stopwatch");
		return 126;
	}
	f = fopen(argv[1], "a");
	if (!f) {
		perror(argv[1]);
		return 126;
	}
	fprintf(f, "%s\t%.6f\t%.6f\t%ld\n", argv[2], end - start,
	        seconds(used.ru_utime) + seconds(used.ru_stime),
	        used.ru_maxrss);
	if (fclose(f) != 0) {
		perror(argv[1]);
		return 126;
	}
	return status;
}
