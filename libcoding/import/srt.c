#include "import/srt.h"

#include "base/ascii.h"
#include "base/error.h"
#include "import/caption.h"
#include "import/caption_name.h"
#include "import/cue_time.h"
#include "import/decode.h"
#include "import/line.h"
#include "import/markup.h"

#include <string.h>

/* Reads the line of times that begins a cue; false if S is none. */
typedef bool read_times(const char *s, size_t len, int64_t *start_ms_out,
                        int64_t *end_ms_out);

/* A file being read. */
struct srt {
	const char *text;
	size_t len;
	read_times *times;
	struct captions captions;
	struct buf raw, speech, who;
	bool open;     /* a cue was begun */
	size_t number; /* of the cue that was last numbered */
	int64_t start_ms, end_ms;
};

/* Is the line a number?  Then that is *OUT, or SIZE_MAX if it is long. */
static bool
read_number(const char *s, size_t start, size_t end, size_t *out)
{
	size_t n = 0;

	line_trim(s, &start, &end);
	if (start == end)
		return false;
	*out = end - start > 9 ? SIZE_MAX : 0;
	for (; start < end && ascii_is_digit(s[start]); start++)
		n = n * 10 + (size_t)(s[start] - '0');
	if (*out == 0)
		*out = n;
	return start == end;
}

/* 0:00:01.000,0:00:02.000 */
static bool
read_sbv_times(const char *s, size_t len, int64_t *start_ms_out,
               int64_t *end_ms_out)
{
	const char *comma = memchr(s, ',', len);
	size_t cut = comma ? (size_t)(comma - s) : len, start = 0, at;

	if (!comma)
		return false;
	line_trim(s, &start, &len);
	at = cue_time_read(s, cut, start, start_ms_out);
	return at > 0 && at == cut && cut < len &&
	       cue_time_read(s, len, cut + 1, end_ms_out) == len;
}

/* A line that was meant to say when, and cannot be read. */
static bool
is_bad_times(const struct srt *p, size_t start, size_t end)
{
	size_t colons = 0, i;

	if (start == end || !ascii_is_digit(p->text[start]))
		return false;
	for (i = start; i < end && p->times == read_sbv_times; i++) {
		colons += p->text[i] == ':';
		if (p->text[i] == ' ')
			return false;
	}
	if (colons > 1)
		return memchr(p->text + start, ',', end - start);
	for (; end - start >= 3; start++)
		if (memcmp(p->text + start, "-->", 3) == 0)
			return true;
	return false;
}

static void
end_cue(struct srt *p)
{
	struct buf next = { 0 };
	size_t at = 0;
	bool more;

	buf_clear(&p->who);
	do {
		buf_clear(&p->speech);
		more = markup_next(buf_str(&p->raw), p->raw.len, MARKUP_SRT,
		                   &at, &p->speech, &next);
		caption_add(&p->captions, p->start_ms, p->end_ms,
		            buf_str(&p->who), p->who.len, buf_str(&p->speech),
		            p->speech.len);
		buf_clear(&p->who);
		buf_add(&p->who, buf_str(&next), next.len);
	} while (more);
	buf_clear(&p->raw);
	buf_release(&next);
}

/* Do times stand on the line behind the one that ends at END? */
static bool
times_follow(const struct srt *p, size_t end)
{
	size_t start = end < p->len ? end + 1 : p->len;
	int64_t a, b;

	end = line_end(p->text, start, p->len);
	return p->times(p->text + start, end - start, &a, &b) ||
	       is_bad_times(p, start, end);
}

/* A cue's number: before its times, or before its text if it lacks those. */
static bool
take_number(struct srt *p, size_t start, size_t end, bool after_blank)
{
	size_t n, next = end < p->len ? end + 1 : end;

	if (!read_number(p->text, start, end, &n))
		return false;
	if (!times_follow(p, end) &&
	    (!after_blank || n != p->number + 1 ||
	     line_is_blank(p->text, next, line_end(p->text, next, p->len))))
		return false;
	p->number = n;
	return true;
}

/*
 * The line [START, END) of a file that was read so far.  AFTER_BLANK: a
 * blank line or nothing is before it.
 */
