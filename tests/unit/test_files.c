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
		cr_assert_eq(files_add(&list, cases[i][0], &err), 0);
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
	make_file("~$a.docx"); /* Word has a.docx open */
	make_folder("z");
	make_file("z/e.txt");
	make_folder(".h");
	make_file(".h/f.txt");
	cr_assert_eq(files_add(&list, folder, &err), 0);
	cr_expect_str_eq(names(), "B a b");
	cr_assert_eq(list.others.n, 1);
	cr_expect_str_eq(list.others.items[0], "c.xls");
	files_release(&list);
	list.recursive = true;
	cr_assert_eq(files_add(&list, folder, &err), 0);
	cr_expect_str_eq(names(), "B a b e");
}

Test(files, a_link_to_a_folder_is_not_followed)
{
	struct buf link = { 0 };

	make_file("a.txt");
	buf_addf(&link, "%s/loop", folder);
	cr_assert_eq(symlink(folder, link.data), 0);
	list.recursive = true;
	cr_assert_eq(files_add(&list, folder, &err), 0);
	cr_expect_str_eq(names(), "a");
	cr_expect_eq(list.others.n, 0);
	buf_release(&link);
}

Test(files, a_folder_without_any_is_an_error)
{
	make_file("c.xls");
	list.recursive = true;
	cr_expect_eq(files_add(&list, folder, &err), ERR_NOTFOUND);
	cr_expect(strstr(err.msg, "or below it is one that emic can import"),
	          "%s", err.msg);
}

Test(files, files_of_one_name_say_so_and_spare_the_others)
{
	static const char *const paths[] = { "x/P07.txt", "y/P08.txt",
		                             "z/p07.md", "v/P07.txt",
		                             "y/P08.txt" };
	size_t i;

	for (i = 0; i < 5; i++)
		files_add(&list, paths[i], &err);
	files_check(&list);
	cr_assert_eq(list.n, 4, "what is named twice stays once");
	cr_expect_null(list.items[1].why);
	cr_expect_eq(list.items[0].code, ERR_CONFLICT);
	cr_expect_str_eq(list.items[0].why,
	                 "'x/P07.txt' would be the document 'P07', as "
	                 "'v/P07.txt' would: --folders tells them apart, or "
	                 "--name");
	cr_expect(strstr(list.items[2].why, "'z/p07.md' would be"));
	cr_expect(strstr(list.items[3].why, "as 'x/P07.txt' would"), "%s",
	          list.items[3].why);
}

Test(files, folders_may_be_part_of_names)
{
	static const char *const cases[][2] = {
		{ "P07.txt", "P07" },       { "a/P07.md", "a/P07" },
		{ "/x/a/P07.md", "a/P07" }, { "./P07", "P07" },
		{ "../P07", "P07" },        { "a//P07.txt", "a/P07" },
		{ "/P07.txt", "P07" },      { "x/..b/P07", "..b/P07" },
	};
	size_t i;

	list.folders = true;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cr_assert_eq(files_add(&list, cases[i][0], &err), 0);
		cr_expect_str_eq(list.items[i].name, cases[i][1], "%s: %s",
		                 cases[i][0], list.items[i].name);
	}
}

Test(files, a_folder_that_was_named_begins_the_names)
{
	struct buf want = { 0 };

	make_file("a.txt");
	make_folder("z");
	make_folder("z/y");
	make_file("z/y/a.txt");
	list.folders = list.recursive = true;
	buf_addf(&want, "%s/a %s/z/y/a", folder + 5, folder + 5);
	cr_assert_eq(files_add(&list, folder, &err), 0);
	cr_expect_str_eq(names(), buf_str(&want));
	files_release(&list);
	cr_assert_eq(chdir(folder), 0);
	cr_assert_eq(files_add(&list, ".", &err), 0);
	cr_expect_str_eq(names(), "a z/y/a");
	files_check(&list);
	cr_expect_null(list.items[0].why);
	buf_release(&want);
}

Test(files, what_cannot_be_read_is_an_entry_that_fails)
{
	struct buf link = { 0 };

	make_file("b.txt");
	buf_addf(&link, "%s/a.txt", folder);
	cr_assert_eq(symlink("a.txt", link.data), 0);
	buf_clear(&link);
	buf_addf(&link, "%s/c.xls", folder);
	cr_assert_eq(symlink("nowhere", link.data), 0);
	cr_assert_eq(files_add(&list, folder, &err), 0);
	cr_expect_str_eq(names(), "a b");
	buf_release(&link);
}

Test(files, pipes_of_a_folder_are_passed_over_and_named)
{
	struct buf pipe = { 0 };

	make_file("b.txt");
	buf_addf(&pipe, "%s/a.txt", folder);
	cr_assert_eq(mkfifo(pipe.data, 0600), 0);
	cr_assert_eq(files_add(&list, folder, &err), 0);
	cr_expect_str_eq(names(), "b");
	cr_assert_eq(list.others.n, 1);
	cr_expect_str_eq(list.others.items[0], "a.txt");
	buf_release(&pipe);
}

Test(files, folders_in_folders_end_somewhere)
{
	struct buf path = { 0 };
	size_t i;

	make_file("a.txt");
	for (i = 0; i < 70; i++) {
		buf_adds(&path, i ? "/d" : "d");
		make_folder(buf_str(&path));
	}
	list.recursive = true;
	cr_assert_eq(files_add(&list, folder, &err), 0);
	cr_assert_eq(list.n, 2);
	cr_expect_null(list.items[0].why);
	cr_expect_eq(list.items[1].code, ERR_LIMIT);
	cr_expect(strstr(list.items[1].why, "in more than 64 others"), "%s",
	          list.items[1].why);
	buf_release(&path);
}

Test(files, a_name_may_be_given)
{
	files_add(&list, "-", &err);
	files_name(&list, "Été");
	cr_expect_str_eq(list.items[0].name, "Été");
	cr_expect_str_eq(list.items[0].folded, "été");
	cr_expect_str_eq(list.items[0].path, "-");
}
