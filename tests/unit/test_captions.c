/*
 * Captions and recognisers' output by example: each file in
 * tests/data/import/captions is imported and what was found is compared with
 * FILE.expected.
 */
#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/segment.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "import/caption.h"
#include "import/import.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "tests/data/import/captions"

static struct transcript t;
static struct import_options options;
static struct error err;

static void
teardown(void)
{
	transcript_release(&t);
}

TestSuite(captions, .fini = teardown);

static int
import_data(const char *path, const char *data, size_t len)
{
	struct buf bytes = { 0 };
	int rc;

	transcript_release(&t);
	memset(&err, 0, sizeof(err));
	buf_add(&bytes, data, len);
	rc = import_bytes(path, &bytes, &options, &t, &err);
	buf_release(&bytes);
	return rc;
}

static int
import(const char *path, const char *data)
{
	return import_data(path, data, strlen(data));
}

static const char *
speech(size_t turn)
{
	static char s[500];

	if (turn >= t.turns.n)
		return "(no such turn)";
	snprintf(s, sizeof(s), "%.*s",
	         (int)(t.turns.items[turn].end - t.turns.items[turn].start),
	         t.text.data + t.turns.items[turn].start);
	return s;
}

/* --- what every transcript has to be -------------------------------------- */

static void
check_invariants(const char *name, size_t cut)
{
	struct buf nfc = { 0 };
	const char *text = buf_str(&t.text);
	size_t i, at = 0;

	cr_assert_not(t.verbatim, "%s: the text is not the file's", name);
	cr_assert(utf8_valid(text, t.text.len, NULL), "%s to %zu", name, cut);
	cr_assert_not(unicode_nfc(&nfc, text, t.text.len), "%s to %zu", name,
	              cut);
	buf_release(&nfc);
	for (i = 0; i < t.turns.n; i++) {
		const struct transcript_turn *turn = &t.turns.items[i];

		cr_assert(turn->start >= at && turn->end > turn->start &&
		              turn->end <= t.text.len,
		          "%s to %zu: turn %zu", name, cut, i);
		cr_assert_not(strchr(" \n\t", text[turn->start]));
		cr_assert_not(strchr(" \n\t", text[turn->end - 1]));
		cr_assert(turn->start_ms == TURN_NO_TIME ||
		              turn->end_ms == TURN_NO_TIME ||
		              turn->end_ms >= turn->start_ms,
		          "%s to %zu: turn %zu ends before it starts", name,
		          cut, i);
		at = turn->end;
	}
}

/* --- the examples --------------------------------------------------------- */

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
	for (i = turn->start; i < turn->end; i++) {
		if (t.text.data[i] == '\n')
			buf_adds(out, "\\n");
		else
			buf_addc(out, t.text.data[i]);
	}
	buf_addc(out, '\n');
}

static char *
show(void)
{
	struct buf out = { 0 };
	size_t i;

	buf_addf(&out, "%s, %s\n", t.format, t.counted);
	for (i = 0; i < t.speakers.n; i++)
		buf_addf(&out, "speaker %s, %s\n", t.speakers.items[i].label,
		         speaker_role_name(t.speakers.items[i].role));
	buf_addf(&out, "---\n%s\n---\n", buf_str(&t.text));
	for (i = 0; i < t.turns.n; i++)
		show_turn(&out, &t.turns.items[i]);
	return buf_take(&out);
}

/* Everything but what is expected of it, and the page about it. */
static int
is_example(const struct dirent *d)
{
	const char *dot = strrchr(d->d_name, '.');

	return dot && dot > d->d_name + 1 && strcmp(dot, ".expected") != 0 &&
	       strcmp(dot, ".md") != 0;
}

static void
read_example(const char *name, const char *suffix, struct buf *out)
{
	struct buf path = { 0 };

	buf_addf(&path, FOLDER "/%s%s", name, suffix);
	cr_assert_eq(buf_read_file(out, path.data, 1 << 20, &err), 0, "%s",
	             err.msg);
	buf_release(&path);
}

