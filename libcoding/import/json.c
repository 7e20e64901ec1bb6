#include "import/json.h"

#include "base/error.h"
#include "import/caption.h"
#include "import/compose.h"
#include "import/cue_time.h"
#include "import/decode.h"
#include "import/line.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_AHEAD = 100 }; /* words looked at for one with a time */

/* A file being read. */
struct reader {
	struct captions captions;
	double scale; /* seconds in its unit of time */
};

/* --- values --------------------------------------------------------------- */

/* The first of the NAMES, up to a NULL, that OBJECT has. */
static const json_t *
first_of(const json_t *object, const char *const *names)
{
	const json_t *value = NULL;

	for (; *names && (!value || json_is_null(value)); names++)
		value = json_object_get(object, *names);
	return value;
}

static json_t *
get(const json_t *object, const char *name)
{
	return json_object_get(object, name);
}

/* 12 or "12"; 0 if VALUE is none of them. */
static double
read_number(const json_t *value)
{
	const char *s = json_string_value(value);

	return s ? strtod(s, NULL) : json_number_value(value);
}

/* "1H2M3.5S", as ISO 8601 writes how long something is. */
static int64_t
read_period(const char *s)
{
	double seconds = 0;

	while (*s) {
		char *end;
		double n = strtod(s, &end);

		if (end == s || !strchr("HMS", *end) || !*end)
			return TURN_NO_TIME;
		seconds += n * (*end == 'H' ? 3600 : *end == 'M' ? 60 : 1);
		s = end + 1;
	}
	return compose_ms(seconds);
}

/* 12.5, "12.5", "PT12.5S", "00:00:12,500" or whole seconds and "nanos";
 * TURN_NO_TIME if VALUE is none of them. */
static int64_t
read_ms(const json_t *value, double scale)
{
	const char *s = json_string_value(value);
	char *end = NULL;
	int64_t ms;
	double n;

	if (json_is_number(value))
		return compose_ms(json_number_value(value) * scale);
	if (json_is_object(value)) /* protocol buffers */
		return compose_ms(read_number(get(value, "seconds")) +
		                  read_number(get(value, "nanos")) / 1e9);
	if (!s || !*s)
		return TURN_NO_TIME;
	if (cue_time_read(s, strlen(s), 0, &ms) == strlen(s))
		return ms;
	n = strtod(s, &end);
	if (strncmp(s, "PT", 2) == 0) /* "PT1M2.5S" */
		return read_period(s + 2);
	if (*end == 's' && end[1] == '\0') /* "12.500s" */
		end++;
	return *end ? TURN_NO_TIME : compose_ms(n * scale);
}

/*
 * Who speaks: a name, a number or a letter ("Speaker 1"), or an object that
 * has one of those.  Empty if nobody is named.
 */
static void
read_speaker(const json_t *value, struct buf *out)
{
	static const char *const names[] = { "name", "label", "id", NULL };
	const char *s;

	buf_clear(out);
	if (json_is_object(value))
		value = first_of(value, names);
	if (json_is_integer(value)) {
		buf_addf(out, "Speaker %" JSON_INTEGER_FORMAT,
		         json_integer_value(value));
		return;
	}
	s = json_string_value(value);
	if (!s)
		return;
	if (s[0] && (s[1] == '\0' || strspn(s, "0123456789") == strlen(s)))
		buf_adds(out, "Speaker ");
	buf_adds(out, s);
}

static const json_t *
speaker_of(const json_t *object)
{
	static const char *const names[] = { "speaker",      "speaker_label",
		                             "speakerLabel", "speaker_name",
		                             "speakerName",  "speaker_id",
		                             "speakerId",    "speakerTag",
		                             "speaker_tag",  NULL };
	const json_t *found = first_of(object, names);

	if (!found) /* Speechmatics */
		found = get(json_array_get(get(object, "alternatives"), 0),
		            "speaker");
	return found;
}

/* Is OBJECT something said: does it have text? */
static const char *
text_of(const json_t *object)
{
	static const char *const names[] = { "text", "body", "transcript",
		                             "sentence", NULL };
	const json_t *found = first_of(object, names);

	if (!found) /* Azure */
		found = get(json_array_get(get(object, "nBest"), 0), "display");
	return json_string_value(found);
}

/* --- segments ------------------------------------------------------------- */

