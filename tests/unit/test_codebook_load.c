#include "base/buf.h"
#include "base/error.h"
#include "model/codebook.h"
#include "model/codebook_yaml.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct project *p;
static struct codebook *book; /* what load() or read_book() gave last */
static struct code_outcomes outcomes;
static struct error err;

static void
setup(void)
{
	int rc = project_create(":memory:", "Test", "2026-11-21T20:00:00Z", &p,
	                        &err);

	cr_assert_eq(rc, 0, "%s", err.msg);
	p->coder = "ana";
}

static void
teardown(void)
{
	codebook_free(book);
	code_outcomes_release(&outcomes);
	project_close(p);
}

TestSuite(codebook_load, .init = setup, .fini = teardown);

static void
read_book(void)
{
	codebook_free(book);
	cr_assert_eq(codebook_read(p, &book, &err), 0, "%s", err.msg);
}

/* Store TEXT as `emic codebook load` does; then `book` is the project's. */
static int
store(const char *text, bool prune)
{
	struct codebook *file = NULL;
	int rc;

	code_outcomes_release(&outcomes);
	rc = codebook_yaml_parse("test.yaml", text, strlen(text), &file, &err);
	cr_assert_eq(rc, 0, "%s", err.msg);
	cr_assert_eq(project_begin(p, "emic codebook load", &err), 0);
	rc = codebook_store(p, file, prune, &outcomes, &err);
	if (rc == 0)
		rc = project_commit(p, &err);
	else
		project_rollback(p);
	codebook_free(file);
	read_book();
	return rc;
}

static void
load(const char *text)
{
	int rc = store(text, false);

	cr_assert_eq(rc, 0, "%s", err.msg);
}

/* The outcomes, one a line: "changed a/b (was a): name, rules". */
static const char *
told(void)
{
	static const char *const words[] = {
		[CODE_ADDED] = "added",     [CODE_CHANGED] = "changed",
		[CODE_RENAMED] = "renamed", [CODE_SAME] = "same",
		[CODE_KEPT] = "kept",       [CODE_RETIRED] = "retired",
	};
	static char out[4096];
	size_t i, at = 0;

	out[0] = '\0';
	for (i = 0; i < outcomes.n; i++) {
		const struct code_outcome *o = &outcomes.items[i];

		at += (size_t)snprintf(
		    out + at, sizeof(out) - at, "%s %s%s%s%s%s%s\n",
		    words[o->change], o->path, o->before ? " (was " : "",
		    o->before ? o->before : "", o->before ? ")" : "",
		    o->fields ? ": " : "", o->fields ? o->fields : "");
	}
	return out;
}

/* The paths in order, joined by spaces; retired ones with a '-'. */
static const char *
paths(void)
{
	static char out[4096];
	size_t i, at = 0;

	out[0] = '\0';
	for (i = 0; i < book->n_codes; i++)
		at += (size_t)snprintf(
		    out + at, sizeof(out) - at, "%s%s%s", i ? " " : "",
		    book->codes[i]->retired ? "-" : "", book->codes[i]->path);
	return out;
}

static int64_t
id_of(const char *path)
{
	size_t i;

	for (i = 0; i < book->n_codes; i++)
		if (strcmp(book->codes[i]->path, path) == 0)
			return book->codes[i]->id;
	return 0;
}

/* --- reading ------------------------------------------------------------- */

Test(codebook_load, an_empty_project_has_an_empty_codebook)
{
	read_book();
	cr_expect_eq(book->n_codes, 0);
	cr_expect_eq(book->n_lists, 0);
	cr_expect_eq(book->n_fillers, 0);
	cr_expect_str_eq(book->name, "");
	cr_expect_null(book->file);
}

