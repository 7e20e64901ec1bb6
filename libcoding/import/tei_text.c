#include "import/tei_text.h"

#include "import/aside.h"
#include "import/compose.h"
#include "import/xml_time.h"

#include <string.h>

/* What is about the text, or was taken out of it. */
static const char left_out[] = " note figDesc fw rdg span spanGrp timeline "
                               "interp interpGrp teiHeader standOff castList "
                               "linkGrp listPerson graphic media speaker ";

/* What begins on a line of its own. */
static const char lines[] = " lb l lg p ab item row ";

bool
tei_text_is_any(const xmlNode *n, const char *list)
{
	const char *name = (const char *)n->name, *at = list;
	size_t len = strlen(name);

	if (n->type != XML_ELEMENT_NODE)
		return false;
	while ((at = strstr(at, name)) != NULL) {
		if (at[-1] == ' ' && at[len] == ' ')
			return true;
		at++;
	}
	return false;
}

bool
tei_text_is_event(const xmlNode *n)
{
	return tei_text_is_any(n, " pause vocal incident kinesic event gap "
	                          "stage ");
}

static void
add_pause(const xmlNode *n, struct buf *out)
{
	const char *dur = xml_attribute(n, "dur");
	const char *type = xml_attribute(n, "type");
	int64_t ms = xml_time(dur);
	struct buf b = { 0 };

	if (ms != TURN_NO_TIME)
		buf_addf(&b, "pause %lld.%lld", (long long)(ms / 1000),
		         (long long)(ms % 1000 / 100));
	else
		buf_addf(&b, "%s pause", *dur ? dur : type);
	aside_add(out, buf_str(&b), b.len);
	buf_release(&b);
}

void
tei_text_event(const xmlNode *n, struct buf *out)
{
	static const char *const said_by[] = { "desc", "reason", "type", "n" };
	const xmlNode *desc = xml_child(n, "desc");
	struct buf b = { 0 };
	size_t i;

	if (xml_is(n, "pause")) {
		add_pause(n, out);
		return;
	}
	if (desc)
		xml_text(desc, &b);
	else if (xml_is(n, "stage"))
		xml_text(n, &b);
	for (i = 0; i < 4 && b.len == 0; i++)
		buf_adds(&b, xml_attribute(n, said_by[i]));
	if (b.len == 0)
		buf_adds(&b, (const char *)n->name);
	/* stage directions bring brackets of their own */
	while (b.len > 0 && strchr(") \t\n", b.data[b.len - 1]))
		b.data[--b.len] = '\0';
	i = strspn(buf_str(&b), "( \t\n");
	aside_add(out, buf_str(&b) + i, b.len - i);
	buf_release(&b);
}

/* Of what stands for the same, that which was said or written. */
static const xmlNode *
original(const xmlNode *choice)
{
	const xmlNode *n, *first = NULL;

	for (n = choice->children; n; n = n->next) {
		if (tei_text_is_any(n, " orig sic abbr "))
			return n;
		if (!first && n->type == XML_ELEMENT_NODE)
			first = n;
	}
	return first;
}

/* The next mark of punctuation stands at the word before it. */
static void
add_mark(const xmlNode *n, struct buf *out)
{
	struct buf b = { 0 };
	size_t at;

	xml_text(n, &b);
	at = strspn(buf_str(&b), " \t\n");
	if (b.len > at && strspn(b.data + at, ".,;:?!)]}") == b.len - at)
		while (out->len > 0 && strchr(" \t\n", out->data[out->len - 1]))
			out->data[--out->len] = '\0';
	buf_add(out, buf_str(&b) + at, b.len - at);
	buf_release(&b);
}

static bool
is_utterance(const xmlNode *n)
{
	return xml_is(n, "seg") &&
	       (strcmp(xml_attribute(n, "type"), "utterance") == 0 ||
	        strcmp(xml_attribute(n, "type"), "contribution") == 0);
}

/* <del>; but a false start that was spoken is one too, and was said. */
static bool
is_struck_out(const xmlNode *n)
{
	static const char *const said[] = { "truncation", "repetition",
		                            "falseStart" };
	const char *type = xml_attribute(n, "type");
	size_t i;

	if (!xml_is(n, "del"))
		return false;
	for (i = 0; i < sizeof(said) / sizeof(*said); i++)
		if (strcmp(type, said[i]) == 0)
			return false;
	return true;
}

/* LF where white space flows, so that only true lines are lines. */
static void
add_flow(const char *s, struct buf *out)
{
	for (; *s; s++)
		buf_addc(out, strchr("\n\r\t", *s) ? ' ' : *s);
}

static void
add_node(const xmlNode *n, struct buf *out)
{
	if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) &&
	    n->content) {
		add_flow((const char *)n->content, out);
		return;
	}
	if (n->type != XML_ELEMENT_NODE || tei_text_is_any(n, left_out) ||
	    is_struck_out(n))
		return;
	if (tei_text_is_event(n)) {
		tei_text_event(n, out);
	} else if (xml_is(n, "choice")) {
		n = original(n);
		if (n)
			tei_text(n, out);
	} else if (xml_is(n, "pc")) {
		add_mark(n, out);
	} else if (xml_is(n, "w")) {
		buf_addc(out, ' ');
		tei_text(n, out);
		buf_addc(out, ' ');
	} else if (tei_text_is_any(n, lines) || is_utterance(n)) {
		buf_addc(out, '\n');
		tei_text(n, out);
		if (!xml_is(n, "lb"))
			buf_addc(out, '\n');
	} else {
		tei_text(n, out);
	}
}

void
tei_text(const xmlNode *n, struct buf *out)
{
	const xmlNode *child;

	for (child = n->children; child; child = child->next)
		add_node(child, out);
}
