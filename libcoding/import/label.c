#include "import/label.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BASE_SIZE        64
#define PERSON_WORDS_MAX 4 /* "Ian van der Veen" */

/* Each list is sorted by bytes. */
static const char *const asking[] = {
	"facilitator", "int", "interviewer", "moderator", "researcher",
};

static const char *const answering[] = {
	"informant",   "interpreter", "interviewee",
	"participant", "respondent",  "speaker",
};

static const char *const pairs[] = {
	"a", "answer", "i", "p", "q", "question", "r",
};

static const char *const never[] = {
	"abstract",    "actually",   "also",
	"and",         "anyway",     "appendix",
	"audio",       "background", "basically",
	"because",     "break",      "but",
	"chapter",     "clip",       "conclusion",
	"date",        "discussion", "duration",
	"email",       "example",    "examples",
	"fax",         "fig",        "figure",
	"file",        "filename",   "finally",
	"first",       "ftp",        "http",
	"https",       "intro",      "introduction",
	"jingle",      "language",   "length",
	"like",        "link",       "listen",
	"location",    "look",       "mailto",
	"meaning",     "method",     "methods",
	"music",       "nb",         "no",
	"note",        "notes",      "now",
	"ok",          "okay",       "or",
	"outro",       "part",       "phone",
	"place",       "plus",       "project",
	"ps",          "recording",  "reference",
	"references",  "remember",   "result",
	"results",     "second",     "section",
	"see",         "so",         "song",
	"source",      "sources",    "sponsor",
	"step",        "study",      "subject",
	"summary",     "table",      "tel",
	"then",        "third",      "time",
	"title",       "topic",      "transcribed",
	"transcriber", "transcript", "transcription",
	"url",         "video",      "warning",
	"well",        "www",        "yeah",
	"yes",
};

