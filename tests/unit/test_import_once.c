/*
 * Names that stand once, and files that are read once more.
 */
#include "base/buf.h"
#include "base/error.h"
#include "base/unicode.h"
#include "import/again.h"
#include "import/import.h"
#include "import/label.h"
#include "import/survey.h"

#include "fixture.h"
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct transcript t;
static struct import_doubts doubts;
static struct survey survey;
static struct error err;

static void
teardown(void)
{
	transcript_release(&t);
	import_doubts_release(&doubts);
	survey_release(&survey);
}

TestSuite(import_once, .fini = teardown);

static void
read_text(const char *text, const char *turns)
{
	struct import_options o = { .turns = turns, .doubts = &doubts };
	struct buf bytes = { 0 };

	transcript_release(&t);
	import_doubts_release(&doubts);
	buf_adds(&bytes, text);
	cr_assert_eq(import_bytes("x.txt", &bytes, &o, &t, &err), 0, "%s",
	             err.msg);
	buf_release(&bytes);
}

static void
expect_told(const char *expected)
{
	struct buf out = { 0 };

	survey_tell(&survey, &out);
	cr_expect_str_eq(buf_str(&out), expected, "%s", buf_str(&out));
	buf_release(&out);
	survey_release(&survey);
}

Test(import_once, words_that_sentences_begin_with_are_no_persons)
{
	static const char *const persons[] = {
		"Priya", "Dr. Ana Ruiz", "Ian van der Veen",
		"王芳",  "AB",           "All",
	};
	static const char *const others[] = {
		"Note",       "Chapter 2", "Important",        "Monday",
		"However",    "Question",  "Question 4",       "NB",
		"The answer", "2",         "A B C D E",        "motherhood",
		"Gender",     "Age",       "Unless otherwise", "Zulu it is",
	};
	size_t i;

	for (i = 0; i < sizeof(persons) / sizeof(*persons); i++) {
		char *folded = unicode_fold(persons[i]);

		cr_expect(label_is_person(persons[i], folded), "%s",
		          persons[i]);
		free(folded);
	}
	for (i = 0; i < sizeof(others) / sizeof(*others); i++) {
		char *folded = unicode_fold(others[i]);

		cr_expect_not(label_is_person(others[i], folded), "%s",
		              others[i]);
		free(folded);
	}
}

#define TALK                                                              \
	"Interviewer: So?\n\nMaria: I was\n\nthere.\n\nand\n\nthere.\n\n" \
	"Interviewer: And?\n\nMaria: Yes.\n\n"

Test(import_once, names_that_are_not_taken_are_told)
{
	read_text(TALK "Note: so.\n\nMotherhood: it is.\n", NULL);
	cr_expect_eq(t.speakers.n, 2);
	cr_assert_eq(doubts.n, 1);
	cr_expect_str_eq(doubts.items[0].label, "Motherhood");
	cr_expect_eq(doubts.items[0].n, 1);
	read_text(TALK "See http://a.example and\n\nso: yes\n", NULL);
	cr_expect_eq(doubts.n, 0);
	read_text(TALK "Motherhood: it is.\n", "^([A-Z][a-z]+):");
	cr_expect_eq(t.speakers.n, 3);
	cr_expect_eq(doubts.n, 0, "who gives a pattern has decided");
	read_text("Nobody speaks.\n\nMotherhood: it is.\n", NULL);
	cr_expect_eq(doubts.n, 1, "whoever speaks, if anybody does");
}

Test(import_once, doubts_are_said_in_one_line)
{
	static struct import_doubt some[] = {
		{ (char *)"Ada", 1 }, { (char *)"Bo", 2 }, { (char *)"Cy", 1 },
		{ (char *)"Di", 1 },  { (char *)"Ed", 1 }, { (char *)"Flo", 1 },
	};
	struct import_doubts d = { .items = some, .n = 1 };

	survey_doubt(&survey, "FG9", &d);
	expect_told("FG9: not taken as speakers: Ada (1); --speaker NAME "
	            "takes a name for one\n");
	survey_doubt(&survey, "a", &d);
	d.n = 6;
	survey_doubt(&survey, "b", &d);
	d.n = 0;
	survey_doubt(&survey, "c", &d);
	expect_told("2 documents (a, b): not taken as speakers: Ada (2), "
	            "Bo (2), Cy (1), Di (1), Ed (1), ...; --speaker NAME "
	            "takes a name for one\n");
	expect_told("");
}

/* --- once more ------------------------------------------------------------ */

Test(import_once, a_text_can_be_read_by_other_rules)
{
	struct project *p = fixture_project();
	struct transcript_view *v;
	int64_t id, maria;
	size_t n;

	read_text(TALK "Motherhood: it is.\n", NULL);
	cr_assert_eq(document_add(p, "a", &t, &id, &err), 0);
	v = fixture_open(p, id);
	cr_expect_not(again_differs(v, &t));
	maria = again_speaker(v, "MARIA")->id;
	document_close(v);
	cr_assert_eq(document_set_role(p, id, "Maria", ROLE_OTHER, &n, &err),
	             0);

	read_text(TALK "Motherhood: it is.\n", "^([A-Z][a-z]+):");
	v = fixture_open(p, id);
	cr_expect(again_differs(v, &t));
	document_close(v);
	cr_assert_eq(document_reread(p, id, &t, &err), 0, "%s", err.msg);
	v = fixture_open(p, id);
	cr_expect_not(again_differs(v, &t));
	cr_expect_eq(v->n_speakers, 3);
	cr_expect_eq(v->n_turns, 5);
	cr_expect_eq(again_speaker(v, "Maria")->id, maria);
	cr_expect_eq(again_speaker(v, "Maria")->role, ROLE_OTHER);
	cr_expect_eq(again_speaker(v, "Motherhood")->role, ROLE_PARTICIPANT);
	document_close(v);

	read_text(TALK "Motherhood: it is.\n", "none");
	cr_assert_eq(document_reread(p, id, &t, &err), 0, "%s", err.msg);
	v = fixture_open(p, id);
	cr_expect_eq(v->n_speakers, 3, "who has no turn stays");
	cr_expect_eq(v->n_turn_speakers, 0);
	document_close(v);

	read_text(TALK, NULL);
	cr_expect_eq(document_reread(p, id, &t, &err), ERR_CONFLICT);
	cr_expect_str_eq(err.msg, "the document has another text");
	project_close(p);
}
