#include "base/error.h"
#include "import/tiers.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const struct import_options none;
static struct tiers ts;
static struct transcript t;
static struct error err;

static void
teardown(void)
{
	tiers_release(&ts);
	transcript_release(&t);
}

TestSuite(tiers, .fini = teardown);

static size_t
add(const char *name, const char *label)
{
	return tiers_add(&ts, name, label, TIER_FREE, tier_name_level(name));
}

static void
say(size_t tier, int64_t from, int64_t to, const char *s)
{
	tiers_utterance(&ts, tier, from, to, from, to, s, strlen(s));
}

static void
expect(const char *text, const char *left_out)
{
	cr_assert_eq(tiers_compose(&ts, &none, &t, &err), 0, "%s", err.msg);
	cr_expect_str_eq(buf_str(&t.text), text, "%s", buf_str(&t.text));
	cr_expect_str_eq(buf_str(&t.left_out), left_out, "%s",
	                 buf_str(&t.left_out));
}

Test(tiers, the_name_of_a_tier_says_what_is_in_it)
{
	static const struct {
		const char *name;
		enum tier_level level;
		const char *label;
	} cases[] = {
		{ "Maria", TIER_UNKNOWN, "Maria" },
		{ "utterance - Maria", TIER_SPEECH, "Maria" },
		{ "Maria - words", TIER_WORDS, "Maria" },
		{ "Maria_phones", TIER_NEVER, "Maria" },
		{ "default", TIER_SPEECH, "" },
		{ "\"word\"", TIER_WORDS, "" },
		{ "Words in utterance", TIER_WORDS, "in" },
		{ "tonicVowel", TIER_NEVER, "tonic" },
		{ "tx@AB", TIER_SPEECH, "AB" },
		{ "SPK-1 text", TIER_SPEECH, "SPK-1" },
		{ "Woodward", TIER_UNKNOWN, "Woodward" },
		{ "Zoë", TIER_UNKNOWN, "Zoë" },
		{ "", TIER_UNKNOWN, "" },
		{ " - ", TIER_UNKNOWN, "" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf b = { 0 };

		cr_expect_eq(tier_name_level(cases[i].name), cases[i].level,
		             "'%s'", cases[i].name);
		tier_name_label(cases[i].name, &b);
		cr_expect_str_eq(buf_str(&b), cases[i].label, "'%s': '%s'",
		                 cases[i].name, buf_str(&b));
		buf_release(&b);
	}
}

Test(tiers, whole_utterances_are_taken_before_words)
{
	size_t words = add("Ann - words", NULL), whole = add("Ann", NULL);

	say(words, 0, 500, "so");
	say(words, 500, 900, "it");
	say(whole, 0, 900, "So it was.");
	expect("Ann: So it was.", "tiers 'Ann - words'");
}

Test(tiers, words_are_taken_where_there_is_nothing_else)
{
	size_t words = add("words", NULL), phones = add("phones", NULL);

	say(phones, 0, 100, "s");
	say(words, 0, 500, "so");
	say(words, 500, 900, "it");
	say(words, 1900, 2000, "was");
	say(words, 3001, 3100, "there");
	expect("so it was\n\nthere", "tiers 'phones'");
	cr_expect_eq(t.turns.items[0].start_ms, 0);
	cr_expect_eq(t.turns.items[0].end_ms, 2000);
}

Test(tiers, a_second_version_of_the_same_speech_is_left_out)
{
	size_t first = add("x", "Ann"), second = add("Ann", "Ann");
	size_t third = add("y", "Ann");

	say(first, 0, 900, "Bonjour.");
	say(second, 0, 900, "Hello.");
	say(third, 2000, 2500, "Bye.");
	expect("Ann: Hello.\nBye.", "tiers 'x'");
}

Test(tiers, a_tier_of_nobody_beside_tiers_of_speakers_is_left_out)
{
	size_t turns = add("turn", NULL), ann = add("utterance Ann", NULL);

	say(turns, 0, 900, "Ann");
	say(ann, 0, 900, "Hello.");
	expect("Ann: Hello.", "tiers 'turn'");
}

Test(tiers, pieces_go_on_where_they_touch)
{
	size_t spaced = add("Ann", NULL), plain = add("Bo", NULL);

	ts.pieces = true;
	say(spaced, 0, 1, "Sun");
	say(spaced, 1, 2, "days, ");
	say(spaced, 2, 3, "often.");
	say(spaced, 5, 6, "Yes.");
	say(plain, 3, 4, "so");
	say(plain, 4, 5, "it is");
	expect("Ann: Sundays, often.\n\nBo: so it is\n\nAnn: Yes.", "");
}

Test(tiers, tiers_that_are_no_speech_by_name_are_refused_with_their_names)
{
	size_t phones = add("phones", NULL), tones = add("tones", NULL);

	say(phones, 0, 1, "h");
	say(tones, 0, 1, "H*");
	cr_expect_eq(tiers_compose(&ts, &none, &t, &err), ERR_FORMAT);
	cr_expect_str_eq(err.msg,
	                 "no tier looks like speech by its name, of 'phones', "
	                 "'tones'; --tier NAME would take one");
}

Test(tiers, a_tier_that_nobody_has_is_refused)
{
	const char *names[] = { "Cy" };
	struct import_options o = { .tiers = names, .n_tiers = 1 };

	say(add("Ann", NULL), 0, 1, "Hello.");
	cr_expect_eq(tiers_compose(&ts, &o, &t, &err), ERR_FORMAT);
	cr_expect_str_eq(err.msg, "no tier is called 'Cy'; there are 'Ann'");
}

Test(tiers, many_left_out_and_long_names_are_cut_short)
{
	char name[64];
	size_t i;

	say(add("Ann", NULL), 0, 1, "Hello.");
	for (i = 0; i < 14; i++) {
		snprintf(name, sizeof(name), "note %zu %.*s", i,
		         i == 0 ? 40 : 0,
		         "äöäöäöäöäöäöäöäöäöäöäöäöäöäöäöäöäöäöäöäö");
		say(add(name, NULL), 0, 1, "x");
	}
	expect("Ann: Hello.",
	       "tiers 'note 0 äöäöäöäöäöäöäöäö', 'note 1 ', 'note 2 ', "
	       "'note 3 ', 'note 4 ', 'note 5 ', 'note 6 ', 'note 7 ', "
	       "'note 8 ', 'note 9 ', 'note 10 ', 'note 11 ', ...");
}