/* Words that, said once before a colon, are no person's name. */
/* clang-format off */
static const char *const openers[] = {
	"about", "above", "absolutely", "acknowledgements", "acknowledgments",
	"action", "activity", "additionally", "admittedly", "advantage",
	"advantages", "advice", "after", "afterwards", "again", "age", "agenda",
	"agreed", "aim", "aims", "alone", "already", "although", "always",
	"anonymised", "anonymized", "another", "answers", "anything",
	"apparently", "applause", "are", "as", "ask", "at", "attendees",
	"author", "authors", "basic", "before", "beginning", "being", "besides",
	"best", "better", "both", "briefly", "by", "case", "cause", "certainly",
	"cheering", "cheers", "chuckle", "chuckles", "chuckling", "city",
	"clapping", "clearly", "closing", "comment", "comments", "condition",
	"cons", "consent", "consequence", "contact", "contents", "context",
	"copyright", "correct", "cost", "coughing", "coughs", "country",
	"crosstalk", "crying", "cut", "day", "december", "decision",
	"definitely", "definition", "did", "do", "does", "doi", "down", "each",
	"earlier", "education", "either", "else", "end", "english",
	"especially", "ethnicity", "eventually", "every", "everything",
	"evidence", "exactly", "except", "exercise", "explanation", "fact",
	"facts", "fair", "false", "february", "few", "fieldnote", "fieldnotes",
	"finding", "findings", "fine", "following", "for", "foreign",
	"fortunately", "friday", "from", "funding", "gasps", "generally",
	"giggles", "giggling", "given", "goal", "goals", "guide", "happily",
	"he", "headline", "hence", "her", "here", "his", "history", "home",
	"honestly", "how", "however", "idea", "ideas", "if", "imagine",
	"important", "importantly", "in", "inaudible", "incidentally", "indeed",
	"indistinct", "info", "information", "instead", "instruction",
	"instructions", "interruption", "interview", "interviewees",
	"interviewers", "is", "isbn", "issue", "issues", "it", "item",
	"january", "job", "july", "just", "key", "keyword", "keywords", "last",
	"lastly", "later", "laughing", "laughs", "laughter", "lesson", "let",
	"level", "list", "literally", "luckily", "mainly", "march", "maybe",
	"meanwhile", "memo", "message", "monday", "month", "more", "moreover",
	"most", "mostly", "motto", "much", "my", "name", "names", "nationality",
	"never", "nevertheless", "next", "nobody", "noise", "none", "normally",
	"nothing", "november", "number", "numbers", "observation",
	"observations", "obviously", "occupation", "october", "oddly", "of",
	"often", "oh", "on", "once", "one", "only", "opening", "option",
	"options", "organisation", "organization", "other", "others", "our",
	"outcome", "outcomes", "outline", "overall", "overlapping", "page",
	"participants", "pause", "perhaps", "period", "phase", "plan", "please",
	"point", "points", "possibly", "preface", "present", "presumably",
	"previously", "probably", "problem", "problems", "pros", "purpose",
	"question", "questions", "quickly", "quotation", "quote", "quotes",
	"rather", "ready", "really", "reason", "reasons", "recorded",
	"redacted", "remark", "remarks", "reminder", "requirement", "response",
	"rest", "right", "risk", "role", "round", "rule", "rules", "sadly",
	"same", "saturday", "say", "scene", "school", "september", "seriously",
	"session", "setting", "sex", "she", "side", "sighs", "silence",
	"similarly", "simply", "since", "singing", "sniffs", "solution",
	"sometimes", "soon", "speakers", "speaking", "specifically", "spoiler",
	"stage", "start", "statement", "status", "still", "suddenly",
	"suggestion", "summing", "sunday", "sure", "surely", "surprisingly",
	"tape", "task", "tasks", "term", "thanks", "that", "the", "their",
	"theme", "themes", "there", "therefore", "these", "they", "thing",
	"things", "this", "those", "though", "three", "thursday", "thus", "tip",
	"tips", "to", "today", "together", "tomorrow", "topics", "total",
	"translation", "true", "truth", "tuesday", "two", "typically",
	"ultimately", "unclear", "under", "unfortunately", "unintelligible",
	"unless", "until", "update", "usually", "value", "venue", "verdict",
	"version", "view", "wait", "we", "wednesday", "week", "what", "when",
	"where", "whether", "which", "while", "whispering", "whispers", "who",
	"why", "with", "without", "word", "words", "work", "worse", "worst",
	"year", "yep", "yesterday", "yet", "you", "your",
};
/* clang-format on */

static const char *const facts[] = {
	"age",
	"audio",
	"date",
	"date of interview",
	"duration",
	"file",
	"filename",
	"gender",
	"id",
	"interview",
	"interview date",
	"interview id",
	"interviewee",
	"interviewer",
	"language",
	"length",
	"location",
	"moderator",
	"notes",
	"participant",
	"participant id",
	"participants",
	"place",
	"present",
	"project",
	"pseudonym",
	"recording",
	"role",
	"setting",
	"site",
	"speakers",
	"study",
	"subject",
	"time",
	"title",
	"topic",
	"transcribed by",
	"transcriber",
	"transcript",
	"transcription",
	"venue",
};

static int
compare(const void *key, const void *item)
{
	return strcmp(key, *(const char *const *)item);
}

static bool
is_in(const char *word, const char *const *list, size_t size)
{
	return bsearch(word, list, size / sizeof(*list), sizeof(*list),
	               compare);
}

bool
label_is_fact(const char *folded)
{
	return is_in(folded, facts, sizeof(facts));
}

/* "interviewer 2 (ana)", "speaker b", "int." -> "interviewer", ... */
static void
find_base(const char *folded, char base[BASE_SIZE])
{
	size_t len = strcspn(folded, "("), n;

	while (len > 0 && strchr(" .", folded[len - 1]))
		len--;
	for (n = len; n > 0 && ascii_is_digit(folded[n - 1]);)
		n--;
	if (n == len && n > 2 && folded[n - 2] == ' ')
		n--; /* one letter behind a space */
	while (n > 0 && strchr(" -_#.", folded[n - 1]))
		n--;
	if (n > 0)
		len = n;
	if (len >= BASE_SIZE)
		len = 0;
	memcpy(base, folded, len);
	base[len] = '\0';
}

