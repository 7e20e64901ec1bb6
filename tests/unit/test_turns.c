/*
 * Turn detection by example: each file in tests/data/turns is imported and
 * what was found is compared with FILE.expected.  FILE.options (without the
 * extension) holds "turns: ...", "speaker: ..." or "interviewer: ...".
 */
#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "import/cue_time.h"
#include "import/import.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "tests/data/turns"

static struct transcript t;
static struct error err;

static void
teardown(void)
{
	transcript_release(&t);
}

TestSuite(turns, .fini = teardown);

static int
import(const char *path, const char *text, const struct import_options *o)
{
	struct buf bytes = { 0 };
	int rc;

	transcript_release(&t);
	buf_adds(&bytes, text);
	rc = import_bytes(path, &bytes, o, &t, &err);
	buf_release(&bytes);
	return rc;
}

/* --- the examples --------------------------------------------------------- */

static void
show_text(struct buf *out, size_t start, size_t end)
{
	for (; start < end; start++) {
		if (t.text.data[start] == '\n')
			buf_adds(out, "\\n");
		else
			buf_addc(out, t.text.data[start]);
	}
	buf_addc(out, '\n');
}

static void
show_turn(struct buf *out, const struct transcript_turn *turn)
{
	size_t i;

	buf_adds(out, turn->speakers ? "" : "-");
	for (i = 0; i < turn->speakers; i++) {
		size_t s = t.turn_speakers.items[turn->first_speaker + i];

		buf_addf(out, "%s%s", i ? " + " : "",
		         t.speakers.items[s].label);
	}
	if (turn->start_ms != TURN_NO_TIME)
		buf_addf(out, " @%lld", (long long)turn->start_ms);
	if (turn->end_ms != TURN_NO_TIME)
		buf_addf(out, "-%lld", (long long)turn->end_ms);
	buf_adds(out, "> ");
	show_text(out, turn->start, turn->end);
}

/* The transcript as the .expected files write it. */
static char *
show(void)
{
	static const char *const kinds[] = { "heading", "question", "note" };
	struct buf out = { 0 };
	size_t i;

	if (t.date[0])
		buf_addf(&out, "date %s\n", t.date);
	for (i = 0; i < t.speakers.n; i++)
		buf_addf(&out, "speaker %s, %s\n", t.speakers.items[i].label,
		         speaker_role_name(t.speakers.items[i].role));
	for (i = 0; i < t.sections.n; i++) {
		buf_addf(&out, "%s %d ", kinds[t.sections.items[i].kind],
		         t.sections.items[i].level);
		show_text(&out, t.sections.items[i].start,
		          t.sections.items[i].end);
	}
	for (i = 0; i < t.turns.n; i++)
		show_turn(&out, &t.turns.items[i]);
	return buf_take(&out);
}

/* Read FILE with its extension made EXT, without the final line break. */
static char *
read_beside(const char *name, const char *ext)
{
	const char *dot = strrchr(name, '.');
	struct buf path = { 0 }, text = { 0 };

	buf_addf(&path, FOLDER "/%.*s.%s",
	         (int)(*ext == 'e' ? strlen(name) : (size_t)(dot - name)), name,
	         ext);
	buf_read_file(&text, path.data, 1 << 20, NULL);
	buf_release(&path);
	return buf_take(&text);
}

static void
check_example(const char *name)
{
	char *options = read_beside(name, "options");
	char *expected = read_beside(name, "expected");
	struct buf path = { 0 };
	struct import_options o = { 0 };
	const char *value = strchr(options, ':');
	char *got;

	options[strcspn(options, "\n")] = '\0';
	if (value) {
		value += 2;
		if (options[0] == 't') {
			o.turns = value;
		} else if (options[0] == 's') {
			o.speakers = &value;
			o.n_speakers = 1;
		} else {
			o.interviewers = &value;
			o.n_interviewers = 1;
		}
	}
	buf_addf(&path, FOLDER "/%s", name);
	transcript_release(&t);
	cr_assert_eq(import_file(path.data, &o, &t, &err), 0, "%s: %s", name,
	             err.msg);
	got = show();
	cr_expect_str_eq(got, expected, "%s:\n%s\n-- expected:\n%s", name, got,
	                 expected);
	free(got);
	free(expected);
	free(options);
	buf_release(&path);
}

static int
is_example(const struct dirent *d)
{
	const char *dot = strrchr(d->d_name, '.');

	return dot && (strcmp(dot, ".txt") == 0 || strcmp(dot, ".md") == 0);
}

