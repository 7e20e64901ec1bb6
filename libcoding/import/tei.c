#include "import/tei.h"

#include "base/error.h"
#include "base/vec.h"
#include "base/xml.h"
#include "import/head.h"
#include "import/ids.h"
#include "import/talk.h"
#include "import/tei_text.h"
#include "import/xml_time.h"

#include <stdlib.h>
#include <string.h>

struct person {
	char *name;
	enum speaker_role role;
};

/* The file, while it is read. */
struct tei {
	struct talk talk;
	struct ids time_ids, person_ids;
	struct {
		int64_t *items; /* ms, or TURN_NO_TIME */
		size_t n, cap;
	} times;
	struct {
		struct person *items;
		size_t n, cap;
	} people;
};

/* Where an element lies in time, and who speaks in it. */
struct voice {
	struct buf who; /* labels, line feeds between them */
	int64_t start_ms, end_ms;
};

/* --- what is said before the text ----------------------------------------- */

static const char *
without_hash(const char *id)
{
	return *id == '#' ? id + 1 : id;
}

static int64_t
find_time(struct tei *f, const char *id)
{
	size_t i;

	return ids_find(&f->time_ids, without_hash(id), &i) ? f->times.items[i]
	                                                    : TURN_NO_TIME;
}

/* The number S of UNIT, seconds if it is none. */
static int64_t
scaled(const char *s, const char *unit)
{
	int64_t ms = xml_time(s);

	if (ms != TURN_NO_TIME && strcmp(unit, "ms") == 0 && !strpbrk(s, ":sP"))
		ms /= 1000;
	return ms;
}

/* The first point, if it has no time of its own, is the start of it all. */
static void
read_when(struct tei *f, const xmlNode *n)
{
	const char *unit = xml_attribute(n->parent, "unit");
	const char *since = xml_attribute(n, "since");
	int64_t ms = scaled(xml_attribute(n, "absolute"), unit);
	int64_t base, more;

	if (*xml_attribute(n, "unit"))
		unit = xml_attribute(n, "unit");
	if (ms == TURN_NO_TIME) {
		more = scaled(xml_attribute(n, "interval"), unit);
		base = *since ? find_time(f, since) : 0;
		if (more != TURN_NO_TIME && base != TURN_NO_TIME)
			ms = base + more;
	}
	if (ms == TURN_NO_TIME && f->times.n == 0)
		ms = 0;
	ids_add(&f->time_ids, xml_attribute(n, "id"), f->times.n);
	vec_push(&f->times, ms);
}

/* S trimmed and with single blanks, as a label will be; the caller's. */
static char *
one_line(const char *s)
{
	static const char blanks[] = " \t\r\n";
	struct buf b = { 0 };
	size_t n;

	for (s += strspn(s, blanks); *s; s += n, s += strspn(s, blanks)) {
		n = strcspn(s, blanks);
		if (b.len > 0)
			buf_addc(&b, ' ');
		buf_add(&b, s, n);
	}
	return buf_take(&b);
}

/* The name of a person or a role, else what else there is to call them. */
static void
read_person(struct tei *f, const xmlNode *n)
{
	const char *id = xml_attribute(n, "id"),
	           *role = xml_attribute(n, "role");
	struct person p = { .role = ROLE_PARTICIPANT };
	const xmlNode *name = xml_child(n, "persName");
	struct buf b = { 0 };

	if (!name)
		name = xml_child(n, "name");
	if (!name && xml_is(n, "role"))
		name = n;
	if (name)
		xml_text(name, &b);
	if (strspn(buf_str(&b), " \t\r\n") == b.len) {
		buf_clear(&b);
		buf_adds(&b,
		         *xml_attribute(n, "n") ? xml_attribute(n, "n") : id);
	}
	if (strcmp(role, "interviewer") == 0 ||
	    strcmp(role, "investigator") == 0)
		p.role = ROLE_INTERVIEWER;
	p.name = one_line(buf_str(&b));
	buf_release(&b);
	ids_add(&f->person_ids, id, f->people.n);
	vec_push(&f->people, p);
}

static void
read_date(struct transcript *t, const xmlNode *n)
{
	const char *when = xml_attribute(n, "when");
	struct buf b = { 0 };

	if (!n->parent || !tei_text_is_any(n->parent, " setting recording "))
		return;
	if (*when)
		buf_adds(&b, when);
	else
		xml_text(n, &b);
	head_date(t, buf_str(&b), b.len);
	buf_release(&b);
}

