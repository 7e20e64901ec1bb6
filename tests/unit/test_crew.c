#include "match_fixture.h"

#include "base/buf.h"
#include "base/error.h"
#include "match/crew.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DOCUMENTS = 60 };

static const char lines[] = "fillers: um\n"
                            "code trust: sentence\n"
                            "+ trust* NEAR/4 someone\n"
                            "+ /\\bsafe(ty)?\\b/\n"
                            "! not safe\n"
                            "code long: match\n"
                            "+ /(?:listen\\w*\\W+)+/\n";

static struct codebook *book;
static struct rules *rules;
static struct error err;

static void
setup(void)
{
	book = match_fixture_codebook(lines);
	cr_assert_eq(rules_compile(book, &rules, &err), 0, "%s", err.msg);
}

static void
teardown(void)
{
	rules_free(rules);
	codebook_free(book);
}

TestSuite(crew, .init = setup, .fini = teardown);

/* Document N: the later ones are the shorter, so that they are done first. */
static struct transcript_view *
make_document(int n)
{
	struct transcript_view *v;
	struct buf b = { 0 };
	int i;

	for (i = 0; i < 4 * (DOCUMENTS - n); i++)
		buf_addf(&b,
		         "P%02d: It was %d times that I um trusted someone. It "
		         "was not [sighs] safe. Listening, listen to me!\n",
		         i % 3, i);
	v = match_fixture_dialogue(buf_str(&b));
	v->document.id = n;
	buf_release(&b);
	return v;
}

static void
show(struct buf *out, const struct crew_result *r)
{
	size_t i, k;

	for (i = 0; i < r->n_runs; i++) {
		const struct crew_run *run = &r->runs[i];

		buf_addf(out, "code %zu: %zu, %zu against\n", run->code, run->n,
		         run->against);
		for (k = run->first; k < run->first + run->n; k++) {
			const struct hit *h = &r->hits[k];

			buf_addf(out, "%d %u-%u %u-%u %d %d %d %d\n", h->turn,
			         h->start, h->end, h->anchor_start,
			         h->anchor_end, h->against, h->rule, h->words,
			         h->joined);
		}
	}
}

/* All documents through a crew of THREADS, in words. */
static char *
run(size_t threads, const bool *wanted)
{
	struct crew *c = crew_new(rules, threads, true);
	struct crew_result r;
	struct buf out = { 0 };
	int put = 0, taken = 0;

	while (taken < DOCUMENTS) {
		if (put < DOCUMENTS && crew_has_room(c, false)) {
			crew_put(c, make_document(put++), wanted);
			continue;
		}
		cr_assert_eq(crew_next(c)->document.id, taken);
		cr_assert_eq(crew_take(c, &r, &err), 1, "%s", err.msg);
		cr_assert_eq(r.view->document.id, taken);
		taken++;
		buf_addf(&out, "document %d\n", taken);
		show(&out, &r);
		document_close(r.view);
	}
	cr_assert_null(crew_next(c));
	cr_assert_eq(crew_take(c, &r, &err), 0);
	crew_free(c);
	return buf_take(&out);
}

Test(crew, hits_come_out_in_the_order_of_documents_whatever_the_threads)
{
	char *one = run(1, NULL), *many;
	size_t threads;

	cr_expect(strstr(one, "code 0: 480, 240 against\n"));
	for (threads = 2; threads < 8; threads++) {
		many = run(threads, NULL);
		cr_expect_str_eq(one, many, "%zu threads", threads);
		free(many);
	}
	free(one);
}

