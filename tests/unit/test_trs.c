#include "format_fixture.h"

#include <criterion/criterion.h>

#define FILE_OF(body)                                                    \
	"<Trans><Topics><Topic id='t' desc='Money'/></Topics><Speakers>" \
	"<Speaker id='a' name='Ann'/><Speaker id='b' name='Bo'/>"        \
	"<Speaker id='c'/></Speakers><Episode>" body "</Episode></Trans>"
#define SECTION(turns) "<Section type='report'>" turns "</Section>"

Test(trs, each_sync_begins_a_line_of_the_turn)
{
	format_expect(
	    "x.trs",
	    FILE_OF(SECTION("<Turn speaker='a' startTime='0' endTime='2.5'>"
	                    "<Sync time='0'/>\nOne\ntwo\n<Sync time='1'/>\n"
	                    "three\n<Sync time='2'/>\n</Turn>")),
	    "Ann 0-2500: One two / three\n");
}

Test(trs, each_of_several_at_once_has_a_turn)
{
	format_expect(
	    "x.trs",
	    FILE_OF(SECTION("<Turn speaker='a b' startTime='1' endTime='2'>"
	                    "<Sync time='1'/><Who nb='1'/>Yes.<Who nb='2'/>No."
	                    "<Sync time='1.5'/><Who nb='2'/>Never.</Turn>"
	                    "<Turn speaker='c' startTime='2' endTime='3'>"
	                    "<Sync time='2'/><Who nb='7'/>Well.</Turn>")),
	    "Ann 1000-2000: Yes.\nBo 1000-2000: No. / Never.\n"
	    "c 2000-3000: Well.\n");
}

Test(trs, noises_are_asides_and_annotation_goes)
{
	format_expect(
	    "x.trs",
	    FILE_OF(SECTION(
	        "<Turn speaker='a'><Sync time='0'/>Oh "
	        "<Event desc='laugh' type='noise' extent='instantaneous'/>my "
	        "<Event desc='en' type='language' extent='begin'/>word"
	        "<Event desc='en' type='language' extent='end'/>, "
	        "<Comment desc='a [loud] one'/>no.</Turn>")),
	    "Ann: Oh [laugh] my word, [a loud one] no.\n");
}

Test(trs, topics_are_headings_and_nobody_may_speak)
{
	format_expect("x.trs",
	              FILE_OF("<Section topic='t'><Turn startTime='x'>"
	                      "<Sync time='0'/>Hello.</Turn></Section>"),
	              "# Money\n: Hello.\n");
}

Test(trs, what_has_no_episode_or_no_words_is_refused)
{
	format_refuse("x.trs", "<Trans/>", "there is no Episode in it");
	format_refuse("x.trs", FILE_OF(SECTION("<Turn><Sync/></Turn>")),
	              "there is no speech in it");
}

Test(trs, a_file_that_is_cut_off_is_refused)
{
	format_truncate("garden.trs");
}
