#include "base/buf.h"

#include "base/error.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *
buf_room(struct buf *b, size_t extra)
{
	if (b->len + extra + 1 > b->cap) {
		b->cap = (b->len + extra + 1) * 3 / 2;
		b->data = mem_resize(b->data, b->cap, 1);
	}
	return b->data + b->len;
}

void
buf_add(struct buf *b, const void *data, size_t len)
{
	char *at = buf_room(b, len);

	if (len)
		memcpy(at, data, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void
buf_adds(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_addc(struct buf *b, char c)
{
	*buf_room(b, 1) = c;
	b->data[++b->len] = '\0';
}

void
buf_addi(struct buf *b, int64_t n)
{
	uint64_t left = n < 0 ? -(uint64_t)n : (uint64_t)n;
	char digits[20], *at = digits + sizeof(digits);

	do
		*--at = (char)('0' + left % 10);
	while ((left /= 10) > 0);
	if (n < 0)
		*--at = '-';
	buf_add(b, at, (size_t)(digits + sizeof(digits) - at));
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	buf_room(b, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(b->data + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

const char *
buf_str(const struct buf *b)
{
	return b->data ? b->data : "";
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->data)
		b->data[0] = '\0';
}

void
buf_release(struct buf *b)
{
	free(b->data);
	memset(b, 0, sizeof(*b));
}

char *
buf_take(struct buf *b)
{
	char *s = b->data ? b->data : mem_strn("", 0);

	memset(b, 0, sizeof(*b));
	return s;
}

/*
 * Open PATH for reading.  A device would never end, and a socket is not for
 * reading; what a person types at a terminal is.
 */
static int
open_file(const char *path, int *fd_out, struct error *err)
{
	struct stat st;
	int fd;

	if (stat(path, &st) == 0 && S_ISSOCK(st.st_mode))
		return error_set(err, ERR_IO, "'%s' is a socket, no file",
		                 path);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return error_errno(err, ERR_IO, "cannot open '%s'", path);
	if (fstat(fd, &st) == 0 &&
	    (S_ISBLK(st.st_mode) || (S_ISCHR(st.st_mode) && !isatty(fd)))) {
		close(fd);
		return error_set(err, ERR_IO, "'%s' is a device, no file",
		                 path);
	}
	*fd_out = fd;
	return 0;
}

/* Append what FD gives until its end, in pieces of CHUNK bytes at first. */
static int
read_all(struct buf *b, int fd, const char *name, size_t chunk, size_t max,
         struct error *err)
{
	size_t before = b->len;
	ssize_t n;

	for (;;) {
		char *at = buf_room(b, chunk);

		n = read(fd, at, chunk);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		b->len += (size_t)n;
		if (b->len - before > max)
			return error_set(err, ERR_LIMIT,
			                 "'%s' is larger than %zu MB", name,
			                 max >> 20);
		chunk = 65536 < b->len - before ? b->len - before : 65536;
	}
	return n < 0 ? error_errno(err, ERR_IO, "cannot read '%s'", name) : 0;
}

/*
 * Is the file of N bytes that was read the one that was there before?  Files
 * of /proc have no size; and of standard input a part may be read already.
 */
static bool
is_same(const struct stat *before, const struct stat *now, size_t n,
        bool from_start)
{
	if (!S_ISREG(before->st_mode))
		return true;
	return before->st_size == now->st_size &&
	       before->st_mtim.tv_sec == now->st_mtim.tv_sec &&
	       before->st_mtim.tv_nsec == now->st_mtim.tv_nsec &&
	       (!from_start || now->st_size == 0 || (size_t)now->st_size == n);
}

int
buf_read_file(struct buf *b, const char *path, size_t max, struct error *err)
{
	bool is_stdin = strcmp(path, "-") == 0;
	const char *name = is_stdin ? "standard input" : path;
	size_t chunk = 65536, before = b->len;
	struct stat st = { 0 }, now = { 0 };
	int fd = STDIN_FILENO, rc;

	rc = is_stdin ? 0 : open_file(path, &fd, err);
	if (rc < 0)
		return rc;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
	    (size_t)st.st_size <= max)
		chunk = (size_t)st.st_size + 1;
	rc = read_all(b, fd, name, chunk, max, err);
	if (rc == 0 && (fstat(fd, &now) < 0 ||
	                !is_same(&st, &now, b->len - before, !is_stdin)))
		rc = error_set(err, ERR_IO,
		               "'%s' was changed while it was read; try again "
		               "when it is whole",
		               name);
	if (rc < 0)
		b->len = before;
	b->data[b->len] = '\0';
	if (!is_stdin)
		close(fd);
	return rc;
}