Test(codebook_load, everything_in_the_file_comes_back)
{
	struct buf text = { 0 }, expected = { 0 }, out = { 0 };

	cr_assert_eq(buf_read_file(&text, "tests/data/codebooks/good/full.yaml",
	                           1 << 20, &err),
	             0, "%s", err.msg);
	cr_assert_eq(buf_read_file(&expected,
	                           "tests/data/codebooks/good/full.out",
	                           1 << 20, &err),
	             0, "%s", err.msg);
	load(buf_str(&text));
	/* all but `was`, which is about loading */
	codebook_yaml_write(book, &out);
	cr_expect_eq(out.len + strlen("        was: listening, "
	                              "old/listening\n"),
	             expected.len);
	cr_expect_str_eq(told(), "added components\n"
	                         "added components/generous-listening\n"
	                         "added components/it-s-fine\n"
	                         "added trust\n");
	load(buf_str(&text));
	cr_expect_str_eq(told(), "same components\n"
	                         "same components/generous-listening\n"
	                         "same components/it-s-fine\n"
	                         "same trust\n");
	buf_release(&text);
	buf_release(&expected);
	buf_release(&out);
}

/* --- loading ------------------------------------------------------------- */

Test(codebook_load, loading_the_same_file_again_changes_no_row)
{
	static const char text[] =
	    "codebook: Test\nfillers: um, uh\nlists:\n  neg: not, never\n"
	    "codes:\n  - name: A\n    match: |\n      a*\n      b*\n"
	    "    examples: |\n      + a\n    codes:\n      - name: B\n"
	    "        against: never\n  - name: C\n";
	int64_t acts;
	int changes;

	load(text);
	changes = sqlite3_total_changes(p->db.handle);
	load(text);
	cr_expect_eq(sqlite3_total_changes(p->db.handle), changes);
	db_query_int(&p->db, "SELECT count(*) FROM history", &acts, &err);
	cr_expect_eq(acts, 1, "an act that did nothing leaves no trace");
}

Test(codebook_load, a_change_is_told_with_what_changed)
{
	load("codes:\n  - {name: A}\n  - {name: B, definition: x}\n");
	load("codes:\n  - {name: A, unit: turn, colour: '#fff'}\n"
	     "  - name: B\n    definition: y\n    match: b*\n"
	     "    examples: + b\n    case: exact\n    asides: match\n"
	     "    speakers: all\n    kind: theme\n    source: open\n"
	     "    include: i\n    exclude: e\n");
	cr_expect_str_eq(told(), "changed a: colour, unit\n"
	                         "changed b: kind, definition, include, "
	                         "exclude, source, speakers, case, asides, "
	                         "rules, examples\n");
	load("codes:\n  - {name: a, unit: turn, colour: '#FFFFFF'}\n");
	cr_expect_str_eq(told(), "changed a: name\nkept b\n");
}

Test(codebook_load, fewer_and_other_rules_replace_those_there_were)
{
	load("codes:\n  - name: A\n    match: |\n      a\n      b\n      c\n"
	     "    against: |\n      d\n      e\n");
	load("codes:\n  - name: A\n    match: |\n      b\n      c\n"
	     "    against: |\n      d\n      e\n      f\n");
	cr_expect_str_eq(told(), "changed a: rules\n");
	cr_assert_eq(book->codes[0]->n_rules, 5);
	cr_expect_str_eq(book->codes[0]->rules[0].expression, "b");
	cr_expect_str_eq(book->codes[0]->rules[4].expression, "f");
	cr_expect(book->codes[0]->rules[4].against);
	cr_expect_eq(book->codes[0]->rules[4].position, 3);
}

Test(codebook_load,
     what_the_file_does_not_have_is_kept_and_pruned_only_if_asked)
{
	static const char less[] = "codes:\n  - {name: A}\n";

	load("codes:\n  - {name: A, codes: [{name: B}]}\n  - {name: C}\n");
	load(less);
	cr_expect_str_eq(told(), "same a\nkept a/b\nkept c\n");
	cr_expect_str_eq(paths(), "a a/b c");
	cr_assert_eq(store(less, true), 0);
	cr_expect_str_eq(told(), "same a\nretired a/b\nretired c\n");
	cr_expect_str_eq(paths(), "a -a/b -c");
	load(less);
	cr_expect_str_eq(told(), "same a\n", "retired is retired");
}

