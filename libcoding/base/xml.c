#include "base/xml.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "base/xml_tags.h"

#include <libxml/HTMLparser.h>

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define OPTIONS                                                    \
	(XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_NOERROR | \
	 XML_PARSE_NOWARNING | XML_PARSE_NOCDATA)

void
xml_prepare(void)
{
	xmlInitParser();
}

#define NARROW_MAX 4096 /* characters of UTF-16 that are looked at */

/* --- what kind of file it is ---------------------------------------------- */

/* Where the markup at AT, which ends with END, is over; LEN if it is not. */
static size_t
skip_to(const char *data, size_t len, size_t at, const char *end)
{
	size_t n = strlen(end);

	for (; at + n <= len; at++)
		if (memcmp(data + at, end, n) == 0)
			return at + n;
	return len;
}

static bool
begins(const char *data, size_t len, size_t at, const char *s)
{
	size_t n = strlen(s);

	return len - at >= n && memcmp(data + at, s, n) == 0;
}

/* A document type may hold declarations in brackets. */
static size_t
skip_type(const char *data, size_t len, size_t at)
{
	bool inside = false;

	for (; at < len; at++) {
		if (data[at] == '[')
			inside = true;
		else if (data[at] == ']')
			inside = false;
		else if (data[at] == '>' && !inside)
			return at + 1;
	}
	return len;
}

/* The first byte of the root element's name; LEN if there is none. */
static size_t
find_root(const char *data, size_t len)
{
	size_t at = begins(data, len, 0, "\xEF\xBB\xBF") ? 3 : 0;

	while (at < len) {
		if (strchr(" \t\r\n", data[at]) && data[at])
			at++;
		else if (begins(data, len, at, "<?"))
			at = skip_to(data, len, at, "?>");
		else if (begins(data, len, at, "<!--"))
			at = skip_to(data, len, at, "-->");
		else if (begins(data, len, at, "<!"))
			at = skip_type(data, len, at);
		else
			return data[at] == '<' ? at + 1 : len;
	}
	return len;
}

/* UTF-16 by its byte order mark, as the ASCII that markup is. */
static size_t
narrow(const char *data, size_t len, char out[NARROW_MAX])
{
	size_t low = 0, i, n = 0;

	if (len >= 2 && memcmp(data, "\xFF\xFE", 2) == 0)
		low = 2;
	else if (len >= 2 && memcmp(data, "\xFE\xFF", 2) == 0)
		low = 3;
	for (i = low; low > 0 && i < len && n < NARROW_MAX; i += 2)
		out[n++] = data[i];
	return n;
}

bool
xml_sniff(const char *data, size_t len, const char *name)
{
	char ascii[NARROW_MAX];
	size_t wide = narrow(data, len, ascii), start, end, n = strlen(name);

	if (wide > 0) {
		data = ascii;
		len = wide;
	}
	start = end = find_root(data, len);
	while (end < len && !memchr(" \t\r\n/>", data[end], 6)) {
		if (data[end++] == ':')
			start = end;
	}
	return end - start == n && memcmp(data + start, name, n) == 0;
}

/* --- errors --------------------------------------------------------------- */

/*
 * libxml2's words end with a line feed and may be several lines; they quote
 * the file, of which they cut names off in the midst of a character.
 */
static char *
message_of(const xmlError *e)
{
	const char *message = e && e->message ? e->message : "unknown error";
	char *s = mem_strn(message, strcspn(message, "\n"));
	size_t len = strlen(s), i;

	while (!utf8_valid(s, len, &i))
		s[i] = '?';
	for (i = 0; i < len; i++)
		if ((unsigned char)s[i] < ' ' || s[i] == 0x7F)
			s[i] = '?';
	return s;
}

/* Which of its limits libxml2 means, NULL: none; it has no codes for them. */
static const char *
limit_of(const char *message)
{
	static const char *const limits[][2] = {
		{ "huge text node", "a text of more than 10 MB in one piece" },
		{ "AttValue length too long", "a value of more than 10 MB" },
		{ "Huge input lookup", "markup of more than 10 MB in a piece" },
		{ "Excessive depth",
		  "elements inside elements, over 256 deep" },
	};
	size_t i;

	for (i = 0; i < sizeof(limits) / sizeof(*limits); i++)
		if (strstr(message, limits[i][0]))
			return limits[i][1];
	return NULL;
}

