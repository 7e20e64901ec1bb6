#include "match/rules.h"

#include "match_fixture.h"

#include "base/error.h"
#include "base/mem.h"
#include "model/codebook_yaml.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct codebook *book;
static struct rules *rules;
static struct rules_scan *scan;
static struct error err;

static void
teardown(void)
{
	rules_scan_free(scan);
	rules_free(rules);
	codebook_free(book);
}

TestSuite(rules, .fini = teardown, .timeout = 60);

static void
compile(const char *lines)
{
	teardown();
	scan = NULL;
	book = match_fixture_codebook(lines);
	cr_assert_eq(rules_compile(book, &rules, &err), 0, "%s", err.msg);
	scan = rules_scan_new(rules);
}

static void
query(const char *const *exprs, size_t n, const char *speakers)
{
	rules_scan_free(scan);
	rules_free(rules);
	scan = NULL;
	cr_assert_eq(rules_compile_query(book, exprs, n, UNIT_SENTENCE,
	                                 speakers, false, &rules, &err),
	             0, "%s", err.msg);
	scan = rules_scan_new(rules);
}

/* "code/turn for 1: unit (anchor)", one a line. */
static char *
show(const struct transcript_view *v, const struct rule_hits *hits)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < hits->n; i++) {
		const struct rule_hit *h = &hits->items[i];

		buf_addf(&b, "%zu/%d %s %d: %.*s (%.*s)\n", h->code, h->turn,
		         h->against ? "against" : "for", h->rule,
		         (int)(h->end - h->start), v->text + h->start,
		         (int)(h->anchor_end - h->anchor_start),
		         v->text + h->anchor_start);
	}
	return buf_take(&b);
}

static void
expect_hits_in(struct transcript_view *v, const bool *wanted,
               const struct rule_mark *marks, size_t n_marks, const char *want)
{
	struct rule_hits hits = { 0 };
	char *got;

	cr_assert_eq(
	    rules_scan_document(scan, v, wanted, marks, n_marks, &hits, &err),
	    0, "%s", err.msg);
	got = show(v, &hits);
	cr_expect_str_eq(got, want, "%s\nfound:\n%snot:\n%s", v->text, got,
	                 want);
	free(got);
	rule_hits_release(&hits);
	match_fixture_view_free(v);
}

static void
expect_hits(const char *text, const char *want)
{
	expect_hits_in(match_fixture_view(text), NULL, NULL, 0, want);
}

/* --- units and stances ---------------------------------------------------- */

Test(rules, anchors_in_one_unit_are_one_hit)
{
	compile("code a: sentence\n+ listen*\n+ heard\n");
	expect_hits("I listened and she listened. I heard. Heard? listen",
	            "0/1 for 1: I listened and she listened. (listened)\n"
	            "0/1 for 2: I heard. (heard)\n"
	            "0/1 for 2: Heard? (Heard)\n"
	            "0/1 for 1: listen (listen)\n");
}

Test(rules, the_leftmost_then_longest_anchor_counts)
{
	compile("code a: match\n+ listened\n+ listened to me\n+ to me too\n");
	expect_hits("She listened to me too.",
	            "0/1 for 2: listened to me (listened to me)\n");
}

Test(rules, the_first_of_equal_rules_is_named)
{
	compile("code a: match\n+ music OR x\n+ listen*\n+ /listen/\n");
	expect_hits("listen", "0/1 for 2: listen (listen)\n");
}

Test(rules, an_anchor_over_two_sentences_joins_them)
{
	compile("code a: sentence\n+ so NEAR/3 what\n+ x\n");
	expect_hits("Say so. Then what? x.",
	            "0/1 for 1: Say so. Then what? (so. Then what)\n"
	            "0/1 for 2: x. (x)\n");
	expect_hits("x so. Then what x?",
	            "0/1 for 2: x so. Then what x? (x)\n");
}

Test(rules, against_wins_in_a_unit)
{
	compile(
	    "code a: sentence\n+ listen*\n! not BEFORE/2 listen*\n! never\n");
	expect_hits("They listen. They did not listen, never. Listen, never.",
	            "0/1 for 1: They listen. (listen)\n"
	            "0/1 against 1: They did not listen, never. (not listen)\n"
	            "0/1 against 2: Listen, never. (never)\n");
}

