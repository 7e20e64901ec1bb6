#include "base/pattern.h"

#include "base/error.h"
#include "base/mem.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { MEGABYTE = 1 << 20 };

static struct pattern_scratch *scratch;
static struct error err;

static void
setup(void)
{
	scratch = pattern_scratch_new();
}

static void
teardown(void)
{
	pattern_scratch_free(scratch);
}

TestSuite(pattern, .init = setup, .fini = teardown, .timeout = 60);

static struct pattern *
compile(const char *source, int flags)
{
	struct pattern *p;

	cr_assert_eq(pattern_new(source, strlen(source), flags, &p, NULL, &err),
	             0, "%s: %s", source, err.msg);
	return p;
}

/* The first match of SOURCE from AT, as text; "" if there is none. */
static const char *
first(const char *source, int flags, const char *text, size_t at)
{
	static char found[256];
	struct pattern *p = compile(source, flags);
	size_t start = 0, end = 0;
	int rc;

	rc = pattern_search(p, scratch, text, strlen(text), at, &start, &end,
	                    &err);
	cr_assert_geq(rc, 0, "%s: %s", source, err.msg);
	cr_assert_lt(end - start, sizeof(found));
	memcpy(found, text + start, end - start);
	found[end - start] = '\0';
	pattern_free(p);
	return rc ? found : "";
}

Test(pattern, case_does_not_matter_unless_asked)
{
	cr_expect_str_eq(first("élan", 0, "an ÉLAN", 0), "ÉLAN");
	cr_expect_str_eq(first("élan", PATTERN_EXACT, "an ÉLAN", 0), "");
}

Test(pattern, classes_know_unicode)
{
	cr_expect_str_eq(first("\\w+$", 0, "so naïve", 0), "naïve");
	cr_expect_str_eq(first("\\bдом\\b", 0, "мой ДОМ", 0), "ДОМ");
}

Test(pattern, an_anchored_pattern_matches_only_where_the_search_starts)
{
	cr_expect_str_eq(first("b", PATTERN_ANCHORED, "abc", 0), "");
	cr_expect_str_eq(first("b", PATTERN_ANCHORED, "abc", 1), "b");
}

Test(pattern, line_ends_count_only_when_asked)
{
	cr_expect_str_eq(first("^b", 0, "a\nb", 0), "");
	cr_expect_str_eq(first("^b", PATTERN_MULTILINE, "a\nb", 0), "b");
}

Test(pattern, a_later_search_sees_what_stands_before)
{
	cr_expect_str_eq(first("(?<=a)b", 0, "ab", 1), "b");
	cr_expect_str_eq(first("\\bb", 0, "ab", 1), "");
	cr_expect_str_eq(first("^b", 0, "ab", 1), "");
}

Test(pattern, groups_have_spans)
{
	struct pattern *p = compile("(a)|(b)(c*)", 0);
	size_t start, end;

	cr_assert_eq(
	    pattern_search(p, scratch, "xbcc", 4, 0, &start, &end, &err), 1);
	cr_expect(!pattern_group(scratch, 1, &start, &end));
	cr_expect(pattern_group(scratch, 3, &start, &end));
	cr_expect(start == 2 && end == 4);
	cr_expect(!pattern_group(scratch, 99, &start, &end));
	pattern_free(p);
}

Test(pattern, twenty_groups_fit)
{
	struct pattern *p =
	    compile("()()()()()()()()()()()()()()()()()()()(b)", 0);
	size_t start, end;

	cr_assert_eq(pattern_search(p, scratch, "ab", 2, 0, &start, &end, &err),
	             1);
	cr_expect(pattern_group(scratch, 20, &start, &end));
	cr_expect(start == 1 && end == 2);
	pattern_free(p);
}

Test(pattern, errors_say_where)
{
	static const struct {
		const char *source;
		size_t column;
	} cases[] = {
		{ "a(b", 3 }, { "a)", 1 },       { "*a", 0 },
		{ "é[", 3 },  { "a\\p{Xx}", 7 }, { "a\\C", 3 },
	};
	struct pattern *p;
	size_t i, column;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cr_expect_eq(pattern_new(cases[i].source,
		                         strlen(cases[i].source), 0, &p,
		                         &column, &err),
		             ERR_FORMAT, "%s", cases[i].source);
		cr_expect_null(p);
		cr_expect_eq(column, cases[i].column, "%s: column %zu, not %zu",
		             cases[i].source, column, cases[i].column);
		cr_expect_gt(strlen(err.msg), 5);
	}
}

Test(pattern, invalid_utf8_and_overlong_patterns_are_errors)
{
	char *big = mem_zero(70000);
	struct pattern *p;

	cr_expect_eq(pattern_new("a\xFF", 2, 0, &p, NULL, &err), ERR_FORMAT);
	memset(big, 'a', 70000);
	cr_expect_eq(pattern_new(big, 70000, 0, &p, NULL, &err), ERR_FORMAT);
	free(big);
}

