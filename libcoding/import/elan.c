#include "import/elan.h"

#include "base/error.h"
#include "base/unicode.h"
#include "base/vec.h"
#include "base/xml.h"
#include "import/ids.h"
#include "import/label.h"
#include "import/tiers.h"

#include <stdlib.h>
#include <string.h>

#define TIME_MAX   INT64_C(3200000000000) /* a century is no recording */
#define PARENT_MAX 32                     /* annotations of annotations */

struct slot {
	int64_t ms;   /* TURN_NO_TIME: not aligned */
	int64_t near; /* the last time known up to it */
};

struct annotation {
	size_t tier;
	const char *begin, *end; /* ids of slots */
	const char *parent;      /* id of an annotation; "": has slots */
	xmlNodePtr value;
};

/* The file, while it is read. */
struct elan {
	struct {
		struct slot *items;
		size_t n, cap;
	} slots;
	struct {
		struct annotation *items;
		size_t n, cap;
	} annotations;
	struct ids slot_ids, annotation_ids;
	struct tiers tiers;
};

static int64_t
read_ms(const char *s)
{
	int64_t ms = 0;
	const char *c;

	for (c = s; *c >= '0' && *c <= '9' && ms < TIME_MAX; c++)
		ms = ms * 10 + (*c - '0');
	return c == s || *c || ms >= TIME_MAX ? TURN_NO_TIME : ms;
}

static void
read_slots(struct elan *e, const xmlNode *root)
{
	xmlNodePtr order = xml_child(root, "TIME_ORDER"), n;
	struct slot slot = { 0 };

	for (n = order ? xml_child(order, "TIME_SLOT") : NULL; n;
	     n = xml_sibling(n, "TIME_SLOT")) {
		slot.ms = read_ms(xml_attribute(n, "TIME_VALUE"));
		if (slot.ms != TURN_NO_TIME)
			slot.near = slot.ms;
		ids_add(&e->slot_ids, xml_attribute(n, "TIME_SLOT_ID"),
		        e->slots.n);
		vec_push(&e->slots, slot);
	}
}

static void
read_annotation(struct elan *e, size_t tier, const xmlNode *n)
{
	xmlNodePtr own = xml_child(n, "ALIGNABLE_ANNOTATION");
	xmlNodePtr ref = xml_child(n, "REF_ANNOTATION");
	xmlNodePtr node = own ? own : ref;
	struct annotation a = { .tier = tier };

	if (!node)
		return;
	a.begin = xml_attribute(node, "TIME_SLOT_REF1");
	a.end = xml_attribute(node, "TIME_SLOT_REF2");
	a.parent = xml_attribute(node, "ANNOTATION_REF");
	a.value = xml_child(node, "ANNOTATION_VALUE");
	ids_add(&e->annotation_ids, xml_attribute(node, "ANNOTATION_ID"),
	        e->annotations.n);
	vec_push(&e->annotations, a);
}

/* "Interviewer" says who it is, whatever PARTICIPANT says. */
static bool
names_a_role(const char *name)
{
	char *folded = unicode_fold(name);
	bool asks = false;
	enum label_class class = label_classify(name, folded, &asks);

	free(folded);
	return class == LABEL_KNOWN;
}

static void
read_tier(struct elan *e, const xmlNode *n)
{
	const char *name = xml_attribute(n, "TIER_ID");
	const char *who = xml_attribute(n, "PARTICIPANT");
	enum tier_level level = tier_name_level(name);
	size_t tier;
	xmlNodePtr a;

	if (level == TIER_UNKNOWN)
		level =
		    tier_name_level(xml_attribute(n, "LINGUISTIC_TYPE_REF"));
	/* "default-lt" is the type of all tiers that have none of their own */
	if (level == TIER_SPEECH &&
	    strncmp(xml_attribute(n, "LINGUISTIC_TYPE_REF"), "default", 7) == 0)
		level = tier_name_level(name);
	if (!*who || strcmp(who, "[none]") == 0 || names_a_role(name))
		who = NULL;
	tier = tiers_add(
	    &e->tiers, name, who,
	    *xml_attribute(n, "PARENT_REF") ? TIER_REFERS : TIER_FREE, level);
	for (a = xml_child(n, "ANNOTATION"); a;
	     a = xml_sibling(a, "ANNOTATION"))
		read_annotation(e, tier, a);
}

/*
 * The slots of A, or of the annotation it stands for.  What is wrong with it,
 * or NULL.
 */
static const char *
find_slots(struct elan *e, const struct annotation *a, struct slot *begin,
           struct slot *end)
{
	static const char no_slot[] =
	    "an annotation without a time slot that is in the file";
	size_t i, depth;

	for (depth = 0; *a->parent; depth++) {
		if (depth == PARENT_MAX)
			return "an annotation refers to others in a circle, "
			       "or through too many of them";
		if (!ids_find(&e->annotation_ids, a->parent, &i))
			return "an annotation refers to one that is not in "
			       "the file";
		a = &e->annotations.items[i];
	}
	if (!ids_find(&e->slot_ids, a->begin, &i))
		return no_slot;
	*begin = e->slots.items[i];
	if (!ids_find(&e->slot_ids, a->end, &i))
		return no_slot;
	*end = e->slots.items[i];
	return NULL;
}

static int
add_utterances(struct elan *e, struct error *err)
{
	struct buf b = { 0 };
	size_t i;

	for (i = 0; i < e->annotations.n; i++) {
		const struct annotation *a = &e->annotations.items[i];
		struct slot begin, end;
		const char *wrong;

		buf_clear(&b);
		if (a->value)
			xml_text(a->value, &b);
		wrong = find_slots(e, a, &begin, &end);
		if (wrong) {
			int line = (int)xmlGetLineNo(a->value);

			buf_release(&b);
			return error_set(err, ERR_FORMAT, "line %d: %s", line,
			                 wrong);
		}
		tiers_utterance(&e->tiers, a->tier, begin.near, end.near,
		                begin.ms, end.ms, buf_str(&b), b.len);
	}
	buf_release(&b);
	return 0;
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct elan e = { 0 };
	xmlDocPtr doc = NULL;
	const xmlNode *root, *n;
	int rc;

	rc = xml_parse(buf_str(bytes), bytes->len, &doc, err);
	if (rc < 0)
		goto out;
	root = xmlDocGetRootElement(doc);
	if (!root || !xml_is(root, "ANNOTATION_DOCUMENT")) {
		rc = error_set(err, ERR_FORMAT,
		               "the root element is no ANNOTATION_DOCUMENT");
		goto out;
	}
	read_slots(&e, root);
	for (n = xml_child(root, "TIER"); n; n = xml_sibling(n, "TIER"))
		read_tier(&e, n);
	rc = add_utterances(&e, err);
	if (rc == 0)
		rc = tiers_compose(&e.tiers, o, t, err);
	xml_encoding(doc, t->encoding, sizeof(t->encoding));
out:
	tiers_release(&e.tiers);
	ids_release(&e.slot_ids);
	ids_release(&e.annotation_ids);
	vec_release(&e.slots);
	vec_release(&e.annotations);
	xmlFreeDoc(doc);
	return rc;
}

static enum import_fit
sniff(const char *data, size_t len)
{
	return xml_sniff(data, len, "ANNOTATION_DOCUMENT") ? IMPORT_SURE
	                                                   : IMPORT_NO;
}

const struct importer elan_importer = {
	.name = "elan",
	.extensions = "eaf",
	.description = "ELAN; tiers of speech, with times",
	.sniff = sniff,
	.parse = parse,
};
