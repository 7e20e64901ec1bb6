#include "base/error.h"
#include "base/vec.h"
#include "fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct project *p;
static struct corpus *c;
static struct error err;

static void
setup(void)
{
	p = fixture_project();
}

static void
teardown(void)
{
	corpus_close(c);
	project_close(p);
}
TestSuite(corpus, .init = setup, .fini = teardown);

/* --- selections ----------------------------------------------------------- */

/*
 * Two interviews and a group:  a: INT 2 words, Ana 3;  b: INT 1, Ben 2;
 * group: Ana 1, Ben 2, C (no case) 4, nobody known 1.
 */
static void
add_study(void)
{
	int64_t a = fixture_document(p, "a", "INT: How so?\nA: I am sure.\n");
	int64_t b = fixture_document(p, "b", "INT: So?\nB: Not me.\n");
	int64_t g = fixture_document(
	    p, "group", "A: Yes.\nB: Oh no.\nC: I do not know.\n: Door.\n");
	int64_t ana = fixture_case(p, "Ana", "participant");
	int64_t ben = fixture_case(p, "Ben", "participant");

	fixture_case(p, "Cy", "participant");
	fixture_case(p, "Org", "organisation");
	fixture_speaks(p, a, "A", ana);
	fixture_speaks(p, b, "B", ben);
	fixture_speaks(p, g, "A", ana);
	fixture_speaks(p, g, "B", ben);
	fixture_value(p, "role", ana, 0, NULL, "worker");
	fixture_value(p, "role", ben, 0, NULL, "manager");
	fixture_value(p, "mode", 0, b, NULL, "phone");
}

/* The selected turns, as "a1 a2 b2, N=2, loose 0". */
static const char *
walk(const struct selection *s)
{
	static char out[400];
	const struct corpus_document *d;
	size_t i, len = 0;
	int rc;

	corpus_close(c);
	c = NULL;
	out[0] = '\0';
	if (corpus_open(p, s, &c, &err) < 0)
		return err.msg;
	while ((rc = corpus_next(c, &d, &err)) > 0)
		for (i = 0; i < d->view->n_turns; i++)
			if (d->selected[i])
				len += (size_t)snprintf(
				    out + len, sizeof(out) - len, "%s%zu ",
				    d->view->document.name, i + 1);
	cr_assert_eq(rc, 0);
	snprintf(out + len, sizeof(out) - len, "N=%zu loose=%zu", corpus_n(c),
	         corpus_unattributed_words(c));
	return out;
}

Test(corpus, all_turns_are_selected_when_nothing_is_asked)
{
	struct selection s = { 0 };

	add_study();
	cr_expect_str_eq(walk(&s), "a1 a2 b1 b2 group1 group2 group3 group4 "
	                           "N=2 loose=5");
}

Test(corpus, documents_are_selected_by_name)
{
	const char *names[] = { "B", "a", "b" };
	struct selection s = { .documents = names, .n_documents = 3 };

	add_study();
	cr_expect_str_eq(walk(&s), "a1 a2 b1 b2 N=2 loose=0");
	names[0] = "grup";
	cr_expect_str_eq(walk(&s), "there is no document 'grup': did you "
	                           "mean 'group'?");
}

Test(corpus, turns_are_selected_by_case)
{
	const char *names[] = { "ana", "Cy" };
	struct selection s = { .cases = names, .n_cases = 1 };

	add_study();
	cr_expect_str_eq(walk(&s), "a2 group1 N=1 loose=0");
	s.n_cases = 2;
	cr_expect_str_eq(walk(&s), "a2 group1 N=1 loose=0",
	                 "Cy says nothing, and is not in N");
	names[0] = "Org";
	cr_expect_str_eq(walk(&s), "case 'Org' is no participant: counted are "
	                           "cases of one kind (--kind)");
	names[0] = "Zed";
	cr_expect_str_eq(walk(&s), "there is no case 'Zed'");
}

Test(corpus, turns_are_selected_by_all_attributes)
{
	const char *where[] = { "ROLE=Manager", "mode=phone" };
	struct selection s = { .where = where, .n_where = 1 };

	add_study();
	cr_expect_str_eq(walk(&s), "b2 group2 N=1 loose=0");
	s.n_where = 2;
	cr_expect_str_eq(walk(&s), "b2 N=1 loose=0");
	where[0] = "age=3";
	cr_expect_str_eq(walk(&s), "there is no attribute 'age'");
	where[0] = "role";
	cr_expect_str_eq(walk(&s), "'role' is not ATTRIBUTE=VALUE");
}

Test(corpus, a_documents_value_selects_its_questions_too)
{
	const char *where[] = { "mode=phone" };
	struct selection s = { .where = where, .n_where = 1 };

	add_study();
	cr_expect_str_eq(walk(&s), "b1 b2 N=1 loose=0");
}

Test(corpus, a_documents_date_is_an_attribute)
{
	const char *where[] = { "date=2026-03-01" };
	struct selection s = { .where = where, .n_where = 1 };

	add_study();
	fixture_exec(p, "UPDATE document SET date = '2026-03-01'"
	                " WHERE name = 'a'");
	cr_expect_str_eq(walk(&s), "a1 a2 N=1 loose=0");
}

