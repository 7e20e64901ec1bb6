#include "base/random.h"
#include "base/vec.h"
#include "carry_fixture.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a file says of the old text, what people made of it, what the file of
 * the new text says, and what is to come of it. */
struct example {
	const char *what, *base, *hand, *file, *want;
};

static const struct example examples[] = {
	{ "nothing was done by hand: as the file has it",
	  "A: {A|one two three.}\nB: {B|four five.}\n", NULL,
	  "A: {A|one two 2 three.}\nB: {B|four five.}\n",
	  "A: {A|one two 2 three.}\nB: {B|four five.}\n" },
	{ "a turn given away stays given away",
	  "A: {A|one two three.}\nB: {B|four five.}\n",
	  "A: {A|one two three.}\nB: {C|four five.}\n",
	  "A: {A|one two 2 three.}\nB: {B|four 4 five.}\n",
	  "A: {A|one two 2 three.}\nB: {C|four 4 five.}\n" },
	{ "a turn given to nobody is still nobody's",
	  "A: {A|one two three.}\nB: {B|four five.}\n",
	  "A: {A|one two three.}\nB: {|four five.}\n",
	  "A: {A|one two 2 three.}\nB: {B|four five.}\n",
	  "A: {A|one two 2 three.}\nB: {|four five.}\n" },
	{ "a turn that was split stays split",
	  "A: {A|one two three four five six.}\n",
	  "A: {A|one two three} {B|four five six.}\n",
	  "A: {A|one 1 two three four five six 6.}\n",
	  "A: {A|one 1 two three} {B|four five six 6.}\n" },
	{ "turns of nobody known that were parted stay parted",
	  "{|one two three four five six.}\n",
	  "{|one two three} {|four five six.}\n",
	  "{|one 1 two three four five six.}\n",
	  "{|one 1 two three} {|four five six.}\n" },
	{ "turns that were joined stay joined",
	  "A: {A|one two three.}\nB: {B|four five.}\nC: {C|six}\n",
	  "A: {A|one two three.\nB: four five.}\nC: {C|six}\n",
	  "A: {A|one two 2 three.}\nB: {B|four five.}\nC: {C|six}\n",
	  "A: {A|one two 2 three.\nB: four five.}\nC: {C|six}\n" },
	{ "a turn put in within joined ones parts them",
	  "A: {A|one two three.}\nA: {A|four five six.}\n",
	  "A: {A|one two three.\nA: four five six.}\n",
	  "A: {A|one two three.}\nN: {N|new.}\nA: {A|four five six.}\n",
	  "A: {A|one two three.}\nN: {N|new.}\nA: {A|four five six.}\n" },
	{ "what the file says of a turn now wins over what was set by hand",
	  "A: {A|one two three.}\nB: {B|four five.}\nB: {B|six}\n",
	  "A: {A|one two three.}\nB: {C|four five.}\nB: {C|six}\n",
	  "A: {A|one two three.}\nD: {D|four five.}\nB: {B|six}\n",
	  "A: {A|one two three.}\nD: {D|four five.}\nB: {C|six}\n" },
	{ "new times are taken, and speakers set by hand stay",
	  "{A 1 2|one two three.}\n{B 3 4|four five.}\n",
	  "{A 1 2|one two three.}\n{C 3 4|four five.}\n",
	  "{A 5 6|one two three.}\n{B 7 8|four five.}\n",
	  "{A 5 6|one two three.}\n{C 7 8|four five.}\n" },
	{ "a split turn keeps the times of its ends",
	  "{A 1 9|one two three four five six.}\n",
	  "{A 1 9|one two three four five six.}\n",
	  "{A 1 9|one two 2 three four five six.}\n",
	  "{A 1 9|one two 2 three four five six.}\n" },
	{ "plain text for captions has all that they had",
	  "A: {|one two three.}\n\nB: {|four five.}\n",
	  "A: {A 1 2|one two three.}\n\nB: {B 3 4|four five.}\n",
	  "A: {|one two 2 three.}\n\nB: {|four five.}\n",
	  "A: {A 1 2|one two 2 three.}\n\nB: {B 3 4|four five.}\n" },
	{ "labels that the text's reader does not know are no speech",
	  "{|A: one two three.}\n\n{|B: four five.}\n",
	  "A: {A 1 2|one two three.}\n\nB: {B 3 4|four five.}\n",
	  "{|A: well one two three.}\n\n{|B: four five.}\n",
	  "A: {A 1 2|well one two three.}\n\nB: {B 3 4|four five.}\n" },
	{ "an answer of one word that was corrected is still whose it was",
	  "{|one two three.}\n\n{|Yeah}\n\n{|four five six.}\n",
	  "{A 1 2|one two three.}\n\n{B 3 4|Yeah}\n\n{A 5 6|four five six.}\n",
	  "{|one two three.}\n\n{|Nope}\n\n{|four five six.}\n",
	  "{A 1 2|one two three.}\n\n{B 3 4|Nope}\n\n{A 5 6|four five "
	  "six.}\n" },
	{ "also behind a label that its reader does not know",
	  "{|A: one two three.}\n\n{|B: Yeah}\n\n{|A: four five six.}\n",
	  "A: {A|one two three.}\n\nB: {B|Yeah}\n\nA: {A|four five six.}\n",
	  "{|A: one two three.}\n\n{|B: Nope}\n\n{|A: four five six.}\n",
	  "A: {A|one two three.}\n\nB: {B|Nope}\n\nA: {A|four five six.}\n" },
	{ "a paragraph that was put in is nobody's",
	  "{|one two three.}\n\n{|four five six.}\n",
	  "{A 1 2|one two three.}\n\n{B 3 4|four five six.}\n",
	  "{|one two three.}\n\n{|Fresh words.}\n\n{|four five six.}\n",
	  "{A 1 2|one two three.}\n\n{|Fresh words.}\n\n"
	  "{B 3 4|four five six.}\n" },
	{ "a paragraph that was taken out takes nobody else's words",
	  "{|one two three.}\n\n{|Gone it is.}\n\n{|four five six.}\n",
	  "{A|one two three.}\n\n{B|Gone it is.}\n\n{A|four five six.}\n",
	  "{|one two three.}\n\n{|four five six.}\n",
	  "{A|one two three.}\n\n{A|four five six.}\n" },
	{ "paragraphs of two speakers become one: the words keep theirs",
	  "{|one two three.}\n\n{|four five six.}\n",
	  "{A|one two three.}\n\n{B|four five six.}\n",
	  "{|one two three. four five six.}\n",
	  "{A|one two three.} {B|four five six.}\n" },
	{ "a paragraph becomes two: both are whose the one was",
	  "{|one two three. four five six.}\n",
	  "{A 1 4|one two three. four five six.}\n",
	  "{|one two three.}\n\n{|four five six.}\n",
	  "{A 1|one two three.}\n\n{A - 4|four five six.}\n" },
	{ "headings, questions and notes of the old stay what they are",
	  "{|Part One}\n\n{|Begin of tape}\n\n{|one two three.}\n",
	  "<h|Part One>\n\n<n|Begin of tape>\n\n{A|one two three.}\n",
	  "{|Part One}\n\n{|Begin of first tape}\n\n{|one two 2 three.}\n",
	  "<h|Part One>\n\n<n|Begin of first tape>\n\n"
	  "{A|one two 2 three.}\n" },
	{ "a heading that was put in is one",
	  "A: {A|one two three.}\nA: {A|four five.}\n", NULL,
	  "A: {A|one two three.}\n<h|New part>\nA: {A|four five.}\n",
	  "A: {A|one two three.}\n<h|New part>\nA: {A|four five.}\n" },
	{ "a label that took the place of another keeps the speaker",
	  "A: {A|one two three.}\nB: {B|four.}\nA: {A|five six.}\n",
	  "A: {A|one two three.}\nB: {A|four.}\nA: {A|five six.}\n",
	  "Ann: {Ann|one two three.}\nB: {B|four.}\nAnn: {Ann|five six.}\n",
	  "Ann: {Ann|one two three.}\nB: {Ann|four.}\n"
	  "Ann: {Ann|five six.}\n" },
	{ "a label that took the place of some turns is somebody else",
	  "A: {A|one two three.}\nB: {B|four.}\nA: {A|five six.}\n", NULL,
	  "A: {A|one two three.}\nB: {B|four.}\nAnn: {Ann|five six.}\n",
	  "A: {A|one two three.}\nB: {B|four.}\nAnn: {Ann|five six.}\n" },
	{ "several at once", "A: {A|one two three.}\nA + B: {A + B|four.}\n",
	  NULL, "A: {A|one two 2 three.}\nA + B: {A + B|four.}\n",
	  "A: {A|one two 2 three.}\nA + B: {A + B|four.}\n" },
	{ "a paragraph that was moved away keeps its speaker",
	  "{|one two three four five six seven eight nine ten.}\n\n"
	  "{|alpha beta gamma delta epsilon zeta eta theta iota kappa.}\n",
	  "{A|one two three four five six seven eight nine ten.}\n\n"
	  "{B|alpha beta gamma delta epsilon zeta eta theta iota kappa.}\n",
	  "{|alpha beta gamma delta epsilon zeta eta theta iota kappa.}\n\n"
	  "{|one two three four five six seven eight nine ten.}\n",
	  "{B|alpha beta gamma delta epsilon zeta eta theta iota kappa.}\n\n"
	  "{A|one two three four five six seven eight nine ten.}\n" },
};