Test(turns, are_found_as_in_the_examples)
{
	struct dirent **names;
	int i, n = scandir(FOLDER, &names, is_example, alphasort);

	cr_assert_geq(n, 62);
	for (i = 0; i < n; i++) {
		check_example(names[i]->d_name);
		free(names[i]);
	}
	free(names);
}

/* --- times ---------------------------------------------------------------- */

Test(turns, times_have_minutes_and_seconds)
{
	static const struct {
		const char *text;
		size_t len; /* 0: no time */
		int64_t ms;
	} cases[] = {
		{ "0:03", 4, 3000 },
		{ "36:15", 5, 2175000 },
		{ "136:15", 6, 8175000 },
		{ "01:02:03", 8, 3723000 },
		{ "01:02:03.5", 10, 3723500 },
		{ "01:02:03,045]", 12, 3723045 },
		{ "00:01.1234567", 13, 1123 },
		{ "01:03:56.22", 11, 3836220 },
		{ "00:01.", 5, 1000 },
		{ "1:2", 0, 0 },
		{ "01:60", 0, 0 },
		{ "01:02:03:04", 11, 3723000 },
		{ "01;02;03;04 - ", 11, 3723000 },
		{ "01;02;03", 0, 0 },
		{ "01;02", 0, 0 },
		{ "01:02;03;04", 5, 62000 },
		{ "01:02:03:045", 0, 0 },
		{ "01:02:03:04:05", 0, 0 },
		{ "01:02:03:04.5", 11, 3723000 },
		{ "01:023", 0, 0 },
		{ "1234:00", 0, 0 },
		{ "12", 0, 0 },
		{ ":12", 0, 0 },
		{ "", 0, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int64_t ms = 0;

		cr_expect_eq(
		    cue_time_read(cases[i].text, strlen(cases[i].text), 0, &ms),
		    cases[i].len, "%s", cases[i].text);
		cr_expect_eq(ms, cases[i].ms, "%s: %lld", cases[i].text,
		             (long long)ms);
	}
}

Test(turns, a_label_may_be_shorter_than_it_is_without_case)
{
	struct import_options o = { 0 };

	/* U+0390 becomes three characters */
	cr_assert_eq(import("x.txt", "ΐΐ a: so\n\nΐΐ a: no\n", &o), 0);
	cr_expect_eq(t.turns.n, 2);
}

/* --- what holds for every text ---------------------------------------------
 */

/* Turns in order, apart, trimmed, and each with speakers that exist. */
static void
check_turns(void)
{
	const char *text = buf_str(&t.text);
	size_t i, last = 0;

	cr_assert(utf8_valid(text, t.text.len, NULL));
	for (i = 0; i < t.turns.n; i++) {
		const struct transcript_turn *turn = &t.turns.items[i];
		size_t start = turn->start, end = turn->end;

		cr_assert_geq(start, last);
		cr_assert_lt(start, end);
		cr_assert_leq(end, t.text.len);
		last = end;
		cr_assert_not(unicode_is_space(utf8_next(text, end, &start)));
		cr_assert_not(unicode_is_space(utf8_prev(text, &end)));
		cr_assert_leq(turn->first_speaker + turn->speakers,
		              t.turn_speakers.n);
	}
	for (i = 0; i < t.turn_speakers.n; i++)
		cr_assert_lt(t.turn_speakers.items[i], t.speakers.n);
	for (i = 1; i < t.sections.n; i++)
		cr_assert_geq(t.sections.items[i].start,
		              t.sections.items[i - 1].end);
	for (i = 1; i < t.asides.n; i++)
		cr_assert_geq(t.asides.items[i].start,
		              t.asides.items[i - 1].end);
}

/* Where the first turn of anybody begins. */
static size_t
first_named_turn(void)
{
	size_t i;

	for (i = 0; i < t.turns.n; i++)
		if (t.turns.items[i].speakers > 0)
			return t.turns.items[i].start;
	return 0;
}

/*
 * No byte of speech (all of it is "z") lies outside the turns; but lines
 * before them that are no sentence are notes.
 */
static void
check_speech(void)
{
	char *text = mem_str(buf_str(&t.text));
	size_t i, at = 0, first = first_named_turn();

	for (i = 0; i < t.sections.n; i++) {
		const struct transcript_section *s = &t.sections.items[i];

		if (s->kind == SECTION_NOTE && s->end <= first)
			memset(text + s->start, '-', s->end - s->start);
	}

	for (i = 0; i <= t.turns.n; i++) {
		size_t stop =
		    i < t.turns.n ? t.turns.items[i].start : t.text.len;

		cr_assert_null(memchr(text + at, 'z', stop - at), "%s", text);
		at = i < t.turns.n ? t.turns.items[i].end : stop;
	}
	free(text);
}

static uint32_t seed;

static uint32_t
pick(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

static char *
random_transcript(size_t pieces)
{
	static const char *const all[] = {
		"z z. ",
		"zzz\n",
		"\n\n",
		"\n",
		"\nP1: ",
		"\nP2: ",
		"\nInterviewer: ",
		"\n\nAna Bo: ",
		"\n\nNote: ",
		"\n**Ana:** ",
		"\n**Break:** ",
		"\n\n**P1**: ",
		"\n[00:12] ",
		"\n[00:12] P1: ",
		"\n00:00:12 ",
		"\nS1 0:12\n",
		"\nP1 (1:02): ",
		"[a] ",
		"\\[0:12\\] ",
		"((a)) ",
		"\n# A\n",
		"\n\n---\n",
		"\nInterviewer\n",
		"\n[P1] ",
		"http://a ",
		"\nA: ",
		"\nI: ",
		"\nP1 & P2: ",
		"\n**P2: ",
		"\n(0:12) ",
		"\n\n===\n",
		"10:30 ",
		"\xC2\xA0",
		"so: z ",
		"\t",
		"\n记者：",
	};
	struct buf b = { 0 };

	if (pick(4) == 0)
		buf_adds(&b, "Date: 2020-01-02\nInterviewer: A. Bo\n\n");
	while (pieces-- > 0)
		buf_adds(&b, all[pick(sizeof(all) / sizeof(*all))]);
	buf_adds(&b, "z");
	return buf_take(&b);
}

Test(turns, hold_every_word_of_random_transcripts_once)
{
	static const char *const modes[] = { NULL, "none", "^(\\S+):", "\\w*" };
	int round;

	seed = 3;
	for (round = 0; round < 4000; round++) {
		char *text = random_transcript(1 + pick(40));
		struct import_options o = { .turns = modes[0] };
		int rc;

		if (round % 8 == 0)
			o.turns = modes[pick(4)];
		rc = import(round & 1 ? "x.md" : "x.txt", text, &o);
		check_turns();
		/* a pattern may take speech for a label: that is its right */
		if (!o.turns || strcmp(o.turns, "none") == 0) {
			cr_assert_eq(rc, 0, "%s: %s", err.msg, text);
			check_speech();
		}
		free(text);
	}
}

Test(turns, random_bytes_are_refused_or_read)
{
	struct import_options o = { 0 };
	int round;

	seed = 4;
	for (round = 0; round < 4000; round++) {
		struct buf b = { 0 };
		size_t i, n = 1 + pick(80);
		int rc;

		for (i = 0; i < n; i++)
			buf_addc(&b, pick(4) ? (char)("\n:*[]#-P1 "[pick(10)])
			                     : (char)pick(256));
		transcript_release(&t);
		rc = import_bytes(round & 1 ? "x.md" : "x.txt", &b, &o, &t,
		                  &err);
		cr_assert(rc == 0 || rc == ERR_FORMAT);
		if (rc == 0)
			check_turns();
		buf_release(&b);
	}
}

Test(turns, no_text_takes_more_than_linear_time)
{
	static const char *const pieces[] = {
		"a:\n",  "**a:** ",      "P1: a\n", "[00:01] a\n",
		"# a\n", "a ",           "\n\na",   "[",
		"a: ",   "Date: 1\n",    "---\n",   "S1 0:01\n",
		"((",    "P1 & P1: a\n", "\\[0:01", "a\xCC\x81",
		"中",    "=\n===\n",     "\r",      "a\r\n",
	};
	struct import_options o = { 0 };
	size_t i, n;

	for (i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		struct buf b = { 0 };

		for (n = 0; n < 1000000; n += strlen(pieces[i]))
			buf_adds(&b, pieces[i]);
		transcript_release(&t);
		import_bytes("x.md", &b, &o, &t, &err);
		check_turns();
		buf_release(&b);
	}
}

Test(turns, many_different_labels_take_no_more_than_linear_time)
{
	struct import_options o = { 0 };
	struct buf b = { 0 };
	int i;

	for (i = 0; i < 100000; i++)
		buf_addf(&b, "P%d: a\nP%d: b\n", i, i);
	/* all are read, and then they are too many */
	cr_expect_eq(import_bytes("x.txt", &b, &o, &t, &err), ERR_LIMIT);
	cr_expect_eq(t.speakers.n, 100000);
	buf_release(&b);
}

Test(turns, a_pattern_that_is_none_is_a_usage_error)
{
	struct import_options o = { .turns = "^(P" };

	cr_expect_eq(import("x.txt", "P1: a\n", &o), ERR_USAGE);
	cr_expect(strstr(err.msg, "--turns '^(P', at character "), "%s",
	          err.msg);
}
