#include "import/column.h"

#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const char *const speech[] = {
	"text", "speech", "utterance", "transcript", "transcription",
	"content", "message", "sentence", "words", "caption", "quote",
	"paragraph", "dialogue", "verbatim", "annotation",
	"texte", "texto", NULL,
};

static const char *const speaker[] = {
	"speaker", "speaker name", "speaker_name", "speaker label",
	"speaker_label", "speaker id", "speaker_id", "who", "participant",
	"name", "person", "role", "initials", "author", "sender", "tier",
	"hablante", "locuteur",
	"sprecher", "sprecherin", NULL,
};

static const char *const start[] = {
	"start", "start time", "start_time", "begin", "begin time",
	"start (s)", "from", "timespan", "time span", "time", "timestamp",
	"time stamp", "timecode", "time code", "in", "start_ms",
	"start (ms)", "begin time - msec", "begin time - hh:mm:ss.ms",
	"begin time - ss.msec", "hora", "minute", "temps", "zeit", NULL,
};

static const char *const end[] = {
	"end", "end time", "end_time", "stop", "stop time", "to", "out",
	"end (s)", "end_ms", "end (ms)",
	"end time - msec", "end time - hh:mm:ss.ms", "end time - ss.msec", NULL,
};

static const char *const subject[] = {
	"category", "code", "question", "subject", "theme", "topic", NULL,
};

static const char *const other[] = {
	"codes", "comment", "comments", "line", "no", "no.", "note", "notes",
	"nr", "nr.", "number", "remarks", "turn", NULL,
};
/* clang-format on */

static const char *const *const lists[] = {
	speech, speaker, start, end, subject, other,
};

const char *const *
column_names(enum column_kind kind)
{
	return lists[kind];
}

bool
column_is(const char *name, enum column_kind kind)
{
	const char *const *list = lists[kind];
	char *folded = unicode_fold(name);
	size_t len = strlen(folded);
	bool found = false;

	if (len > 0 && folded[len - 1] == ':')
		folded[len - 1] = '\0';
	for (; *list && !found; list++)
		found = strcmp(folded, *list) == 0;
	free(folded);
	return found;
}

bool
column_is_known(const char *name)
{
	int kind;

	for (kind = COLUMN_SPEECH; kind <= COLUMN_OTHER; kind++)
		if (column_is(name, (enum column_kind)kind))
			return true;
	return false;
}

bool
column_in_ms(const char *name)
{
	size_t len = strlen(name);

	return (len > 3 && strcmp(name + len - 3, "_ms") == 0) ||
	       (len > 4 && strcmp(name + len - 4, "(ms)") == 0) ||
	       (len > 6 && strcmp(name + len - 6, "- msec") == 0);
}
