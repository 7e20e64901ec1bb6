/*
 * docx_part.h - a part of a Word document that holds text: the text itself,
 * its footnotes, its comments; read piece by piece into a paper.
 */
#ifndef EMIC_IMPORT_DOCX_PART_H
#define EMIC_IMPORT_DOCX_PART_H

#include "base/xml.h"
#include "import/docx_styles.h"
#include "import/paper.h"
#include "model/transcript.h"

enum {
	DOCX_DEPTH_MAX = 256, /* elements inside each other: libxml2's bound */
	DOCX_FIELDS_MAX = 32, /* fields inside each other */
};

/* A paragraph, inside which others may stand. */
struct docx_paragraph {
	struct look_format format; /* its style's */
	int level;
	bool contents; /* of a table of contents: left out */
	bool joined;   /* the mark behind it was deleted */
};

struct docx_part {
	struct look_styles styles;
	struct look_format defaults;
	struct paper paper;   /* to be filled */
	struct transcript *t; /* its `changes` only */
	/* inside */
	struct xml_stream *xml;
	int skip; /* depth of an element to be left out; -1: none */
	struct docx_paragraph paragraphs[DOCX_DEPTH_MAX + 2];
	size_t depth;               /* how many of them are open */
	struct look_format format;  /* of the run */
	bool code[DOCX_FIELDS_MAX]; /* fields in their instructions */
	size_t fields, codes;
	bool in_text, preserved;
	struct buf text; /* of a w:t */
};

/*
 * Add the paragraphs of XML, whose root is called ROOT, to D's paper.
 *
 * ERR_FORMAT: it is not well formed, or its root is another.
 */
int docx_part_read(struct docx_part *d, const char *xml, size_t len,
                   const char *root, struct error *err);

/* Everything in D, the paper too. */
void docx_part_release(struct docx_part *d);

#endif