/* --- work ----------------------------------------------------------------- */

static char *
repeat(const char *piece, size_t size)
{
	char *text = mem_zero(size + 1);
	size_t len = strlen(piece), i;

	for (i = 0; i + len <= size; i += len)
		memcpy(text + i, piece, len);
	return text;
}

Test(pattern, catastrophic_patterns_end_in_a_limit)
{
	static const struct {
		const char *source, *piece;
	} cases[] = {
		{ "(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab" },
		{ "(a|aa)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab" },
		{ "(.*)*x", "some words of speech, " },
		{ "(\\w+\\s?)+$", "some words of speech, " },
		{ "(?:\\w+\\W+)*never", "some words of speech, " },
		{ "[\\w ]*never", "some words of speech " },
		{ "\\w+ .* never", "some words of speech " },
		{ "o.*o.*o.*never", "some words of speech " },
		{ "(\\w+).*\\1.*\\1never", "some words of speech " },
		{ "(?:.|\\n)*never", "some words of speech " },
		{ "(a(?1)?b|a)+c", "a" },
	};
	size_t i, start, end;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *text = repeat(cases[i].piece, MEGABYTE);
		struct pattern *p = compile(cases[i].source, 0);

		cr_expect_eq(pattern_search(p, scratch, text, strlen(text), 0,
		                            &start, &end, &err),
		             ERR_LIMIT, "%s", cases[i].source);
		cr_expect(strstr(err.msg, "than allowed"), "%s", err.msg);
		pattern_free(p);
		free(text);
	}
}

Test(pattern, plain_patterns_pass_a_megabyte)
{
	static const char *const cases[] = {
		"never",     "\\bn\\w*",     "\\w*ever\\b",
		"n[a-z ]+r", "(?s).*?never", "e\\W+(?:\\w+\\W+){0,5}never",
		"never$",
	};
	char *text = repeat("some words of speech. é ", MEGABYTE);
	size_t i, start, end;

	memcpy(text + strlen(text) - 6, " never", 6);
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct pattern *p = compile(cases[i], 0);

		cr_expect_eq(pattern_search(p, scratch, text, strlen(text), 0,
		                            &start, &end, &err),
		             1, "%s: %s", cases[i], err.msg);
		cr_expect_eq(end, strlen(text), "%s", cases[i]);
		pattern_free(p);
	}
	free(text);
}

Test(pattern, a_long_subject_gives_all_its_matches)
{
	char *text = repeat("é a b", MEGABYTE);
	struct pattern *p = compile("(?<=é )a(?= b)", 0);
	size_t at = 0, start, end, n = 0;
	int rc;

	while ((rc = pattern_search(p, scratch, text, strlen(text), at, &start,
	                            &end, &err)) > 0) {
		cr_assert_eq(start % 6, 3);
		at = end;
		n++;
	}
	cr_expect_eq(rc, 0, "%s", err.msg);
	cr_expect_eq(n, MEGABYTE / 6);
	pattern_free(p);
	free(text);
}

Test(pattern, an_anchored_search_of_a_long_subject_looks_at_one_start)
{
	char *text = repeat("ab", MEGABYTE);
	struct pattern *p = compile("b", PATTERN_ANCHORED);
	size_t start, end;

	cr_expect_eq(pattern_search(p, scratch, text, strlen(text), 0, &start,
	                            &end, &err),
	             0);
	cr_expect_eq(pattern_search(p, scratch, text, strlen(text), 1, &start,
	                            &end, &err),
	             1);
	pattern_free(p);
	free(text);
}

/* --- threads -------------------------------------------------------------- */

static struct pattern *shared;

static void *
count_matches(void *out)
{
	struct pattern_scratch *s = pattern_scratch_new();
	const char *text = "listen, listening, listener";
	size_t at = 0, start, end, *n = out;

	while (pattern_search(shared, s, text, strlen(text), at, &start, &end,
	                      NULL) > 0) {
		at = end;
		++*n;
	}
	pattern_scratch_free(s);
	return NULL;
}

Test(pattern, threads_share_a_pattern)
{
	pthread_t threads[8];
	size_t found[8] = { 0 }, i;

	shared = compile("listen\\w*", 0);
	for (i = 0; i < 8; i++)
		cr_assert_eq(
		    pthread_create(&threads[i], NULL, count_matches, &found[i]),
		    0);
	for (i = 0; i < 8; i++) {
		pthread_join(threads[i], NULL);
		cr_expect_eq(found[i], 3);
	}
	pattern_free(shared);
}

Test(pattern, the_version_is_a_number)
{
	const char *v = pattern_version();

	cr_expect(v[0] == '1' && v[strspn(v, "0123456789.")] == '\0', "%s", v);
}
