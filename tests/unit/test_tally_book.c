/*
 * Counts from the tally against counts from the texts, number by number, on
 * studies made at random.
 */
#include "model/tally_book.h"

#include "base/error.h"
#include "base/vec.h"
#include "fixture.h"
#include "report/matrix.h"
#include "report/theme.h"

#include <criterion/criterion.h>
#include <string.h>

#define N_CODES     5
#define N_DOCUMENTS 4

static struct project *p;
static struct error err;
static int64_t codes[N_CODES], documents[N_DOCUMENTS];
static struct span_list places; /* of a document, to put hits on */
static size_t known, unknown;   /* documents that were counted */

static void
setup(void)
{
	p = fixture_project();
}

static void
teardown(void)
{
	vec_release(&places);
	project_close(p);
}
TestSuite(tally_book, .init = setup, .fini = teardown);

/* --- studies -------------------------------------------------------------- */

static const char *
one_of(struct random *r, const char *const *names, size_t n)
{
	return names[random_below(r, n)];
}

static void
add_document(struct random *r, size_t i)
{
	static const char *const names[] = { "one", "two", "three", "four" };
	static const char *const labels[] = { "INT: ", "A: ", "B: ", "a: ",
		                              ": ",    "C: ", "TR: " };
	static const char *const words[] = { "one ",           "tw\u00f6. ",
		                             "three,",         "four  ",
		                             "[laughs five] ", "six-",
		                             "don't ",         "((coughs)) " };
	struct buf b = { 0 };
	size_t turn, k, n;

	for (turn = 0; turn < 7; turn++) {
		/* several at once, but not everywhere */
		buf_adds(&b, i == 0 && random_below(r, 4) == 0
		                 ? "A + B: "
		                 : one_of(r, labels, 7));
		n = 1 + random_below(r, 6);
		for (k = 0; k < n; k++)
			buf_adds(&b, one_of(r, words, 8));
		buf_addc(&b, '\n');
	}
	documents[i] = fixture_document(p, names[i], buf_str(&b));
	buf_release(&b);
}

/* A span within one turn of V, from any byte of a word to any. */
static struct span
random_span(struct random *r, const struct transcript_view *v)
{
	const struct turn *t = &v->turns[random_below(r, v->n_turns)];
	size_t len = t->end - t->start;
	struct span s = { t->start + random_below(r, len), t->end };

	while (s.start > t->start && (v->text[s.start] & 0xC0) == 0x80)
		s.start--;
	s.end = s.start + 1 + random_below(r, t->end - s.start);
	while (s.end < t->end && (v->text[s.end] & 0xC0) == 0x80)
		s.end++;
	return s;
}

static void
add_marks(struct random *r, int64_t document)
{
	static const char *const stances[] = { "for", "against", "mixed" };
	struct transcript_view *v = fixture_open(p, document);
	size_t n = random_below(r, 25), i;

	for (i = 0; i < n; i++) {
		struct span s = random_span(r, v);

		fixture_hit(p, codes[random_below(r, N_CODES)], document, s, s,
		            random_below(r, 4) == 0);
	}
	if (random_below(r, 5) == 0)
		fixture_coding(p, codes[random_below(r, N_CODES)], document,
		               "ben", random_span(r, v), one_of(r, stances, 3),
		               random_below(r, 2) ? "read" : "piped");
	if (random_below(r, 6) == 0)
		fixture_verdict(p, codes[random_below(r, N_CODES)], document,
		                "cy", random_span(r, v),
		                random_below(r, 2) ? "accepted" : "rejected");
	document_close(v);
}

/* What changed after the hits were found. */
static void
change_something(struct random *r)
{
	struct transcript_view *v;
	int64_t d = documents[random_below(r, N_DOCUMENTS)];
	size_t n;

	switch (random_below(r, 8)) {
	case 0:
		document_set_role(p, 0, "A", ROLE_INTERVIEWER, &n, &err);
		break;
	case 1:
		v = fixture_open(p, d);
		cr_assert_eq(
		    document_move_turn(
		        p, d, 1 + (int)random_below(r, v->n_turns), "B", &err),
		    0);
		document_close(v);
		break;
	case 2:
		cr_assert_eq(document_join_turn(p, d, 1, &err), 0);
		break;
	case 3:
		fixture_exec(p, "UPDATE code SET retired = 1 WHERE id = 2");
		break;
	case 4:
		fixture_exec(p, "DELETE FROM run_code WHERE code = 3");
		break;
	default:
		break;
	}
}

