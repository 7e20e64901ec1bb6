#include "import/odt.h"

#include "base/error.h"
#include "base/mem.h"
#include "base/package.h"
#include "base/xml.h"
#include "import/odt_part.h"

#include <stdlib.h>
#include <string.h>

#define MIMETYPE "application/vnd.oasis.opendocument.text"

/* Does the file's list of its parts say that one is encrypted? */
static int
check_encryption(const struct package *p, struct error *err)
{
	static const char manifest[] = "META-INF/manifest.xml";
	struct buf b = { 0 };
	int rc = 0;

	if (package_has(p, manifest))
		rc = package_read(p, manifest, &b, err);
	if (rc == 0 && strstr(buf_str(&b), "encryption-data"))
		rc = error_set(err, ERR_FORMAT,
		               "it has a password; save it without one");
	buf_release(&b);
	return rc;
}

/* Read the part NAME, whose root is called ROOT. */
static int
read_part(const struct package *p, struct odt_part *d, const char *name,
          const char *root, struct error *err)
{
	struct buf xml = { 0 };
	int rc;

	rc = package_read(p, name, &xml, err);
	if (rc == 0) {
		rc = odt_part_read(d, buf_str(&xml), xml.len, root, err);
		if (rc < 0)
			error_wrap(err, "'%s' inside", name);
	}
	buf_release(&xml);
	return rc;
}

static int
read_package(const struct package *p, struct odt_part *d, struct error *err)
{
	int rc;

	rc = check_encryption(p, err);
	if (rc == 0 && !package_has(p, "content.xml"))
		rc = error_set(err, ERR_FORMAT,
		               "there is no 'content.xml' inside, so this is "
		               "no OpenDocument text");
	if (rc == 0 && package_has(p, "styles.xml"))
		rc = read_part(p, d, "styles.xml", "document-styles", err);
	if (rc == 0)
		rc = read_part(p, d, "content.xml", "document-content", err);
	return rc;
}

static int
parse(struct buf *bytes, const struct import_options *o, struct transcript *t,
      struct error *err)
{
	struct odt_part *d = mem_zero(sizeof(*d));
	struct package *p = NULL;
	int rc;

	d->t = t;
	if (xml_sniff(buf_str(bytes), bytes->len, "document")) {
		rc = odt_part_read(d, buf_str(bytes), bytes->len, "document",
		                   err);
	} else {
		rc = package_open(buf_str(bytes), bytes->len, &p, err);
		if (rc == 0)
			rc = read_package(p, d, err);
	}
	if (rc == 0)
		rc = paper_turns(&d->paper, o, t, err);
	package_close(p);
	odt_part_release(d);
	free(d);
	return rc;
}

/* The kind stands in front, unpacked, so that programs can look at it. */
static enum import_fit
sniff(const char *data, size_t len)
{
	static const char flat[] = "office:mimetype=\"" MIMETYPE "\"";
	static const char packed[] = "mimetype" MIMETYPE;
	size_t i, n = sizeof(flat) - 1;

	if (package_sniff(data, len))
		return len >= 30 + sizeof(packed) - 1 &&
		               memcmp(data + 30, packed, sizeof(packed) - 1) ==
		                   0
		           ? IMPORT_SURE
		           : IMPORT_NO;
	if (!xml_sniff(data, len, "document"))
		return IMPORT_NO;
	for (i = 0; i + n <= len && i < 8192; i++)
		if (memcmp(data + i, flat, n) == 0)
			return IMPORT_SURE;
	return IMPORT_NO;
}

const struct importer odt_importer = {
	.name = "odt",
	.extensions = "odt ott fodt",
	.description = "OpenDocument text, as LibreOffice writes it",
	.sniff = sniff,
	.parse = parse,
};
