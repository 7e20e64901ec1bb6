#include "align_fixture.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/random.h"
#include "model/align.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* Take the brackets out of MARKED: its text, and what stood in them. */
static char *
unmark(const char *marked, struct span *out)
{
	struct buf b = { 0 };

	*out = (struct span){ SIZE_MAX, SIZE_MAX };
	for (; *marked; marked++) {
		if (*marked == '[')
			out->start = b.len;
		else if (*marked == ']')
			out->end = b.len;
		else
			buf_addc(&b, *marked);
	}
	return buf_take(&b);
}

/* Each: a span of the old text, and where it stands in the new one. */
static const struct {
	const char *what, *old, *new;
} cases[] = {
	{ "nothing changed", "I [lost my] job.", "I [lost my] job." },
	{ "words put in before", "I [lost my] job.",
	  "Well, then I [lost my] job." },
	{ "words put in behind", "I [lost my] job.",
	  "I [lost my] good old job." },
	{ "words put in at both edges", "I [lost my] job.",
	  "I sadly [lost my] only job." },
	{ "words put in within", "I [lost my job] then.",
	  "I [lost my only job] then." },
	{ "words taken out within", "I [lost my only job] then.",
	  "I [lost my job] then." },
	{ "the first word taken out", "I [lost my only job] then.",
	  "I [my only job] then." },
	{ "the last word taken out", "I [lost my only job] then.",
	  "I [lost my only] then." },
	{ "a spelling corrected", "I was [tyred] of it.",
	  "I was [tired] of it." },
	{ "the first word corrected", "I [recieved a letter] then.",
	  "I [received a letter] then." },
	{ "the last word is another", "He said [he would come tomorrow]. Fine.",
	  "He said [he would come never]. Fine." },
	{ "the first word is another", "He said [she would come tomorrow]. Ok.",
	  "He said [nobody would come tomorrow]. Ok." },
	{ "the words are gone", "I lost my job. [It hurt.] I cried a lot.",
	  "I lost my job. I cried a lot." },
	{ "others came instead", "I lost [a brother] in the war there.",
	  "I lost my house in the war there." },
	{ "all of it is gone", "Yes, [I lost my job].", "" },
	{ "two words became one", "We went [to gether] to the sea.",
	  "We went [together] to the sea." },
	{ "one word became two", "We did it [alot] at that time.",
	  "We did it [a lot] at that time." },
	{ "an umlaut", "Das [war schon] so im Dorf.",
	  "Das [war schön] so im Dorf." },
	{ "an emoji put in", "It was [so good] then.",
	  "It was 👍🏽 [so good] then." },
	{ "part of a word", "He was un[happ]y there.",
	  "He was very un[happ]y there." },
	{ "part of a word that changed", "Such a [compli]cation it was.",
	  "Such a [compli]kation it was." },
	{ "lines are broken elsewhere", "I lost\nmy [job and\nhouse] there.",
	  "I lost my [job and house]\nthere." },
	{ "white space at both edges", "I was[ so ]tired.",
	  "I then was[ so ]tired." },
	{ "only marks", "Well [...] I don't know.",
	  "Well then [...] I don't know." },
	{ "its first word gone, the next now with a capital",
	  "S 01:13\n[And hope comes in by the door]. So 5.",
	  "P 01:15\n[Hope comes in by the door]. So 5." },
	{ "its last word gone, and what stood behind it",
	  "All the people [are in the end hope so] of 13.",
	  "All the people [are in the end hopes]: 15." },
	{ "only a common word is left, and nothing came instead",
	  "What is hard about it?\n\n[The emails, honestly]. And the "
	  "meetings where nobody speaks.",
	  "What is hard about it?\n\nThe meetings where nobody speaks." },
	{ "only a common word is left, and others came instead",
	  "When they said it [I was frightened] of them all.",
	  "When they said it [I was scared] of them all." },
	{ "a label renamed", "P07: [I lost my job.]\n\nINT: How?\n",
	  "Maria: [I lost my job.]\n\nINT: How?\n" },
	{ "a turn split", "P: I lost [my job] and my house.\n",
	  "P: I lost [my job]\n\nQ: Oh.\n\nP: and my house.\n" },
	{ "a turn split within the span", "P: I [lost my job and house].\n",
	  "P: I [lost my job\n\nQ: Oh.\n\nP: and house].\n" },
	{ "a repeated answer, the other one taken out",
	  "I: One?\n\nP: [Yeah.]\n\nI: Two?\n\nP: Yeah.\n\nI: Three?\n",
	  "I: One?\n\nP: [Yeah.]\n\nI: Three?\n" },
	{ "a repeated answer, this one taken out",
	  "I: One?\n\nP: Yeah.\n\nI: Two?\n\nP: [Yeah.]\n\nI: Three?\n",
	  "I: One?\n\nP: Yeah.\n\nI: Three?\n" },
	{ "a repeated answer, one put in before",
	  "I: One?\n\nP: [Yeah.]\n\nI: Two?\n\nP: No.\n",
	  "I: Zero?\n\nP: Yeah.\n\nI: One?\n\nP: [Yeah.]\n\nI: Two?\n\n"
	  "P: No.\n" },
	{ "a repeated phrase taken out here and kept there",
	  "A: We had [no money at all] then.\n\nB: Really? I wonder.\n\n"
	  "A: There was no money at all in the village.\n",
	  "A: We had enough then.\n\nB: Really? I wonder.\n\n"
	  "A: There was no money at all in the village.\n" },
	{ "a paragraph moved away",
	  "A: First we talked about the weather in spring.\n\n"
	  "B: [My sister bought a boat] that nobody wanted to sail in.\n\n"
	  "A: Then about the harvest, and about the price of bread, which "
	  "had doubled by then.\n",
	  "A: First we talked about the weather in spring.\n\n"
	  "A: Then about the harvest, and about the price of bread, which "
	  "had doubled by then.\n\n"
	  "B: [My sister bought a boat] that nobody wanted to sail in.\n" },
	{ "a short answer does not move",
	  "A: One?\n\nB: [Yes, I did.]\n\nA: Two, and then there were so many "
	  "others of them?\n\nB: No.\n",
	  "A: One?\n\nA: Two, and then there were so many others of them?\n\n"
	  "B: No.\n\nC: Yes, I did.\n" },
	{ "another text altogether",
	  "Early the [fishermen went out] to the sea with the boats.",
	  "In the town hall the council voted on a new tax for the roads." },
	{ "a paragraph before the first word, which changed",
	  "A: Hm.\n\n[Tired I was], of all of it.\n",
	  "A: Hm.\n\nA new paragraph.\n\n[Exhausted I was], of all of it.\n" },
};