static void
read_times(const struct reader *r, const json_t *x, int64_t *start_ms,
           int64_t *end_ms)
{
	static const char *const starts[] = {
		"start",       "startTime", "start_time", "begin",  "from",
		"startOffset", "startSec",  "ts",         "offset", NULL
	};
	static const char *const ends[] = {
		"end",       "endTime", "end_time", "stop",          "to",
		"endOffset", "endSec",  "end_ts",   "resultEndTime", NULL
	};
	const json_t *offsets = get(x, "offsets"); /* whisper.cpp's, in ms */
	int64_t lasts;

	if (json_is_object(offsets)) {
		*start_ms = read_ms(get(offsets, "from"), 0.001);
		*end_ms = read_ms(get(offsets, "to"), 0.001);
		return;
	}
	*start_ms = read_ms(first_of(x, starts), r->scale);
	*end_ms = read_ms(first_of(x, ends), r->scale);
	if (get(x, "offsetMilliseconds")) { /* Azure */
		*start_ms = read_ms(get(x, "offsetMilliseconds"), 0.001);
		lasts = read_ms(get(x, "durationMilliseconds"), 0.001);
	} else {
		lasts = read_ms(get(x, "duration"), r->scale);
	}
	if (*end_ms == TURN_NO_TIME && *start_ms != TURN_NO_TIME &&
	    lasts != TURN_NO_TIME)
		*end_ms = *start_ms + lasts;
}

/* Does LIST hold what was said, piece by piece? */
static bool
is_segments(const json_t *list)
{
	size_t i, n = json_array_size(list);

	for (i = 0; i < n; i++)
		if (text_of(json_array_get(list, i)))
			return true;
	return false;
}

static void
add_segments(struct reader *r, const json_t *list)
{
	struct buf who = { 0 };
	size_t i, n = json_array_size(list);

	for (i = 0; i < n; i++) {
		const json_t *x = json_array_get(list, i);
		const char *text = text_of(x);
		int64_t start_ms, end_ms;

		if (!text) {
			r->captions.lost++;
			continue;
		}
		r->captions.cues++;
		read_times(r, x, &start_ms, &end_ms);
		read_speaker(speaker_of(x), &who);
		caption_add(&r->captions, start_ms, end_ms, buf_str(&who),
		            who.len, text, strlen(text));
	}
	buf_release(&who);
}

/* --- words ---------------------------------------------------------------- */

/* What is said in a row by one speaker, word by word. */
struct run {
	struct buf text, who, next;
	int64_t start_ms, end_ms;
};

static void
end_run(struct reader *r, struct run *w)
{
	caption_add(&r->captions, w->start_ms, w->end_ms, buf_str(&w->who),
	            w->who.len, buf_str(&w->text), w->text.len);
	buf_clear(&w->text);
}

/* The word, or mark, that X is. */
static const char *
word_of(const json_t *x)
{
	static const char *const names[] = { "punctuated_word", "word",
		                             "content", "text", NULL };
	const json_t *best = json_array_get(get(x, "alternatives"), 0);

	return json_string_value(first_of(best ? best : x, names));
}

/* A word with times of its own, or (GLUED) a mark behind the last one. */
static void
add_word(struct reader *r, struct run *w, const json_t *x)
{
	const char *type = json_string_value(get(x, "type"));
	const char *word = word_of(x);
	bool glued = type && strcmp(type, "punctuation") == 0;
	int64_t start_ms, end_ms;

	if (!word || (type && strcmp(type, "spacing") == 0))
		return;
	read_times(r, x, &start_ms, &end_ms);
	read_speaker(speaker_of(x), &w->next);
	if (!glued && w->text.len > 0 &&
	    (strcmp(buf_str(&w->next), buf_str(&w->who)) != 0 ||
	     (start_ms != TURN_NO_TIME && w->end_ms != TURN_NO_TIME &&
	      start_ms > w->end_ms)))
		end_run(r, w);
	if (w->text.len == 0) {
		buf_clear(&w->who);
		buf_adds(&w->who, buf_str(&w->next));
		w->start_ms = start_ms;
		w->end_ms = end_ms;
	} else if (!glued) {
		buf_addc(&w->text, ' ');
		w->end_ms = end_ms;
	}
	buf_adds(&w->text, word);
	r->captions.cues += !glued;
}