Test(crew, they_are_those_of_a_scan_with_the_words_under_them)
{
	struct crew *c = crew_new(rules, 2, true);
	struct rules_scan *scan = rules_scan_new(rules);
	struct transcript_view *v =
	    match_fixture_dialogue("P01: It was not [sighs] safe. Good.");
	struct rule_hits hits = { 0 };
	struct crew_result r;

	crew_put(c, v, NULL);
	cr_assert_eq(crew_take(c, &r, &err), 1);
	cr_assert_eq(rules_scan_document(scan, v, NULL, NULL, 0, &hits, &err),
	             0);
	cr_assert_eq(r.n, 1);
	cr_assert_eq(hits.n, 1);
	cr_expect_eq(r.hits[0].turn, hits.items[0].turn);
	cr_expect_eq(r.hits[0].start, hits.items[0].start);
	cr_expect_eq(r.hits[0].end, hits.items[0].end);
	cr_expect_eq(r.hits[0].anchor_start, hits.items[0].anchor_start);
	cr_expect_eq(r.hits[0].anchor_end, hits.items[0].anchor_end);
	cr_expect_eq(r.hits[0].rule, hits.items[0].rule);
	cr_expect_eq(r.hits[0].words, 4);
	cr_assert_eq(r.n_runs, 1);
	cr_expect_eq(r.runs[0].code, hits.items[0].code);
	cr_expect_eq(r.runs[0].n, 1);
	cr_expect_eq(r.runs[0].against, hits.items[0].against);
	document_close(r.view);
	rule_hits_release(&hits);
	rules_scan_free(scan);
	crew_free(c);
}

Test(crew, only_wanted_codes_are_looked_for)
{
	const bool wanted[2] = { false, true };
	char *some = run(3, wanted);

	cr_expect(strstr(some, "\ncode 1: "));
	cr_expect(!strstr(some, "\ncode 0: "));
	free(some);
}

/* A text in which the rule would take for ever. */
static struct transcript_view *
make_hard(int n)
{
	struct transcript_view *v;
	struct buf b = { 0 };
	int i;

	buf_adds(&b, "P01: ");
	for (i = 0; i < 40; i++)
		buf_adds(&b, "a");
	buf_addf(&b, "! %d", n);
	v = match_fixture_dialogue(buf_str(&b));
	v->document.id = n;
	buf_release(&b);
	return v;
}

Test(crew, the_first_document_with_an_error_decides)
{
	struct codebook *hard =
	    match_fixture_codebook("code c: match\n+ /(a+)+$/\n");
	struct rules *r;
	struct crew_result result;
	struct crew *c;
	size_t threads;
	int i;

	cr_assert_eq(rules_compile(hard, &r, &err), 0);
	for (threads = 1; threads < 5; threads++) {
		c = crew_new(r, threads, false);
		for (i = 0; crew_has_room(c, false); i++)
			crew_put(c, i == 0 ? make_document(50) : make_hard(i),
			         NULL);
		cr_assert_eq(crew_take(c, &result, &err), 1);
		document_close(result.view);
		if (i == 1)
			crew_put(c, make_hard(1), NULL);
		cr_expect_eq(crew_take(c, &result, &err), ERR_LIMIT);
		cr_assert_eq(result.view->document.id, 1);
		cr_expect_eq(result.n, 0);
		cr_expect(strstr(err.msg, "(a+)+$"), "%s", err.msg);
		document_close(result.view);
		/* the others are still inside: they go with the crew */
		crew_free(c);
	}
	rules_free(r);
	codebook_free(hard);
}

/* Documents as large as a long interview: enough of them for two threads. */
static struct transcript_view *
make_long(int n)
{
	struct transcript_view *v;
	struct buf b = { 0 };

	while (b.len < 100000)
		buf_adds(&b, "P01: And then we went home again.\n");
	v = match_fixture_dialogue(buf_str(&b));
	v->document.id = n;
	buf_release(&b);
	return v;
}

Test(crew, more_documents_fit_in_while_the_caller_is_busy)
{
	struct crew *c = crew_new(rules, 2, false);
	int n = 0, few;

	while (crew_has_room(c, false))
		crew_put(c, make_long(n++), NULL);
	few = n;
	while (crew_has_room(c, true))
		crew_put(c, make_long(n++), NULL);
	cr_expect_geq(few, 6);
	cr_expect_gt(n, 4 * few);
	cr_expect_not(crew_has_room(c, false));
	crew_free(c);
}

Test(crew, one_that_nobody_used_ends)
{
	crew_free(crew_new(rules, 3, true));
	crew_free(NULL);
}