/* Up to four letters, then digits: what studies call their participants. */
static bool
is_id(const char *s)
{
	size_t letters = 0, digits = 0;

	while (ascii_is_letter(s[letters]))
		letters++;
	if (letters == 0 || letters > 4)
		return false;
	s += letters;
	s += *s == '-' || *s == '_' || *s == '.' || *s == '#';
	while (ascii_is_digit(s[digits]))
		digits++;
	return digits > 0 && strlen(s) < 12 && !strchr(s, ' ');
}

/* Does every word begin with a capital, a digit, or a letter without case? */
static bool
is_name(const char *s)
{
	size_t len = strlen(s), at = 0, word = 0;
	bool first = true;

	while (at < len) {
		uint32_t cp = utf8_next(s, len, &at);

		/* "Ian van der Veen": particles may stand between */
		if (first && unicode_is_lower(cp) &&
		    (word == 0 || word > 2 || strcspn(s + at, " ") > 2 ||
		     !strchr(s + at, ' ')))
			return false;
		word += first;
		first = cp == ' ';
	}
	return true;
}

/* "Interviewer Ana": a word of LIST, and a name behind it. */
static bool
is_with_name(const char *label, const char *folded, const char *const *list,
             size_t size)
{
	size_t len = strcspn(folded, " ");
	char word[BASE_SIZE];

	/* folding may make a label longer */
	if (len >= BASE_SIZE || folded[len] == '\0' || len >= strlen(label) ||
	    label[len] != ' ')
		return false;
	memcpy(word, folded, len);
	word[len] = '\0';
	return is_in(word, list, size) && is_name(label + len + 1);
}

/* Is the first word of FOLDED in LIST? */
static bool
begins_with(const char *folded, const char *const *list, size_t size)
{
	size_t len = strcspn(folded, " .,-/0123456789(");
	char first[BASE_SIZE];

	if (len >= BASE_SIZE)
		return false;
	memcpy(first, folded, len);
	first[len] = '\0';
	return is_in(first, list, size);
}

enum label_class
label_classify(const char *label, const char *folded, bool *asks_out)
{
	char base[BASE_SIZE];

	*asks_out = false;
	find_base(folded, base);
	if (is_in(base, asking, sizeof(asking)) ||
	    is_with_name(label, folded, asking, sizeof(asking))) {
		*asks_out = true;
		return LABEL_KNOWN;
	}
	if (is_in(base, answering, sizeof(answering)) ||
	    is_with_name(label, folded, answering, sizeof(answering)))
		return LABEL_KNOWN;
	if (strcmp(base, "q") == 0 || strcmp(base, "question") == 0)
		*asks_out = true;
	if (*asks_out || is_in(folded, pairs, sizeof(pairs)))
		return LABEL_PAIR;
	if (is_id(label))
		return LABEL_ID;
	if (begins_with(folded, never, sizeof(never)))
		return LABEL_NEVER;
	if (is_name(label))
		return LABEL_NAME;
	return strchr(label, ',') ? LABEL_NEVER : LABEL_OTHER;
}

bool
label_is_heading(const char *folded)
{
	return label_is_fact(folded) ||
	       begins_with(folded, openers, sizeof(openers)) ||
	       begins_with(folded, never, sizeof(never));
}

bool
label_is_person(const char *label, const char *folded)
{
	size_t len = strlen(label), at = 0, words = 1;
	uint32_t cp = utf8_next(label, len, &at);

	if ((cp >= '0' && cp <= '9') || !is_name(label) || strchr(label, ',') ||
	    label_is_heading(folded))
		return false;
	for (at = 0; at < len; at++)
		words += label[at] == ' ';
	return words <= PERSON_WORDS_MAX;
}
