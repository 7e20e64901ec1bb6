#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "model/codebook_yaml.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DATA "tests/data/codebooks/"

/*
 * Seconds after which a test that should take less than one is killed.
 * (Criterion's own .timeout leaks, and a leak fails the run.)
 */
#define SLOW 30

static struct error err;
static struct codebook *book;

static void
teardown(void)
{
	codebook_free(book);
	book = NULL;
}

TestSuite(codebook_yaml, .fini = teardown);

static int
parse(const char *text)
{
	codebook_free(book);
	return codebook_yaml_parse("test.yaml", text, strlen(text), &book,
	                           &err);
}

static void
must_parse(const char *text)
{
	int rc = parse(text);

	cr_assert_eq(rc, 0, "%s", err.msg);
}

/* --- files under tests/data/codebooks ------------------------------------ */

struct names {
	char **items;
	size_t n, cap;
};

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The *.yaml of FOLDER, sorted. */
static void
list_files(const char *folder, struct names *out)
{
	struct dirent *e;
	DIR *d = opendir(folder);

	cr_assert_not_null(d, "no folder %s", folder);
	while ((e = readdir(d)))
		if (strstr(e->d_name, ".yaml"))
			vec_push(out, mem_str(e->d_name));
	closedir(d);
	qsort(out->items, out->n, sizeof(*out->items), compare_names);
}

static void
free_names(struct names *names)
{
	size_t i;

	for (i = 0; i < names->n; i++)
		free(names->items[i]);
	vec_release(names);
}

/* FOLDER/NAME, with its ending replaced. */
static void
read_beside(const char *folder, const char *name, const char *ending,
            struct buf *out)
{
	struct buf path = { 0 };

	buf_addf(&path, "%s%.*s%s", folder, (int)strlen(name) - 5, name,
	         ending);
	buf_clear(out);
	cr_assert_eq(buf_read_file(out, buf_str(&path), 1 << 20, &err), 0, "%s",
	             err.msg);
	buf_release(&path);
}

Test(codebook_yaml, every_bad_file_gives_exactly_its_error)
{
	struct names files = { 0 };
	struct buf text = { 0 }, expected = { 0 };
	size_t i;

	list_files(DATA "bad/", &files);
	cr_assert_geq(files.n, 100);
	for (i = 0; i < files.n; i++) {
		int rc;

		read_beside(DATA "bad/", files.items[i], ".yaml", &text);
		read_beside(DATA "bad/", files.items[i], ".err", &expected);
		codebook_free(book);
		memset(&err, 0, sizeof(err));
		rc = codebook_yaml_parse(files.items[i], buf_str(&text),
		                         text.len, &book, &err);
		cr_expect_eq(rc, ERR_FORMAT, "%s", files.items[i]);
		cr_expect_null(book);
		cr_expect_eq(strlen(err.msg) + 1, expected.len,
		             "%s:\n%s\nbut expected:\n%s", files.items[i],
		             err.msg, buf_str(&expected));
		cr_expect_eq(
		    strncmp(err.msg, buf_str(&expected), strlen(err.msg)), 0,
		    "%s:\n%s\nbut expected:\n%s", files.items[i], err.msg,
		    buf_str(&expected));
	}
	buf_release(&text);
	buf_release(&expected);
	free_names(&files);
}

Test(codebook_yaml, every_good_file_is_written_in_its_one_form)
{
	struct names files = { 0 };
	struct buf text = { 0 }, expected = { 0 }, once = { 0 }, twice = { 0 };
	size_t i;
	int rc;

	list_files(DATA "good/", &files);
	cr_assert_geq(files.n, 8);
	for (i = 0; i < files.n; i++) {
		read_beside(DATA "good/", files.items[i], ".yaml", &text);
		read_beside(DATA "good/", files.items[i], ".out", &expected);
		codebook_free(book);
		rc = codebook_yaml_parse(files.items[i], buf_str(&text),
		                         text.len, &book, &err);
		cr_assert_eq(rc, 0, "%s", err.msg);
		buf_clear(&once);
		codebook_yaml_write(book, &once);
		cr_expect_str_eq(buf_str(&once), buf_str(&expected), "%s",
		                 files.items[i]);
		must_parse(buf_str(&once));
		buf_clear(&twice);
		codebook_yaml_write(book, &twice);
		cr_expect_str_eq(buf_str(&twice), buf_str(&once), "%s",
		                 files.items[i]);
	}
	buf_release(&text);
	buf_release(&expected);
	buf_release(&once);
	buf_release(&twice);
	free_names(&files);
}

