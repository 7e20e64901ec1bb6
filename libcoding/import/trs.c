#include "import/trs.h"

#include "base/error.h"
#include "base/vec.h"
#include "base/xml.h"
#include "import/aside.h"
#include "import/compose.h"
#include "import/ids.h"
#include "import/xml_time.h"

#include <stdlib.h>
#include <string.h>

#define AT_ONCE 9 /* speakers of a turn */

/* The file, while it is read. */
struct trs {
	struct ids names, topics; /* by index into strings */
	struct {
		const char **items; /* the document's */
		size_t n, cap;
	} strings;
	struct composer composer;
};

/* What one speaker of a turn says. */
struct voice {
	const char *label;
	struct buf speech;
};

static void
read_names(struct trs *f, const xmlNode *root, const char *list,
           const char *item, const char *what, struct ids *ids)
{
	const xmlNode *n = xml_child(root, list);

	for (n = n ? xml_child(n, item) : NULL; n; n = xml_sibling(n, item)) {
		const char *name = xml_attribute(n, what);

		ids_add(ids, xml_attribute(n, "id"), f->strings.n);
		vec_push(&f->strings, *name ? name : xml_attribute(n, "id"));
	}
}

/* The speakers of a turn: ids between blanks; returns how many, 1 at least. */
static size_t
find_voices(struct trs *f, const char *speakers, struct voice *voices)
{
	static const char blanks[] = " \t\r\n";
	size_t n = 0, i, len;

	for (;; speakers += len) {
		char *id;

		speakers += strspn(speakers, blanks);
		len = strcspn(speakers, blanks);
		if (len == 0 || n == AT_ONCE)
			break;
		id = mem_strn(speakers, len);
		voices[n++].label =
		    ids_find(&f->names, id, &i) ? f->strings.items[i] : "";
		free(id);
	}
	if (n == 0)
		voices[n++].label = "";
	return n;
}

/*
 * <Event>: breath, noise, laughter are asides; that the language changes or
 * how a word is pronounced is annotation.
 */
static void
add_event(struct buf *out, const xmlNode *n)
{
	const char *type = xml_attribute(n, "type");
	const char *desc = xml_attribute(n, "desc");

	if (xml_is(n, "Event") &&
	    ((*type && strcmp(type, "noise") != 0) ||
	     strcmp(xml_attribute(n, "extent"), "end") == 0))
		return;
	aside_add(out, desc, strlen(desc));
}

/* Everything in the turn, to whose voice it is. */
static void
read_turn(const xmlNode *turn, struct voice *voices, size_t n_voices)
{
	struct voice *v = &voices[0];
	const xmlNode *n;
	long nb;
	size_t i;

	for (n = turn->children; n; n = n->next) {
		if (xml_is(n, "Sync")) {
			for (i = 0; i < n_voices; i++)
				buf_addc(&voices[i].speech, '\n');
			v = &voices[0];
		} else if (xml_is(n, "Who")) {
			nb = strtol(xml_attribute(n, "nb"), NULL, 10);
			if (nb >= 1 && (size_t)nb <= n_voices)
				v = &voices[nb - 1];
		} else if (xml_is(n, "Event") || xml_is(n, "Comment") ||
		           xml_is(n, "Vocal")) {
			add_event(&v->speech, n);
		} else if (n->type == XML_TEXT_NODE && n->content) {
			const char *s = (const char *)n->content;

			/* the lines of the file are no lines of speech */
			for (; *s; s++)
				buf_addc(&v->speech, *s == '\n' ? ' ' : *s);
		}
	}
}

static void
say(struct trs *f, const struct voice *v, int64_t start_ms, int64_t end_ms)
{
	const char *s = buf_str(&v->speech);
	bool any = false;
	size_t n;

	compose_turn(&f->composer, start_ms, end_ms);
	compose_speaker(&f->composer, v->label, strlen(v->label));
	for (; *s; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		if (strspn(s, " \t\r") == n)
			continue;
		if (any)
			compose_line(&f->composer);
		compose_flow(&f->composer, s, n);
		any = true;
	}
}

static void
add_turn(struct trs *f, const xmlNode *n)
{
	struct voice voices[AT_ONCE] = { { 0 } };
	size_t n_voices, i;

	n_voices = find_voices(f, xml_attribute(n, "speaker"), voices);
	read_turn(n, voices, n_voices);
	for (i = 0; i < n_voices; i++) {
		say(f, &voices[i], xml_time(xml_attribute(n, "startTime")),
		    xml_time(xml_attribute(n, "endTime")));
		buf_release(&voices[i].speech);
	}
}

/* A section's topic is its heading. */
static void
add_section(struct trs *f, const xmlNode *section)
{
	const xmlNode *n;
	size_t i;

	if (ids_find(&f->topics, xml_attribute(section, "topic"), &i))
		compose_section(&f->composer, SECTION_HEADING, 1,
		                f->strings.items[i],
		                strlen(f->strings.items[i]));
	for (n = xml_child(section, "Turn"); n; n = xml_sibling(n, "Turn"))
		add_turn(f, n);
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct trs f = { .composer = { .t = t, .options = o } };
	const xmlNode *root, *episode, *n;
	xmlDocPtr doc = NULL;
	int rc;

	rc = xml_parse(buf_str(bytes), bytes->len, &doc, err);
	if (rc < 0)
		goto out;
	root = xmlDocGetRootElement(doc);
	episode = root ? xml_child(root, "Episode") : NULL;
	if (!episode) {
		rc = error_set(err, ERR_FORMAT, "there is no Episode in it");
		goto out;
	}
	read_names(&f, root, "Speakers", "Speaker", "name", &f.names);
	read_names(&f, root, "Topics", "Topic", "desc", &f.topics);
	for (n = xml_child(episode, "Section"); n;
	     n = xml_sibling(n, "Section"))
		add_section(&f, n);
	xml_encoding(doc, t->encoding, sizeof(t->encoding));
	rc = compose_end(&f.composer, err);
out:
	compose_release(&f.composer);
	ids_release(&f.names);
	ids_release(&f.topics);
	vec_release(&f.strings);
	xmlFreeDoc(doc);
	return rc;
}

static enum import_fit
sniff(const char *data, size_t len)
{
	return xml_sniff(data, len, "Trans") ? IMPORT_SURE : IMPORT_NO;
}

const struct importer trs_importer = {
	.name = "transcriber",
	.extensions = "trs",
	.description = "Transcriber; turns with times, several at once",
	.sniff = sniff,
	.parse = parse,
};