static void
add_words(struct reader *r, const json_t *list)
{
	struct run w = { .start_ms = TURN_NO_TIME, .end_ms = TURN_NO_TIME };
	size_t i, n = json_array_size(list);

	for (i = 0; i < n; i++)
		add_word(r, &w, json_array_get(list, i));
	end_run(r, &w);
	buf_release(&w.text);
	buf_release(&w.who);
	buf_release(&w.next);
}

/* --- shapes --------------------------------------------------------------- */

/* {"results": {"channels": [{"alternatives": [{"words": [...]}]}]}} */
static const json_t *
deepgram_words(const json_t *results)
{
	const json_t *channels = get(results, "channels"), *best;

	if (json_array_size(channels) != 1)
		return NULL; /* two people's, and nothing says in what order */
	best =
	    json_array_get(get(json_array_get(channels, 0), "alternatives"), 0);
	return get(best, "words");
}

/*
 * Google: [{"alternatives": [{"transcript": ..., "words": [...]}]}, ...].
 * Where speakers are told apart, the last result has all words again, with
 * who says them.
 */
static bool
add_results(struct reader *r, const json_t *results)
{
	size_t i, n = json_array_size(results);
	const json_t *last =
	    get(json_array_get(results, n - 1), "alternatives");
	const json_t *words = get(json_array_get(last, 0), "words");

	if (n == 0)
		return false;
	if (speaker_of(json_array_get(words, 0))) {
		add_words(r, words);
		return true;
	}
	for (i = 0; i < n; i++) {
		const json_t *all =
		    get(json_array_get(results, i), "alternatives");
		const json_t *best = json_array_get(all, 0);
		const char *text = text_of(best);

		words = get(best, "words");
		if (json_array_size(words) > 0)
			add_words(r, words);
		else if (text)
			caption_add(&r->captions, TURN_NO_TIME, TURN_NO_TIME,
			            "", 0, text, strlen(text));
		r->captions.cues += text && json_array_size(words) == 0;
	}
	return r->captions.n > 0;
}

/* Rev: [{"speaker": 0, "elements": [{"value": "So", "ts": 0.5}, ...]}] */
static bool
add_monologues(struct reader *r, const json_t *list)
{
	struct buf who = { 0 }, text = { 0 };
	size_t i, k;

	for (i = 0; i < json_array_size(list); i++) {
		const json_t *x = json_array_get(list, i);
		const json_t *all = get(x, "elements");
		int64_t start = TURN_NO_TIME, end = TURN_NO_TIME, a, b;

		buf_clear(&text);
		for (k = 0; k < json_array_size(all); k++) {
			const json_t *e = json_array_get(all, k);
			const char *s = json_string_value(get(e, "value"));

			buf_adds(&text, s ? s : "");
			read_times(r, e, &a, &b);
			start = start == TURN_NO_TIME ? a : start;
			end = b == TURN_NO_TIME ? end : b;
		}
		r->captions.cues++;
		read_speaker(speaker_of(x), &who);
		caption_add(&r->captions, start, end, buf_str(&who), who.len,
		            buf_str(&text), text.len);
	}
	buf_release(&who);
	buf_release(&text);
	return r->captions.n > 0;
}

/*
 * Amazon once said who speaks only in a list of its own, by the words'
 * times: give the words of ITEMS the labels of it.
 */
static void
label_items(json_t *items, const json_t *labels)
{
	const json_t *segments = get(labels, "segments");
	size_t i, k, at = 0;

	for (i = 0; i < json_array_size(segments); i++) {
		const json_t *list = get(json_array_get(segments, i), "items");

		for (k = 0; k < json_array_size(list); k++) {
			const json_t *x = json_array_get(list, k);
			const json_t *start = get(x, "start_time");
			size_t j = at;

			while (j < json_array_size(items) &&
			       j < at + LABEL_AHEAD &&
			       !json_equal(
			           get(json_array_get(items, j), "start_time"),
			           start))
				j++;
			if (j == json_array_size(items) ||
			    j == at + LABEL_AHEAD || !start)
				continue;
			json_object_set(json_array_get(items, j),
			                "speaker_label",
			                get(x, "speaker_label"));
			at = j + 1;
		}
	}
}

