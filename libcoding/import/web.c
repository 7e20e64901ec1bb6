#include "import/web.h"

#include "base/error.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "base/xml.h"
#include "import/compose.h"
#include "import/decode.h"
#include "import/detect.h"
#include "import/label.h"
#include "import/web_blocks.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define HEAD_BYTES 2048 /* of the file, in which it names its encoding */

/* --- what is marked ------------------------------------------------------- */

/* The label without what divides it from the words. */
static size_t
label_length(const char *s, size_t len)
{
	while (len > 0 && strchr(": \t", s[len - 1]))
		len--;
	return len;
}

/* Does the label look like what only a speaker would be called? */
static bool
is_certain(const char *label)
{
	char *folded = unicode_fold(label);
	bool asks = false;
	enum label_class class = label_classify(label, folded, &asks);

	free(folded);
	return class >= LABEL_PAIR;
}

static int
compare_labels(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/*
 * Are the marks those of a conversation?  Two at least; and if their labels
 * are not certain, somebody has to speak twice, for the terms of a glossary
 * are all different; each has words behind it.
 */
static bool
are_speakers(const struct web_blocks *b)
{
	struct {
		char **items;
		size_t n, cap;
	} labels = { 0 };
	size_t i, certain = 0, again = 0, unsaid = 0, n;

	for (i = 0; i < b->n; i++) {
		const char *s = buf_str(&b->text) + b->items[i].at;

		if (b->items[i].kind != WEB_SPEAKER)
			continue;
		n = label_length(s, b->items[i].len);
		vec_push(&labels, mem_strn(s, n));
		certain += is_certain(labels.items[labels.n - 1]);
		unsaid += i + 1 == b->n ||
		          b->items[i + 1].kind == WEB_SPEAKER ||
		          b->items[i + 1].kind == WEB_HEADING;
	}
	if (labels.n > 0)
		qsort(labels.items, labels.n, sizeof(*labels.items),
		      compare_labels);
	for (i = 0; i + 1 < labels.n; i++)
		again += strcmp(labels.items[i], labels.items[i + 1]) == 0;
	n = labels.n;
	for (i = 0; i < n; i++)
		free(labels.items[i]);
	vec_release(&labels);
	return n >= 2 && (again > 0 || certain == n) && 4 * unsaid <= n;
}

/* Each line of the block as a line of the turn. */
static void
add_lines(struct composer *c, const char *s, size_t len)
{
	const char *stop;
	size_t n;

	while (len > 0) {
		stop = memchr(s, '\n', len);
		n = stop ? (size_t)(stop - s) : len;
		compose_flow(c, s, n);
		if (stop)
			compose_line(c);
		s += n + (stop != NULL);
		len -= n + (stop != NULL);
	}
}

/* Who speaks and since when, between marks and words. */
struct state {
	const char *who;
	size_t who_len;
	int64_t ms;
	bool fresh; /* a mark stands before the next words */
};

static void
compose_block(struct composer *c, const struct web_block *b, const char *s,
              struct state *at)
{
	switch (b->kind) {
	case WEB_HEADING:
		compose_section(c, SECTION_HEADING, b->level, s, b->len);
		at->fresh = true;
		break;
	case WEB_SPEAKER:
		if (!at->fresh)
			at->ms = TURN_NO_TIME;
		at->who = s;
		at->who_len = label_length(s, b->len);
		at->fresh = true;
		break;
	case WEB_TIME:
		at->ms = b->ms;
		at->fresh = true;
		break;
	case WEB_TEXT:
		if (at->fresh) {
			compose_turn(c, at->ms, TURN_NO_TIME);
			compose_speaker(c, at->who, at->who_len);
			at->ms = TURN_NO_TIME;
		} else {
			compose_paragraph(c);
		}
		at->fresh = false;
		add_lines(c, s, b->len);
		break;
	}
}

static int
compose(const struct web_blocks *b, const struct import_options *o,
        struct transcript *t, struct error *err)
{
	struct composer c = { .t = t, .options = o };
	struct state at = { "", 0, TURN_NO_TIME, true };
	size_t i;

	for (i = 0; i < b->n; i++)
		compose_block(&c, &b->items[i],
		              buf_str(&b->text) + b->items[i].at, &at);
	return compose_end(&c, err);
}

/* --- what is not ---------------------------------------------------------- */

/* Append the block to T's text, in NFC and without control characters. */
static void
add_block(struct transcript *t, const struct web_blocks *b, size_t i)
{
	const char *s = buf_str(&b->text) + b->items[i].at;
	struct buf plain = { 0 };
	size_t k;

	for (k = 0; k < b->items[i].len; k++) {
		if (((unsigned char)s[k] >= ' ' && s[k] != 0x7F) ||
		    s[k] == '\n' || s[k] == '\t')
			buf_addc(&plain, s[k]);
		else
			transcript_changed(t, "control characters");
	}
	if (unicode_nfc(&t->text, buf_str(&plain), plain.len))
		transcript_changed(t, "NFC");
	buf_release(&plain);
}

/* The text of the page, whose headings are no speech, and its turns. */
static int
detect(const struct web_blocks *b, const struct import_options *o,
       struct transcript *t, struct error *err)
{
	struct span_list cuts = { 0 }, strong = { 0 };
	size_t i;
	int rc;

	for (i = 0; i < b->n; i++) {
		struct transcript_section section = {
			.level = b->items[i].level,
			.kind = SECTION_HEADING,
		};
		bool mark = i > 0 && (b->items[i - 1].kind == WEB_SPEAKER ||
		                      b->items[i - 1].kind == WEB_TIME);

		if (t->text.len > 0)
			buf_adds(&t->text, mark ? "\n" : "\n\n");
		section.start = t->text.len;
		add_block(t, b, i);
		section.end = t->text.len;
		if (b->items[i].kind == WEB_HEADING &&
		    section.start < section.end) {
			struct span cut = { section.start, section.end };

			vec_push(&t->sections, section);
			vec_push(&cuts, cut);
		}
		if (b->items[i].strong && section.start < section.end) {
			struct span span = { section.start, section.end };

			vec_push(&strong, span);
		}
	}
	rc = detect_turns_beside(t, &cuts, &strong, o, err);
	vec_release(&cuts);
	vec_release(&strong);
	return rc;
}

/* --- the file ------------------------------------------------------------- */

/*
 * The encoding that the page names, as iconv calls it, into OUT; NULL if it
 * names none, or UTF-8.  What says ISO-8859-1 is windows-1252, as browsers
 * take it (WHATWG Encoding Standard).
 */
static const char *
named_encoding(const struct buf *bytes, char *out, size_t size)
{
	size_t len = bytes->len < HEAD_BYTES ? bytes->len : HEAD_BYTES, n;
	const char *s = buf_str(bytes), *end = s + len;

	if (len >= 2 &&
	    ((unsigned char)s[0] >= 0xFE || memcmp(s, "\xEF\xBB", 2) == 0))
		return NULL; /* a byte order mark says it */
	for (; s + 9 < end; s++)
		if (strncasecmp(s, "charset=", 8) == 0)
			break;
	if (s + 9 >= end)
		return NULL;
	s += 8;
	s += *s == '"' || *s == '\'';
	for (n = 0;
	     s + n < end && n + 1 < size &&
	     (s[n] == '-' || s[n] == '_' || (s[n] >= '0' && s[n] <= ':') ||
	      ((s[n] | 0x20) >= 'a' && (s[n] | 0x20) <= 'z'));
	     n++)
		out[n] = s[n];
	out[n] = '\0';
	if (n == 0 || strcasecmp(out, "utf-8") == 0 ||
	    strcasecmp(out, "utf8") == 0)
		return NULL;
	return strcasecmp(out, "iso-8859-1") == 0 ||
	               strcasecmp(out, "latin1") == 0 ||
	               strcasecmp(out, "us-ascii") == 0
	           ? "windows-1252"
	           : out;
}

#define HEAD_MAX 4096 /* bytes in which a document type begins */

/*
 * A parser of HTML takes what a document type declares between brackets for
 * text: blank it.
 */
static void
blank_declarations(struct buf *text)
{
	static const char begin[] = "<!doctype";
	char *s = text->data, *open, *close;
	size_t at = 0;

	while (at + sizeof(begin) < text->len && at < HEAD_MAX &&
	       strncasecmp(s + at, begin, sizeof(begin) - 1) != 0)
		at++;
	if (at + sizeof(begin) >= text->len || at >= HEAD_MAX)
		return;
	open = s + at + strcspn(s + at, "[>");
	close = *open == '[' ? strstr(open, "]>") : NULL;
	if (close)
		memset(open, ' ', (size_t)(close + 1 - open));
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	char name[32];
	const char *encoding = o->encoding
	                           ? o->encoding
	                           : named_encoding(bytes, name, sizeof(name));
	struct web_blocks b = { 0 };
	struct buf text;
	xmlDocPtr doc = NULL;
	const xmlNode *root;
	int rc;

	rc = decode_text(bytes, encoding, t, err);
	if (rc == ERR_USAGE && !o->encoding)
		rc = error_set(err, ERR_FORMAT,
		               "it says that it is in '%s', which is no "
		               "encoding; --encoding NAME says which it is",
		               encoding);
	if (rc < 0)
		return rc;
	text = t->text;
	memset(&t->text, 0, sizeof(t->text));
	blank_declarations(&text);
	rc = xml_parse_html(buf_str(&text), text.len, &doc, err);
	root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (root)
		web_blocks_read(root, &b);
	if (rc == 0)
		rc = !o->turns && are_speakers(&b) ? compose(&b, o, t, err)
		                                   : detect(&b, o, t, err);
	web_blocks_release(&b);
	xmlFreeDoc(doc);
	buf_release(&text);
	return rc;
}

static bool
begins(const char *s, size_t len, const char *word)
{
	size_t n = strlen(word);

	return len >= n && strncasecmp(s, word, n) == 0;
}

static enum import_fit
sniff(const char *data, size_t len)
{
	static const char *const likely[] = { "<body",  "<head",  "<div",
		                              "<p>",    "<h1",    "<h2",
		                              "<table", "<cite>", "<article",
		                              "<dl>" };
	size_t at = len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0, i;

	while (at < len && strchr(" \t\r\n", data[at]) && data[at])
		at++;
	if (begins(data + at, len - at, "<!doctype html") ||
	    begins(data + at, len - at, "<html"))
		return IMPORT_SURE;
	for (i = 0; i < sizeof(likely) / sizeof(*likely); i++)
		if (begins(data + at, len - at, likely[i]))
			return IMPORT_MAYBE;
	return xml_sniff(data, len, "html") ? IMPORT_SURE : IMPORT_NO;
}

const struct importer web_importer = {
	.name = "html",
	.extensions = "html htm xhtml",
	.description =
	    "pages of HTML; headings, marked speakers, or their text",
	.sniff = sniff,
	.parse = parse,
};