Test(rules, against_takes_the_units_that_it_shares)
{
	compile("code a: sentence\n+ a NEAR/2 b\n! c\n");
	expect_hits("x a. b. c. a. b c.", "0/1 for 1: x a. b. (a. b)\n"
	                                  "0/1 against 1: c. (c)\n"
	                                  "0/1 against 1: a. b c. (c)\n");
}

Test(rules, against_wins_where_matches_overlap)
{
	compile("code a: match\n+ listened\n! nobody BEFORE/2 listened\n");
	expect_hits("nobody ever listened, he listened",
	            "0/1 against 1: nobody ever listened (nobody ever "
	            "listened)\n"
	            "0/1 for 1: listened (listened)\n");
}

Test(rules, a_match_between_sentences_is_its_own_unit)
{
	compile("code a: sentence\n+ /\\n\\n/\ncode b:\n+ /\\s+b/\n");
	expect_hits("a.\n\nb.", "0/1 for 1: \n\n (\n\n)\n"
	                        "1/1 for 1: \n\nb. (\n\nb)\n");
}

Test(rules, paragraphs_and_turns_are_units)
{
	compile("code a: paragraph\n+ a\ncode b: turn\n+ a AND b\n");
	expect_hits("x. a.\ny.\n\nb a b.",
	            "0/1 for 1: x. a.\ny. (a)\n"
	            "0/1 for 1: b a b. (a)\n"
	            "1/1 for 1: x. a.\ny.\n\nb a b. (a.\ny.\n\nb)\n");
}

Test(rules, nothing_matches_across_turns)
{
	compile("code a: turn\n+ so what\n+ a NEAR/9 b\n+ c AND d\n");
	expect_hits_in(match_fixture_dialogue("P: so\nQ: what a\nP: b c\nQ: d"),
	               NULL, NULL, 0, "");
}

/* --- speakers ------------------------------------------------------------- */

Test(rules, a_code_looks_at_the_speakers_that_it_names)
{
	compile("code a:\n+ x\ncode b: interviewer\n+ x\ncode c: all\n+ x\n"
	        "code d: p07\n+ x\n");
	expect_hits_in(match_fixture_dialogue("Int: x\nP07: x\nP08: x\nx"),
	               NULL, NULL, 0,
	               "0/2 for 1: x (x)\n0/3 for 1: x (x)\n0/4 for 1: x (x)\n"
	               "1/1 for 1: x (x)\n"
	               "2/1 for 1: x (x)\n2/2 for 1: x (x)\n2/3 for 1: x (x)\n"
	               "2/4 for 1: x (x)\n"
	               "3/2 for 1: x (x)\n");
}

Test(rules, a_turn_of_both_belongs_to_both)
{
	struct transcript_view *v = match_fixture_dialogue("Int: x\nP07: x");

	compile("code a:\n+ x\ncode b: interviewer\n+ x\n");
	/* the first turn is said by both at once */
	v->turns[0].first_speaker = 0;
	v->turns[0].speakers = 2;
	expect_hits_in(v, NULL, NULL, 0,
	               "0/1 for 1: x (x)\n0/2 for 1: x (x)\n"
	               "1/1 for 1: x (x)\n");
}

Test(rules, interpreters_are_no_participants_and_others_are)
{
	struct transcript_view *v = match_fixture_dialogue("A: x\nB: x");

	compile("code a:\n+ x\ncode b: interviewer\n+ x\n");
	v->speakers[0].role = ROLE_INTERPRETER;
	v->speakers[1].role = ROLE_OTHER;
	expect_hits_in(v, NULL, NULL, 0, "0/2 for 1: x (x)\n");
}

/* --- asides --------------------------------------------------------------- */

Test(rules, asides_are_matched_only_when_asked_for)
{
	compile("code a: match asides\n+ laugh*\n+ /\\[pa/\n+ funny NEAR/0 "
	        "laughs\ncode b: match\n+ laugh*\n+ /\\[pa/\n");
	expect_hits("I laugh. [laughs] so [pause]",
	            "0/1 for 1: laugh (laugh)\n"
	            "0/1 for 1: laughs (laughs)\n"
	            "0/1 for 2: [pa ([pa)\n"
	            "1/1 for 1: laugh (laugh)\n");
	expect_hits("funny [she laughs]",
	            "0/1 for 3: funny [she laughs (funny [she laughs)\n");
}