Test(codebook_load, a_retired_code_that_comes_back_is_the_same_code)
{
	int64_t id;

	load("codes:\n  - {name: A}\n  - {name: B}\n");
	id = id_of("b");
	cr_assert_eq(store("codes:\n  - {name: A}\n", true), 0);
	load("codes:\n  - {name: A}\n  - {name: B}\n");
	cr_expect_str_eq(told(), "same a\nchanged b: brought back\n");
	cr_expect_str_eq(paths(), "a b");
	cr_expect_eq(id_of("b"), id);
}

Test(codebook_load, a_code_renamed_with_was_takes_along_what_is_below_it)
{
	int64_t a, c;

	load("codes:\n  - {name: A, codes: [{name: B, codes: [{name: C}]}, "
	     "{name: K}]}\n");
	a = id_of("a");
	c = id_of("a/b/c");
	load("codes:\n  - name: New\n    was: a\n    codes:\n"
	     "      - {name: B, codes: [{name: C}]}\n");
	cr_expect_str_eq(told(), "renamed new (was a): name\n"
	                         "same new/b (was a/b)\n"
	                         "same new/b/c (was a/b/c)\n"
	                         "kept new/k (was a/k)\n");
	cr_expect_eq(id_of("new"), a);
	cr_expect_eq(id_of("new/b/c"), c);
	/* the line may stay in the file */
	load("codes:\n  - name: New\n    was: a\n    codes:\n"
	     "      - {name: B, codes: [{name: C}]}\n");
	cr_expect_str_eq(told(), "same new\nsame new/b\nsame new/b/c\n"
	                         "kept new/k\n");
}

Test(codebook_load, a_code_moved_is_known_by_its_id_where_that_is_the_only_one)
{
	int64_t hope, other;

	load("codes:\n  - {name: A, codes: [{name: Hope}, {name: Other}]}\n"
	     "  - {name: B, codes: [{name: Other}]}\n  - {name: C}\n");
	hope = id_of("a/hope");
	other = id_of("a/other");
	load("codes:\n  - {name: A}\n  - {name: B}\n"
	     "  - {name: C, codes: [{name: Hope}, {name: Other}]}\n");
	cr_expect_str_eq(told(), "same a\nsame b\nsame c\n"
	                         "renamed c/hope (was a/hope)\n"
	                         "added c/other\n"
	                         "kept a/other\nkept b/other\n");
	cr_expect_eq(id_of("c/hope"), hope);
	cr_expect_eq(id_of("a/other"), other);
}

Test(codebook_load, a_subtree_moved_to_the_top_keeps_its_codes)
{
	int64_t deep;

	load("codes:\n  - {name: A, codes: [{name: B, codes: [{name: C}]}]}\n");
	deep = id_of("a/b/c");
	load("codes:\n  - {name: B, codes: [{name: C}, {name: A}]}\n");
	cr_expect_str_eq(told(), "renamed b (was a/b)\n"
	                         "same b/c (was a/b/c)\n"
	                         "renamed b/a (was a)\n");
	cr_expect_eq(id_of("b/c"), deep);
	cr_expect_str_eq(paths(), "b b/c b/a");
}

Test(codebook_load, siblings_can_swap_names_and_places)
{
	int64_t a, b;

	load("codes:\n  - {name: One, id: a}\n  - {name: Two, id: b}\n"
	     "  - {name: P, codes: [{name: X, id: x}]}\n"
	     "  - {name: Q, codes: [{name: X, id: y}]}\n");
	a = id_of("a");
	b = id_of("b");
	load("codes:\n  - {name: Two, id: a}\n  - {name: One, id: b}\n"
	     "  - {name: P, codes: [{name: X, id: y}]}\n"
	     "  - {name: Q, codes: [{name: X, id: x}]}\n");
	cr_expect_str_eq(told(), "changed a: name\nchanged b: name\n"
	                         "same p\nrenamed p/y (was q/y)\n"
	                         "same q\nrenamed q/x (was p/x)\n");
	cr_expect_eq(id_of("a"), a);
	/* ids, by way of a third that is retired */
	load("codes:\n  - {name: Two, id: a2, was: a}\n"
	     "  - {name: One, id: b2, was: b}\n  - {name: P}\n  - {name: Q}\n");
	load("codes:\n  - {name: Two, id: b, was: a2}\n"
	     "  - {name: One, id: a, was: b2}\n  - {name: P}\n  - {name: Q}\n");
	cr_expect_eq(id_of("b"), a);
	cr_expect_eq(id_of("a"), b);
}