Test(corpus, turns_are_selected_by_speaker)
{
	const char *labels[] = { "a", "INT" };
	struct selection s = { .speakers = labels, .n_speakers = 1 };

	add_study();
	cr_expect_str_eq(walk(&s), "a2 group1 N=1 loose=0");
	s.n_speakers = 2;
	cr_expect_str_eq(walk(&s), "a1 a2 b1 group1 N=1 loose=0");
	labels[1] = "X";
	cr_expect_str_eq(walk(&s), "no speaker 'X' in any document");
}

Test(corpus, cases_of_another_kind_are_counted_when_asked)
{
	struct selection s = { .kind = CASE_ORGANISATION };

	add_study();
	cr_expect_str_eq(walk(&s), "a1 a2 b1 b2 group1 group2 group3 group4 "
	                           "N=0 loose=13");
}

/* The words of [0, end) in the first document of the walk. */
static size_t
words_of_all(const struct selection *s)
{
	const struct corpus_document *d;

	corpus_close(c);
	cr_assert_eq(corpus_open(p, s, &c, &err), 0);
	cr_assert_eq(corpus_next(c, &d, &err), 1);
	return corpus_words(d, 0, d->view->len);
}

Test(corpus, a_laugh_is_its_speakers_and_no_word)
{
	int64_t d = fixture_document(p, "a",
	                             "A: Oh [she laughs] no.\n"
	                             "B: Yes.\n");
	struct span laugh = fixture_find(p, d, "[she laughs]");
	const struct corpus_document *doc;
	struct case_indexes cases = { 0 };
	struct selection s = { 0 };

	fixture_speaks(p, d, "A", fixture_case(p, "Ana", "participant"));
	cr_assert_eq(corpus_open(p, &s, &c, &err), 0);
	cr_assert_eq(corpus_next(c, &doc, &err), 1);
	cr_expect(corpus_cases(doc, laugh.start, laugh.end, &cases));
	cr_expect_eq(cases.n, 1);
	cr_expect_eq(corpus_words(doc, laugh.start, laugh.end), 0);
	cr_expect_eq(corpus_words(doc, laugh.start + 2, laugh.end - 2), 0,
	             "nor is a part of it");
	cr_expect_eq(corpus_words(doc, laugh.start + 2, laugh.end + 3), 1);
	vec_release(&cases);
}

Test(corpus, the_words_of_a_passage_are_those_selected_and_told)
{
	const char *who[] = { "INT" };
	struct selection s = { .n_speakers = 0 };

	add_study();
	cr_expect_eq(words_of_all(&s), 3, "the question is not counted");
	s.speakers = who;
	s.n_speakers = 1;
	cr_expect_eq(words_of_all(&s), 2, "unless only questions are");
	who[0] = "A";
	cr_expect_eq(words_of_all(&s), 3);
}

/* --- what is read of it --------------------------------------------------- */

/* The documents of the walk, each with its marks: "a2 b0". */
static const char *
walk_marks(const bool *asked, bool own, bool marked)
{
	static char out[400];
	const struct corpus_document *d;
	struct selection s = { 0 };
	size_t len = 0;

	corpus_close(c);
	cr_assert_eq(corpus_open(p, &s, &c, &err), 0);
	if (marked)
		cr_assert_eq(corpus_want_marked(c, asked, own, &err), 0);
	else
		corpus_want(c, asked, own);
	out[0] = '\0';
	while (corpus_next(c, &d, &err) > 0)
		len += (size_t)snprintf(out + len, sizeof(out) - len, "%s%s%zu",
		                        len ? " " : "", d->view->document.name,
		                        d->marks.n);
	return out;
}

Test(corpus, marks_are_read_of_what_is_wanted)
{
	static const bool none[3] = { false, false, false };
	static const bool top[3] = { true, false, false };
	int64_t codes[3], documents[4];
	struct span word = { 3, 6 };
	size_t i;

	for (i = 0; i < 4; i++) {
		static const char *const names[] = { "a", "b", "c", "d" };

		documents[i] = fixture_document(p, names[i], "A: One two.\n");
	}
	codes[0] = fixture_code(p, "x");
	codes[1] = fixture_code(p, "x/y");
	codes[2] = fixture_code(p, "z");
	fixture_hit(p, codes[0], documents[0], word, word, false);
	fixture_hit(p, codes[1], documents[1], word, word, false);
	fixture_hit(p, codes[2], documents[2], word, word, false);
	fixture_coding(p, codes[0], documents[3], "ana", word, "for", "read");
	cr_expect_str_eq(walk_marks(NULL, true, false), "a1 b1 c1 d1");
	cr_expect_str_eq(walk_marks(none, true, false), "a0 b0 c0 d0");
	cr_expect_str_eq(walk_marks(top, true, false), "a1 b0 c0 d1");
	cr_expect_str_eq(walk_marks(top, false, false), "a1 b1 c0 d1");
	cr_expect_str_eq(walk_marks(top, true, true), "a1 d1");
	cr_expect_str_eq(walk_marks(top, false, true), "a1 b1 d1");
	cr_expect_str_eq(walk_marks(NULL, true, true), "a1 b1 c1 d1");
}
