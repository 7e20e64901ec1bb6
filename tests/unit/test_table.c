#include "base/error.h"
#include "import/answers.h"
#include "import/table.h"

#include <criterion/criterion.h>
#include <string.h>

static struct transcript t;
static struct answers a;
static struct records cases;
static struct error err;

static void
teardown(void)
{
	transcript_release(&t);
	answers_release(&a);
	records_release(&cases);
}

TestSuite(table, .fini = teardown);

static int
read_table(const char *text, const char *column)
{
	struct import_options o = { .texts = &column,
		                    .n_texts = column != NULL };
	struct buf bytes = { 0 };
	int rc;

	transcript_release(&t);
	buf_adds(&bytes, text);
	rc = table_importer.parse(&bytes, &o, &t, &err);
	buf_release(&bytes);
	return rc;
}

static const char *
speech(size_t i)
{
	static struct buf b;

	buf_clear(&b);
	buf_add(&b, t.text.data + t.turns.items[i].start,
	        t.turns.items[i].end - t.turns.items[i].start);
	return buf_str(&b);
}

Test(table, each_row_is_a_turn_with_speaker_and_times)
{
	cr_assert_eq(read_table("Speaker,Start,End,Text\n"
	                        "Interviewer,0:01,0:02.5,\"Why, \"\"so\"\"?\"\n"
	                        "P1,3,4.25,So.\n"
	                        "P1,5,6, \n"
	                        ",1:00:00,,\"One\nTwo\"\n",
	                        NULL),
	             0, "%s", err.msg);
	cr_expect_str_eq(buf_str(&t.text), "Interviewer: Why, \"so\"?\n\n"
	                                   "P1: So.\n\nOne\nTwo");
	cr_assert_eq(t.turns.n, 3);
	cr_expect_str_eq(speech(0), "Why, \"so\"?");
	cr_expect_str_eq(speech(2), "One\nTwo");
	cr_expect_eq(t.turns.items[0].start_ms, 1000);
	cr_expect_eq(t.turns.items[0].end_ms, 2500);
	cr_expect_eq(t.turns.items[1].start_ms, 3000);
	cr_expect_eq(t.turns.items[1].end_ms, 4250);
	cr_expect_eq(t.turns.items[2].start_ms, 3600000);
	cr_expect_eq(t.turns.items[2].end_ms, TURN_NO_TIME);
	cr_expect_eq(t.turns.items[2].speakers, 0);
	cr_expect_eq(t.speakers.items[0].role, ROLE_INTERVIEWER);
}

Test(table, times_are_read_in_the_ways_that_programs_write_them)
{
	static const struct {
		const char *header, *cells;
		int64_t start, end;
	} ways[] = {
		{ "Time,Text", "[00:00:01],so", 1000, TURN_NO_TIME },
		{ "Time,Text", "(00:05),so", 5000, TURN_NO_TIME },
		{ "Time,Text", "#00:00:05-3#,so", 5300, TURN_NO_TIME },
		{ "Timespan,Content", "0:00.0 - 0:12.4,so", 0, 12400 },
		{ "Timespan,Content", "00:01:02 \xE2\x80\x93 00:01:05.5,so",
		  62000, 65500 },
		{ "Time code,Text", "00:01:02:12,so", 62000, TURN_NO_TIME },
		{ "Start,End,Text", " 83.5s , 84 ,so", 83500, 84000 },
		{ "Start (ms),End (ms),Text", "1500,2500,so", 1500, 2500 },
		{ "start_ms,end_ms,text", "1500,0:02.5,so", 1500, 2500 },
		{ "Start;End;Text", "1,5;2,5;so", 1500, 2500 },
		{ "Time,Text", "noon,so", TURN_NO_TIME, TURN_NO_TIME },
		{ "Start,End,Text", "0:10 - 0:12,0:13,so", 10000, 13000 },
	};
	size_t i;

	for (i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		struct buf b = { 0 };

		buf_addf(&b, "%s\n%s\n", ways[i].header, ways[i].cells);
		cr_assert_eq(read_table(buf_str(&b), NULL), 0, "%s: %s",
		             ways[i].cells, err.msg);
		cr_assert_eq(t.turns.n, 1);
		cr_expect_eq(t.turns.items[0].start_ms, ways[i].start, "%s",
		             ways[i].cells);
		cr_expect_eq(t.turns.items[0].end_ms, ways[i].end, "%s",
		             ways[i].cells);
		buf_release(&b);
	}
}