static int
not_well_formed(const xmlError *e, struct error *err)
{
	char *message = message_of(e);
	const char *limit = limit_of(message);
	int rc;

	if (limit)
		rc = error_set(err, ERR_LIMIT,
		               "line %d, column %d: %s, as no transcript has",
		               e->line, e->int2, limit);
	else if (!e || e->line <= 0)
		rc = error_set(err, ERR_FORMAT, "not well-formed XML: %s",
		               message);
	else
		rc = error_set(err, ERR_FORMAT,
		               "line %d, column %d: not well-formed XML: %s",
		               e->line, e->int2, message);
	free(message);
	return rc;
}

static int
has_entities(struct error *err)
{
	return error_set(err, ERR_FORMAT,
	                 "it declares entities of its own, which emic does "
	                 "not read; save it without them");
}

static bool
declares_entities(const xmlDtd *dtd)
{
	const xmlNode *n;

	for (n = dtd ? dtd->children : NULL; n; n = n->next)
		if (n->type == XML_ENTITY_DECL)
			return true;
	return false;
}

/* Some of libxml2's complaints go to standard error whatever one asks. */
static void
say_nothing(void *context, const char *format, ...)
{
	(void)context;
	(void)format;
}

/* --- as a tree ------------------------------------------------------------ */

/* What is invalid can be read all the same, and the library never prints. */
static void
ignore_error(void *context, xmlErrorPtr e)
{
	(void)context;
	(void)e;
}

int
xml_parse(const char *data, size_t len, xmlDocPtr *out, struct error *err)
{
	xmlParserCtxtPtr context;
	struct xml_tags tags;
	xmlDocPtr doc = NULL;
	int rc = 0;

	*out = NULL;
	if (len > INT_MAX)
		return error_set(err, ERR_LIMIT, "larger than 2 GB");
	rc = xml_tags_check(data, len, false, &tags, err);
	if (rc == 0)
		rc = xml_tags_bound(&tags, len, err);
	if (rc < 0)
		return rc;
	xmlSetGenericErrorFunc(NULL, say_nothing);
	context = xmlNewParserCtxt();
	if (!context)
		return error_set(err, ERR_LIMIT, "no memory for the XML");
	context->sax->serror = ignore_error;
	doc = xmlCtxtReadMemory(context, data, (int)len, NULL, NULL, OPTIONS);
	if (!doc)
		rc = not_well_formed(xmlCtxtGetLastError(context), err);
	else if (declares_entities(doc->intSubset))
		rc = has_entities(err);
	else
		*out = doc;
	if (rc < 0 && doc)
		xmlFreeDoc(doc);
	xmlFreeParserCtxt(context);
	return rc;
}

int
xml_parse_html(const char *data, size_t len, xmlDocPtr *out, struct error *err)
{
	htmlParserCtxtPtr context;
	struct xml_tags tags;
	int rc = 0;

	*out = NULL;
	if (len > INT_MAX)
		return error_set(err, ERR_LIMIT, "larger than 2 GB");
	rc = xml_tags_check(data, len, true, &tags, err);
	if (rc == 0)
		rc = xml_tags_bound(&tags, len, err);
	if (rc < 0)
		return rc;
	xmlSetGenericErrorFunc(NULL, say_nothing);
	context = htmlNewParserCtxt();
	if (!context)
		return error_set(err, ERR_LIMIT, "no memory for the page");
	context->sax->serror = ignore_error;
	*out = htmlCtxtReadMemory(context, data, (int)len, NULL, "UTF-8",
	                          HTML_PARSE_NONET | HTML_PARSE_NOERROR |
	                              HTML_PARSE_NOWARNING |
	                              HTML_PARSE_RECOVER | HTML_PARSE_COMPACT);
	if (!*out)
		rc = error_set(err, ERR_FORMAT, "there is no page in it");
	else if (context->disableSAX) /* it gave up, half-way */
		rc = error_set(err, ERR_FORMAT,
		               "elements inside elements deeper, or a text "
		               "longer in one piece (10 MB), than is read");
	if (rc < 0 && *out) {
		xmlFreeDoc(*out);
		*out = NULL;
	}
	htmlFreeParserCtxt(context);
	return rc;
}

/* --- piece by piece ------------------------------------------------------- */

struct xml_stream {
	xmlTextReaderPtr reader; /* NULL: too large for it */
	struct error error;
};