Test(codebook_yaml, any_piece_of_a_file_is_read_within_its_bounds)
{
	struct buf text = { 0 };
	size_t start, len;

	read_beside(DATA "good/", "full.yaml", ".yaml", &text);
	for (start = 0; start < 40; start += 13) {
		for (len = 0; start + len <= text.len; len++) {
			/* no NUL behind it: the sanitizer sees a step too far
			 */
			char *piece = mem_resize(NULL, len ? len : 1, 1);

			memcpy(piece, text.data + start, len);
			codebook_free(book);
			codebook_yaml_parse("test.yaml", piece, len, &book,
			                    &err);
			free(piece);
		}
	}
	cr_expect_eq(parse("  -  \n-"), ERR_FORMAT);
	buf_release(&text);
}

/* --- places -------------------------------------------------------------- */

/* Does the file's text stand at LINE and COLUMN of SOURCE? */
static void
expect_at(const char *source, int line, int column, const char *text)
{
	const char *s = source;
	size_t len;
	int n;

	for (n = 1; n < line; n++) {
		s = strchr(s, '\n');
		cr_assert_not_null(s, "line %d for '%s'", line, text);
		s++;
	}
	len = strcspn(s, "\n");
	s += utf8_offset(s, len, (size_t)column - 1);
	cr_expect_eq(strncmp(s, text, strlen(text)), 0,
	             "line %d column %d is '%.20s', not '%s'", line, column, s,
	             text);
}

/* Every rule and example of SOURCE stands where it says. */
static void
expect_places(const char *source)
{
	size_t i, k;

	must_parse(source);
	for (i = 0; i < book->n_codes; i++) {
		const struct code *c = book->codes[i];

		for (k = 0; k < c->n_rules; k++)
			expect_at(source, c->rules[k].line, c->rules[k].column,
			          c->rules[k].expression);
		for (k = 0; k < c->n_examples; k++)
			expect_at(source, c->examples[k].line,
			          c->examples[k].column, c->examples[k].text);
	}
}

Test(codebook_yaml, rules_and_examples_know_where_they_stand)
{
	expect_places("codes:\n"
	              "  - name: Hope\n"
	              "    match: |\n"
	              "      hope*\n"
	              "        plan*   \n"
	              "      # not this\n"
	              "\n"
	              "      caf\xC3\xA9 OR th\xC3\xA9\n"
	              "      \ttab*\n"
	              "    against: no hope\n"
	              "    examples: |\n"
	              "      + I hope.\n"
	              "      -   I \xF0\x9F\x99\x82 plan.\n");
	cr_expect_eq(book->codes[0]->n_rules, 5);
	cr_expect_eq(book->codes[0]->n_examples, 2);
	cr_expect_eq(book->codes[0]->rules[3].column, 8);
	expect_places("codes:\n"
	              "  - name: \xC3\x89poque\n"
	              "    match: # behind\n"
	              "      - hope*\n"
	              "      - 'time off'   # said so\n"
	              "      -   plan*\n");
	cr_expect_eq(book->codes[0]->n_rules, 3);
}

Test(codebook_yaml, places_hold_with_any_line_break_and_indentation)
{
	must_parse("codes:\r\n  - name: A\r\n    match: |\r\n"
	           "\r\n      one\r\n      # no\r\n        two\r\n");
	cr_expect_eq(book->codes[0]->rules[0].line, 5);
	cr_expect_eq(book->codes[0]->rules[0].column, 7);
	cr_expect_eq(book->codes[0]->rules[1].line, 7);
	cr_expect_eq(book->codes[0]->rules[1].column, 9);
	cr_expect_str_eq(book->codes[0]->rules[1].expression, "two");
	must_parse("codes:\r  - name: A\r    match: |\r      one\r");
	cr_expect_eq(book->codes[0]->rules[0].line, 4);
	must_parse("codes:\n  - name: A\n    match: |2-\n"
	           "        one\n      two\n");
	cr_expect_eq(book->codes[0]->rules[0].column, 9);
	cr_expect_eq(book->codes[0]->rules[1].column, 7);
}

Test(codebook_yaml, codes_stand_parents_first_with_their_paths)
{
	must_parse("codes:\n"
	           "  - codes:\n"
	           "      - {name: B b}\n"
	           "      - {name: C, id: see}\n"
	           "    name: A\n"
	           "  - name: D\n");
	cr_assert_eq(book->n_codes, 4);
	cr_expect_str_eq(book->codes[0]->path, "a");
	cr_expect_str_eq(book->codes[1]->path, "a/b-b");
	cr_expect_str_eq(book->codes[2]->path, "a/see");
	cr_expect_str_eq(book->codes[3]->path, "d");
	cr_expect_eq(book->codes[2]->parent, book->codes[0]);
	cr_expect_eq(book->codes[2]->depth, 1);
	cr_expect_eq(book->codes[3]->index, 3);
	cr_expect_eq(book->codes[2]->line, 4);
}