static void
read_facts(struct tei *f, const xmlNode *root, struct transcript *t)
{
	const xmlNode *n;

	for (n = root; n; n = xml_after(root, n, true)) {
		if (xml_is(n, "when") && n->parent)
			read_when(f, n);
		else if (tei_text_is_any(n, " person personGrp role ") &&
		         *xml_attribute(n, "id"))
			read_person(f, n);
		else if (xml_is(n, "date"))
			read_date(t, n);
	}
}

/* --- who speaks when ------------------------------------------------------ */

/* IDS, which are divided by blanks, as labels. */
static void
add_who(struct tei *f, const char *ids, struct buf *who)
{
	static const char blanks[] = " \t\r\n";
	size_t len, i;

	for (ids += strspn(ids, blanks); *ids;
	     ids += len, ids += strspn(ids, blanks)) {
		char *id;

		len = strcspn(ids, blanks);
		id = mem_strn(ids, len);
		if (who->len > 0)
			buf_addc(who, '\n');
		if (ids_find(&f->person_ids, without_hash(id), &i))
			buf_adds(who, f->people.items[i].name);
		else
			buf_adds(who, without_hash(id));
		free(id);
	}
}

/* Two ids of points: "#T1 #T2". */
static void
read_synch(struct tei *f, const char *synch, struct voice *v)
{
	size_t len = strcspn(synch, " \t\r\n");
	char *first = mem_strn(synch, len);

	synch += len;
	synch += strspn(synch, " \t\r\n");
	if (v->start_ms == TURN_NO_TIME)
		v->start_ms = find_time(f, first);
	if (v->end_ms == TURN_NO_TIME)
		v->end_ms = find_time(f, synch);
	free(first);
}

/* N's, and where N does not say, those of the block that it stands in. */
static void
find_voice(struct tei *f, const xmlNode *n, struct voice *v)
{
	const xmlNode *parent = n->parent;

	v->start_ms = find_time(f, xml_attribute(n, "start"));
	v->end_ms = find_time(f, xml_attribute(n, "end"));
	read_synch(f, xml_attribute(n, "synch"), v);
	add_who(f, xml_attribute(n, "who"), &v->who);
	if (!parent || !xml_is(parent, "annotationBlock"))
		return;
	if (v->who.len == 0)
		add_who(f, xml_attribute(parent, "who"), &v->who);
	if (v->start_ms == TURN_NO_TIME)
		v->start_ms = find_time(f, xml_attribute(parent, "start"));
	if (v->end_ms == TURN_NO_TIME)
		v->end_ms = find_time(f, xml_attribute(parent, "end"));
}

/* V says the lines of TEXT. */
static void
say(struct tei *f, const struct voice *v, const struct buf *text)
{
	const char *s = buf_str(text);
	bool any = false;
	size_t n;

	for (; *s; s += n + (s[n] == '\n')) {
		n = strcspn(s, "\n");
		if (strspn(s, " ") >= n)
			continue;
		if (any)
			talk_line(&f->talk, s, n);
		else
			talk_say(&f->talk, buf_str(&v->who), v->start_ms,
			         v->end_ms, s, n);
		any = true;
	}
}

static void
say_node(struct tei *f, const xmlNode *n)
{
	struct voice v = { .start_ms = TURN_NO_TIME, .end_ms = TURN_NO_TIME };
	struct buf text = { 0 };

	if (n->type == XML_ELEMENT_NODE) {
		find_voice(f, n, &v);
		tei_text(n, &text);
	} else if (n->content) {
		buf_adds(&text, (const char *)n->content);
	}
	say(f, &v, &text);
	buf_release(&text);
	buf_release(&v.who);
}

/* --- drama ---------------------------------------------------------------- */

/* "HAMLET." */
static void
read_speaker(const xmlNode *sp, struct buf *who)
{
	const xmlNode *n = xml_child(sp, "speaker");
	size_t i;

	if (n)
		xml_text(n, who);
	while (who->len > 0 && strchr(".: \t\r\n", who->data[who->len - 1]))
		who->data[--who->len] = '\0';
	for (i = 0; i < who->len; i++)
		if (who->data[i] == '\n')
			who->data[i] = ' ';
}

/* The cast's name if WHO is in it, else as the speech is headed. */
static void
say_speech(struct tei *f, const xmlNode *sp)
{
	struct voice v = { .start_ms = TURN_NO_TIME, .end_ms = TURN_NO_TIME };
	const char *who = xml_attribute(sp, "who");
	struct buf text = { 0 };
	size_t i;

	if (!ids_find(&f->person_ids, without_hash(who), &i) &&
	    xml_child(sp, "speaker"))
		read_speaker(sp, &v.who);
	if (v.who.len == 0)
		add_who(f, who, &v.who);
	talk_break(&f->talk);
	tei_text(sp, &text);
	say(f, &v, &text);
	talk_break(&f->talk);
	buf_release(&text);
	buf_release(&v.who);
}