/* The unit that C's cues are called, or NULL if ROOT is nothing known. */
static const char *
read_root(struct reader *r, const json_t *root)
{
	static const char *const lists[] = {
		"segments",  "transcription", "transcript",        "captions",
		"sentences", "phrases",       "recognizedPhrases", NULL
	};
	static const char *const words[] = { "words", "result", NULL };
	const json_t *list = root;
	json_t *results = get(root, "results");

	r->scale = 1;
	if (json_is_object(root))
		list = first_of(root, lists);
	if (is_segments(list)) {
		add_segments(r, list);
		return "segment";
	}
	if (is_segments(get(results, "utterances"))) { /* Deepgram */
		add_segments(r, get(results, "utterances"));
		return "utterance";
	}
	if (deepgram_words(results)) {
		add_words(r, deepgram_words(results));
		return "word";
	}
	if (json_is_array(get(results, "items"))) { /* Amazon Transcribe */
		if (get(results, "speaker_labels"))
			label_items(get(results, "items"),
			            get(results, "speaker_labels"));
		add_words(r, get(results, "items"));
		return "word";
	}
	if (get(json_array_get(results, 0), "type")) { /* Speechmatics */
		add_words(r, results);
		return "word";
	}
	if (json_is_array(results) && add_results(r, results))
		return "word";
	if (add_monologues(r, get(root, "monologues")))
		return "monologue";
	r->scale = 0.001;
	if (is_segments(get(root, "utterances"))) { /* AssemblyAI */
		add_segments(r, get(root, "utterances"));
		return "utterance";
	}
	if (get(root, "audio_duration") && is_segments(get(root, "words"))) {
		add_words(r, get(root, "words"));
		return "word";
	}
	r->scale = 1;
	list = first_of(root, words);
	if (word_of(json_array_get(list, 0))) { /* ElevenLabs, Vosk */
		add_words(r, list);
		return "word";
	}
	return NULL;
}

/*
 * Python writes NaN and Infinity, which JSON does not have: they become
 * empty strings, in place and outside of strings, which are no times.
 */
static void
mend_numbers(char *s, size_t len)
{
	static const char *const words[] = { "-Infinity", "Infinity", "NaN" };
	bool quoted = false;
	size_t i, k, n;

	for (i = 0; i < len; i++) {
		if (quoted && s[i] == '\\')
			i++;
		else if (s[i] == '"')
			quoted = !quoted;
		for (k = 0; !quoted && i < len && k < 3; k++) {
			n = strlen(words[k]);
			if (s[i] != words[k][0] || len - i < n ||
			    memcmp(s + i, words[k], n) != 0)
				continue;
			memset(s + i, ' ', n);
			memcpy(s + i, "\"\"", 2);
			i += n - 1;
			break;
		}
	}
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct reader r = { 0 };
	struct buf text = { 0 };
	const char *unit = NULL;
	json_t *root = NULL;
	json_error_t why;
	int rc;

	rc = decode_apart(bytes, o->encoding, t, &text, err);
	if (rc < 0)
		return rc;
	if (text.len > 0)
		mend_numbers(text.data, text.len);
	root = json_loadb(buf_str(&text), text.len, 0, &why);
	buf_release(&text);
	if (!root)
		rc = error_set(err, ERR_FORMAT, "line %d: this is no JSON: %s",
		               why.line, why.text);
	else
		unit = read_root(&r, root);
	json_decref(root);
	if (rc == 0 && !unit)
		rc = error_set(err, ERR_FORMAT,
		               "no list of segments with \"text\" is in it, "
		               "as speech recognisers write");
	if (rc == 0)
		rc = caption_turns(&r.captions, unit, t, o, err);
	caption_release(&r.captions);
	return rc;
}

/* {"name": or [{"name": or [] and white space anywhere. */
static enum import_fit
sniff(const char *data, size_t len)
{
	size_t at = len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	char last = '\0';

	for (; at < len && strchr(" \t\r\n[{", data[at]) && data[at]; at++)
		if (strchr("[{", data[at]))
			last = data[at];
	return last == '{' && at < len && data[at] == '"' ? IMPORT_MAYBE
	                                                  : IMPORT_NO;
}

const struct importer json_importer = {
	.name = "json",
	.extensions = "json",
	.description = "JSON of speech recognisers, such as Whisper",
	.sniff = sniff,
	.parse = parse,
};