/* The file is of another format than the one before. */
static const struct example other_formats[] = {
	{ "another format without speakers is believed in nothing",
	  "A: {A 1 2|one two three.}\nB: {B 3 4|four five six.}\n", NULL,
	  "{|A: one two 2 three. B: four five six.}\n",
	  "A: {A 1 2|one two 2 three.} B: {B 3 4|four five six.}\n" },
	{ "another format with speakers has no times",
	  "A: {A 1 2|one two three.}\nB: {B 3 4|four five six.}\n", NULL,
	  "A: {A|one two 2 three.}\nB: {B|four five six.}\n",
	  "A: {A 1 2|one two 2 three.}\nB: {B 3 4|four five six.}\n" },
};

/* Carry over: what came of it is returned, and what is known of it in OUT. */
static char *
carry(const struct example *e, bool is_alike, struct carry *out)
{
	struct transcript base, hand, t;
	struct transcript_view v;
	struct alignment al;
	char *made;

	carry_fixture_read(e->base, &base);
	carry_fixture_read(e->hand ? e->hand : e->base, &hand);
	carry_fixture_read(e->file, &t);
	cr_assert_str_eq(buf_str(&base.text), buf_str(&hand.text), "%s",
	                 e->what);
	carry_fixture_view(&hand, &v);
	align_texts(v.text, v.len, buf_str(&t.text), t.text.len, &al);
	carry_turns(&v, e->hand ? &base : NULL, is_alike, &al, &t, out);
	made = carry_fixture_print(&t);
	align_release(&al);
	carry_fixture_forget(&v);
	transcript_release(&base);
	transcript_release(&hand);
	transcript_release(&t);
	return made;
}

