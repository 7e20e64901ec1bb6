#include "base/buf.h"
#include "base/error.h"
#include "import/compose.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const char *interviewers[] = { "Bo" };
static const struct import_options options = { .interviewers = interviewers,
	                                       .n_interviewers = 1 };
static struct transcript t;
static struct composer c;
static struct error err;

static void
setup(void)
{
	c = (struct composer){ .t = &t, .options = &options };
}

static void
teardown(void)
{
	transcript_release(&t);
}

TestSuite(compose, .init = setup, .fini = teardown);

static void
say(const char *label, const char *speech)
{
	compose_turn(&c, TURN_NO_TIME, TURN_NO_TIME);
	if (label)
		compose_speaker(&c, label, strlen(label));
	compose_text(&c, speech, strlen(speech));
}

static void
end(void)
{
	cr_assert_eq(compose_end(&c, &err), 0, "%s", err.msg);
}

static void
expect_turn(size_t i, const char *speech)
{
	const struct transcript_turn *turn = &t.turns.items[i];

	cr_assert_lt(i, t.turns.n);
	cr_expect_eq(turn->end - turn->start, strlen(speech));
	cr_expect(strncmp(buf_str(&t.text) + turn->start, speech,
	                  strlen(speech)) == 0,
	          "turn %zu: %.*s", i, (int)(turn->end - turn->start),
	          buf_str(&t.text) + turn->start);
}

/* Who speaks turn I, as "Ann+Ben". */
static void
expect_speakers(size_t i, const char *labels)
{
	const struct transcript_turn *turn = &t.turns.items[i];
	struct buf b = { 0 };
	size_t j;

	for (j = 0; j < turn->speakers; j++) {
		size_t s = t.turn_speakers.items[turn->first_speaker + j];

		buf_addf(&b, "%s%s", j ? "+" : "", t.speakers.items[s].label);
	}
	cr_expect_str_eq(buf_str(&b), labels, "turn %zu", i);
	buf_release(&b);
}

Test(compose, a_turn_is_a_paragraph_with_its_label)
{
	say("Maria", "How was it?");
	say(NULL, "  [door]  ");
	say("Bo", "");
	say("Bo", " Fine.\n");
	end();
	cr_expect_str_eq(buf_str(&t.text),
	                 "Maria: How was it?\n\n[door]\n\nBo: Fine.");
	cr_assert_eq(t.turns.n, 3);
	expect_turn(0, "How was it?");
	expect_turn(1, "[door]");
	expect_turn(2, "Fine.");
	expect_speakers(0, "Maria");
	expect_speakers(1, "");
	expect_speakers(2, "Bo");
	cr_assert_eq(t.asides.n, 1);
	cr_expect_eq(t.asides.items[0].start, t.turns.items[1].start);
}

Test(compose, several_speak_at_once)
{
	compose_turn(&c, 0, 1000);
	compose_speaker(&c, " Ann\n \tLee ", 11);
	compose_speaker(&c, "Ben", 3);
	compose_speaker(&c, "BEN", 3);
	compose_speaker(&c, "  ", 2);
	compose_text(&c, "Yes!", 4);
	compose_turn(&c, 1000, 2000);
	compose_speaker(&c, "ben", 3);
	compose_text(&c, "No.", 3);
	compose_until(&c, 2500);
	end();
	cr_expect_str_eq(buf_str(&t.text), "Ann Lee + Ben: Yes!\n\nBen: No.");
	cr_assert_eq(t.turns.n, 2);
	cr_expect_eq(t.speakers.n, 2);
	expect_turn(0, "Yes!");
	expect_turn(1, "No.");
	expect_speakers(0, "Ann Lee+Ben");
	expect_speakers(1, "Ben");
	cr_expect_eq(t.turns.items[0].start_ms, 0);
	cr_expect_eq(t.turns.items[0].end_ms, 1000);
	cr_expect_eq(t.turns.items[1].end_ms, 2500);
}

Test(compose, pieces_are_in_normal_form_together)
{
	compose_turn(&c, TURN_NO_TIME, TURN_NO_TIME);
	compose_speaker(&c, "Zoe\xCC\x88", 5);
	compose_text(&c, "cafe", 4);
	compose_text(&c, "\xCC\x81 so", 5);
	say("Zo\xC3\xAB", "e\xCC\x81t\xC3\xA9");
	end();
	cr_expect_str_eq(buf_str(&t.text), "Zoë: café so\n\nZoë: été");
	cr_expect_eq(t.speakers.n, 1);
	expect_turn(0, "café so");
	expect_turn(1, "été");
	cr_expect_str_eq(t.changes, "NFC");
}

Test(compose, what_text_may_not_hold_is_dropped_and_said)
{
	say("M\x01\x7F", "a\x02\x62\r\nc\td\x7F");
	end();
	cr_expect_str_eq(buf_str(&t.text), "M: ab\nc\td");
	cr_expect_str_eq(t.changes, "control characters");
}

