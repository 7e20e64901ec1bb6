#include "base/error.h"
#include "import/reader.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES = 60 };

static char folder[] = "/tmp/emic-test-XXXXXX";
static char paths[FILES][64];
static struct error err;

/* Every fifth is no file, every seventh of the others has no speech. */
static bool
is_there(int n)
{
	return n % 5 != 3;
}

static bool
is_good(int n)
{
	return is_there(n) && n % 7 != 2;
}

/* The later ones are the shorter, so that they would be read first. */
static void
write_file(int n)
{
	FILE *f = fopen(paths[n], "w");
	int i;

	cr_assert_not_null(f);
	for (i = 0; is_good(n) && i < 20 * (FILES - n); i++)
		fprintf(f, "P%02d: It was %d [sighs] of them.\n\n", n, i);
	fclose(f);
}

static void
setup(void)
{
	int n;

	cr_assert_not_null(mkdtemp(folder));
	for (n = 0; n < FILES; n++) {
		snprintf(paths[n], sizeof(paths[n]), "%s/%02d.txt", folder, n);
		if (is_there(n))
			write_file(n);
	}
}

static void
teardown(void)
{
	int n;

	for (n = 0; n < FILES; n++)
		unlink(paths[n]);
	cr_expect_eq(rmdir(folder), 0);
}

TestSuite(reader, .init = setup, .fini = teardown);

/* What the reader gives for file N is what import_file() gives. */
static void
expect_file(int n, int rc, const struct reader_result *result)
{
	struct import_options o = { 0 };
	struct transcript t = { 0 };
	struct error wanted = { 0 };
	int code = import_file(paths[n], &o, &t, &wanted);

	cr_assert_eq(rc, code < 0 ? code : 1, "file %d", n);
	cr_expect_eq(rc > 0, is_good(n));
	if (rc < 0) {
		cr_expect_str_eq(err.msg, wanted.msg);
	} else {
		cr_expect_str_eq(buf_str(&result->transcript.text),
		                 buf_str(&t.text));
		cr_expect_str_eq(result->transcript.origin_sha256,
		                 t.origin_sha256);
		cr_expect_eq(result->transcript.turns.n, t.turns.n);
		cr_expect_eq(result->transcript.asides.n, t.asides.n);
	}
	transcript_release(&t);
}

Test(reader, files_come_out_as_they_went_in_for_any_number_of_threads)
{
	struct import_options o = { 0 };
	struct reader_result result;
	size_t threads;
	int in, out, rc;

	for (threads = 1; threads <= 5; threads += 2) {
		struct reader *r = reader_new(&o, threads);

		for (in = out = 0; out < FILES; out++) {
			for (; in < FILES && reader_has_room(r, paths[in]);
			     in++)
				reader_put(r, paths[in]);
			cr_assert_gt(in, out);
			rc = reader_take(r, &result, &err);
			expect_file(out, rc, &result);
			reader_result_release(&result);
		}
		cr_expect_eq(reader_take(r, &result, &err), 0);
		reader_free(r);
	}
}

Test(reader, doubts_are_of_their_own_file)
{
	struct import_doubts asked = { 0 };
	struct import_options o = { .doubts = &asked };
	struct reader *r = reader_new(&o, 2);
	struct reader_result result;
	FILE *f = fopen(paths[1], "w");
	int n;

	cr_assert_not_null(f);
	fputs("Interviewer: So?\n\nMaria: I was\n\nthere.\n\nand\n\n"
	      "there.\n\nInterviewer: And?\n\nMaria: Yes.\n\n"
	      "Motherhood: it is.\n",
	      f);
	fclose(f);
	for (n = 0; n < 2; n++)
		reader_put(r, paths[n]);
	for (n = 0; n < 2; n++) {
		cr_assert_eq(reader_take(r, &result, &err), 1);
		cr_expect_eq(result.doubts.n, (size_t)n, "file %d", n);
		reader_result_release(&result);
	}
	cr_expect_eq(asked.n, 0);
	reader_free(r);
}

Test(reader, large_files_are_read_one_by_one)
{
	struct import_options o = { 0 };
	struct reader *r = reader_new(&o, 4);
	struct reader_result result;
	FILE *f = fopen(paths[1], "w");
	int i;

	cr_assert_not_null(f);
	for (i = 0; i < 17000; i++)
		fprintf(f, "P01: %01000d times.\n\n", i);
	fclose(f);
	cr_expect(reader_has_room(r, paths[1]), "with nothing inside");
	reader_put(r, paths[1]);
	cr_expect_not(reader_has_room(r, paths[0]));
	cr_assert_eq(reader_take(r, &result, &err), 1);
	cr_expect_eq(result.transcript.turns.n, 17000);
	reader_result_release(&result);
	reader_put(r, paths[0]);
	cr_expect(reader_has_room(r, paths[4]));
	cr_expect_not(reader_has_room(r, paths[1]));
	/* the one inside goes with the reader */
	reader_free(r);
	reader_free(NULL);
}