Test(codebook_yaml, what_is_not_said_has_its_default)
{
	const struct code *c;

	must_parse("codes:\n  - name: Hope\n");
	c = book->codes[0];
	cr_expect_str_eq(c->slug, "hope");
	cr_expect_str_eq(c->kind, "code");
	cr_expect_str_eq(c->definition, "");
	cr_expect_str_eq(c->speakers, "participant");
	cr_expect_eq(c->unit, UNIT_SENTENCE);
	cr_expect_null(c->colour);
	cr_expect_not(c->exact);
	cr_expect_not(c->match_asides);
	cr_expect_not(c->retired);
	cr_assert_not_null(c->was);
	cr_expect_null(c->was[0]);
	cr_expect_null(book->fillers, "not said is not the same as none");
	must_parse("fillers:\n");
	cr_expect_not_null(book->fillers);
	cr_expect_eq(book->n_fillers, 0);
}

Test(codebook_yaml, an_error_about_a_rule_shows_its_line)
{
	const struct code_rule *rule;

	must_parse("codes:\n  - name: Hope\n    match: |\n      \xC3\xA9t\xC3"
	           "\xA9 AND AND\n");
	rule = &book->codes[0]->rules[0];
	error_set(&err, ERR_FORMAT, "a word is missing");
	cr_expect_eq(
	    codebook_yaml_error(book, rule->line, rule->column + 8, &err),
	    ERR_FORMAT);
	cr_expect_str_eq(err.msg, "test.yaml:4:15: a word is missing\n"
	                          "      \xC3\xA9t\xC3\xA9 AND AND\n"
	                          "              ^");
	cr_expect_eq(codebook_yaml_error(book, 99, 99, &err), ERR_FORMAT);
	cr_expect_eq(codebook_yaml_error(book, 1, 1, NULL), ERR_FORMAT);
}

/* --- sizes --------------------------------------------------------------- */

static void
repeat(struct buf *b, const char *s, size_t n)
{
	while (n-- > 0)
		buf_adds(b, s);
}

Test(codebook_yaml, absurd_sizes_end_quickly)
{
	static const struct {
		const char *before, *again, *after;
		size_t n;
		int expected;
	} cases[] = {
		{ "", "[", "", 100000, ERR_FORMAT },
		{ "", "[\n", "", 100000, ERR_FORMAT },
		{ "", "{", "", 100000, ERR_FORMAT },
		{ "", "- ", "", 100000, ERR_FORMAT },
		{ "", "? ", "", 100000, ERR_FORMAT },
		{ "", "a: ", "", 100000, ERR_FORMAT },
		{ "", "%TAG !e! tag:x\n", "", 500000, ERR_FORMAT },
		{ "codes:\n...\n", "%TAG !e! tag:x\n", "", 500000, ERR_FORMAT },
		{ "codebook: '", "x", "", 1000000, ERR_FORMAT },
		{ "fillers: [", "a, ", "a]\n", 200000, 0 },
		{ "fillers: [", "\xC3\xA9, ", "a]\n", 200000, 0 },
		{ "fillers: ", "a, ", "a\n", 200000, 0 },
		{ "fillers:\n", "- a\n", "", 1000010, ERR_FORMAT },
		{ "codes:\n - name: A\n   definition: ", "word ", "\n", 200000,
		  0 },
		{ "codes:\n - name: A\n   match: |\n    ", "a OR ", "b\n",
		  200000, 0 },
		{ "codes:\n - name: A\n   match: |\n", "    a\n", "", 200000,
		  0 },
		{ "codebook: x\n", " ", "", 4000000, 0 },
		{ "", "x", "", (16 << 20) + 1, ERR_LIMIT },
	};
	struct buf b = { 0 };
	size_t i;

	alarm(SLOW);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&b);
		buf_adds(&b, cases[i].before);
		repeat(&b, cases[i].again, cases[i].n);
		buf_adds(&b, cases[i].after);
		cr_expect_eq(parse(buf_str(&b)), cases[i].expected,
		             "case %zu: %s", i, err.msg);
	}
	buf_release(&b);
}

Test(codebook_yaml, ten_thousand_codes_are_read_at_once)
{
	struct buf b = { 0 };
	int i;

	alarm(SLOW);
	buf_adds(&b, "codes:\n");
	for (i = 0; i < 10000; i++)
		buf_addf(&b, "  - name: Code %d\n    match: |\n      word%d\n",
		         i, i);
	must_parse(buf_str(&b));
	cr_expect_eq(book->n_codes, 10000);
	buf_addf(&b, "  - name: CODE 77\n    id: x\n");
	cr_expect_eq(parse(buf_str(&b)), ERR_FORMAT);
	cr_expect_not_null(strstr(err.msg, "test.yaml:30002:5: the name 'CODE "
	                                   "77' is taken on line 233"),
	                   "%s", err.msg);
	buf_release(&b);
}