Test(codebook_load, a_name_or_id_of_a_kept_code_is_a_conflict_with_the_way_out)
{
	load("codes:\n  - {name: Hope}\n");
	cr_expect_eq(store("codes:\n  - {name: HOPE, id: hope-2}\n", false),
	             ERR_CONFLICT);
	cr_expect_str_eq(
	    err.msg,
	    "test.yaml:2:5: 'hope-2' has the name of the project's code "
	    "'hope', which this file does not have: if they are the same, "
	    "write 'was: hope'\n"
	    "  - {name: HOPE, id: hope-2}\n"
	    "    ^");
	cr_expect_str_eq(paths(), "hope");
	load("codes:\n  - {name: HOPE, id: hope-2, was: hope}\n");
	cr_expect_str_eq(told(), "renamed hope-2 (was hope): name\n");
}

Test(codebook_load, codes_stand_in_the_order_of_the_file)
{
	load("codes:\n  - {name: A}\n  - {name: B}\n  - {name: C}\n");
	load("codes:\n  - {name: C}\n  - {name: A}\n  - {name: B}\n");
	cr_expect_str_eq(paths(), "c a b");
	/* kept ones stay between, as long as nothing new comes in */
	load("codes:\n  - {name: C}\n  - {name: B}\n");
	cr_expect_str_eq(paths(), "c a b");
	load("codes:\n  - {name: N}\n  - {name: C}\n  - {name: B}\n");
	cr_expect_str_eq(paths(), "n c b a");
}

Test(codebook_load, lists_and_fillers_that_the_file_does_not_say_are_kept)
{
	load("codebook: One\nfillers: um, uh\nlists:\n  a: x\n  b: y\n");
	load("codes:\n  - {name: A}\n");
	cr_expect_str_eq(book->name, "One");
	cr_expect_eq(book->n_fillers, 2);
	cr_expect_eq(book->n_lists, 2);
	load("fillers:\nlists:\n  c: z\n  a: x, xx\n");
	cr_expect_eq(book->n_fillers, 0);
	cr_assert_eq(book->n_lists, 3);
	cr_expect_str_eq(book->lists[0].name, "c");
	cr_expect_str_eq(book->lists[1].name, "a");
	cr_expect_eq(book->lists[1].n_terms, 2);
	cr_expect_str_eq(book->lists[2].name, "b");
	cr_expect_not_null(codebook_list(book, "b"));
	cr_expect_null(codebook_list(book, "d"));
}

Test(codebook_load, pruning_deletes_lists_that_the_file_does_not_have)
{
	load("fillers: um\nlists:\n  a: x\n  b: y\n  c: z\n"
	     "codes:\n  - {name: A}\n");
	cr_assert_eq(store("lists:\n  c: z\ncodes:\n  - {name: A}\n", true), 0);
	cr_assert_eq(book->n_lists, 1);
	cr_expect_str_eq(book->lists[0].name, "c");
	cr_expect_eq(book->n_fillers, 0);
}

/* --- any file after any other -------------------------------------------- */

static uint32_t state = 7;

static unsigned
draw(unsigned n)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state % n;
}

