#include "import/vtt.h"

#include "base/error.h"
#include "base/utf8.h"
#include "import/caption.h"
#include "import/decode.h"
#include "import/line.h"
#include "import/markup.h"

#include <string.h>

/* A file being read. */
struct vtt {
	const char *text;
	size_t len;
	size_t at;
	struct captions captions;
	struct buf speech, who; /* of the cue */
};

/* Lines of one block, and the cue among them. */
struct block {
	size_t start, end; /* its lines; those of a cue's text */
	size_t lines;
	size_t times; /* the line with the arrow */
	bool arrow;   /* a line with --> was there, so it is a cue */
	bool timed;   /* and its times can be read */
	int64_t start_ms, end_ms;
};

static bool
has_arrow(const char *s, size_t start, size_t end)
{
	const char *at = s + start, *tip;

	while ((tip = memchr(at, '>', (size_t)(s + end - at))) != NULL) {
		if (tip - (s + start) >= 2 && tip[-1] == '-' && tip[-2] == '-')
			return true;
		at = tip + 1;
	}
	return false;
}

/*
 * Read the block at the place reached, as the standard's "collect a WebVTT
 * block" does: a blank line ends it, and so does a line with an arrow that
 * is not its first or second.  HEADER: it is what follows WEBVTT.
 */
static void
read_block(struct vtt *v, bool header, struct block *b)
{
	size_t stop;

	memset(b, 0, sizeof(*b));
	b->start = b->end = v->at;
	while (v->at < v->len) {
		stop = line_end(v->text, v->at, v->len);
		if (stop == v->at) /* blanks would go on */
			return;
		if (has_arrow(v->text, v->at, stop)) {
			if (header || b->arrow || b->lines > 1)
				return;
			b->arrow = true;
			b->times = v->at;
			b->timed =
			    caption_read_times(v->text + v->at, stop - v->at,
			                       &b->start_ms, &b->end_ms);
			b->start = stop < v->len ? stop + 1 : stop;
		}
		b->lines++;
		b->end = stop;
		v->at = stop < v->len ? stop + 1 : stop;
	}
}

/* NOTE, STYLE and REGION blocks are no cues that went wrong. */
static bool
is_comment(const struct vtt *v, const struct block *b)
{
	static const char *const words[] = { "NOTE", "STYLE", "REGION" };
	size_t i, n;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		n = strlen(words[i]);
		if (b->end - b->start >= n &&
		    memcmp(v->text + b->start, words[i], n) == 0 &&
		    (b->end - b->start == n ||
		     strchr(" \t\n", v->text[b->start + n])))
			return true;
	}
	return false;
}

static void
add_cue(struct vtt *v, const struct block *b)
{
	size_t len = b->end > b->start ? b->end - b->start : 0, at = 0;
	struct buf next = { 0 };
	bool more;

	v->captions.cues++;
	buf_clear(&v->who);
	do {
		buf_clear(&v->speech);
		more = markup_next(v->text + b->start, len, MARKUP_VTT, &at,
		                   &v->speech, &next);
		caption_add(&v->captions, b->start_ms, b->end_ms,
		            buf_str(&v->who), v->who.len, buf_str(&v->speech),
		            v->speech.len);
		buf_clear(&v->who);
		buf_add(&v->who, buf_str(&next), next.len);
	} while (more);
	buf_release(&next);
}

static void
read_all(struct vtt *v)
{
	struct block b;

	v->at = line_end(v->text, 0, v->len);
	v->at += v->at < v->len;
	read_block(v, true, &b);
	while (v->at < v->len) {
		if (v->text[v->at] == '\n') {
			v->at++;
			continue;
		}
		read_block(v, false, &b);
		if (b.timed)
			add_cue(v, &b);
		else if (b.arrow || !is_comment(v, &b))
			v->captions.lost++;
		if (b.arrow && !b.timed && v->captions.bad == 0)
			v->captions.bad = b.times + 1;
	}
}

/* WEBVTT, and white space or nothing behind it. */
static bool
has_signature(const char *s, size_t len)
{
	return len >= 6 && memcmp(s, "WEBVTT", 6) == 0 &&
	       (len == 6 || strchr(" \t\r\n", s[6]));
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct buf text = { 0 };
	struct vtt v = { 0 };
	int rc;

	rc = decode_apart(bytes, o->encoding, t, &text, err);
	if (rc < 0)
		return rc;
	v.text = buf_str(&text);
	v.len = text.len;
	if (has_signature(v.text, v.len)) {
		read_all(&v);
		if (v.captions.cues == 0 && v.captions.bad > 0)
			rc = caption_bad_times(
			    v.text, v.len, v.captions.bad - 1,
			    "00:00:01.000 --> 00:00:02.500", err);
		else
			rc = caption_turns(&v.captions, "cue", t, o, err);
	} else {
		rc = error_set(err, ERR_FORMAT,
		               "line 1: WebVTT begins with WEBVTT, and this "
		               "does not");
	}
	caption_release(&v.captions);
	buf_release(&v.speech);
	buf_release(&v.who);
	buf_release(&text);
	return rc;
}

static enum import_fit
sniff(const char *data, size_t len)
{
	size_t bom = len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	return has_signature(data + bom, len - bom) ? IMPORT_SURE : IMPORT_NO;
}

const struct importer vtt_importer = {
	.name = "vtt",
	.extensions = "vtt",
	.description = "WebVTT captions; <v Name> and Name: are speakers",
	.sniff = sniff,
	.parse = parse,
};