Test(align, spans_follow_their_words)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct span was, want, got = { SIZE_MAX, SIZE_MAX };
		char *old = unmark(cases[i].old, &was);
		char *new = unmark(cases[i].new, &want);
		struct alignment al;

		align_texts(old, strlen(old), new, strlen(new), &al);
		align_fixture_sound(&al, old, new);
		if (!align_span(&al, old, new, strlen(new), was, &got))
			got = (struct span){ SIZE_MAX, SIZE_MAX };
		cr_expect(got.start == want.start && got.end == want.end,
		          "%s: '%.*s'", cases[i].what,
		          got.start == SIZE_MAX ? 6
		                                : (int)(got.end - got.start),
		          got.start == SIZE_MAX ? "(gone)" : new + got.start);
		align_release(&al);
		free(old);
		free(new);
	}
}

/* --- more than any person writes --------------------------------------------
 */

#define LONG 1000000

/* N bytes made of WORD again and again. */
static char *
repeated(const char *word, size_t n)
{
	struct buf b = { 0 };

	while (b.len < n)
		buf_adds(&b, word);
	return buf_take(&b);
}

/* N words by chance, of 500. */
static char *
random_words(uint64_t seed, size_t n)
{
	struct random r = { .state = seed };
	struct buf b = { 0 };

	while (n-- > 0)
		buf_addf(&b, "w%zu%s", random_below(&r, 500),
		         random_below(&r, 12) ? " " : ".\n");
	return buf_take(&b);
}

/* Where [10, 20) of OLD stands; its texts are freed. */
static struct span
follow(char *old, char *new, bool *found_out)
{
	struct span s = { 10, 20 }, got = { 0, 0 };
	struct alignment al;

	align_texts(old, strlen(old), new, strlen(new), &al);
	align_fixture_sound(&al, old, new);
	*found_out = align_span(&al, old, new, strlen(new), s, &got);
	align_release(&al);
	free(old);
	free(new);
	return got;
}

Test(align, one_word_of_a_million_letters_is_compared_letter_by_letter)
{
	char *old = repeated("abcdefg", LONG), *new = repeated("abcdefg", LONG);
	struct span got;
	bool found;

	new[LONG / 2] = 'X';
	old[LONG / 3] = 'Y';
	got = follow(old, new, &found);
	cr_expect(found);
	cr_expect_eq(got.start, 10);
	cr_expect_eq(got.end, 20);
}

Test(align, nothing_is_left_of_a_text_that_became_empty)
{
	bool found;

	follow(repeated("some words ", LONG), repeated("", 0), &found);
	cr_expect(!found);
}

/* The work is bounded, and the answer is sound; which it is may vary. */
Test(align, texts_that_share_only_words_end_in_bounded_work)
{
	bool found;

	follow(random_words(1, 200000), random_words(2, 200000), &found);
	follow(repeated("a ", LONG), repeated("a b ", LONG), &found);
	follow(repeated("ab", LONG), repeated("ba c", LONG), &found);
	follow(repeated("yes no ", LONG), repeated("no yes yes ", LONG),
	       &found);
}

Test(align, all_paragraphs_in_another_order)
{
	struct random r = { .state = 5 };
	struct buf old = { 0 }, new = { 0 };
	size_t order[500], i;
	char *text = random_words(3, 40000);
	bool found;

	for (i = 0; text[i]; i++)
		if (text[i] == '\n')
			text[i] = ' ';
	for (i = 0; i < 500; i++)
		order[i] = i;
	random_shuffle(&r, order, 500);
	for (i = 0; i < 500; i++) {
		buf_addf(&old, "%.100s\n", text + 150 * i);
		buf_addf(&new, "%.100s\n", text + 150 * order[i]);
	}
	follow(buf_take(&old), buf_take(&new), &found);
	cr_expect(found);
	free(text);
}
