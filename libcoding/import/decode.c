#include "import/decode.h"

#include "base/error.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "import/guess.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const struct bom {
	const char *bytes;
	size_t len;
	const char *encoding; /* iconv's; NULL: none is needed */
} boms[] = {
	{ "\xEF\xBB\xBF", 3, NULL },
	{ "\xFF\xFE\0\0", 4, "UTF-32LE" }, /* before UTF-16LE: a prefix */
	{ "\0\0\xFE\xFF", 4, "UTF-32BE" },
	{ "\xFF\xFE", 2, "UTF-16LE" },
	{ "\xFE\xFF", 2, "UTF-16BE" },
};

/* Files that people take for text. */
static const struct {
	const char *bytes;
	const char *what;
} others[] = {
	{ "PK\x03\x04", "a zip file" },
	{ "\xD0\xCF\x11\xE0", "an old Word file" },
	{ "%PDF-", "a PDF file" },
	{ "{\\rtf", "an RTF file" },
};

static int
check_kind(const struct buf *bytes, struct error *err)
{
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(*others); i++) {
		size_t len = strlen(others[i].bytes);

		if (bytes->len >= len &&
		    memcmp(bytes->data, others[i].bytes, len) == 0)
			return error_set(err, ERR_FORMAT,
			                 "this is %s: save it as plain text "
			                 "(UTF-8) first",
			                 others[i].what);
	}
	return 0;
}

static size_t
line_of(const char *text, size_t at)
{
	const char *p = text, *end = text + at;
	size_t line = 1;

	/* CR alone ends a line too, but not when LF follows */
	for (; p < end; p++)
		line += *p == '\n' ||
		        (*p == '\r' && !(p + 1 < end && p[1] == '\n'));
	return line;
}

static int
convert_error(const char *encoding, const struct buf *out, unsigned char byte,
              struct error *err)
{
	return error_set(err, ERR_FORMAT,
	                 "line %zu: byte 0x%02X is not %s; is the text in "
	                 "another encoding?  --encoding NAME says which",
	                 line_of(buf_str(out), out->len), byte, encoding);
}

/* Convert what IN has left, or with NULL flush; false and errno if stuck. */
static bool
pour(iconv_t cd, char **in, size_t *left, struct buf *out)
{
	size_t room = (in ? *left + *left / 2 : 0) + 64, n;
	char *at = buf_room(out, room);

	n = iconv(cd, in, left, &at, &room);
	out->len = (size_t)(at - out->data);
	out->data[out->len] = '\0';
	return n != (size_t)-1 || errno == E2BIG;
}

/* Convert LEN bytes of DATA from ENCODING and append them to OUT. */
static int
convert(char *data, size_t len, const char *encoding, struct buf *out,
        struct error *err)
{
	iconv_t cd = (iconv_t)-1;
	int rc = 0;

	/* NAME//IGNORE would lose text without a word */
	if (!strchr(encoding, '/'))
		cd = iconv_open("UTF-8", encoding);
	if (cd == (iconv_t)-1)
		return error_set(err, ERR_USAGE,
		                 "no encoding is called '%s': iconv -l lists "
		                 "them",
		                 encoding);
	while (rc == 0 && len > 0)
		if (!pour(cd, &data, &len, out))
			rc = convert_error(encoding, out, (unsigned char)*data,
			                   err);
	if (rc == 0)
		pour(cd, NULL, NULL, out);
	iconv_close(cd);
	return rc;
}

/* The encoding that a byte order mark tells, and how long that is. */
static const struct bom *
find_bom(const struct buf *bytes)
{
	size_t i;

	for (i = 0; i < sizeof(boms) / sizeof(*boms); i++)
		if (bytes->len >= boms[i].len &&
		    memcmp(bytes->data, boms[i].bytes, boms[i].len) == 0)
			return &boms[i];
	return NULL;
}

static void
move_text(struct buf *bytes, size_t skip, struct transcript *t)
{
	if (skip > 0) {
		bytes->len -= skip;
		memmove(bytes->data, bytes->data + skip, bytes->len + 1);
	}
	t->text = *bytes;
	memset(bytes, 0, sizeof(*bytes));
}

