#include "base/buf.h"
#include "base/error.h"
#include "fixture.h"
#include "model/hit_stream.h"

#include <criterion/criterion.h>

static struct project *p;
static struct hit_stream *s;
static struct error err;
static int64_t codes[3];
static int64_t first, second;

/* Put a hit of CODE on a word. */
static void
hit(size_t code, int64_t document, const char *word, bool against)
{
	struct span w = fixture_find(p, document, word);

	cr_assert(fixture_hit(p, codes[code], document, w, w, against));
}

static void
setup(void)
{
	p = fixture_project();
	codes[0] = fixture_code(p, "a");
	codes[1] = fixture_code(p, "b");
	codes[2] = fixture_code(p, "c");
	first = fixture_document(p, "one", "A: red blue\nB: green\nA: grey\n");
	second = fixture_document(p, "two", "A: red\nB: blue green\n");
	hit(2, first, "red", false);
	hit(0, first, "red", false);
	hit(0, first, "blue", false);
	hit(1, first, "grey", false);
	hit(1, first, "blue", true);
	hit(1, second, "blue", false);
	hit(0, second, "green", false);
}

static void
teardown(void)
{
	hit_stream_close(s);
	project_close(p);
}
TestSuite(hit_stream, .init = setup, .fini = teardown);

/* All that the stream gives: "1#1: 0 2\n" is document 1, turn 1. */
static void
expect_stream(bool against, size_t batch, const char *expected)
{
	struct buf b = { 0 };
	struct hit_turn t;
	size_t i;
	int rc;

	hit_stream_close(s);
	s = NULL;
	cr_assert_eq(hit_stream_open(p, codes, 3, against, &s, &err), 0, "%s",
	             err.msg);
	if (batch > 0)
		hit_stream_batch(s, batch);
	while ((rc = hit_stream_next(s, &t, &err)) > 0) {
		buf_addf(&b, "%lld#%d:", (long long)t.document, t.ordinal);
		for (i = 0; i < t.n; i++)
			buf_addf(&b, " %u", t.codes[i]);
		buf_addc(&b, '\n');
	}
	cr_expect_eq(rc, 0);
	cr_expect_str_eq(buf_str(&b), expected);
	buf_release(&b);
}

Test(hit_stream, hits_come_turn_by_turn_each_code_once)
{
	expect_stream(false, 0, "1#1: 0 2\n1#3: 1\n2#2: 0 1\n");
	cr_expect_eq(hit_stream_next(s, &(struct hit_turn){ 0 }, &err), 0);
}

Test(hit_stream, hits_against_are_a_stream_of_their_own)
{
	expect_stream(true, 0, "1#1: 1\n");
}

Test(hit_stream, a_code_without_an_id_is_left_out)
{
	codes[0] = 0;
	expect_stream(false, 0, "1#1: 2\n1#3: 1\n2#2: 1\n");
}

Test(hit_stream, how_much_is_read_at_once_does_not_matter)
{
	size_t batch;

	for (batch = 1; batch < 600; batch += batch)
		expect_stream(false, batch, "1#1: 0 2\n1#3: 1\n2#2: 0 1\n");
}

Test(hit_stream, hits_of_documents_that_are_gone_are_left_out)
{
	fixture_exec(p, "CREATE TEMP TABLE copy AS SELECT * FROM packed_hit;"
	                "UPDATE copy SET slot = slot * 9 - 9;"
	                "INSERT INTO packed_hit SELECT * FROM copy");
	expect_stream(false, 0, "1#1: 0 2\n1#3: 1\n2#2: 0 1\n");
	expect_stream(false, 1, "1#1: 0 2\n1#3: 1\n2#2: 0 1\n");
}

Test(hit_stream, hits_of_turns_that_are_gone_are_left_out)
{
	fixture_exec(p, "UPDATE packed_hit SET turn = 4 WHERE slot = 1"
	                " AND turn = 3");
	fixture_exec(p, "UPDATE packed_hit SET turn = -7 WHERE slot = 2"
	                " AND code = 1");
	expect_stream(false, 0, "1#1: 0 2\n2#2: 1\n");
	fixture_exec(p, "UPDATE packed_hit SET turn = 4611686018427387904");
	expect_stream(false, 0, "");
}

Test(hit_stream, more_turns_than_a_document_can_have_are_an_error)
{
	fixture_exec(p, "UPDATE layout SET n_turns = 1 << 40");
	cr_assert_eq(hit_stream_open(p, codes, 3, false, &s, &err), ERR_FORMAT);
	cr_expect_str_eq(err.msg, "the project file is damaged: a document has "
	                          "1099511627776 turns");
	cr_expect_null(s);
}

Test(hit_stream, a_project_without_documents_has_none)
{
	project_close(p);
	p = fixture_project();
	expect_stream(false, 0, "");
}
