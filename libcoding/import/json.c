#include "import/json.h"

#include "base/bound.h"
#include "base/error.h"
#include "import/caption.h"
#include "import/compose.h"
#include "import/decode.h"
#include "import/json_chat.h"
#include "import/json_value.h"
#include "import/line.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	LABEL_AHEAD = 100, /* words looked at for one with a time */
	WRAPS_MAX = 3,     /* objects around what was said */
	WORD_MS_MAX = 10000,
};

/* A file being read. */
struct reader {
	struct captions captions;
	double scale;           /* seconds in its unit of time */
	const json_t *speakers; /* who its ids are; NULL: it does not say */
};

static json_t *
get(const json_t *object, const char *name)
{
	return json_object_get(object, name);
}

static const json_t *
speaker_of(const json_t *object)
{
	static const char *const names[] = { "speaker_name", "speakerName",
		                             "speaker",      "speaker_label",
		                             "speakerLabel", "speaker_id",
		                             "speakerId",    "speakerTag",
		                             "speaker_tag",  NULL };
	const json_t *found = json_value_first(object, names);

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
	const json_t *found = json_value_first(object, names);

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
		*start_ms = json_value_ms(get(offsets, "from"), 0.001);
		*end_ms = json_value_ms(get(offsets, "to"), 0.001);
		return;
	}
	*start_ms = json_value_ms(json_value_first(x, starts), r->scale);
	*end_ms = json_value_ms(json_value_first(x, ends), r->scale);
	if (get(x, "offsetMilliseconds")) { /* Azure */
		*start_ms = json_value_ms(get(x, "offsetMilliseconds"), 0.001);
		lasts = json_value_ms(get(x, "durationMilliseconds"), 0.001);
	} else {
		lasts = json_value_ms(get(x, "duration"), r->scale);
	}
	if (*end_ms == TURN_NO_TIME && *start_ms != TURN_NO_TIME &&
	    lasts != TURN_NO_TIME)
		*end_ms = *start_ms + lasts;
}

/* The word, or mark, that X is. */
static const char *
word_of(const json_t *x)
{
	static const char *const names[] = { "punctuated_word", "word",
		                             "content", "text", NULL };
	const json_t *best = json_array_get(get(x, "alternatives"), 0);

	return json_string_value(json_value_first(best ? best : x, names));
}

/* Is WORD a mark, which belongs to the word before it? */
static bool
is_glued(const json_t *word)
{
	const char *type = json_string_value(get(word, "type"));

	return type && strcmp(type, "punctuation") == 0;
}

/* What X says: its text or else, as Premiere has it, only its words. */
static const char *
segment_text(const json_t *x, struct buf *out)
{
	const json_t *words = get(x, "words");
	const char *text = text_of(x), *word;
	size_t i, n = json_array_size(words);

	buf_clear(out);
	for (i = 0; !text && i < n; i++) {
		word = word_of(json_array_get(words, i));
		if (word && out->len > 0 && !is_glued(json_array_get(words, i)))
			buf_addc(out, ' ');
		buf_adds(out, word ? word : "");
	}
	return text ? text : out->len > 0 ? buf_str(out) : NULL;
}

/* Does LIST hold what was said, piece by piece? */
static bool
is_segments(const json_t *list)
{
	size_t i, n = json_array_size(list);

	for (i = 0; i < n; i++) {
		const json_t *x = json_array_get(list, i);

		if (text_of(x) || word_of(json_array_get(get(x, "words"), 0)))
			return true;
	}
	return false;
}