Test(table, whole_numbers_at_which_nobody_could_speak_are_milliseconds)
{
	cr_assert_eq(read_table("start\tend\ttext\n"
	                        "0\t3120\tSo how did you come here?\n"
	                        "3120\t9000\tBy bus, and then on foot.\n",
	                        NULL),
	             0, "%s", err.msg);
	cr_expect_eq(t.turns.items[0].start_ms, 0);
	cr_expect_eq(t.turns.items[0].end_ms, 9000);
	cr_assert_eq(read_table("start\tend\ttext\n"
	                        "0\t3\tSo how did you come here?\n"
	                        "3\t40\tBy bus, and then on foot.\n",
	                        NULL),
	             0, "%s", err.msg);
	cr_expect_eq(t.turns.items[0].start_ms, 0);
	cr_expect_eq(t.turns.items[0].end_ms, 40000);
}

Test(table, rows_of_nobody_with_start_and_end_are_joined_as_captions_are)
{
	cr_assert_eq(read_table("start\tend\ttext\n"
	                        "0\t2400\tSo what would you\n"
	                        "2400\t3900\ttell a new colleague?\n"
	                        "9100\t11200\tKeep it short.\n",
	                        NULL),
	             0, "%s", err.msg);
	cr_assert_eq(t.turns.n, 2);
	cr_expect_str_eq(speech(0), "So what would you tell a new colleague?");
	cr_expect_eq(t.turns.items[0].end_ms, 3900);
	cr_expect_str_eq(speech(1), "Keep it short.");
	cr_expect_eq(t.turns.items[1].start_ms, 9100);
}

Test(table, values_that_are_no_times_are_told)
{
	cr_assert_eq(
	    read_table("Time,Until,Speaker,Text\n0:01,,A,so\nlater,,A,so\n"
	               ",,A,so\n\"half past\nnine, in the morning, or ten\""
	               ",0:09,A,so\n",
	               NULL),
	    0, "%s", err.msg);
	cr_expect_str_eq(buf_str(&t.remarks),
	                 "2 of 3 values in the column 'Time' are no times, "
	                 "the first on line 3: 'later'\n");
	cr_assert_eq(read_table("Start,End,Text\n0:01,\"a\nb,0123456789"
	                        "01234567890123456789\",so\n",
	                        NULL),
	             0, "%s", err.msg);
	cr_expect_str_eq(buf_str(&t.remarks),
	                 "1 of 1 values in the column 'End' is no time, the "
	                 "first on line 2: 'a b,01234567890123456789012345"
	                 "...'\n");
}

Test(table, columns_are_known_by_their_names_or_by_the_options)
{
	static const struct {
		const char *text, *column;
		int rc;
		const char *message; /* or the text */
	} cases_[] = {
		{ "who\tutterance\nAnn\tso\\tit\n", NULL, 0, "Ann: so\tit" },
		{ "start_ms;text\n1500;so\n", NULL, 0, "so" },
		{ "a,said\n1,so\n", "said", 0, "so" },
		{ "a,said\n1,so\n", "talk", ERR_USAGE,
		  "no column is called 'talk'; the columns are: a, said" },
		{ "a,b\n1,so\n", NULL, ERR_FORMAT, "no column is called text" },
		{ "a,text\n1,so\n", NULL, ERR_FORMAT,
		  "no column is called speaker" },
		{ "a,text\n1\n", "text", ERR_FORMAT, ":2: " },
		{ "a,text\n1,\"so\n", "text", ERR_FORMAT, ":2: " },
	};
	size_t i;

	for (i = 0; i < sizeof(cases_) / sizeof(*cases_); i++) {
		cr_expect_eq(read_table(cases_[i].text, cases_[i].column),
		             cases_[i].rc, "case %zu: %s", i, err.msg);
		if (cases_[i].rc == 0)
			cr_expect_str_eq(buf_str(&t.text), cases_[i].message,
			                 "case %zu", i);
		else
			cr_expect(strstr(err.msg, cases_[i].message),
			          "case %zu: %s", i, err.msg);
	}
}

