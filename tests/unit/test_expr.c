#include "match/expr.h"

#include "match_fixture.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/utf8.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct arena arena;
static struct error err;

static void
teardown(void)
{
	arena_release(&arena);
}

TestSuite(expr, .fini = teardown);

/* E with all its parentheses. */
static void
print(struct buf *out, const struct expr *e)
{
	static const char *const names[] = {
		[EXPR_OR] = "OR",         [EXPR_AND] = "AND",
		[EXPR_NOT] = "NOT",       [EXPR_NEAR] = "NEAR",
		[EXPR_BEFORE] = "BEFORE",
	};
	size_t i;

	for (i = 0; i < e->n_words; i++)
		buf_addf(out, "%s%s", i ? "+" : "", e->words[i]);
	if (e->kind == EXPR_REGEX)
		buf_addf(out, "/%s/", e->text);
	if (e->kind == EXPR_LIST)
		buf_addf(out, "$%s", e->text);
	if (e->kind == EXPR_CODE)
		buf_addf(out, "{%s}", e->text);
	if (e->n_args == 0)
		return;
	buf_addf(out, "(%s", names[e->kind]);
	if (e->kind >= EXPR_NEAR)
		buf_addf(out, "/%d", e->distance);
	for (i = 0; i < e->n_args; i++) {
		buf_adds(out, " ");
		print(out, e->args[i]);
	}
	buf_adds(out, ")");
}

static void
check(const char *text, const char *want)
{
	struct buf got = { 0 };
	struct expr *e;
	size_t column;

	cr_assert_eq(expr_parse(&arena, text, &e, &column, &err), 0, "%s: %s",
	             text, err.msg);
	print(&got, e);
	cr_expect_str_eq(buf_str(&got), want, "%s: %s", text, buf_str(&got));
	buf_release(&got);
}

Test(expr, near_binds_tighter_than_not_than_and_than_or)
{
	check("a OR b AND c NOT d NEAR/2 e",
	      "(OR a (AND b (NOT c (NEAR/2 d e))))");
	check("a NEAR/2 b NOT c AND d OR e",
	      "(OR (AND (NOT (NEAR/2 a b) c) d) e)");
	check("(a OR b) AND c", "(AND (OR a b) c)");
	check("a NOT (b OR c)", "(NOT a (OR b c))");
}

Test(expr, near_and_before_group_from_the_left)
{
	check("a NEAR/2 b BEFORE/0 c NEAR/1000 d",
	      "(NEAR/1000 (BEFORE/0 (NEAR/2 a b) c) d)");
	check("a NEAR/2 (b NEAR/3 c)", "(NEAR/2 a (NEAR/3 b c))");
}

Test(expr, chains_of_one_operator_are_one)
{
	check("a OR b OR c", "(OR a b c)");
	check("a AND (b AND c) AND d", "(AND a b c d)");
	check("a OR (b OR (c))", "(OR a b c)");
	check("a NOT b NOT c", "(NOT a b c)");
	check("(a NOT b) NOT c", "(NOT (NOT a b) c)");
}

Test(expr, words_in_a_row_are_a_phrase)
{
	check("lived experience*", "lived+experience*");
	check("some \"time off\" now", "some+time+off+now");
	check("«time off»", "time+off");
	check("“OR” near", "OR+near");
	check("\t a\u00A0b  ", "a+b");
	check("so\u00ADme\uFEFF where", "some+where");
}

Test(expr, operators_are_operators_only_in_capitals)
{
	check("give or take", "give+or+take");
	check("near NEARBY before not", "near+NEARBY+before+not");
	check("\"a AND NEAR/3 $b {c} /d/\"", "a+AND+NEAR/3+$b+{c}+/d/");
}

Test(expr, a_slash_ends_a_regex_unless_a_backslash_stands_before)
{
	check("/a\\/b/", "/a/b/");
	check("/a\\\\/", "/a\\\\/");
	check("/a b/ OR (/c/)", "(OR /a b/ /c/)");
	check("and/or", "and/or");
}

Test(expr, names_are_read_up_to_their_end)
{
	check("$neg BEFORE/3 { Components / Generous listening }",
	      "(BEFORE/3 $neg {Components / Generous listening})");
	check("($a-b OR $été)", "(OR $a-b $été)");
}

Test(expr, expressions_are_brought_to_nfc)
{
	check("cafe\u0301", "caf\u00E9");
}

Test(expr, what_stands_in_a_list_is_a_term)
{
	struct expr *e;
	size_t column;

	cr_expect_eq(expr_parse_term(&arena, "no one", &e, &column, &err), 0);
	cr_expect_eq(expr_parse_term(&arena, "/no/", &e, &column, &err), 0);
	cr_expect_eq(expr_parse_term(&arena, "a OR b", &e, &column, &err),
	             ERR_FORMAT);
	cr_expect_null(e);
	cr_expect_str_eq(err.msg,
	                 "here only a word, a phrase or a regex can stand");
	cr_expect_eq(expr_parse_term(&arena, "$other", &e, &column, &err),
	             ERR_FORMAT);
}