static void
check_example(const char *name)
{
	struct buf data = { 0 }, expected = { 0 };
	char *got;

	read_example(name, "", &data);
	cr_assert_eq(import_data(name, buf_str(&data), data.len), 0, "%s: %s",
	             name, err.msg);
	check_invariants(name, data.len);
	got = show();
	read_example(name, ".expected", &expected);
	cr_expect_str_eq(got, buf_str(&expected), "%s:\n%s\n-- expected:\n%s",
	                 name, got, buf_str(&expected));
	free(got);
	buf_release(&data);
	buf_release(&expected);
}

Test(captions, are_read_as_in_the_examples)
{
	struct dirent **names;
	int i, n = scandir(FOLDER, &names, is_example, alphasort);

	cr_assert_geq(n, 25);
	for (i = 0; i < n; i++) {
		check_example(names[i]->d_name);
		free(names[i]);
	}
	free(names);
}

Test(captions, cut_anywhere_are_an_error_or_a_transcript)
{
	struct dirent **names;
	int i, n = scandir(FOLDER, &names, is_example, alphasort);
	struct buf data = { 0 };
	size_t cut;

	for (i = 0; i < n; i++) {
		buf_clear(&data);
		read_example(names[i]->d_name, "", &data);
		for (cut = 0; cut <= data.len; cut++) {
			int rc =
			    import_data(names[i]->d_name, buf_str(&data), cut);

			if (rc == 0)
				check_invariants(names[i]->d_name, cut);
			else
				cr_assert_gt(strlen(err.msg), 0);
		}
		free(names[i]);
	}
	free(names);
	buf_release(&data);
}

/* --- options -------------------------------------------------------------- */

#define PAUSES                                             \
	"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>One.\n" \
	"\n00:04.000 --> 00:05.000\n<v Ana>Two.\n"         \
	"\n00:05.001 --> 00:06.000\n<v Ana>Three.\n"

Test(captions, a_pause_over_the_gap_starts_a_paragraph)
{
	static const struct {
		int64_t gap_ms;
		const char *speech;
	} cases[] = {
		{ 0, "One. Two. Three." },
		{ 2000, "One. Two. Three." },
		{ 1999, "One.\n\nTwo. Three." },
		{ 1, "One.\n\nTwo. Three." },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		options.gap_ms = cases[i].gap_ms;
		cr_assert_eq(import("a.vtt", PAUSES), 0, "%s", err.msg);
		cr_expect_eq(t.turns.n, 1);
		cr_expect_str_eq(speech(0), cases[i].speech);
	}
}

Test(captions, a_pattern_says_what_a_label_is)
{
	options.turns = "^\\(([a-z]+)\\)";
	cr_assert_eq(import("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n"
	                             "(ana) One.\n(ben) Two.\n"),
	             0, "%s", err.msg);
	cr_expect_eq(t.turns.n, 2);
	cr_expect_str_eq(t.text.data, "ana: One.\n\nben: Two.");
	options.turns = "(";
	cr_expect_eq(import("a.vtt", PAUSES), ERR_USAGE);
	cr_expect(strstr(err.msg, "--turns '('"), "%s", err.msg);
}

Test(captions, a_mark_alone_on_its_line_is_the_next_line_s)
{
	cr_assert_eq(import("a.vtt", "WEBVTT\n"
	                             "\n00:01.000 --> 00:02.000\n"
	                             ">>\nDORA: Good evening.\n"
	                             "\n00:02.000 --> 00:03.000\n"
	                             ">>\nGood evening to you.\n"
	                             "\n00:03.000 --> 00:04.000\n"
	                             ">> DORA: Sit down.\n"),
	             0, "%s", err.msg);
	cr_assert_eq(t.turns.n, 3);
	cr_expect_eq(t.speakers.n, 1);
	cr_expect_str_eq(speech(0), "Good evening.");
	cr_expect_str_eq(speech(1), "Good evening to you.");
	cr_expect_eq(t.turns.items[1].speakers, 0);
}