/* --- the text ------------------------------------------------------------- */

static void
add_note(struct tei *f, const xmlNode *n)
{
	struct voice v = { .start_ms = TURN_NO_TIME, .end_ms = TURN_NO_TIME };
	struct buf b = { 0 };

	tei_text_event(n, &b);
	if (*xml_attribute(n, "who")) {
		find_voice(f, n, &v);
		say(f, &v, &b);
	} else if (!xml_is(n, "pause")) {
		talk_section(&f->talk, SECTION_NOTE, 1, buf_str(&b), b.len);
	}
	buf_release(&b);
	buf_release(&v.who);
}

static void
add_heading(struct tei *f, const xmlNode *n, int level)
{
	struct buf b = { 0 };

	tei_text(n, &b);
	talk_section(&f->talk, SECTION_HEADING, level > 6 ? 6 : level,
	             buf_str(&b), b.len);
	buf_release(&b);
}

/* Does N hold what has turns or headings of its own? */
static bool
holds_blocks(const xmlNode *n)
{
	const xmlNode *at;

	for (at = n->children; at; at = xml_after(n, at, true))
		if (tei_text_is_any(at, " u sp posting p ab lg l head div "))
			return true;
	return false;
}

/* All in N, which is in DEPTH divisions; libxml2 bounds how deep it goes. */
static void
read_blocks(struct tei *f, const xmlNode *parent, int depth)
{
	static const char whole[] = " u posting p ab lg l ";
	static const char skipped[] = " teiHeader timeline standOff castList "
	                              "spanGrp linkGrp note fw figDesc ";
	const xmlNode *n;

	for (n = parent->children; n; n = n->next) {
		if (n->type == XML_TEXT_NODE) {
			say_node(f, n);
		} else if (n->type != XML_ELEMENT_NODE ||
		           tei_text_is_any(n, skipped)) {
			continue;
		} else if (tei_text_is_any(n, whole)) {
			say_node(f, n);
		} else if (xml_is(n, "sp")) {
			say_speech(f, n);
		} else if (xml_is(n, "head")) {
			add_heading(f, n, depth);
		} else if (tei_text_is_event(n)) {
			add_note(f, n);
		} else if (holds_blocks(n)) {
			read_blocks(f, n, depth + xml_is(n, "div"));
		} else {
			say_node(f, n);
		}
	}
}

static void
release(struct tei *f)
{
	size_t i;

	talk_release(&f->talk);
	ids_release(&f->time_ids);
	ids_release(&f->person_ids);
	vec_release(&f->times);
	for (i = 0; i < f->people.n; i++)
		free(f->people.items[i].name);
	vec_release(&f->people);
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct tei f = { .talk = { .composer = { .t = t, .options = o } } };
	xmlDocPtr doc = NULL;
	const xmlNode *root;
	size_t i;
	int rc;

	rc = xml_parse(buf_str(bytes), bytes->len, &doc, err);
	if (rc < 0)
		goto out;
	root = xmlDocGetRootElement(doc);
	if (!root || !tei_text_is_any(root, " TEI TEI.2 teiCorpus ")) {
		rc = error_set(err, ERR_FORMAT,
		               "the root element is '%s'; of such XML, "
		               "emic reads TEI",
		               root ? (const char *)root->name : "");
		goto out;
	}
	read_facts(&f, root, t);
	read_blocks(&f, root, 1);
	xml_encoding(doc, t->encoding, sizeof(t->encoding));
	rc = talk_end(&f.talk, err);
	for (i = 0; rc == 0 && i < f.people.n; i++)
		talk_role(t, f.people.items[i].name, f.people.items[i].role);
out:
	release(&f);
	xmlFreeDoc(doc);
	return rc;
}

static enum import_fit
sniff(const char *data, size_t len)
{
	return xml_sniff(data, len, "TEI") || xml_sniff(data, len, "TEI.2") ||
	               xml_sniff(data, len, "teiCorpus")
	           ? IMPORT_SURE
	           : IMPORT_NO;
}

const struct importer tei_importer = {
	.name = "tei",
	.extensions = "tei xml",
	.description = "TEI: utterances with times, drama, or text",
	.sniff = sniff,
	.parse = parse,
};