/* Called by libxml2 for each error; the first says most. */
static void
keep_error(void *stream, xmlErrorPtr e)
{
	struct xml_stream *s = stream;

	if (s->error.code == 0 && e->level >= XML_ERR_ERROR)
		not_well_formed(e, &s->error);
}

struct xml_stream *
xml_open(const char *data, size_t len)
{
	struct xml_stream *s = mem_zero(sizeof(*s));
	struct xml_tags tags;

	if (len > INT_MAX ||
	    xml_tags_check(data, len, false, &tags, &s->error) < 0)
		return s;
	xmlSetGenericErrorFunc(NULL, say_nothing);
	s->reader = xmlReaderForMemory(data, (int)len, NULL, NULL, OPTIONS);
	if (s->reader)
		xmlTextReaderSetStructuredErrorHandler(s->reader, keep_error,
		                                       s);
	return s;
}

void
xml_close(struct xml_stream *s)
{
	xmlDocPtr doc;

	if (!s)
		return;
	if (s->reader) {
		/* asked for, the document is the caller's to free */
		doc = xmlTextReaderCurrentDoc(s->reader);
		xmlFreeTextReader(s->reader);
		if (doc)
			xmlFreeDoc(doc);
	}
	free(s);
}

int
xml_next(struct xml_stream *s, struct error *err)
{
	int rc;

	if (!s->reader && s->error.code < 0)
		return error_set(err, s->error.code, "%s", s->error.msg);
	if (!s->reader)
		return error_set(err, ERR_LIMIT, "too large to be read as XML");
	rc = xmlTextReaderRead(s->reader);
	if (s->error.code < 0)
		return error_set(err, s->error.code, "%s", s->error.msg);
	if (rc < 0)
		return error_set(err, ERR_FORMAT, "not well-formed XML");
	if (rc > 0 &&
	    xmlTextReaderNodeType(s->reader) == XML_READER_TYPE_DOCUMENT_TYPE) {
		xmlNodePtr n = xmlTextReaderCurrentNode(s->reader);

		if (n && n->doc && declares_entities(n->doc->intSubset))
			return has_entities(err);
	}
	return rc;
}

xmlTextReaderPtr
xml_reader(struct xml_stream *s)
{
	return s->reader;
}

/* --- names ---------------------------------------------------------------- */

static int
compare_names(const void *name, const void *row)
{
	return strcmp(name, ((const struct xml_name *)row)->name);
}

int
xml_name_find(const struct xml_name *names, size_t n, const xmlChar *name,
              int other)
{
	const struct xml_name *found =
	    bsearch(name, names, n, sizeof(*names), compare_names);

	return found ? found->number : other;
}

/* --- walking a tree ------------------------------------------------------- */

bool
xml_is(const xmlNode *n, const char *name)
{
	return n->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)n->name, name) == 0;
}

static xmlNodePtr
first_called(xmlNodePtr n, const char *name)
{
	while (n && !xml_is(n, name))
		n = n->next;
	return n;
}

xmlNodePtr
xml_child(const xmlNode *n, const char *name)
{
	return first_called(n->children, name);
}

xmlNodePtr
xml_sibling(const xmlNode *n, const char *name)
{
	return first_called(n->next, name);
}

const char *
xml_attribute(const xmlNode *n, const char *name)
{
	const xmlAttr *a;

	for (a = n->properties; a; a = a->next)
		if (strcmp((const char *)a->name, name) == 0)
			return a->children && a->children->content
			           ? (const char *)a->children->content
			           : "";
	return "";
}

xmlNodePtr
xml_after(const xmlNode *root, const xmlNode *n, bool into)
{
	if (into && n->type == XML_ELEMENT_NODE && n->children)
		return n->children;
	while (n != root && !n->next)
		n = n->parent;
	return n == root ? NULL : n->next;
}

void
xml_text(const xmlNode *n, struct buf *out)
{
	const xmlNode *at;

	for (at = n; at; at = xml_after(n, at, true))
		if ((at->type == XML_TEXT_NODE ||
		     at->type == XML_CDATA_SECTION_NODE) &&
		    at->content)
			buf_adds(out, (const char *)at->content);
}

void
xml_encoding(const xmlDoc *doc, char *out, size_t size)
{
	const char *name = (const char *)doc->encoding;

	if (!name || strcasecmp(name, "UTF-8") == 0)
		name = "UTF-8";
	snprintf(out, size, "%s", name);
}