static void
check_all(const struct example *e, size_t n, bool is_alike)
{
	for (; n > 0; n--, e++) {
		struct carry c;
		char *made = carry(e, is_alike, &c);

		cr_expect_str_eq(made, e->want, "%s:\n%s\nnot\n%s", e->what,
		                 made, e->want);
		cr_expect_null(c.lost, "%s: %s is lost", e->what, c.lost);
		free(made);
		carry_release(&c);
	}
}

Test(carry, what_the_file_does_not_say_stays_as_it_was)
{
	check_all(examples, sizeof(examples) / sizeof(*examples), true);
	check_all(other_formats, sizeof(other_formats) / sizeof(*other_formats),
	          false);
}

/* --- what people are told --------------------------------------------------
 */

Test(carry, a_renamed_speaker_is_told)
{
	const struct example e = {
		.base = "P07: {P|I lost my job.}\nInt: {Int|Why?}\n",
		.file = "Pat: {Pat|I lost my job.}\nInt: {Int|Why?}\n",
	};
	struct carry c;

	free(carry(&e, true, &c));
	cr_assert_eq(c.renames.n, 1);
	cr_expect_eq(c.renames.items[0].speaker, 1);
	cr_expect_str_eq(c.renames.items[0].was, "P");
	cr_expect_str_eq(c.renames.items[0].now, "Pat");
	cr_expect_eq(c.taken, 0);
	cr_expect(c.differs);
	carry_release(&c);
}