static void
add_study(struct random *r)
{
	static const char *const flat[] = { "v", "w", "x", "y", "z" };
	static const char *const deep[] = { "x", "x/y", "x/y/z", "x/w", "v" };
	bool nested = random_below(r, 2) != 0;
	int64_t ana, ben, org;
	size_t i;

	for (i = 0; i < N_CODES; i++)
		codes[i] = fixture_code(p, nested ? deep[i] : flat[i]);
	ana = fixture_case(p, "Ana", "participant");
	ben = fixture_case(p, "Ben", "participant");
	org = fixture_case(p, "Org", "organisation");
	for (i = 0; i < N_DOCUMENTS; i++) {
		add_document(r, i);
		add_marks(r, documents[i]);
	}
	if (random_below(r, 8) > 0)
		fixture_tagged(p);
	fixture_exec(p, "UPDATE speaker SET [case] = 1 WHERE label = 'A'"
	                " AND document <> 2");
	fixture_exec(p, "UPDATE speaker SET [case] = 2 WHERE label = 'B'"
	                " AND document <> 3");
	fixture_exec(p, "UPDATE speaker SET [case] = 3 WHERE label = 'C'");
	fixture_value(p, "role", ana, 0, NULL, "Worker");
	if (random_below(r, 2))
		fixture_value(p, "role", ben, 0, NULL, "worker");
	fixture_value(p, "role", org, 0, NULL, "none");
	fixture_value(p, "mode", 0, documents[1], NULL, "phone");
	change_something(r);
}

/* --- what is asked -------------------------------------------------------- */

static void
random_selection(struct random *r, struct selection *s)
{
	static const char *const two[] = { "two", "three" };
	static const char *const ana[] = { "Ana" };
	static const char *const worker[] = { "role=worker" };
	static const char *const labels[] = { "A", "INT" };

	memset(s, 0, sizeof(*s));
	s->kind =
	    random_below(r, 4) == 0 ? CASE_ORGANISATION : CASE_PARTICIPANT;
	switch (random_below(r, 6)) {
	case 0:
		s->documents = two;
		s->n_documents = 2;
		break;
	case 1:
		s->kind = CASE_PARTICIPANT;
		s->cases = ana;
		s->n_cases = 1;
		break;
	case 2:
		s->where = worker;
		s->n_where = 1;
		break;
	case 3:
		s->speakers = labels;
		s->n_speakers = 1 + random_below(r, 2);
		break;
	default:
		break;
	}
}

static bool
open_corpus(const struct selection *s, bool exhaustive, struct corpus **out)
{
	struct selection mine = *s;

	mine.exhaustive = exhaustive;
	if (corpus_open(p, &mine, out, &err) == 0)
		return true;
	/* a study without an INT or a worker says so, either way */
	cr_assert_eq(err.code, ERR_NOTFOUND, "%s", err.msg);
	return false;
}

static void
count_known(const struct selection *s, const bool *asked, bool own)
{
	const struct corpus_document *d;
	struct corpus *c = NULL;

	if (!open_corpus(s, false, &c))
		return;
	cr_assert_eq(corpus_use_tally(c, asked, own, &err), 0, "%s", err.msg);
	while (corpus_next(c, &d, &err) > 0) {
		known += d->tallied;
		unknown += !d->tallied;
	}
	corpus_close(c);
}

/* --- comparing ------------------------------------------------------------ */

static bool
same(const struct frequency *x, const struct frequency *y)
{
	return x->cases == y->cases && x->documents == y->documents &&
	       x->passages == y->passages && x->words == y->words &&
	       x->unattributed == y->unattributed;
}

static void
compare_corpora(const struct corpus *x, const struct corpus *y)
{
	cr_assert_eq(corpus_n(x), corpus_n(y));
	cr_assert_eq(corpus_unattributed_words(x),
	             corpus_unattributed_words(y));
}

static void
compare_themes(const struct selection *s, size_t round)
{
	struct corpus *quick = NULL, *slow = NULL;
	struct themes x = { 0 }, y = { 0 };
	size_t i;
	int k;

	if (!open_corpus(s, false, &quick) || !open_corpus(s, true, &slow))
		return;
	cr_assert_eq(themes_walk(p, quick, &x, &err), 0, "%s", err.msg);
	cr_assert_eq(themes_walk(p, slow, &y, &err), 0, "%s", err.msg);
	for (i = 0; i < x.n; i++) {
		const struct theme *t = &x.items[i], *u = &y.items[i];

		for (k = 0; k < THEME_BASES; k++)
			cr_assert(same(&t->own[k], &u->own[k]) &&
			              same(&t->rolled[k], &u->rolled[k]) &&
			              same(&t->against[k], &u->against[k]),
			          "round %zu: %s, %s", round,
			          x.items[i].code->path,
			          basis_name(theme_bits((enum theme_basis)k)));
	}
	compare_corpora(quick, slow);
	themes_release(&x);
	themes_release(&y);
	corpus_close(quick);
	corpus_close(slow);
}