/* --- surveys -------------------------------------------------------------- */

static const char *columns[] = { "Good?", "Bad?" };

static int
read_answers(const char *text, const char *id)
{
	struct import_options o = { .texts = columns, .n_texts = 2, .id = id };
	struct buf bytes = { 0 };
	int rc;

	answers_release(&a);
	buf_adds(&bytes, text);
	rc = answers_read(&a, "x/study.csv", &bytes, &o, &err);
	buf_release(&bytes);
	return rc;
}

Test(table, each_row_of_a_survey_is_a_document)
{
	struct import_options o = { 0 };

	cr_assert_eq(read_answers("Age,Id,Bad?,Good?\n30,R1,none,\"all\n\nof "
	                          "it\"\n31,R2,,\n32,R3,bad,\n",
	                          "Id"),
	             0, "%s", err.msg);
	cr_expect_eq(a.records.rows, 4);
	cr_expect_str_eq(answers_id(&a, 3), "R3");
	cr_assert_eq(answers_row(&a, 1, &o, &t, &err), 0);
	cr_expect_str_eq(buf_str(&t.text),
	                 "Good?\n\nall\n\nof it\n\nBad?\n\nnone");
	cr_expect_eq(t.turns.n, 2);
	cr_expect_eq(t.sections.n, 2);
	cr_expect_eq(t.sections.items[0].kind, SECTION_QUESTION);
	cr_expect_str_eq(t.origin, "study.csv");
	transcript_release(&t);
	cr_assert_eq(answers_row(&a, 2, &o, &t, &err), 0);
	cr_expect_eq(t.turns.n, 0);
	cr_assert_eq(answers_cases(&a, &cases, &err), 0);
	cr_expect_eq(cases.rows, 3);
	cr_expect_eq(cases.columns, 3);
	cr_expect_str_eq(records_field(&cases, 0, 1), "document");
	cr_expect_str_eq(records_field(&cases, 2, 0), "R3");
	cr_expect_str_eq(records_field(&cases, 2, 1), "R3");
	cr_expect_str_eq(records_field(&cases, 2, 2), "32");
}

Test(table, a_survey_that_is_none_is_refused_with_its_line)
{
	static const struct {
		const char *text, *id;
		int rc;
		const char *message;
	} bad[] = {
		{ "Id,Good?,Bad?\nr1,a,b\n,c,d\n", "Id", ERR_FORMAT,
		  "line 3: there is no Id" },
		{ "Id,Good?,Bad?\nr1,a,b\nr2,,\nR1,c,d\n", "Id", ERR_FORMAT,
		  "line 4: the Id is that of line 2" },
		{ "Id,Good?,Bad?\n", "Id", ERR_FORMAT, "there is no row" },
		{ "Id,Good?\nr1,a\n", "Id", ERR_USAGE,
		  "no column is called 'Bad?'" },
		{ "Id,Good?,Bad?\nr1,a,b\n", "Good?", ERR_USAGE,
		  "cannot be both --id and --text" },
	};
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		cr_expect_eq(read_answers(bad[i].text, bad[i].id), bad[i].rc,
		             "case %zu", i);
		cr_expect(strstr(err.msg, bad[i].message), "case %zu: %s", i,
		          err.msg);
	}
	cr_assert_eq(read_answers("Id,document,Good?,Bad?\nr1,x,a,b\n", "Id"),
	             0);
	cr_expect_eq(answers_cases(&a, &cases, &err), ERR_FORMAT);
	cr_expect(strstr(err.msg, "'document'"), "%s", err.msg);
}
