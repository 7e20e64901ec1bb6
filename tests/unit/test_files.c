#include "base/buf.h"
#include "base/error.h"
#include "import/files.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/emic-test-XXXXXX";
static struct file_list list;
static struct error err;

static void
make_file(const char *name)
{
	struct buf path = { 0 };
	FILE *f;

	buf_addf(&path, "%s/%s", folder, name);
	f = fopen(path.data, "w");
	cr_assert_not_null(f, "%s", path.data);
	fclose(f);
	buf_release(&path);
}

static void
make_folder(const char *name)
{
	struct buf path = { 0 };

	buf_addf(&path, "%s/%s", folder, name);
	cr_assert_eq(mkdir(path.data, 0700), 0);
	buf_release(&path);
}

static void
setup(void)
{
	cr_assert_not_null(mkdtemp(folder));
}

static int delete (const char *path, const struct stat *st, int kind,
                   struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

static void
teardown(void)
{
	files_release(&list);
	cr_expect_eq(nftw(folder, delete, 16, FTW_DEPTH | FTW_PHYS), 0);
}

TestSuite(files, .init = setup, .fini = teardown);

/* The names of the documents, joined by a blank. */
static const char *
names(void)
{
	static struct buf b;
	size_t i;

	buf_clear(&b);
	for (i = 0; i < list.n; i++)
		buf_addf(&b, "%s%s", i ? " " : "", list.items[i].name);
	return buf_str(&b);
}

Test(files, a_document_is_called_what_its_file_is)
{
	static const char *const cases[][2] = {
		{ "P07.txt", "P07" },
		{ "a/b.c/P07.md", "P07" },
		{ "P07.final.txt", "P07.final" },
		{ "notes", "notes" },
		{ "Interview 3.5", "Interview 3.5" },
		{ ".txt", ".txt" },
		{ "Cafe\xCC\x81.txt", "Café" },
		{ "Dr. Smith speaking", "Dr. Smith speaking" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cr_assert_eq(files_add(&list, cases[i][0], false, &err), 0);
		cr_expect_str_eq(list.items[i].name, cases[i][1]);
	}
}

Test(files, a_folder_gives_what_importers_know_in_order)
{
	make_file("b.md");
	make_file("a.txt");
	make_file("B.TXT");
	make_file("c.xls");
	make_file(".d.txt");
	make_folder("z");
	make_file("z/e.txt");
	make_folder(".h");
	make_file(".h/f.txt");
	cr_assert_eq(files_add(&list, folder, false, &err), 0);
	cr_expect_str_eq(names(), "B a b");
	cr_assert_eq(list.others.n, 1);
	cr_expect_str_eq(list.others.items[0], "c.xls");
	files_release(&list);
	cr_assert_eq(files_add(&list, folder, true, &err), 0);
	cr_expect_str_eq(names(), "B a b e");
}

Test(files, a_link_to_a_folder_is_not_followed)
{
	struct buf link = { 0 };

	make_file("a.txt");
	buf_addf(&link, "%s/loop", folder);
	cr_assert_eq(symlink(folder, link.data), 0);
	cr_assert_eq(files_add(&list, folder, true, &err), 0);
	cr_expect_str_eq(names(), "a");
	buf_release(&link);
}

Test(files, a_folder_without_any_is_an_error)
{
	make_file("c.xls");
	cr_expect_eq(files_add(&list, folder, true, &err), ERR_NOTFOUND);
	cr_expect(strstr(err.msg, "or below it is one that emic can import"),
	          "%s", err.msg);
}

Test(files, two_files_of_one_name_are_both_named)
{
	files_add(&list, "x/P07.txt", false, &err);
	files_add(&list, "y/P08.txt", false, &err);
	cr_expect_eq(files_check(&list, &err), 0);
	files_add(&list, "z/p07.md", false, &err);
	cr_expect_eq(files_check(&list, &err), ERR_CONFLICT);
	cr_expect_str_eq(err.msg,
	                 "'x/P07.txt' and 'z/p07.md' would both be the "
	                 "document 'p07': import one of them by itself with "
	                 "--name");
}

Test(files, a_name_may_be_given)
{
	files_add(&list, "-", false, &err);
	files_name(&list, "Été");
	cr_expect_str_eq(list.items[0].name, "Été");
	cr_expect_str_eq(list.items[0].folded, "été");
	cr_expect_str_eq(list.items[0].path, "-");
}
