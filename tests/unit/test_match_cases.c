/*
 * The cases in tests/data/match: each expression with texts and their hits,
 * which both engines must find.
 */
#include "match_fixture.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/vec.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct codebook *book;
static enum code_unit unit = UNIT_SENTENCE;
static const char *where; /* file */
static int line_number;
static int cases;

/* The hits as "[12,18) ", for messages. */
static void
show(struct buf *out, const char *text, const struct span *s, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		buf_addf(out, "[%zu,%zu)'%.*s' ", s[i].start, s[i].end,
		         (int)(s[i].end - s[i].start), text + s[i].start);
}

static void
check_text(const char *expression, const char *line, bool plain)
{
	char *text = match_fixture_unescape(line);
	struct span_list want = { 0 }, got = { 0 };
	struct buf want_text = { 0 }, got_text = { 0 };
	struct transcript_view *v;
	struct rule_hits hits = { 0 };
	struct rules_scan *scan;
	struct rules *rules;
	struct error err = { 0 };
	size_t i;

	match_fixture_unmark(text, &want);
	v = match_fixture_view(text);
	cr_assert_eq(rules_compile_query(book, &expression, 1, unit, "all",
	                                 false, &rules, &err),
	             0, "%s:%d: %s", where, line_number, err.msg);
	if (plain)
		rules_use_plain(rules);
	scan = rules_scan_new(rules);
	cr_assert_eq(rules_scan_document(scan, v, NULL, NULL, 0, &hits, &err),
	             0, "%s:%d: %s", where, line_number, err.msg);
	for (i = 0; i < hits.n; i++) {
		struct span s = { hits.items[i].start, hits.items[i].end };

		vec_push(&got, s);
	}
	show(&want_text, text, want.items, want.n);
	show(&got_text, text, got.items, got.n);
	cr_expect_str_eq(buf_str(&got_text), buf_str(&want_text),
	                 "%s:%d: %s: the %s engine found %s, not %s", where,
	                 line_number, expression, plain ? "plain" : "literal",
	                 buf_str(&got_text), buf_str(&want_text));
	cases++;
	rule_hits_release(&hits);
	rules_scan_free(scan);
	rules_free(rules);
	match_fixture_view_free(v);
	vec_release(&want);
	vec_release(&got);
	buf_release(&want_text);
	buf_release(&got_text);
	free(text);
}

static void
read_directive(const char *line)
{
	if (strncmp(line, "@unit ", 6) == 0) {
		unit = (enum code_unit)code_unit_find(line + 6);
	} else if (strncmp(line, "@fillers ", 9) == 0) {
		book->fillers =
		    match_fixture_terms(book, line + 9, &book->n_fillers);
	} else if (strncmp(line, "@list ", 6) == 0) {
		codebook_free(book);
		book = match_fixture_codebook(line + 1);
	} else {
		cr_assert_fail("%s:%d: %s", where, line_number, line);
	}
}

static void
check_file(const char *file)
{
	struct buf text = { 0 };
	char *expression = NULL, *line, *end;
	struct error err;

	where = file;
	line_number = 0;
	book = match_fixture_codebook("");
	cr_assert_eq(buf_read_file(&text, file, 1 << 20, &err), 0, "%s",
	             err.msg);
	for (line = text.data; *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		line_number++;
		if (strncmp(line, "# ", 2) == 0 || *line == '\0')
			continue;
		if (*line == '@')
			read_directive(line);
		else if (*line != '\t')
			expression = line;
		else {
			check_text(expression, line + 1, false);
			check_text(expression, line + 1, true);
		}
	}
	codebook_free(book);
	buf_release(&text);
}

Test(match_cases, every_case_in_the_data_finds_its_spans)
{
	check_file("tests/data/match/words");
	check_file("tests/data/match/phrases");
	check_file("tests/data/match/regexes");
	check_file("tests/data/match/international");
	check_file("tests/data/match/operators");
	check_file("tests/data/match/near");
	check_file("tests/data/match/traps");
	cr_expect_gt(cases, 500);
}
