#include "import/otr.h"

#include "base/error.h"
#include "import/decode.h"
#include "import/web.h"

#include <jansson.h>
#include <string.h>

/*
 * {"text": "<p><span class=\"timestamp\" data-timestamp=\"12.3\">0:12</span>
 * Ana: ...</p>", "media": "p07.mp3", "media-time": 71.2}: the page is read as
 * any other.
 */
static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct import_options page = *o;
	struct buf text = { 0 };
	json_t *root = NULL;
	const char *html;
	json_error_t why;
	int rc;

	rc = decode_apart(bytes, o->encoding, t, &text, err);
	if (rc < 0)
		return rc;
	root = json_loadb(buf_str(&text), text.len, 0, &why);
	buf_clear(&text);
	html = json_string_value(json_object_get(root, "text"));
	if (!root) {
		rc = error_set(err, ERR_FORMAT, "line %d: this is no JSON: %s",
		               why.line, why.text);
	} else if (!html) {
		rc = error_set(err, ERR_FORMAT,
		               "no \"text\" is in it, as oTranscribe writes");
	} else {
		buf_addf(&text, "<!doctype html><html><body>");
		buf_adds(&text, html);
		buf_adds(&text, "</body></html>");
		page.encoding = "UTF-8";
		rc = web_importer.parse(&text, &page, t, err);
	}
	json_decref(root);
	buf_release(&text);
	return rc;
}

/* An object with what nothing else has: where the recording was stopped. */
static enum import_fit
sniff(const char *data, size_t len)
{
	size_t at = len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	at += strspn(data + at, " \t\r\n");
	return data[at] == '{' && strstr(data + at, "\"text\"") &&
	               strstr(data + at, "\"media-time\"")
	           ? IMPORT_SURE
	           : IMPORT_NO;
}

const struct importer otr_importer = {
	.name = "otr",
	.extensions = "otr",
	.description = "oTranscribe",
	.sniff = sniff,
	.parse = parse,
};
