/*
 * odt_part.h - the XML of an OpenDocument text: its styles, and what it
 * says; read piece by piece into a paper.
 */
#ifndef EMIC_IMPORT_ODT_PART_H
#define EMIC_IMPORT_ODT_PART_H

#include "base/xml.h"
#include "import/look.h"
#include "import/paper.h"
#include "model/transcript.h"

enum { ODT_DEPTH_MAX = 256 }; /* elements inside each other, in libxml2 */

/* A paragraph, or a span in one. */
struct odt_piece {
	struct look_format format;
	int level;  /* of a heading */
	bool blank; /* white space that comes next is nothing */
};

struct odt_part {
	struct look_styles styles; /* "p NAME" and "t NAME" */
	struct paper paper;        /* to be filled */
	struct transcript *t;      /* its `changes` only */
	/* inside */
	struct xml_stream *xml;
	int skip; /* depth of an element to be left out; -1: none */
	struct odt_piece pieces[ODT_DEPTH_MAX + 2];
	size_t open; /* how many of them */
	/*
	 * Text belongs to a paragraph only if this many pieces are open:
	 * the name of who wrote a note stands inside the paragraph around it.
	 */
	size_t needed;
	size_t saved[ODT_DEPTH_MAX + 2]; /* `needed` before, by depth */
	bool header;                     /* rows of names of columns */
};

/*
 * Read XML: the styles in it, and the paragraphs.  ROOT is what its root may
 * be called.
 *
 * ERR_FORMAT: it is not well formed, or its root is another.
 */
int odt_part_read(struct odt_part *d, const char *xml, size_t len,
                  const char *root, struct error *err);

/* Everything in D, the paper too. */
void odt_part_release(struct odt_part *d);

#endif