/* --- limits --------------------------------------------------------------- */

static int
parse(const char *text, size_t *column)
{
	struct expr *e;

	return expr_parse(&arena, text, &e, column, &err);
}

/* N times PIECE, with BEFORE and BEHIND. */
static char *
repeat(const char *before, const char *piece, size_t n, const char *behind)
{
	struct buf b = { 0 };

	buf_adds(&b, before);
	while (n-- > 0)
		buf_adds(&b, piece);
	buf_adds(&b, behind);
	return buf_take(&b);
}

static void
expect_limit(char *text, const char *message)
{
	size_t column;

	cr_expect_eq(parse(text, &column), ERR_LIMIT, "%s", message);
	cr_expect_str_eq(err.msg, message, "%s", err.msg);
	free(text);
}

static void
expect_fine(char *text)
{
	size_t column;

	cr_expect_eq(parse(text, &column), 0, "%s", err.msg);
	free(text);
}

Test(expr, long_and_deep_expressions_have_limits)
{
	char *open;

	expect_fine(repeat("a", " OR a", 10000, ""));
	expect_fine(repeat("a", " AND b", 5000, " NOT c"));
	open = repeat("", "(", 100, "a");
	expect_fine(repeat(open, ")", 100, ""));
	free(open);
	expect_limit(repeat("a", " OR a", 14000, ""),
	             "the expression is longer than 64 KB");
	expect_limit(repeat("", "(", 101, "a"),
	             "the parentheses are too deep (at most 100)");
	expect_limit(repeat("a", " NEAR/2 b", 100, ""),
	             "the expression is too deep (at most 100 operators one "
	             "upon another)");
	expect_limit(repeat("a", " b", 50, ""),
	             "a phrase of 51 words is too long (at most 50)");
}

Test(expr, invalid_utf8_is_an_error)
{
	size_t column;

	cr_expect_eq(parse("é \xFF", &column), ERR_FORMAT);
	cr_expect_eq(column, 2);
}

/* --- errors --------------------------------------------------------------- */

/* What the message of a query must be: the caret line C is "  ^ why". */
static char *
expected_message(const char *expression, const char *c)
{
	size_t column = strspn(c, " ");
	struct buf b = { 0 };

	buf_addf(&b, "column %zu: %s\n%s\n%*s^", column + 1, c + column + 2,
	         expression, (int)column, "");
	return buf_take(&b);
}

Test(expr, every_bad_expression_is_refused_where_it_goes_wrong)
{
	struct codebook *book =
	    match_fixture_codebook("list neg: not, never\ncode trust:\n");
	struct buf text = { 0 };
	const char *expression = NULL;
	char *line, *end, *want;
	struct rules *r;
	int cases = 0;

	cr_assert_eq(
	    buf_read_file(&text, "tests/data/expressions-bad", 1 << 20, &err),
	    0, "%s", err.msg);
	for (line = text.data; *line; line = end) {
		end = line + strcspn(line, "\n");
		*end++ = '\0';
		if (*line == '\0' || strncmp(line, "# ", 2) == 0)
			continue;
		if (!expression) {
			expression = line;
			continue;
		}
		want = expected_message(expression, line);
		cr_expect_eq(rules_compile_query(book, &expression, 1,
		                                 UNIT_MATCH, "all", false, &r,
		                                 &err),
		             ERR_FORMAT, "%s is not refused", expression);
		cr_expect_null(r);
		cr_expect_str_eq(err.msg, want, "%s", err.msg);
		free(want);
		expression = NULL;
		cases++;
	}
	cr_expect_gt(cases, 70);
	buf_release(&text);
	codebook_free(book);
}

Test(expr, nothing_to_look_for_is_an_error)
{
	size_t column;

	cr_expect_eq(parse("", &column), ERR_FORMAT);
	cr_expect_str_eq(err.msg, "there is nothing to look for");
	cr_expect_eq(parse("  \t", &column), ERR_FORMAT);
}

Test(expr, a_long_expression_is_shown_around_its_fault)
{
	struct codebook *book = match_fixture_codebook("");
	char *text = repeat("", "listen* OR ", 500, ")");
	const char *const exprs[] = { text };
	const char *line, *caret;
	struct rules *r;

	cr_assert_eq(rules_compile_query(book, exprs, 1, UNIT_MATCH, "all",
	                                 false, &r, &err),
	             ERR_FORMAT);
	cr_expect(strncmp(err.msg, "column 5501: ", 13) == 0, "%s", err.msg);
	line = strchr(err.msg, '\n') + 1;
	caret = strchr(line, '\n') + 1;
	cr_expect_lt(strlen(line), 200);
	cr_expect_eq(line[strlen(caret) - 1], ')');
	free(text);
	codebook_free(book);
}
