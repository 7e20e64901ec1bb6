#include "vocabulary.h"

#include "base/mem.h"
#include "base/vec.h"

#include <string.h>

/* clang-format off */
static const char *const lists[VOCABULARY_LISTS] = {
[VOCABULARY_COMMON] =
	"I and the to it you that a of was in they so like but we is my with "
	"have for do just it's on what this be not had me don't know there at "
	"as because think all or people about if can them she he well when "
	"would really very were are one then from I'm get who your been how "
	"that's go up out time said some going her did their quite no work got "
	"by things could an more want lot our him didn't something actually "
	"where now yeah which say back way see they're has there's much other "
	"into day need come went than us only his will even person make good "
	"two little bit years take first thing being always I've over sort "
	"maybe thought never right down does look same still here after too "
	"any somebody before why year should wasn't anything might off every "
	"tell else again put different through doing long these came kind "
	"those sometimes they've used ever whole around own though part can't "
	"week may call made mean each life last what's home room hard next few "
	"three everybody place trying once isn't having probably point job "
	"away since many start family team such I'd money big moment another "
	"course nobody between most ask must old everything keep nothing house "
	"told best couldn't real night end hours enough someone myself you're "
	"days school we're saying sit today better name both he's new until "
	"idea group run yes mind hand children world almost morning four mum "
	"wouldn't quickly fact matter often phone themselves bad without open "
	"face meeting reason five weeks together dad rather yourself question "
	"middle word words door already outside anyway perhaps office making "
	"coming done half able stuff behind story understand table afternoon "
	"set side minute especially eventually afterwards answer hear walk car "
	"later months friends second talk under using young body top six "
	"weren't asked small woman man building front against letter street "
	"evening early tea number during brother sister doesn't bus bring ten "
	"certain across cup child staff ward food garden kitchen shop town "
	"line book paper water window summer winter email form list corner "
	"kept found true late ready turn move play stop read write learn buy "
	"pay send wait stay leave live eat sleep show watch try seven eight "
	"nine twenty hundred seem felt taken given seen written spoken stood "
	"sat knew began red green white black blue light dark cold warm wet "
	"dry clean full empty short tall wide near far north south upstairs "
	"downstairs inside everywhere somewhere anybody whatever whoever "
	"either neither although unless while whether instead except towards "
	"along among above below beyond despite usually suddenly exactly "
	"basically obviously literally honestly certainly definitely possibly "
	"recently apparently luckily mostly nearly hardly slowly easily "
	"clearly finally",
[VOCABULARY_ACCENTED] =
	"café Zoë Renée naïve fiancé José Chloë cliché Siân Seán déjà façade "
	"Łódź Björn Eilís Małgorzata Οδυσσέας señora crèche Ömer",
[VOCABULARY_FIRST] =
	"Mar Ten Hal Brin Cor Dun Ell Fen Gar Hol Ing Jar Kel Lor Mor Nor Oak "
	"Pen Quen Ros Sed Thorn Und Ver Wal Yar Ash Bel Cal Der Est Fal Gren "
	"Har Ister Kirk Lan Mel Nes Ot",
[VOCABULARY_LAST] =
	"low wick by ston dale mere ford ham combe bury ley worth field don "
	"gate beck thwaite holme shaw cott moor ridge vale haven croft borough "
	"leigh well nock ter vin den sey ric nell gan dock ran lin mond",
[VOCABULARY_NEARBY] =
	"time people work things day life home room place team family money "
	"house night school group mind children morning phone meeting office "
	"story friends staff",
[VOCABULARY_VERB] =
	"listen trust support recover worry connect accept respect help "
	"panic shout laugh doubt comfort protect defend attack avoid "
	"reveal confess pretend perform suffer complain cough burn lean "
	"drift wander shiver sweat flinch whisper stammer scream bark "
	"growl shrug blush frown wink attend focus daydream remind recall "
	"reflect ponder wonder guess expect demand insist reject deny "
	"resist protest campaign lobby elect govern instruct coach train "
	"mentor tutor consult assess treat inject wash dress lift carry "
	"push pull kick punch wound heal mend repair adapt adjust bargain "
	"volunteer recruit interpret explain report record publish "
	"present exhaust drain overload burden cheat gossip flatter mock "
	"bully harass threaten gather greet host mourn sigh yawn dream "
	"relax rest pray scold mutter confront interrupt detain restrain "
	"section monitor insult reassert complement astonish alarm "
	"disappoint distract neglect abandon resent",
[VOCABULARY_VERB_E] =
	"hope share believe judge admire escape struggle blame reassure "
	"encourage stumble collapse mumble gaze notice imagine oppose "
	"guide advise diagnose bathe restore manoeuvre negotiate "
	"compromise mediate apologise recognise prioritise organise "
	"specialise translate transcribe describe narrate demonstrate "
	"persuade convince influence motivate inspire energise deplete "
	"tease exclude isolate reunite celebrate grieve snore concentrate "
	"medicate prescribe manage supervise bandage glance vote cope "
	"welcome whistle discharge discourage challenge criticise realise "
	"continue surprise humiliate ridicule patronise silence tolerate "
	"hesitate procrastinate stabilise hibernate cooperate collaborate "
	"delegate evaluate coordinate communicate empathise sympathise "
	"disclose",
[VOCABULARY_NOUN] =
	"peer carer client patient nurse doctor psychiatrist psychologist "
	"therapist counsellor pharmacist consultant midwife surgeon dentist "
	"warden janitor caretaker landlord tenant neighbour colleague boss "
	"director trustee chairman commissioner councillor solicitor barrister "
	"magistrate constable sergeant soldier sailor veteran refugee migrant "
	"student pupil teacher lecturer professor librarian journalist author "
	"poet painter musician singer dancer actor athlete runner swimmer "
	"cyclist driver passenger pilot farmer fisherman butcher baker grocer "
	"barber plumber electrician carpenter bricklayer labourer apprentice "
	"cleaner cook waiter bartender tourist stranger visitor guest orphan "
	"widow husband partner girlfriend boyfriend cousin nephew uncle aunt "
	"grandmother grandfather toddler infant teenager pensioner "
	"boundary role contract salary wage pension benefit grant budget "
	"invoice receipt mortgage loan debt bailiff eviction hostel shelter "
	"bungalow cottage caravan terrace allotment playground library museum "
	"theatre cinema stadium temple mosque chapel cathedral cemetery "
	"clinic hospital surgery pharmacy ambulance stretcher wheelchair crutch "
	"tablet syringe symptom diagnosis relapse crisis episode trigger "
	"voice hallucination delusion phobia compulsion addiction craving "
	"hangover detox overdose injury fracture bruise scar tumour stroke "
	"seizure migraine allergy asthma diabetes arthritis dementia autism "
	"stigma prejudice stereotype label barrier hierarchy bureaucracy "
	"policy procedure protocol guideline framework strategy objective "
	"outcome indicator milestone deadline rota shift handover appraisal "
	"promotion redundancy sickness absence retirement vacancy applicant "
	"candidate induction probation qualification certificate diploma "
	"workshop seminar conference webinar questionnaire survey petition "
	"newsletter leaflet poster brochure website password keyboard laptop "
	"printer spreadsheet database algorithm camera microphone headphone "
	"battery engine bicycle motorway roundabout platform timetable ticket "
	"suitcase passport border embassy visa asylum detention deportation "
	"diary anxiety identity community charity agency injustice density "
	"therapy remedy memory tragedy comedy melody allegory enemy "
	"jealousy apology theory faculty laboratory factory country colony",
[VOCABULARY_ADJECTIVE] =
	"calm lonely honest gentle humble proud anxious nervous frightened "
	"ashamed guilty angry furious bitter jealous generous selfish stubborn "
	"patronising respectful equal mutual reciprocal vulnerable fragile "
	"resilient confident hopeful hopeless worthless meaningful "
	"meaningless pointless relevant authentic genuine sincere tolerant "
	"curious creative playful serious solemn cheerful miserable depressed "
	"suicidal manic paranoid obsessive impulsive reckless cautious prudent "
	"brave timid shy awkward clumsy graceful elegant shabby filthy tidy "
	"chaotic rigid flexible fair unjust corrupt transparent accountable "
	"inclusive accessible diverse marginal rural urban coastal remote "
	"wealthy deprived homeless jobless disabled deaf blind mute autistic "
	"bilingual foreign indigenous religious secular sacred profane",
};
/* clang-format on */

void
vocabulary_read(enum vocabulary_list l, struct words *out)
{
	const char *at = lists[l];
	size_t n;

	for (; *at; at += n + (at[n] == ' ')) {
		char *word;

		n = strcspn(at, " ");
		word = mem_zero(n + 1);
		memcpy(word, at, n);
		vec_push(out, (const char *)word);
	}
}

void
vocabulary_release(struct words *w)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		free((char *)w->items[i]);
	vec_release(w);
}