Test(captions, nobody_speaks_if_the_user_says_so)
{
	options.turns = "none";
	cr_assert_eq(import("a.vtt", PAUSES), 0, "%s", err.msg);
	cr_expect_eq(t.speakers.n, 0);
	cr_expect_str_eq(t.text.data, "One. Two. Three.");
}

Test(captions, an_interviewer_is_who_the_user_says)
{
	static const char *who[] = { "ana" };

	options.interviewers = who;
	options.n_interviewers = 1;
	cr_assert_eq(import("a.vtt", PAUSES), 0, "%s", err.msg);
	cr_expect_eq(t.speakers.items[0].role, ROLE_INTERVIEWER);
}

Test(captions, an_hour_of_nobody_falls_into_paragraphs)
{
	struct buf b = { 0 };
	size_t i;

	buf_adds(&b, "WEBVTT\n");
	for (i = 0; i < 40; i++)
		buf_addf(&b, "\n%02zu:%02zu.000 --> %02zu:%02zu.000\nword%s\n",
		         i / 6, i % 6 * 10, (i + 1) / 6, (i + 1) % 6 * 10,
		         i % 8 == 7 && i < 20 ? "." : "");
	cr_assert_eq(import("a.vtt", b.data), 0, "%s", err.msg);
	/* at the first full stop after a minute, or without one after two */
	cr_assert_eq(t.turns.n, 4);
	cr_expect_eq(t.turns.items[1].start_ms, 80000);
	cr_expect_eq(t.turns.items[2].start_ms, 160000);
	cr_expect_eq(t.turns.items[3].start_ms, 280000);
	buf_release(&b);
}

/* --- what they are told by ------------------------------------------------ */

Test(captions, a_file_is_what_its_bytes_say)
{
	static const struct {
		const char *path, *data, *format;
	} cases[] = {
		{ "a.txt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi.", "vtt" },
		{ "a.txt",
		  "\xEF\xBB\xBFWEBVTT x\n\n00:01.000 --> 00:02.000\nHi",
		  "vtt" },
		{ "a.vtt", "1\r\n00:00:01,000 --> 00:00:02,000\r\nHi.", "srt" },
		{ "a.txt", "\n\n00:00:01.000 --> 00:00:02.000\nHi.", "srt" },
		{ "a.srt", "0:00:01.000,0:00:02.000\nHi.", "sbv" },
		{ "a", "[\n {\"text\": \"Hi.\"}]", "json" },
		{ "a.txt", "WEBVTTX\n", "text" },
		{ "a.txt", "1\n2\n00:00:01,000 --> 00:00:02,000\nHi.", "text" },
		{ "a.txt", "00:00:01 Hi.", "text" },
		{ "a", "{curly", "text" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cr_expect_eq(import(cases[i].path, cases[i].data), 0, "%s: %s",
		             cases[i].data, err.msg);
		cr_expect_str_eq(t.format, cases[i].format, "%s: %s",
		                 cases[i].data, t.format);
	}
}

Test(captions, what_is_none_is_refused_in_words)
{
	static const struct {
		const char *path, *data, *message;
	} cases[] = {
		{ "a.vtt", "Hello.", "begins with WEBVTT" },
		{ "a.vtt", "WEBVTT", "no speech" },
		{ "a.vtt", "WEBVTT\n\n00:02 --> 00:03\n<i></i>", "no speech" },
		{ "a.srt", "1\nHello.", "'00:00:01,000 --> 00:00:02,500'" },
		{ "a.sbv", "Hello.", "'0:00:01.000,0:00:02.500'" },
		{ "a.vtt", "WEBVTT\n\na\n99:99:99.000 --> 99:99:99.500\nHi\n",
		  "line 4: '99:99:99.000 --> 99:99:99.500' is no time" },
		{ "a.srt", "1\n99:99:99,000 --> 99:99:99,500\nHello\n",
		  "line 2: '99:99:99,000 --> 99:99:99,500' is no time" },
		{ "a.srt",
		  "1\n0:1 --> é234567890123456789012345678901234567890"
		  "12345678901234567890\nHello\n",
		  "012345678901' is no time" },
		{ "a.sbv", "0:00:99.000,0:00:99.500\nHello\n",
		  "look like '0:00:01.000,0:00:02.500'" },
		{ "a.json", "{\"a\": 1", "line 1: this is no JSON" },
		{ "a.json", "{\"a\":\n 1,\n}", "line 3: this is no JSON" },
		{ "a.json", "{\"a\": 1}", "no list of segments" },
		{ "a.json", "[[], 1, {\"text\": 2}]", "no list of segments" },
		{ "a.json", "[{\"text\": \" \"}]", "no speech" },
		{ "a.json",
		  "[{\"from\": \"A\", \"date\": \"2024-03-12T14:05\"}]",
		  "no speech" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cr_expect_eq(import(cases[i].path, cases[i].data), ERR_FORMAT,
		             "%s", cases[i].data);
		cr_expect(strstr(err.msg, cases[i].message), "%s: %s",
		          cases[i].data, err.msg);
	}
}

Test(captions, json_that_is_deep_is_refused)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < 100000; i++)
		buf_adds(&b, "[");
	cr_expect_eq(import("a.json", b.data), ERR_FORMAT);
	buf_release(&b);
}