static void
add_segments(struct reader *r, const json_t *list)
{
	struct buf who = { 0 }, words = { 0 };
	size_t i, n = json_array_size(list);

	for (i = 0; i < n; i++) {
		const json_t *x = json_array_get(list, i);
		const char *text = segment_text(x, &words);
		int64_t start_ms, end_ms;

		if (!text) {
			r->captions.lost++;
			continue;
		}
		r->captions.cues++;
		read_times(r, x, &start_ms, &end_ms);
		json_value_who(speaker_of(x), r->speakers, &who);
		caption_add(&r->captions, start_ms, end_ms, buf_str(&who),
		            who.len, text, strlen(text));
	}
	buf_release(&who);
	buf_release(&words);
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

/* A word with times of its own, or (GLUED) a mark behind the last one. */
static void
add_word(struct reader *r, struct run *w, const json_t *x)
{
	const char *type = json_string_value(get(x, "type"));
	const char *word = word_of(x);
	bool glued = is_glued(x);
	int64_t start_ms, end_ms;

	if (!word || (type && strcmp(type, "spacing") == 0))
		return;
	read_times(r, x, &start_ms, &end_ms);
	json_value_who(speaker_of(x), r->speakers, &w->next);
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
		json_value_who(speaker_of(x), r->speakers, &who);
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

/*
 * The unit of LIST's times: whole numbers are milliseconds if, as seconds,
 * each word would take as long as nobody needs for ten.
 */
static double
guess_scale(struct reader *r, const json_t *list)
{
	int64_t start, end, first = TURN_NO_TIME, last = 0;
	size_t i, n = json_array_size(list);

	r->scale = 1;
	for (i = 0; i < n; i++) {
		const json_t *x = json_array_get(list, i);

		if (json_is_real(get(x, "start")) ||
		    json_is_real(get(x, "end")))
			return 1;
		read_times(r, x, &start, &end);
		first = first == TURN_NO_TIME ? start : first;
		last = end > last ? end : last;
	}
	return first != TURN_NO_TIME && last > first &&
	               (double)(last - first) > (double)n * WORD_MS_MAX
	           ? 0.001
	           : 1;
}

/* What the pieces of ROOT are called, or NULL if it is nothing known. */
static const char *
read_shape(struct reader *r, const json_t *root)
{
	static const char *const lists[] = {
		"segments",  "transcription", "transcript",        "captions",
		"sentences", "phrases",       "recognizedPhrases", NULL
	};
	static const char *const words[] = { "words", "result", NULL };
	const json_t *list = root;
	json_t *results = get(root, "results");

	r->scale = 1;
	r->speakers = get(root, "speakers");
	if (json_is_object(root))
		list = json_value_first(root, lists);
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
	list = json_value_first(root, words);
	if (word_of(json_array_get(list, 0))) { /* ElevenLabs, Vosk */
		r->scale = guess_scale(r, list);
		add_words(r, list);
		return "word";
	}
	return NULL;
}

/* The same, or for what is wrapped in it: {"data": {"transcript": ...}}. */
static const char *
read_root(struct reader *r, const json_t *root, int depth)
{
	static const char *const wraps[] = { "data", "transcript", "result",
		                             "response", "transcription" };
	const char *unit = read_shape(r, root);
	size_t i;

	for (i = 0;
	     !unit && depth < WRAPS_MAX && i < sizeof(wraps) / sizeof(*wraps);
	     i++)
		if (json_is_object(get(root, wraps[i])))
			unit = read_root(r, get(root, wraps[i]), depth + 1);
	return unit;
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
	rc = bound_json(buf_str(&text), text.len, err);
	if (rc == 0)
		root = json_loadb(buf_str(&text), text.len, 0, &why);
	buf_release(&text);
	if (rc < 0)
		return rc;
	if (!root)
		rc = error_set(err, ERR_FORMAT, "line %d: this is no JSON: %s",
		               why.line, why.text);
	else if (json_chat_is(root))
		rc = json_chat_read(root, t, o, err);
	else
		unit = read_root(&r, root, 0);
	if (rc == 0 && !unit && !json_chat_is(root))
		rc = error_set(err, ERR_FORMAT,
		               "no list of segments with \"text\" is in it, "
		               "as speech recognisers write, and no "
		               "messages of a chat");
	/* what was said has been copied: nobody needs the tree beside it */
	json_decref(root);
	if (unit)
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
	.description =
	    "JSON of speech recognisers, such as Whisper, and of chats",
	.sniff = sniff,
	.parse = parse,
};
