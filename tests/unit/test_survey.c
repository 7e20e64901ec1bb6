#include "base/buf.h"
#include "base/error.h"
#include "import/import.h"
#include "import/survey.h"

#include <criterion/criterion.h>
#include <string.h>

static struct survey s;

static void
add(const char *name, const char *text)
{
	struct import_options o = { 0 };
	struct transcript t = { 0 };
	struct buf bytes = { 0 };
	struct error err;

	buf_adds(&bytes, text);
	cr_assert_eq(import_bytes("x.txt", &bytes, &o, &t, &err), 0, "%s",
	             err.msg);
	survey_add(&s, name, &t);
	transcript_release(&t);
	buf_release(&bytes);
}

static void
expect_told(const char *expected)
{
	struct buf out = { 0 };

	survey_tell(&s, &out);
	cr_expect_str_eq(buf_str(&out), expected, "%s", buf_str(&out));
	buf_release(&out);
	survey_release(&s);
}

static const char asked[] = "Interviewer: So?\n\nP1: Yes.\n";
static const char unasked[] = "Ana: So?\n\nP1: Yes.\n\nAna: Good.\n";
static const char silent[] = "Nobody speaks here.\n";

Test(survey, nothing_is_said_when_all_is_well)
{
	expect_told("");
	add("a", asked);
	add("b", asked);
	expect_told("");
}

Test(survey, one_document_without_an_interviewer_is_named)
{
	add("a", asked);
	add("b", unasked);
	expect_told("b has no interviewer: emic speakers role LABEL "
	            "interviewer says who it is\n");
}

Test(survey, a_label_common_to_most_is_likely_the_interviewer_s)
{
	add("a", unasked);
	add("b", "ANA: So?\n\nO'Brien: Yes.\n\nAna: Good.\n\nO'Brien: Mm.\n");
	add("c", "Bo: So?\n\nCy: Yes.\n\nBo: Good.\n\nCy: Mm.\n");
	expect_told("Ana speaks in 2 of 3 documents without an interviewer; "
	            "if that is who asks: emic speakers role 'Ana' "
	            "interviewer\n"
	            "c has no interviewer: emic speakers role LABEL "
	            "interviewer says who it is\n");
}

Test(survey, a_label_is_quoted_for_the_shell)
{
	static const char text[] =
	    "O'Brien: So?\n\nP1: Yes.\n\nO'Brien: Good.\n";
	struct buf out = { 0 };

	add("a", text);
	add("b", text);
	survey_tell(&s, &out);
	cr_expect(strstr(out.data, "role 'O'\\''Brien' interviewer"), "%s",
	          out.data);
	buf_release(&out);
	survey_release(&s);
}

Test(survey, half_of_the_documents_are_not_most)
{
	add("a", unasked);
	add("b", unasked);
	add("c", "Bo: So?\n\nCy: Yes.\n\nBo: Good.\n\nCy: Mm.\n");
	add("d", "Di: So?\n\nEd: Yes.\n\nDi: Good.\n\nEd: Mm.\n");
	expect_told("4 documents (a, b, c, ...) have no interviewer: emic "
	            "speakers role LABEL interviewer says who it is\n");
}

Test(survey, documents_without_speakers_need_no_interviewer)
{
	add("a", silent);
	expect_told("a has no speakers that are known, so each paragraph is "
	            "a turn\n");
}

Test(survey, windows_are_told_where_participants_speak)
{
	struct buf long_speech = { 0 }, text = { 0 };
	int i;

	for (i = 0; i < 41; i++)
		buf_adds(&long_speech, "so ");
	buf_addf(&text, "Interviewer: %s\n\nP1: Yes.\n", long_speech.data);
	add("a", text.data);
	buf_clear(&text);
	buf_addf(&text, "Interviewer: So?\n\nP1: %s\n", long_speech.data);
	add("b", text.data);
	add("c", text.data);
	expect_told("2 documents (b, c) have speech of over 40 words without "
	            "a sentence mark: windows of 40 words stand for its "
	            "sentences\n");
	buf_release(&long_speech);
	buf_release(&text);
}

static void
add_leaving(const char *name, const char *left_out)
{
	struct transcript t = { 0 };

	transcript_speaker(&t, "Interviewer", 11);
	t.speakers.items[0].role = ROLE_INTERVIEWER;
	buf_adds(&t.left_out, left_out);
	survey_add(&s, name, &t);
	transcript_release(&t);
}

Test(survey, what_was_left_out_of_several_documents_is_said_once)
{
	add_leaving("a", "tiers 'words'");
	add_leaving("b", "");
	add_leaving("c", "tiers 'words'");
	add_leaving("d", "tiers 'notes'");
	expect_told("2 documents (a, c): left out: tiers 'words'\n"
	            "d: left out: tiers 'notes'\n");
}

Test(survey, of_many_kinds_of_things_left_out_a_few_are_named)
{
	static const char *const what[] = { "a", "b", "c", "d", "e", "f", "g" };
	size_t i;

	for (i = 0; i < 7; i++)
		add_leaving("x", what[i]);
	expect_told("x: left out: a\nx: left out: b\nx: left out: c\n"
	            "x: left out: d\nx: left out: e\n"
	            "of 2 more documents there is something to know: imported "
	            "alone, emic says what\n");
}