Test(captions, times_are_read_to_the_millisecond)
{
	static const struct {
		const char *line;
		int64_t start, end; /* -1: it is no such line */
	} cases[] = {
		{ "00:00:01.250 --> 00:00:02.5", 1250, 2500 },
		{ "00:01,001 --> 100:00:00,999 line:0", 1001, 360000999 },
		{ " 0:01 -->0:02\t", 1000, 2000 },
		{ "00:60.000 --> 00:61.000", -1, 0 },
		{ "00:01.000 -> 00:02.000", -1, 0 },
		{ "00:01.000 --> 00:02.000x", -1, 0 },
		{ "00:01.000 -->", -1, 0 },
		{ "1 --> 2", -1, 0 },
		{ "", -1, 0 },
	};
	int64_t a, b;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		bool is = caption_read_times(cases[i].line,
		                             strlen(cases[i].line), &a, &b);

		cr_expect_eq(is, cases[i].start >= 0, "%s", cases[i].line);
		if (is && cases[i].start >= 0)
			cr_expect(a == cases[i].start && b == cases[i].end,
			          "%s: %lld %lld", cases[i].line, (long long)a,
			          (long long)b);
	}
}

Test(captions, dates_of_messages_that_cannot_be_are_none)
{
	static const char *const dates[] = { "\"9999999999\"", "1e300",
		                             "\"1969-12-31T23:00\"", "-5",
		                             "\"2024-13-01T10:00\"" };
	size_t i;

	for (i = 0; i < sizeof(dates) / sizeof(*dates); i++) {
		struct buf s = { 0 };

		buf_addf(&s,
		         "[{\"from\": \"A\", \"text\": \"So?\", "
		         "\"date\": \"2024-03-12T14:05\"}, "
		         "{\"from\": \"B\", \"text\": \"Yes.\", "
		         "\"date\": \"2024-03-12T14:06\"}, "
		         "{\"from\": \"A\", \"text\": \"Oh.\", "
		         "\"date\": %s}]",
		         dates[i]);
		cr_expect_eq(import("a.json", s.data), 0, "%s", err.msg);
		cr_expect_eq(t.turns.n, 3);
		cr_expect_eq(t.turns.items[2].start_ms, 50760000, "%s: %lld",
		             dates[i], (long long)t.turns.items[2].start_ms);
		cr_expect_str_eq(t.date, "2024-03-12");
		buf_release(&s);
	}
}
