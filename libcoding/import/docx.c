#include "import/docx.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/package.h"
#include "base/xml.h"
#include "import/docx_part.h"

#include <stdlib.h>
#include <string.h>

#define NAME_MAX_BYTES 250 /* of a part */

struct docx {
	struct package *package;
	struct docx_part part; /* the one that is being read */
};

/* --- parts ---------------------------------------------------------------- */

/* Read the part NAME, whose root is called ROOT. */
static int
read_part(struct docx *d, const char *name, const char *root, struct error *err)
{
	struct buf xml = { 0 };
	int rc;

	rc = package_read(d->package, name, &xml, err);
	if (rc == 0) {
		rc =
		    docx_part_read(&d->part, buf_str(&xml), xml.len, root, err);
		if (rc < 0)
			error_wrap(err, "'%s' inside", name);
	}
	buf_release(&xml);
	return rc;
}

/* A part that need not be there, as a tree; NULL if it is not. */
static int
read_tree(struct docx *d, const char *name, xmlDocPtr *out, struct error *err)
{
	struct buf xml = { 0 };
	int rc = 0;

	*out = NULL;
	if (package_has(d->package, name))
		rc = package_read(d->package, name, &xml, err);
	if (rc == 0 && xml.len > 0) {
		rc = xml_parse(buf_str(&xml), xml.len, out, err);
		if (rc < 0)
			error_wrap(err, "'%s' inside", name);
	}
	buf_release(&xml);
	return rc;
}

static bool
ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);

	return n >= m && strcmp(s + n - m, end) == 0;
}

/* What no part is called; and a message about it would not be a line. */
static bool
is_odd(const char *name)
{
	size_t i;

	for (i = 0; name[i]; i++)
		if ((unsigned char)name[i] < ' ' || i == NAME_MAX_BYTES)
			return true;
	return false;
}

/* Where TYPE is, by the relationships of SOURCE ("" for the whole file). */
static int
find_part(struct docx *d, const char *source, const char *type,
          struct buf *name_out, struct error *err)
{
	const char *slash = strrchr(source, '/'), *target;
	size_t folder = slash ? (size_t)(slash + 1 - source) : 0;
	struct buf rels = { 0 };
	const xmlNode *n = NULL;
	xmlDocPtr doc = NULL;
	int rc;

	buf_add(&rels, source, folder);
	buf_addf(&rels, "_rels/%s.rels", source + folder);
	rc = read_tree(d, buf_str(&rels), &doc, err);
	if (doc)
		n = xml_child(xmlDocGetRootElement(doc), "Relationship");
	while (n && !ends_with(xml_attribute(n, "Type"), type))
		n = xml_sibling(n, "Relationship");
	target = n ? xml_attribute(n, "Target") : "";
	if (n && !is_odd(target)) {
		if (*target != '/')
			buf_add(name_out, source, folder);
		buf_adds(name_out, target + (*target == '/'));
	}
	xmlFreeDoc(doc);
	buf_release(&rels);
	return rc;
}

static int
read_styles(struct docx *d, const char *main_part, struct error *err)
{
	const xmlNode *root, *n;
	struct buf name = { 0 };
	xmlDocPtr doc = NULL;
	int rc;

	rc = find_part(d, main_part, "/styles", &name, err);
	if (rc == 0)
		rc = read_tree(d, buf_str(&name), &doc, err);
	root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (root) {
		docx_styles_read(&d->part.styles, root);
		n = xml_child(root, "docDefaults");
		n = n ? xml_child(n, "rPrDefault") : NULL;
		n = n ? xml_child(n, "rPr") : NULL;
		docx_styles_format(n, &d->part.defaults);
	}
	xmlFreeDoc(doc);
	buf_release(&name);
	return rc;
}

/* The notes of MAIN_PART, each kind in a part of its own. */
static int
read_notes(struct docx *d, const char *main_part, struct error *err)
{
	static const struct {
		const char *type;
		const char *root;
	} kinds[] = {
		{ "/footnotes", "footnotes" },
		{ "/endnotes", "endnotes" },
		{ "/comments", "comments" },
	};
	struct buf name = { 0 };
	size_t i;
	int rc = 0;

	paper_note_begin(&d->part.paper);
	for (i = 0; rc == 0 && i < sizeof(kinds) / sizeof(*kinds); i++) {
		buf_clear(&name);
		rc = find_part(d, main_part, kinds[i].type, &name, err);
		if (rc == 0 && name.len > 0 &&
		    package_has(d->package, buf_str(&name)))
			rc = read_part(d, buf_str(&name), kinds[i].root, err);
	}
	paper_note_end(&d->part.paper);
	buf_release(&name);
	return rc;
}

static int
read_package(struct docx *d, struct error *err)
{
	struct buf name = { 0 };
	int rc;

	rc = find_part(d, "", "/officeDocument", &name, err);
	if (rc == 0 && name.len == 0)
		buf_adds(&name, "word/document.xml");
	if (rc == 0 && !package_has(d->package, buf_str(&name)))
		rc = error_set(err, ERR_FORMAT,
		               "there is no '%s' inside, so this is no Word "
		               "document",
		               buf_str(&name));
	if (rc == 0)
		rc = read_styles(d, buf_str(&name), err);
	if (rc == 0)
		rc = read_part(d, buf_str(&name), "document", err);
	if (rc == 0)
		rc = read_notes(d, buf_str(&name), err);
	buf_release(&name);
	return rc;
}

/* --- the importer --------------------------------------------------------- */

/* What Word puts around a file with a password, and what it once wrote. */
static bool
is_compound(const struct buf *bytes)
{
	return bytes->len >= 4 &&
	       memcmp(bytes->data, "\xD0\xCF\x11\xE0", 4) == 0;
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct docx *d;
	int rc;

	if (is_compound(bytes))
		return error_set(err, ERR_FORMAT,
		                 "it has a password, or is of the old .doc "
		                 "kind: save it as .docx without a password");
	d = mem_zero(sizeof(*d));
	d->part.t = t;
	rc = package_open(buf_str(bytes), bytes->len, &d->package, err);
	if (rc == 0)
		rc = read_package(d, err);
	if (rc == 0)
		rc = paper_turns(&d->part.paper, o, t, err);
	package_close(d->package);
	docx_part_release(&d->part);
	free(d);
	return rc;
}

static enum import_fit
sniff(const char *data, size_t len)
{
	struct package *p = NULL;
	enum import_fit fit = IMPORT_NO;

	if (!package_sniff(data, len) || package_open(data, len, &p, NULL) < 0)
		return IMPORT_NO;
	if (package_has(p, "word/document.xml"))
		fit = IMPORT_SURE;
	package_close(p);
	return fit;
}

const struct importer docx_importer = {
	.name = "docx",
	.extensions = "docx docm dotx dotm",
	.description = "Word; tables with a turn in each row, too",
	.sniff = sniff,
	.parse = parse,
};