/*
 * Neither UTF-8 nor marked as anything else: as what it looks like, if it
 * looks like text; else it is left as it is, for check_text() to refuse.
 */
static void
guess(struct buf *bytes, struct transcript *t)
{
	static const char last[] = "WINDOWS-1252";
	char encoding[GUESS_SIZE];
	int rc;

	if (!guess_encoding(bytes->data, bytes->len, encoding)) {
		move_text(bytes, 0, t);
		return;
	}
	rc = convert(bytes->data, bytes->len, encoding, &t->text, NULL);
	if (rc < 0 && memchr(bytes->data, '\0', bytes->len) == NULL) {
		snprintf(encoding, sizeof(encoding), "%s", last);
		buf_clear(&t->text);
		rc = convert(bytes->data, bytes->len, encoding, &t->text, NULL);
	}
	if (rc < 0) {
		buf_release(&t->text);
		move_text(bytes, 0, t);
		return;
	}
	snprintf(t->encoding, sizeof(t->encoding), "%s", encoding);
	t->guessed = true;
	buf_release(bytes);
}

/* Is it text of emic's kind as it is? */
static bool
is_utf8(const struct buf *bytes, size_t skip)
{
	const char *data = buf_str(bytes) + skip;
	size_t len = bytes->len - skip;

	return !memchr(data, '\0', len) && !memchr(data, '\x1B', len) &&
	       utf8_valid(data, len, NULL);
}

/*
 * Bytes to UTF-8: BYTES is moved or converted into T's text.  *SURE_OUT: it
 * has been seen that the text is valid, without a NUL.
 */
static int
to_utf8(struct buf *bytes, const char *encoding, struct transcript *t,
        bool *sure_out, struct error *err)
{
	const struct bom *bom = encoding ? NULL : find_bom(bytes);
	size_t skip = bom ? bom->len : 0;
	int rc;

	if (bom) {
		encoding = bom->encoding;
		transcript_changed(t, "BOM");
	}
	snprintf(t->encoding, sizeof(t->encoding), "%s",
	         encoding ? encoding : "UTF-8");
	if (encoding) {
		rc = convert(bytes->data + skip, bytes->len - skip, encoding,
		             &t->text, err);
		buf_release(bytes);
		return rc;
	}
	*sure_out = is_utf8(bytes, skip);
	if (bom || *sure_out)
		move_text(bytes, skip, t);
	else
		guess(bytes, t);
	return 0;
}

static int
check_text(struct buf *text, const char *encoding, struct transcript *t,
           struct error *err)
{
	const char *bad, *data = buf_str(text);
	size_t at;

	/* a converted BOM */
	if (encoding && text->len >= 3 &&
	    memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
		text->len -= 3;
		memmove(text->data, text->data + 3, text->len + 1);
		transcript_changed(t, "BOM");
	}
	bad = memchr(data, '\0', text->len);
	if (bad)
		return error_set(err, ERR_FORMAT,
		                 "line %zu: a NUL byte, so this is no text "
		                 "file; or is it UTF-16?  --encoding UTF-16LE "
		                 "would say so",
		                 line_of(data, (size_t)(bad - data)));
	if (!utf8_valid(data, text->len, &at))
		return error_set(err, ERR_FORMAT,
		                 "line %zu: byte 0x%02X is not UTF-8, and what "
		                 "else it is cannot be guessed; say which "
		                 "encoding it is, such as --encoding "
		                 "windows-1252",
		                 line_of(data, at),
		                 (unsigned)(unsigned char)data[at]);
	return 0;
}

/* Behind the escape at AT and what a terminal would make of it: colours. */
static size_t
skip_escape(const char *s, size_t len, size_t at)
{
	if (++at < len && s[at] == '[') {
		for (at++; at < len && s[at] >= ' ' && s[at] < '@';)
			at++;
		at += at < len && s[at] >= '@' && s[at] <= '~';
	}
	return at;
}