Test(carry, nothing_differs_where_the_file_says_what_it_said)
{
	const struct example e = {
		.base = "A: {A 1 2|one two three.}\n<n|x>\nB: {B 3 4|four.}\n",
		.hand = "A: {B 1 2|one two three.}\n<n|x>\nB: {B 3 4|four.}\n",
		.file = "A: {A 1 2|one two three.}\n<n|x>\nB: {B 3 4|four.}\n",
	};
	struct carry c;

	free(carry(&e, true, &c));
	cr_expect_not(c.differs);
	cr_expect_eq(c.kept, 1);
	cr_expect_eq(c.taken, 0);
	carry_release(&c);
}

Test(carry, what_was_set_by_hand_and_is_overruled_is_told)
{
	const struct example e = {
		.base = "A: {A|one two.}\nB: {B|three four.}\nA: {A|five}\n",
		.hand = "A: {A|one two.}\nB: {C|three four.}\nA: {A|five}\n",
		.file = "A: {A|one two.}\nA: {A|three four.}\nA: {A|five}\n",
	};
	struct carry c;

	free(carry(&e, true, &c));
	cr_expect_eq(c.taken, 1);
	cr_expect_eq(c.overruled, 1);
	cr_expect_eq(c.first_overruled, 2);
	cr_expect_null(c.lost); /* the file says whose the words are */
	carry_release(&c);
}

/* Each: a file before and after, and who would be lost; "": nobody. */
static const struct {
	const char *base, *file, *lost;
} losses[] = {
	/* a paragraph whose label may have been forgotten */
	{ "A: {A|one two three.}\nB: {B|four five six.}\n",
	  "A: {A|one two three.\nfour five six.}\n", "B" },
	/* put together on purpose: in one line, without the label */
	{ "A: {A|one two three.}\nB: {B|four five six.}\n",
	  "A: {A|one two three. four five six.}\n", "" },
	{ "A: {A|one two three.}\nBen: {Ben|Four five six.}\n",
	  "A: {A|one two three, and four five six.}\n", "" },
	/* a label that is not taken for one */
	{ "A: {A|one two three.}\nBen: {Ben|four five six.}\n",
	  "A: {A|one two three. Ben: four five six.}\n", "Ben" },
	{ "A: {A|one two three.}\nBen: {Ben|four five six.}\n",
	  "A: {A|one two three. (BEN) four five six.}\n", "Ben" },
	/* captions, where no label is missed */
	{ "{A|one two three.}\n{B|four five six.}\n",
	  "{A|one two three. four five six.}\n", "B" },
};

Test(carry, a_speaker_whose_words_would_be_in_others_turns_is_lost)
{
	size_t i;

	for (i = 0; i < sizeof(losses) / sizeof(*losses); i++) {
		struct example e = { .base = losses[i].base,
			             .file = losses[i].file };
		struct carry c;

		free(carry(&e, true, &c));
		cr_expect_str_eq(c.lost ? c.lost : "", losses[i].lost, "%s: %s",
		                 e.file, c.lost ? c.lost : "");
		carry_release(&c);
	}
}

Test(carry, a_speaker_whose_words_are_gone_is_not_lost)
{
	const struct example e = {
		.base = "A: {A|one two three.}\nB: {B|four five six.}\n",
		.file = "A: {A|one two three.}\n",
	};
	struct carry c;

	free(carry(&e, true, &c));
	cr_expect_null(c.lost);
	carry_release(&c);
}

Test(carry, times_are_lost_where_nothing_is_left_that_had_one)
{
	const struct example e = {
		.base = "{A 1 2|one two three.}\n{B 3 4|four five six.}\n",
		.file = "{A|alpha.}\n{B|beta.}\n{B|gamma.}\n",
	};
	struct carry c;

	free(carry(&e, true, &c));
	cr_expect(c.has_lost_times);
	carry_release(&c);
}
