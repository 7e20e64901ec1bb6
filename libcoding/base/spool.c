#include "base/spool.h"

#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int
write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		data += n;
		len -= (size_t)n;
	}
	return 0;
}

/* Move what is in memory to the file. */
static void
spill(struct spool *s)
{
	char path[] = "/tmp/emic-XXXXXX";

	if (s->fd == 0 && !s->failed) {
		s->fd = mkstemp(path);
		if (s->fd < 0) {
			s->failed = errno;
			s->fd = 0;
		} else {
			unlink(path);
		}
	}
	if (!s->failed)
		s->failed = write_all(s->fd, s->mem.data, s->mem.len);
	s->written += s->mem.len;
	buf_clear(&s->mem);
}

/* Is there more in memory than may be? */
static bool
is_full(const struct spool *s)
{
	return s->mem.len > (s->most ? s->most : SPOOL_MEMORY);
}

void
spool_add(struct spool *s, const void *data, size_t len)
{
	buf_add(&s->mem, data, len);
	if (is_full(s))
		spill(s);
}

void
spool_adds(struct spool *s, const char *str)
{
	spool_add(s, str, strlen(str));
}

void
spool_addf(struct spool *s, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	buf_room(&s->mem, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(s->mem.data + s->mem.len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	s->mem.len += (size_t)n;
	if (is_full(s))
		spill(s);
}

static int
fail_kept(const struct spool *s, struct error *err)
{
	errno = s->failed;
	return error_errno(err, ERR_IO, "cannot keep the output");
}

/* Copy the file's part to FD through a fixed block. */
static int
copy_file(struct spool *s, int fd, struct error *err)
{
	static char block[65536];
	ssize_t n;

	if (lseek(s->fd, 0, SEEK_SET) < 0)
		return error_errno(err, ERR_IO, "cannot read the output back");
	while ((n = read(s->fd, block, sizeof(block))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return error_errno(err, ERR_IO,
			                   "cannot read the output back");
		errno = write_all(fd, block, (size_t)n);
		if (errno)
			return error_errno(err, ERR_IO,
			                   "cannot write the output");
	}
	return 0;
}

int
spool_copy(struct spool *s, int fd, struct error *err)
{
	int rc;

	if (s->failed)
		return fail_kept(s, err);
	if (s->fd > 0) {
		rc = copy_file(s, fd, err);
		if (rc < 0)
			return rc;
	}
	errno = write_all(fd, buf_str(&s->mem), s->mem.len);
	if (errno)
		return error_errno(err, ERR_IO, "cannot write the output");
	return 0;
}

uint64_t
spool_size(const struct spool *s)
{
	return s->written + s->mem.len;
}

int
spool_read(const struct spool *s, uint64_t at, void *data, int size,
           struct error *err)
{
	size_t from, n;
	ssize_t got;

	if (s->failed)
		return fail_kept(s, err);
	if (at < s->written) {
		do
			got = pread(s->fd, data, (size_t)size, (off_t)at);
		while (got < 0 && errno == EINTR);
		if (got == 0)
			errno = EIO; /* somebody has cut it */
		if (got <= 0)
			return error_errno(err, ERR_IO,
			                   "cannot read the output back");
		return (int)got;
	}
	from = (size_t)(at - s->written);
	if (from >= s->mem.len)
		return 0;
	n = s->mem.len - from;
	n = n < (size_t)size ? n : (size_t)size;
	memcpy(data, s->mem.data + from, n);
	return (int)n;
}

void
spool_release(struct spool *s)
{
	if (s->fd > 0)
		close(s->fd);
	buf_release(&s->mem);
	memset(s, 0, sizeof(*s));
}