/* --- codes in rules ------------------------------------------------------- */

Test(rules, a_rule_sees_the_marks_of_other_codes_and_below)
{
	compile("code bond:\n+ {Trust} AND people\n"
	        "code trust:\n+ trust*\n"
	        "code trust/safety:\n+ safe\n! unsafe\n");
	expect_hits("I trust people. People are safe. People. unsafe people.",
	            "0/1 for 1: I trust people. (trust people)\n"
	            "0/1 for 1: People are safe. (People are safe)\n"
	            "1/1 for 1: I trust people. (trust)\n"
	            "2/1 for 1: People are safe. (safe)\n"
	            "2/1 against 1: unsafe people. (unsafe)\n");
}

Test(rules, a_chain_of_codes_is_followed)
{
	compile("code a: match\n+ {b} NEAR/2 x\ncode b: match\n+ {c} NOT y\n"
	        "code c: match\n+ z\n");
	expect_hits("z and x. z y x.", "0/1 for 1: z and x (z and x)\n"
	                               "1/1 for 1: z (z)\n"
	                               "2/1 for 1: z (z)\n"
	                               "2/1 for 1: z (z)\n");
}

Test(rules, what_a_wanted_code_names_is_looked_for_and_not_given)
{
	static const bool wanted[] = { true, false, false };

	compile("code a: match\n+ {b} NEAR/2 x\ncode b: match\n+ z\n"
	        "code c: match\n+ z\n");
	expect_hits_in(match_fixture_view("z x"), wanted, NULL, 0,
	               "0/1 for 1: z x (z x)\n");
	expect_hits("z x", "0/1 for 1: z x (z x)\n1/1 for 1: z (z)\n"
	                   "2/1 for 1: z (z)\n");
}

Test(rules, a_retired_code_finds_nothing_and_cannot_be_named)
{
	compile("code a: retired\n+ x\ncode b: match\n+ x\n");
	expect_hits("x", "1/1 for 1: x (x)\n");
	teardown();
	rules = NULL;
	scan = NULL;
	book = match_fixture_codebook("code a: retired\n+ x\ncode b:\n+ {a}\n");
	cr_expect_eq(rules_compile(book, &rules, &err), ERR_FORMAT);
	cr_expect_str_eq(err.msg, "b: column 1: the code a is retired\n{a}\n^");
}

static void
expect_error(const char *lines, const char *want)
{
	struct codebook *b = match_fixture_codebook(lines);
	struct rules *r;

	cr_expect_eq(rules_compile(b, &r, &err), ERR_FORMAT, "%s", lines);
	cr_expect_null(r);
	cr_expect_str_eq(err.msg, want, "%s", err.msg);
	codebook_free(b);
}

Test(rules, a_code_that_depends_on_itself_is_an_error)
{
	expect_error("code a:\n+ x OR {a}\n",
	             "a: column 6: the code depends on itself: a -> a\n"
	             "x OR {a}\n     ^");
	expect_error("code a:\n+ x\ncode a/b:\n+ x\n+ {a} NEAR/3 y\n",
	             "a/b: column 1: the code depends on itself: a/b -> a/b\n"
	             "{a} NEAR/3 y\n^");
	expect_error("code a:\n+ {b}\ncode b:\n+ x AND {c}\ncode c:\n+ {a}\n",
	             "c: column 1: the code depends on itself: a -> b -> c -> "
	             "a\n{a}\n^");
}

Test(rules, errors_name_the_code_and_the_column)
{
	expect_error("code a:\n+ x\ncode a/b:\n+ é (y\n",
	             "a/b: column 3: an operator is missing here: OR, AND, "
	             "NOT, NEAR/8 or BEFORE/8\né (y\n  ^");
	expect_error("list neg: not, (x\ncode a:\n+ x\n",
	             "list neg: '(x': '(' is not closed");
	expect_error("list neg: not, a OR b\ncode a:\n+ x\n",
	             "list neg: 'a OR b': here only a word, a phrase or a regex"
	             " can stand");
	expect_error("list neg: /a(/\ncode a:\n+ x OR $neg\n",
	             "a: column 6: list neg: '/a(/': missing closing "
	             "parenthesis\nx OR $neg\n     ^");
	expect_error("fillers: um, /x/\ncode a:\n+ x\n",
	             "fillers: '/x/': a regex cannot be a filler");
}

