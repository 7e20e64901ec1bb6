#include "format_fixture.h"

#include <criterion/criterion.h>
#include <string.h>

#define HEAD "@UTF8\n@Begin\n@Participants:\tANN Ann Participant\n"

Test(chat, what_was_said_stays_and_codes_go)
{
	/* what CHAT writes, and what was said */
	static const struct {
		const char *line, *said;
	} cases[] = {
		/* words */
		{ "I was goin(g) .", "I was going." },
		{ "(be)cause of him .", "because of him." },
		{ "&-um &-you_know , yes", "um you know, yes" },
		{ "&+wa water &~gaga .", "wa- water gaga." },
		{ "&um yes .", "um yes." },
		{ "gonna [: going to] go", "gonna go" },
		{ "the gumma@c and b@l .", "the gumma and b." },
		{ "hola@s:spa$n , amigo@s !", "hola, amigo!" },
		{ "New_York ice+cream", "New York ice-cream" },
		{ "a ba:nana::s spa^ghetti", "a bananas spaghetti" },
		{ "0is he 0det gone ?", "he gone?" },
		{ "3.5 and 0.5 o'clock", "3.5 and 0.5 o'clock" },
		/* events */
		{ "oh &=laughs &=ges:no_way no",
		  "oh [laughs] [ges no way] no" },
		{ "yes &*MOT:mhm and &{l=sings la &}l=sings .",
		  "yes [MOT mhm] and [sings] la." },
		{ "so (.) we (..) go (2.5) on(.) now",
		  "so [pause] we [long pause] go [pause 2.5] on [pause] now" },
		{ "xxx yyy www xx said xxxl xxx.",
		  "[xxx] [yyy] [www] [xx] said xxxl [xxx]." },
		{ "no [=! crying] [% in the hall] yes [= the dog]",
		  "no [crying] [in the hall] yes" },
		/* scopes */
		{ "<I want> [//] I need <that> [>] [?] [* s:r] [+ bch]",
		  "I want I need that" },
		{ "no [x 3] [/] never [!] [\"] .", "no [x 3] never." },
		/* how utterances end and are joined */
		{ "+< and then +...", "and then..." },
		{ "+^ what did you +/.", "what did you–" },
		{ "I was +//. ", "I was–" },
		{ "he said +\"/.", "he said." },
		{ "+\" go away !", "go away!" },
		{ "did you +..?", "did you?" },
		{ "you what +!?", "you what?!" },
		{ "well ‡ you come „ right ?", "well, you come, right?" },
		/* Conversation Analysis */
		{ "holo⌈caust↗ yes⌉2 °⁇true⁇° ∇no∇", "holocaust yes true no" },
		{ "⌊↑why⌋ fa(0.2)ct", "why fa [pause 0.2] ct" },
		/* what is broken */
		{ "a [b c", "a b c" },
		{ "a ] b > c & d &= e", "a b c d e" },
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf in = { 0 }, out = { 0 };

		buf_addf(&in, HEAD "*ANN:\t%s\n@End\n", cases[i].line);
		buf_addf(&out, "ANN: %s\n", cases[i].said);
		format_expect("x.cha", buf_str(&in), buf_str(&out));
		buf_release(&in);
		buf_release(&out);
	}
}

Test(chat, bullets_are_times_and_lines_go_on)
{
	format_expect("x.cha",
	              HEAD "*ANN:\tone \x15"
	                   "100_900\x15\n\ttwo . \x15"
	                   "900_2000\x15\n%mor:\tnum|one\n\tnum|two\n"
	                   "*BO:\tthree . \x15%snd:\"a_1\"_2100_2500\x15\n"
	                   "*BO:\tfour . \x15"
	                   "bad\x15 five \x15"
	                   "9_3\x15\n*BO:\tsix .\x15"
	                   "9000_9100\x15\n",
	              "ANN 100-2000: one two.\n"
	              "BO 2100-9100: three. / four. five // six.\n");
}

Test(chat, the_headers_say_who_asks_when_and_what_it_is_about)
{
	static const struct import_options none;
	struct transcript t = { 0 };
	struct buf out = { 0 };

	format_import("x.cha",
	              "@Begin\n@Comment:\tnot shown\n"
	              "@Participants:\tJO Jo Investigator, ANN\n\tParticipant, "
	              "TV Media\n@ID:\teng|x|ANN|||||Participant|||\n"
	              "@Date:\t09-OCT-1987\n*JO:\tso ?\n@Bg:\twork\n"
	              "*ANN:\tyes .\n@Eg:\twork\n*ANN:\tno .\n"
	              "@Comment:\tshe leaves\n*TV:\tnews .\n@End\n",
	              &none, &t);
	format_describe(&t, &out);
	cr_expect_str_eq(buf_str(&out), "JO: so?\n# work\nANN: yes.\nANN: no.\n"
	                                "! she leaves\nTV: news.\n");
	cr_expect_eq(t.speakers.items[0].role, ROLE_INTERVIEWER);
	cr_expect_eq(t.speakers.items[1].role, ROLE_PARTICIPANT);
	cr_expect_eq(t.speakers.items[2].role, ROLE_OTHER);
	cr_expect_str_eq(t.date, "1987-10-09");
	cr_expect_eq(t.left_out.len, 0);
	buf_release(&out);
	transcript_release(&t);
}

Test(chat, a_line_without_words_is_no_turn)
{
	format_expect("x.cha",
	              HEAD "*ANN:\t0 .\n*ANN:\t0 &=nods .\n*BO:\tyes .\n"
	                   "*CY:*DI:\tno .\n",
	              "ANN: [nods].\nBO: yes.\nDI: no.\n");
}

Test(chat, what_is_no_line_of_chat_is_named)
{
	format_refuse("x.cha", HEAD "*ANN yes\n",
	              "line 4: no ':' behind the speaker's code");
	format_refuse("x.cha", "yes\n",
	              "line 1: a line of CHAT begins with @, * or %");
	format_refuse("x.cha", HEAD "@End\n", "there is no speech in it");
}

Test(chat, a_file_that_is_cut_off_is_as_long_as_it_goes)
{
	format_truncate("garden.cha");
}