static void
add_line(struct srt *p, size_t start, size_t end, bool after_blank)
{
	int64_t from, to;

	if (p->times(p->text + start, end - start, &from, &to)) {
		end_cue(p);
		p->captions.cues++;
		p->open = true;
		p->start_ms = from;
		p->end_ms = to;
		return;
	}
	if (is_bad_times(p, start, end)) {
		/* its words have no time, but they were said */
		end_cue(p);
		if (p->captions.late++ == 0)
			p->captions.bad = start + 1;
		p->open = true;
		p->start_ms = p->end_ms = TURN_NO_TIME;
		return;
	}
	if (take_number(p, start, end, after_blank))
		return;
	if (!p->open)
		return; /* what stands before the first cue */
	buf_add(&p->raw, p->text + start, end - start);
	buf_addc(&p->raw, '\n');
}

static void
read_all(struct srt *p)
{
	bool after_blank = true;
	size_t at, stop;

	for (at = 0; at < p->len; at = stop + 1) {
		stop = line_end(p->text, at, p->len);
		if (line_is_blank(p->text, at, stop)) {
			after_blank = true;
			continue;
		}
		add_line(p, at, stop, after_blank);
		after_blank = false;
	}
	end_cue(p);
}

static int
read_text(const char *text, size_t len, const struct import_options *o,
          struct transcript *t, read_times *times, const char *example,
          struct error *err)
{
	struct srt p = { .text = text, .len = len, .times = times };
	int rc;

	read_all(&p);
	caption_name_find(&p.captions);
	if (p.captions.cues == 0 && p.captions.bad > 0)
		rc = caption_bad_times(text, len, p.captions.bad - 1, example,
		                       err);
	else if (p.captions.cues == 0)
		rc = error_set(err, ERR_FORMAT,
		               "no line says when a caption is shown, such as "
		               "'%s'",
		               example);
	else
		rc = caption_turns(&p.captions, "cue", t, o, err);
	caption_release(&p.captions);
	buf_release(&p.raw);
	buf_release(&p.speech);
	buf_release(&p.who);
	return rc;
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      read_times *times, const char *example, struct error *err)
{
	struct buf text = { 0 };
	int rc;

	rc = decode_apart(bytes, o->encoding, t, &text, err);
	if (rc == 0)
		rc = read_text(buf_str(&text), text.len, o, t, times, example,
		               err);
	buf_release(&text);
	return rc;
}

int
srt_turns(const char *text, size_t len, const struct import_options *o,
          struct transcript *t, struct error *err)
{
	return read_text(text, len, o, t, caption_read_times, "", err);
}

static int
parse_srt(struct buf *bytes, const struct import_options *o,
          struct transcript *t, struct error *err)
{
	return parse(bytes, o, t, caption_read_times,
	             "00:00:01,000 --> 00:00:02,500", err);
}

static int
parse_sbv(struct buf *bytes, const struct import_options *o,
          struct transcript *t, struct error *err)
{
	return parse(bytes, o, t, read_sbv_times, "0:00:01.000,0:00:02.500",
	             err);
}

/* Is the first line that is not blank, or a number's next, one of TIMES? */
static enum import_fit
begins_with(const char *s, size_t len, read_times *times)
{
	size_t at = len >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	bool number = false;
	int64_t a, b;

	while (at < len) {
		size_t end = at, next, n;

		while (end < len && s[end] != '\n' && s[end] != '\r')
			end++;
		next = end + 1;
		while (end > at && (s[end - 1] == ' ' || s[end - 1] == '\t'))
			end--;
		if (end > at && times(s + at, end - at, &a, &b))
			return IMPORT_SURE;
		if (end > at && (number || !read_number(s, at, end, &n)))
			return IMPORT_NO;
		number |= end > at;
		at = next;
	}
	return IMPORT_NO;
}

static enum import_fit
sniff_srt(const char *data, size_t len)
{
	return begins_with(data, len, caption_read_times);
}

static enum import_fit
sniff_sbv(const char *data, size_t len)
{
	return begins_with(data, len, read_sbv_times);
}

const struct importer srt_importer = {
	.name = "srt",
	.extensions = "srt",
	.description = "SubRip captions; Name: is a speaker",
	.sniff = sniff_srt,
	.parse = parse_srt,
};

const struct importer srt_sbv_importer = {
	.name = "sbv",
	.extensions = "sbv",
	.description = "SubViewer captions, as YouTube writes them",
	.sniff = sniff_sbv,
	.parse = parse_sbv,
};