static void
compare_groups(const struct matrix_group *x, const struct matrix_group *y,
               size_t n_cases, size_t round)
{
	size_t i;

	cr_assert_str_eq(x->name, y->name, "round %zu", round);
	cr_assert_eq(x->words, y->words, "round %zu: %s", round, x->name);
	cr_assert_eq(x->n, y->n, "round %zu: %s", round, x->name);
	for (i = 0; i < n_cases; i++)
		cr_assert_eq(x->seen[i], y->seen[i]);
	for (i = 0; i < N_CODES; i++)
		cr_assert(same(&x->counts[i], &y->counts[i]),
		          "round %zu: %s, code %zu", round, x->name, i);
}

static void
compare_matrix(const struct selection *s, const struct matrix *question,
               size_t round)
{
	struct matrix x = *question, y = *question;
	struct corpus *quick = NULL, *slow = NULL;
	size_t g;

	if (!open_corpus(s, false, &quick) || !open_corpus(s, true, &slow))
		return;
	cr_assert_eq(matrix_count(&x, quick, &err), 0, "%s", err.msg);
	cr_assert_eq(matrix_count(&y, slow, &err), 0, "%s", err.msg);
	cr_assert_eq(x.groups.n, y.groups.n, "round %zu", round);
	for (g = 0; g < x.groups.n; g++)
		compare_groups(&x.groups.items[g], &y.groups.items[g],
		               attribution_cases(corpus_attribution(quick)),
		               round);
	compare_corpora(quick, slow);
	matrix_release(&x);
	matrix_release(&y);
	corpus_close(quick);
	corpus_close(slow);
}

static void
ask(struct random *r, size_t round)
{
	static const unsigned bases[] = { BASIS_UNREAD, BASIS_BOTH,
		                          BASIS_JUDGED, BASIS_DISPUTED };
	bool asked[N_CODES];
	struct selection s;
	size_t i, k;

	for (k = 0; k < 4; k++) {
		struct matrix m = {
			.by = (enum matrix_by)random_below(r, 4),
			.attribute = random_below(r, 2) ? "role" : "mode",
			.filter = { .basis = bases[random_below(r, 4)],
			            .stance = random_below(r, 4)
			                          ? STANCE_FOR
			                          : STANCE_AGAINST,
			            .own = random_below(r, 2) != 0 },
			.asked = asked,
		};

		for (i = 0; i < N_CODES; i++)
			asked[i] = random_below(r, 3) > 0;
		random_selection(r, &s);
		compare_matrix(&s, &m, round);
		compare_themes(&s, round);
	}
	memset(&s, 0, sizeof(s));
	count_known(&s, NULL, false);
}

Test(tally_book, counts_are_the_same_as_from_the_texts)
{
	struct random r = { .state = 20261122 };
	size_t round;

	for (round = 0; round < 150; round++) {
		if (round > 0) {
			project_close(p);
			p = fixture_project();
		}
		add_study(&r);
		ask(&r, round);
	}
	/* each way was gone often enough for this to mean something */
	cr_expect_gt(known, 100, "%zu known, %zu not", known, unknown);
	cr_expect_gt(unknown, 100, "%zu known, %zu not", known, unknown);
}

/* --- what is known -------------------------------------------------------- */

static void
expect_known(const char *when, bool own, size_t expected)
{
	struct selection s = { 0 };

	known = unknown = 0;
	count_known(&s, NULL, own);
	cr_expect_eq(known, expected, "%s: %zu known, %zu not", when, known,
	             unknown);
}

Test(tally_book, what_the_tally_cannot_know_is_read)
{
	int64_t x = fixture_code(p, "x"), y = fixture_code(p, "x/y");
	int64_t a = fixture_document(p, "a", "A: One.\nB: Two.\n");
	int64_t b = fixture_document(p, "b", "A: One.\nB: Two.\n");
	struct span one = fixture_find(p, a, "One."), two;

	two = fixture_find(p, a, "Two.");
	fixture_document(p, "c", "A + B: One.\n");
	expect_known("several at once", true, 2);
	fixture_hit(p, x, a, one, one, false);
	expect_known("hits that no run knows", true, 1);
	fixture_tagged(p);
	expect_known("tagged", true, 2);
	fixture_hit(p, y, a, two, two, true);
	expect_known("two codes, but for and against", false, 2);
	fixture_hit(p, y, a, one, one, false);
	expect_known("two codes", false, 1);
	expect_known("each for itself", true, 2);
	fixture_coding(p, y, b, "ben", two, "for", "read");
	expect_known("a coding", true, 1);
	cr_assert_eq(document_move_turn(p, a, 1, "B", &err), 0);
	expect_known("another's turn", true, 0);
}
