#include "base/error.h"
#include "base/mem.h"
#include "base/spool.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct spool s;
static struct error err;

static void
teardown(void)
{
	spool_release(&s);
}
TestSuite(spool, .fini = teardown);

/* What spool_copy() writes, or the code that it returns. */
static int
copy(struct buf *out)
{
	char path[] = "/tmp/emic-test-XXXXXX";
	int fd = mkstemp(path), rc;

	cr_assert_geq(fd, 0);
	rc = spool_copy(&s, fd, &err);
	close(fd);
	if (rc == 0)
		rc = buf_read_file(out, path, SIZE_MAX / 2, &err);
	unlink(path);
	return rc;
}

Test(spool, what_was_added_is_copied)
{
	struct buf out = { 0 };

	spool_adds(&s, "one\n");
	spool_addf(&s, "%d\n", 2);
	spool_add(&s, "thr\0ee", 6);
	cr_expect_eq(copy(&out), 0);
	cr_expect_eq(out.len, 12);
	cr_expect_eq(memcmp(out.data, "one\n2\nthr\0ee", 12), 0);
	buf_release(&out);
}

Test(spool, an_empty_one_writes_nothing)
{
	struct buf out = { 0 };

	cr_expect_eq(copy(&out), 0);
	cr_expect_eq(out.len, 0);
	buf_release(&out);
}

/* Lines of 1 MB, each of one letter, until it has long spilled. */
Test(spool, what_does_not_fit_in_memory_goes_through_a_file)
{
	const size_t line = 1 << 20, n = (SPOOL_MEMORY >> 20) + 9;
	char *block = mem_array(line, 1);
	struct buf out = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		memset(block, 'a' + (int)(i % 26), line);
		spool_add(&s, block, line);
	}
	cr_expect_gt(s.written, 0, "it has not spilled");
	cr_expect_leq(s.mem.len, SPOOL_MEMORY);
	cr_expect_eq(copy(&out), 0);
	cr_assert_eq(out.len, n * line);
	for (i = 0; i < n; i++) {
		memset(block, 'a' + (int)(i % 26), line);
		cr_assert_eq(memcmp(out.data + i * line, block, line), 0);
	}
	buf_release(&out);
	free(block);
}

Test(spool, a_full_disk_is_an_error)
{
	int fd = open("/dev/full", O_WRONLY);

	cr_assert_geq(fd, 0);
	spool_adds(&s, "lost");
	cr_expect_eq(spool_copy(&s, fd, &err), ERR_IO);
	cr_expect_str_eq(err.msg,
	                 "cannot write the output: No space left on device");
	close(fd);
}

/* In pieces that do not end where the file does. */
Test(spool, it_can_be_read_piece_by_piece)
{
	char piece[7], expected[20];
	struct buf all = { 0 };
	int i, n;

	s.most = 100;
	cr_expect_eq(spool_read(&s, 0, piece, 7, &err), 0);
	for (i = 0; i < 64; i++)
		spool_addf(&s, "%d ", i);
	cr_expect_gt(s.written, 0);
	cr_expect_gt(s.mem.len, 0, "a part is in memory");
	while ((n = spool_read(&s, all.len, piece, 7, &err)) > 0)
		buf_add(&all, piece, (size_t)n);
	cr_expect_eq(n, 0, "%s", err.msg);
	cr_expect_eq(all.len, spool_size(&s));
	for (i = 0, n = 0; i < 64; i++) {
		snprintf(expected, sizeof(expected), "%d ", i);
		cr_assert_eq(
		    strncmp(buf_str(&all) + n, expected, strlen(expected)), 0);
		n += (int)strlen(expected);
	}
	cr_expect_eq(all.len, (size_t)n);
	buf_release(&all);
}

Test(spool, a_file_that_cannot_be_read_is_an_error)
{
	char piece[7];

	s.most = 1;
	spool_adds(&s, "one");
	cr_assert_eq(ftruncate(s.fd, 0), 0);
	cr_expect_eq(spool_read(&s, 0, piece, 7, &err), ERR_IO);
	s.failed = ENOSPC;
	cr_expect_eq(spool_read(&s, 0, piece, 7, &err), ERR_IO);
	cr_expect_str_eq(err.msg,
	                 "cannot keep the output: No space left on device");
}
