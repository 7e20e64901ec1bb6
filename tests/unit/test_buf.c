#include "base/buf.h"
#include "base/error.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static struct buf b;
static struct error err;

static void
teardown(void)
{
	buf_release(&b);
}
TestSuite(buf, .fini = teardown);

Test(buf, a_zeroed_one_is_the_empty_string)
{
	cr_assert_str_eq(buf_str(&b), "");
	buf_clear(&b);
	cr_assert_eq(b.len, 0);
}

Test(buf, what_is_added_stands_behind_what_was_there)
{
	buf_adds(&b, "one");
	buf_addc(&b, ' ');
	buf_addf(&b, "%d %s", 2, "three");
	buf_add(&b, "four", 2);
	cr_assert_str_eq(buf_str(&b), "one 2 threefo");
	cr_assert_eq(b.len, strlen("one 2 threefo"));
}

Test(buf, bytes_may_be_nul)
{
	buf_add(&b, "a\0b", 3);
	cr_assert_eq(b.len, 3);
	cr_assert_eq(memcmp(b.data, "a\0b", 4), 0);
}

Test(buf, a_nul_stands_behind_it_however_it_grows)
{
	size_t i;

	for (i = 0; i < 5000; i++) {
		buf_addc(&b, 'x');
		cr_assert_eq(b.len, i + 1);
		cr_assert_eq(b.data[b.len], '\0');
	}
	for (i = 0; i < 5000; i++)
		cr_assert_eq(b.data[i], 'x');
}

Test(buf, what_was_taken_is_the_callers)
{
	char *s;

	buf_adds(&b, "mine");
	s = buf_take(&b);
	cr_assert_str_eq(s, "mine");
	cr_assert_eq(b.len, 0);
	free(s);
	s = buf_take(&b);
	cr_assert_str_eq(s, "", "an empty one gives a string too");
	free(s);
}

/* A file with LEN bytes; its path is written to PATH. */
static void
write_file(char path[32], size_t len)
{
	FILE *f;
	int fd;

	snprintf(path, 32, "/tmp/emic-test-XXXXXX");
	fd = mkstemp(path);
	f = fdopen(fd, "w");
	cr_assert(f);
	while (len-- > 0)
		fputc('0' + (int)(len % 10), f);
	fclose(f);
}

Test(buf, a_file_is_read_to_its_end)
{
	static const size_t sizes[] = { 0, 1, 65535, 65536, 65537, 300000 };
	char path[32];
	size_t i;

	for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		buf_clear(&b);
		buf_adds(&b, "<");
		write_file(path, sizes[i]);
		cr_expect_eq(buf_read_file(&b, path, 1 << 20, &err), 0);
		unlink(path);
		cr_expect_eq(b.len, sizes[i] + 1);
		cr_expect_eq(b.data[0], '<');
		cr_expect_eq(b.data[b.len], '\0');
		cr_expect_eq(strlen(b.data), b.len);
	}
}

Test(buf, a_file_over_the_limit_is_refused)
{
	char path[32];

	write_file(path, 1001);
	cr_expect_eq(buf_read_file(&b, path, 1000, &err), ERR_LIMIT);
	buf_clear(&b);
	cr_expect_eq(buf_read_file(&b, path, 1001, &err), 0);
	unlink(path);
}

Test(buf, a_missing_file_is_named)
{
	cr_expect_eq(buf_read_file(&b, "/nowhere/x", 10, &err), ERR_IO);
	cr_expect_str_eq(err.msg, "cannot open '/nowhere/x': No such file or "
	                          "directory");
	cr_expect_eq(buf_read_file(&b, "/tmp", 10, &err), ERR_IO);
	cr_expect_str_eq(err.msg, "cannot read '/tmp': Is a directory");
}

/* A file that another thread writes to, until it is told to stop. */
struct busy {
	char path[64];
	off_t small, large; /* its sizes, by turns */
	atomic_bool stop;
};

static void *
keep_busy(void *data)
{
	struct busy *busy = data;

	while (!atomic_load(&busy->stop)) {
		if (truncate(busy->path, busy->small) < 0 ||
		    truncate(busy->path, busy->large) < 0)
			break;
	}
	return NULL;
}

Test(buf, a_file_that_changes_while_it_is_read_is_an_error)
{
	struct busy busy = { .path = "/tmp/test_buf-XXXXXX",
		             .small = 1 << 20,
		             .large = 16 << 20 };
	int fd = mkstemp(busy.path), i, rc = 0;
	char said[200];
	pthread_t thread;

	cr_assert_geq(fd, 0);
	cr_assert_eq(ftruncate(fd, busy.large), 0);
	close(fd);
	buf_adds(&b, "kept");
	cr_assert_eq(pthread_create(&thread, NULL, keep_busy, &busy), 0);
	for (i = 0; rc == 0 && i < 2000; i++) {
		b.len = 4;
		rc = buf_read_file(&b, busy.path, 32 << 20, &err);
		if (rc == 0) /* one of the two */
			cr_expect(b.len == 4 + (size_t)busy.small ||
			              b.len == 4 + (size_t)busy.large,
			          "%zu", b.len);
	}
	atomic_store(&busy.stop, true);
	pthread_join(thread, NULL);
	snprintf(said, sizeof(said),
	         "'%s' was changed while it was read; try again when it is "
	         "whole",
	         busy.path);
	cr_expect_eq(rc, ERR_IO);
	cr_expect_str_eq(err.msg, said);
	cr_expect_str_eq(buf_str(&b), "kept");
	/* left alone, it is a file as any other */
	cr_expect_eq(buf_read_file(&b, busy.path, 32 << 20, &err), 0);
	unlink(busy.path);
}

Test(buf, a_file_of_the_system_without_a_size_is_read)
{
	cr_expect_eq(buf_read_file(&b, "/proc/self/status", 1 << 20, &err), 0,
	             "%s", err.msg);
	cr_expect_gt(b.len, 0);
}

Test(buf, devices_and_sockets_are_no_files)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	char path[32];

	cr_expect_eq(buf_read_file(&b, "/dev/zero", 10, &err), ERR_IO);
	cr_expect_str_eq(err.msg, "'/dev/zero' is a device, no file");
	write_file(path, 1);
	unlink(path);
	snprintf(a.sun_path, sizeof(a.sun_path), "%s", path);
	cr_assert_eq(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	cr_expect_eq(buf_read_file(&b, path, 10, &err), ERR_IO);
	cr_expect(strstr(err.msg, "is a socket, no file"), "%s", err.msg);
	close(fd);
	unlink(path);
}

Test(buf, numbers_are_written_as_printf_writes_them)
{
	static const int64_t numbers[] = { 0,    7,         -1,        10,
		                           -100, INT64_MAX, INT64_MIN, 99 };
	struct buf printed = { 0 };
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		buf_addi(&b, numbers[i]);
		buf_addc(&b, ' ');
		buf_addf(&printed, "%" PRId64 " ", numbers[i]);
	}
	cr_expect_str_eq(buf_str(&b), buf_str(&printed));
	buf_release(&b);
	buf_release(&printed);
}
