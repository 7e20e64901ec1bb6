#include "import/exmaralda.h"

#include "base/error.h"
#include "base/vec.h"
#include "base/xml.h"
#include "import/ids.h"
#include "import/tiers.h"
#include "import/xml_time.h"

#include <stdlib.h>
#include <string.h>

/* The file, while it is read. */
struct exb {
	struct {
		int64_t *items; /* ms, or TURN_NO_TIME */
		size_t n, cap;
	} points;
	struct ids point_ids;
	struct {
		char **items;
		size_t n, cap;
	} labels; /* of speakers */
	struct ids speaker_ids;
	struct tiers tiers;
};

static void
read_timeline(struct exb *e, const xmlNode *body)
{
	const xmlNode *line = xml_child(body, "common-timeline"), *n;

	for (n = line ? xml_child(line, "tli") : NULL; n;
	     n = xml_sibling(n, "tli")) {
		ids_add(&e->point_ids, xml_attribute(n, "id"), e->points.n);
		vec_push(&e->points, xml_time(xml_attribute(n, "time")));
	}
}

/* A speaker goes by the abbreviation, which transcripts show, or the id. */
static void
read_speakers(struct exb *e, const xmlNode *root)
{
	const xmlNode *head = xml_child(root, "head"), *table, *n, *name;

	table = head ? xml_child(head, "speakertable") : NULL;
	for (n = table ? xml_child(table, "speaker") : NULL; n;
	     n = xml_sibling(n, "speaker")) {
		struct buf b = { 0 };

		name = xml_child(n, "abbreviation");
		if (name)
			xml_text(name, &b);
		if (strspn(buf_str(&b), " \t\r\n") == b.len) {
			buf_clear(&b);
			buf_adds(&b, xml_attribute(n, "id"));
		}
		ids_add(&e->speaker_ids, xml_attribute(n, "id"), e->labels.n);
		vec_push(&e->labels, buf_take(&b));
	}
}

/*
 * "v" is verbal; others are named like tiers elsewhere, but what is nobody's
 * is no speech for being called something else.
 */
static enum tier_level
level_of(const char *category, const char *label)
{
	enum tier_level level = tier_name_level(category);

	if (strcmp(category, "v") == 0)
		return TIER_SPEECH;
	if (level == TIER_UNKNOWN && *category && !*label)
		return TIER_NEVER;
	return level;
}

static int
read_event(struct exb *e, size_t tier, const xmlNode *n, struct error *err)
{
	struct buf b = { 0 };
	size_t start, end;

	if (!ids_find(&e->point_ids, xml_attribute(n, "start"), &start) ||
	    !ids_find(&e->point_ids, xml_attribute(n, "end"), &end))
		return error_set(err, ERR_FORMAT,
		                 "line %ld: an event from '%s' to '%s', which "
		                 "are not both in the timeline",
		                 xmlGetLineNo(n), xml_attribute(n, "start"),
		                 xml_attribute(n, "end"));
	xml_text(n, &b);
	tiers_utterance(&e->tiers, tier, (int64_t)start, (int64_t)end,
	                e->points.items[start], e->points.items[end],
	                buf_str(&b), b.len);
	buf_release(&b);
	return 0;
}

static int
read_tier(struct exb *e, const xmlNode *n, struct error *err)
{
	const char *category = xml_attribute(n, "category");
	const char *type = xml_attribute(n, "type");
	const char *name = xml_attribute(n, "display-name");
	const char *label = "";
	const xmlNode *event;
	size_t tier, i;
	int rc = 0;

	if (ids_find(&e->speaker_ids, xml_attribute(n, "speaker"), &i))
		label = e->labels.items[i];
	else
		label = xml_attribute(n, "speaker");
	tier = tiers_add(&e->tiers, *name ? name : xml_attribute(n, "id"),
	                 label, *type == 't' ? TIER_FREE : TIER_POINTS,
	                 level_of(category, label));
	for (event = xml_child(n, "event"); event && rc == 0;
	     event = xml_sibling(event, "event"))
		rc = read_event(e, tier, event, err);
	return rc;
}

static void
release(struct exb *e)
{
	size_t i;

	for (i = 0; i < e->labels.n; i++)
		free(e->labels.items[i]);
	vec_release(&e->labels);
	vec_release(&e->points);
	ids_release(&e->point_ids);
	ids_release(&e->speaker_ids);
	tiers_release(&e->tiers);
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct exb e = { .tiers = { .pieces = true } };
	const xmlNode *root, *body, *n;
	xmlDocPtr doc = NULL;
	int rc;

	rc = xml_parse(buf_str(bytes), bytes->len, &doc, err);
	if (rc < 0)
		goto out;
	root = xmlDocGetRootElement(doc);
	body = root ? xml_child(root, "basic-body") : NULL;
	if (!body) {
		rc = error_set(err, ERR_FORMAT,
		               "there is no basic-body in it; of EXMARaLDA's "
		               "formats the basic transcription is read");
		goto out;
	}
	read_speakers(&e, root);
	read_timeline(&e, body);
	for (n = xml_child(body, "tier"); n && rc == 0;
	     n = xml_sibling(n, "tier"))
		rc = read_tier(&e, n, err);
	if (rc == 0)
		rc = tiers_compose(&e.tiers, o, t, err);
	xml_encoding(doc, t->encoding, sizeof(t->encoding));
out:
	release(&e);
	xmlFreeDoc(doc);
	return rc;
}

static enum import_fit
sniff(const char *data, size_t len)
{
	return xml_sniff(data, len, "basic-transcription") ? IMPORT_SURE
	                                                   : IMPORT_NO;
}

const struct importer exmaralda_importer = {
	.name = "exmaralda",
	.extensions = "exb",
	.description = "EXMARaLDA's basic transcription; tiers of type t",
	.sniff = sniff,
	.parse = parse,
};