Test(rules, errors_in_a_file_show_its_line)
{
	static const char text[] = "codebook: x\n"
	                           "codes:\n"
	                           "  - name: Écoute\n"
	                           "    match: |\n"
	                           "      listen*\n"
	                           "      é NEAR hear\n";

	cr_assert_eq(
	    codebook_yaml_parse("b.yaml", text, strlen(text), &book, &err), 0,
	    "%s", err.msg);
	cr_expect_eq(rules_compile(book, &rules, &err), ERR_FORMAT);
	cr_expect_str_eq(err.msg,
	                 "b.yaml:6:9: how many words may stand between? write "
	                 "NEAR/8\n      é NEAR hear\n        ^");
}

/* --- lists ---------------------------------------------------------------- */

Test(rules, a_list_may_have_ten_thousand_terms)
{
	struct buf b = { 0 };
	size_t i;

	buf_adds(&b, "list many: ");
	for (i = 0; i < 10000; i++)
		buf_addf(&b, "%sword%zu*", i ? ", " : "", i);
	buf_adds(&b, "\ncode a: match\n+ $many BEFORE/1 x\n"
	             "code b: match exact\n+ $many OR y\n");
	compile(buf_str(&b));
	expect_hits("so word99x and x, Word9999 y",
	            "0/1 for 1: word99x and x (word99x and x)\n"
	            "1/1 for 1: word99x (word99x)\n1/1 for 1: y (y)\n");
	buf_release(&b);
}

Test(rules, a_list_may_be_used_with_and_without_asides)
{
	compile("list l: hm, ah\ncode a: match\n+ $l\n"
	        "code b: match asides\n+ $l OR x\n");
	expect_hits("hm [ah]", "0/1 for 1: hm (hm)\n"
	                       "1/1 for 1: hm (hm)\n1/1 for 1: ah (ah)\n");
}

/* --- queries -------------------------------------------------------------- */

Test(rules, a_query_finds_any_of_its_expressions)
{
	static const char *const exprs[] = { "listen*", "heard" };

	book = match_fixture_codebook("");
	query(exprs, 2, "all");
	expect_hits_in(
	    match_fixture_dialogue("Int: I listened. He heard.\nP: heard"),
	    NULL, NULL, 0,
	    "0/1 for 1: I listened. (listened)\n"
	    "0/1 for 2: He heard. (heard)\n"
	    "0/2 for 2: heard (heard)\n");
	query(exprs, 2, "participant");
	expect_hits_in(
	    match_fixture_dialogue("Int: I listened. He heard.\nP: heard"),
	    NULL, NULL, 0, "0/2 for 2: heard (heard)\n");
}

Test(rules, codes_in_a_query_are_the_marks_that_it_is_given)
{
	static const char *const exprs[] = { "{trust}", "{other} AND b" };
	static const struct rule_mark marks[] = {
		{ 1, 0, 21 }, /* over turns 1 and 2 */
		{ 2, 16, 17 },
		{ 0, 25, 26 },
		{ 3, 25, 26 },
	};

	book =
	    match_fixture_codebook("code trust:\n+ x\ncode trust/safe:\n+ y\n"
	                           "code other:\n+ z\ncode more:\n+ z\n");
	query(exprs, 2, "all");
	expect_hits_in(match_fixture_dialogue("P: a. b c.\nQ: d e f b\nR: g"),
	               NULL, marks, 4,
	               "0/1 for 1: a. b c. (a. b c.)\n"
	               "0/2 for 1: d e f b (d e f b)\n"
	               "0/3 for 1: g (g)\n");
	query(exprs + 1, 1, "all");
	expect_hits_in(match_fixture_dialogue("P: a. b c.\nQ: d e f b\nR: g"),
	               NULL, marks, 4, "0/2 for 1: d e f b (e f b)\n");
}