/* What no text inside emic has, but for KEPT. */
static bool
is_control(char c, char kept)
{
	unsigned char u = (unsigned char)c;

	return (u < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != kept) ||
	       u == 0x7F;
}

/* Pages and columns end lines; all other controls go. */
static void
drop_controls(struct transcript *t, char kept)
{
	size_t len = t->text.len, in = 0, out;
	char *s = t->text.data;

	while ((in += utf8_control(buf_str(&t->text) + in, len - in)) < len &&
	       !is_control(s[in], kept))
		in++;
	if (in == len)
		return;
	for (out = in; in < len;) {
		if (s[in] == '\x1B') {
			in = skip_escape(s, len, in);
			continue;
		}
		if (s[in] == '\f' || s[in] == '\v')
			s[out++] = '\n';
		else if (!is_control(s[in], kept))
			s[out++] = s[in];
		in++;
	}
	s[out] = '\0';
	t->text.len = out;
	transcript_changed(t, "control characters");
}

/* What stood behind other marks, or behind one more. */
static void
drop_boms(struct transcript *t)
{
	size_t n = 0;

	while (t->text.len >= n + 3 &&
	       memcmp(t->text.data + n, "\xEF\xBB\xBF", 3) == 0)
		n += 3;
	if (n == 0)
		return;
	t->text.len -= n;
	memmove(t->text.data, t->text.data + n, t->text.len + 1);
	transcript_changed(t, "BOM");
}

/* CRLF and CR to LF, in place. */
static void
fix_lines(struct transcript *t)
{
	char *data = t->text.data, *in, *out;
	char *end = data ? data + t->text.len : NULL;
	bool alone = false, pair = false;

	in = out = data ? memchr(data, '\r', t->text.len) : NULL;
	if (!in)
		return;
	while (in < end) {
		char *cr = memchr(in, '\r', (size_t)(end - in));
		size_t n = (size_t)((cr ? cr : end) - in);

		memmove(out, in, n);
		out += n;
		in += n;
		if (!cr)
			break;
		in++;
		*out++ = '\n';
		if (in < end && *in == '\n') {
			in++;
			pair = true;
		} else {
			alone = true;
		}
	}
	*out = '\0';
	t->text.len = (size_t)(out - data);
	if (pair)
		transcript_changed(t, "CRLF");
	if (alone)
		transcript_changed(t, "CR");
}

static void
normalise(struct transcript *t)
{
	struct buf nfc = { 0 };

	if (unicode_is_nfc(buf_str(&t->text), t->text.len))
		return;
	buf_room(&nfc, t->text.len);
	if (unicode_nfc(&nfc, buf_str(&t->text), t->text.len)) {
		struct buf old = t->text;

		t->text = nfc;
		nfc = old;
		transcript_changed(t, "NFC");
	}
	buf_release(&nfc);
}

int
decode_text(struct buf *bytes, const char *encoding, struct transcript *t,
            struct error *err)
{
	return decode_text_with(bytes, encoding, '\n', t, err);
}

int
decode_text_with(struct buf *bytes, const char *encoding, char kept,
                 struct transcript *t, struct error *err)
{
	bool sure = false;
	int rc;

	rc = check_kind(bytes, err);
	if (rc == 0)
		rc = to_utf8(bytes, encoding, t, &sure, err);
	if (rc == 0 && !sure)
		rc = check_text(&t->text, encoding, t, err);
	if (rc < 0)
		return rc;
	drop_controls(t, kept);
	drop_boms(t);
	fix_lines(t);
	normalise(t);
	t->verbatim =
	    !encoding && strcmp(t->encoding, "UTF-8") == 0 && !t->changes[0];
	return 0;
}

int
decode_apart(struct buf *bytes, const char *encoding, struct transcript *t,
             struct buf *out, struct error *err)
{
	int rc = decode_text(bytes, encoding, t, err);

	if (rc < 0)
		return rc;
	buf_release(out);
	*out = t->text;
	memset(&t->text, 0, sizeof(t->text));
	t->verbatim = false;
	return 0;
}
