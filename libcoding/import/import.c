#include "import/import.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "import/chat.h"
#include "import/docx.h"
#include "import/elan.h"
#include "import/exmaralda.h"
#include "import/external.h"
#include "import/foreign.h"
#include "import/json.h"
#include "import/markdown.h"
#include "import/odt.h"
#include "import/otr.h"
#include "import/srt.h"
#include "import/table.h"
#include "import/tei.h"
#include "import/text.h"
#include "import/textgrid.h"
#include "import/trs.h"
#include "import/vtt.h"
#include "import/web.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Those that are surest of what they see come first. */
static const struct importer *const importers[] = {
	&docx_importer,      /* by a part of the package */
	&odt_importer,       /* by its first part, or XML */
	&elan_importer,      /* XML, by its root element */
	&exmaralda_importer, /* XML */
	&trs_importer,       /* XML */
	&tei_importer,       /* XML */
	&textgrid_importer,  /* by its first lines */
	&chat_importer,      /* by its headers */
	&web_importer,       /* by its first tag */
	&vtt_importer,       /* by its first word */
	&srt_importer,       /* by its first times */
	&srt_sbv_importer,   /* by its first times */
	&otr_importer,       /* by what only it has */
	&json_importer,      /* by its first characters */
	&text_importer,      /* by nothing */
	&markdown_importer,  /* by its first characters */
	&table_importer,     /* by its name */
	&external_pdf,       /* by a program */
	&external_rtf,       /* by a program */
	&external_epub,      /* by a program */
	&external_org,       /* by a program */
	&external_rst,       /* by a program */
	&external_latex,     /* by a program */
	&external_doc,       /* by a program */
};

#define N_IMPORTERS (sizeof(importers) / sizeof(*importers))

const struct importer *
import_format(size_t n)
{
	return n < N_IMPORTERS ? importers[n] : NULL;
}

const struct importer *
import_format_find(const char *name)
{
	size_t i;

	for (i = 0; i < N_IMPORTERS; i++)
		if (strcmp(importers[i]->name, name) == 0)
			return importers[i];
	return NULL;
}

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* What stands behind the last dot of the file's name; "" if nothing does. */
static const char *
extension(const char *path)
{
	const char *base = base_name(path), *dot = strrchr(base, '.');

	return dot && dot > base ? dot + 1 : "";
}

/* Is EXT, in any case, one of the words of LIST? */
static bool
is_listed(const char *ext, const char *list)
{
	size_t len = strlen(ext), i;

	while (*list) {
		size_t n = strcspn(list, " ");

		for (i = 0; i < n && i < len; i++) {
			char c = ext[i];

			if (c >= 'A' && c <= 'Z')
				c = (char)(c + 'a' - 'A');
			if (c != list[i])
				break;
		}
		if (i == n && i == len)
			return true;
		list += n;
		list += *list == ' ';
	}
	return false;
}

const struct importer *
import_format_of(const char *path)
{
	const char *ext = extension(path);
	size_t i;

	for (i = 0; *ext && i < N_IMPORTERS; i++)
		if (is_listed(ext, importers[i]->extensions))
			return importers[i];
	return NULL;
}

/* The first importer that BYTES fit so well, or NULL. */
static const struct importer *
sniff(const struct buf *bytes, enum import_fit fit)
{
	size_t i;

	for (i = 0; i < N_IMPORTERS; i++)
		if (importers[i]->sniff &&
		    importers[i]->sniff(buf_str(bytes), bytes->len) >= fit)
			return importers[i];
	return NULL;
}

/* No format goes by EXT: what it is instead, where that is known. */
static int
unknown_format(const char *ext, struct error *err)
{
	const struct foreign *kind;
	unsigned i;

	for (i = 0; (kind = foreign_kind(i)) != NULL; i++)
		if (is_listed(ext, kind->extensions))
			return error_set(err, ERR_FORMAT,
			                 "by its name '.%s' it is %s, which is "
			                 "not read: %s",
			                 ext, kind->what, kind->advice);
	return error_set(err, ERR_FORMAT,
	                 "no format goes by '.%s'; --as text would read it as "
	                 "plain text",
	                 ext);
}

/* By name, by what the file surely is, by extension, by its looks. */
static int
choose(const char *path, const struct buf *bytes, const char *name,
       const struct importer **out, struct error *err)
{
	if (name) {
		*out = import_format_find(name);
		if (*out)
			return 0;
		return error_set(err, ERR_USAGE,
		                 "no format is called '%s'; emic import "
		                 "--formats lists them",
		                 name);
	}
	*out = sniff(bytes, IMPORT_SURE);
	if (!*out)
		*out = import_format_of(path);
	if (!*out)
		*out = sniff(bytes, IMPORT_MAYBE);
	if (!*out && *extension(path))
		return unknown_format(extension(path), err);
	if (!*out)
		*out = &text_importer;
	return 0;
}

/* The file's name without folders; what is no UTF-8 in it as "?". */
static void
set_origin(struct transcript *t, const char *path)
{
	size_t len, bad;

	snprintf(t->origin, sizeof(t->origin), "%s", base_name(path));
	len = strlen(t->origin);
	while (!utf8_valid(t->origin, len, &bad))
		t->origin[bad] = '?';
}

int
import_bytes(const char *path, struct buf *bytes,
             const struct import_options *o, struct transcript *t,
             struct error *err)
{
	const struct importer *importer = NULL;
	int rc;

	hash_bytes(buf_str(bytes), bytes->len, t->origin_sha256);
	set_origin(t, path);
	rc = choose(path, bytes, o->format, &importer, err);
	if (rc < 0)
		return rc;
	t->format = importer->name;
	if (bytes->len == 0)
		return error_set(err, ERR_FORMAT, "the file is empty");
	rc = importer->parse(bytes, o, t, err);
	t->verbatim = t->verbatim && importer->as_it_is;
	if (rc == 0 && t->speakers.n > IMPORT_SPEAKERS_MAX)
		rc = error_set(err, ERR_LIMIT,
		               "more than %d speakers: are they names?",
		               IMPORT_SPEAKERS_MAX);
	if (rc == 0 && t->turns.n == 0)
		rc = error_set(err, ERR_FORMAT, "there is no speech in it");
	return rc;
}

int
import_file(const char *path, const struct import_options *o,
            struct transcript *t, struct error *err)
{
	struct buf bytes = { 0 };
	int rc;

	rc = buf_read_file(&bytes, path, IMPORT_MAX, err);
	if (rc == 0)
		rc = import_bytes(path, &bytes, o, t, err);
	buf_release(&bytes);
	return rc;
}

void
import_doubts_release(struct import_doubts *d)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		free(d->items[i].label);
	vec_release(d);
}