Test(rules, a_query_does_not_fail_for_a_list_that_it_does_not_name)
{
	static const char *const exprs[] = { "x" }, *const worse[] = { "$l" };
	struct rules *r;

	book = match_fixture_codebook("list l: (x\n");
	query(exprs, 1, "all");
	expect_hits("x", "0/1 for 1: x (x)\n");
	cr_expect_eq(rules_compile_query(book, worse, 1, UNIT_MATCH, "all",
	                                 false, &r, &err),
	             ERR_FORMAT);
	cr_expect_str_eq(err.msg, "column 1: list l: '(x': '(' is not closed\n"
	                          "$l\n^");
}

/* --- limits --------------------------------------------------------------- */

Test(rules, a_catastrophic_rule_is_named_with_its_place)
{
	struct rule_hits hits = { 0 };
	struct transcript_view *v;
	struct buf b = { 0 };
	int i;

	compile("code a:\n+ some\ncode a/b:\n+ x\n! y\n! /(\\w+\\s?)+$/\n");
	buf_adds(&b, "P: some\nQ: ");
	for (i = 0; i < 50000; i++)
		buf_adds(&b, "some words of speech ");
	buf_adds(&b, "!");
	v = match_fixture_dialogue(buf_str(&b));
	cr_expect_eq(rules_scan_document(scan, v, NULL, NULL, 0, &hits, &err),
	             ERR_LIMIT);
	cr_expect_str_eq(err.msg,
	                 "a/b, against 2, '/(\\w+\\s?)+$/': the pattern needs "
	                 "more work than allowed (P01, turn 2)");
	cr_expect_eq(hits.n, 0);
	match_fixture_view_free(v);
	rule_hits_release(&hits);
	buf_release(&b);
}

Test(rules, a_long_turn_is_scanned_to_its_end)
{
	struct rule_hits hits = { 0 };
	struct transcript_view *v;
	struct buf b = { 0 };
	int i;

	compile("code a: match\n+ listen* NEAR/5 radio\n+ /sp\\w+ch/ NOT x\n"
	        "+ *ords of\n");
	for (i = 0; i < 20000; i++)
		buf_adds(&b, "some words of speech, listening to radio. ");
	v = match_fixture_view(buf_str(&b));
	cr_expect_eq(rules_scan_document(scan, v, NULL, NULL, 0, &hits, &err),
	             0, "%s", err.msg);
	cr_expect_eq(hits.n, 60000, "%zu", hits.n);
	match_fixture_view_free(v);
	rule_hits_release(&hits);
	buf_release(&b);
}

Test(rules, a_wide_or_is_no_deep_tree)
{
	struct buf b = { 0 };
	int i;

	buf_adds(&b, "code a: match\n+ w0");
	for (i = 1; i < 5000; i++)
		buf_addf(&b, " OR w%d", i);
	buf_adds(&b, "\n+ v0");
	for (i = 1; i < 3000; i++)
		buf_addf(&b, " AND v%d", i);
	compile(buf_str(&b));
	expect_hits("w4999 v1", "0/1 for 1: w4999 (w4999)\n");
	buf_release(&b);
}

/* --- the ends ------------------------------------------------------------- */

Test(rules, an_empty_codebook_finds_nothing)
{
	compile("");
	expect_hits("x", "");
}

Test(rules, an_empty_document_has_no_hits)
{
	compile("code a:\n+ x\n+ /$/\n");
	expect_hits("", "");
}

Test(rules, hits_are_appended_in_order)
{
	struct rule_hits hits = { 0 };
	struct transcript_view *v = match_fixture_dialogue("P: b a\nQ: a b");
	char *got;

	compile("code a: match\n+ a\ncode b: match\n+ b\n");
	cr_assert_eq(rules_scan_document(scan, v, NULL, NULL, 0, &hits, &err),
	             0);
	cr_assert_eq(rules_scan_document(scan, v, NULL, NULL, 0, &hits, &err),
	             0);
	got = show(v, &hits);
	cr_expect_str_eq(got, "0/1 for 1: a (a)\n0/2 for 1: a (a)\n"
	                      "1/1 for 1: b (b)\n1/2 for 1: b (b)\n"
	                      "0/1 for 1: a (a)\n0/2 for 1: a (a)\n"
	                      "1/1 for 1: b (b)\n1/2 for 1: b (b)\n");
	free(got);
	rule_hits_release(&hits);
	match_fixture_view_free(v);
}