Test(compose, white_space_that_flows_is_one_blank)
{
	compose_turn(&c, TURN_NO_TIME, TURN_NO_TIME);
	compose_flow(&c, "\n  one\n\ttwo ", 12);
	compose_flow(&c, " ", 1);
	compose_flow(&c, "three", 5);
	compose_flow(&c, "four", 4);
	compose_line(&c);
	compose_flow(&c, "  five ", 7);
	compose_paragraph(&c);
	compose_flow(&c, " six\n", 5);
	end();
	cr_expect_str_eq(buf_str(&t.text), "one two threefour\nfive\n\nsix");
	cr_assert_eq(t.turns.n, 1);
	expect_turn(0, "one two threefour\nfive\n\nsix");
}

/* S with each run of white space as one space, and none in front. */
static void
squeeze(const char *s, char *out)
{
	bool blank = true;

	for (; *s; s++) {
		if (!strchr(" \t\n\r\f", *s))
			*out++ = *s;
		else if (!blank)
			*out++ = ' ';
		blank = strchr(" \t\n\r\f", *s) != NULL;
	}
	*out = '\0';
	if (blank && out[-1] == ' ')
		out[-1] = '\0';
}

Test(compose, white_space_is_seen_wherever_it_stands)
{
	static const char others[] = " \t\n\r\fb";
	char s[101], wanted[101];
	size_t at, i, k;

	for (at = 0; at + 2 < sizeof(s); at++) {
		for (i = 0; i < 6; i++) {
			for (k = 0; k < 6; k++) {
				memset(s, 'a', sizeof(s) - 1);
				s[sizeof(s) - 1] = '\0';
				s[at] = others[i];
				s[at + 1] = others[k];
				squeeze(s, wanted);
				compose_flow(&c, s, strlen(s));
				cr_expect_str_eq(buf_str(&c.speech), wanted,
				                 "%zu and %zu at %zu", i, k,
				                 at);
				buf_clear(&c.speech);
				c.pending = false;
			}
		}
	}
	compose_release(&c);
}

Test(compose, a_label_is_one_speaker_s_however_it_is_written)
{
	static const char *const labels[] = { "Ann", "Annie", "ANN",  " Ann ",
		                              "An",  "Ann",   "annie" };
	static const size_t wanted[] = { 0, 1, 0, 0, 2, 0, 1 };
	size_t i;

	for (i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		compose_turn(&c, TURN_NO_TIME, TURN_NO_TIME);
		compose_speaker(&c, labels[i], strlen(labels[i]));
		compose_speaker(&c, labels[i], strlen(labels[i]));
		compose_text(&c, "Yes.", 4);
	}
	cr_assert_eq(compose_end(&c, &err), 0);
	cr_expect_eq(t.speakers.n, 3);
	cr_assert_eq(t.turns.n, i);
	cr_assert_eq(t.turn_speakers.n, i, "each once");
	while (i-- > 0)
		cr_expect_eq(t.turn_speakers.items[i], wanted[i], "%s",
		             labels[i]);
}

Test(compose, sections_are_no_speech)
{
	compose_section(&c, SECTION_HEADING, 1, " Part\none ", 10);
	say("Bo", "Hello.");
	compose_section(&c, SECTION_NOTE, 1, "Break", 5);
	compose_section(&c, SECTION_NOTE, 1, " \n", 2);
	say("Ann", "Hi.");
	end();
	cr_expect_str_eq(buf_str(&t.text),
	                 "Part one\n\nBo: Hello.\n\nBreak\n\nAnn: Hi.");
	cr_assert_eq(t.sections.n, 2);
	cr_expect_eq(t.sections.items[0].start, 0);
	cr_expect_eq(t.sections.items[0].end, strlen("Part one"));
	cr_expect_eq(t.sections.items[0].kind, SECTION_HEADING);
	cr_expect_eq(t.sections.items[1].end - t.sections.items[1].start, 5);
	cr_expect_eq(t.sections.items[1].kind, SECTION_NOTE);
	cr_assert_eq(t.turns.n, 2);
	expect_turn(0, "Hello.");
	expect_turn(1, "Hi.");
}

Test(compose, roles_are_the_options_and_the_words_for_who_asks)
{
	say("bo", "a");
	say("Moderator 2", "b");
	say("Interpreter", "c");
	say("P07", "d");
	end();
	cr_assert_eq(t.speakers.n, 4);
	cr_expect_eq(t.speakers.items[0].role, ROLE_INTERVIEWER);
	cr_expect_eq(t.speakers.items[1].role, ROLE_INTERVIEWER);
	cr_expect_eq(t.speakers.items[2].role, ROLE_INTERPRETER);
	cr_expect_eq(t.speakers.items[3].role, ROLE_PARTICIPANT);
}

Test(compose, a_thousand_speakers_are_no_speakers)
{
	char label[16];
	int i;

	for (i = 0; i < 1002; i++) {
		snprintf(label, sizeof(label), "S%d", i);
		say(label, "word");
	}
	cr_expect_eq(compose_end(&c, &err), ERR_LIMIT);
	cr_expect_str_eq(err.msg, "more than 1000 speakers: are they names?");
}

Test(compose, seconds_become_milliseconds)
{
	cr_expect_eq(compose_ms(0), 0);
	cr_expect_eq(compose_ms(1.2345), 1235);
	cr_expect_eq(compose_ms(-1), TURN_NO_TIME);
	cr_expect_eq(compose_ms(1e300), TURN_NO_TIME);
	cr_expect_eq(compose_ms(0.0 / 0.0), TURN_NO_TIME);
}