/* Codes from a small stock of ids and names, so that they meet again. */
static void
random_codes(struct buf *out, int depth)
{
	unsigned ids[5] = { 0, 1, 2, 3, 4 };
	unsigned names[9] = { 0, 1, 2, 3, 4, 5, 6, 7, 8 };
	unsigned i, n = 1 + draw(depth ? 3 : 5);

	buf_addf(out, "%*scodes:\n", depth * 4, "");
	for (i = 0; i < n; i++) {
		unsigned a = i + draw(5 - i), b = i + draw(9 - i), t;

		t = ids[a], ids[a] = ids[i], ids[i] = t;
		t = names[b], names[b] = names[i], names[i] = t;
		buf_addf(out, "%*s  - name: N%u\n%*sid: i%u\n", depth * 4, "",
		         names[i], depth * 4 + 4, "", ids[i]);
		if (draw(4) == 0)
			buf_addf(out, "%*swas: i%u, i%u/i%u\n", depth * 4 + 4,
			         "", draw(5), draw(5), draw(5));
		if (draw(3) == 0)
			buf_addf(out, "%*smatch: w%u\n", depth * 4 + 4, "",
			         draw(3));
		if (depth < 2 && draw(2))
			random_codes(out, depth + 1);
	}
}

/* Ids of before by path, to see that what was matched kept its row. */
static void
expect_ids_kept(const struct codebook *before)
{
	size_t i, k;

	for (i = 0; i < outcomes.n; i++) {
		const struct code_outcome *o = &outcomes.items[i];
		const char *was = o->before ? o->before : o->path;
		int64_t id = 0;

		if (o->change == CODE_ADDED)
			continue;
		for (k = 0; k < before->n_codes; k++)
			if (strcmp(before->codes[k]->path, was) == 0)
				id = before->codes[k]->id;
		cr_assert_neq(id, 0);
		cr_assert_eq(id_of(o->path), id, "%s, once %s", o->path, was);
	}
}

/* What the project exports, loaded again, must change no row. */
static void
expect_export_is_stable(void)
{
	struct buf once = { 0 }, twice = { 0 };
	int changes;

	codebook_yaml_write(book, &once);
	changes = sqlite3_total_changes(p->db.handle);
	load(buf_str(&once));
	cr_assert_eq(sqlite3_total_changes(p->db.handle), changes, "%s",
	             buf_str(&once));
	codebook_yaml_write(book, &twice);
	cr_assert_str_eq(buf_str(&twice), buf_str(&once));
	buf_release(&once);
	buf_release(&twice);
}

Test(codebook_load, any_file_can_be_loaded_after_any_other)
{
	struct codebook *before;
	struct buf text = { 0 };
	int k, loaded = 0, changes;

	read_book();
	for (k = 0; k < 600; k++) {
		bool prune = draw(3) == 0;

		before = book;
		book = NULL;
		buf_clear(&text);
		random_codes(&text, 0);
		if (store(buf_str(&text), prune) == 0) {
			loaded++;
			expect_ids_kept(before);
			changes = sqlite3_total_changes(p->db.handle);
			cr_assert_eq(store(buf_str(&text), prune), 0);
			cr_assert_eq(sqlite3_total_changes(p->db.handle),
			             changes, "%s", buf_str(&text));
			expect_export_is_stable();
		} else {
			cr_assert_eq(err.code, ERR_CONFLICT, "%s", err.msg);
		}
		codebook_free(before);
		if (k % 20 == 19) {
			project_close(p);
			setup();
			read_book();
		}
	}
	cr_expect_gt(loaded, 200, "%d", loaded);
	buf_release(&text);
}

Test(codebook_load, ten_thousand_codes_are_stored_and_read)
{
	struct buf b = { 0 };
	int i;

	buf_adds(&b, "codes:\n");
	for (i = 0; i < 10000; i++)
		buf_addf(&b, "  - name: Code %d\n    match: |\n      word%d\n",
		         i, i);
	load(buf_str(&b));
	cr_expect_eq(book->n_codes, 10000);
	cr_expect_str_eq(book->codes[9999]->rules[0].expression, "word9999");
	load(buf_str(&b));
	cr_expect_eq(outcomes.items[9999].change, CODE_SAME);
	buf_release(&b);
}
